#include "src/interop/printed_figure.hpp"

#include "src/interop/chars.hpp"

namespace taizhang::interop {

namespace {

bool is_blank(char32_t c) {
    return is_space(c) || is_zero_width(c) || c == U'\n' || c == U'\r' || c == U'\t';
}

/// Thousands are parted by commas everywhere or nowhere.
bool well_parted(std::string_view whole) {
    const auto first = whole.find(',');
    if (first == whole.npos) return true;
    if (first == 0 || first > 3) return false;
    for (std::size_t i = first; i < whole.size(); i += 4) {
        if (whole[i] != ',' || i + 4 > whole.size() || whole.substr(i + 1, 3).find(',') != whole.npos) return false;
    }
    return true;
}

char ascii_of(char32_t c) {
    if (digit(c) >= 0) return static_cast<char>('0' + digit(c));
    if (c == U'.' || c == U'．') return '.';
    if (c == U',' || c == U'，') return ',';
    return '\0';
}

}  // namespace

std::string trimmed(std::string_view text) {
    const auto all = from_utf8(text).value_or(U"");
    Text rest = all;
    while (!rest.empty() && is_blank(rest.front())) rest.remove_prefix(1);
    while (!rest.empty() && is_blank(rest.back())) rest.remove_suffix(1);
    return to_utf8(rest);
}

std::optional<PrintedFigure> read_figure(std::string_view printed) {
    const auto text = from_utf8(trimmed(printed)).value_or(U"");
    std::size_t at = 0;
    std::string digits;
    if (!text.empty() && Text(U"-－−").find(text[0]) != npos) digits.push_back('-'), ++at;
    std::string number;
    while (at < text.size() && ascii_of(text[at])) number.push_back(ascii_of(text[at++]));
    if (!well_parted(std::string_view(number).substr(0, number.find('.')))) return std::nullopt;
    std::erase(number, ',');
    const auto value = Decimal::parse(digits + number);
    if (!value) return std::nullopt;
    return PrintedFigure{*value, trimmed(to_utf8(Text(text).substr(at)))};
}

}  // namespace taizhang::interop
