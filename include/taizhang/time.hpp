// Points in time (UTC, milliseconds) and calendar dates in the ledger's time zone.
//
//     Time t = *Time::parse("2014-01-13T08:30:00+08:00");   // RFC 3339
//     Date day = china_date(t);                              // 2014-01-13
//     Time last = end_of_day(day);                           // "the 5th" means the end of that day (domain.md, rule 3)
#pragma once

#include <taizhang/result.hpp>

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace taizhang {

/// Milliseconds since 1970-01-01T00:00:00Z. Text form is RFC 3339 in UTC: 2014-01-13T00:30:00.000Z.
struct Time {
    std::int64_t milliseconds = 0;

    /// RFC 3339 date-time with an offset; years 0001 to 9999.
    static Result<Time> parse(std::string_view text);
    std::string to_string() const;
    static boost::json::object json_schema() { return {{"type", "string"}, {"format", "date-time"}}; }
    Time operator+(std::chrono::milliseconds d) const { return {milliseconds + d.count()}; }
    Time operator-(std::chrono::milliseconds d) const { return {milliseconds - d.count()}; }
    std::chrono::milliseconds operator-(Time other) const {
        return std::chrono::milliseconds(milliseconds - other.milliseconds);
    }
    auto operator<=>(const Time&) const = default;
};

/// A calendar day. Text form is 2014-01-13.
struct Date {
    std::chrono::year_month_day value{std::chrono::year{1970}, std::chrono::January, std::chrono::day{1}};

    Date() = default;
    Date(int year, unsigned month, unsigned day)
        : value(std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}) {}
    explicit Date(std::chrono::sys_days days) : value(days) {}
    static Result<Date> parse(std::string_view text);
    std::string to_string() const;
    static boost::json::object json_schema() { return {{"type", "string"}, {"format", "date"}}; }
    int year() const { return int(value.year()); }
    unsigned month() const { return unsigned(value.month()); }
    unsigned day() const { return unsigned(value.day()); }
    std::chrono::sys_days days() const { return std::chrono::sys_days(value); }
    auto operator<=>(const Date&) const = default;
};

/// Asia/Shanghai has been UTC+8 without summer time since 1992; the ledgers kept here begin later.
inline constexpr std::chrono::hours china_offset{8};

Date china_date(Time time);
/// Midnight at which `day` begins in China.
Time start_of_day(Date day);
/// The last millisecond of `day` in China: what a deadline on that day means.
Time end_of_day(Date day);

/// A period of reporting, 报账期: a month, 2014-03, or half of one, 2014-03-1 up to the 15th and 2014-03-2 from the
/// 16th. In order of time; a month stands before its halves, as its text does.
struct Period {
    std::chrono::year_month value{std::chrono::year{1970}, std::chrono::January};
    std::uint8_t half = 0;  ///< 0 the whole month, 1, 2

    static Result<Period> parse(std::string_view text);
    std::string to_string() const;
    static boost::json::object json_schema() {
        return {{"type", "string"}, {"pattern", "^[0-9]{4}-(0[1-9]|1[0-2])(-[12])?$"}};
    }
    int year() const { return int(value.year()); }
    unsigned month() const { return unsigned(value.month()); }
    bool is_half() const { return half != 0; }
    Date first_day() const;
    Date last_day() const;
    auto operator<=>(const Period&) const = default;
};

}  // namespace taizhang
