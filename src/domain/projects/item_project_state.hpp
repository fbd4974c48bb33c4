// Folding the events of an item as a project into its state: the facet is made anew, since states are copied often and
// share it.
#pragma once

#include "src/domain/items/item_state.hpp"

namespace taizhang {

/// What is known of it as a project; nothing yet where nothing was said.
const ProjectFacet& project_facet(const ItemState& state);

void fold(ItemState& state, const item::Profiled& event, const EventHeader& header);
void fold(ItemState& state, const item::Routed& event, const EventHeader& header);
void fold(ItemState& state, const item::PlanApplied& event, const EventHeader& header);
void fold(ItemState& state, const item::TierSet& event, const EventHeader& header);
void fold(ItemState& state, const item::BatchSet& event, const EventHeader& header);
void fold(ItemState& state, const item::ReserveClassSet& event, const EventHeader& header);
void fold(ItemState& state, const item::LibraryEntered& event, const EventHeader& header);
void fold(ItemState& state, const item::LibraryLeft& event, const EventHeader& header);
void fold(ItemState& state, const item::PlanAdjusted& event, const EventHeader& header);
void fold(ItemState& state, const item::CommitmentSigned& event, const EventHeader& header);
void fold(ItemState& state, const item::ProceduresTeamFormed& event, const EventHeader& header);
void fold(ItemState& state, const item::ServiceOfficerAssigned& event, const EventHeader& header);
void fold(ItemState& state, const item::ProcedureCompleted& event, const EventHeader& header);
void fold(ItemState& state, const item::MaterialAttached& event, const EventHeader& header);
void fold(ItemState& state, const item::InvestmentBooked& event, const EventHeader& header);
void fold(ItemState& state, const item::SupportRequested& event, const EventHeader& header);
void fold(ItemState& state, const item::SupportGranted& event, const EventHeader& header);
void fold(ItemState& state, const item::SupportDeclined& event, const EventHeader& header);

}  // namespace taizhang
