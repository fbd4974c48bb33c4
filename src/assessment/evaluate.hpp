// Computes an assessment 考核 by a regime's scheme.
//
//     TZ_TRY(const auto standing, scoring::evaluate(scheme, figures));
//     standing.units.front().score;                    // 96.40
//     standing.units.front().lines[0].steps[0].text;   // "得分＝权重40×完成1.8÷目标2＝36.00"
//
// Exact decimals; every result is rounded half up to the scheme's digits, once, where its step shows it. Refused with
// ErrorCode::invalid: a figure of an unknown unit, indicator, bonus or award, or one that stands twice, a unit of
// measure that does not convert, and where the scheme says so, a figure that was not filed (details.missing lists all).
// Pure; any thread. The namespace is not called assessment, which is that of the events: they have a Standing too.
#pragma once

#include "src/assessment/standing.hpp"

#include <taizhang/result.hpp>

namespace taizhang::scoring {

Result<Standing> evaluate(const regime::Scheme& scheme, const Figures& figures);

/// Where the units' targets do not add up to the scheme's total: told, and not refused (S5.1).
Result<std::vector<Difference>> check_targets(const regime::Scheme& scheme, const std::vector<Target>& targets);

}  // namespace taizhang::scoring
