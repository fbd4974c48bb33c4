#include "src/interop/xlsx_layout.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "src/interop/chars.hpp"

namespace taizhang::interop {

namespace {

constexpr std::size_t max_sheet_name = 31;
constexpr double head_line = 16, title_line = 28;  // points
constexpr int kept_digits = 15;

/// As sheets may be called: without []:*?/\ and not in apostrophes.
std::u32string allowed_name(const std::string& name) {
    std::u32string out;
    for (const char32_t c : from_utf8(name).value_or(U"")) {
        if (c >= 0x20 && Text(U"[]:*?/\\'").find(c) == npos) out.push_back(c);
    }
    out = std::u32string(trim(out).substr(0, max_sheet_name));
    // characters beyond the basic plane count twice in a sheet's name
    while (out.size() + std::size_t(std::ranges::count_if(out, [](char32_t c) { return c > 0xFFFF; })) > max_sheet_name)
        out.pop_back();
    return out.empty() ? U"表" : out;
}

std::size_t shown_columns(const std::string& text) {
    return columns(from_utf8(text).value_or(U""));
}

/// Lines that the text takes in `width` columns.
double lines_in(const std::string& text, double width) {
    double lines = 0;
    for (std::size_t from = 0; from <= text.size();) {
        const auto end = std::min(text.find('\n', from), text.size());
        const auto line = static_cast<double>(shown_columns(text.substr(from, end - from)));
        lines += std::max(1.0, std::ceil(line / std::max(1.0, width - 1)));
        from = end + 1;
    }
    return lines;
}

double width_of(const FormTable& table, std::size_t first, std::size_t count) {
    double width = 0;
    for (std::size_t i = first; i < first + count && i < table.columns.size(); ++i) width += table.columns[i].width;
    return width;
}

}  // namespace

std::vector<std::string> sheet_names(std::span<const FormTable> tables) {
    std::vector<std::string> names;
    for (const auto& table : tables) {
        const auto wanted = allowed_name(table.form);
        std::string name = to_utf8(wanted);
        for (int n = 2; std::ranges::find(names, name) != names.end(); ++n) {
            const auto suffix = "_" + std::to_string(n);
            name = to_utf8(Text(wanted).substr(0, max_sheet_name - suffix.size())) + suffix;
        }
        names.push_back(std::move(name));
    }
    return names;
}

void fit_widths(FormTable& table) {
    constexpr std::size_t looked_at = 500;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        auto widest = shown_columns(table.columns[c].title);
        for (std::size_t r = 0; r < std::min(looked_at, table.rows.size()); ++r) {
            if (c < table.rows[r].size()) widest = std::max(widest, shown_columns(printed(table.rows[r][c])));
        }
        table.columns[c].width = static_cast<double>(std::clamp<std::size_t>(widest + 2, 6, 40));
    }
}

double title_height(const FormTable& table) {
    // the title's letters are 18 points, a column's width is counted in letters of 11
    const double width = width_of(table, 0, table.columns.size()) * 11 / 18;
    return std::min(400.0, lines_in(table.title, width) * title_line);
}

std::vector<double> head_heights(const FormTable& table) {
    std::vector<double> lines(table.head_rows, 1);
    std::vector<regime::HeadCell> cells = table.head;
    std::ranges::sort(cells, {}, &regime::HeadCell::rows);
    for (const auto& cell : cells) {
        double have = 0;
        for (std::size_t i = 0; i < cell.rows; ++i) have += lines[cell.row + i];
        const double wanted = lines_in(cell.title, width_of(table, cell.column, cell.columns));
        if (wanted > have) lines[cell.row + cell.rows - 1] += wanted - have;
    }
    for (auto& line : lines) line = std::min(400.0, line * head_line + 4);
    return lines;
}

std::string escaped(const std::string& text) {
    const auto is_escape = [&](std::size_t at) {
        if (text.compare(at, 2, "_x") != 0 || at + 6 >= text.size() || text[at + 6] != '_') return false;
        return text.find_first_not_of("0123456789abcdefABCDEF", at + 2) == at + 6;
    };
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r')
            out += "_x000D_";
        else
            out += text[i] == '_' && is_escape(i) ? "_x005F_" : std::string(1, text[i]);
    }
    return out;
}

bool fits_a_number(const CellNumber& number) {
    const auto digits = std::to_string(std::abs(number.value.coefficient())).size();
    return number.unit.empty() && digits <= kept_digits;
}

double number_of(Decimal value) {
    const std::string text = value.to_string();
    double number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

std::string format_code(Decimal value) {
    if (value.scale() == 0) return "0";
    return "0." + std::string(static_cast<std::size_t>(value.scale()), '0');
}

bool fits_a_date(const CellDate& date) {
    return date.shows == DatePrecision::day && date.date >= Date(1900, 3, 1) && date.date.year() <= 9999;
}

}  // namespace taizhang::interop
