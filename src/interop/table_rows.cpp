#include "src/interop/table_rows.hpp"

#include <algorithm>
#include <array>

#include "src/interop/marks.hpp"

namespace taizhang::interop {

namespace {

/// Lines within a cell of names are separators, unless one stands there already.
std::u32string names_of(Text cell) {
    std::u32string out;
    for (std::size_t i = 0; i < cell.size(); ++i) {
        const bool parted = !out.empty() && (is_separator(out.back()) || is_colon(out.back()));
        if (cell[i] != U'\n')
            out.push_back(cell[i]);
        else if (!parted)
            out.push_back(U'、');
    }
    return out;
}

}  // namespace

bool Table::same_head(const std::vector<Column>& other) const {
    return std::ranges::equal(other, columns_,
                              [](const Column& a, const Column& b) { return a.kind == b.kind && a.field == b.field; });
}

void Table::take(const std::vector<std::u32string>& cells, std::size_t number, std::vector<Line>& out,
                 std::vector<std::pair<std::string, std::string>> doubts) {
    ++row_;
    cells_ = &cells;
    if (group_heading(number, out)) return;
    TableRow row;
    row.doubts = std::move(doubts);
    row.cell = reference();
    row.text = task();
    if (row.text.empty() && last_) return continue_last(out);
    row.number = number_of(row);
    take_fields(row);
    last_ = out.size();
    out.push_back(Line{row.text, number, 0, {}, std::make_shared<const TableRow>(std::move(row))});
}

std::string Table::reference() const {
    std::size_t column = 0;
    while (column + 1 < columns_.size() && (columns_[column].kind != ColumnKind::task || cell(column).empty()))
        ++column;
    const std::string letter(1, static_cast<char>('A' + std::min<std::size_t>(column, 25)));
    return (place_ > 1 ? "表" + std::to_string(place_) + "!" : "") + letter + std::to_string(row_);
}

bool Table::group_heading(std::size_t number, std::vector<Line>& out) {
    std::vector<std::size_t> filled;
    for (std::size_t i = 0; i < cells_->size(); ++i) {
        if (!cell(i).empty()) filled.push_back(i);
    }
    static constexpr auto sums = std::to_array<Text>({U"合计", U"总计", U"小计"});
    if (filled.empty() || !first_prefix(without_spaces(cell(filled[0])), sums).empty()) return true;
    for (std::size_t i = 0; i < columns_.size() && filled.size() > 1; ++i) {
        if (columns_[i].kind == ColumnKind::category && !cell(i).empty() && cell(i) != category_) {
            category_ = cell(i);
            heading(category_, number, out);
        }
    }
    if (filled.size() == 1 && columns_.size() > 2 && !is_field(filled[0]))
        return lone_cell(cell(filled[0]), number, out);
    const bool lettered =
        filled.size() == 2 && filled[0] == 0 && is_numbered() && std::ranges::all_of(trim(cell(0), U"、"), is_numeral);
    if (lettered && filled[1] == 1) heading(cell(1), number, out);
    return lettered && filled[1] == 1;
}

bool Table::lone_cell(Text text, std::size_t number, std::vector<Line>& out) {
    if (row_number(text)) return true;  // an empty row that is only numbered
    const auto mark = read_mark(text);
    if (mark && mark->level <= Level::chinese_bracket)
        out.push_back(Line{std::u32string(text), number, 0, {}, {}});
    else
        heading(text, number, out);
    return true;
}

void Table::heading(Text text, std::size_t number, std::vector<Line>& out) {
    TableRow row;
    row.heading = true;
    row.number = ++groups_;
    row.cell = reference();
    row.text = names_of(text);
    out.push_back(Line{row.text, number, 0, {}, std::make_shared<const TableRow>(std::move(row))});
    last_.reset();
}

std::u32string Table::task() const {
    std::u32string text;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const bool task = columns_[i].kind == ColumnKind::task;
        if ((!task && columns_[i].kind != ColumnKind::figure) || cell(i).empty()) continue;
        if (task && !text.empty()) text.push_back(U'\n');
        text += cell(i);
    }
    // A line that breaks off within a cell is no paragraph of its own.
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == U'\n' && Text(U"，,、").find(text[i - 1]) != npos) text.erase(i, 1);
    }
    return text;
}

int Table::number_of(TableRow& row) {
    std::optional<int> printed;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (columns_[i].kind == ColumnKind::number) printed = row_number(cell(i));
    }
    if (!printed && !is_numbered()) {
        const auto mark = read_mark(row.text);
        if (mark && mark->level >= Level::arabic) {
            printed = mark->value;
            row.text.erase(0, mark->length);
        }
    }
    if (!printed) row.doubts.emplace_back("the table's row prints no number", "numbered after the row above");
    return number_ = printed.value_or(number_ + 1);
}

void Table::take_fields(TableRow& row) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (cell(i).empty()) continue;
        if (columns_[i].kind == ColumnKind::field) row.fields.emplace_back(columns_[i].field, names_of(cell(i)));
        if (columns_[i].kind == ColumnKind::remark || columns_[i].kind == ColumnKind::other)
            row.doubts.emplace_back("a cell that is not read: " + excerpt(cell(i)), "not part of the task");
    }
    for (std::size_t i = columns_.size(); i < cells_->size(); ++i) {
        if (!cell(i).empty())
            row.doubts.emplace_back("a cell beyond the table's columns: " + excerpt(cell(i)), "not read");
    }
    fill_from_above(row);
}

void Table::fill_from_above(TableRow& row) {
    std::vector<std::pair<Field, std::u32string>> units;
    for (const auto& field : row.fields) {
        if (names_units(Column{ColumnKind::field, field.first})) units.push_back(field);
    }
    if (!units.empty()) return void(units_ = std::move(units));
    if (units_.empty()) return;
    row.doubts.emplace_back("the row's cells of units are empty: merged with the row above, or left out",
                            "as in the row above: " + to_utf8(units_.front().second));
    row.fields.insert(row.fields.end(), units_.begin(), units_.end());
}

void Table::continue_last(std::vector<Line>& out) {
    TableRow row = *out[*last_].row;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (columns_[i].kind == ColumnKind::field && !cell(i).empty())
            row.fields.emplace_back(columns_[i].field, names_of(cell(i)));
    }
    row.doubts.emplace_back("the next row names no task: " + excerpt(joined()), "more of this task");
    out[*last_].row = std::make_shared<const TableRow>(std::move(row));
}

std::u32string Table::joined() const {
    std::u32string all;
    for (const auto& cell : *cells_) all += (all.empty() || cell.empty() ? U"" : U" ") + cell;
    return all;
}

}  // namespace taizhang::interop
