// What a spreadsheet's number format makes of a number: a date, a percentage, digits after the point. Pure.
#pragma once

#include "src/interop/cells.hpp"

namespace taizhang::interop {

struct NumberFormat {
    std::optional<DatePrecision> date;  ///< shows a calendar day, or the month or year of it
    bool percent = false;
    int decimals = 0;  ///< zeros that are shown after the point
};

/// `code` as in yyyy"年"m"月"; empty where the file defines none for `id`, which is then one of the built-in ones.
NumberFormat number_format(std::uint32_t id, std::string_view code);

/// A stored number as it is shown: digits of at most 15 places, zeros by the format, dates from serials. Text where
/// no Decimal holds it.
CellValue shown_number(const std::string& stored, const NumberFormat& format, bool from_1904);
/// The day of a serial as spreadsheets count them; nothing outside 1900–9999.
std::optional<Date> date_of_serial(std::int64_t serial, bool from_1904 = false);

}  // namespace taizhang::interop
