// Days of months of different lengths: a day that a month does not have is its last.
//
//     day_of({2014y/February}, 31)                 // 2014-02-28
//     months_later(Date(2014, 8, 31), 6)           // 2015-02-28
#pragma once

#include <taizhang/time.hpp>

#include <algorithm>

namespace taizhang::regime {

inline Date day_of(std::chrono::year_month month, unsigned day) {
    const std::chrono::year_month_day_last last(month.year(), std::chrono::month_day_last(month.month()));
    return {int(month.year()), unsigned(month.month()), std::min(day, unsigned(last.day()))};
}

inline Date last_day(Period period) {
    return period.last_day();
}

inline Date months_later(Date day, unsigned months) {
    return day_of(day.value.year() / day.value.month() + std::chrono::months(months), day.day());
}

}  // namespace taizhang::regime
