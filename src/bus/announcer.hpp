// A publisher without its sockets and its thread: what waits to be broadcast, and the replays under way.
//
//     Announcer announcer(epoch, bound, source, {.broadcast = …, .answer = …});
//     announcer.push(message);                          // any thread
//     announcer.broadcast();                            // what waits, at most one batch
//     announcer.replays().request(client, frames, now); // what came from the ROUTER
//     announcer.replays().turn(now);
//
// A simulation drives it by itself. All but push() and wakeup(): one thread.
#pragma once

#include "src/bus/replay_service.hpp"
#include "src/bus/send_queue.hpp"

namespace taizhang::bus {

class Announcer {
  public:
    struct World {
        /// [stream, place, body] to every subscriber of that kind; must not block. What does not fit is lost.
        std::function<void(Kind, wire::Frames)> broadcast;
        ReplayService::Send answer;
        /// For tests: a message for which this is true is not broadcast, as if the network had lost it. May be empty.
        std::function<bool(const Message&)> lose = {};
    };
    struct Broadcast {
        std::size_t taken = 0;      ///< from the queue
        std::size_t published = 0;  ///< of them
    };

    Announcer(std::uint64_t epoch, QueueBound bound, std::shared_ptr<const ReplaySource> source, World world)
        : epoch_(epoch), world_(std::move(world)), queue_(bound), replays_(epoch, std::move(source), world_.answer) {}

    /// How many of the oldest were dropped to make room.
    std::size_t push(Message message) { return queue_.push(std::move(message)); }
    Wakeup& wakeup() { return queue_.wakeup(); }

    Broadcast broadcast();
    ReplayService& replays() { return replays_; }
    const ReplayService& replays() const { return replays_; }

  private:
    void send(const Message& message, const std::string& place, Kind kind) const;

    const std::uint64_t epoch_;
    const World world_;
    SendQueue queue_;
    ReplayService replays_;
};

}  // namespace taizhang::bus
