// How a table is laid out as a sheet: names of sheets, widths, heights, formats of numbers. Pure; for xlsx_write.cpp.
#pragma once

#include "src/interop/form_table.hpp"

namespace taizhang::interop {

/// One for each table, from its form's id: at most 31 characters, none that a sheet may not have, each once.
std::vector<std::string> sheet_names(std::span<const FormTable> tables);

/// Columns as wide as what stands in them, within reason.
void fit_widths(FormTable& table);
/// Points for the title's row, wrapped over all columns.
double title_height(const FormTable& table);
/// Points for each row of the head, so that wrapped titles are seen whole: merged cells do not grow by themselves.
std::vector<double> head_heights(const FormTable& table);

/// The text as a spreadsheet's file has it: _x0041_ means a letter there, and so does _x000D_ a carriage return, which
/// would else become a line feed.
std::string escaped(const std::string& text);

/// A spreadsheet keeps 15 digits of a number; one with a unit of its own is text.
bool fits_a_number(const CellNumber& number);
double number_of(Decimal value);
/// "0.00" for 1.50.
std::string format_code(Decimal value);
/// The first two months of 1900 are counted wrongly by spreadsheets; earlier days they do not have.
bool fits_a_date(const CellDate& date);

}  // namespace taizhang::interop
