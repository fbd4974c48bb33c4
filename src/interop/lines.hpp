// Physical lines → paragraphs: blanks trimmed, page furniture dropped, hard-wrapped lines joined, text whose line ends
// were lost split again at its numbering.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "src/interop/labels.hpp"

namespace taizhang::interop {

/// A row of a table, its cells told apart by the table's heading.
struct TableRow {
    bool heading = false;  ///< only names a group of rows: 类别, or a cell across the whole row
    int number = 0;
    std::string cell;     ///< where the task's words stand: B2, 表2!B2
    std::u32string text;  ///< of the task
    std::vector<std::pair<Field, std::u32string>> fields;
    std::vector<std::pair<std::string, std::string>> doubts;  ///< what, read as
};

struct Line {
    std::u32string text;
    std::size_t number = 0;                  ///< of its first physical line, from 1
    std::size_t width = 0;                   ///< columns with the indent, at most two wide characters of it
    std::vector<std::u32string> cells = {};  ///< where tabs or | part the line
    std::shared_ptr<const TableRow> row = {};
};

/// Trimmed lines, the blank ones included.
std::vector<Line> split_lines(Text text);
/// Paragraphs; none is blank.
std::vector<Line> fold_lines(std::vector<Line> lines);

}  // namespace taizhang::interop
