// Between an assessment's events and src/assessment, which computes: what was filed as figures, each with the positions
// that it comes from, and what was computed as it is recorded.
//
//     TZ_TRY(const auto computed, scoring::evaluate(*scheme, figures_of(state, *scheme, c)));
//     concluded.standings = as_recorded(*scheme, computed);
//
// Pure.
#pragma once

#include "src/assessment/evaluate.hpp"
#include "src/domain/case.hpp"

namespace taizhang {

/// The indicator of the line that holds a unit's total: its points are the total, its value the plus or minus points
/// into which the scheme converts it (S9.7), and its explanation how both came about. In `missed` it stands for a
/// place in the ranking for which a statement is owed (S6.6).
inline constexpr const char* total_line = "";

/// The figures that hold: as corrected last, of projects that count.
scoring::Figures figures_of(const AssessmentState& state, const regime::Scheme& scheme, const Case& c);

/// How often the rule's points go into these: a whole number from 1, or nothing.
std::optional<Decimal> bonus_times(const regime::BonusRule& rule, Decimal points);

Result<std::vector<assessment::Standing>> as_recorded(const regime::Scheme& scheme, const scoring::Standing& computed);
std::vector<assessment::Award> awards_of(const regime::Scheme& scheme, const scoring::Standing& computed);
/// Who was passed over, and where there are too few or more than there are places; nothing where nothing is to be told.
std::vector<std::string> remarks_on_awards(const regime::Scheme& scheme, const scoring::Standing& computed);

}  // namespace taizhang
