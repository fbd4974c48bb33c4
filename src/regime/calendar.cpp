#include "src/regime/calendar.hpp"

namespace taizhang::regime {

namespace {

using Days = std::chrono::days;

bool is_weekend(Date day) {
    const std::chrono::weekday weekday(day.days());
    return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

}  // namespace

Calendar::Calendar(std::set<int> years, std::set<Date> holidays, std::set<Date> worked)
    : years_(std::move(years)), holidays_(std::move(holidays)), worked_(std::move(worked)) {}

bool Calendar::is_working_day(Date day) const {
    if (worked_.contains(day)) return true;
    return !is_weekend(day) && !holidays_.contains(day);
}

Date Calendar::due_day(Date day, Shift shift) const {
    if (shift == Shift::on) return day;
    const Days step(shift == Shift::after ? 1 : -1);
    // ends: there are finitely many holidays, and Mondays without end
    while (!is_working_day(day)) day = Date(day.days() + step);
    return day;
}

Date Calendar::add_working_days(Date day, unsigned n) const {
    while (n > 0) {
        day = Date(day.days() + Days(1));
        if (is_working_day(day)) --n;
    }
    return day;
}

}  // namespace taizhang::regime
