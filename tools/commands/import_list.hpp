// `taizhang import FILE.xlsx` of a list of projects into a ledger, or of targets by unit into an assessment: checked
// row by row (import.check), then sent.
#pragma once

#include "tools/commands/commands.hpp"

#include <cstdint>
#include <optional>

namespace taizhang {

struct ListFlags {
    bool projects = false;   ///< into the ledger
    std::string assessment;  ///< targets into it
    bool apply_plan = false;
    std::optional<std::uint16_t> plan_year;

    bool wanted() const { return projects || !assessment.empty(); }
};
void add_list_flags(CLI::App& command, ListFlags& flags);

struct ListImport {
    std::string file;
    std::string bytes;
    std::string ledger;
    const ListFlags& flags;
    bool dry_run = false;
    bool as_json = false;
    TargetFlags target;
};
/// A row that is left out makes the whole an error in the end, so that scripts notice; the other rows stand.
Status import_list(const ListImport& wanted);

}  // namespace taizhang
