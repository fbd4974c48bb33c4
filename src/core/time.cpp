#include <taizhang/clock.hpp>
#include <taizhang/text.hpp>
#include <taizhang/time.hpp>

#include <array>
#include <cstdio>

namespace taizhang {

namespace {

using namespace std::chrono;

constexpr sys_days first_time = year{1} / January / day{1};
constexpr sys_days end_of_times = year{10000} / January / day{1};

/// Reads exactly `width` digits at `at` and moves past them; -1 when they are not there.
int digits(std::string_view text, std::size_t& at, std::size_t width) {
    if (at + width > text.size()) return -1;
    int value = 0;
    for (std::size_t i = at; i < at + width; ++i) {
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + (text[i] - '0');
    }
    at += width;
    return value;
}

/// The other way round: `width` digits at `at`.
void write_digits(std::string& text, std::size_t at, std::size_t width, int value) {
    for (std::size_t i = at + width; i-- > at; value /= 10) text[i] = static_cast<char>('0' + value % 10);
}

bool skip(std::string_view text, std::size_t& at, std::string_view any_of) {
    if (at >= text.size() || any_of.find(text[at]) == std::string_view::npos) return false;
    ++at;
    return true;
}

bool read_date(std::string_view text, std::size_t& at, year_month_day& out) {
    const int y = digits(text, at, 4);
    if (y < 1 || !skip(text, at, "-")) return false;
    const int m = digits(text, at, 2);
    if (m < 0 || !skip(text, at, "-")) return false;
    const int d = digits(text, at, 2);
    if (d < 0) return false;
    out = year{y} / month(static_cast<unsigned>(m)) / day(static_cast<unsigned>(d));
    return out.ok();
}

/// Milliseconds of ".123456"; further digits are cut off, as a log's resolution is a millisecond.
bool read_fraction(std::string_view text, std::size_t& at, int& milliseconds) {
    milliseconds = 0;
    if (!skip(text, at, ".")) return true;
    const std::size_t begin = at;
    for (int weight = 100; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, weight /= 10) {
        milliseconds += (text[at] - '0') * weight;
    }
    return at > begin;
}

bool read_offset(std::string_view text, std::size_t& at, minutes& out) {
    out = minutes{0};
    if (skip(text, at, "Zz")) return true;
    if (at >= text.size() || (text[at] != '+' && text[at] != '-')) return false;
    const int sign = text[at++] == '-' ? -1 : 1;
    const int h = digits(text, at, 2);
    if (h < 0 || h > 23 || !skip(text, at, ":")) return false;
    const int m = digits(text, at, 2);
    if (m < 0 || m > 59) return false;
    out = minutes{sign * (h * 60 + m)};
    return true;
}

bool read_time(std::string_view text, Time& out) {
    std::size_t at = 0;
    year_month_day date;
    if (!read_date(text, at, date) || !skip(text, at, "Tt ")) return false;
    const int h = digits(text, at, 2);
    if (h < 0 || h > 23 || !skip(text, at, ":")) return false;
    const int m = digits(text, at, 2);
    if (m < 0 || m > 59 || !skip(text, at, ":")) return false;
    const int s = digits(text, at, 2);
    int ms = 0;
    minutes offset{0};
    if (s < 0 || s > 60 || !read_fraction(text, at, ms) || !read_offset(text, at, offset) || at != text.size())
        return false;
    const auto point = sys_days(date) + hours{h} + minutes{m} + seconds{s} + milliseconds{ms} - offset;
    out.milliseconds = duration_cast<milliseconds>(point.time_since_epoch()).count();
    return point >= first_time && point < end_of_times;  // the offset may lead out of what to_string() can write
}

}  // namespace

Result<Time> Time::parse(std::string_view text) {
    Time time;
    if (!read_time(text, time)) {
        return invalid("expected an RFC 3339 time such as 2014-01-13T08:30:00+08:00, got " + quote(text));
    }
    return time;
}

std::string Time::to_string() const {
    const sys_time<std::chrono::milliseconds> point{std::chrono::milliseconds{milliseconds}};
    const auto day = floor<days>(point);
    const year_month_day date{day};
    const hh_mm_ss clock{point - day};
    if (int(date.year()) < 0 || int(date.year()) > 9999)
        return "(in the year " + std::to_string(int(date.year())) + ")";
    std::string text = "0000-00-00T00:00:00.000Z";
    write_digits(text, 0, 4, int(date.year()));
    write_digits(text, 5, 2, int(unsigned(date.month())));
    write_digits(text, 8, 2, int(unsigned(date.day())));
    write_digits(text, 11, 2, int(clock.hours().count()));
    write_digits(text, 14, 2, int(clock.minutes().count()));
    write_digits(text, 17, 2, int(clock.seconds().count()));
    write_digits(text, 20, 3, int(clock.subseconds().count()));
    return text;
}

Result<Date> Date::parse(std::string_view text) {
    std::size_t at = 0;
    Date date;
    if (!read_date(text, at, date.value) || at != text.size()) {
        return invalid("expected a date such as 2014-01-31, got " + quote(text));
    }
    return date;
}

std::string Date::to_string() const {
    std::array<char, 24> text;
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", year(), month(), day());
    return text.data();
}

Date china_date(Time time) {
    const sys_time<milliseconds> point{milliseconds{time.milliseconds}};
    return Date(floor<days>(point + china_offset));
}

Time start_of_day(Date day) {
    return {duration_cast<milliseconds>((day.days() - china_offset).time_since_epoch()).count()};
}

Time end_of_day(Date day) {
    return start_of_day(day) + hours{24} - milliseconds{1};
}

Result<Period> Period::parse(std::string_view text) {
    std::size_t at = 0;
    const int y = digits(text, at, 4);
    const bool dash = y > 0 && skip(text, at, "-");
    const int m = dash ? digits(text, at, 2) : -1;
    const bool halved = m > 0 && at < text.size() && skip(text, at, "-");
    const int half = halved ? digits(text, at, 1) : 0;
    if (m < 1 || m > 12 || at != text.size() || half < (halved ? 1 : 0) || half > 2) {
        return invalid("expected a month such as 2014-03, or half of one such as 2014-03-1 or 2014-03-2, got " +
                       quote(text));
    }
    Period period;
    period.value = year_month(std::chrono::year{y}, std::chrono::month{static_cast<unsigned>(m)});
    period.half = static_cast<std::uint8_t>(half);
    return period;
}

std::string Period::to_string() const {
    std::array<char, 24> text;
    if (is_half())
        std::snprintf(text.data(), text.size(), "%04d-%02u-%u", year(), month(), unsigned(half));
    else
        std::snprintf(text.data(), text.size(), "%04d-%02u", year(), month());
    return text.data();
}

Date Period::first_day() const {
    constexpr unsigned second_half_begins = 16;
    return {year(), month(), half == 2 ? second_half_begins : 1};
}

Date Period::last_day() const {
    constexpr unsigned first_half_ends = 15;
    if (half == 1) return {year(), month(), first_half_ends};
    return Date(std::chrono::sys_days(std::chrono::year_month_day_last(value / std::chrono::last)));
}

Time SystemClock::now() const {
    return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

}  // namespace taizhang
