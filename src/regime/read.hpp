// Reads a regime's text (TOML) into rules, and says of whatever is wrong with it where: file, line, what was expected.
//
//     TZ_TRY(auto rules, regime::read(text, "S1.toml"));
//
// Refused with ErrorCode::invalid and details.path, details.line: what is no TOML, an unknown key, a value of a wrong
// kind or out of range, a unit of measure that is not known, a name that stands twice, a reference to something that is
// not there (a step, a form's indicator), and what contradicts itself (a lamp that is yellow before it is green, an
// automatic step against a person, a day that no month has). All faults are gathered: the message tells the first,
// details.faults lists them. Pure.
#pragma once

#include "src/regime/rules.hpp"

namespace taizhang::regime {

struct Fault {
    std::size_t line = 0;  ///< from 1
    std::string key;       ///< "reporting.due_day"
    std::string message;   ///< what was expected, what came, what to do
};

/// `name` stands before the line in messages: "S1.toml:12: …".
Result<Rules> read(std::string_view toml, std::string_view name = "regime");
/// The same, with every fault; empty when all is well.
std::vector<Fault> check(std::string_view toml);

}  // namespace taizhang::regime
