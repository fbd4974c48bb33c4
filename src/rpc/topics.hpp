// What is owed to many at once, made once: subscriptions that ask for the same share a topic, and those of them that
// have seen the same are given the same bytes.
//
//     const auto topic = topics.events(filter_text, filter, hides_accounts);
//     TZ_TRY(const auto owed, topic->after(cursor, "events-1", 128));
//     if (!owed.burst || notifier.send(owed.burst)) cursor = owed.next;
//
// A topic lives as long as somebody subscribes to it. What it has made is kept alive in a ring that all topics share,
// so memory does not grow with the number of subscriptions. Any thread.
#pragma once

#include "src/rpc/burst.hpp"
#include "src/rpc/event_filter.hpp"
#include "src/rpc/recent_events.hpp"

#include <atomic>
#include <boost/json.hpp>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace taizhang {
class Views;
}

namespace taizhang::rpc {

/// What a reader gets next, and where it stands then. No burst: nothing that it asked for.
struct Owed {
    std::shared_ptr<const Burst> burst;
    Position next = 0;
};

/// Keeps the last bursts alive, so many and so large.
class BurstRing {
  public:
    explicit BurstRing(std::size_t bytes) : limit_(bytes) {}
    void hold(std::shared_ptr<const Burst> burst);

  private:
    const std::size_t limit_;
    std::mutex mutex_;
    std::deque<std::shared_ptr<const Burst>> held_;
    std::size_t bytes_ = 0;
};

/// The last few that were made, by where they begin and for which subscription's id; with the number under which that
/// was right. Each thread keeps what it was given last at hand, so that thousands who are given the same one after
/// another cost no lock and share no count with other threads.
class MadeBursts {
  public:
    struct Made {
        Position from = 0, next = 0;
        std::uint64_t number = 0;
        std::string subscription;
        bool is_empty = false;
        std::weak_ptr<const Burst> burst;
    };
    std::optional<Owed> find(Position from, std::uint64_t number, std::string_view subscription) const;
    void keep(Made made);

  private:
    static constexpr std::size_t max_kept = 16;
    const std::uint64_t serial_ = next_serial_++;  ///< tells it from all that there were, for what threads keep
    mutable std::mutex mutex_;
    std::deque<Made> kept_;

    static std::atomic<std::uint64_t> next_serial_;
};

class EventTopic {
  public:
    EventTopic(const RecentEvents& recent, BurstRing& ring, EventFilter filter, bool hides_accounts, std::size_t bytes)
        : recent_(recent), ring_(ring), filter_(std::move(filter)), hides_accounts_(hides_accounts), bytes_(bytes) {}

    /// Of the `count` events from `from` on, or fewer; `next` is `from` at the log's end.
    Result<Owed> after(Position from, std::string_view subscription, std::size_t count);

  private:
    Result<Owed> make(Position from, std::string_view subscription, std::size_t count) const;

    const RecentEvents& recent_;
    BurstRing& ring_;
    const EventFilter filter_;
    const bool hides_accounts_;
    const std::size_t bytes_;  ///< of a burst, beyond which no event is added
    MadeBursts made_;
};

class ViewTopic {
  public:
    ViewTopic(const Views& views, BurstRing& ring, std::string view, boost::json::object filter)
        : views_(views), ring_(ring), view_(std::move(view)), filter_(std::move(filter)) {}

    /// What brings a reader from `from` (before_first: it has seen nothing) on; `next` is `from` when it has seen all.
    /// `applied` counts what the views have taken in: as long as it is the same, so is the answer.
    Result<Owed> after(Position from, std::string_view subscription, std::uint64_t applied);

    const std::string& view() const { return view_; }

  private:
    Result<Owed> make(Position from, std::string_view subscription) const;

    const Views& views_;
    BurstRing& ring_;
    const std::string view_;
    const boost::json::object filter_;
    MadeBursts made_;
};

class Topics {
  public:
    Topics(const RecentEvents& recent, const Views& views, std::size_t burst_bytes)
        : recent_(recent), views_(views), burst_bytes_(burst_bytes) {}

    /// `text` tells filters apart.
    std::shared_ptr<EventTopic> events(const std::string& text, const EventFilter& filter, bool hides_accounts);
    std::shared_ptr<ViewTopic> view(const std::string& view, const boost::json::object& filter);

    /// The views' listener: they have taken in more.
    void applied() { ++applied_; }
    std::uint64_t applied_so_far() const { return applied_; }

  private:
    const RecentEvents& recent_;
    const Views& views_;
    const std::size_t burst_bytes_;
    std::atomic<std::uint64_t> applied_{0};
    BurstRing ring_{16 << 20};
    std::mutex mutex_;
    std::map<std::string, std::weak_ptr<EventTopic>> events_;
    std::map<std::string, std::weak_ptr<ViewTopic>> views_of_;
};

}  // namespace taizhang::rpc
