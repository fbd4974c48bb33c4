// The heading of a table: which column holds the tasks, their numbers, units, leaders and deadlines.
//
//     head_of({U"序号", U"工作任务", U"牵头单位"})   →   number, task, field (lead)
#pragma once

#include <vector>

#include "src/interop/labels.hpp"

namespace taizhang::interop {

enum class ColumnKind { number, category, task, figure, field, remark, other };

struct Column {
    ColumnKind kind = ColumnKind::other;
    Field field = Field::responsible;
};

/// The column that a heading's cell announces; nothing for words that announce none.
std::optional<Column> column_of(Text cell);
/// Lead, responsible or supporting units.
bool names_units(const Column& column);
/// A heading has a column of tasks and one of units, and most of its columns are known.
bool is_table_head(const std::vector<Column>& columns);
/// The columns when the cells are a table's heading, else nothing.
std::vector<Column> head_of(const std::vector<std::u32string>& cells);
/// 1, 01, 1., （1）, 一
std::optional<int> row_number(Text cell);

}  // namespace taizhang::interop
