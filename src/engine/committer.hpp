// Makes what the engine decided durable: everything that has gathered while the last group was being synced is the next
// group, written with one sync. Answers are given in the order of the decisions, after the sync, also refusals: a
// refusal may rest on what is not durable yet, and would tell of it.
//
// push() and join() are called by the engine's thread only; they wait while too much is not answered yet. One thread of
// its own writes, tells the listeners, then answers.
#pragma once

#include "src/engine/engine.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace taizhang {

/// One decided command: its records (none when it was refused), and how to answer once it is safe to.
struct Decided {
    CommandId id;
    std::vector<Record> records;
    /// Makes the answer after the sync. May read the log, in which everything before this command is durable by then.
    std::function<Result<CommandAnswer>()> outcome;
    std::vector<Engine::Answer> waiting;  ///< usually one; more when the same command came again meanwhile
};

class Committer {
  public:
    /// Writes nothing from the start where `stopped_because` is not empty.
    Committer(const EngineOptions& options, EventLog& log, std::vector<Engine::Listener> listeners,
              std::string stopped_because);
    ~Committer();

    void push(Decided decided);

    /// If this command is decided but not answered yet, its answer goes to `answer` as well, marked as a duplicate.
    bool join(const CommandId& id, Engine::Answer& answer);

    /// Writes what is there, then ends. Called once.
    void finish();

    /// Why nothing is written any more; empty while all is well.
    std::string stopped_because() const;
    std::uint64_t groups() const;
    std::uint64_t events() const;

  private:
    void run();
    std::deque<Decided> take_group();
    Status write(std::deque<Decided>& group);
    void answer(std::deque<Decided>& group, const Status& written);
    std::vector<Engine::Answer> leave(const Decided& decided);

    const EngineOptions options_;
    EventLog& log_;
    const std::vector<Engine::Listener> listeners_;

    mutable std::mutex mutex_;
    std::condition_variable filled_, drained_;
    std::deque<Decided> waiting_;
    std::size_t waiting_bytes_ = 0, waiting_records_ = 0, joined_answers_ = 0;
    std::unordered_map<CommandId, std::vector<Engine::Answer>> joined_;  // key: in flight; value: who came later
    std::string stopped_because_;
    std::uint64_t groups_ = 0, events_ = 0;
    bool finishing_ = false;
    std::thread thread_;
};

}  // namespace taizhang
