// What comes round besides reports.
#include "src/regime/table.hpp"

#include <algorithm>

namespace taizhang::regime {

namespace {

enum class RhythmMonth { following, same };
BOOST_DESCRIBE_ENUM(RhythmMonth, following, same)

void read_days(Table& table, Rhythm& rhythm) {
    const bool half = rhythm.every == Every::half_month;
    const std::int64_t most = rhythm.every == Every::week ? 7 : 31;
    if (half) table.need({"days"});
    if (table.has("days") && !half) {
        table.numbers("days", rhythm.days, 1, 31);
        table.fault("days", "only half months have two days; write day");
    } else if (half && table.numbers("days", rhythm.days, 1, 31) &&
               (rhythm.days.size() != 2 || rhythm.days[0] > 15 || rhythm.days[1] < 16)) {
        table.fault("days", "expected two days, one up to 15 and one from 16, such as [15, 30]");
    }
    if (std::uint8_t day = 0; table.number("day", day, 1, most)) {
        if (half)
            table.fault("day", "half months have two days; write days");
        else
            rhythm.days = {day};
    }
}

void check_month(Table& table, const Rhythm& rhythm) {
    const bool in_periods =
        rhythm.every == Every::month || rhythm.every == Every::quarter || rhythm.every == Every::half_year;
    if (table.has("month") && !in_periods) table.fault("month", "only of a month, quarter or half year; leave it out");
    if (rhythm.every == Every::year && !table.has("months"))
        table.fault("months", "is missing: what comes once a year says in which months");
    if (rhythm.span && (rhythm.every != Every::year || rhythm.months.size() < 2))
        table.fault("span", "only what is every = \"year\" with several months spans them; leave it out");
    if (rhythm.span && !std::ranges::is_sorted(rhythm.months))
        table.fault("months", "a span runs from the first month to the last; write them in order");
}

/// A day that no month of the rule has in every year.
void check_last_day(Table& table, const Rhythm& rhythm) {
    if (rhythm.every == Every::week || rhythm.days.size() != 1 || rhythm.months.size() != 1) return;
    const std::chrono::month month(rhythm.months[0]);
    const auto last =
        unsigned(std::chrono::year_month_day_last(std::chrono::year(2024), month / std::chrono::last).day());
    if (rhythm.days[0] > last && rhythm.days[0] != 31)
        table.fault("day", "month " + std::to_string(rhythm.months[0]) + " has no day " +
                               std::to_string(rhythm.days[0]) + "; its last is written 31");
}

Rhythm read_rhythm(Table& table) {
    Rhythm rhythm;
    table.need({"name", "kind", "every", "who"});
    table.text("name", rhythm.name);
    table.choice("kind", rhythm.kind);
    const bool known = table.choice("every", rhythm.every);
    table.numbers("months", rhythm.months, 1, 12);
    if (RhythmMonth month{}; table.choice("month", month)) rhythm.following = month == RhythmMonth::following;
    table.flag("span", rhythm.span);
    read_days(table, rhythm);
    if (known) {
        check_month(table, rhythm);
        check_last_day(table, rhythm);
    }
    table.choice("shift", rhythm.shift);
    table.choice("concerns", rhythm.concerns);
    table.text("who", rhythm.who);
    table.text("to", rhythm.to);
    table.texts("produces", rhythm.produces);
    table.reminders("remind", rhythm.remind);
    table.text("clause", rhythm.clause, 64);
    table.text("doubt", rhythm.doubt, max_long_text);
    return rhythm;
}

}  // namespace

void read_rhythms(Table& root, std::vector<Rhythm>& rhythms) {
    root.tables("rhythm", [&](Table& table) {
        auto rhythm = read_rhythm(table);
        if (!rhythm.name.empty() && std::ranges::count(rhythms, rhythm.name, &Rhythm::name) > 0)
            table.fault("name", "the name stands twice; give each its own, since what it brings refers to it");
        rhythms.push_back(std::move(rhythm));
    });
}

}  // namespace taizhang::regime
