// What a spreadsheet would do, told before it is done: lists of projects, indicators decomposed to units.
//
// The server changes nothing here: it answers with commands, which whoever asked sends in his own name
// (docs/formats/project-lists.md).
#pragma once

#include "src/rpc/method.hpp"

namespace taizhang::rpc {

enum class ImportWhat { projects, targets };
BOOST_DESCRIBE_ENUM(ImportWhat, projects, targets)

struct ImportCheckParams {
    ImportWhat what = ImportWhat::projects;
    std::optional<LedgerId> ledger;          ///< of projects
    std::optional<AssessmentId> assessment;  ///< of targets
    std::string name;                        ///< of the file: it stands in the reason of every event
    std::string base64;                      ///< the workbook
    std::optional<std::uint16_t> plan_year;  ///< of tiers and batches; the ledger's where absent
    std::optional<bool> apply;               ///< apply for the plan instead of setting tiers and batches
};
BOOST_DESCRIBE_STRUCT(ImportCheckParams, (), (what, ledger, assessment, name, base64, plan_year, apply))

struct ImportCheck {
    static constexpr const char* name = "import.check";
    static constexpr const char* summary =
        "What an .xlsx would do: the fate of each row with its cell, and the commands that do it; nothing is recorded.";
    static constexpr Access access = Access::reader;
    using Params = ImportCheckParams;
    using Answer = JsonObject;
    static void run(Call call, Params params);
};

}  // namespace taizhang::rpc
