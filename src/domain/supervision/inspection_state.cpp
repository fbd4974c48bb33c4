#include "src/domain/supervision/inspection_state.hpp"

namespace taizhang {

void fold(InspectionState& state, const inspection::Scheduled& event, const EventHeader&) {
    state.plan = event;
}

void fold(InspectionState& state, const inspection::Held&, const EventHeader&) {
    state.stage = InspectionStage::held;
}

void fold(InspectionState& state, const inspection::FindingRecorded& event, const EventHeader&) {
    state.findings.push_back({event.finding, event.unit, event.item, event.severity});
}

void fold(InspectionState& state, const inspection::Cancelled&, const EventHeader&) {
    state.stage = InspectionStage::cancelled;
}

}  // namespace taizhang
