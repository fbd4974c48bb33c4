// Clients that give commands over WebSockets, all in the calling thread and as cheap as they can be made: they share
// the machine with the server that they measure, so what they take themselves is measured as well.
//
//     TZ_TRY(const Load load, load_over_sockets({.port = 8080, .connections = 64, ...}));
//
// Blocks until the time is up. Each connection keeps `window` commands under way on an item of its own, and leaves it
// after 100 events.
#pragma once

#include "tools/bench/load.hpp"

#include <taizhang/result.hpp>

#include <cstdint>
#include <string>

namespace taizhang::bench {

struct LoadOptions {
    std::uint16_t port = 0;  ///< on 127.0.0.1
    std::string account, secret;
    std::string ledger, unit;  ///< that the items are entered in and for
    unsigned connections = 1;
    unsigned window = 1;      ///< commands under way on each connection
    std::size_t bytes = 300;  ///< of text in each
    Span span;
};

/// The first thing that goes wrong ends it: a command that is refused, or one with a wrong version that is not.
Result<Load> load_over_sockets(const LoadOptions& options);

}  // namespace taizhang::bench
