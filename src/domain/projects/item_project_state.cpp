// How the events of an item as a project change the item.
#include "src/domain/projects/item_project_state.hpp"

#include <algorithm>

namespace taizhang {

namespace {

/// On a copy: other states may share the facet that is there.
template <class E>
void fold_facet(ItemState& state, const E& event, const EventHeader& header) {
    auto facet = state.project ? std::make_shared<ProjectFacet>(*state.project) : std::make_shared<ProjectFacet>();
    fold(*facet, event, header);
    state.project = std::move(facet);
}

/// Another day, or a new milestone. What was missed on the old day is to be reached anew.
void plan(std::vector<Milestone>& milestones, const item::PlannedNode& node) {
    const auto found = std::ranges::find(milestones, node.milestone, &Milestone::id);
    if (found == milestones.end()) {
        milestones.push_back({node.milestone, node.name, node.due, std::nullopt, false});
        return;
    }
    found->name = node.name;
    found->due = node.due;
    found->missed = false;
}

}  // namespace

const ProjectFacet& project_facet(const ItemState& state) {
    static const ProjectFacet nothing;
    return state.project ? *state.project : nothing;
}

void fold(ItemState& state, const item::Profiled& event, const EventHeader& header) {
    fold_facet(state, event, header);
}

void fold(ItemState& state, const item::Routed& event, const EventHeader& header) {
    fold_facet(state, event, header);
}

void fold(ItemState& state, const item::PlanApplied& event, const EventHeader& header) {
    fold_facet(state, event, header);
}

void fold(ItemState& state, const item::TierSet& event, const EventHeader& header) {
    fold_facet(state, event, header);
}

void fold(ItemState& state, const item::BatchSet& event, const EventHeader& header) {
    fold_facet(state, event, header);
}

void fold(ItemState& state, const item::ReserveClassSet& event, const EventHeader& header) {
    fold_facet(state, event, header);
}

void fold(ItemState& state, const item::LibraryEntered& event, const EventHeader& header) {
    fold_facet(state, event, header);
}

void fold(ItemState& state, const item::LibraryLeft& event, const EventHeader& header) {
    fold_facet(state, event, header);
}

void fold(ItemState& state, const item::PlanAdjusted& event, const EventHeader& header) {
    fold_facet(state, event, header);
    for (const auto& node : event.milestones) plan(state.milestones, node);
}

void fold(ItemState& state, const item::CommitmentSigned& event, const EventHeader& header) {
    fold_facet(state, event, header);
}

void fold(ItemState& state, const item::ProceduresTeamFormed& event, const EventHeader& header) {
    fold_facet(state, event, header);
}

void fold(ItemState& state, const item::ServiceOfficerAssigned& event, const EventHeader& header) {
    fold_facet(state, event, header);
}

void fold(ItemState& state, const item::ProcedureCompleted& event, const EventHeader& header) {
    fold_facet(state, event, header);
}

void fold(ItemState& state, const item::MaterialAttached& event, const EventHeader& header) {
    fold_facet(state, event, header);
}

void fold(ItemState& state, const item::InvestmentBooked& event, const EventHeader& header) {
    fold_facet(state, event, header);
}

void fold(ItemState& state, const item::SupportRequested& event, const EventHeader& header) {
    fold_facet(state, event, header);
}

void fold(ItemState& state, const item::SupportGranted& event, const EventHeader& header) {
    fold_facet(state, event, header);
}

void fold(ItemState& state, const item::SupportDeclined& event, const EventHeader& header) {
    fold_facet(state, event, header);
}

}  // namespace taizhang
