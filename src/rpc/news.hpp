// Tells whoever listens that there may be something new to send: the log grew, or views were applied.
//
//     news.listen([](NewsOf what) { post(what); });
//     news.tell(NewsOf::log);      // to those who follow events; news.tell() is for everybody
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>

namespace taizhang::rpc {

/// What is new, or what somebody wants to hear of.
enum class NewsOf : std::uint8_t { nothing = 0, log = 1, views = 2, all = log | views };

constexpr NewsOf operator|(NewsOf a, NewsOf b) {
    return NewsOf(unsigned(a) | unsigned(b));
}
/// What is in both.
constexpr NewsOf operator&(NewsOf a, NewsOf b) {
    return NewsOf(unsigned(a) & unsigned(b));
}
constexpr NewsOf operator-(NewsOf a, NewsOf b) {
    return NewsOf(unsigned(a) & ~unsigned(b));
}

/// Any thread. Listeners are called on the thread that brings the news (engine, projector): they must only hand
/// over. After unlisten() has returned, the listener is not called any more.
class News {
  public:
    std::uint64_t listen(std::function<void(NewsOf)> listener) {
        const std::lock_guard lock(mutex_);
        listeners_.emplace(++last_, std::move(listener));
        return last_;
    }
    void unlisten(std::uint64_t handle) {
        const std::lock_guard lock(mutex_);
        listeners_.erase(handle);
    }
    void tell(NewsOf what = NewsOf::all) const {
        const std::lock_guard lock(mutex_);
        for (const auto& [handle, listener] : listeners_) listener(what);
    }

  private:
    mutable std::mutex mutex_;
    std::map<std::uint64_t, std::function<void(NewsOf)>> listeners_;
    std::uint64_t last_ = 0;
};

}  // namespace taizhang::rpc
