// What stands in one cell of a spreadsheet, and how its place is called: 表三!F7.
//
//     CellValue value = CellNumber{*Decimal::parse("1.50")};
//     printed(value);                      // "1.50"
//     cell_name(6, 5);                     // "F7"
//
// Plain values; any thread.
#pragma once

#include <taizhang/decimal.hpp>
#include <taizhang/time.hpp>

#include <boost/describe.hpp>
#include <cstdint>
#include <variant>

namespace taizhang::interop {

/// Rows and columns of a sheet, from 0; names print rows from 1.
inline constexpr std::uint32_t max_rows = 1'048'576, max_columns = 16'384;

struct CellNumber {
    Decimal value;
    std::string unit = {};  ///< "%" of a cell formatted as a percentage (14.5, not 0.145); else empty
    bool operator==(const CellNumber&) const = default;
};

/// How much of a date the cell shows: 2017年6月 is kept as the 1st of June, and means the whole month.
enum class DatePrecision { day, month, year };
BOOST_DESCRIBE_ENUM(DatePrecision, day, month, year)

struct CellDate {
    Date date;
    DatePrecision shows = DatePrecision::day;
    bool operator==(const CellDate&) const = default;
};

/// What a spreadsheet shows where a formula failed: #REF!
struct CellFault {
    std::string text;
    bool operator==(const CellFault&) const = default;
};

using CellValue = std::variant<std::monostate, std::string, CellNumber, CellDate, CellFault>;

inline bool is_empty(const CellValue& value) {
    return std::holds_alternative<std::monostate>(value);
}
/// As shown: digits, 2017-06-30, 2017年6月, the text itself; "" for an empty cell.
std::string printed(const CellValue& value);

/// "F" for column 5.
std::string column_name(std::uint32_t column);
/// "F7" for row 6, column 5.
std::string cell_name(std::uint32_t row, std::uint32_t column);
/// "表三!F7".
std::string cell_name(std::string_view sheet, std::uint32_t row, std::uint32_t column);

struct CellPlace {
    std::uint32_t row = 0, column = 0;
};
/// Reads "F7" or "$F$7"; nothing for what is no cell of a sheet.
std::optional<CellPlace> parse_cell_name(std::string_view name);

}  // namespace taizhang::interop
