// Plays a script: sets the world up, gives the commands to the real deciders, lets time pass, and holds what came
// against what was expected.
#pragma once

#include "tests/spec/script.hpp"

namespace taizhang::spec {

/// Throws Mistake at the first line that does not hold. Returns the number of expectations that held. `folder` is the
/// script's own.
std::size_t play(const std::vector<Line>& lines, const std::string& folder);

}  // namespace taizhang::spec
