// Breakdowns that are tables: rows of cells parted by tabs or |, or one cell a line under a heading of column names.
//
//     序号 ⇥ 工作任务 ⇥ 牵头单位 ⇥ 完成时限
//     1    ⇥ 新建……  ⇥ 市住建局 ⇥ 6月底        →  a row with number 1, text "新建……", two fields, cell "B2"
//
// Pure. What a row does not say outright (cells that were merged, lines that do not fit the columns) is told as a
// doubt with the row.
#pragma once

#include "src/interop/lines.hpp"

namespace taizhang::interop {

/// Finds tables by their headings and turns each of their rows into one Line with `row`; other lines stay as they are.
std::vector<Line> take_tables(std::vector<Line> lines);

}  // namespace taizhang::interop
