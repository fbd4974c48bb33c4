#include "src/domain/ledgers/year_dues.hpp"

#include "events/schedule.hpp"

#include <algorithm>

namespace taizhang {

LedgerYear year_of(const Case& c, const LedgerState& ledger) {
    const auto& rules = rules_of(c, ledger);
    return {ledger, rules, calendar_of(c, rules)};
}

Date report_due(const LedgerYear& year, Period period) {
    auto reporting = year.rules.reporting;
    if (!reporting.due_day) reporting.due_day = year.ledger.report_due_day;
    return regime::report_due(reporting, period, year.calendar);
}

std::optional<Date> plan_due(const LedgerYear& year, const ItemState& item) {
    const auto due = regime::plan_due(year.rules.plans, year.ledger.year, year.calendar);
    return due && item.begun <= end_of_day(*due) ? due : std::nullopt;
}

std::optional<Date> acknowledgement_due(const LedgerYear& year, const ItemState& item) {
    if (!year.rules.acknowledgement) return std::nullopt;
    return regime::due_after(china_date(item.begun), *year.rules.acknowledgement, year.calendar);
}

std::optional<Date> check_due(const LedgerYear& year, unsigned quarter) {
    return regime::check_due(year.rules.checking, year.ledger.year, quarter, year.calendar);
}

const Plan* plan_today(const Directory& directory, const ItemState& item, const UnitId& unit) {
    const auto find = [&](const auto& fits) -> const Plan* {
        const auto found = std::ranges::find_if(item.plans, [&](const Plan& plan) { return fits(plan.unit); });
        return found == item.plans.end() ? nullptr : &*found;
    };
    const auto* own = find([&](const UnitId& one) { return one == unit; });
    if (own || concerns(item, unit)) return own;
    return find([&](const UnitId& one) { return acts_for(directory, unit, one); });
}

Status check_period(Period period, const LedgerState& ledger, Time now) {
    if (period.year() != ledger.year)
        return invalid("/period: expected a month of " + std::to_string(ledger.year) + ", the ledger's year, got " +
                           period.to_string(),
                       "/period");
    if (period.first_day() > china_date(now))
        return invalid("/period: " + period.to_string() + " has not begun; report it when it has", "/period");
    return {};
}

Status check_rhythm(Period period, const LedgerYear& year) {
    const bool halves = year.rules.reporting.by_half_months();
    if (period.is_half() == halves) return {};
    const auto month = Period{period.value, 0}.to_string();
    return refused("/period: this ledger reports by " +
                       (halves ? "half months; give " + month + "-1 or " + month + "-2" : "months; give " + month) +
                       ", not " + period.to_string(),
                   halves ? "S8.6" : "S1.4")
        .with("path", "/period");
}

Date day_after(Period period) {
    return Date(period.last_day().days() + std::chrono::days(1));
}

bool has_ended(Date due, Time now) {
    return now > end_of_day(due);
}

}  // namespace taizhang
