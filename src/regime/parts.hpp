// The second half of a regime's rules.
#pragma once

#include "src/regime/admission.hpp"
#include "src/regime/projects.hpp"
#include "src/regime/read.hpp"
#include "src/regime/rhythm.hpp"
#include "src/regime/scheme.hpp"

namespace taizhang::regime {

struct Parts {
    ProjectRules projects;
    std::vector<Rhythm> rhythms;
    Admission admission;
    std::vector<Scheme> assessments;
};
Result<Parts> read_parts(std::string_view toml, std::string_view name = "regime");

}  // namespace taizhang::regime
