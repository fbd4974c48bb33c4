// Which scheme of a regime an assessment runs by, and when: its event names the regime and bears a title.
//
//     TZ_TRY(const auto* scheme, regime::choose_scheme(rules, "“2019项目年”考核"));
//     const auto* when = regime::time_of(*scheme, assessment::Occasion::mid_year, title);      // July
//
// Pure; any thread.
#pragma once

#include "src/regime/rules.hpp"

#include "events/assessment.hpp"

namespace taizhang::regime {

/// The regime's only one. Of several, the one whose title or key the title is, or else the only one whose title it
/// contains: "2018年二季度招商引资项目落地季讲评". Refused with ErrorCode::invalid, path "/title".
Result<const Scheme*> choose_scheme(const Rules& rules, const std::string& title);

/// Of a scheme that is held more than twice a year (四个季度), the one time whose name stands in the title; nullptr
/// where none does, or several. Else the last of its times for the year's end, the first for the middle, which a scheme
/// with one time has not; nullptr where it has none.
const AssessmentTime* time_of(const Scheme& scheme, assessment::Occasion occasion, const std::string& title);

/// It has times of its own that an occasion does not tell apart: the title does.
bool is_told_by_title(const Scheme& scheme);

}  // namespace taizhang::regime
