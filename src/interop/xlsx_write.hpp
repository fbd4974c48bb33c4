// Tables as spreadsheets (.xlsx): title over all columns, note, merged head, borders, print set-up for A4 or A3
// landscape.
//
//     std::vector<FormTable> tables = {fill_form(form, items, 2017)};
//     TZ_TRY(std::string bytes, write_forms_xlsx(tables));              // one sheet for each, named 表三
//     TZ_TRY(std::string other, write_table_xlsx("督查台账", columns, rows));
//
// The same tables give the same bytes. Numbers of up to 15 digits are numbers, shown with the digits that they have;
// longer ones are text, since a spreadsheet keeps no more. Text is never a formula. An error names sheet and cell.
// Any thread; the library assembles its parts in unnamed temporary files.
#pragma once

#include "src/interop/form_table.hpp"

namespace taizhang::interop {

/// A spreadsheet keeps no more characters in a cell.
inline constexpr std::size_t max_cell_characters = 32'767;

/// One workbook with a sheet for each table, in order; at least one.
Result<std::string> write_forms_xlsx(std::span<const FormTable> tables);

/// Any view's rows under plain columns; a row may be shorter than `columns`, not longer.
Result<std::string> write_table_xlsx(std::string_view title, std::span<const std::string> columns,
                                     std::span<const std::vector<CellValue>> rows);

}  // namespace taizhang::interop
