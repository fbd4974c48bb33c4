// What one cell of a form says in its column: a text, names, a figure with its measure, a day. For form_read.cpp. Pure.
#pragma once

#include "src/interop/form_head.hpp"

namespace taizhang::interop {

/// Puts the cell's value into `item`, and tells what is not certain about it. Returns false when nothing was put.
bool read_cell(const CellValue& value, const HeadColumn& column, std::optional<int> year, const std::string& at,
               ReadFormItem& item, std::vector<FormDoubt>& doubts);

/// 序号 of a line that only shows how the table goes on: ……, …, ...
bool is_filler(std::string_view text);

}  // namespace taizhang::interop
