// What waits to go out on one connection, and what of it goes with one write: small frames copied together, large ones
// and bursts that are shared with others as they are.
//
//     queue.push(frame, false);                               // any thread
//     for (auto piece = out.piece(); !piece.empty(); piece = out.piece()) out.sent(socket.write_some(piece));
#pragma once

#include "src/server/frames.hpp"

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace taizhang {

using Frame = std::shared_ptr<const std::string>;

inline constexpr std::size_t write_chunk = 64 << 10;  ///< each one that the peer takes shows that it is alive
inline constexpr std::size_t large_frame = 16 << 10;  ///< is not copied together with others

/// Frames on their way out, bounded in bytes. Any thread.
class OutQueue {
  public:
    struct Item {
        Frame bytes;
        bool is_framed = false;  ///< has its headers already
    };

    explicit OutQueue(std::size_t limit) : limit_(limit) {}

    bool push(Frame bytes, bool is_framed) {
        const std::lock_guard lock(mutex_);
        if (bytes_ >= limit_) return false;
        bytes_ += bytes->size();
        was_full_ = was_full_ || bytes_ >= limit_;
        items_.push_back({std::move(bytes), is_framed});
        return true;
    }

    /// The oldest, or nothing. After others that were taken (`together`) only one that may be copied. Its bytes count
    /// until done() is told.
    Item take(bool together) {
        const std::lock_guard lock(mutex_);
        if (next_ == items_.size() || (together && items_[next_].bytes->size() > large_frame)) return {};
        Item front = std::move(items_[next_++]);
        if (next_ == items_.size()) {
            items_.clear();
            next_ = 0;
            if (items_.capacity() > kept_items) std::vector<Item>().swap(items_);
        }
        return front;
    }
    bool is_empty() const {
        const std::lock_guard lock(mutex_);
        return next_ == items_.size();
    }
    void done(std::size_t bytes) {
        const std::lock_guard lock(mutex_);
        bytes_ -= bytes;
    }
    std::size_t bytes() const {
        const std::lock_guard lock(mutex_);
        return bytes_;
    }
    /// Whether there is room again after there was none, once: whoever saw that there was none, also without a push,
    /// may still have something, and is to be asked again.
    bool has_room_again() {
        const std::lock_guard lock(mutex_);
        return bytes_ < limit_ && std::exchange(was_full_, false);
    }

  private:
    static constexpr std::size_t kept_items = 8;

    const std::size_t limit_;
    mutable std::mutex mutex_;
    std::vector<Item> items_;
    std::size_t next_ = 0, bytes_ = 0;
    bool was_full_ = false;
};

/// One thread at a time.
class Outgoing {
  public:
    explicit Outgoing(OutQueue& queue) : queue_(queue) {}

    /// A control frame goes before all that wait.
    void control(std::string frame) { control_ = std::move(frame); }
    /// Our close frame: nothing goes out after it.
    void close(std::string frame) {
        control_ = std::move(frame);
        closed_ = true;
    }

    /// Bytes to be sent next, in pieces, so that a slow reader is seen to read; empty when nothing waits.
    std::string_view piece() {
        if (sent_ == small_.size() + large_size()) load();
        if (sent_ < small_.size()) return std::string_view(small_).substr(sent_, write_chunk);
        return large_ ? std::string_view(*large_).substr(sent_ - small_.size(), write_chunk) : std::string_view();
    }
    void sent(std::size_t bytes) {
        sent_ += bytes;
        if (sent_ == small_.size() + large_size()) unload();
    }

  private:
    std::size_t large_size() const { return large_ ? large_->size() : 0; }

    void load() {
        small_.swap(control_);
        control_.clear();
        while (!closed_ && small_.size() < write_chunk && !large_) {
            auto item = queue_.take(!small_.empty());
            if (!item.bytes) return;
            loaded_ += item.bytes->size();
            add(std::move(item));
        }
    }
    void add(OutQueue::Item item) {
        if (!item.is_framed) append_frame_header(small_, FrameKind::text, item.bytes->size());
        const bool is_alone = item.is_framed && small_.empty() && queue_.is_empty();
        if (is_alone || item.bytes->size() > large_frame)
            large_ = std::move(item.bytes);
        else
            small_ += *item.bytes;
    }
    void unload() {
        std::string().swap(small_);
        large_.reset();
        sent_ = 0;
        if (loaded_ > 0) queue_.done(std::exchange(loaded_, 0));
    }

    OutQueue& queue_;
    std::string control_, small_;  // small_ may end in a large one's header
    Frame large_;
    std::size_t sent_ = 0, loaded_ = 0;
    bool closed_ = false;
};

}  // namespace taizhang
