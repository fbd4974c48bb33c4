// The bus in the simulation: the publisher's and the subscribers' real minds (bus::Announcer, bus::Follower), and
// between them a network that loses, doubles, delays and reorders what is broadcast, and breaks connections.
//
//     Reader reader("slow", {.kind = bus::Kind::records}, truth, log_identity);
//     reader.connect(announcer…);          // after each start of the server
//     reader.poll(now);                    // takes what has come, keeps it, asks for more
//     reader.crash();                      // goes on from what it has kept
//
// What a reader has delivered is held against the Truth at once: every event of its streams once, in order, durable.
#pragma once

#include "src/bus/announcer.hpp"
#include "src/bus/follower.hpp"
#include "tests/simulation/network.hpp"
#include "tests/simulation/truth.hpp"

namespace taizhang::simulation {

using Frames = std::vector<std::string>;

inline bus::Follower::Clock::time_point bus_time(Milliseconds now) {
    return bus::Follower::Clock::time_point(std::chrono::milliseconds(now));
}

struct ReaderKind {
    std::string name;
    bus::Kind kind = bus::Kind::events;
    std::vector<std::string> prefixes = {};
};

class Reader {
  public:
    Reader(ReaderKind kind, const Truth& truth, LogIdentity log, Dice& dice, const Weather& weather);

    const std::string& name() const { return kind_.name; }
    /// This connection's name at the publisher.
    std::string client() const { return kind_.name + "#" + std::to_string(connection_); }

    // ---- the publisher's side
    void broadcast(bus::Kind kind, bus::wire::Frames frames, Milliseconds now);
    bus::ReplayService::Sent answer(bus::wire::Frames frames, Milliseconds now);
    std::optional<Frames> take_request(Milliseconds now) { return requests_.take(now); }
    /// The server is gone, or the connection broke: what is under way is lost.
    void disconnect();
    void connect() { connected_ = true; }

    // ---- its own
    void poll(Milliseconds now);
    /// Whatever was not kept is forgotten; of what was, nothing.
    void crash(Milliseconds now);
    bool complete() const { return next_expected() == truth_.end(); }
    std::size_t delivered() const { return delivered_; }

  private:
    Status deliver(const bus::Delivery& delivery);
    bool concerns(const StreamId& stream) const;
    /// The position of the event that must come next; the end where there is none yet.
    Position next_expected() const;
    std::string expected_body(const Record& record) const;
    bool send(const bus::wire::Request& request);

    const ReaderKind kind_;
    const Truth& truth_;
    const LogIdentity log_;
    Dice& dice_;
    const Weather& weather_;
    Milliseconds now_ = 0;
    bool connected_ = false;
    unsigned connection_ = 0;
    Mailbox<Frames> live_;
    Pipe<Frames> answers_, requests_;
    std::unique_ptr<bus::Follower> mind_;
    // kept, also over a crash
    Position next_ = 0;
    std::optional<std::uint64_t> epoch_;
    std::size_t delivered_ = 0;
};

}  // namespace taizhang::simulation
