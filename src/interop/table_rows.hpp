// The rows of one table, in order: each becomes a Line with `row`, a row that names a group a heading, and what
// merged cells leave empty is taken from the row above, with a doubt.
//
//     Table table(columns, 1);
//     table.take({U"1", U"新建……", U"市住建局"}, 12, lines);      // line 12 of the file
#pragma once

#include <optional>

#include "src/interop/lines.hpp"
#include "src/interop/table_columns.hpp"

namespace taizhang::interop {

class Table {
  public:
    Table(std::vector<Column> columns, std::size_t place) : columns_(std::move(columns)), place_(place) {}

    std::size_t width() const { return columns_.size(); }
    bool is_numbered() const { return columns_.front().kind == ColumnKind::number; }
    bool same_head(const std::vector<Column>& other) const;
    void skip_row() { ++row_; }

    /// The lines that a row stands for: perhaps a heading for its group, then the row; a row that only continues the
    /// one before it goes into that one.
    void take(const std::vector<std::u32string>& cells, std::size_t number, std::vector<Line>& out,
              std::vector<std::pair<std::string, std::string>> doubts = {});

  private:
    Text cell(std::size_t i) const { return i < cells_->size() ? Text((*cells_)[i]) : Text(); }

    /// Spreadsheet style, the heading being row 1.
    std::string reference() const;

    /// 一、工业 alone in its row, 一 ⇥ 工业, or a new 类别.
    bool group_heading(std::size_t number, std::vector<Line>& out);

    bool is_field(std::size_t i) const { return i < columns_.size() && columns_[i].kind == ColumnKind::field; }

    bool lone_cell(Text text, std::size_t number, std::vector<Line>& out);

    void heading(Text text, std::size_t number, std::vector<Line>& out);

    std::u32string task() const;

    /// A printed number, else the one above (merged cells), else a running one.
    int number_of(TableRow& row);

    void take_fields(TableRow& row);

    void fill_from_above(TableRow& row);

    /// No task in this row: its other cells are more of the row above.
    void continue_last(std::vector<Line>& out);
    std::u32string joined() const;

    std::vector<Column> columns_;
    std::size_t place_ = 1, row_ = 1;
    const std::vector<std::u32string>* cells_ = nullptr;
    std::u32string category_;
    std::vector<std::pair<Field, std::u32string>> units_;
    std::optional<std::size_t> last_;  ///< where the last row stands in the output
    int number_ = 0, groups_ = 0;
};

}  // namespace taizhang::interop
