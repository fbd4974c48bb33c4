// Plays a script: sets an installation up, gives its engine the commands, lets time pass, and holds what came against
// what was expected.
#pragma once

#include "tests/spec/script.hpp"

namespace taizhang::spec {

/// Throws Mistake at the first line that does not hold. Returns the number of expectations that held. `folder` is the
/// script's own. What was recorded goes to `events`, where one is given.
std::size_t play(const std::vector<Line>& lines, const std::string& folder, std::ostream* events = nullptr);

}  // namespace taizhang::spec
