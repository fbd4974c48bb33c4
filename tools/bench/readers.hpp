// Measures how fast a server gives back its history as CloudEvents: events.read over WebSockets.
#pragma once

#include "tools/bench/bed.hpp"

namespace taizhang::bench {

/// Prints a line for each number of sockets, which share the log's positions. The bed has a server.
Status measure_readers(Bed& bed, const std::vector<unsigned>& sockets = {1, 2});

}  // namespace taizhang::bench
