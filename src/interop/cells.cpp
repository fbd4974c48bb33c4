#include "src/interop/cells.hpp"

#include <algorithm>

namespace taizhang::interop {

namespace {

struct Print {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(const CellNumber& number) const { return number.value.to_string() + number.unit; }
    std::string operator()(const CellFault& fault) const { return fault.text; }
    std::string operator()(const CellDate& date) const {
        const auto year = std::to_string(date.date.year()) + "年";
        switch (date.shows) {
            case DatePrecision::day:
                return date.date.to_string();
            case DatePrecision::month:
                return year + std::to_string(date.date.month()) + "月";
            case DatePrecision::year:
                return year;
        }
        return {};
    }
};

}  // namespace

std::string printed(const CellValue& value) {
    return std::visit(Print{}, value);
}

std::string column_name(std::uint32_t column) {
    std::string name;
    for (std::uint32_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
        name.push_back(static_cast<char>('A' + (rest - 1) % 26));
    }
    std::ranges::reverse(name);
    return name;
}

std::string cell_name(std::uint32_t row, std::uint32_t column) {
    return column_name(column) + std::to_string(row + 1);
}

std::string cell_name(std::string_view sheet, std::uint32_t row, std::uint32_t column) {
    return std::string(sheet) + "!" + cell_name(row, column);
}

std::optional<CellPlace> parse_cell_name(std::string_view name) {
    std::size_t at = 0;
    const auto skip_dollar = [&] { at += at < name.size() && name[at] == '$'; };
    std::uint32_t column = 0, row = 0;
    skip_dollar();
    for (; at < name.size() && name[at] >= 'A' && name[at] <= 'Z'; ++at) {
        column = column * 26 + static_cast<std::uint32_t>(name[at] - 'A' + 1);
        if (column > max_columns) return std::nullopt;
    }
    skip_dollar();
    for (; at < name.size() && name[at] >= '0' && name[at] <= '9'; ++at) {
        row = row * 10 + static_cast<std::uint32_t>(name[at] - '0');
        if (row > max_rows) return std::nullopt;
    }
    if (column == 0 || row == 0 || at != name.size()) return std::nullopt;
    return CellPlace{row - 1, column - 1};
}

}  // namespace taizhang::interop
