// What a monthly report says of its items (S1.4): each entry becomes an event of its item in the same command, a report
// of progress or, where the month was reported before, a correction of what differs.
//
//     TZ_TRY(auto effects, settle_entries(submitted, unit, year, c));   // submitted.items is whole, entries are gone
//
// Pure.
#pragma once

#include "src/domain/ledgers/year_dues.hpp"

namespace taizhang {

inline constexpr std::size_t max_told_items = 20;  ///< named in a refusal; its details name all
/// Items of one unit in one ledger: a large city's district has several hundred. A command of the greatest size that
/// the server reads holds about so many.
inline constexpr std::size_t max_report_entries = 2'000;

/// Checks what the report lists and says, joins the entries' items to its list, and empties `entries`. Refused with
/// S1.4: an item without progress of that month, and an entry without a field that the regime asks for.
Result<std::vector<Effect>> settle_entries(report::Submitted& report, const UnitId& unit, const LedgerYear& year,
                                           const Case& c);

/// Progress can be reported of it now: it is neither a draft nor suspended nor ended.
bool can_be_reported(const ItemState& item);

}  // namespace taizhang
