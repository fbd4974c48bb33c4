// The epoch of a log that is made, restored or salvaged.
#pragma once

#include <taizhang/random.hpp>

#include <cstdint>

namespace taizhang {

/// Random and not 0, as LogIdentity asks.
std::uint64_t random_epoch(Random& random);

}  // namespace taizhang
