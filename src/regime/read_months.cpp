// What comes round: reports, the schedule they are held against, checks, plans, and the terms of a year.
#include "src/regime/table.hpp"

namespace taizhang::regime {

namespace {

const std::vector<std::string>& report_fields() {
    static const std::vector<std::string> names = {"percent",  "progress",      "achievements", "problems",
                                                   "measures", "next_measures", "actuals"};
    return names;
}

enum class Month { following, same };
BOOST_DESCRIBE_ENUM(Month, following, same)

enum class Bounds { points, share };
BOOST_DESCRIBE_ENUM(Bounds, points, share)

/// Two days, for the halves of a month.
void read_due_days(Table& table, Reporting& reporting) {
    table.numbers("due_days", reporting.due_days, 1, 31);
    if (!table.has("due_days")) return;
    constexpr std::uint8_t first_half_is_near_its_end = 10;
    for (const auto* other : {"due_day", "month"}) {
        if (table.has(other))
            table.fault(other, "contradicts due_days: whoever reports by half months has a day for each half; leave " +
                                   std::string(other) + " or due_days out");
    }
    const auto& days = reporting.due_days;
    if (days.size() == 2 && days.front() != days.back() && days.front() >= first_half_is_near_its_end) return;
    table.fault("due_days",
                "expected two different days, the first half's (10 to 31) and the second's, such as [15, 30]; for a "
                "month's report give due_day");
    reporting.due_days.clear();
}

void read_reporting(Table& table, Reporting& reporting) {
    table.number("due_day", reporting.due_day, 1, 31);
    read_due_days(table, reporting);
    if (Month month{}; table.choice("month", month)) reporting.following_month = month == Month::following;
    table.choice("shift", reporting.shift);
    table.text("to", reporting.to);
    table.days("grace_days", reporting.grace_days, 366);
    table.reminders("remind", reporting.remind);
    table.words("fields", reporting.fields, report_fields());
}

void read_schedule(Table& table, Schedule& schedule) {
    if (Bounds bounds{}; table.choice("bounds", bounds)) schedule.relative = bounds == Bounds::share;
    table.decimal("green", schedule.green, 0, 100);
    table.decimal("yellow", schedule.yellow, 0, 100);
    if (schedule.green > schedule.yellow)
        table.fault(table.has("green") ? "green" : "yellow",
                    "contradicts: green up to " + schedule.green.to_string() + " behind, but yellow only up to " +
                        schedule.yellow.to_string() + "; the green bound must not be beyond the yellow one");
}

void read_checking(Table& table, Checking& checking) {
    table.need({"due_day"});
    table.number("due_day", checking.due_day, 1, 31);
    table.choice("shift", checking.shift);
}

/// The month's last day in every year; 31 for a month that is out of range and told so already.
unsigned last_day(std::optional<std::uint8_t> month) {
    if (!month) return 31;
    const std::chrono::year_month_day_last last(std::chrono::year(2023),
                                                std::chrono::month_day_last(std::chrono::month(*month)));
    return unsigned(last.day());
}

void read_plans(Table& table, Plans& plans) {
    table.need({"month", "day"});
    table.number("month", plans.month, 1, 12);
    if (table.number("day", plans.day, 1, 31) && plans.day > last_day(plans.month))
        table.fault("day", "month " + std::to_string(*plans.month) + " has no day " + std::to_string(plans.day) +
                               " in every year; its last is " + std::to_string(last_day(plans.month)));
    table.choice("shift", plans.shift);
    table.reminders("remind", plans.remind);
}

void read_acknowledgement(Table& table, std::optional<Term>& within) {
    table.need({"within"});
    if (Term term; table.term("within", term, 1)) within = term;
}

void read_fixings(Table& table, Rules& rules) {
    table.choices("required", rules.required_fixings);
    table.flag("activation", rules.activation);
    if (!rules.activation && !rules.required_fixings.empty())
        table.fault("required",
                    "contradicts activation = false: only an item's activation asks for its fixings; set "
                    "activation = true, or leave required out");
}

}  // namespace

void read_months(Table& root, Rules& rules) {
    root.table("fixings", [&](Table& table) { read_fixings(table, rules); });
    root.table("acknowledgement", [&](Table& table) { read_acknowledgement(table, rules.acknowledgement); });
    root.table("deadlines", [&](Table& table) { table.reminders("remind", rules.remind_deadline); });
    root.table("reporting", [&](Table& table) { read_reporting(table, rules.reporting); });
    root.table("schedule", [&](Table& table) { read_schedule(table, rules.schedule); });
    root.table("checking", [&](Table& table) { read_checking(table, rules.checking); });
    root.table("plans", [&](Table& table) { read_plans(table, rules.plans); });
}

}  // namespace taizhang::regime
