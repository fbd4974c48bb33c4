// A ledger made for measuring, and closed-loop clients that append to it: one command under way for each.
#pragma once

#include "tools/bench/bench.hpp"
#include "tools/node.hpp"

#include <chrono>

namespace taizhang::bench {

/// A data directory with a ledger in it and, for clients over WebSockets, a server on a free port. Thread-safe once
/// made.
class Bed {
  public:
    static Result<std::unique_ptr<Bed>> make(const Options& options);
    ~Bed();

    Node& node();
    const Options& options() const;
    /// Empty when the engine is called directly.
    const std::string& url() const;
    static constexpr std::size_t max_clients() { return 1'024; }

  private:
    struct Parts;
    explicit Bed(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

/// What one client measured: the time of each acknowledged append after the warm-up.
struct Laps {
    Status failure;
    std::vector<double> microseconds;
};

/// Each client has items of its own and leaves one after 100 events, as the peers' clients do with their streams.
Laps append_until(Bed& bed, unsigned client, std::chrono::steady_clock::time_point warm_until,
                  std::chrono::steady_clock::time_point until);

}  // namespace taizhang::bench
