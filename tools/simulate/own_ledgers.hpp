// 单位台账 (S1.3): some districts keep ledgers of their own below the city's, in which what they lead is broken down to
// tasks; reported on month by month, and handed over at the year's end like the city's.
//
// One thread at a time.
#pragma once

#include "tools/simulate/stage.hpp"

namespace taizhang::simulate {

class OwnLedger {
  public:
    /// `above` is the city's; the ledger of the unit is "<above>-<unit>".
    OwnLedger(Stagehands& with, YearOptions above, UnitId unit);

    /// Once the city's items are worked on. `account` keeps it; made with the first of the unit's ledgers.
    Status open(const AccountId& account, bool first);
    const UnitId& unit() const { return unit_; }

    /// 交账 (S1.5): what is open goes on in the unit's next ledger.
    Status hand_over(const OwnLedger& next);

  private:
    Status enter(const PlayedItem& above, std::size_t number);
    Status consolidate(unsigned month);

    Theatre theatre_;
    UnitId unit_;
    AccountId account_;
};

}  // namespace taizhang::simulate
