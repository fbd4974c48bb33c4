#include "src/domain/reports/report_state.hpp"

namespace taizhang {

void fold(ReportState& state, const report::Submitted& event, const EventHeader& header) {
    if (state.submissions == 0) {
        state.late = event.late.value_or(false);
        if (state.late) state.late_at.push_back(header.position);
    }
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

void fold(ReportState& state, const report::FellDue& event, const EventHeader&) {
    state.ledger = event.ledger;
    state.unit = event.unit;
    state.period = event.period;
    state.due = event.due;
    state.owed = event.items;
    state.fell_due = true;
    if (state.submissions == 0) state.stage = ReportStage::due;
}

void fold(ReportState& state, const report::Reminded& event, const EventHeader&) {
    state.reminded.push_back(event.days);
}

void fold(ReportState& state, const report::CameLate&, const EventHeader& header) {
    state.came_late = true;
    state.late_at.push_back(header.position);
}

void fold(ReportState& state, const report::Missed&, const EventHeader& header) {
    state.missed = true;
    state.missed_at.push_back(header.position);
}

void fold(ReportState& state, const report::FoundFalse& event, const EventHeader& header) {
    state.found_false = true;
    state.false_at.push_back(header.position);
    state.false_items.insert(state.false_items.end(), event.items.begin(), event.items.end());
}

}  // namespace taizhang
