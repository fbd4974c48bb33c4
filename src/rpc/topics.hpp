// What is owed to many at once, made once: subscriptions that ask for the same share a topic, and those of them that
// have seen the same are given the same bytes.
//
//     const auto topic = topics.events(filter_text, filter, scope);
//     TZ_TRY(const auto owed, topic->after(cursor, "events-1", 128));
//     if (!owed.burst || notifier.send(owed.burst)) cursor = owed.next;
//
// `scope` is Scope::shared(): accounts of all units that have no drafts of their own are sent the same.
//
// A topic lives as long as somebody subscribes to it. What it has made is kept alive in a ring that all topics share,
// so memory does not grow with the number of subscriptions. Any thread.
#pragma once

#include "src/rpc/burst.hpp"
#include "src/rpc/event_filter.hpp"
#include "src/rpc/recent_events.hpp"
#include "src/rpc/scoped_views.hpp"

#include <atomic>
#include <boost/json.hpp>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace taizhang::rpc {

/// What a reader gets next, and where it stands then. No burst: nothing that it asked for.
struct Owed {
    std::shared_ptr<const Burst> burst;
    Position next = 0;
};

/// Tells states of the log or the views and of the drafts apart: both numbers only grow.
inline std::uint64_t number_of(std::uint64_t number, std::uint64_t of_drafts) {
    constexpr unsigned draft_bits = 24;
    return (number << draft_bits) + of_drafts;
}

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
    EventTopic(const EventLog& log, const RecentEvents& recent, const Drafts& drafts, BurstRing& ring,
               EventFilter filter, Scope scope, std::size_t bytes)
        : log_(log),
          recent_(recent),
          drafts_(drafts),
          ring_(ring),
          filter_(std::move(filter)),
          scope_(std::move(scope)),
          bytes_(bytes) {}

    /// Of the `count` events from `from` on, or fewer; `next` is `from` at the log's end.
    Result<Owed> after(Position from, std::string_view subscription, std::size_t count);

  private:
    Result<Owed> make(Position from, std::string_view subscription, std::size_t count) const;

    const EventLog& log_;
    const RecentEvents& recent_;
    const Drafts& drafts_;
    BurstRing& ring_;
    const EventFilter filter_;
    const Scope scope_;
    const std::size_t bytes_;  ///< of a burst, beyond which no event is added
    MadeBursts made_;
};

class ViewTopic {
  public:
    ViewTopic(ScopedViews views, BurstRing& ring, std::string view, boost::json::object filter)
        : views_(std::move(views)), ring_(ring), view_(std::move(view)), filter_(std::move(filter)) {}

    /// What brings a reader from `from` (before_first: it has seen nothing) on; `next` is `from` when it has seen all.
    /// `number` tells what the views have taken in, and which drafts there are: as long as it is the same, so is the
    /// answer.
    Result<Owed> after(Position from, std::string_view subscription, std::uint64_t number);

    const std::string& view() const { return view_; }

  private:
    Result<Owed> make(Position from, std::string_view subscription) const;

    const ScopedViews views_;
    BurstRing& ring_;
    const std::string view_;
    const boost::json::object filter_;
    MadeBursts made_;
};

class Topics {
  public:
    Topics(const EventLog& log, const RecentEvents& recent, const Drafts& drafts, Views& views, std::size_t burst_bytes)
        : log_(log), recent_(recent), drafts_(drafts), views_(views), burst_bytes_(burst_bytes) {}

    /// `text` tells filters apart.
    std::shared_ptr<EventTopic> events(const std::string& text, const EventFilter& filter, const Scope& scope);
    std::shared_ptr<ViewTopic> view(const std::string& view, const boost::json::object& filter, const Scope& scope);

    /// The views' listener: they have taken in more.
    void applied() { ++applied_; }
    std::uint64_t applied_so_far() const { return applied_; }

  private:
    const EventLog& log_;
    const RecentEvents& recent_;
    const Drafts& drafts_;
    Views& views_;
    const std::size_t burst_bytes_;
    std::atomic<std::uint64_t> applied_{0};
    BurstRing ring_{16 << 20};
    std::mutex mutex_;
    std::map<std::string, std::weak_ptr<EventTopic>> events_;
    std::map<std::string, std::weak_ptr<ViewTopic>> views_of_;
};

}  // namespace taizhang::rpc
