// From filled forms (S2) that were read from a spreadsheet to the commands that bring the ledger to what they say.
//
//     ImportPlan plan = plan_form_import(read, {.ledger = "2017-city", .holder = "gov", .known = units, .rows = rows});
//
// A line whose form and title stand in the ledger already is that item: what differs is revised, and nothing is done
// where nothing does. Other lines are entered. What only reports may say (progress, status, percent, actuals; S1.4),
// and a deadline that differs (it moves by an extension), is told as a doubt with its cell and not changed. Pure.
#pragma once

#include "src/interop/form_read.hpp"
#include "tools/import_plan.hpp"

namespace taizhang {

struct FormImportOptions {
    std::string ledger;
    std::string holder;       ///< the unit that answers for a line which names none
    KnownUnits known;         ///< units by every name that they have
    boost::json::array rows;  ///< of the view current_ledger: the ledger's items now
    std::string file_name;    ///< for the reason kept with every event
};

ImportPlan plan_form_import(const interop::ReadForms& read, const FormImportOptions& options);

}  // namespace taizhang
