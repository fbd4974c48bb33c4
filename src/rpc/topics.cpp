#include "src/rpc/topics.hpp"

#include "src/rpc/view_text.hpp"
#include "src/views/views.hpp"

#include <array>

namespace taizhang::rpc {

namespace {

constexpr std::size_t max_held = 64;

/// The topic of this key, made where there is none; those that nobody holds any more go on the way.
template <class Topic, class Make>
std::shared_ptr<Topic> find_or_make(std::map<std::string, std::weak_ptr<Topic>>& known, const std::string& key,
                                    Make make) {
    if (const auto found = known.find(key); found != known.end()) {
        if (auto topic = found->second.lock()) return topic;
    }
    constexpr std::size_t now_and_then = 64;
    if (known.size() % now_and_then == 0) std::erase_if(known, [](const auto& one) { return one.second.expired(); });
    auto topic = make();
    known[key] = topic;
    return topic;
}

/// What this thread was given lately, and of which topic. The pointers have a count of their own.
class AtHand {
  public:
    const Owed* find(std::uint64_t topic, Position from, std::uint64_t number, std::string_view subscription) const {
        for (const auto& one : kept_) {
            if (one.topic == topic && one.from == from && one.number == number && one.subscription == subscription)
                return &one.owed;
        }
        return nullptr;
    }
    const Owed& keep(std::uint64_t topic, Position from, std::uint64_t number, std::string_view subscription,
                     Owed owed) {
        const auto own = std::make_shared<std::shared_ptr<const Burst>>(std::move(owed.burst));
        owed.burst = {own, own->get()};
        auto& one = kept_[next_++ % kept_.size()];
        one = {topic, number, from, std::string(subscription), std::move(owed)};
        return one.owed;
    }

  private:
    struct Kept {
        std::uint64_t topic = 0, number = 0;
        Position from = 0;
        std::string subscription;
        Owed owed;
    };
    std::array<Kept, 4> kept_;
    std::size_t next_ = 0;
};
thread_local AtHand at_hand;

bool is_further(Position than, Position position) {
    if (position == before_first) return false;
    return than == before_first || position > than;
}

}  // namespace

// ---- what was made -------------------------------------------------------------------------------------------------

void BurstRing::hold(std::shared_ptr<const Burst> burst) {
    const std::lock_guard lock(mutex_);
    bytes_ += burst->wire().size();
    held_.push_back(std::move(burst));
    while (held_.size() > 1 && (held_.size() > max_held || bytes_ > limit_)) {
        bytes_ -= held_.front()->wire().size();
        held_.pop_front();
    }
}

std::atomic<std::uint64_t> MadeBursts::next_serial_{1};

std::optional<Owed> MadeBursts::find(Position from, std::uint64_t number, std::string_view subscription) const {
    if (const auto* here = at_hand.find(serial_, from, number, subscription)) return *here;
    const std::lock_guard lock(mutex_);
    for (const auto& made : kept_) {
        if (made.from != from || made.number != number) continue;
        if (made.is_empty) return Owed{nullptr, made.next};
        if (made.subscription != subscription) continue;
        if (auto burst = made.burst.lock())
            return at_hand.keep(serial_, from, number, subscription, {std::move(burst), made.next});
    }
    return std::nullopt;
}

void MadeBursts::keep(Made made) {
    const std::lock_guard lock(mutex_);
    if (kept_.size() == max_kept) kept_.pop_back();
    kept_.push_front(std::move(made));
}

// ---- events --------------------------------------------------------------------------------------------------------

Result<Owed> EventTopic::after(Position from, std::string_view subscription, std::size_t count) {
    TZ_TRY(auto number, recent_.look());
    if (!scope_.drafts) {
        TZ_TRY(const auto drafts, drafts_.known());
        number = number_of(number, drafts.number);
    }
    if (auto known = made_.find(from, number, subscription); known && known->next - from <= count) return *known;
    TZ_TRY(auto owed, make(from, subscription, count));
    if (owed.next == from || recent_.is_behind(from)) return owed;  // nothing, or nobody else's
    if (owed.burst) ring_.hold(owed.burst);
    made_.keep({from, owed.next, number, std::string(subscription), !owed.burst, owed.burst});
    return owed;
}

Result<Owed> EventTopic::make(Position from, std::string_view subscription, std::size_t count) const {
    EventGuard guard(log_, drafts_, scope_);
    TZ_TRY(const auto scan, recent_.scan(from, count, [&](const EventHeader& header) {
        return filter_.matches(header) && !guard.hides(header);
    }));
    TZ_CHECK(guard.status());
    auto burst = std::make_shared<Burst>();
    for (const auto& event : scan.events) {
        if (guard.hides_text(event->header, event->json)) continue;
        burst->add({R"({"jsonrpc":"2.0","method":"events.event","params":{"subscription":")", subscription,
                    R"(","result":)", event->text(scope_.telephones), "}}"});
        if (burst->wire().size() >= bytes_ && event != scan.events.back())
            return Owed{std::move(burst), event->header.position + 1};
    }
    TZ_CHECK(guard.status());
    if (burst->messages() == 0) burst.reset();
    return Owed{std::move(burst), scan.next};
}

// ---- views ---------------------------------------------------------------------------------------------------------

Result<Owed> ViewTopic::after(Position from, std::string_view subscription, std::uint64_t number) {
    if (auto known = made_.find(from, number, subscription)) return *known;
    TZ_TRY(auto owed, make(from, subscription));
    if (owed.burst) ring_.hold(owed.burst);
    made_.keep({from, owed.next, number, std::string(subscription), !owed.burst, owed.burst});
    return owed;
}

Result<Owed> ViewTopic::make(Position from, std::string_view subscription) const {
    TZ_TRY(const auto changes, views_.changes_since(view_, filter_, from));
    if (!is_further(from, changes.position)) return Owed{nullptr, from};
    if (changes.upserts.empty() && changes.removals.empty()) return Owed{nullptr, changes.position};
    auto burst = std::make_shared<Burst>();
    burst->add({R"({"jsonrpc":"2.0","method":"view.changed","params":{"subscription":")", subscription,
                R"(","position":)", std::to_string(changes.position), R"(,"upserts":)", rows_text(changes.upserts),
                R"(,"removals":)", keys_text(changes.removals), "}}"});
    return Owed{std::move(burst), changes.position};
}

// ---- all of them ---------------------------------------------------------------------------------------------------

std::shared_ptr<EventTopic> Topics::events(const std::string& text, const EventFilter& filter, const Scope& scope) {
    const std::lock_guard lock(mutex_);
    return find_or_make(events_, scope.key() + "\n" + text, [&] {
        return std::make_shared<EventTopic>(log_, recent_, drafts_, ring_, filter, scope, burst_bytes_);
    });
}

std::shared_ptr<ViewTopic> Topics::view(const std::string& view, const boost::json::object& filter,
                                        const Scope& scope) {
    const std::lock_guard lock(mutex_);
    return find_or_make(views_of_, scope.key() + "\n" + view + "\n" + boost::json::serialize(filter), [&] {
        return std::make_shared<ViewTopic>(ScopedViews(views_, drafts_, scope), ring_, view, filter);
    });
}

}  // namespace taizhang::rpc
