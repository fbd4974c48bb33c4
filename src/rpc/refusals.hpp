// What is refused, counted by reason for /metrics; and what is refused of access, kept together until it is written
// into the log for auditors (stream access/<day>, view `access_log`). However much is refused, what is kept and written
// in one go is bounded: what differs beyond that is counted together.
//
//     refusals.count(Refusal::header_too_large);
//     refusals.note({.account = id, .address = "192.0.2.7", .method = "auth.login", .why = Why::wrong_secret}, now);
//     refusals.write(engine, now);          // now and then, and once at the end
//
// Any thread.
#pragma once

#include "events/access.hpp"

#include <array>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>

namespace taizhang {
class Engine;
}

namespace taizhang::rpc {

/// Why the server would not go on with a connection, a request or a call. In the order of refusal_names().
enum class Refusal {
    too_many_connections,
    too_many_from_address,
    tls_handshake,
    request_timeout,
    header_too_large,
    body_too_large,
    bad_request,
    foreign_origin,
    foreign_host,
    bad_frame,
    message_too_large,
    silent_peer,
    unread_answers,
    calls_too_fast,
    wrong_secret,
    unknown_account,
    login_throttled,
    bad_token,
    not_allowed
};
BOOST_DESCRIBE_ENUM(Refusal, too_many_connections, too_many_from_address, tls_handshake, request_timeout,
                    header_too_large, body_too_large, bad_request, foreign_origin, foreign_host, bad_frame,
                    message_too_large, silent_peer, unread_answers, calls_too_fast, wrong_secret, unknown_account,
                    login_throttled, bad_token, not_allowed)
inline constexpr std::size_t refusal_count = std::size_t(Refusal::not_allowed) + 1;

/// A refusal of access, but for when and how often.
struct RefusedAccess {
    std::optional<AccountId> account = {};  ///< one that there is
    std::string address = {};
    std::string method = {};  ///< one that there is
    access::Why why = access::Why::not_allowed;

    auto operator<=>(const RefusedAccess&) const = default;
};

class Refusals {
  public:
    static constexpr std::size_t max_different = 32;  ///< written one by one at a time; the others together

    void count(Refusal why) { ++counts_[std::size_t(why)]; }
    std::uint64_t counted(Refusal why) const { return counts_[std::size_t(why)]; }

    /// Counts it, too.
    void note(RefusedAccess refused, Time now);

    /// Gives what was noted to the engine as commands of the system account. What cannot be written now is kept,
    /// together.
    void write(Engine& engine, Time now);

  private:
    struct Times {
        std::uint64_t count = 0;
        Time first, last;
    };
    struct Kept {
        std::mutex mutex;
        std::map<RefusedAccess, Times> noted;

        void add(RefusedAccess refused, const Times& times);
    };

    std::array<std::atomic<std::uint64_t>, refusal_count> counts_{};
    std::shared_ptr<Kept> kept_ = std::make_shared<Kept>();  ///< the engine's answers may come late
};

}  // namespace taizhang::rpc
