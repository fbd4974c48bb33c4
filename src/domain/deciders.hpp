// One decider for each event type. It is asked only after what holds for all commands is settled (decide.cpp): the
// actor may give this command here, a reason is there where one is due, and the aggregate exists or does not, as the
// command needs.
//
// A decider that returns Status leaves the proposal as it is; one that returns Result<Event struct> completes it; one
// that returns Result<Decision<Event struct>> brings about more (case.hpp). A new event type without a decider does not
// compile.
#pragma once

#include "src/domain/admission/admission_deciders.hpp"
#include "src/domain/assessment/assessment_deciders.hpp"
#include "src/domain/ledgers/year_deciders.hpp"
#include "src/domain/projects/project_deciders.hpp"
#include "src/domain/supervision/supervision_deciders.hpp"

namespace taizhang {

// unit_deciders.cpp
Status decide(const UnitState& state, const unit::Registered& proposal, const Case& c);
Status decide(const UnitState& state, const unit::Confirmed& proposal, const Case& c);
Status decide(const UnitState& state, const unit::Renamed& proposal, const Case& c);
Status decide(const UnitState& state, const unit::Moved& proposal, const Case& c);
Status decide(const UnitState& state, const unit::MembersSet& proposal, const Case& c);
Status decide(const UnitState& state, const unit::Merged& proposal, const Case& c);
Status decide(const UnitState& state, const unit::Dissolved& proposal, const Case& c);

// person_deciders.cpp
Status decide(const PersonState& state, const person::Enrolled& proposal, const Case& c);
Status decide(const PersonState& state, const person::Appointed& proposal, const Case& c);
Status decide(const PersonState& state, const person::Relieved& proposal, const Case& c);

// account_deciders.cpp
Status decide(const AccountState& state, const account::Opened& proposal, const Case& c);
Status decide(const AccountState& state, const account::RoleGranted& proposal, const Case& c);
Status decide(const AccountState& state, const account::RoleRevoked& proposal, const Case& c);
Status decide(const AccountState& state, const account::CredentialChanged& proposal, const Case& c);
Status decide(const AccountState& state, const account::SessionsRevoked& proposal, const Case& c);
Status decide(const AccountState& state, const account::Closed& proposal, const Case& c);

// access_deciders.cpp: what was refused
Status decide(const AccessState& state, const access::Refused& proposal, const Case& c);

// regime_deciders.cpp
Status decide(const RegimeState& state, const regime::Adopted& proposal, const Case& c);
Status decide(const RegimeState& state, const regime::Amended& proposal, const Case& c);
Status decide(const RegimeState& state, const regime::Repealed& proposal, const Case& c);

// redaction_deciders.cpp
Status decide(const RedactionState& state, const redaction::Requested& proposal, const Case& c);
Result<redaction::Approved> decide(const RedactionState& state, const redaction::Approved& proposal, const Case& c);
Status decide(const RedactionState& state, const redaction::Declined& proposal, const Case& c);

// log_deciders.cpp: the keys of the checkpoints
Status decide(const LogState& state, const log::KeyAdopted& proposal, const Case& c);
Status decide(const LogState& state, const log::KeyRetired& proposal, const Case& c);

// ledger_deciders.cpp
Status decide(const LedgerState& state, const ledger::Opened& proposal, const Case& c);
Status decide(const LedgerState& state, const ledger::Amended& proposal, const Case& c);

// item_entering.cpp: what it is and who is responsible
Result<item::Entered> decide(const ItemState& state, const item::Entered& proposal, const Case& c);
Result<item::Acknowledged> decide(const ItemState& state, const item::Acknowledged& proposal, const Case& c);
Status decide(const ItemState& state, const item::Revised& proposal, const Case& c);
Result<item::UnitsAssigned> decide(const ItemState& state, const item::UnitsAssigned& proposal, const Case& c);
Status decide(const ItemState& state, const item::PeopleAssigned& proposal, const Case& c);
Result<item::Transferred> decide(const ItemState& state, const item::Transferred& proposal, const Case& c);

// item_planning.cpp: targets, milestones, deadline
Status decide(const ItemState& state, const item::TargetSet& proposal, const Case& c);
Status decide(const ItemState& state, const item::MilestonePlanned& proposal, const Case& c);
Status decide(const ItemState& state, const item::MilestoneReached& proposal, const Case& c);
Status decide(const ItemState& state, const item::ExtensionRequested& proposal, const Case& c);
Status decide(const ItemState& state, const item::ExtensionGranted& proposal, const Case& c);
Status decide(const ItemState& state, const item::ExtensionRefused& proposal, const Case& c);

// item_progress.cpp
Result<item::ProgressReported> decide(const ItemState& state, const item::ProgressReported& proposal, const Case& c);
Status decide(const ItemState& state, const item::ProgressCorrected& proposal, const Case& c);

// item_problems.cpp
Status decide(const ItemState& state, const item::ProblemRaised& proposal, const Case& c);
Status decide(const ItemState& state, const item::ProblemEscalated& proposal, const Case& c);
Status decide(const ItemState& state, const item::ProblemResolved& proposal, const Case& c);
Result<item::Urged> decide(const ItemState& state, const item::Urged& proposal, const Case& c);

// item_completion.cpp
Status decide(const ItemState& state, const item::CompletionClaimed& proposal, const Case& c);
Status decide(const ItemState& state, const item::CompletionVerified& proposal, const Case& c);
Status decide(const ItemState& state, const item::CompletionRejected& proposal, const Case& c);
Status decide(const ItemState& state, const item::ClosedOut& proposal, const Case& c);
Status decide(const ItemState& state, const item::Reopened& proposal, const Case& c);
Status decide(const ItemState& state, const item::Cancelled& proposal, const Case& c);

}  // namespace taizhang
