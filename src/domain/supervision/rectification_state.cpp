#include "src/domain/supervision/rectification_state.hpp"

namespace taizhang {

void fold(RectificationState& state, const rectification::Ordered& event, const EventHeader&) {
    state.unit = event.unit;
    state.item = event.item;
    state.ledger = event.ledger;
    state.deadline = event.deadline;
}

void fold(RectificationState& state, const rectification::Reported& event, const EventHeader& header) {
    ++state.reports;
    state.reported_by = header.actor.account;
    if (event.finished) state.stage = RectificationStage::reported;
}

void fold(RectificationState& state, const rectification::Accepted&, const EventHeader&) {
    state.stage = RectificationStage::accepted;
}

void fold(RectificationState& state, const rectification::Rejected& event, const EventHeader&) {
    state.stage = RectificationStage::open;
    if (event.deadline) state.deadline = *event.deadline;
}

void fold(RectificationState& state, const rectification::Extended& event, const EventHeader&) {
    state.deadline = event.to;
}

void fold(RectificationState& state, const rectification::Withdrawn&, const EventHeader&) {
    state.stage = RectificationStage::withdrawn;
}

void fold(RectificationState& state, const rectification::Reminded& event, const EventHeader&) {
    state.reminded = event;
}

void fold(RectificationState& state, const rectification::FellOverdue& event, const EventHeader&) {
    state.overdue_since = event.deadline;
}

}  // namespace taizhang
