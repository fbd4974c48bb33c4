// How the events of the ledger's year, of supervision and of time change an item.
#include "src/domain/items/item_state.hpp"

#include <algorithm>

namespace taizhang {

namespace {

Plan& plan_of(ItemState& state, const UnitId& unit) {
    const auto found = std::ranges::find(state.plans, unit, &Plan::unit);
    if (found != state.plans.end()) return *found;
    return state.plans.emplace_back(Plan{.unit = unit, .filed_by = {}});
}

}  // namespace

void fold(ItemState& state, const item::Activated&, const EventHeader& header) {
    state.stage = ItemStage::active;
    state.begun = header.recorded;
}

void fold(ItemState& state, const item::PlanFiled& event, const EventHeader& header) {
    auto& plan = plan_of(state, event.unit.value_or(header.actor.unit.value_or(UnitId{})));
    if (plan.filings++ == 0) plan.late = event.late.value_or(false);
    plan.stage = PlanStage::filed;
    plan.filed_by = header.actor.account;
}

void fold(ItemState& state, const item::PlanApproved& event, const EventHeader&) {
    plan_of(state, event.unit).stage = PlanStage::approved;
}

void fold(ItemState& state, const item::PlanReturned& event, const EventHeader&) {
    plan_of(state, event.unit).stage = PlanStage::returned;
}

void fold(ItemState& state, const item::PlanMissed& event, const EventHeader&) {
    plan_of(state, event.unit).stage = PlanStage::missed;
}

void fold(ItemState& state, const item::Decomposed& event, const EventHeader&) {
    state.parts = event.parts;
}

void fold(ItemState& state, const item::PairedLeaderAssigned& event, const EventHeader&) {
    state.paired_leader = event.leader;
}

void fold(ItemState& state, const item::TaskForceFormed& event, const EventHeader&) {
    state.task_force = event;
}

void fold(ItemState& state, const item::StageAdvanced& event, const EventHeader&) {
    state.steps_reached.push_back(event.step);
}

void fold(ItemState& state, const item::Suspended&, const EventHeader&) {
    state.stage = ItemStage::suspended;
}

void fold(ItemState& state, const item::Resumed&, const EventHeader& header) {
    state.stage = ItemStage::active;
    state.begun = header.recorded;
}

void fold(ItemState& state, const item::Merged& event, const EventHeader&) {
    state.stage = ItemStage::merged;
    state.replaced_by = event.into;
}

void fold(ItemState& state, const item::CarriedOver& event, const EventHeader&) {
    state.stage = ItemStage::carried_over;
    state.replaced_by = event.as;
}

void fold(ItemState& state, const item::Archived&, const EventHeader&) {
    state.archived = true;
}

void fold(ItemState& state, const item::Listed&, const EventHeader&) {
    state.listed = true;
}

void fold(ItemState& state, const item::Delisted&, const EventHeader&) {
    state.listed = false;
}

void fold(ItemState&, const item::ConfidenceAssessed&, const EventHeader&) {}  // the history keeps it

void fold(ItemState& state, const item::FellOverdue& event, const EventHeader&) {
    state.overdue_since = event.deadline;
}

void fold(ItemState& state, const item::MilestoneMissed& event, const EventHeader&) {
    const auto found = std::ranges::find(state.milestones, event.milestone, &Milestone::id);
    if (found != state.milestones.end()) found->missed = true;
}

void fold(ItemState& state, const item::AcknowledgementOverdue& event, const EventHeader&) {
    state.acknowledgements_missed.push_back(event.unit);
}

void fold(ItemState& state, const item::Reminded& event, const EventHeader& header) {
    // what is past is not reminded of, so it need not be remembered either
    std::erase_if(state.reminders, [&](const item::Reminded& one) { return one.due < china_date(header.recorded); });
    state.reminders.push_back(event);
}

}  // namespace taizhang
