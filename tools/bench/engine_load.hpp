// Clients that call the engine directly: each gives its next command as soon as it is answered, so the engine's thread
// does everything and no client costs a thread of its own.
#pragma once

#include "tools/bench/bed.hpp"
#include "tools/bench/load.hpp"

namespace taizhang::bench {

/// Blocks until the time is up and every command is answered; the first refusal ends it.
Result<Load> load_engine(Bed& bed, unsigned clients, Span span);

}  // namespace taizhang::bench
