// Stream item/…, part four: the ledger's year: activation, plans, parts, steps, suspension, carrying over (S1.3, S1.5,
// S4.1, S4.3, S7.2).
#pragma once

#include "events/common.hpp"

namespace taizhang::item {

/// 启用: from now on the item is worked on. Where the ledger's regime demands the five fixings, one that lacks any of
/// them is refused (S1.1). Items of a ledger whose regime demands none are active when entered.
struct Activated {
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Activated, (), (note))

/// 实施方案, by one responsible unit: the five settings of S7.2.
struct PlanFiled {
    std::optional<UnitId> unit;  ///< the actor's own where absent
    std::string goals;           ///< 定目标
    std::string responsibility;  ///< 定责任
    std::string schedule;        ///< 定时限
    std::string standards;       ///< 定标准
    std::string measures;        ///< 定措施
    std::optional<Date> due;     ///< set by the decider, from the regime
    std::optional<bool> late;    ///< set by the decider, by recorded time; of the first filing
};
BOOST_DESCRIBE_STRUCT(PlanFiled, (), (unit, goals, responsibility, schedule, standards, measures, due, late))

struct PlanApproved {
    UnitId unit;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(PlanApproved, (), (unit, note))

struct PlanReturned {
    UnitId unit;
    std::string findings;
};
BOOST_DESCRIBE_STRUCT(PlanReturned, (), (unit, findings))

/// The day by which the regime wanted the plan has passed without one; by the deadline keeper.
struct PlanMissed {
    UnitId unit;
    Date due;
};
BOOST_DESCRIBE_STRUCT(PlanMissed, (), (unit, due))

/// One part of an item, given to somebody by name (S1.3).
struct Part {
    std::string part;  ///< its name within the item: 1 to 64 characters
    std::string text;
    UnitId unit;
    NamedPerson leader;
    NamedPerson person;
    Date deadline;
};
BOOST_DESCRIBE_STRUCT(Part, (), (part, text, unit, leader, person, deadline))

/// 分解到人: the whole list, from now on.
struct Decomposed {
    std::vector<Part> parts;
};
BOOST_DESCRIBE_STRUCT(Decomposed, (), (parts))

/// 包联领导.
struct PairedLeaderAssigned {
    NamedPerson leader;
};
BOOST_DESCRIBE_STRUCT(PairedLeaderAssigned, (), (leader))

/// 专班: one project, one leader, one task force, one head (S4.3). Replaces an earlier one.
struct TaskForceFormed {
    NamedPerson leader;
    NamedPerson head;
    std::vector<NamedPerson> members;
};
BOOST_DESCRIBE_STRUCT(TaskForceFormed, (), (leader, head, members))

/// A step of the ladder that the regime gives this kind of project was reached (S4.1), in the ladder's order.
struct StageAdvanced {
    std::string step;
    Date reached_on;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(StageAdvanced, (), (step, reached_on, note))

/// 中止: nothing falls due meanwhile.
struct Suspended {
    std::optional<Date> until;
};
BOOST_DESCRIBE_STRUCT(Suspended, (), (until))

struct Resumed {
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Resumed, (), (note))

/// 合并: the rest is done under another item of the same ledger.
struct Merged {
    ItemId into;
};
BOOST_DESCRIBE_STRUCT(Merged, (), (into))

/// 结转 (S1.5): the rest is entered in the next year's ledger under `as`, in the same command.
struct CarriedOver {
    LedgerId to;
    ItemId as;
    std::optional<Date> deadline;  ///< the new one; the old one plus a year where absent
};
BOOST_DESCRIBE_STRUCT(CarriedOver, (), (to, as, deadline))

/// 归档, after it was closed out, carried over or cancelled.
struct Archived {
    std::optional<std::string> file_number;
};
BOOST_DESCRIBE_STRUCT(Archived, (), (file_number))

}  // namespace taizhang::item
