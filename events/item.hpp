// Stream item/…: 台账事项, a line of a ledger (S1.2): what is to be done, by whom, by when, and what became of it.
// 办结 (complete) is not 销号 (close out): the latter follows verification.
#pragma once

#include "events/common.hpp"

namespace taizhang::item {

// ---- entering and assigning --------------------------------------------------------------------------------------

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
};
BOOST_DESCRIBE_STRUCT(Entered, (),
                      (ledger, number, chapter, title, text, units, open_list, responsible_leader, responsible_person,
                       deadline, deadline_basis, targets, goal, rewards, source))

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
};
BOOST_DESCRIBE_STRUCT(Revised, (), (number, chapter, title, text, goal, measures, rewards))

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

// ---- targets and milestones --------------------------------------------------------------------------------------
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

// ---- progress and problems ---------------------------------------------------------------------------------------
/// 报进度, for one month by one unit. Behind schedule, reasons and corrections must be stated (S7.3).
struct ProgressReported {
    std::optional<UnitId> unit;  ///< the actor's own where absent
    Period period;
    Decimal percent;  ///< 0..100 of the whole year's task
    std::string progress;
    std::optional<std::string> achievements;
    std::optional<std::string> problems;
    std::optional<std::string> measures;
    std::optional<std::string> next_measures;
    std::optional<std::string> reasons;      ///< why it is behind
    std::optional<std::string> corrections;  ///< what will be done about it
    std::vector<Actual> actuals;
};
BOOST_DESCRIBE_STRUCT(ProgressReported, (),
                      (unit, period, percent, progress, achievements, problems, measures, next_measures, reasons,
                       corrections, actuals))

/// A correction never hides: it points at the event that it corrects, and only what it names changes (rule 2).
struct ProgressCorrected {
    Position corrects = 0;  ///< of the report, or of an earlier correction of it
    std::optional<Decimal> percent;
    std::optional<std::string> progress;
    std::optional<std::string> problems;
    std::optional<std::string> measures;
    std::vector<Actual> actuals;         ///< replaces the figures of these indicators; others stay
    std::optional<std::string> reasons;  ///< as in the report, where the corrected percent is behind (S7.3)
    std::optional<std::string> corrections;
};
BOOST_DESCRIBE_STRUCT(ProgressCorrected, (),
                      (corrects, percent, progress, problems, measures, actuals, reasons, corrections))

struct ProblemRaised {
    std::string problem;  ///< its name within the item: 1 to 64 characters
    std::string text;
};
BOOST_DESCRIBE_STRUCT(ProblemRaised, (), (problem, text))

struct ProblemEscalated {
    std::string problem;
    std::string to;  ///< office or leading group
};
BOOST_DESCRIBE_STRUCT(ProblemEscalated, (), (problem, to))

struct ProblemResolved {
    std::string problem;
    std::string answer;
};
BOOST_DESCRIBE_STRUCT(ProblemResolved, (), (problem, answer))

/// 催办.
struct Urged {
    std::string text;
    std::optional<UnitId> unit;  ///< whom; where absent, the decider names the lead unit
};
BOOST_DESCRIBE_STRUCT(Urged, (), (text, unit))

struct ExtensionRequested {
    Date to;
};
BOOST_DESCRIBE_STRUCT(ExtensionRequested, (), (to))

struct ExtensionGranted {
    Date to;
};
BOOST_DESCRIBE_STRUCT(ExtensionGranted, (), (to))

struct ExtensionRefused {
    std::optional<std::string> advice;
};
BOOST_DESCRIBE_STRUCT(ExtensionRefused, (), (advice))

// ---- completion --------------------------------------------------------------------------------------------------

struct CompletionClaimed {
    std::string summary;
};
BOOST_DESCRIBE_STRUCT(CompletionClaimed, (), (summary))

struct CompletionVerified {
    std::string findings;
};
BOOST_DESCRIBE_STRUCT(CompletionVerified, (), (findings))

struct CompletionRejected {
    std::string findings;
};
BOOST_DESCRIBE_STRUCT(CompletionRejected, (), (findings))

/// 销号.
struct ClosedOut {
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(ClosedOut, (), (note))

struct Reopened {
    std::optional<Date> deadline;
};
BOOST_DESCRIBE_STRUCT(Reopened, (), (deadline))

struct Cancelled {
    std::optional<ItemId> replaced_by;
};
BOOST_DESCRIBE_STRUCT(Cancelled, (), (replaced_by))

}  // namespace taizhang::item
