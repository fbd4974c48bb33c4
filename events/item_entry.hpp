// Stream item/…, part one: what is to be done, by whom, by when (S1.1, S1.2).
#pragma once

#include "events/common.hpp"

namespace taizhang::item {

/// 立项. What is inferred is marked (rule 13).
struct Entered {
    LedgerId ledger;
    std::string number;  ///< as printed
    std::optional<std::string> chapter;
    std::string title;
    std::string text;
    std::vector<Party> units;  ///< in the document's order; exactly one leads (S7.1)
    bool open_list = false;    ///< the list of units ended with 等
    std::optional<NamedPerson> responsible_leader;
    std::optional<NamedPerson> responsible_person;
    std::optional<Date> deadline;
    std::optional<DeadlineBasis> deadline_basis;
    std::vector<Target> targets;
    std::optional<std::string> goal;
    std::optional<std::string> rewards;  ///< 奖惩, the fifth fixing (S1.1)
    std::optional<Source> source;
    std::optional<ItemId> parent;        ///< of which this is a part, perhaps in a ledger above (S1.3)
    std::optional<ItemId> carried_from;  ///< last year's, of which this is the rest (S1.5)
    std::optional<std::string> measures;
    std::optional<std::string> form;          ///< the form of the regime whose line this is: 表四 (S2)
    std::vector<NamedValue> fields;           ///< the form's columns that have no field above
    std::optional<std::string> project_kind;  ///< of the regime's kinds, each with steps of its own (S4.1)
    std::optional<bool> draft;                ///< set by the decider: true where the regime wants it activated first
};
BOOST_DESCRIBE_STRUCT(Entered, (),
                      (ledger, number, chapter, title, text, units, open_list, responsible_leader, responsible_person,
                       deadline, deadline_basis, targets, goal, rewards, source, parent, carried_from, measures, form,
                       fields, project_kind, draft))

/// 签收, by one of the item's units.
struct Acknowledged {
    std::optional<UnitId> unit;  ///< the actor's own where absent
};
BOOST_DESCRIBE_STRUCT(Acknowledged, (), (unit))

/// Only changed fields, with a reason. The deadline is not among them: it moves when an extension is granted.
struct Revised {
    std::optional<std::string> number;
    std::optional<std::string> chapter;
    std::optional<std::string> title;
    std::optional<std::string> text;
    std::optional<std::string> goal;
    std::optional<std::string> measures;
    std::optional<std::string> rewards;
    std::vector<NamedValue> fields;  ///< replaces these of the form's columns; others stay
    std::optional<std::string> form;
    std::optional<std::string> project_kind;
};
BOOST_DESCRIBE_STRUCT(Revised, (), (number, chapter, title, text, goal, measures, rewards, fields, form, project_kind))

struct UnitsAssigned {
    std::vector<Party> units;
    bool open_list = false;
};
BOOST_DESCRIBE_STRUCT(UnitsAssigned, (), (units, open_list))

/// Only who is named here changes.
struct PeopleAssigned {
    std::optional<NamedPerson> responsible_leader;
    std::optional<NamedPerson> responsible_person;
    std::optional<NamedPerson> liaison;
    std::optional<std::string> section;
};
BOOST_DESCRIBE_STRUCT(PeopleAssigned, (), (responsible_leader, responsible_person, liaison, section))

/// 转办: the lead passes to another unit; what was done stays with whoever did it.
struct Transferred {
    UnitId from;
    UnitId to;
    std::optional<std::string> name;  ///< of `to` at that time; set by the decider
};
BOOST_DESCRIBE_STRUCT(Transferred, (), (from, to, name))

/// Sets or replaces the target of that indicator.
struct TargetSet {
    Target target;
};
BOOST_DESCRIBE_STRUCT(TargetSet, (), (target))

struct MilestonePlanned {
    std::string milestone;  ///< its name within the item: 1 to 64 characters
    std::string name;
    Date due;
};
BOOST_DESCRIBE_STRUCT(MilestonePlanned, (), (milestone, name, due))

struct MilestoneReached {
    std::string milestone;
    Date reached_on;
};
BOOST_DESCRIBE_STRUCT(MilestoneReached, (), (milestone, reached_on))

}  // namespace taizhang::item
