// Spreadsheets (.xlsx) as values: what each cell shows, merged ranges, sheets in order.
//
//     TZ_TRY(Workbook workbook, read_workbook(bytes));
//     const CellValue* cell = workbook.sheets.at(0).find(6, 5);          // F7; nullptr where nothing stands
//     TZ_TRY(ReadForms forms, read_form(workbook, rules.forms, 2017));   // form_read.hpp
//
// Hostile files are met with limits on what is unpacked, on marks of XML and on cells; entities are never expanded,
// nothing outside the file is read. An error says what the bytes look like, or names part, sheet and cell. Pure.
#pragma once

#include <optional>
#include <vector>

#include "src/interop/cells.hpp"

namespace taizhang::interop {

struct PlacedCell {
    std::uint32_t column = 0;
    CellValue value;  ///< never empty
};

/// A row in which something stands.
struct SheetRow {
    std::uint32_t row = 0;
    bool hidden = false;
    std::vector<PlacedCell> cells;  ///< by column
};

/// A merged range; the value stands in its first cell. The last row and column belong to it.
struct Merge {
    std::uint32_t first_row = 0, first_column = 0, last_row = 0, last_column = 0;
    bool contains(std::uint32_t row, std::uint32_t column) const {
        return row >= first_row && row <= last_row && column >= first_column && column <= last_column;
    }
};

struct Sheet {
    std::string name;
    bool hidden = false;
    std::vector<SheetRow> rows;  ///< by row
    std::vector<Merge> merges;

    /// What stands there itself; nullptr for an empty cell.
    const CellValue* find(std::uint32_t row, std::uint32_t column) const;
    /// The merged range around this cell; nullptr when it is in none.
    const Merge* merge_at(std::uint32_t row, std::uint32_t column) const;
};

struct Workbook {
    std::vector<Sheet> sheets;
};

struct ReadLimits {
    std::size_t file_bytes = 16u << 20;
    std::size_t unpacked_bytes = 64u << 20;  ///< of all parts that are read
    std::size_t marks = 4'000'000;           ///< '<' and '=' in one part: what its tree costs in memory
    std::size_t sheets = 64;
    std::size_t cells = 500'000;         ///< of all sheets
    std::size_t merges = 50'000;         ///< of one sheet
    std::size_t text_bytes = 64u << 20;  ///< of all cells, shared texts counted each time
};

/// Worksheets in the workbook's order. Numbers are decimals as shown (trailing zeros by the cell's format), dates are
/// told by the format; a number that no Decimal holds is text. Of formulas, the
/// last computed value; one that never was computed is a fault.
Result<Workbook> read_workbook(std::string_view bytes, const ReadLimits& limits = {});

}  // namespace taizhang::interop
