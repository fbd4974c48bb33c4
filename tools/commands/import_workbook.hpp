// `taizhang import FILE.xlsx`: the forms of the ledger's regime (S2), read back from a spreadsheet.
#pragma once

#include "tools/commands/commands.hpp"

namespace taizhang {

struct WorkbookImport {
    std::string file;
    std::string bytes;
    std::string ledger;
    std::string regime;  ///< a file with the forms; empty: those of the ledger's regime
    bool dry_run = false;
    bool as_json = false;
    TargetFlags target;
};

/// Whether these bytes are a spreadsheet rather than text.
bool is_workbook(std::string_view bytes);
Status import_workbook(const WorkbookImport& wanted);

}  // namespace taizhang
