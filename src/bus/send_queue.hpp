// What waits between the engine and the bus's thread: bounded, and never in the engine's way.
//
//     queue.push(std::move(message));          // any thread; drops the oldest when full
//     for (Message& m : queue.take(1024)) …    // the bus's thread, woken through queue.wake_descriptor()
//
// Dropping is sound because subscribers see the hole and ask the replay socket for it.
#pragma once

#include "src/bus/limits.hpp"
#include "src/bus/message.hpp"

#include <deque>
#include <mutex>

namespace taizhang::bus {

/// An eventfd that lives as long as its owner: wake() from any thread, clear() from the one that polls it.
class Wakeup {
  public:
    Wakeup();
    ~Wakeup();
    Wakeup(const Wakeup&) = delete;
    Wakeup& operator=(const Wakeup&) = delete;

    int descriptor() const { return descriptor_; }
    void wake();
    void clear();

  private:
    int descriptor_;
};

struct QueueBound {
    std::size_t messages = default_queue_messages;
    std::size_t bytes = default_queue_bytes;
};

class SendQueue {
  public:
    explicit SendQueue(QueueBound bound) : bound_(bound) {}

    /// How many of the oldest were dropped to make room.
    std::size_t push(Message message);
    /// The oldest, at most `count`; leaves the descriptor readable when more are waiting.
    std::vector<Message> take(std::size_t count);

    Wakeup& wakeup() { return wakeup_; }

  private:
    std::size_t make_room();

    const QueueBound bound_;
    Wakeup wakeup_;
    std::mutex mutex_;
    std::deque<Message> waiting_;
    std::size_t bytes_ = 0;
};

}  // namespace taizhang::bus
