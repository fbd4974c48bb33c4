// Stream rectification/…: 限期整改 (S1.7), from the order to its acceptance.
#pragma once

#include "events/common.hpp"

namespace taizhang::rectification {

struct Ordered {
    UnitId unit;  ///< who is to mend it
    std::optional<ItemId> item;
    std::optional<LedgerId> ledger;  ///< the item's where absent
    std::string demand;              ///< 整改要求
    Date deadline;
    std::optional<InspectionId> inspection;  ///< on whose finding it stands
    std::optional<std::string> finding;
    std::optional<AccountabilityId> proposal;  ///< that was confirmed
    std::optional<std::string> clause;         ///< of the regime: "S1.7"
};
BOOST_DESCRIBE_STRUCT(Ordered, (), (unit, item, ledger, demand, deadline, inspection, finding, proposal, clause))

/// 整改报告, by the unit.
struct Reported {
    std::string result;
    bool finished = true;  ///< false: an interim report
};
BOOST_DESCRIBE_STRUCT(Reported, (), (result, finished))

/// 验收通过.
struct Accepted {
    std::string findings;
};
BOOST_DESCRIBE_STRUCT(Accepted, (), (findings))

/// 验收不通过, perhaps with a new deadline.
struct Rejected {
    std::string findings;
    std::optional<Date> deadline;
};
BOOST_DESCRIBE_STRUCT(Rejected, (), (findings, deadline))

struct Extended {
    Date to;
};
BOOST_DESCRIBE_STRUCT(Extended, (), (to))

struct Withdrawn {
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Withdrawn, (), (note))

/// So many days are left; by the deadline keeper.
struct Reminded {
    Date due;
    std::uint16_t days = 0;
};
BOOST_DESCRIBE_STRUCT(Reminded, (), (due, days))

/// 逾期未整改: the deadline has ended without a finished report. Once for each deadline.
struct FellOverdue {
    Date deadline;
};
BOOST_DESCRIBE_STRUCT(FellOverdue, (), (deadline))

}  // namespace taizhang::rectification
