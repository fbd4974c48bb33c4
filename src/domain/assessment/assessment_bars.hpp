// What bars a unit from awards (S5.6) by what the record holds: its late, false and omitted reports of the assessment's
// ledger and year, where the scheme bars for them and there are as many as it says.
//
//     for (const auto& bar : bars_called_for(state, *scheme, directory)) …    // unit, rule, grounds, evidence
//
// Nobody is barred by it: it is proposed, and the ledger's holder confirms each with assessment.bar_award, naming unit
// and rule alone. Obstruction and the like stand in no report; those are entered with their grounds, as before.
// Pure.
#pragma once

#include "src/domain/assessment/assessment_state.hpp"
#include "src/domain/case.hpp"

namespace taizhang {

/// By unit in the opening's order, and by rule in the scheme's; not what was decided on already.
std::vector<assessment::AwardBarred> bars_called_for(const AssessmentState& state, const regime::Scheme& scheme,
                                                     const Directory& directory);

/// The same for an assessment by its id; nothing once it is concluded. ErrorCode::not_found where there is none.
Result<std::vector<assessment::AwardBarred>> bars_called_for(const AssessmentId& id, const Directory& directory);

/// Whether such a bar can follow from reports at all.
bool is_of_reports(regime::Offence offence);

}  // namespace taizhang
