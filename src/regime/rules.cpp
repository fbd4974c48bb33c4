#include "src/regime/rules.hpp"

#include "src/regime/months.hpp"

#include <algorithm>

namespace taizhang::regime {

namespace {

using std::chrono::year_month;

}  // namespace

const std::vector<std::string>& section_names() {
    static const std::vector<std::string> names = {"overview",      "reporting", "behind",  "ranking",
                                                   "rectification", "cards",     "overdue", "projects"};
    return names;
}

const std::vector<std::string>& step_placeholders() {
    static const std::vector<std::string> names = {"unit", "item", "period", "percent", "scheduled", "rhythm"};
    return names;
}

std::vector<std::string> bulletin_placeholders(bulletin::Kind kind) {
    switch (kind) {
        case bulletin::Kind::weekly:
            return {"year", "week"};
        case bulletin::Kind::quarterly:
            return {"year", "quarter"};
        case bulletin::Kind::standings:
            return {"year", "half"};
        case bulletin::Kind::monthly:
        case bulletin::Kind::brief:
        case bulletin::Kind::notice:
        case bulletin::Kind::minutes:
            break;
    }
    return {"year", "month"};
}

const ProjectKind* Rules::find_kind(std::string_view name) const {
    const auto found = std::ranges::find(project_kinds, name, &ProjectKind::name);
    return found == project_kinds.end() ? nullptr : &*found;
}

const Form* Rules::find_form(std::string_view id) const {
    const auto found = std::ranges::find(forms, id, &Form::id);
    return found == forms.end() ? nullptr : &*found;
}

const Rhythm* Rules::find_rhythm(std::string_view name) const {
    const auto found = std::ranges::find(rhythms, name, &Rhythm::name);
    return found == rhythms.end() ? nullptr : &*found;
}

const Scheme* Rules::find_assessment(std::string_view key) const {
    const auto found = std::ranges::find(assessments, key, &Scheme::key);
    return found == assessments.end() ? nullptr : &*found;
}

const Rules& no_rules() {
    static const Rules none;
    return none;
}

std::vector<Period> reporting_periods(const Reporting& reporting, int year) {
    constexpr unsigned december = 12;
    std::vector<Period> periods;
    for (unsigned month = 1; month <= december; ++month) {
        const year_month value{std::chrono::year(year), std::chrono::month(month)};
        if (!reporting.by_half_months()) {
            periods.push_back({value, 0});
            continue;
        }
        periods.push_back({value, 1});
        periods.push_back({value, 2});
    }
    return periods;
}

bool is_due_within(const Reporting& reporting, Period period) {
    if (!period.is_half() || !reporting.by_half_months()) return !reporting.following_month;
    return period.half == 1 || reporting.due_days.back() > reporting.due_days.front();
}

Date report_due(const Reporting& reporting, Period period, const Calendar& calendar) {
    const auto month = period.value + std::chrono::months(is_due_within(reporting, period) ? 0 : 1);
    const bool halves = period.is_half() && reporting.by_half_months();
    const auto day = halves ? reporting.due_days[period.half - 1u] : reporting.due_day.value_or(default_due_day);
    return calendar.due_day(day_of(month, day), reporting.shift);
}

Date report_missed_on(const Reporting& reporting, Date due) {
    return Date(due.days() + std::chrono::days(reporting.grace_days + 1));
}

std::optional<Date> plan_due(const Plans& plans, int year, const Calendar& calendar) {
    if (!plans.month) return std::nullopt;
    const year_month month(std::chrono::year(year), std::chrono::month(*plans.month));
    return calendar.due_day(day_of(month, plans.day), plans.shift);
}

std::optional<Date> check_due(const Checking& checking, int year, unsigned quarter, const Calendar& calendar) {
    if (!checking.due_day) return std::nullopt;
    const auto last = year_month(std::chrono::year(year), std::chrono::month(quarter * 3));
    return calendar.due_day(day_of(last + std::chrono::months(1), *checking.due_day), checking.shift);
}

Date due_after(Date day, Term term, const Calendar& calendar) {
    if (term.working) return calendar.add_working_days(day, term.days);
    return Date(day.days() + std::chrono::days(term.days));
}

}  // namespace taizhang::regime
