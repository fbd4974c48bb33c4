#include "src/interop/number_format.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace taizhang::interop {

namespace {

constexpr int kept_digits = 15;

/// The first section without quoted and escaped characters and without brackets.
std::string bare_code(std::string_view code) {
    std::string bare;
    bool quoted = false;
    int brackets = 0;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char c = code[i];
        if (c == '"') quoted = !quoted;
        if (quoted || c == '"') continue;
        if (c == '\\' || c == '_' || c == '*') {
            ++i;
            continue;
        }
        if (c == '[') ++brackets;
        if (brackets == 0 && c == ';') break;
        if (brackets == 0) bare.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
        if (c == ']') brackets = std::max(0, brackets - 1);
    }
    return bare;
}

NumberFormat format_of_code(std::string_view code) {
    const std::string bare = bare_code(code);
    NumberFormat format;
    if (bare.starts_with("general") || bare.starts_with("g/")) return format;
    const auto has = [&](std::string_view letters) { return bare.find_first_of(letters) != std::string::npos; };
    const bool digits = has("0#?");
    if (!digits && has("d"))
        format.date = DatePrecision::day;
    else if (!digits && has("m") && !has("hs"))
        format.date = DatePrecision::month;
    else if (!digits && has("y"))
        format.date = DatePrecision::year;
    format.percent = has("%");
    const auto point = bare.find('.');
    for (auto i = point; i != std::string::npos && ++i < bare.size() && (bare[i] == '0' || bare[i] == '#');) {
        format.decimals += bare[i] == '0';
    }
    return format;
}

/// The formats that every spreadsheet knows by number, those of Chinese ones included.
std::string_view built_in(std::uint32_t id) {
    static constexpr auto days = std::to_array<std::uint32_t>({14, 15, 16, 22, 28, 29, 30, 31, 51, 53, 54, 58});
    static constexpr auto months = std::to_array<std::uint32_t>({17, 27, 36, 50, 52, 57});
    if (std::ranges::find(days, id) != days.end()) return "yyyy-m-d";
    if (std::ranges::find(months, id) != months.end()) return "yyyy-m";
    switch (id) {
        case 2:
        case 4:
        case 39:
        case 40:
            return "0.00";
        case 9:
            return "0%";
        case 10:
            return "0.00%";
        default:
            return "";
    }
}

/// Rounded to 15 digits and to the places that a Decimal has.
std::optional<Decimal> decimal_of(double number) {
    if (!std::isfinite(number) || std::abs(number) >= 1e18) return std::nullopt;
    std::array<char, 64> buffer;
    std::string digits(buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), number,
                                                    std::chars_format::scientific, kept_digits - 1)
                                          .ptr);
    std::from_chars(digits.data(), digits.data() + digits.size(), number);  // now with no more than those
    const auto e = digits.find('e');
    int exponent = 0;
    std::from_chars(digits.data() + e + (digits[e + 1] == '+' ? 2 : 1), digits.data() + digits.size(), exponent);
    const int places = std::clamp(kept_digits - 1 - exponent, 0, Decimal::max_scale);
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::fixed, places).ptr;
    std::string text(buffer.data(), end);
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.ends_with('.')) text.pop_back();
    }
    const auto value = Decimal::parse(text);
    return value ? std::optional(*value) : std::nullopt;
}

std::optional<Decimal> parse_stored(const std::string& stored) {
    const auto digits = std::ranges::count_if(stored, [](char c) { return c >= '0' && c <= '9'; });
    const auto plain = Decimal::parse(stored);
    if (plain && digits <= kept_digits) return *plain;
    double number = 0;
    const auto [end, error] = std::from_chars(stored.data(), stored.data() + stored.size(), number);
    if (error != std::errc() || end != stored.data() + stored.size()) return std::nullopt;
    return decimal_of(number);
}

Decimal with_zeros(Decimal value, int decimals) {
    if (value.scale() >= decimals) return value;
    std::string text = value.to_string();
    if (value.scale() == 0) text.push_back('.');
    text.append(static_cast<std::size_t>(decimals - value.scale()), '0');
    const auto longer = Decimal::parse(text);
    return longer ? *longer : value;
}

/// 0.145 → 14.5, without the zeros that the point's move leaves.
std::optional<Decimal> hundredfold(Decimal value) {
    const auto times = multiply(value, 100);
    if (!times) return std::nullopt;
    std::string text = times->to_string();
    while (text.find('.') != std::string::npos && (text.ends_with('0') || text.ends_with('.'))) {
        const bool point = text.ends_with('.');
        text.pop_back();
        if (point) break;
    }
    return Decimal::parse(text).value();
}

}  // namespace

NumberFormat number_format(std::uint32_t id, std::string_view code) {
    return format_of_code(code.empty() ? built_in(id) : code);
}

std::optional<Date> date_of_serial(std::int64_t serial, bool from_1904) {
    using namespace std::chrono;
    constexpr std::int64_t leap_day_that_never_was = 60, last = 2'958'465;
    if (from_1904) serial += 1462;
    if (serial < 1 || serial > last || serial == leap_day_that_never_was) return std::nullopt;
    const sys_days zero =
        serial < leap_day_that_never_was ? sys_days(year{1899} / 12 / 31) : sys_days(year{1899} / 12 / 30);
    return Date(zero + days(serial));
}

CellValue shown_number(const std::string& stored, const NumberFormat& format, bool from_1904) {
    const auto value = parse_stored(stored);
    if (!value) return stored;
    if (format.date) {
        std::int64_t whole = value->coefficient();
        for (int i = 0; i < value->scale(); ++i) whole /= 10;
        if (const auto date = date_of_serial(whole, from_1904)) return CellDate{*date, *format.date};
    }
    if (!format.percent) return CellNumber{with_zeros(*value, format.decimals)};
    const auto percent = hundredfold(*value);
    if (!percent) return stored;
    return CellNumber{with_zeros(*percent, format.decimals), "%"};
}

}  // namespace taizhang::interop
