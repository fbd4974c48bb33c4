// What an item's row shows of others: who answers for its units today, who holds the posts named in it, how many orders
// to rectify are open. Each keeps a hidden index, so that a merger, an appointment or an order finds the rows at once.
#pragma once

#include "projections/items/item_row.hpp"
#include "projections/projection.hpp"

namespace taizhang {

/// `answerable` and `answering`; when the units were set.
void link_units(Rows& rows, const std::string& key, rows::ItemRow& row);
/// `holders`; when units or people were set.
void link_people(Rows& rows, const std::string& key, rows::ItemRow& row);
/// Other streams' events that change items' rows. `key_of` gives an item's key.
void follow_links(const Fact& fact, Rows& rows, const std::function<std::string(const ItemId&)>& key_of);

}  // namespace taizhang
