// Slows down guessing: after some failures under a key, further attempts must wait, each time twice as long.
//
//     if (auto wait = throttle.wait("account/zhang", now)) return busy(*wait);
//     throttle.failed("account/zhang", now);
#pragma once

#include <taizhang/time.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <unordered_map>

namespace taizhang::rpc {

struct ThrottleOptions {
    unsigned free_failures = 5;           ///< of one account, before it must wait
    unsigned free_address_failures = 20;  ///< of one address: an office shares one
    std::chrono::milliseconds first_wait = std::chrono::seconds(1);
    std::chrono::milliseconds longest_wait = std::chrono::minutes(5);
    std::chrono::milliseconds forget_after = std::chrono::minutes(15);
    std::size_t max_keys = 100'000;  ///< the oldest is forgotten when more are remembered
};

/// What attempts from an address are counted under: a host has a whole /64 of IPv6 to choose its addresses from, so all
/// of it counts as one; an IPv4 address is itself, however it is written. What is no address is itself, too.
std::string throttle_key(const std::string& address);

/// One thread at a time. Pure: it is told the time.
class Throttle {
  public:
    Throttle(ThrottleOptions options, unsigned free_failures) : options_(options), free_(free_failures) {}

    /// How long the next attempt must wait; nothing when it may go on.
    std::optional<std::chrono::milliseconds> wait(const std::string& key, Time now) const;
    void failed(const std::string& key, Time now);
    void succeeded(const std::string& key) { failures_.erase(key); }

  private:
    struct Failures {
        unsigned count = 0;
        Time last;
    };
    std::chrono::milliseconds wait_after(unsigned failures) const;
    void make_room(Time now);

    ThrottleOptions options_;
    unsigned free_;
    std::unordered_map<std::string, Failures> failures_;
};

}  // namespace taizhang::rpc
