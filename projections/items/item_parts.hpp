// What the rows of view `current_ledger` are made of (item_row.hpp).
#pragma once

#include "events/fixings.hpp"
#include "events/item.hpp"
#include "events/schedule.hpp"

#include <taizhang/ids.hpp>

namespace taizhang::rows {

/// draft: entered and not yet activated, where the regime wants that (S1.1).
enum class ItemStatus {
    entered,
    acknowledged,
    completion_claimed,
    verified,
    closed_out,
    cancelled,
    draft,
    suspended,
    merged,
    carried_over
};
BOOST_DESCRIBE_ENUM(ItemStatus, entered, acknowledged, completion_claimed, verified, closed_out, cancelled, draft,
                    suspended, merged, carried_over)

/// The latest figure up to the end of a quarter, reported within it.
struct QuarterActual {
    std::uint16_t year = 0;
    std::uint8_t quarter = 1;
    Decimal value;
    std::string unit;  ///< of measure
};
BOOST_DESCRIBE_STRUCT(QuarterActual, (), (year, quarter, value, unit))

struct ItemTarget {
    std::string indicator;
    Comparator comparator;
    Decimal value;
    std::string unit;  ///< of measure
    bool stretch = false;
    std::vector<std::uint32_t> at;
    std::optional<Decimal> actual;
    std::optional<std::string> actual_unit;  ///< of measure
    std::optional<Period> actual_period;
    std::vector<QuarterActual> quarters;  ///< those in which the indicator was reported, in order
};
BOOST_DESCRIBE_STRUCT(ItemTarget, (),
                      (indicator, comparator, value, unit, stretch, at, actual, actual_unit, actual_period, quarters))

/// One unit's report for one month, as corrected since. Its words stand in the view `progress`.
struct ItemProgress {
    UnitId unit;
    Period period;
    Decimal percent;
    Position position = 0;  ///< of the report
    bool corrected = false;
};
BOOST_DESCRIBE_STRUCT(ItemProgress, (), (unit, period, percent, position, corrected))

struct ItemMilestone {
    std::string id;
    std::string name;
    Date due;
    std::optional<Date> reached_on;
    bool missed = false;  ///< its day passed without it; stays so when it is reached later
};
BOOST_DESCRIBE_STRUCT(ItemMilestone, (), (id, name, due, reached_on, missed))

enum class ProblemState { open, escalated, resolved };
BOOST_DESCRIBE_ENUM(ProblemState, open, escalated, resolved)

struct ItemProblem {
    std::string id;
    std::string text;
    ProblemState state = ProblemState::open;
    std::optional<std::string> to;
    std::optional<std::string> answer;
};
BOOST_DESCRIBE_STRUCT(ItemProblem, (), (id, text, state, to, answer))

enum class ExtensionState { requested, granted, refused };
BOOST_DESCRIBE_ENUM(ExtensionState, requested, granted, refused)

struct ItemExtension {
    Date to;
    ExtensionState state = ExtensionState::requested;
    std::optional<std::string> requested_by;
};
BOOST_DESCRIBE_STRUCT(ItemExtension, (), (to, state, requested_by))

/// `unit` was merged or dissolved; `answers` is who answers for it today.
struct ItemAnswering {
    UnitId unit;
    UnitId answers;
};
BOOST_DESCRIBE_STRUCT(ItemAnswering, (), (unit, answers))

enum class PersonOf { responsible_leader, responsible_person, liaison };
BOOST_DESCRIBE_ENUM(PersonOf, responsible_leader, responsible_person, liaison)

/// Who holds today the post under which somebody is named; absent: nobody (rule 12).
struct ItemHolder {
    PersonOf of = PersonOf::responsible_leader;
    std::string post;
    std::optional<PersonId> person;
    std::optional<std::string> name;
};
BOOST_DESCRIBE_STRUCT(ItemHolder, (), (of, post, person, name))

enum class PlanState { filed, approved, returned, missed };
BOOST_DESCRIBE_ENUM(PlanState, filed, approved, returned, missed)

/// One unit's implementation plan (S7.2). Its words stand in the view `plans`.
struct ItemPlan {
    UnitId unit;
    PlanState state = PlanState::filed;
    bool late = false;  ///< first filed after the regime's day; stays so
    std::optional<Date> due;
    std::optional<Time> filed_at;  ///< the last time
};
BOOST_DESCRIBE_STRUCT(ItemPlan, (), (unit, state, late, due, filed_at))

struct CarriedTo {
    LedgerId ledger;
    ItemId item;
};
BOOST_DESCRIBE_STRUCT(CarriedTo, (), (ledger, item))

/// What the ledger's year did to it (S1.3, S1.5).
struct ItemYear {
    std::optional<ItemId> parent;
    std::optional<ItemId> carried_from;
    std::optional<CarriedTo> carried_to;
    std::optional<Date> suspended_until;
    bool archived = false;
    std::optional<std::string> file_number;
};
BOOST_DESCRIBE_STRUCT(ItemYear, (), (parent, carried_from, carried_to, suspended_until, archived, file_number))

struct ItemStep {
    std::string step;
    Date reached_on;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(ItemStep, (), (step, reached_on, note))

/// Of a project (S4.1, S4.3).
struct ItemProject {
    std::optional<std::string> kind;
    std::optional<std::string> stage;  ///< the last step reached
    std::vector<ItemStep> steps_reached;
    std::optional<NamedPerson> paired_leader;
    std::optional<item::TaskForceFormed> task_force;
};
BOOST_DESCRIBE_STRUCT(ItemProject, (), (kind, stage, steps_reached, paired_leader, task_force))

/// The supervision office's own judgement, beside the unit's percent (rule 9).
struct ItemConfidence {
    item::Confidence confidence = item::Confidence::amber;
    std::string grounds;
    std::optional<Period> period;
    Time at;
    std::string by;
};
BOOST_DESCRIBE_STRUCT(ItemConfidence, (), (confidence, grounds, period, at, by))

/// 挂牌督办.
struct ItemListing {
    std::string text;
    std::optional<Date> until;
    Time since;
};
BOOST_DESCRIBE_STRUCT(ItemListing, (), (text, until, since))

/// What the supervision office says of it, and what time brought.
struct ItemSupervision {
    std::optional<ItemConfidence> confidence;
    std::optional<ItemListing> listed;    ///< until it is delisted
    std::optional<Date> overdue_since;    ///< the deadline that passed, until it moves or completion is claimed
    std::vector<UnitId> unacknowledged;   ///< units whose term to acknowledge ended, until they do
    std::uint32_t missed_milestones = 0;  ///< missed and not reached since
    std::uint32_t open_rectifications = 0;
};
BOOST_DESCRIBE_STRUCT(ItemSupervision, (),
                      (confidence, listed, overdue_since, unacknowledged, missed_milestones, open_rectifications))

}  // namespace taizhang::rows
