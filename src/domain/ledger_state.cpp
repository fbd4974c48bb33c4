#include "src/domain/ledger_state.hpp"

namespace taizhang {

void fold(LedgerState& state, const ledger::Opened& event, const EventHeader&) {
    state.title = event.title;
    state.year = event.year;
    state.holder = event.holder;
    state.parent = event.parent;
    state.regime = event.regime;
    state.chapters = event.chapters;
    state.report_due_day = event.report_due_day;
}

void fold(LedgerState& state, const ledger::Amended& event, const EventHeader&) {
    if (event.title) state.title = *event.title;
    if (event.regime) state.regime = event.regime;
    if (event.report_due_day) state.report_due_day = *event.report_due_day;
}

void fold(LedgerState& state, const ledger::Checked& event, const EventHeader&) {
    if (event.quarter >= 1 && event.quarter <= state.checked.size()) state.checked[event.quarter - 1u] = true;
}

void fold(LedgerState& state, const ledger::Closed&, const EventHeader&) {
    state.closed = true;
}

void fold(LedgerState& state, const ledger::Consolidated& event, const EventHeader&) {
    std::erase_if(state.consolidated, [&](const ledger::Consolidated& one) { return one.period == event.period; });
    state.consolidated.push_back(event);
}

void fold(LedgerState& state, const ledger::CheckOverdue& event, const EventHeader&) {
    if (event.quarter >= 1 && event.quarter <= state.check_missed.size()) state.check_missed[event.quarter - 1u] = true;
}

}  // namespace taizhang
