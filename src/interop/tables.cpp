#include "src/interop/tables.hpp"

#include <algorithm>
#include <array>

#include "src/interop/dates.hpp"
#include "src/interop/marks.hpp"
#include "src/interop/names.hpp"

namespace taizhang::interop {

namespace {

enum class Kind { number, category, task, figure, field, remark, other };

struct Column {
    Kind kind = Kind::other;
    Field field = Field::responsible;
};

struct HeadWord {
    Text text;
    Kind kind;
};

constexpr auto head_words = std::to_array<HeadWord>({
    {U"序号", Kind::number},       {U"编号", Kind::number},
    {U"项目序号", Kind::number},   {U"任务序号", Kind::number},
    {U"类别", Kind::category},     {U"分类", Kind::category},
    {U"领域", Kind::category},     {U"板块", Kind::category},
    {U"任务类别", Kind::category}, {U"工作类别", Kind::category},
    {U"项目类别", Kind::category}, {U"工作领域", Kind::category},
    {U"任务", Kind::task},         {U"事项", Kind::task},
    {U"工作任务", Kind::task},     {U"目标任务", Kind::task},
    {U"重点任务", Kind::task},     {U"主要任务", Kind::task},
    {U"具体任务", Kind::task},     {U"任务目标", Kind::task},
    {U"任务内容", Kind::task},     {U"任务名称", Kind::task},
    {U"任务事项", Kind::task},     {U"任务分解", Kind::task},
    {U"年度任务", Kind::task},     {U"年度目标", Kind::task},
    {U"年度目标任务", Kind::task}, {U"重点工作", Kind::task},
    {U"重点工作任务", Kind::task}, {U"主要工作", Kind::task},
    {U"主要工作任务", Kind::task}, {U"主要目标任务", Kind::task},
    {U"主要目标", Kind::task},     {U"主要内容", Kind::task},
    {U"工作内容", Kind::task},     {U"工作事项", Kind::task},
    {U"重点事项", Kind::task},     {U"工作目标", Kind::task},
    {U"工作要求", Kind::task},     {U"工作措施", Kind::task},
    {U"工作举措", Kind::task},     {U"具体措施", Kind::task},
    {U"具体内容", Kind::task},     {U"建设内容", Kind::task},
    {U"实施内容", Kind::task},     {U"项目名称", Kind::task},
    {U"项目内容", Kind::task},     {U"实事项目", Kind::task},
    {U"实事名称", Kind::task},     {U"指标", Kind::task},
    {U"指标名称", Kind::task},     {U"主要指标", Kind::task},
    {U"内容", Kind::task},         {U"任务来源", Kind::remark},
    {U"报告内容", Kind::task},     {U"政府工作报告内容", Kind::task},
    {U"分解任务", Kind::task},     {U"目标值", Kind::figure},
    {U"年度目标值", Kind::figure}, {U"计划目标", Kind::figure},
    {U"备注", Kind::remark},       {U"说明", Kind::remark},
});

std::optional<Column> column_of(Text cell) {
    std::u32string bare = without_spaces(cell);
    std::erase_if(bare, [](char32_t c) { return c == U'\n' || c == U'*' || c == U'"'; });
    if (bare.size() > 24 || bare.empty()) return std::nullopt;
    const auto remark = std::ranges::find_if(bare, is_open_bracket);
    const Text word = Text(bare).substr(0, static_cast<std::size_t>(remark - bare.begin()));
    for (const auto& head : head_words) {
        if (word == head.text) return Column{head.kind, {}};
    }
    if (const auto field = whole_label(word)) return Column{Kind::field, *field};
    return std::nullopt;
}

bool names_units(const Column& column) {
    return column.kind == Kind::field &&
           (column.field == Field::lead || column.field == Field::responsible || column.field == Field::supporting);
}

bool is_table_head(const std::vector<Column>& columns) {
    const auto known = std::ranges::count_if(columns, [](const Column& c) { return c.kind != Kind::other; });
    return std::ranges::any_of(columns, names_units) &&
           std::ranges::any_of(columns, [](const Column& c) { return c.kind == Kind::task; }) &&
           known * 2 > std::ssize(columns);
}

/// The columns when the cells are a table's heading, else nothing.
std::vector<Column> head_of(const std::vector<std::u32string>& cells) {
    std::vector<Column> columns;
    for (const auto& cell : cells) columns.push_back(column_of(cell).value_or(Column{}));
    while (!columns.empty() && columns.back().kind == Kind::other && cells[columns.size() - 1].empty())
        columns.pop_back();
    return is_table_head(columns) ? columns : std::vector<Column>{};
}

/// 1, 01, 1., （1）, 一
std::optional<int> row_number(Text cell) {
    const Text bare = trim(cell, U".．、（）()");
    if (bare.empty() || bare.size() > 4) return std::nullopt;
    if (const auto number = arabic_number(bare)) return number;
    return chinese_number(bare);
}

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

/// The rows of one table, in order; remembers what merged cells take from the row above.
class Table {
  public:
    Table(std::vector<Column> columns, std::size_t place) : columns_(std::move(columns)), place_(place) {}

    std::size_t width() const { return columns_.size(); }
    bool is_numbered() const { return columns_.front().kind == Kind::number; }
    bool same_head(const std::vector<Column>& other) const {
        return std::ranges::equal(
            other, columns_, [](const Column& a, const Column& b) { return a.kind == b.kind && a.field == b.field; });
    }
    void skip_row() { ++row_; }

    /// The lines that a row stands for: perhaps a heading for its group, then the row; a row that only continues the
    /// one before it goes into that one.
    void take(const std::vector<std::u32string>& cells, std::size_t number, std::vector<Line>& out,
              std::vector<std::pair<std::string, std::string>> doubts = {}) {
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

  private:
    Text cell(std::size_t i) const { return i < cells_->size() ? Text((*cells_)[i]) : Text(); }

    /// Spreadsheet style, the heading being row 1.
    std::string reference() const {
        std::size_t column = 0;
        while (column + 1 < columns_.size() && (columns_[column].kind != Kind::task || cell(column).empty())) ++column;
        const std::string letter(1, static_cast<char>('A' + std::min<std::size_t>(column, 25)));
        return (place_ > 1 ? "表" + std::to_string(place_) + "!" : "") + letter + std::to_string(row_);
    }

    /// 一、工业 alone in its row, 一 ⇥ 工业, or a new 类别.
    bool group_heading(std::size_t number, std::vector<Line>& out) {
        std::vector<std::size_t> filled;
        for (std::size_t i = 0; i < cells_->size(); ++i) {
            if (!cell(i).empty()) filled.push_back(i);
        }
        if (filled.empty()) return true;
        for (std::size_t i = 0; i < columns_.size() && filled.size() > 1; ++i) {
            if (columns_[i].kind == Kind::category && !cell(i).empty() && cell(i) != category_) {
                category_ = cell(i);
                heading(category_, number, out);
            }
        }
        if (filled.size() == 1 && columns_.size() > 2) return lone_cell(cell(filled[0]), number, out);
        const bool roman =
            filled.size() == 2 && filled[0] == 0 && is_numbered() && chinese_number(trim(cell(0), U"、"));
        if (roman && filled[1] == 1) heading(cell(1), number, out);
        return roman && filled[1] == 1;
    }

    bool lone_cell(Text text, std::size_t number, std::vector<Line>& out) {
        if (row_number(text)) return true;  // an empty row that is only numbered
        const auto mark = read_mark(text);
        if (mark && mark->level <= Level::chinese_bracket)
            out.push_back(Line{std::u32string(text), number, 0, {}, {}});
        else
            heading(text, number, out);
        return true;
    }

    void heading(Text text, std::size_t number, std::vector<Line>& out) {
        TableRow row;
        row.heading = true;
        row.number = ++groups_;
        row.cell = reference();
        row.text = names_of(text);
        out.push_back(Line{row.text, number, 0, {}, std::make_shared<const TableRow>(std::move(row))});
        last_.reset();
    }

    std::u32string task() const {
        std::u32string text;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const bool task = columns_[i].kind == Kind::task;
            if ((!task && columns_[i].kind != Kind::figure) || cell(i).empty()) continue;
            if (task && !text.empty()) text.push_back(U'\n');
            text += cell(i);
        }
        return text;
    }

    /// A printed number, else the one above (merged cells), else a running one.
    int number_of(TableRow& row) {
        std::optional<int> printed;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (columns_[i].kind == Kind::number) printed = row_number(cell(i));
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

    void take_fields(TableRow& row) {
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (cell(i).empty()) continue;
            if (columns_[i].kind == Kind::field) row.fields.emplace_back(columns_[i].field, names_of(cell(i)));
            if (columns_[i].kind == Kind::remark || columns_[i].kind == Kind::other)
                row.doubts.emplace_back("a cell that is not read: " + excerpt(cell(i)), "not part of the task");
        }
        for (std::size_t i = columns_.size(); i < cells_->size(); ++i) {
            if (!cell(i).empty())
                row.doubts.emplace_back("a cell beyond the table's columns: " + excerpt(cell(i)), "not read");
        }
        fill_from_above(row);
    }

    void fill_from_above(TableRow& row) {
        std::vector<std::pair<Field, std::u32string>> units;
        for (const auto& field : row.fields) {
            if (names_units(Column{Kind::field, field.first})) units.push_back(field);
        }
        if (!units.empty()) return void(units_ = std::move(units));
        if (units_.empty()) return;
        row.doubts.emplace_back("the row's cells of units are empty: merged with the row above, or left out",
                                "as in the row above: " + to_utf8(units_.front().second));
        row.fields.insert(row.fields.end(), units_.begin(), units_.end());
    }

    /// No task in this row: its other cells are more of the row above.
    void continue_last(std::vector<Line>& out) {
        TableRow row = *out[*last_].row;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (columns_[i].kind == Kind::field && !cell(i).empty())
                row.fields.emplace_back(columns_[i].field, names_of(cell(i)));
        }
        row.doubts.emplace_back("the next row names no task: " + excerpt(joined()), "more of this task");
        out[*last_].row = std::make_shared<const TableRow>(std::move(row));
    }
    std::u32string joined() const {
        std::u32string all;
        for (const auto& cell : *cells_) all += (all.empty() || cell.empty() ? U"" : U" ") + cell;
        return all;
    }

    std::vector<Column> columns_;
    std::size_t place_ = 1, row_ = 1;
    const std::vector<std::u32string>* cells_ = nullptr;
    std::u32string category_;
    std::vector<std::pair<Field, std::u32string>> units_;
    std::optional<std::size_t> last_;  ///< where the last row stands in the output
    int number_ = 0, groups_ = 0;
};

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
            if (!quote_is_open(cells.back()) && !completes(table, cells)) break;
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

    // ---- one cell a line

    /// Column names one below another, the first of them 序号; `after` is the line behind them.
    std::vector<Column> stacked_head(std::size_t& after) const {
        std::vector<Column> columns;
        for (after = at_; after < lines_.size() && columns.size() < 12; ++after) {
            const Line& line = lines_[after];
            if (line.text.empty() && !columns.empty()) continue;
            const auto column = line.cells.empty() ? column_of(line.text) : std::nullopt;
            if (!column || (columns.empty() && column->kind != Kind::number)) break;
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
        if (column.kind == Kind::field && column.field == Field::deadline)
            return line.size() < 20 && (contains(line, U"月") || contains(line, U"年") || contains(line, U"期"));
        if (column.kind == Kind::field) return !names && line.size() <= 12;
        return column.kind == Kind::task && !names;
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
