// What was read of a regime, for whoever wrote it to see that it is what was meant.
#include "tools/commands/regime_summary.hpp"
#include "src/regime/rules.hpp"
#include "tools/commands/enum_words.hpp"
#include "tools/commands/regime_city.hpp"

#include <taizhang/reflect/concepts.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>

namespace taizhang {

namespace {

using regime::Rules;
using regime::Term;

using enum_words::name;
using enum_words::names;

std::string words(Term term) {
    return fmt::format("{} {}days", term.days, term.working ? "working " : "");
}

std::string how_often(const regime::Step& step) {
    if (step.times == 1) return {};
    const auto span = step.consecutive ? std::string("in a row") : fmt::format("within {} months", step.within_months);
    return fmt::format(" {} times {} ({})", step.times, span, step.per_item ? "each item" : "the unit");
}

std::string step_line(const regime::Step& step) {
    auto text = fmt::format("{}: {}{}{} → {} of the {}, {}", step.name, name(step.on),
                            step.lamp ? " (" + *step.lamp + ")" : std::string(), how_often(step), name(step.take),
                            name(step.against), name(step.mode));
    if (step.after.days > 0) text += ", after " + words(step.after);
    if (step.deadline.days > 0) text += ", to be done within " + words(step.deadline);
    return text;
}

void tell_months(const Rules& rules, Summary& out) {
    const auto& reporting = rules.reporting;
    out.line("reports", "due on {} of the {} month, shifted {}; to {}; missed after {} more days",
             reporting.due_day ? fmt::format("day {}", *reporting.due_day) : "the ledger's day",
             reporting.following_month ? "following" : "same", name(reporting.shift),
             reporting.to.empty() ? "the holder" : reporting.to, reporting.grace_days);
    out.line("fields", "{}", fmt::join(reporting.fields, ", "));
    out.line("lamps", "green up to {}, yellow up to {} {} behind", rules.schedule.green.to_string(),
             rules.schedule.yellow.to_string(), rules.schedule.relative ? "% of the schedule" : "points");
    if (rules.checking.due_day)
        out.line("checks", "by day {} after each quarter, shifted {}", *rules.checking.due_day,
                 name(rules.checking.shift));
    if (rules.plans.month)
        out.line("plans", "by {:02}-{:02}, shifted {}", *rules.plans.month, rules.plans.day, name(rules.plans.shift));
}

void tell_items(const Rules& rules, Summary& out) {
    if (rules.activation) out.line("activation", "needs {}", names(rules.required_fixings));
    if (rules.acknowledgement) out.line("acknowledged", "within {}", words(*rules.acknowledgement));
    for (const auto& kind : rules.project_kinds)
        out.line("projects", "{}: {}", kind.name, fmt::join(kind.steps, " → "));
}

void tell_supervision(const Rules& rules, Summary& out) {
    for (const auto& step : rules.steps) out.line("step", "{}", step_line(step));
    if (rules.tours.every_months > 0)
        out.line("tours", "every {} months, by {}", rules.tours.every_months, rules.tours.organiser);
    if (!rules.inspection_kinds.empty()) out.line("inspections", "{}", names(rules.inspection_kinds));
    for (const auto& bulletin : rules.bulletins)
        out.line("bulletin", "{}: {}: {}", name(bulletin.kind), bulletin.title, fmt::join(bulletin.sections, ", "));
    for (const auto& form : rules.forms)
        out.line("form", "{}: {}: {} columns, {} rows of heads", form.id, form.title, leaves(form).size(),
                 head_rows(form));
}

void tell_calendar(const regime::Calendar& calendar, Summary& out) {
    std::set<int> years;
    for (const auto day : calendar.holidays())
        if (calendar.covers(day.year())) years.insert(day.year());
    out.line("years", "{}", fmt::join(years, ", "));
    out.line("holidays", "{} days, and {} weekend days are worked", calendar.holidays().size(),
             calendar.worked().size());
}

}  // namespace

std::string regime_summary(const Rules& rules) {
    Summary out;
    out.line("regime", "{} ({}), from {}", rules.title, rules.system, rules.document);
    if (rules.system == "calendar") {
        tell_calendar(rules.calendar, out);
        return std::move(out).text();
    }
    out.line("working days", "{}", rules.calendar_regime.value_or("Monday to Friday"));
    tell_items(rules, out);
    tell_months(rules, out);
    tell_supervision(rules, out);
    tell_projects(rules.projects, out);
    tell_rhythms(rules.rhythms, out);
    tell_admission(rules.admission, out);
    tell_assessments(rules.assessments, out);
    return std::move(out).text();
}

}  // namespace taizhang
