// Decides commands one at a time and makes what was decided durable, group by group.
//
//     auto engine = Engine::start({}, log, clock, random);
//     engine->submit(request, [](Result<CommandAnswer> answer) { ... });   // called after the sync, never before
//     engine->stop();
//
// What is queued is decided as one group on in-memory states, each command on top of those before it, and written with
// one sync; what comes during the sync is the next group. Nobody is told anything before that sync returns. If a write
// fails, everything decided on top of it is refused and the engine stops for good: it never guesses what the disk
// holds.
//
// All of that is one thread's work: a hand-over to another one costs more than a decision does. The engine has a thread
// of its own; threads that are about anyway, such as those that read the commands from sockets, may do the work instead
// (lend). An engine that is stepped has no thread at all, and does as it is told: for simulations.
//
// If the log's last record cannot be read, the engine is born stopped: every command is answered with not_writable, and
// the counters tell why.
//
// submit() and the counters may be used from any thread. Answers and listeners are called on the thread that does the
// work and must return quickly; a command that is refused before it is queued (busy, not writable) is answered on the
// caller's thread, within submit(): hold no lock there that the answer takes.
#pragma once

#include "src/domain/aggregate.hpp"

#include <taizhang/clock.hpp>
#include <taizhang/event_log.hpp>
#include <taizhang/random.hpp>

#include <functional>
#include <memory>

namespace taizhang {

/// One command as it comes in: `proposal` holds the event's fields as the client gave them.
struct CommandRequest {
    StreamId stream;
    Event proposal;
    CommandId id;
    AccountId account;                        ///< who; looked up in the account's stream. system_account for ourselves
    std::optional<Version> expected_version;  ///< refused as a conflict when the stream has moved on
    std::string reason;
    std::optional<Time> effective_at;  ///< now, where absent; never in the future
    std::optional<CommandId> correlation;
    std::optional<Position> causation;
    std::size_t bytes = 0;  ///< about what the proposal takes in memory; the queue is bounded by it
};

struct CommandAnswer {
    Position position = 0;  ///< of the last event, in whichever stream it stands
    StreamId stream;        ///< that the command was for
    Version version = 0;    ///< of that stream after it
    std::vector<std::string> events;
    bool duplicate = false;  ///< the command id was known; this is what it brought about then
};
BOOST_DESCRIBE_STRUCT(CommandAnswer, (), (position, stream, version, events, duplicate))

inline const AccountId system_account{"system"};

struct EngineOptions {
    std::size_t queue_limit = 4'096;     ///< commands waiting to be decided; beyond it: ErrorCode::busy
    std::size_t queue_bytes = 64 << 20;  ///< of the same commands, by CommandRequest::bytes; beyond it: busy
    std::size_t group_bytes = 4 << 20;   ///< decided but not durable; the group is written when it has come so far
    std::size_t group_records = 4'096;
    std::size_t cached_aggregates = 200'000;  ///< states kept in memory; colder ones are folded again from the log
};

struct EngineCounters {
    std::uint64_t accepted = 0, refused = 0, duplicates = 0, busy = 0, groups = 0, events = 0;
    std::size_t queued = 0;
    bool writable = true;
    std::string stopped_because;  ///< empty while writable
};

class SteppedEngine;

class Engine {
  public:
    using Answer = std::function<void(Result<CommandAnswer>)>;
    /// The durable records of one group, in order; called before the group's answers.
    using Listener = std::function<void(std::span<const Record>)>;

    /// The log, clock and random outlive the engine; random (salts) is used by one thread at a time. Listeners are
    /// fixed at the start.
    static std::unique_ptr<Engine> start(EngineOptions options, EventLog& log, const Clock& clock, Random& random,
                                         std::vector<Listener> listeners = {});
    /// The same without a thread: nothing is decided until somebody steps.
    static std::unique_ptr<SteppedEngine> stepped(EngineOptions options, EventLog& log, const Clock& clock,
                                                  Random& random, std::vector<Listener> listeners = {});
    virtual ~Engine() = default;

    /// The answer is called exactly once, also when the engine stops (ErrorCode::not_writable then).
    virtual void submit(CommandRequest request, Answer answer) = 0;

    /// Lets what was submitted finish, then ends the thread. Later submits are answered with not_writable.
    virtual void stop() = 0;

    virtual EngineCounters counters() const = 0;

    /// For engines with a thread of their own; others ignore it. From now on `soon` is called, within submit() or
    /// work(), when there is something to do; it must see to it that one of the lender's threads calls work() soon, and
    /// do nothing else. An empty function takes the threads back: once this has returned, `soon` is not called any
    /// more, and the engine's own thread does the rest. No thread is in work() any more when the engine goes.
    virtual void lend(std::function<void()> soon) { (void)soon; }
    /// One group: decides what is queued, writes it, waits for the sync, tells and answers. On a lent thread.
    virtual void work() {}
};

/// Everything happens on the caller's threads, one at a time; submit() only queues.
class SteppedEngine : public Engine {
  public:
    /// At most one group: decides, writes, tells and answers. False when nothing was queued.
    virtual bool step() = 0;
};

}  // namespace taizhang
