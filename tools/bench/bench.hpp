// Measures what users ask first: how many appends a second are durable, with how many clients, and how fast history is
// read back. Every append is a real command through the engine (or a WebSocket), with an expected version, acknowledged
// after the sync.
#pragma once

#include <taizhang/result.hpp>

#include <string>
#include <vector>

namespace taizhang::bench {

struct Options {
    std::string data;
    std::vector<unsigned> clients{1, 16, 64, 256};
    unsigned in_flight = 1;  ///< on each WebSocket
    unsigned seconds = 5;
    std::size_t bytes = 300;
    std::string over = "engine";
    bool appends_only = false;      ///< neither replay nor rebuild
    std::vector<unsigned> fan_out;  ///< measure instead how fast events reach so many subscribers
};

/// Prints one JSON line for each number of clients, then one for replay; removes the data directory at the end.
Status run(const Options& options);

}  // namespace taizhang::bench
