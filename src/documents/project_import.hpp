// From a list of projects in a spreadsheet to the commands that bring a ledger to what it says: item.enter,
// item.profile, item.set_tier, item.set_batch (or item.apply_plan), people. Each row's fate is told with its cell.
//
//     TZ_TRY(const auto checked, check_projects(reading, {ledger, bytes, "清单.xlsx"}));
//
// A row is the ledger's project of that name; other rows are entered. A row with anything wrong is left out whole. What
// only reports may say, and what stands in the plan already, is told and not changed. Applied twice it does nothing
// twice.
#pragma once

#include "src/documents/checked_import.hpp"
#include "src/documents/project_sheet.hpp"
#include "src/interop/project_list.hpp"

namespace taizhang::documents {

struct ProjectImport {
    LedgerId ledger;
    std::string bytes;                            ///< of the workbook
    std::string file;                             ///< its name, for the reason that is kept with every event
    std::optional<std::uint16_t> plan_year = {};  ///< of tiers and batches; the ledger's where absent
    bool apply = false;  ///< apply for the plan with them (item.apply_plan) instead of setting them
    ImportLimits limits = {};
};

Result<CheckedImport> check_projects(const Reading& reading, const ProjectImport& request);

/// What an import is held against.
struct ProjectsKnown {
    LedgerId ledger;
    UnitId holder;  ///< answers for a row that names no unit
    regime::ProjectRules rules;
    std::map<UnitId, std::string> unit_names;
    interop::KnownUnits units;
    struct Item {
        rows::ProjectRow row;  ///< of an item that is no project yet, what it has
        std::string progress;
        Version version = 0;
        bool gone = false;  ///< cancelled or merged: its name may be used again
    };
    std::vector<Item> items;
};

/// Pure.
CheckedImport plan_projects(const interop::ReadProjectList& list, const ProjectsKnown& known,
                            const ProjectImport& request);

}  // namespace taizhang::documents
