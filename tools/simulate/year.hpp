// A year of the key-work ledger, month by month: opening, plans, problems, extensions, completion claims, verification
// and closing out; under a regime also inspections, quarterly checks, tours, minutes and circulars. Reports are the
// desk's, measures the supervision office's.
//
// What happens follows from the seed; that it is allowed follows from the same deciders as for anybody else.
#pragma once

#include "tools/simulate/tours.hpp"

namespace taizhang::simulate {

/// When the last of these months has been reviewed, in the month after it. A day is left for a city that has much to
/// do.
Time end_of_play(int year, unsigned months);

class KeyWork {
  public:
    /// `drafted`: circulars are made from the views.
    KeyWork(Stagehands& with, YearOptions options, bool drafted);

    /// Once its items are entered, on the day on which the year opens.
    Status open();
    Theatre& theatre() { return theatre_; }
    /// 交账 (S1.5): what is open is carried over to `next`, and the ledger is closed.
    Status hand_over(const LedgerId& next);

  private:
    void write_down(unsigned month);
    Status circulate(unsigned month);
    Status end_item(PlayedItem& item, const LedgerId& next);

    Theatre theatre_;
    Tours tours_;
};

}  // namespace taizhang::simulate
