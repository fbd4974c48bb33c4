// What the deciders of accountability ask again and again. See docs/decisions/012-accountability-streams.md.
#pragma once

#include "src/domain/supervision/supervision_checks.hpp"

namespace taizhang {

/// "measure of accountability 'z-1'"
std::string measure_name(const Case& c);

/// 问责, and whatever concerns a person: an approving authority decides, not the supervision office (rule 10).
bool needs_approval(const AccountabilityState& state);
bool is_card(accountability::Measure measure);

/// Where the subject is a unit; nothing for a person.
std::optional<UnitId> subject_unit(const StreamId& subject);
/// The actor is the person concerned, or speaks for the unit concerned or for the one that follows it.
bool is_party_concerned(const AccountabilityState& state, const Case& c);

Status check_stage(const AccountabilityState& state, AccountabilityStage needed, const Case& c);
/// That measure, agreed on and not carried out yet.
Status check_to_carry_out(const AccountabilityState& state, accountability::Measure measure, const Case& c);
/// Nobody decides in a matter that concerns himself or his unit.
Status check_not_concerned(const AccountabilityState& state, const Case& c);

/// When a card lapses that is issued today, by the ledger's regime; twelve months without one.
Date card_lapses(const AccountabilityState& state, const Case& c);

}  // namespace taizhang
