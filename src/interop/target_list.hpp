// Indicators decomposed to units 任务分解 (S5.1) in a spreadsheet: a row for each indicator, a column for each unit,
// what they are to add up to.
//
//     TZ_TRY(const auto read, read_target_list(workbook, {{"fgw", {"市发改委", "发改委"}}}));
//     read.lines[0].indicator;      // GDP增速, as printed
//     read.lines[0].targets;        // {"fgw", 8.5, "任务分解!E4"}
//
// docs/formats/project-lists.md has the columns. Sums and differences are shown and never read. Pure; any thread.
#pragma once

#include <taizhang/ids.hpp>

#include "src/interop/list_sheet.hpp"

namespace taizhang::interop {

struct UnitColumn {
    UnitId unit;
    std::vector<std::string> names;  ///< the first heads the column
};

/// indicator, unit_of_measure, total, sum, difference: as they are headed, the first as it is written.
std::vector<ListColumn> target_columns();

struct ReadTarget {
    UnitId unit;
    Decimal value;
    std::string at;
};

struct TargetLine {
    std::string at;
    std::string indicator;          ///< name or key, as printed
    std::string unit_of_measure;    ///< of the row, or else of its columns; empty where none is printed
    std::string measured_at;        ///< the cell that has it
    bool measured_in_head = false;  ///< of the columns: their titles, or the note above them
    std::optional<Decimal> total;
    std::vector<ReadTarget> targets;  ///< in the columns' order; a unit whose cell is empty has none
    std::vector<Said> says;
    bool sound = true;
};

struct ReadTargetList {
    std::vector<TargetLine> lines;
    std::vector<Said> says;
};

/// An error where no sheet is such a list.
Result<ReadTargetList> read_target_list(const Workbook& workbook, std::span<const UnitColumn> units);

}  // namespace taizhang::interop
