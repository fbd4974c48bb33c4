// Limits of the protocol half (contract.md, "Limits"). Each is told in the error that it causes, and tested at the
// edge.
#pragma once

#include "src/rpc/budget.hpp"

#include <cstddef>

namespace taizhang::rpc {

inline constexpr std::size_t max_message_bytes = 1 << 20;       ///< one text frame from a client
inline constexpr std::size_t max_queued_bytes = 1 << 20;        ///< waiting to be written on one connection
inline constexpr std::size_t max_batch_calls = 1'000;           ///< calls in one batch
inline constexpr std::size_t max_batch_answer_bytes = 8 << 20;  ///< calls beyond it are refused without being run
inline constexpr std::size_t max_outstanding = 1'000;           ///< calls of one connection that wait for their answer
inline constexpr std::size_t max_subscriptions = 64;            ///< of one connection
inline constexpr std::size_t max_events_read = 1'000;           ///< in one answer of events.read
inline constexpr std::size_t max_filter_values = 100;           ///< in one list of a filter

/// What tests make smaller; servers use the defaults.
struct Limits {
    std::size_t queued_bytes = max_queued_bytes;
    std::size_t batch_answer_bytes = max_batch_answer_bytes;
    std::size_t batch_calls_at_once = 4;  ///< the others wait for pump(), so that the thread is shared
    std::size_t outstanding = max_outstanding;
    std::size_t subscriptions = max_subscriptions;
    std::size_t scanned_events = 10'000;  ///< looked at by one events.read or one pump, matching or not
    std::size_t answer_bytes = 4 << 20;   ///< one events.read ends after it
    std::size_t recent_events = 4'096;    ///< kept encoded for live subscriptions; beyond: "fell behind"
    std::size_t recent_bytes = 16 << 20;  ///< the same, in bytes
    unsigned busy_retry_ms = 500;         ///< told when a connection has too much outstanding
    BudgetOptions budget = {};            ///< of one account, over all of its connections
};

}  // namespace taizhang::rpc
