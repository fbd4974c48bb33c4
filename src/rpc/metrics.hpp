// Counters of the protocol half; health.hpp prints them as OpenMetrics text.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace taizhang::rpc {

/// What a method's name begins with; "other" is for names that are no method.
enum class Family { auth, account, command, events, view, log, system, rpc, other };
inline constexpr std::size_t family_count = 9;
/// Answers by error code, in the order of all_codes() in errors.hpp.
inline constexpr std::size_t error_slots = 14;

/// Any thread.
struct Metrics {
    using Counter = std::atomic<std::uint64_t>;

    std::array<Counter, family_count> requests{};
    std::array<Counter, error_slots> errors{};
    Counter sessions_opened{0};
    Counter sessions_open{0};           ///< now
    Counter event_subscriptions{0};     ///< now
    Counter view_subscriptions{0};      ///< now
    Counter presence_subscriptions{0};  ///< now
    Counter notifications{0};
    Counter fell_behind{0};
    Counter logins{0};
    Counter failed_logins{0};
    Counter throttled_logins{0};
};

}  // namespace taizhang::rpc
