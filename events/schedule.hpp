// Scheduled progress 序时进度 and lamps 亮灯: how far a year's task should be after a month, and how a report stands to
// it.
//
//     Decimal due = scheduled_percent(march);                  // 25.00
//     Lamp shown = lamp(reported, due);                        // green at 25, yellow down to 15, red below
//
// Pure; used by deciders and projections alike, so that what is shown is what is judged.
#pragma once

#include "events/common.hpp"

namespace taizhang {

/// 100 · months gone / 12, rounded half up to two digits: 8.33 for January, 4.17 for its first half, 100.00 for
/// December. The rounded figure is the schedule itself, in judging as in showing: nobody who reports the 8.33 that he
/// is shown is behind.
Decimal scheduled_percent(Period period);

/// 欠进度 (S7.3).
bool behind_schedule(Decimal percent, Period period);

enum class Lamp { green, yellow, red, grey };
BOOST_DESCRIBE_ENUM(Lamp, green, yellow, red, grey)

/// In points behind the schedule, inclusive.
struct LampBounds {
    Decimal yellow = 10;  ///< yellow up to here, red beyond
};

/// Grey where nothing was reported.
Lamp lamp(const std::optional<Decimal>& percent, Decimal scheduled, const LampBounds& bounds = {});

/// The month in which `time` lies in China.
Period period_of(Time time);
/// Day `due_day` of the month that follows: until its end a report of `period` is in time (S1.4).
Date report_due(Period period, unsigned due_day);

}  // namespace taizhang
