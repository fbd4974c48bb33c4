// `taizhang import --commands FILE --data DIR`: commands as JSON lines, decided by the engine in groups.
//
//     {"method":"item.enter","params":{"item":"2014-009","command_id":"…",…}}
//
// Every line has a command id of its own, so a file that was read in part is read again from its beginning: what is
// there already is not entered twice.
#pragma once

#include "tools/commands/commands.hpp"
#include "tools/node.hpp"

#include <istream>

namespace taizhang {

struct CommandsEntered {
    std::uint64_t lines = 0, entered = 0, already = 0;
};

/// As `account`, who must exist, or as the system. Ends at the first line that is wrong or refused, once what was under
/// way is decided: the error names it. Up to some thousand lines behind it may have been entered.
Result<CommandsEntered> enter_commands(Node& node, const AccountId& account, std::istream& lines);

struct CommandsImport {
    std::string file;  ///< "-": standard input
    std::string data;
    std::string account;  ///< empty: the system
    bool as_json = false;
};
Status import_commands(const CommandsImport& import);

}  // namespace taizhang
