// From a document that was read to the commands that enter it: pure, so that --dry-run shows exactly what would be
// sent.
//
//     ImportPlan plan = plan_import(breakdown, file_bytes, known_units, {});
//     for (const PlannedCommand& command : plan.commands) caller.command(command.method, command.params);
//
// Importing the same file twice has one effect: ids and command ids follow from what was read.
#pragma once

#include "src/interop/breakdown.hpp"
#include "src/interop/planned.hpp"

#include <taizhang/ids.hpp>

namespace taizhang {

using interop::derived_command_id;
using interop::KnownUnits;
using interop::PlannedCommand;

struct ImportOptions {
    std::string ledger;  ///< enter into this one; empty: the ledger of the document's year and issuer
    bool ledger_exists = false;
    std::string file_name;  ///< for the reason kept with every event
};

struct ImportPlan {
    std::string ledger;
    std::vector<PlannedCommand> commands;  ///< in this order: units, ledger, items
    std::size_t new_units = 0;
    std::vector<interop::Doubt> doubts;  ///< the reader's and the plan's own
};

/// ErrorCode::invalid when the document tells no year and no ledger was named.
Result<ImportPlan> plan_import(const interop::Breakdown& breakdown, std::string_view file, const KnownUnits& known,
                               const ImportOptions& options);

/// "2014-1f3a9c02": the ledger of that year and issuer.
std::string ledger_id_of(int year, std::string_view issuer);

}  // namespace taizhang
