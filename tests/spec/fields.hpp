// Reads the fields that are written under a command, in the short forms that README.md describes, as the event's schema
// asks for them.
#pragma once

#include "events/catalogue.hpp"
#include "tests/spec/script.hpp"

namespace taizhang::spec {

/// What a command asks for, and what belongs to the command itself.
struct Command {
    Event proposal;
    std::string reason;
    std::optional<Time> effective;
    std::optional<Version> seen;  ///< of the thing that it is about, where the script names it
};

/// Throws Mistake. `last` is the position of the last event, for a field that says 此刻.
Command read_command(const Line& line, const EventInfo& info, Position last);

/// "2014-04-05 23:59" in China, or RFC 3339. Throws Mistake.
Time china_time(const std::string& text, const Line& line);

}  // namespace taizhang::spec
