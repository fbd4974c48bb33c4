// Tells whoever listens that there may be something new to send: the log grew, or views were applied.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>

namespace taizhang::rpc {

/// Any thread. Listeners are called on the thread that brings the news (engine, projector): they must only hand
/// over. After unlisten() has returned, the listener is not called any more.
class News {
  public:
    std::uint64_t listen(std::function<void()> listener) {
        const std::lock_guard lock(mutex_);
        listeners_.emplace(++last_, std::move(listener));
        return last_;
    }
    void unlisten(std::uint64_t handle) {
        const std::lock_guard lock(mutex_);
        listeners_.erase(handle);
    }
    void tell() const {
        const std::lock_guard lock(mutex_);
        for (const auto& [handle, listener] : listeners_) listener();
    }

  private:
    mutable std::mutex mutex_;
    std::map<std::uint64_t, std::function<void()>> listeners_;
    std::uint64_t last_ = 0;
};

}  // namespace taizhang::rpc
