#include "src/interop/head_grid.hpp"

#include <algorithm>

namespace taizhang::interop {

namespace {

/// A title is short; what is longer is a cell of the body.
constexpr std::size_t max_title_bytes = 400;

}  // namespace

std::u32string same_title(std::string_view title) {
    static constexpr Text year_mark = U"{year}";
    std::u32string out;
    for (char32_t c : from_utf8(title).value_or(U"")) {
        if (is_space(c) || is_zero_width(c) || c < 0x20) continue;
        if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;  // full-width
        if (c >= U'A' && c <= U'Z') c += 32;
        out.push_back(c);
    }
    std::u32string marked;  // built anew: replacing in place takes the square of a long text's years
    for (std::size_t i = 0; i < out.size(); ++i) {
        const bool year = i + 4 < out.size() && out[i + 4] == U'年' &&
                          std::ranges::all_of(Text(out).substr(i, 4), [](char32_t c) { return digit(c) >= 0; });
        if (year) marked += year_mark;
        if (year) i += 3;
        if (!year) marked.push_back(out[i]);
    }
    return marked;
}

HeadGrid::HeadGrid(const Sheet& sheet) : sheet_(sheet), spots_(rows * columns) {
    for (const auto& row : sheet.rows) {
        if (row.row >= rows) break;
        for (const auto& cell : row.cells) {
            const std::string text = printed(cell.value);
            if (cell.column >= columns || text.size() > max_title_bytes) continue;
            spots_[row.row * columns + cell.column].title = same_title(text);
            width_ = std::max(width_, cell.column + 1);
        }
    }
    std::size_t budget = rows * columns * 4;  // merged ranges of a sound file do not overlap
    for (const auto& merge : sheet.merges) {
        if (merge.first_row < rows && merge.first_column < columns) spread(merge, budget);
    }
}

void HeadGrid::spread(const Merge& merge, std::size_t& budget) {
    const auto title = at(merge.first_row, merge.first_column).title;
    for (auto row = merge.first_row; row <= std::min(merge.last_row, rows - 1); ++row) {
        for (auto column = merge.first_column; column <= std::min(merge.last_column, columns - 1); ++column) {
            if (budget == 0) return;
            --budget;
            spots_[row * columns + column] = {title, true};
            if (!title.empty()) width_ = std::max(width_, column + 1);
        }
    }
}

bool HeadGrid::row_is_empty(std::uint32_t row) const {
    for (std::uint32_t column = 0; column < width_; ++column) {
        if (!at(row, column).title.empty()) return false;
    }
    return true;
}

/// What stands there, or the group's title to the left that covers it: nothing does where nothing stands below.
std::u32string HeadGrid::group_title(std::uint32_t row, std::uint32_t column, std::uint32_t last_row) const {
    const auto& own = at(row, column);
    if (!own.title.empty() || own.merged || row == last_row) return own.title;
    bool below = false;
    for (auto r = row + 1; r <= last_row; ++r) below = below || !at(r, column).title.empty();
    for (auto c = column; below && c-- > 0;) {
        if (!at(row, c).title.empty()) return at(row, c).title;
    }
    return {};
}

TitlePath HeadGrid::path(std::uint32_t column, std::uint32_t first_row, std::uint32_t depth) const {
    TitlePath path;
    for (auto row = first_row; row < first_row + depth; ++row) {
        auto title = group_title(row, column, first_row + depth - 1);
        if (!title.empty() && (path.empty() || path.back() != title)) path.push_back(std::move(title));
    }
    return path;
}

std::string HeadGrid::first_text(std::uint32_t row) const {
    for (std::uint32_t column = 0; column < width_; ++column) {
        if (const auto* cell = sheet_.find(row, column)) return printed(*cell);
    }
    return {};
}

}  // namespace taizhang::interop
