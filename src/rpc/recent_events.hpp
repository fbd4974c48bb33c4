// CloudEvents of the log's last positions, encoded once and shared by all subscriptions that are owed them.
//
//     Result<EventScan> scan = recent.scan(cursor, 1000, [&](const EventHeader& h) { return filter.matches(h); });
//     cursor = scan->next;
//
// Older positions are read from the log, and only what is wanted is encoded, for the asker alone. An event of which
// texts were removed by law is forgotten as soon as that is in the log.
#pragma once

#include <taizhang/event_log.hpp>

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace taizhang::rpc {

/// One event as it goes out, with what filters ask for.
struct EncodedEvent {
    EventHeader header;
    std::string json;    ///< the CloudEvent
    std::string masked;  ///< the same without telephone numbers, where there are any

    const std::string& text(bool with_telephones) const { return with_telephones || masked.empty() ? json : masked; }
};
using EncodedPage = std::vector<std::shared_ptr<const EncodedEvent>>;

struct EventScan {
    EncodedPage events;  ///< what was wanted, in order
    Position next = 0;   ///< where to go on; everything before it was looked at
};

struct RecentLimits {
    std::size_t events = 4'096;
    std::size_t bytes = 16 << 20;
};

/// Any thread.
class RecentEvents {
  public:
    using Wanted = std::function<bool(const EventHeader&)>;

    RecentEvents(const EventLog& log, RecentLimits limits) : log_(log), limits_(limits) {}

    /// Looks at up to `count` events from `from` on.
    Result<EventScan> scan(Position from, std::size_t count, const Wanted& wanted) const;
    /// True when `position` is so far from the log's end that a live reader there has fallen behind.
    bool is_behind(Position position) const;
    /// Looks at what has come. The number is another one than before when what was made of older events may not be
    /// given to anybody any more: a redaction came, an account changed, or so much came that it was not looked at.
    Result<std::uint64_t> look() const;

  private:
    Status catch_up(Position from) const;
    EncodedPage cached(Position from, std::size_t count) const;
    Result<EventScan> scan_log(Position from, std::size_t count, const Wanted& wanted) const;
    Status keep_page(Position from, std::size_t count, EncodedPage* page = nullptr) const;
    void keep(const std::shared_ptr<const EncodedEvent>& event) const;
    void look_at(const EventHeader& header) const;
    void drop_first() const;

    const EventLog& log_;
    const RecentLimits limits_;
    mutable std::mutex mutex_;
    mutable std::deque<std::shared_ptr<const EncodedEvent>> kept_;  ///< gapless, ascending
    mutable std::size_t kept_bytes_ = 0;
    /// look(): everything before the one was looked at, or passed over, and told by the other before. Changed under the
    /// lock.
    mutable std::atomic<Position> looked_{0};
    mutable std::atomic<std::uint64_t> number_{0};
};

}  // namespace taizhang::rpc
