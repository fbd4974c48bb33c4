// Which days a cell of a list means: 2014-03-15, 2014年3月, 2014.3, 2014年, a date of the spreadsheet, a serial.
//
//     read_days(CellValue(std::string("2014年3月")));        // 2014-03-01 to 2014-03-31
//     read_years(CellValue(std::string("2014—2016")));       // 2014-01-01 to 2016-12-31
//
// Pure.
#pragma once

#include "src/interop/cells.hpp"

namespace taizhang::interop {

/// A day, or all days of the month or year that was printed.
struct CellDays {
    Date first, last;
    bool certain = true;  ///< false where a number without a date's format was taken for one
    bool contains(Date day) const { return first <= day && day <= last; }
};

std::optional<CellDays> read_days(const CellValue& value);

/// 建设年限: two of them with 至, —, ~ or - between. One alone is no span of years.
struct CellYears {
    CellDays start, finish;
};
std::optional<CellYears> read_years(const CellValue& value);

}  // namespace taizhang::interop
