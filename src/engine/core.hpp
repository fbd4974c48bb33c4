// The engine without threads: what is queued is decided as one group, written with one sync, told and answered.
//
//     if (core.submit(request, answer)) wake_somebody();          // any thread
//     do { while (core.step()) {} } while (!core.leave());        // that somebody: one thread at a time
//
// Whatever is decided is held back until the sync of its group, also refusals: a refusal may rest on what is not
// durable yet, and would tell of it.
#pragma once

#include "src/engine/command_queue.hpp"
#include "src/engine/decision.hpp"

#include <atomic>

namespace taizhang {

class Core {
  public:
    Core(const EngineOptions& options, EventLog& log, const Clock& clock, Random& random,
         std::vector<Engine::Listener> listeners);

    /// Any thread. Queues the command, or answers it with a refusal. True: nobody is at it, so the caller must see to
    /// it that step() is called until leave() is true.
    bool submit(CommandRequest&& request, Engine::Answer answer);

    /// One group; false when nothing was queued. One thread at a time.
    bool step();

    /// Whoever calls step() may rest. False: more has come meanwhile.
    bool leave() { return queue_.leave(); }

    /// Later submits are answered with not_writable. Any thread.
    void close() { queue_.close(); }

    /// Any thread.
    EngineCounters counters() const;

  private:
    struct Pending {
        Outcome outcome;
        Engine::Answer answer;
    };

    bool gather();
    void decide(WaitingCommand& waiting);
    bool is_full() const;
    Status write();
    void answer(const Status& written);
    Result<CommandAnswer> result_of(const Outcome& outcome) const;
    void stop_writing(std::string because);
    std::string stopped_because() const;

    const EngineOptions options_;
    EventLog& log_;
    const std::vector<Engine::Listener> listeners_;
    CommandQueue queue_;
    Decider decider_;

    // the group that is being made: the stepping thread's
    std::vector<Pending> pending_;
    std::vector<Record> records_;
    std::size_t bytes_ = 0;

    std::atomic<std::uint64_t> accepted_{0}, refused_{0}, duplicates_{0}, groups_{0}, events_{0};
    std::atomic<bool> stopped_{false};
    mutable std::mutex mutex_;     // over what follows
    std::string stopped_because_;  // empty while all is well
};

}  // namespace taizhang
