// The working-day calendar: each year as the State Council's notice arranges it.
#include "src/regime/table.hpp"

#include <algorithm>

namespace taizhang::regime {

namespace {

constexpr int first_year = 1990, last_year = 2200;
constexpr auto longest_holiday = std::chrono::days(31);

struct Arranged {
    std::set<int> years;
    std::set<Date> holidays;
    std::set<Date> worked;
};

bool is_weekend(Date day) {
    const std::chrono::weekday weekday(day.days());
    return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

/// A holiday at the year's beginning may reach back into the old year, and one at its end into the new.
bool belongs(Date day, int year) {
    return day.year() == year || (day.year() == year - 1 && day.month() == 12) ||
           (day.year() == year + 1 && day.month() == 1);
}

void take_worked(Table& table, int year, Arranged& arranged) {
    std::vector<Date> days;
    table.dates("worked", days);
    for (const auto day : days) {
        if (!is_weekend(day))
            table.fault("worked", day.to_string() + " is no Saturday or Sunday, so it is worked anyway; leave it out");
        else if (!belongs(day, year))
            table.fault("worked", day.to_string() + " is not of the year " + std::to_string(year));
        else if (!arranged.worked.insert(day).second)
            table.fault("worked", day.to_string() + " stands twice");
    }
}

void take_range(Table& table, Date from, Date until, int year, Arranged& arranged) {
    const auto* key = table.has("on") ? "on" : "from";
    if (until < from)
        return table.fault("until", "expected a day not before " + from.to_string() + ", got " + until.to_string());
    if (until.days() - from.days() >= longest_holiday)
        return table.fault("until",
                           "expected at most 31 days in a row, from " + from.to_string() + " to " + until.to_string());
    if (!belongs(from, year) || !belongs(until, year))
        return table.fault(key, "is not of the year " + std::to_string(year));
    for (auto day = from; day <= until; day = Date(day.days() + std::chrono::days(1))) {
        if (!arranged.holidays.insert(day).second) table.fault(key, day.to_string() + " is a holiday twice");
    }
}

void read_holiday(Table& table, int year, Arranged& arranged) {
    std::string name;
    std::optional<Date> on, from, until;
    table.need({"name"});
    table.text("name", name);
    table.date("on", on);
    table.date("from", from);
    table.date("until", until);
    take_worked(table, year, arranged);
    if (table.has("on") ? table.has("from") || table.has("until") : !table.has("from") || !table.has("until"))
        return table.fault("on", "expected either on, or from and until");
    if (on) return take_range(table, *on, *on, year, arranged);
    if (from && until) take_range(table, *from, *until, year, arranged);
}

void read_year(Table& table, Arranged& arranged) {
    std::optional<std::string> notice;
    int year = 0;
    table.need({"year", "holidays"});
    table.text("notice", notice);
    const bool known = table.number("year", year, first_year, last_year);
    if (known && !arranged.years.insert(year).second) table.fault("year", "the year stands twice");
    table.tables("holidays", [&](Table& holiday) {
        if (known) read_holiday(holiday, year, arranged);
    });
}

}  // namespace

void read_working_days(Table& root, Rules& rules) {
    Arranged arranged;
    root.need({"year"});
    root.tables("year", [&](Table& table) { read_year(table, arranged); });
    for (const auto day : arranged.worked) {
        if (arranged.holidays.contains(day))
            root.fault("year", day.to_string() + " is a holiday and worked; it can only be one of them");
    }
    rules.calendar = Calendar(std::move(arranged.years), std::move(arranged.holidays), std::move(arranged.worked));
}

}  // namespace taizhang::regime
