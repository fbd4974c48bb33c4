// What a command about the log's keys must hold against the log itself, which no decider sees: its name, and what was
// signed.
#pragma once

#include "events/catalogue.hpp"

#include <taizhang/event_log.hpp>

namespace taizhang::rpc {

/// A key is adopted under the log's own name; a key that was never adopted is retired only if it has signed a
/// checkpoint that the log keeps. Other proposals pass.
Status check_key_command(EventLog& log, const Event& proposal);

}  // namespace taizhang::rpc
