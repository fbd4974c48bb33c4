// CloudEvents of the log's last positions, encoded once and shared by all subscriptions that are owed them.
//
//     Result<EncodedPage> page = recent.read(cursor, 1000);
//
// Older positions are read from the log and encoded for the asker alone.
#pragma once

#include <taizhang/event_log.hpp>

#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace taizhang::rpc {

/// One event as it goes out, with what filters ask for.
struct EncodedEvent {
    EventHeader header;
    std::string json;  ///< the CloudEvent
};
using EncodedPage = std::vector<std::shared_ptr<const EncodedEvent>>;

struct RecentLimits {
    std::size_t events = 4'096;
    std::size_t bytes = 16 << 20;
};

/// Any thread.
class RecentEvents {
  public:
    RecentEvents(const EventLog& log, RecentLimits limits) : log_(log), limits_(limits) {}

    /// From `from` on, in order, without gaps, at most `count`; empty at the log's end.
    Result<EncodedPage> read(Position from, std::size_t count) const;
    /// True when `position` is so far from the log's end that a live reader there has fallen behind.
    bool is_behind(Position position) const;

  private:
    EncodedPage cached(Position from, std::size_t count) const;
    void keep(const EncodedPage& page) const;

    const EventLog& log_;
    const RecentLimits limits_;
    mutable std::mutex mutex_;
    mutable std::deque<std::shared_ptr<const EncodedEvent>> kept_;  ///< gapless, ascending
    mutable std::size_t kept_bytes_ = 0;
};

}  // namespace taizhang::rpc
