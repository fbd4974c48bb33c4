// Commands that wait to be decided, bounded in number and in bytes, and whether somebody is at it.
//
//     TZ_TRY(const bool call, queue.push(waiting));      // any thread; true: nobody is at it, call somebody
//     while (auto next = queue.pop()) { ... }            // one thread at a time
//     if (queue.leave()) { ... }                         // false: more has come, somebody must go on
#pragma once

#include "src/engine/engine.hpp"

#include <deque>
#include <memory_resource>
#include <mutex>

namespace taizhang {

struct WaitingCommand {
    CommandRequest request;
    Engine::Answer answer;
};

/// Any thread.
class CommandQueue {
  public:
    explicit CommandQueue(const EngineOptions& options)
        : limit_(options.queue_limit), max_bytes_(options.queue_bytes) {}

    /// Queues the command, or says why not; it is taken only when it was queued. True when nobody is at the queue: from
    /// then on the caller counts as being at it, and must see to it.
    Result<bool> push(WaitingCommand& waiting);

    std::optional<WaitingCommand> pop();

    /// Whoever is at the queue leaves it. False when it must stay, since there is more.
    bool leave();

    /// Later commands are refused with not_writable.
    void close();
    bool closed() const;
    std::size_t size() const;
    std::uint64_t refused_busy() const;

  private:
    const std::size_t limit_, max_bytes_;
    mutable std::mutex mutex_;
    std::pmr::unsynchronized_pool_resource memory_;  ///< a command is larger than what malloc has ready at once
    std::pmr::deque<WaitingCommand> waiting_{&memory_};
    std::size_t bytes_ = 0;
    std::uint64_t refused_busy_ = 0;
    bool attended_ = false, closed_ = false;
};

}  // namespace taizhang
