// A ledger made for measuring: a data directory with what commands on items need, and, for clients over WebSockets, a
// server on a free port.
//
//     TZ_TRY(auto bed, Bed::make(options));
//     bed->node().engine().submit(...);
//
// Thread-safe once made.
#pragma once

#include "tools/bench/bench.hpp"
#include "tools/node.hpp"

namespace taizhang::bench {

inline const LedgerId bed_ledger{"bench"};
inline const UnitId bed_unit{"bench-unit"};
inline const AccountId bed_account{"bench"};
inline constexpr std::string_view bed_secret = "bench-secret";

class Bed {
  public:
    static Result<std::unique_ptr<Bed>> make(const Options& options);
    ~Bed();

    Node& node();
    const Options& options() const;
    /// Of the server; 0 when the engine is called directly.
    std::uint16_t port() const;

  private:
    struct Parts;
    explicit Bed(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace taizhang::bench
