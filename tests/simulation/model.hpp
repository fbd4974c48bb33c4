// Another opinion of what the view of the ledger must show: each item's state, its latest figure and its version,
// folded from the events by a few lines that share nothing with the projections.
//
//     const auto expected = ledger_as_of(truth.records(), position);      // "2014/i3" → "acknowledged 40% v7"
//     compare with rows_of(views, position)
#pragma once

#include "src/views/views.hpp"

#include <map>
#include <span>

namespace taizhang::simulation {

using LedgerPicture = std::map<std::string, std::string>;

/// After the records before `end`.
LedgerPicture ledger_as_of(std::span<const Record> records, Position end);
/// What the view says as of `position`; nothing of an empty log.
Result<LedgerPicture> ledger_shown(const Views& views, std::optional<Position> position);
/// One line of it, from a row of current_ledger.
std::string told_of_row(std::string_view json);

}  // namespace taizhang::simulation
