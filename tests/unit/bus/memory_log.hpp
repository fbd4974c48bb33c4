// A history in memory, and a small way to wait for what other threads do.
#pragma once

#include "src/bus/message.hpp"
#include "src/bus/publisher.hpp"
#include "src/bus/subscriber.hpp"

#include <gmock/gmock.h>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace taizhang::bus {

inline constexpr std::uint64_t test_epoch = 0x0102030405060708;
inline constexpr std::chrono::seconds patience{60};

/// Polls until `condition` holds; false after `patience`.
inline bool eventually(const std::function<bool()>& condition) {
    const auto give_up = std::chrono::steady_clock::now() + patience;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > give_up) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
}

class MemoryLog : public ReplaySource {
  public:
    /// Records one event in `stream`, and returns it as it is to be published.
    Message append(const std::string& stream, const std::string& text = {}) {
        const std::lock_guard lock(mutex_);
        const Position position = messages_.size();
        const std::string body = text.empty() ? "event " + std::to_string(position) : text;
        messages_.push_back({stream, position, std::make_shared<const std::string>(body),
                             std::make_shared<const std::string>("record " + std::to_string(position))});
        return messages_.back();
    }

    Result<std::vector<Message>> read(Position from, std::size_t count, Kind) const override {
        const std::lock_guard lock(mutex_);
        if (broken_) return corrupt("the disk cannot be read");
        const std::size_t begin = std::min<std::size_t>(from, messages_.size());
        const std::size_t end = std::min(messages_.size(), begin + count);
        return std::vector<Message>(messages_.begin() + static_cast<std::ptrdiff_t>(begin),
                                    messages_.begin() + static_cast<std::ptrdiff_t>(end));
    }
    Position end() const override {
        const std::lock_guard lock(mutex_);
        return messages_.size();
    }
    void breaks(bool broken) {
        const std::lock_guard lock(mutex_);
        broken_ = broken;
    }

  private:
    mutable std::mutex mutex_;
    std::vector<Message> messages_;
    bool broken_ = false;
};

/// Collects what a subscriber delivers.
class Inbox {
  public:
    struct Entry {
        std::string stream;
        Position position = 0;
        std::string bytes;
        bool operator==(const Entry&) const = default;
    };

    SubscriberHandlers handlers() {
        return {.on_message =
                    [this](const Delivery& d) {
                        const std::lock_guard lock(mutex_);
                        entries_.push_back({std::string(d.stream), d.position, std::string(d.bytes)});
                        changed_.notify_all();
                        return Status();
                    },
                .on_fault =
                    [this](const Error& error) {
                        const std::lock_guard lock(mutex_);
                        faults_.push_back(error);
                        changed_.notify_all();
                    }};
    }
    bool await_count(std::size_t count) {
        return await([&] { return entries_.size() >= count; });
    }
    bool await_fault() {
        return await([&] { return !faults_.empty(); });
    }
    std::vector<Entry> entries() const {
        const std::lock_guard lock(mutex_);
        return entries_;
    }
    std::vector<Position> positions() const {
        std::vector<Position> all;
        for (const auto& entry : entries()) all.push_back(entry.position);
        return all;
    }
    std::vector<Error> faults() const {
        const std::lock_guard lock(mutex_);
        return faults_;
    }

  private:
    bool await(const std::function<bool()>& condition) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, patience, condition);
    }

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Entry> entries_;
    std::vector<Error> faults_;
};

/// 0, 1, … n - 1
inline std::vector<Position> first(std::size_t n) {
    std::vector<Position> all(n);
    for (std::size_t i = 0; i < n; ++i) all[i] = i;
    return all;
}

}  // namespace taizhang::bus
