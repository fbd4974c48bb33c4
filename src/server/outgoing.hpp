// What waits to go out on one connection, and what of it goes with one write: small frames copied together, large ones
// and bursts that are shared with others as they are.
//
//     queue.push(frame, false);                               // any thread
//     for (auto piece = out.piece(); !piece.empty(); piece = out.piece()) out.sent(socket.write_some(piece));
#pragma once

#include "src/server/frames.hpp"

#include <atomic>
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

/// Frames on their way out, bounded in bytes. Any thread. What there is and whether there is room is told without a
/// lock.
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
        count(bytes->size());
        items_.push_back({std::move(bytes), is_framed});
        return true;
    }

    /// True where nothing waits: these bytes go out next, past the queue, and count as if they were in it.
    bool pass(std::size_t bytes) {
        const std::lock_guard lock(mutex_);
        if (bytes_ > 0) return false;
        count(bytes);
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
    void done(std::size_t bytes) { bytes_ -= bytes; }
    std::size_t bytes() const { return bytes_; }
    /// Whether there is room again after there was none, once: whoever saw that there was none, also without a push,
    /// may still have something, and is to be asked again.
    bool has_room_again() {
        if (!was_full_) return false;
        const std::lock_guard lock(mutex_);
        return bytes_ < limit_ && was_full_.exchange(false);
    }

  private:
    static constexpr std::size_t kept_items = 8;

    /// Full is told before anybody may find it so.
    void count(std::size_t bytes) {
        if (bytes_ + bytes >= limit_) was_full_ = true;
        bytes_ += bytes;
    }

    const std::size_t limit_;
    std::mutex mutex_;
    std::vector<Item> items_;
    std::size_t next_ = 0;
    std::atomic<std::size_t> bytes_{0};
    std::atomic<bool> was_full_{false};
};

/// One thread at a time.
class Outgoing {
  public:
    explicit Outgoing(OutQueue& queue) : queue_(queue) {}

    /// A control frame goes before all that wait, but for what was refused.
    void control(std::string frame) { control_ = std::move(frame); }
    /// Our close frame: nothing goes out after it.
    void close(std::string frame) {
        control_ = std::move(frame);
        closed_ = true;
    }

    /// Takes frames that have their headers, where nothing else waits; they go out from where they are.
    bool offer(const Frame& frames) {
        if (!is_idle() || !control_.empty() || closed_ || !queue_.pass(frames->size())) return false;
        large_ = frames;
        loaded_ = frames->size();
        return true;
    }

    /// Bytes to be sent next, in pieces, so that a slow reader is seen to read; empty when nothing waits.
    std::string_view piece() {
        if (is_idle() || may_have_company()) load();
        if (sent_ < small_.size()) return std::string_view(small_).substr(sent_, write_chunk);
        return large_ ? std::string_view(*large_).substr(sent_ - small_.size(), write_chunk) : std::string_view();
    }
    /// The socket took none of the piece now. A layer between may have taken it all the same: TLS has made a record of
    /// it, and sends that once it can. So these bytes stay the first ones of what goes next.
    void refused() { refused_ = true; }
    void sent(std::size_t bytes) {
        refused_ = refused_ && bytes == 0;
        sent_ += bytes;
        if (is_idle()) unload();
    }

  private:
    std::size_t large_size() const { return large_ ? large_->size() : 0; }
    bool is_idle() const { return sent_ == small_.size() + large_size(); }
    /// What was offered stands alone, and others came after it, or a control frame: one write for all.
    bool may_have_company() const {
        const bool has_come = queue_.bytes() > loaded_ || !control_.empty();
        return sent_ == 0 && small_.empty() && large_ && large_->size() <= large_frame && has_come;
    }

    void load() {
        const auto alone = std::exchange(large_, nullptr);
        if (alone && refused_) small_ = *alone;
        small_ += std::exchange(control_, {});
        if (alone && !refused_) small_ += *alone;
        while (!closed_ && small_.size() < write_chunk && !large_ && queue_.bytes() > loaded_) {
            auto item = queue_.take(!small_.empty());
            if (!item.bytes) return;
            loaded_ += item.bytes->size();
            add(std::move(item));
        }
    }
    void add(OutQueue::Item item) {
        if (!item.is_framed) append_frame_header(small_, FrameKind::text, item.bytes->size());
        const bool is_alone = item.is_framed && small_.empty() && queue_.bytes() == loaded_;
        if (is_alone || item.bytes->size() > large_frame)
            large_ = std::move(item.bytes);
        else
            small_ += *item.bytes;
    }
    void unload() {
        if (small_.capacity() > 0) std::string().swap(small_);
        large_.reset();
        sent_ = 0;
        if (loaded_ > 0) queue_.done(std::exchange(loaded_, 0));
    }

    OutQueue& queue_;
    std::string control_, small_;  // small_ may end in a large one's header
    Frame large_;
    std::size_t sent_ = 0, loaded_ = 0;
    bool closed_ = false, refused_ = false;
};

}  // namespace taizhang
