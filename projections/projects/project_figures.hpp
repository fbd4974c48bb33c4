// What a project's row computes from the rest of it, by the rules of its ledger: sums, percent, with whom problems lie,
// what is asked of such a project and not there, and which definitions do not hold any more.
#pragma once

#include "projections/projects/project_fold.hpp"
#include "src/regime/rules.hpp"

namespace taizhang {

void compute_project(rows::ProjectRow& row, const ProjectMemory& memory, const regime::Rules& rules);

}  // namespace taizhang
