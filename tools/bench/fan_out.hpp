// Measures how fast one event reaches many: so many WebSockets subscribe to events, one more gives commands, and each
// delivery is timed. One thread for all of them, which shares the machine with the server.
#pragma once

#include "tools/bench/bed.hpp"

namespace taizhang::bench {

/// For each number of subscribers: with one event under way, with many, and at 20 events a second. Prints a JSON line
/// each.
Status measure_fan_out(Bed& bed, const std::vector<unsigned>& subscribers);

}  // namespace taizhang::bench
