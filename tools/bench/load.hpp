// What a run of clients is told, and what it measured.
#pragma once

#include <chrono>
#include <vector>

namespace taizhang::bench {

inline constexpr std::uint64_t events_per_item = 100;  ///< then the client goes on with another item

struct Span {
    std::chrono::milliseconds warm_up{1'000}, measured{5'000};
};

struct Load {
    std::vector<float> microseconds;  ///< from sending to the answer, for each command answered after the warm-up
    double client_seconds = 0;        ///< of processor, of the clients after the warm-up
    double all_seconds = 0;           ///< the same of the whole process, the clients with it
    double elapsed_seconds = 0;
};

/// Processor time so far: RUSAGE_THREAD or RUSAGE_SELF.
double processor_seconds(int who);

}  // namespace taizhang::bench
