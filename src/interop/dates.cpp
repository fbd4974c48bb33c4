#include "src/interop/dates.hpp"

namespace taizhang::interop {

namespace {

bool is_year(int value) {
    return value >= 1900 && value <= 2100;
}

bool is_date_mark(char32_t c, Text marks) {
    return marks.find(c) != npos;
}

std::size_t skip_spaces(Text text, std::size_t at) {
    while (at < text.size() && is_space(text[at])) ++at;
    return at;
}

/// A date that begins exactly here.
std::optional<FoundDate> date_at(Text text) {
    const auto year = leading_number(text);
    if (!year || year->length != 4 || !is_year(year->value)) return std::nullopt;
    std::size_t at = skip_spaces(text, 4);
    if (at >= text.size() || !is_date_mark(text[at], U"年-/.．—－")) return std::nullopt;
    at = skip_spaces(text, at + 1);
    const auto month = leading_number(text.substr(at), 3);
    if (!month) return std::nullopt;
    at = skip_spaces(text, at + month->length);
    if (at >= text.size() || !is_date_mark(text[at], U"月-/.．—－")) return std::nullopt;
    at = skip_spaces(text, at + 1);
    const auto day = leading_number(text.substr(at), 3);
    if (!day || month->value < 1 || day->value < 1) return std::nullopt;
    const Date date(year->value, static_cast<unsigned>(month->value), static_cast<unsigned>(day->value));
    if (!date.value.ok()) return std::nullopt;
    at += day->length;
    const std::size_t mark = skip_spaces(text, at);
    if (mark < text.size() && (text[mark] == U'日' || text[mark] == U'号')) at = mark + 1;
    return FoundDate{date, 0, at};
}

}  // namespace

std::optional<FoundNumber> leading_number(Text text, std::size_t max_length) {
    std::size_t length = 0;
    const bool digits = !text.empty() && digit(text[0]) >= 0;
    const auto fits = [&](char32_t c) {
        return digits ? digit(c) >= 0 || c == U'〇' || c == U'○' : is_numeral(c) || c == U'0';
    };
    while (length < text.size() && length <= max_length && fits(text[length])) ++length;
    if (length == 0 || length > max_length) return std::nullopt;
    const auto value = chinese_number(text.substr(0, length));
    return value ? std::optional(FoundNumber{*value, length}) : std::nullopt;
}

std::optional<FoundDate> find_date(Text text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool numeric = digit(text[i]) >= 0 || text[i] == U'二' || text[i] == U'一';
        if (!numeric || (i > 0 && digit(text[i - 1]) >= 0)) continue;
        if (auto found = date_at(text.substr(i))) return FoundDate{found->date, i, i + found->end};
    }
    return std::nullopt;
}

std::optional<int> find_year(Text text) {
    for (std::size_t i = 0; i + 4 < text.size(); ++i) {
        if (i > 0 && (digit(text[i - 1]) >= 0 || is_numeral(text[i - 1]))) continue;
        const auto number = leading_number(text.substr(i));
        if (number && number->length == 4 && is_year(number->value) && text[skip_spaces(text, i + 4)] == U'年')
            return number->value;
    }
    return std::nullopt;
}

Date last_day(int year, unsigned month) {
    using namespace std::chrono;
    return Date(sys_days(std::chrono::year{year} / std::chrono::month{month} / last));
}

}  // namespace taizhang::interop
