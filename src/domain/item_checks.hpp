// What most commands on an item ask first.
#pragma once

#include "src/domain/checks.hpp"
#include "src/domain/deciders.hpp"

namespace taizhang {

/// Its ledger is open, and it was neither cancelled nor closed out: work on it goes on.
Status check_alive(const ItemState& state, const Case& c);
/// Its ledger is open; whatever the item's own stage.
Status check_ledger_open(const ItemState& state, const Case& c);

/// "item '2014-cz-009'"
std::string item_name(const Case& c);

}  // namespace taizhang
