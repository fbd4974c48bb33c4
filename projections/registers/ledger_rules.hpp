// Under which rules a ledger runs now, as a view remembers them in hidden rows: the regimes' texts, read when asked for
// and kept in memory as read.
//
//     note_rules(fact, rows);                                 // for every fact
//     const auto rules = rules_of(rows, row.ledger);
#pragma once

#include "projections/projection.hpp"
#include "src/regime/rules.hpp"

namespace taizhang {

struct LedgerMemory {
    std::string title;
    std::uint16_t year = 0;
    std::optional<RegimeId> regime;
};
BOOST_DESCRIBE_STRUCT(LedgerMemory, (), (title, year, regime))

void note_rules(const Fact& fact, Rows& rows);
std::optional<LedgerMemory> ledger_memory(const Rows& rows, const LedgerId& ledger);
std::vector<LedgerId> known_ledgers(const Rows& rows);

/// Never nullptr: all defaults for a ledger without a regime, and for a text that this program cannot read.
regime::RulesPtr rules_of(Rows& rows, const LedgerId& ledger);
/// The working days that the rules refer to; Monday to Friday without any.
regime::Calendar calendar_of(Rows& rows, const regime::Rules& rules);

}  // namespace taizhang
