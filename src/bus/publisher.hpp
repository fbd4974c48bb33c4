// Broadcasts what was recorded, and replays it to whoever missed something. Frames: docs/formats/bus.md.
//
//     TZ_TRY(auto at, bus::Endpoints::from_base("tcp://127.0.0.1:5550"));
//     TZ_TRY(auto publisher, bus::Publisher::start({.endpoints = at, .epoch = log.identity().epoch}, source));
//     publisher->publish(message);      // after the sync that made it durable, in the order of positions
//
// One thread of its own has all the sockets. publish(), counters() and healthy() may be called from any thread and
// never wait for the network: what does not fit into the queue is dropped, oldest first, and what does not fit into a
// slow subscriber's pipe is lost to that subscriber; both see the hole and ask for it.
#pragma once

#include "src/bus/endpoints.hpp"
#include "src/bus/keys.hpp"
#include "src/bus/send_queue.hpp"

#include <functional>
#include <optional>

namespace taizhang::bus {

struct PublisherOptions {
    Endpoints endpoints;
    std::uint64_t epoch = 0;
    std::optional<ServerKeys> curve = {};  ///< needed by an endpoint that leaves the machine
    QueueBound queue = {};
    int pipe_messages = default_pipe_messages;  ///< what may wait for one slow subscriber
    /// For tests: a message for which this is true is not broadcast, as if the network had lost it.
    std::function<bool(const Message&)> lose = {};
};

struct PublisherCounters {
    std::uint64_t published = 0;      ///< broadcast, once for all subscribers
    std::uint64_t dropped = 0;        ///< pushed out of the full queue before they were broadcast
    std::uint64_t replayed = 0;       ///< sent again to one client
    std::uint64_t refused = 0;        ///< requests answered with an error
    std::uint64_t denied = 0;         ///< connections turned away for their key
    std::uint64_t subscriptions = 0;  ///< in force now: one for each subscriber and prefix
    std::uint64_t replays = 0;        ///< under way now
};

class Publisher {
  public:
    /// Binds all three endpoints or returns why not. `source` must outlive the publisher's stop().
    static Result<std::unique_ptr<Publisher>> start(PublisherOptions options,
                                                    std::shared_ptr<const ReplaySource> source);
    ~Publisher();

    void publish(Message message);

    /// Where it really listens, with the ports that were chosen for `*`.
    const Endpoints& endpoints() const;
    PublisherCounters counters() const;
    /// An error once the bus's thread has ended for a reason other than stop(); the log itself is not concerned.
    Status healthy() const;

    /// Broadcasts what is queued, gives slow peers a moment, and closes. Idempotent; the destructor calls it.
    void stop();

  private:
    class Loop;
    explicit Publisher(std::unique_ptr<Loop> loop);
    std::unique_ptr<Loop> loop_;
};

}  // namespace taizhang::bus
