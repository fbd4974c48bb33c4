// The summary's second half: projects, what comes round, admission, assessments. Used by regime_summary.cpp.
#pragma once

#include "src/regime/rules.hpp"
#include "tools/commands/summary.hpp"

namespace taizhang {

void tell_projects(const regime::ProjectRules& projects, Summary& out);
void tell_rhythms(const std::vector<regime::Rhythm>& rhythms, Summary& out);
void tell_admission(const regime::Admission& admission, Summary& out);
void tell_assessments(const std::vector<regime::Scheme>& schemes, Summary& out);

}  // namespace taizhang
