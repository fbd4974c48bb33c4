// Stream report/…: 月度报账, one for each ledger, unit and month (S1.4). It gathers the unit's progress events of the
// month; their figures are not asked for a second time.
#pragma once

#include "events/common.hpp"

namespace taizhang::report {

struct Submitted {
    LedgerId ledger;
    std::optional<UnitId> unit;  ///< the actor's own where absent
    Period period;
    std::vector<ItemId> items;  ///< whose progress of that month this report covers
    std::string summary;
    std::optional<Date> due;   ///< set by the decider: the ledger's due day in the following month
    std::optional<bool> late;  ///< set by the decider, from the recorded time
};
BOOST_DESCRIBE_STRUCT(Submitted, (), (ledger, unit, period, items, summary, due, late))

/// 退回, with what is to be mended.
struct Returned {
    std::string findings;
};
BOOST_DESCRIBE_STRUCT(Returned, (), (findings))

struct Accepted {
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Accepted, (), (note))

}  // namespace taizhang::report
