// Stream report/…: 月度报账, one for each ledger, unit and month (S1.4). It gathers the unit's progress events of the
// month; their figures are not asked for a second time.
#pragma once

#include "events/common.hpp"

namespace taizhang::report {

/// What a unit says of one item in its monthly report; the fields are those of item::ProgressReported.
struct Entry {
    ItemId item;
    Decimal percent;
    std::string progress;
    std::optional<std::string> achievements;
    std::optional<std::string> problems;
    std::optional<std::string> measures;
    std::optional<std::string> next_measures;
    std::optional<std::string> reasons;
    std::optional<std::string> corrections;
    std::vector<Actual> actuals;
};
BOOST_DESCRIBE_STRUCT(Entry, (),
                      (item, percent, progress, achievements, problems, measures, next_measures, reasons, corrections,
                       actuals))

/// One submission for all of a unit's items (S1.4): each entry becomes an event of its item in the same command (a
/// report of progress, or a correction where the month was reported before), and is not kept here a second time.
struct Submitted {
    LedgerId ledger;
    std::optional<UnitId> unit;  ///< the actor's own where absent
    Period period;
    std::vector<ItemId> items;  ///< whose progress of that month this report covers
    std::string summary;
    std::optional<Date> due;     ///< set by the decider: the ledger's due day in the following month
    std::optional<bool> late;    ///< set by the decider, from the recorded time
    std::vector<Entry> entries;  ///< of the command only; their items join `items`
};
BOOST_DESCRIBE_STRUCT(Submitted, (), (ledger, unit, period, items, summary, due, late, entries))

/// 退回, with what is to be mended.
struct Returned {
    std::string findings;
};
BOOST_DESCRIBE_STRUCT(Returned, (), (findings))

struct Accepted {
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Accepted, (), (note))

// ---- what time brings (rule 5), by the deadline keeper -------------------------------------------------------------

/// The month is over and the report is owed, by the end of `due`.
struct FellDue {
    LedgerId ledger;
    UnitId unit;
    Period period;
    Date due;
    std::vector<ItemId> items;  ///< the unit's items that were worked on in that month
    std::uint32_t fields = 0;   ///< how many the unit is asked for (rule 11)
};
BOOST_DESCRIBE_STRUCT(FellDue, (), (ledger, unit, period, due, items, fields))

/// 催报: so many days are left.
struct Reminded {
    Date due;
    std::uint16_t days = 0;
};
BOOST_DESCRIBE_STRUCT(Reminded, (), (due, days))

/// 迟报: `due` has ended without it. Whether it comes later is told by `submitted`.
struct CameLate {
    Date due;
};
BOOST_DESCRIBE_STRUCT(CameLate, (), (due))

/// 漏报: the regime's days of grace after `due` have ended without it. It may still be handed in.
struct Missed {
    Date due;
};
BOOST_DESCRIBE_STRUCT(Missed, (), (due))

/// 虚报: what was reported proved false, as found by the supervision office.
struct FoundFalse {
    std::string findings;
    std::vector<ItemId> items;
};
BOOST_DESCRIBE_STRUCT(FoundFalse, (), (findings, items))

}  // namespace taizhang::report
