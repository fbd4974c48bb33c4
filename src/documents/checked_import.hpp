// What a spreadsheet that is imported would do, told line by line before anything is done
// (docs/formats/project-lists.md).
//
//     TZ_TRY(const auto checked, check_projects(reading, request));       // project_import.hpp
//     to_json(checked);                                                  // the answer of import.check
//     for (const auto& command : checked.commands) …                     // doing it: ids make a second time harmless
#pragma once

#include <taizhang/result.hpp>

#include <vector>

#include "src/interop/planned.hpp"
#include "src/interop/said.hpp"
#include "src/interop/xlsx_read.hpp"

namespace taizhang::documents {

/// Of a workbook that is checked by a server: less than what read_workbook would take, since others wait.
inline constexpr interop::ReadLimits import_limits{
    .unpacked_bytes = 24u << 20, .marks = 1'500'000, .cells = 150'000, .text_bytes = 16u << 20};

/// What a file may take before it is refused.
struct ImportLimits {
    interop::ReadLimits read = import_limits;
    std::size_t rows = 100'000;  ///< filled ones of all sheets
};
/// Of a file that comes over a connection: whoever sends it holds one of the threads that serve all. A larger one goes
/// by the command line on the data directory (--data), which holds up nobody.
inline constexpr ImportLimits served_import{.read = {.unpacked_bytes = 8u << 20,
                                                     .marks = 600'000,
                                                     .sheets = 16,
                                                     .cells = 60'000,
                                                     .merges = 5'000,
                                                     .text_bytes = 4u << 20},
                                            .rows = 2'000};

/// The workbook, unless it is over a limit; before anything is planned.
Result<interop::Workbook> read_import(std::string_view bytes, const ImportLimits& limits);

enum class LineFate {
    enter,   ///< it is new
    change,  ///< it is there, and differs
    same,    ///< it is there like this
    refuse   ///< something is wrong with it: nothing of it is done
};
BOOST_DESCRIBE_ENUM(LineFate, enter, change, same, refuse)

struct CheckedLine {
    std::string at;  ///< "清单!A5"
    std::string name;
    LineFate fate = LineFate::same;
    std::vector<interop::Said> says;
    std::vector<std::size_t> commands = {};  ///< places in CheckedImport::commands, in order
};
BOOST_DESCRIBE_STRUCT(CheckedLine, (), (at, name, fate, says, commands))

struct CheckedImport {
    std::vector<CheckedLine> lines;   ///< in the file's order
    std::vector<interop::Said> says;  ///< of sheets and columns
    std::vector<interop::PlannedCommand> commands;
    std::size_t new_units = 0;

    std::size_t count(LineFate fate) const;
};

/// {counts, lines, says, commands}
boost::json::object to_json(const CheckedImport& checked);

/// Gathers the commands of one line. `version` is that of what is changed, so that the same change after others in
/// between is another command.
class LineCommands {
  public:
    LineCommands(CheckedImport& checked, CheckedLine& line, std::string reason)
        : checked_(checked), line_(line), reason_(std::move(reason)) {}
    void add(std::string method, boost::json::object params, std::uint64_t version = 0);

  private:
    CheckedImport& checked_;
    CheckedLine& line_;
    std::string reason_;
};

}  // namespace taizhang::documents
