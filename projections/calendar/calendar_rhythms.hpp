// What comes round in a ledger's year 节奏: a row for each occurrence of each rhythm of its regime, until when, by
// whom, and what was done (S1.8, S5.2, S6.5-S6.9, S8.3, S8.7, S9.1, S9.4).
#pragma once

#include "projections/calendar/calendar.hpp"

namespace taizhang {

/// Rhythms kept, missed and reminded of; whatever is open of a ledger that is closed is due no more.
void tell_rhythms(const Fact& fact, Rows& rows);
/// The ledger was opened, or runs under other rules, or other working days, from now on: what is settled stays; what
/// still runs is counted anew; what would have fallen due before now was never asked for.
void renew_rhythms(const LedgerId& ledger, const EventHeader& header, Rows& rows);

}  // namespace taizhang
