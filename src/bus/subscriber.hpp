// Receives what a publisher broadcasts: every event exactly once, in order, from any position on.
//
//     auto subscriber = bus::Subscriber::start({.live = at.events, .replay = at.replay, .from = saved_position},
//                                              {.on_message = [&](const bus::Delivery& d) { return take(d); }});
//
// Lost messages, a publisher that restarts and a late start are healed through the replay socket. Once it has been
// silent for `quiet` the subscriber asks the publisher whether there is more, so that a lost last message is found as
// well.
//
// Handlers run in the subscriber's own thread, one call at a time; a slow handler slows nobody but this subscriber.
// state() may be called from any thread; stop() from any thread but a handler's.
#pragma once

#include "src/bus/keys.hpp"
#include "src/bus/limits.hpp"
#include "src/bus/message.hpp"

#include <functional>
#include <optional>

namespace taizhang::bus {

struct SubscriberOptions {
    std::string live;  ///< the publisher's events endpoint, or its records endpoint
    std::string replay;
    Kind kind = Kind::events;
    std::vector<std::string> prefixes = {};  ///< streams to take, such as "item/"; none: all
    Position from = 0;
    /// The epoch in which `from` was reached; to be given whenever `from` comes from an earlier run, because a position
    /// means nothing in another log. Nothing: whichever epoch answers first.
    std::optional<std::uint64_t> epoch = {};
    std::optional<ClientKeys> curve = {};
    std::uint32_t credit = default_credit;  ///< how many replayed messages may be under way
    std::chrono::milliseconds quiet = default_quiet;
    std::chrono::milliseconds replay_timeout = default_replay_timeout;
};

struct SubscriberHandlers {
    /// An error ends the subscription: the message counts as not delivered.
    std::function<Status(const Delivery&)> on_message;
    /// Called once, at the end of a subscription that cannot go on: another epoch, a publisher that lost history, an
    /// error of on_message. Nothing is delivered afterwards. May be empty; state() tells it too.
    std::function<void(const Error&)> on_fault = {};
};

/// As of the last batch of messages.
struct SubscriberState {
    Position next = 0;  ///< everything before it has been delivered, or is of no concern to the prefixes
    std::optional<std::uint64_t> epoch = {};
    bool caught_up = false;  ///< nothing is known to be missing
    std::uint64_t delivered = 0;
    std::uint64_t asked = 0;  ///< replays asked for, those of a quiet time included
    std::optional<Error> fault = {};
};

class Subscriber {
  public:
    static Result<std::unique_ptr<Subscriber>> start(SubscriberOptions options, SubscriberHandlers handlers);
    ~Subscriber();

    SubscriberState state() const;
    /// Idempotent; no handler runs after it returns. The destructor calls it.
    void stop();

  private:
    class Loop;
    explicit Subscriber(std::unique_ptr<Loop> loop);
    std::unique_ptr<Loop> loop_;
};

}  // namespace taizhang::bus
