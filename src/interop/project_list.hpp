// A list of projects 项目清单 in a spreadsheet, as a regime's [[projects.field]] prints it (S8.3, S9.2), read line by
// line.
//
//     TZ_TRY(const auto workbook, read_workbook(bytes));
//     TZ_TRY(const auto read, read_project_list(workbook, rules.projects));
//     for (const ProjectLine& line : read.lines) …      // name, texts, sums of money, days; what is wrong, with its
//     cell
//
// docs/formats/project-lists.md has the columns. Nothing is guessed in silence: a sum without a unit of measure is no
// sum. Pure; any thread.
#pragma once

#include "events/item_project.hpp"
#include "src/interop/cell_days.hpp"
#include "src/interop/list_sheet.hpp"
#include "src/regime/projects.hpp"

namespace taizhang::interop {

enum class ProjectColumnKind { text, money, day, years, funds, figure };

/// A column of the list: a field of the regime's, or one of those that every list may have besides (number, sector,
/// tier, batch), or a figure that is only shown.
struct ProjectColumn {
    std::string key;  ///< of regime::ProjectField; number, sector, tier, batch; year_booked, year_percent
    ProjectColumnKind kind = ProjectColumnKind::text;
    ListColumn list;
};

/// All that are known, with the regime's titles before the usual ones.
std::vector<ProjectColumn> project_columns(const regime::ProjectRules& rules);

template <class T>
struct InCell {
    T value;
    std::string at;
};

struct ProjectLine {
    std::string at;  ///< of its first cell
    std::string name;
    std::vector<std::pair<std::string, InCell<std::string>>> texts;  ///< by key; never empty ones
    std::vector<std::pair<std::string, InCell<Amount>>> sums;
    std::vector<std::pair<std::string, InCell<CellDays>>> days;  ///< start and finish, from 建设年限 as well
    std::optional<InCell<std::vector<item::Fund>>> funds;
    std::vector<Said> says;
    bool sound = true;  ///< false: something is wrong with it, and nothing of it is to be done

    const InCell<std::string>* text(std::string_view key) const;
    const InCell<Amount>* sum(std::string_view key) const;
    const InCell<CellDays>* day(std::string_view key) const;
};

struct ReadProjectList {
    std::vector<ProjectLine> lines;  ///< in the order of sheets and rows
    std::vector<Said> says;          ///< of sheets and columns
};

/// An error where no sheet is such a list.
Result<ReadProjectList> read_project_list(const Workbook& workbook, const regime::ProjectRules& rules);

/// "自筹 5000万元（已落实）；银行贷款 1亿元" and back; nothing where it is not understood.
std::string printed_funds(const std::vector<item::Fund>& funds);
std::optional<std::vector<item::Fund>> read_funds(std::string_view text);

}  // namespace taizhang::interop
