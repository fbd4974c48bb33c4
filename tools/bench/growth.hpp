// Measures what a log costs as it grows: appends, point reads, an item's history, look-ups of commands, walking, bytes
// on disk and memory, at 100,000 events and at each tenfold up to the size that is asked for.
//
// The records are put into the log as the engine would have decided them (items with 100 events each, 300 bytes of
// payload in words that compress as Chinese reports do), so that ten million take minutes and not hours.
#pragma once

#include <taizhang/result.hpp>

#include <cstdint>
#include <string>

namespace taizhang::bench {

struct GrowthOptions {
    std::string data;  ///< an empty directory, removed afterwards
    std::uint64_t events = 1'000'000;
    std::size_t bytes = 300;  ///< of payload
};

/// Prints one JSON line for each size.
Status run_growth(const GrowthOptions& options);

}  // namespace taizhang::bench
