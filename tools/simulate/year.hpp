// A year of a ledger, month by month: acknowledgements, monthly progress by every unit, reports in time, late and
// returned, corrections, problems, urging, extensions, completion claims, verification and closing out.
//
// What happens follows from the seed; that it is allowed follows from the same deciders as for anybody else.
#pragma once

#include "tools/simulate/city.hpp"

namespace taizhang::simulate {

struct YearOptions {
    LedgerId ledger;
    int year = 2014;
    unsigned months = 12;  ///< of reporting that are played, 1 … 12
};

/// When the last of these months has been reviewed, in the month after it. A day is left for a city that has much to
/// do.
Time end_of_play(int year, unsigned months);

Status play_year(Player& player, const City& city, const YearOptions& options);

}  // namespace taizhang::simulate
