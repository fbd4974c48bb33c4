#include "src/domain/report_state.hpp"

namespace taizhang {

void fold(ReportState& state, const report::Submitted& event, const EventHeader& header) {
    if (state.submissions == 0) state.late = event.late.value_or(false);
    state.ledger = event.ledger;
    state.unit = event.unit.value_or(header.actor.unit.value_or(UnitId{}));
    state.period = event.period;
    state.items = event.items;
    state.due = event.due;
    state.stage = ReportStage::submitted;
    state.submitted_by = header.actor.account;
    ++state.submissions;
}

void fold(ReportState& state, const report::Returned&, const EventHeader&) {
    state.stage = ReportStage::returned;
}

void fold(ReportState& state, const report::Accepted&, const EventHeader&) {
    state.stage = ReportStage::accepted;
}

}  // namespace taizhang
