#include "src/interop/cell_days.hpp"

#include <array>

#include "src/interop/chars.hpp"
#include "src/interop/dates.hpp"
#include "src/interop/number_format.hpp"
#include "src/interop/printed_figure.hpp"

namespace taizhang::interop {

namespace {

constexpr int first_year = 1949, last_year = 2100;

CellDays day(Date date, bool certain = true) {
    return {date, date, certain};
}
CellDays month(int year, unsigned month) {
    return {Date(year, month, 1), last_day(year, month)};
}
CellDays whole_year(int year, bool certain = true) {
    return {Date(year, 1, 1), Date(year, 12, 31), certain};
}

bool is_year(std::int64_t value) {
    return value >= first_year && value <= last_year;
}

/// 20140315.
std::optional<CellDays> compact(Text text) {
    if (text.size() != 8) return std::nullopt;
    for (const char32_t c : text) {
        if (digit(c) < 0) return std::nullopt;
    }
    const auto number = [&](std::size_t at, std::size_t length) {
        return arabic_number(text.substr(at, length)).value_or(0);
    };
    const Date date(number(0, 4), static_cast<unsigned>(number(4, 2)), static_cast<unsigned>(number(6, 2)));
    if (!date.value.ok() || !is_year(date.year())) return std::nullopt;
    return day(date);
}

/// What may stand behind a month or a year without saying more than it: 底, 末, 前 …
bool says_no_more(Text rest) {
    static constexpr auto words = std::to_array<Text>({U"", U"底", U"末", U"初", U"前", U"底前", U"月", U"份", U"中旬",
                                                       U"上旬", U"下旬", U"开工", U"竣工", U"完工", U"建成"});
    for (const Text word : words) {
        if (rest == word) return true;
    }
    return false;
}

/// 2014年3月, 2014-03, 2014.3, 2014/3; 2014年, 2014.
std::optional<CellDays> month_or_year(Text text) {
    const auto year = leading_number(text);
    if (!year || year->length != 4 || !is_year(year->value)) return std::nullopt;
    auto rest = trim(text.substr(4));
    if (rest.empty()) return whole_year(year->value);
    const bool of_year = rest.front() == U'年';
    if (!of_year && Text(U"-/.．－").find(rest.front()) == npos) return std::nullopt;
    rest = trim(rest.substr(1));
    const auto number = leading_number(rest, 3);
    if (!number) return of_year && says_no_more(rest) ? std::optional(whole_year(year->value)) : std::nullopt;
    if (number->value < 1 || number->value > 12) return std::nullopt;
    rest = trim(rest.substr(number->length));
    if (!rest.empty() && rest.front() == U'月') rest = trim(rest.substr(1));
    if (!says_no_more(rest)) return std::nullopt;
    return month(year->value, static_cast<unsigned>(number->value));
}

std::optional<CellDays> read_text(Text text) {
    if (const auto found = compact(text)) return found;
    const auto found = find_date(text);
    if (found && found->begin == 0 && says_no_more(trim(text.substr(found->end)))) return day(found->date);
    return month_or_year(text);
}

/// A serial without a date's format, 2014.3 typed as a number, or a year.
std::optional<CellDays> read_number(Decimal value) {
    if (value.scale() == 0 && is_year(value.coefficient())) return whole_year(static_cast<int>(value.coefficient()));
    if (value.scale() != 0) {
        const auto text = from_utf8(value.to_string()).value_or(U"");
        auto found = month_or_year(text);
        if (found) found->certain = false;
        return found;
    }
    const auto date = date_of_serial(value.coefficient());
    if (date && date->year() >= 1990 && is_year(date->year())) return day(*date, false);
    return compact(from_utf8(value.to_string()).value_or(U""));
}

/// Where the first part ends and the second begins; a hyphen parts only what is no month: 2014-2016, 2014.3-2016.9.
std::optional<std::pair<Text, Text>> parts(Text text) {
    static constexpr auto marks =
        std::to_array<Text>({U"至", U"到", U"——", U"—", U"--", U"~", U"～", U"–", U"－", U"-"});
    for (const Text mark : marks) {
        const auto at = text.find(mark);
        if (at == npos) continue;
        auto second = trim(text.substr(at + mark.size()));
        // 2014-03 is a month, and has nothing to the right that begins with a year
        const auto year = leading_number(second);
        if (year && year->length == 4 && text.find(mark, at + mark.size()) == npos)
            return std::pair(trim(text.substr(0, at)), second);
    }
    return std::nullopt;
}

}  // namespace

std::optional<CellDays> read_days(const CellValue& value) {
    if (const auto* date = std::get_if<CellDate>(&value)) {
        if (date->shows == DatePrecision::month) return month(date->date.year(), date->date.month());
        if (date->shows == DatePrecision::year) return whole_year(date->date.year());
        return day(date->date);
    }
    if (const auto* number = std::get_if<CellNumber>(&value)) {
        return number->unit.empty() ? read_number(number->value) : std::nullopt;
    }
    const auto* text = std::get_if<std::string>(&value);
    if (!text) return std::nullopt;
    const auto characters = from_utf8(trimmed(*text)).value_or(U"");
    return characters.size() > 40 ? std::nullopt : read_text(characters);
}

std::optional<CellYears> read_years(const CellValue& value) {
    const auto* text = std::get_if<std::string>(&value);
    if (!text) return std::nullopt;
    const auto characters = from_utf8(trimmed(*text)).value_or(U"");
    if (characters.size() > 60) return std::nullopt;
    const auto found = parts(characters);
    if (!found) return std::nullopt;
    const auto start = read_text(found->first), finish = read_text(found->second);
    if (!start || !finish) return std::nullopt;
    return CellYears{*start, *finish};
}

}  // namespace taizhang::interop
