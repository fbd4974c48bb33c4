// What comes round besides reports 节奏: start days, dispatches, circulars, appraisals, the campaigns of a year
// (S5.2, S6.5-S6.9, S8.3, S8.6, S9.1, S9.4).
//
//     for (const auto& each : occurrences(rule, 2018, calendar)) each.due;     // 2018-03-07, 2018-04-07, …
//
// A rule's days are those that it names in a year, moved by its shift where they are no working days: the days of two
// years, one after the other, are all its days. Pure; any thread.
#pragma once

#include "src/regime/calendar.hpp"

#include <optional>
#include <vector>

namespace taizhang::regime {

enum class RhythmKind {
    start_day,     ///< 开工日
    plan,          ///< 方案, 计划
    report,        ///< 进度报告
    brief,         ///< 简报
    circular,      ///< 通报
    dispatch,      ///< 调度
    appraisal,     ///< 讲评, 点评
    meeting,       ///< 协调会, 联席会
    tour,          ///< 拉练观摩
    inspection,    ///< 督查, 抽查
    matching,      ///< 银企对接
    application,   ///< 申报
    listing,       ///< 名单
    adjustment,    ///< 计划调整
    assessment,    ///< 考核
    commendation,  ///< 表彰
    campaign       ///< 专题活动
};
BOOST_DESCRIBE_ENUM(RhythmKind, start_day, plan, report, brief, circular, dispatch, appraisal, meeting, tour,
                    inspection, matching, application, listing, adjustment, assessment, commendation, campaign)

enum class Every {
    week,
    half_month,  ///< its days are the first half's and the second half's
    month,
    quarter,
    half_year,
    year  ///< in each of its months, or once from the first to the last of them (span)
};
BOOST_DESCRIBE_ENUM(Every, week, half_month, month, quarter, half_year, year)

/// Which period an occurrence is about: the one in which it falls due, the next (a plan), or the last (a list).
enum class Concerns { last, current, next };
BOOST_DESCRIBE_ENUM(Concerns, last, current, next)

/// [[rhythm]]
struct Rhythm {
    std::string name;  ///< unique within the regime
    RhythmKind kind = RhythmKind::meeting;
    Every every = Every::month;
    std::vector<std::uint8_t> months;  ///< in which its days lie; all where empty
    /// Of a month, 1..31, its last where it has no such day; of a week 1 Monday .. 7 Sunday; two for half months. Of a
    /// quarter or half year: in its last month, or in the month after it (following).
    std::vector<std::uint8_t> days;
    bool following = false;
    bool span = false;  ///< of a year: one stretch over all its months
    Shift shift = Shift::on;
    Concerns concerns = Concerns::current;
    std::string who;                    ///< does it
    std::string to;                     ///< for whom; empty: nobody is named
    std::vector<std::string> produces;  ///< circulars, cards, a list …
    std::vector<std::uint16_t> remind;  ///< days before
    std::optional<std::string> clause;
    std::optional<std::string> doubt;  ///< a slip of the source as printed, and how it was read (rule 13)
};

struct Occurrence {
    Date begins;        ///< the first day of its period, or of its stretch
    Date due;           ///< by the end of this day
    std::string label;  ///< "2018-W10" "2018-03" "2018-03-H1" "2018-Q1" "2018-H1" "2018": what it
                        ///< concerns. Of several months of a year "2018-04" "2018-10"; no two of a rule are alike
};

/// In the order of days.
std::vector<Occurrence> occurrences(const Rhythm& rhythm, int year, const Calendar& calendar);

}  // namespace taizhang::regime
