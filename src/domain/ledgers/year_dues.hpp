// When things fall due in a ledger's year, by the rules that the ledger runs under now: one answer for the deciders,
// which judge by it, and for the deadline keeper, which proposes by it.
//
//     const auto year = year_of(c, *ledger);
//     report_due(year, march);               // 2014-04-08: the 5th, after the holidays
//     plan_due(year, item);                  // nothing for an item that was entered only after that day
//
// Pure. The references live as long as the ledger and the regimes stay as they are.
#pragma once

#include "src/domain/case.hpp"

namespace taizhang {

struct LedgerYear {
    const LedgerState& ledger;
    const regime::Rules& rules;
    const regime::Calendar& calendar;
};
LedgerYear year_of(const Case& c, const LedgerState& ledger);

/// The regime's day, or the ledger's own where the regime names none (S1.4).
Date report_due(const LedgerYear& year, Period period);
/// Until the end of this day each of the item's units files its plan (S7.2). Nothing where the regime wants none, and
/// for an item on which work began only after that day.
std::optional<Date> plan_due(const LedgerYear& year, const ItemState& item);
/// Until the end of this day each unit acknowledges. A unit that joined later may be given later days, none sooner.
std::optional<Date> acknowledgement_due(const LedgerYear& year, const ItemState& item);
/// `quarter` is 1 to 4 (S1.5).
std::optional<Date> check_due(const LedgerYear& year, unsigned quarter);

/// The unit's plan; of one that it follows where it has none of its own and is no party itself. nullptr where none was
/// filed nor recorded as missed.
const Plan* plan_today(const Directory& directory, const ItemState& item, const UnitId& unit);

/// A month of the ledger's year that has begun, or half of one.
Status check_period(Period period, const LedgerState& ledger, Time now);
/// What the ledger reports by: months, or their halves (S8.6).
Status check_rhythm(Period period, const LedgerYear& year);

/// The first day after the period.
Date day_after(Period period);
/// Whether the end of that day has passed.
bool has_ended(Date due, Time now);

}  // namespace taizhang
