// A subscriber without its sockets, its thread and its clock: what it makes of what comes in, and when it asks for
// more.
//
//     Follower follower(options, {.deliver = …, .send = …, .now = …});
//     TZ_CHECK(follower.live(frames));       // from the SUB socket
//     TZ_CHECK(follower.answer(frames));     // from the DEALER socket
//     follower.turn();                       // gives credit and asks, where that is due
//
// A simulation drives it by itself. One thread; an error is final.
#pragma once

#include "src/bus/sequencer.hpp"
#include "src/bus/subscriber.hpp"
#include "src/bus/wire.hpp"

namespace taizhang::bus {

class Follower {
  public:
    using Clock = std::chrono::steady_clock;
    struct World {
        Sequencer::Deliver deliver;
        /// To the replay socket, without waiting; false when it did not leave.
        std::function<bool(const wire::Request&)> send;
        std::function<Clock::time_point()> now;
    };

    /// `options` are sound (Subscriber::start checks them).
    Follower(const SubscriberOptions& options, World world);

    Status live(wire::Frames frames);
    Status answer(wire::Frames frames);
    void turn();
    /// How long the caller may sleep if nothing comes in.
    std::chrono::milliseconds patience() const;
    /// Everything but a fault, which the callers' errors tell.
    SubscriberState state() const;

  private:
    Status take(const wire::Answer& answer);
    Status take_refusal(const wire::Refusal& refusal);
    void grant_if_due();
    void ask_if_due();

    const SubscriberOptions options_;
    const World world_;
    Sequencer sequence_;
    std::uint64_t replay_id_ = 0;
    std::uint32_t owed_ = 0;   ///< messages of this replay taken since credit was last given
    Clock::time_point heard_;  ///< when something last came that shows where the log is
    Clock::time_point ask_not_before_ = {};
    std::uint64_t delivered_ = 0;
    std::uint64_t asked_ = 0;
};

}  // namespace taizhang::bus
