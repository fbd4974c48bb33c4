#include "src/domain/supervision/review_state.hpp"

namespace taizhang {

void fold(ReviewState& state, const review::Scheduled& event, const EventHeader&) {
    state.plan = event;
}

void fold(ReviewState& state, const review::Rescheduled& event, const EventHeader&) {
    if (event.on) state.plan.on = *event.on;
    if (event.host) state.plan.host = event.host;
    if (!event.objects.empty()) state.plan.objects = event.objects;
}

void fold(ReviewState& state, const review::Held&, const EventHeader&) {
    state.stage = ReviewStage::held;
}

void fold(ReviewState& state, const review::RemarkMade& event, const EventHeader&) {
    state.remarks.push_back(event.remark);
}

void fold(ReviewState& state, const review::MinutesIssued& event, const EventHeader&) {
    state.minutes = event.bulletin;
}

void fold(ReviewState& state, const review::Cancelled&, const EventHeader&) {
    state.stage = ReviewStage::cancelled;
}

}  // namespace taizhang
