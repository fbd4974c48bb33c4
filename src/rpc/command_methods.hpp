// A method for every command of the event catalogue: item.report_progress and so on. Its parameters are the event's
// fields beside what says on what and under which circumstances the command is given:
//
//     {"item": "2014-009", "period": "2014-03", "percent": "25", …,
//      "command_id": "…", "expected_version": 4, "reason": "…", "effective_at": "…"}
#pragma once

#include "src/rpc/method.hpp"

#include "src/engine/engine.hpp"

namespace taizhang::rpc {

/// All but account.change_credential, which only account.set_secret and auth.change_secret may bring about.
std::vector<Method> command_methods();

/// The parameters as a command of `account`. Pure.
Result<CommandRequest> read_command(const EventInfo& info, boost::json::object params, const Account& account);
boost::json::object command_schema(const EventInfo& info);

}  // namespace taizhang::rpc
