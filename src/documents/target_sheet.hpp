// An assessment's indicators decomposed to units (S5.1) as a spreadsheet, and back: what is written is read as it was.
//
//     TZ_TRY(const auto table, target_table(reading, assessment));
//     TZ_TRY(const auto checked, check_targets(reading, {assessment, bytes, "分解.xlsx"}));
#pragma once

#include "projections/assessment/assessments.hpp"
#include "src/documents/checked_import.hpp"
#include "src/documents/reading.hpp"
#include "src/interop/form_table.hpp"
#include "src/interop/target_list.hpp"

namespace taizhang::documents {

/// A row for each indicator that has targets, a column for each unit, the total, the sum and what lies between them.
Result<interop::FormTable> target_table(const Reading& reading, const AssessmentId& assessment);
/// Pure.
interop::FormTable target_table(const rows::AssessmentRow& row, const std::map<UnitId, std::string>& units);

struct TargetImport {
    AssessmentId assessment;
    std::string bytes;  ///< of the workbook
    std::string file;
    ImportLimits limits = {};
};

Result<CheckedImport> check_targets(const Reading& reading, const TargetImport& request);
/// Pure.
CheckedImport plan_targets(const interop::ReadTargetList& list, const rows::AssessmentRow& row,
                           const std::string& file);

}  // namespace taizhang::documents
