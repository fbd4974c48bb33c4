// Calendar days as documents print them: 2014年01月28日, 2014-1-28, 二〇一四年一月十三日.
#pragma once

#include <taizhang/time.hpp>

#include "src/interop/chars.hpp"

namespace taizhang::interop {

struct FoundDate {
    Date date;
    std::size_t begin = 0, end = 0;
};

/// The first whole date in the text; a day that no calendar has is passed over.
std::optional<FoundDate> find_date(Text text);

/// A number in digits or in words at the beginning of the text.
struct FoundNumber {
    int value = 0;
    std::size_t length = 0;
};
std::optional<FoundNumber> leading_number(Text text, std::size_t max_length = 4);

/// The first year printed with 年, as in 2014年政府工作报告 or 二〇一四年.
std::optional<int> find_year(Text text);

Date last_day(int year, unsigned month);

}  // namespace taizhang::interop
