// A place where a thread can be made to wait, so that a test can hold the engine in a chosen state without any sleep.
//
//     Gate gate;
//     gate.close();              // whoever comes from now on waits
//     gate.await_arrivals(1);    // somebody is there (or has passed before)
//     gate.open();
//
// Any thread may call anything.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace taizhang {

/// Far beyond what anything here takes: a test that gets here fails instead of hanging.
inline constexpr std::chrono::seconds patience{120};

class Gate {
  public:
    void close() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
    }
    /// Closes behind the arrival with that number, counted from the first ever.
    void close_after(std::size_t arrivals) {
        const std::lock_guard lock(mutex_);
        closes_after_ = arrivals;
    }
    void open() {
        {
            const std::lock_guard lock(mutex_);
            closed_ = false;
            closes_after_ = never;
        }
        changed_.notify_all();
    }

    void pass() {
        std::unique_lock lock(mutex_);
        if (++arrivals_ > closes_after_) closed_ = true;
        changed_.notify_all();
        if (!changed_.wait_for(lock, patience, [this] { return !closed_; })) ADD_FAILURE() << "the gate stayed closed";
    }

    std::size_t arrivals() {
        const std::lock_guard lock(mutex_);
        return arrivals_;
    }
    void await_arrivals(std::size_t count) {
        std::unique_lock lock(mutex_);
        if (!changed_.wait_for(lock, patience, [&] { return arrivals_ >= count; }))
            ADD_FAILURE() << "only " << arrivals_ << " of " << count << " came to the gate";
    }

  private:
    static constexpr std::size_t never = static_cast<std::size_t>(-1);
    std::mutex mutex_;
    std::condition_variable changed_;
    bool closed_ = false;
    std::size_t arrivals_ = 0, closes_after_ = never;
};

/// For a condition that nobody signals, such as a counter.
template <class Condition>
bool await(Condition condition) {
    const auto until = std::chrono::steady_clock::now() + patience;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > until) return false;
        std::this_thread::yield();
    }
    return true;
}

}  // namespace taizhang
