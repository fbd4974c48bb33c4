#include "src/interop/tables.hpp"

#include <algorithm>
#include <array>

#include "src/interop/marks.hpp"
#include "src/interop/names.hpp"
#include "src/interop/table_rows.hpp"

namespace taizhang::interop {

namespace {

bool is_rule(const std::vector<std::u32string>& cells) {
    return std::ranges::all_of(
        cells, [](const std::u32string& cell) { return !cell.empty() && cell.find_first_not_of(U"-—:： ") == npos; });
}

bool quote_is_open(Text cell) {
    return starts_with(cell, U"\"") && std::ranges::count(cell, U'"') % 2 == 1;
}

std::u32string unquoted(std::u32string cell) {
    if (cell.size() < 2 || cell.front() != U'"' || cell.back() != U'"') return cell;
    std::u32string out;
    for (std::size_t i = 1; i + 1 < cell.size(); ++i) {
        out.push_back(cell[i]);
        if (cell[i] == U'"' && i + 2 < cell.size() && cell[i + 1] == U'"') ++i;
    }
    return out;
}

class TableFinder {
  public:
    explicit TableFinder(std::vector<Line> lines) : lines_(std::move(lines)) {}

    std::vector<Line> take() {
        while (at_ < lines_.size()) {
            if (auto columns = head_of(lines_[at_].cells); !columns.empty())
                rows(std::move(columns));
            else if (std::size_t after = 0; !(columns = stacked_head(after)).empty())
                stacked_rows(std::move(columns), after);
            else
                plain();
        }
        return std::move(out_);
    }

  private:
    /// Below a heading with 序号 a number alone on its line belongs to the line after it.
    void plain() {
        Line line = std::move(lines_[at_++]);
        serial_ = serial_ || starts_with(line.text, U"序号");
        const bool follows = at_ < lines_.size() && !lines_[at_].text.empty() && !read_mark(lines_[at_].text);
        const auto number = serial_ && follows ? arabic_number(line.text) : std::nullopt;
        if (number && *number == serial_number_ + 1) {
            serial_number_ = *number;
            line.text += U'、' + lines_[at_].text;
            line.width = lines_[at_++].width;
        }
        out_.push_back(std::move(line));
    }

    // ---- cells parted by tabs or |

    void rows(std::vector<Column> columns) {
        Table table(std::move(columns), ++tables_);
        ++at_;
        std::size_t blank = 0;
        while (at_ < lines_.size()) {
            const Line& line = lines_[at_];
            if (line.cells.empty()) {
                if (!is_group_line(line, table) && (!line.text.empty() || ++blank > 2)) return;
                if (!line.text.empty()) table.skip_row(), out_.push_back(line);
                ++at_;
                continue;
            }
            blank = 0;
            const auto again = head_of(line.cells);
            if (!again.empty() && !table.same_head(again)) return;
            if (!again.empty() || is_rule(line.cells)) {
                ++at_;
                continue;
            }
            const std::size_t number = line.number;
            table.take(whole_row(table), number, out_);
        }
    }

    /// A heading between rows: numbered, and rows follow it.
    bool is_group_line(const Line& line, const Table& table) const {
        const auto mark = read_mark(line.text);
        if (!mark || line.text.size() > 60) return false;
        for (std::size_t i = at_ + 1; i < std::min(at_ + 4, lines_.size()); ++i) {
            if (lines_[i].cells.size() * 2 >= table.width()) return true;
        }
        return false;
    }

    /// The cells of the row that begins here; lines that a cell was broken into are joined again.
    std::vector<std::u32string> whole_row(const Table& table) {
        std::vector<std::u32string> cells = lines_[at_++].cells;
        constexpr std::size_t most_lines = 30;
        for (std::size_t joined = 0; joined < most_lines && at_ < lines_.size(); ++joined) {
            if (!quote_is_open(cells.back()) && !completes(table, cells) && !hangs_on(table, cells)) break;
            append(cells, lines_[at_++]);
        }
        for (auto& cell : cells) cell = unquoted(std::move(cell));
        return cells;
    }

    static void append(std::vector<std::u32string>& cells, const Line& next) {
        const auto more = next.cells.empty() ? std::vector<std::u32string>{next.text} : next.cells;
        cells.back() += U'\n' + more.front();
        cells.insert(cells.end(), more.begin() + 1, more.end());
    }

    /// The row lacks cells, and the lines up to the next row have just those.
    bool completes(const Table& table, const std::vector<std::u32string>& cells) const {
        std::size_t count = cells.size();
        constexpr std::size_t furthest = 10;
        if (count >= table.width()) return false;
        for (std::size_t i = at_; i < std::min(at_ + furthest, lines_.size()); ++i) {
            const Line& next = lines_[i];
            if (next.text.empty() || read_mark(next.text) || !head_of(next.cells).empty()) return false;
            if (table.is_numbered() && !next.cells.empty() && row_number(next.cells.front())) return false;
            if (!next.cells.empty() && next.cells.front().empty()) return false;
            count += next.cells.empty() ? 0 : next.cells.size() - 1;
            if (count >= table.width()) return count == table.width();
        }
        return false;
    }

    /// The row is full, and a line of one cell stands between it and the next row: more of its last cell.
    bool hangs_on(const Table& table, const std::vector<std::u32string>& cells) const {
        const Line& next = lines_[at_];
        if (cells.size() < table.width() || !next.cells.empty() || next.text.empty() || next.text.size() > 60)
            return false;
        if (read_mark(next.text) || column_of(next.text)) return false;
        return looks_like_names(next.text) || row_follows(table);
    }

    bool row_follows(const Table& table) const {
        for (std::size_t i = at_ + 1; i < std::min(at_ + 4, lines_.size()); ++i) {
            if (lines_[i].cells.size() == table.width()) return head_of(lines_[i].cells).empty();
            if (lines_[i].text.empty()) return false;
        }
        return false;
    }

    // ---- one cell a line

    /// Column names one below another, the first of them 序号; `after` is the line behind them.
    std::vector<Column> stacked_head(std::size_t& after) const {
        std::vector<Column> columns;
        for (after = at_; after < lines_.size() && columns.size() < 12; ++after) {
            const Line& line = lines_[after];
            if (line.text.empty() && !columns.empty()) continue;
            const auto column = line.cells.empty() ? column_of(line.text) : std::nullopt;
            if (!column || (columns.empty() && column->kind != ColumnKind::number)) break;
            columns.push_back(*column);
        }
        return columns.size() >= 3 && is_table_head(columns) ? columns : std::vector<Column>{};
    }

    void stacked_rows(std::vector<Column> columns, std::size_t after) {
        Table table(columns, tables_ + 1);
        const std::size_t before = at_;
        at_ = after;
        int last = 0;
        while (skip_blank(), at_ < lines_.size()) {
            const auto number = row_number(lines_[at_].text);
            const auto mark = read_mark(lines_[at_].text);
            std::size_t behind = 0;
            if (number && (*number == last + 1 || *number == 1)) {
                last = *number;
                stacked_row(table, columns, last);
            } else if (last > 0 && mark && mark->level <= Level::chinese_bracket && number_follows()) {
                out_.push_back(lines_[at_++]);
            } else if (last == 0 && mark && number_follows()) {
                out_.push_back(lines_[at_++]);
            } else if (!stacked_head(behind).empty()) {
                at_ = behind;
            } else {
                break;
            }
        }
        if (last > 0) return void(++tables_);
        at_ = before;
        out_.push_back(std::move(lines_[at_++]));  // not a table after all
    }

    void skip_blank() {
        while (at_ < lines_.size() && lines_[at_].text.empty()) ++at_;
    }
    bool number_follows() const {
        std::size_t i = at_ + 1;
        while (i < lines_.size() && lines_[i].text.empty()) ++i;
        return i < lines_.size() && row_number(lines_[i].text).has_value();
    }

    /// A row ends before the next number, before a heading that a number follows, or, the last one, when it is full.
    std::size_t row_end(int number, std::size_t width) const {
        constexpr std::size_t furthest = 80;
        std::size_t cells = 0, full = lines_.size();
        for (std::size_t i = at_ + 1; i < std::min(at_ + furthest, lines_.size()); ++i) {
            if (lines_[i].text.empty()) continue;
            const auto value = row_number(lines_[i].text);
            if (value && *value == number + 1 && cells >= 2) return i;
            const auto mark = read_mark(lines_[i].text);
            if (mark && mark->level <= Level::chinese && cells >= 2) return i;
            if (++cells == width) full = i + 1;
        }
        return full;
    }

    void stacked_row(Table& table, const std::vector<Column>& columns, int number) {
        const std::size_t line = lines_[at_].number, end = row_end(number, columns.size() - 1);
        std::vector<std::u32string> cells;
        for (std::size_t i = at_; i < end; ++i) {
            if (!lines_[i].text.empty()) cells.push_back(lines_[i].text);
        }
        std::vector<std::pair<std::string, std::string>> doubts;
        if (cells.size() != columns.size()) {
            doubts.emplace_back("the row has " + std::to_string(cells.size()) + " lines for " +
                                    std::to_string(columns.size()) + " columns",
                                "each line by what it looks like");
            cells = placed(columns, cells);
        }
        at_ = end;
        table.take(cells, line, out_, std::move(doubts));
    }

    /// Lines that do not match the columns one to one: names, dates and words each to the next column of their kind.
    static std::vector<std::u32string> placed(const std::vector<Column>& columns,
                                              const std::vector<std::u32string>& lines) {
        std::vector<std::u32string> cells(columns.size());
        cells[0] = lines[0];
        std::size_t at = 1;
        for (std::size_t i = 1; i < lines.size(); ++i) {
            std::size_t column = at;
            while (column < columns.size() && !(cells[column].empty() && fits(columns[column], lines[i]))) ++column;
            if (column < columns.size())
                at = column;
            else
                column = at;
            cells[column] += (cells[column].empty() ? U"" : U"\n") + lines[i];
        }
        return cells;
    }

    static bool fits(const Column& column, Text line) {
        const bool names = looks_like_names(line);
        if (names_units(column)) return names;
        if (column.kind == ColumnKind::field && column.field == Field::deadline)
            return line.size() < 20 && (contains(line, U"月") || contains(line, U"年") || contains(line, U"期"));
        if (column.kind == ColumnKind::field) return !names && line.size() <= 12;
        return column.kind == ColumnKind::task && !names;
    }

    std::vector<Line> lines_, out_;
    std::size_t at_ = 0, tables_ = 0;
    bool serial_ = false;
    int serial_number_ = 0;
};

}  // namespace

std::vector<Line> take_tables(std::vector<Line> lines) {
    return TableFinder(std::move(lines)).take();
}

}  // namespace taizhang::interop
