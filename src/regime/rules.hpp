// The rules of one regime 制度, as read from its text: what a ledger under it goes by. Data, not code: another city
// writes another file (domain.md, "Regimes"). docs/formats/regime.md describes the file, read.hpp reads it.
//
// Plain values with the defaults that hold where a file says nothing. Days are calendar days unless a name says
// working.
#pragma once

#include "events/accountability.hpp"
#include "events/fixings.hpp"
#include "events/inspection.hpp"
#include "src/regime/admission.hpp"
#include "src/regime/bulletins.hpp"
#include "src/regime/form.hpp"
#include "src/regime/projects.hpp"
#include "src/regime/rhythm.hpp"
#include "src/regime/scheme.hpp"

#include <taizhang/decimal.hpp>

#include <memory>

namespace taizhang::regime {

/// Where neither the regime nor the ledger names a day (S1.4).
inline constexpr std::uint8_t default_due_day = 5;

/// A length of time until something is due: "15 days", "3 working days".
struct Term {
    std::uint16_t days = 0;
    bool working = false;  ///< working days
};

/// [reporting]: the month's report (S1.4, S9.4), or the half month's (S8.6).
struct Reporting {
    /// 1..31, a shorter month's last day where it has no such day; the ledger's own day where absent.
    std::optional<std::uint8_t> due_day;
    /// Two where reports are of half months: the first half's day, and the second's, which lies in the month after
    /// where it is no later day than the first's. Empty: of months.
    std::vector<std::uint8_t> due_days;
    bool following_month = true;    ///< of the month after the one reported; false: of the same month
    Shift shift = Shift::on;        ///< where that day is not a working day
    std::string to;                 ///< the consolidating unit's name, 市统计局; empty: the ledger's holder
    std::uint16_t grace_days = 10;  ///< after the due day a report is late, after these it is missed
    std::vector<std::uint16_t> remind = {3, 1};                 ///< days before
    std::vector<std::string> fields = {"percent", "progress"};  ///< of report::Entry that a unit must fill (rule 11)

    bool by_half_months() const { return !due_days.empty(); }
};

/// [schedule]: 序时进度 and lamps.
struct Schedule {
    bool relative = false;  ///< bounds in % of the schedule (bounds = "share") rather than in percentage points
    Decimal yellow = 10;    ///< behind by up to this much: yellow; more: red. Inclusive
    Decimal green = 0;      ///< behind by up to this much is still green
};

/// [checking]: 季度查账 (S1.5): a day of the month after the quarter; 1..31 as in Reporting.
struct Checking {
    std::optional<std::uint8_t> due_day;
    Shift shift = Shift::on;
};

/// [plans]: 实施方案 (S7.2): by the end of this day of the ledger's year.
struct Plans {
    std::optional<std::uint8_t> month;
    std::uint8_t day = 31;
    Shift shift = Shift::on;
    std::vector<std::uint16_t> remind = {3};
};

/// What happened that a step of the ladder answers.
enum class Trigger {
    behind,         ///< a month's progress is behind schedule; `lamp` narrows it
    report_late,    ///< report.came_late
    report_missed,  ///< report.missed
    report_false,   ///< report.found_false
    plan_missed,    ///< item.plan_missed
    acknowledgement_overdue,
    milestone_missed,
    item_overdue,
    rectification_overdue,
    rectification_rejected,
    yellow_card,  ///< cards that stand and have not lapsed
    red_card,
    criticised,       ///< accountability.criticism_circulated
    serious_finding,  ///< an inspection's finding of severity serious
    misreported,      ///< admission.misreporting_found (S3.7)
    rhythm_missed     ///< ledger.rhythm_missed, of whoever the rhythm names, else of the ledger's holder
};
BOOST_DESCRIBE_ENUM(Trigger, behind, report_late, report_missed, report_false, plan_missed, acknowledgement_overdue,
                    milestone_missed, item_overdue, rectification_overdue, rectification_rejected, yellow_card,
                    red_card, criticised, serious_finding, misreported, rhythm_missed)

enum class Mode {
    proposed,  ///< the supervision office confirms or dismisses it
    automatic  ///< taken by itself; measures on persons and inquiries never are (rule 6)
};
BOOST_DESCRIBE_ENUM(Mode, proposed, automatic)

enum class Against { unit, leader, person };  ///< the unit concerned, the item's responsible leader, or person
BOOST_DESCRIBE_ENUM(Against, unit, leader, person)

/// [[step]]: one rung of the ladder, or a card's rule (S1.7, S6.6).
struct Step {
    std::string name;  ///< unique within the regime
    Trigger on = Trigger::behind;
    std::optional<std::string> lamp;    ///< of behind: "red" only, or "yellow" (both, as where absent)
    std::optional<std::string> rhythm;  ///< of rhythm_missed: that one alone; of any where absent
    std::uint16_t times = 1;            ///< how often …
    bool consecutive = false;           ///< … in a row (months, for behind and report_…), or …
    std::uint16_t within_months = 12;   ///< … within so many months up to now
    bool per_item = true;               ///< counted for each item rather than for the unit as a whole
    accountability::Measure take = accountability::Measure::rectification;
    Against against = Against::unit;
    Mode mode = Mode::proposed;
    Term after;     ///< taken so long after the trigger, if that still stands
    Term deadline;  ///< what it demands is to be done within; 0 days: none. A rectification has one
    std::optional<std::string> clause;
    std::string text;  ///< what the measure says; step_placeholders() are filled in
};
/// "unit" "item" "period" "percent" "scheduled" "rhythm": in a step's text as {unit}.
const std::vector<std::string>& step_placeholders();

/// [cards]
struct Cards {
    std::uint16_t yellow_months = 12;  ///< a yellow card lapses after so many months
    std::uint16_t red_months = 12;
};

/// [[project_kind]] (S4.1): 招商项目: 跟踪, 对接, 洽谈, 签约, 落地.
struct ProjectKind {
    std::string name;
    std::vector<std::string> steps;              ///< in order
    std::optional<std::string> consolidated_by;  ///< who keeps the ledger of this kind, 市招商局 (S4.4)
};

/// [tours] (S4.2): once every so many months, the host taken in turn.
struct Tours {
    std::uint8_t every_months = 0;  ///< 0: none are demanded
    std::string organiser;
};

struct Rules {
    std::string title;
    std::string system;                          ///< "S1" … "S9", several as "S1 S2 S7", or "calendar"
    std::string document;                        ///< the source, as cited
    std::optional<std::string> calendar_regime;  ///< the id of the regime with the working days
    std::vector<Fixing> required_fixings;        ///< [fixings] required: what an item must have to be activated (S1.1)
    bool activation = false;                     ///< items must be activated
    std::optional<Term> acknowledgement;         ///< [acknowledgement] within
    std::vector<std::uint16_t> remind_deadline = {7, 1};  ///< [deadlines] remind: items, milestones, rectifications
    Reporting reporting;
    Schedule schedule;
    Checking checking;
    Plans plans;
    std::vector<Step> steps;
    Cards cards;
    std::uint16_t reconsideration_days = 30;  ///< to ask, and as many to decide (rule 10)
    std::vector<ProjectKind> project_kinds;
    Tours tours;
    std::vector<inspection::Kind> inspection_kinds;  ///< all where empty (S1.6)
    std::vector<BulletinRule> bulletins;
    std::vector<Form> forms;
    ProjectRules projects;
    std::vector<Rhythm> rhythms;
    Admission admission;
    std::vector<Scheme> assessments;
    Calendar calendar;  ///< of a regime whose system is "calendar"

    const ProjectKind* find_kind(std::string_view name) const;
    const Form* find_form(std::string_view id) const;
    const Rhythm* find_rhythm(std::string_view name) const;
    const Scheme* find_assessment(std::string_view key) const;
};
using RulesPtr = std::shared_ptr<const Rules>;

/// The rules of a ledger without a regime: all defaults. Nothing falls due but reports, on the ledger's own day.
const Rules& no_rules();

/// What is reported in a year, in order: twelve months, or twenty-four halves.
std::vector<Period> reporting_periods(const Reporting& reporting, int year);
/// Whether the report of `period` is due within its own month rather than after it.
bool is_due_within(const Reporting& reporting, Period period);
/// Until the end of this day the report of `period` is in time.
Date report_due(const Reporting& reporting, Period period, const Calendar& calendar);
/// The first day of being missed: grace has ended with the day before.
Date report_missed_on(const Reporting& reporting, Date due);
std::optional<Date> plan_due(const Plans& plans, int year, const Calendar& calendar);
std::optional<Date> check_due(const Checking& checking, int year, unsigned quarter, const Calendar& calendar);
Date due_after(Date day, Term term, const Calendar& calendar);

}  // namespace taizhang::regime
