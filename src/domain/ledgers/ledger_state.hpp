// What is known of a ledger 台账, folded from its stream.
#pragma once

#include "events/ledger.hpp"

#include <taizhang/record.hpp>

#include <array>

namespace taizhang {

struct LedgerState {
    std::string title;
    std::uint16_t year = 0;
    UnitId holder;
    std::optional<LedgerId> parent;
    std::optional<RegimeId> regime;
    std::vector<Chapter> chapters;
    std::uint8_t report_due_day = 5;
    std::array<bool, 4> checked{};  ///< by quarter, from 0
    std::array<bool, 4> check_missed{};
    std::vector<ledger::Consolidated> consolidated;  ///< the last one of each month
    struct Rhythm {
        std::string name, occasion;
        bool kept = false, missed = false;
        std::optional<std::uint16_t> reminded = {};  ///< the fewest days left
    };
    std::vector<Rhythm> rhythms;  ///< of which something is recorded, in the order in which it was
    bool closed = false;
};

void fold(LedgerState& state, const ledger::Opened& event, const EventHeader& header);
void fold(LedgerState& state, const ledger::Amended& event, const EventHeader& header);
void fold(LedgerState& state, const ledger::Checked& event, const EventHeader& header);
void fold(LedgerState& state, const ledger::Closed& event, const EventHeader& header);
void fold(LedgerState& state, const ledger::Consolidated& event, const EventHeader& header);
void fold(LedgerState& state, const ledger::CheckOverdue& event, const EventHeader& header);
void fold(LedgerState& state, const ledger::RhythmKept& event, const EventHeader& header);
void fold(LedgerState& state, const ledger::RhythmMissed& event, const EventHeader& header);
void fold(LedgerState& state, const ledger::RhythmReminded& event, const EventHeader& header);

}  // namespace taizhang
