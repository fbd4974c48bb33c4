// Deciders of the item as a project (S6, S8, S9); see deciders.hpp.
#pragma once

#include "src/domain/case.hpp"

namespace taizhang {

Result<Decision<item::Profiled>> decide(const ItemState& state, const item::Profiled& proposal, const Case& c);
Result<Decision<item::Routed>> decide(const ItemState& state, const item::Routed& proposal, const Case& c);
Status decide(const ItemState& state, const item::PlanApplied& proposal, const Case& c);
Status decide(const ItemState& state, const item::TierSet& proposal, const Case& c);
Result<Decision<item::BatchSet>> decide(const ItemState& state, const item::BatchSet& proposal, const Case& c);
Status decide(const ItemState& state, const item::ReserveClassSet& proposal, const Case& c);
Status decide(const ItemState& state, const item::LibraryEntered& proposal, const Case& c);
Status decide(const ItemState& state, const item::LibraryLeft& proposal, const Case& c);
Result<Decision<item::PlanAdjusted>> decide(const ItemState& state, const item::PlanAdjusted& proposal, const Case& c);
Status decide(const ItemState& state, const item::CommitmentSigned& proposal, const Case& c);
Status decide(const ItemState& state, const item::ProceduresTeamFormed& proposal, const Case& c);
Status decide(const ItemState& state, const item::ServiceOfficerAssigned& proposal, const Case& c);
Status decide(const ItemState& state, const item::ProcedureCompleted& proposal, const Case& c);
Status decide(const ItemState& state, const item::MaterialAttached& proposal, const Case& c);
Result<item::InvestmentBooked> decide(const ItemState& state, const item::InvestmentBooked& proposal, const Case& c);
Status decide(const ItemState& state, const item::SupportRequested& proposal, const Case& c);
Status decide(const ItemState& state, const item::SupportGranted& proposal, const Case& c);
Status decide(const ItemState& state, const item::SupportDeclined& proposal, const Case& c);

}  // namespace taizhang
