// A ledger's projects as a list to print and to hand on (项目清单): the regime's [[projects.field]] as columns, then
// figures, grouped with sums as [projects.library] groups them. docs/formats/project-lists.md; what is written is read
// back by interop/project_list.hpp.
//
//     TZ_TRY(const auto table, project_table(reading, ledger, {{"batch", "reserve"}}));
//     TZ_TRY(const auto bytes, interop::write_forms_xlsx({&table, 1}));
#pragma once

#include "projections/projects/project_row.hpp"
#include "src/documents/reading.hpp"
#include "src/interop/form_table.hpp"

namespace taizhang::documents {

/// Those of the view project_library that match the filter, without cancelled and merged ones.
Result<interop::FormTable> project_table(const Reading& reading, const LedgerId& ledger, RowFilter filter);

/// What a column of the list shows of a project, under the keys of interop::project_columns: the same words that an
/// import compares with.
struct ProjectFacts {
    const rows::ProjectRow& row;
    const std::map<UnitId, std::string>& units;
    std::string progress;  ///< as reported last
};
std::string project_text(std::string_view key, const ProjectFacts& facts);
/// What was invested until now of which the row knows: at the year's beginning and since.
std::optional<Amount> invested(const rows::ProjectRow& row);

}  // namespace taizhang::documents
