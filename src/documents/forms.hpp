// The forms of a ledger (S2), filled from its items.
//
//     TZ_TRY(const auto table, filled_form(reading, ledger, "表三"));
#pragma once

#include "src/documents/reading.hpp"
#include "src/interop/form_table.hpp"

namespace taizhang::documents {

struct FormSummary {
    std::string id;
    std::string title;
    std::size_t lines = 0;
};

/// In the regime's order; empty where the ledger's regime has none.
Result<std::vector<FormSummary>> forms_of(const Reading& reading, const LedgerId& ledger);
/// The items entered under that form, in the ledger's order. ErrorCode::not_found names the forms that there are.
Result<interop::FormTable> filled_form(const Reading& reading, const LedgerId& ledger, std::string_view form);
/// All of them, for one workbook.
Result<std::vector<interop::FormTable>> filled_forms(const Reading& reading, const LedgerId& ledger);

/// Any rows as a plain table: a column for each member that any row has, in the order of first appearance.
struct PlainTable {
    std::vector<std::string> columns;
    std::vector<std::vector<interop::CellValue>> rows;
};
PlainTable plain_table(const boost::json::array& rows);

}  // namespace taizhang::documents
