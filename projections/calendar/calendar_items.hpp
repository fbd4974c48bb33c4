// What is due of an item: its deadline, its milestones, its units' plans and acknowledgements, its listing.
#pragma once

#include "projections/calendar/calendar.hpp"

namespace taizhang {

void tell_item_dues(const Fact& fact, Rows& rows);
/// Rules were adopted or amended, or a ledger came under others: terms that still run are counted anew.
void renew_item_dues(const Fact& fact, Rows& rows);

}  // namespace taizhang
