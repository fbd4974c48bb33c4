// Answers those who missed something: from any position, as fast as each client takes it and no faster.
//
//     ReplayService replays(epoch, source, send);
//     replays.request(client, frames, now);      // what came from the ROUTER
//     replays.turn(now);                         // one page for the client whose turn it is
//
// A client has at most one replay; a new request takes the former's place. What is kept for a client is a position and
// its credit, never messages, so a slow one costs nothing; one whose pipe is full is passed over and tried again later.
// No sockets and no clock in here; one thread.
#pragma once

#include "src/bus/wire.hpp"

#include <functional>
#include <list>

namespace taizhang::bus {

class ReplayService {
  public:
    using Clock = std::chrono::steady_clock;
    enum class Sent {
        yes,
        full,  ///< the client's pipe has no room now
        gone   ///< nobody has this identity any more
    };
    /// Must not block. Frames after the client's identity.
    using Send = std::function<Sent(std::string_view client, wire::Frames frames)>;

    struct Counters {
        std::uint64_t replayed = 0;  ///< messages sent again
        std::uint64_t refused = 0;   ///< requests answered with an error
    };

    ReplayService(std::uint64_t epoch, std::shared_ptr<const ReplaySource> source, Send send);

    /// `user`: as in Inquiry.
    void request(std::string_view client, wire::Frames frames, Clock::time_point now, std::string_view user = {});
    void turn(Clock::time_point now);
    /// How long the caller may sleep if nothing comes in.
    std::chrono::milliseconds patience(Clock::time_point now) const;

    const Counters& counters() const { return counters_; }
    std::size_t active() const { return sessions_.size(); }

  private:
    struct Session {
        std::string client;
        wire::ReplayRequest ask;            ///< ask.from is the next position to look at, ask.credit what is left
        bool parked = false;                ///< the next message is known to be wanted, and there is no credit for it
        Clock::time_point not_before = {};  ///< its pipe was full
        std::chrono::milliseconds wait = replay_retry;  ///< until the next attempt, longer after each in vain
        Clock::time_point last_request = {};
    };
    using Sessions = std::list<Session>;
    enum class Outcome { more, done };

    void begin(std::string_view client, wire::ReplayRequest ask, Clock::time_point now);
    void tell(std::string_view client, const wire::Question& question, std::string_view user);
    void grant(std::string_view client, const wire::CreditGrant& grant, Clock::time_point now);
    Outcome serve(Session& session, Clock::time_point now);
    Outcome serve_page(Session& session, const std::vector<Message>& page, Clock::time_point now);
    Outcome finish(Session& session, Position end, Clock::time_point now);
    Outcome after(Sent sent, Session& session, Clock::time_point now);
    Sent send_message(const Session& session, const Message& message, const std::string& body);
    void refuse(std::string_view client, std::optional<std::uint64_t> id, std::string_view code, std::string_view why);
    void forget_idle(Clock::time_point now);
    Sessions::iterator find(std::string_view client);
    static bool runnable(const Session& session, Clock::time_point now);

    const std::uint64_t epoch_;
    const std::shared_ptr<const ReplaySource> source_;
    const Send send_;
    Sessions sessions_;  ///< front: whose turn it is
    Counters counters_;
};

}  // namespace taizhang::bus
