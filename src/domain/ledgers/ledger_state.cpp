#include "src/domain/ledgers/ledger_state.hpp"

#include <algorithm>

namespace taizhang {

namespace {

LedgerState::Rhythm& rhythm_of(LedgerState& state, const std::string& name, const std::string& occasion) {
    const auto found = std::ranges::find_if(
        state.rhythms, [&](const LedgerState::Rhythm& each) { return each.name == name && each.occasion == occasion; });
    if (found != state.rhythms.end()) return *found;
    return state.rhythms.emplace_back(LedgerState::Rhythm{.name = name, .occasion = occasion});
}

}  // namespace

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

void fold(LedgerState& state, const ledger::RhythmKept& event, const EventHeader&) {
    rhythm_of(state, event.rhythm, event.occasion).kept = true;
}

void fold(LedgerState& state, const ledger::RhythmMissed& event, const EventHeader&) {
    rhythm_of(state, event.rhythm, event.occasion).missed = true;
}

void fold(LedgerState& state, const ledger::RhythmReminded& event, const EventHeader&) {
    rhythm_of(state, event.rhythm, event.occasion).reminded = event.days;
}

}  // namespace taizhang
