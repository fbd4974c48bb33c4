// A year of a ledger, month by month: opening, plans, one report a month by every unit, in time, late and returned,
// problems, extensions, completion claims, verification and closing out; under a regime also what the deadline keeper
// and the ladder bring, inspections, quarterly checks, tours, minutes and circulars.
//
// What happens follows from the seed; that it is allowed follows from the same deciders as for anybody else.
#pragma once

#include "tools/simulate/stage.hpp"

namespace taizhang::simulate {

/// When the last of these months has been reviewed, in the month after it. A day is left for a city that has much to
/// do.
Time end_of_play(int year, unsigned months);

Status play_year(Player& player, const City& city, const YearOptions& options);

}  // namespace taizhang::simulate
