// The parts of evaluate(), in the order in which it runs them. Used by src/assessment alone.
#pragma once

#include "src/assessment/evaluate.hpp"

namespace taizhang::scoring {

/// Every figure is of a unit, an indicator, a bonus, an award that is known, and stands once.
Status check_figures(const regime::Scheme& scheme, const Figures& figures);
/// One unit's lines; `missing` takes "unit: indicator" of each figure that is not there.
Result<std::vector<Line>> score_lines(const regime::Scheme& scheme, const Figures& figures, const Unit& unit,
                                      std::vector<std::string>& missing);
/// Bonuses, score and conversion from the lines.
Status total_up(const regime::Scheme& scheme, const Figures& figures, UnitStanding& unit);
/// Ranks within each group, and the order of the units.
void rank(const regime::Scheme& scheme, std::vector<UnitStanding>& units);
/// Who is barred, who owes a statement, who shares.
void follow_up(const regime::Scheme& scheme, const Figures& figures, std::vector<UnitStanding>& units);
std::vector<AwardResult> give_awards(const regime::Scheme& scheme, const Figures& figures,
                                     const std::vector<UnitStanding>& units);

bool names(const std::vector<std::string>& list, std::string_view name);
Result<Decimal> rounded(Decimal value, int digits);

}  // namespace taizhang::scoring
