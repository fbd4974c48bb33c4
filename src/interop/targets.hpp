// The figures to reach that a task's sentences promise, and the numbers that only a clerk can decide about.
#pragma once

#include <vector>

#include "src/interop/breakdown.hpp"
#include "src/interop/chars.hpp"

namespace taizhang::interop {

struct FoundTargets {
    std::vector<Target> targets;
    std::vector<Doubt> doubts;  ///< `at` is "characters begin–end"; the caller puts the item before it
};

FoundTargets find_targets(Text text);

}  // namespace taizhang::interop
