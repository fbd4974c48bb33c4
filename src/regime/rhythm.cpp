#include "src/regime/rhythm.hpp"

#include "src/regime/months.hpp"

#include <algorithm>

namespace taizhang::regime {

namespace {

using std::chrono::months;
using std::chrono::year_month;

year_month month_of(int year, unsigned month) {
    return std::chrono::year(year) / std::chrono::month(month);
}

int steps_of(Concerns concerns) {
    return concerns == Concerns::last ? -1 : concerns == Concerns::next ? 1 : 0;
}

std::string two(unsigned number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string words(year_month month) {
    return std::to_string(int(month.year())) + "-" + two(unsigned(month.month()));
}

bool takes_month(const Rhythm& rhythm, unsigned month) {
    return rhythm.months.empty() || std::ranges::find(rhythm.months, month) != rhythm.months.end();
}

std::uint8_t day_or_last(const Rhythm& rhythm, std::size_t i = 0) {
    return i < rhythm.days.size() ? rhythm.days[i] : 31;
}

/// The year and the number of the week in which this Thursday lies (ISO 8601).
std::string week_label(std::chrono::sys_days monday) {
    const Date thursday(monday + std::chrono::days(3));
    const auto first = Date(thursday.year(), 1, 1).days();
    const auto number = (thursday.days() - first).count() / 7 + 1;
    return std::to_string(thursday.year()) + "-W" + two(static_cast<unsigned>(number));
}

void add_weeks(const Rhythm& rhythm, int year, const Calendar& calendar, std::vector<Occurrence>& out) {
    const auto weekday = rhythm.days.empty() ? 7u : rhythm.days[0];
    for (auto day = Date(year, 1, 1).days(); Date(day).year() == year; day += std::chrono::days(1)) {
        if (std::chrono::weekday(day).iso_encoding() != weekday || !takes_month(rhythm, Date(day).month())) continue;
        const auto monday = day - std::chrono::days(weekday - 1);
        const auto about = monday + std::chrono::days(7 * steps_of(rhythm.concerns));
        out.push_back({Date(monday), calendar.due_day(Date(day), rhythm.shift), week_label(about)});
    }
}

void add_half_months(const Rhythm& rhythm, int year, const Calendar& calendar, std::vector<Occurrence>& out) {
    for (unsigned month = 1; month <= 12; ++month) {
        if (!takes_month(rhythm, month)) continue;
        for (int half = 0; half < 2; ++half) {
            const auto about =
                month * 2 + static_cast<unsigned>(half) + static_cast<unsigned>(steps_of(rhythm.concerns));
            // Half months counted from the year before, so that none is less than nothing.
            const auto label = month_of(year - 1, 1) + months(12 + int(about) / 2 - 1);
            out.push_back(
                {half == 0 ? Date(year, month, 1) : Date(year, month, 16),
                 calendar.due_day(day_of(month_of(year, month), day_or_last(rhythm, std::size_t(half))), rhythm.shift),
                 words(label) + "-H" + std::to_string(about % 2 + 1)});
        }
    }
}

/// "2018-03", "2018-Q1", "2018-H1": the period of `length` months that begins with this month.
std::string period_label(year_month begin, unsigned length) {
    const auto number = (unsigned(begin.month()) - 1) / length + 1;
    if (length == 1) return words(begin);
    return std::to_string(int(begin.year())) + (length == 3 ? "-Q" : "-H") + std::to_string(number);
}

/// Months, quarters and half years alike: a day of the period's last month, or of the month after it.
void add_periods(const Rhythm& rhythm, unsigned length, int year, const Calendar& calendar,
                 std::vector<Occurrence>& out) {
    for (auto begin = month_of(year, 1) - months(length); begin.year() <= std::chrono::year(year);
         begin += months(length)) {
        const auto month = begin + months(int(length) - 1 + (rhythm.following ? 1 : 0));
        if (int(month.year()) != year || !takes_month(rhythm, unsigned(month.month()))) continue;
        const auto about = begin + months(int(length) * steps_of(rhythm.concerns));
        out.push_back({Date(int(begin.year()), unsigned(begin.month()), 1),
                       calendar.due_day(day_of(month, day_or_last(rhythm)), rhythm.shift),
                       period_label(about, length)});
    }
}

void add_year(const Rhythm& rhythm, int year, const Calendar& calendar, std::vector<Occurrence>& out) {
    const auto label = std::to_string(year + steps_of(rhythm.concerns));
    auto listed = rhythm.months;
    std::ranges::sort(listed);
    if (listed.empty()) listed = {12};
    const auto due = [&](unsigned month) {
        return calendar.due_day(day_of(month_of(year, month), day_or_last(rhythm)), rhythm.shift);
    };
    if (rhythm.span) {
        out.push_back({Date(year, listed.front(), 1), due(listed.back()), label});
        return;
    }
    for (const auto month : listed) {
        // several in one year are told apart by their months
        auto about = listed.size() == 1 ? label : label + "-" + two(month);
        out.push_back({Date(year, month, 1), due(month), std::move(about)});
    }
}

}  // namespace

std::vector<Occurrence> occurrences(const Rhythm& rhythm, int year, const Calendar& calendar) {
    std::vector<Occurrence> out;
    switch (rhythm.every) {
        case Every::week:
            add_weeks(rhythm, year, calendar, out);
            break;
        case Every::half_month:
            add_half_months(rhythm, year, calendar, out);
            break;
        case Every::month:
            add_periods(rhythm, 1, year, calendar, out);
            break;
        case Every::quarter:
            add_periods(rhythm, 3, year, calendar, out);
            break;
        case Every::half_year:
            add_periods(rhythm, 6, year, calendar, out);
            break;
        case Every::year:
            add_year(rhythm, year, calendar, out);
            break;
    }
    std::ranges::sort(out, {}, [](const Occurrence& each) { return std::pair(each.due, each.begins); });
    return out;
}

}  // namespace taizhang::regime
