// A list in a spreadsheet: its columns found by their titles, in any order; its lines; what was passed over.
//
//     const std::vector<ListColumn> columns = {{"name", {"项目名称", "项目"}, true}, {"owner", {"业主单位"}}};
//     TZ_TRY(const auto sheets, read_list(workbook, columns));
//     for (const ListLine& line : sheets[0].lines) line.find("owner");     // the cell, or nullptr
//
// Titles are compared as in form_head.hpp, without what stands in brackets; a group's title above counts only where the
// title alone is not enough. Merged cells say for each of their rows what they say. Groups and sums (一、…, 合计) and
// heads repeated on a new page are no lines. Hidden sheets and rows are read. Pure; any thread.
#pragma once

#include <span>

#include "src/interop/said.hpp"
#include "src/interop/xlsx_read.hpp"

namespace taizhang::interop {

struct ListColumn {
    std::string key;
    std::vector<std::string> titles;  ///< the first as it is written, the others as it may be printed as well
    bool needed = false;              ///< a sheet without it is no such list
};

struct ListCell {
    CellValue value;
    std::string at;       ///< "清单!F7"
    bool shared = false;  ///< of a merged range that began in a row above
};

struct ListLine {
    std::uint32_t row = 0;  ///< from 0
    std::string at;         ///< of its first cell
    std::vector<std::pair<std::string, ListCell>> cells;

    const ListCell* find(std::string_view key) const;
};

/// A column of the sheet that is one of the list's.
struct FoundColumn {
    std::string key;
    std::string title;                   ///< as printed
    std::string at;                      ///< its cell in the head
    std::optional<std::string> measure;  ///< in its brackets, or in the note above the head (单位：万元)
    std::uint32_t column = 0;
    std::string noted_at = {};  ///< the note's cell, where the measure is of the note and not of the title
};

struct ListSheet {
    std::string name;
    std::vector<FoundColumn> columns;  ///< from left to right
    std::vector<ListLine> lines;
    std::vector<Said> says;  ///< columns and rows that were left out

    const FoundColumn* find(std::string_view key) const;
};

struct ReadList {
    std::vector<ListSheet> sheets;
    std::vector<Said> says;  ///< of sheets that are no such list
};

/// Every sheet that has the needed columns; an error where none has.
Result<ReadList> read_list(const Workbook& workbook, std::span<const ListColumn> columns);

}  // namespace taizhang::interop
