// What the deciders of assessments ask again and again: by which scheme, who gives which figure, is it still open.
//
//     TZ_TRY(const auto* scheme, scheme_of(state, c));
//     TZ_TRY(const auto* rule, need_indicator(*scheme, proposal.indicator));
//     TZ_CHECK(check_provider(state, *rule, c));
//
// Pure.
#pragma once

#include "src/domain/case.hpp"

namespace taizhang {

/// That of the regime's text under which it was opened, whatever the regime says since.
Result<const regime::Scheme*> scheme_of(const AssessmentState& state, const Case& c);

/// "S5.4", as the scheme or its part says.
std::string_view clause_of(const regime::Scheme& scheme);

Result<const regime::IndicatorRule*> need_indicator(const regime::Scheme& scheme, const std::string& key);
/// One of those that are assessed, at `path`.
Result<const assessment::Assessed*> need_assessed(const AssessmentState& state, const UnitId& unit,
                                                  const std::string& path);
/// Its group is measured by the indicator.
Status check_measured(const regime::IndicatorRule& rule, const assessment::Assessed& assessed, const std::string& path);

/// The unit has one of these names, or had it.
bool bears_name(const Directory& directory, const UnitId& unit, const std::vector<std::string>& names);
/// By whom the indicator's figures are given (S5.3): an account of the department that the regime names, and of the
/// ledger's holder where it names none. A department that is assessed itself is followed to its successor (rule 12).
Status check_provider(const AssessmentState& state, const regime::IndicatorRule& rule, const Case& c);

/// Nothing that the result is computed from changes while it stands.
Status check_not_concluded(const AssessmentState& state, const Case& c);
Status check_concluded(const AssessmentState& state, const Case& c);

/// Positions of events that stand in the log already, each once.
Status check_positions(const std::vector<Position>& positions, const std::string& path, const Case& c);

/// The figure is in a unit of measure that the indicator's converts to.
Status check_measure(const regime::IndicatorRule& rule, const Quantity& figure, const std::string& path);

/// Scope `own` of the commands on assessments (access.hpp): figures come from whoever the regime names, which the
/// decider tells whoever else files them (S5.3); a statement is the unit's own.
bool is_own_assessment(const UnitId& unit, const Event& proposal, const Context& context);

}  // namespace taizhang
