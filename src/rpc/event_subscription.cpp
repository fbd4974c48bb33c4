#include "src/rpc/access.hpp"
#include "src/rpc/subscription.hpp"

#include <algorithm>

namespace taizhang::rpc {

namespace {

constexpr std::size_t page_events = 128;

}  // namespace

EventSubscription::EventSubscription(Services& services, EventFilter filter, std::string text, Position cursor)
    : Subscription(services, services.metrics.event_subscriptions),
      filter_(std::move(filter)),
      text_(std::move(text)),
      cursor_(cursor) {}

Result<bool> EventSubscription::pump(Notifier& out, const Account& reader) {
    if (live_ && services_.recent.is_behind(cursor_)) {
        if (!tell(out, "events.fell_behind")) return false;
        live_ = false;
        ++services_.metrics.fell_behind;
    }
    TZ_TRY(const auto sent, send_some(out, reader));
    if (sent == Sent::no_room) return false;
    if (cursor_ < services_.log.end()) return true;
    if (!live_) live_ = tell(out, "events.caught_up");
    return false;
}

/// Until the log's end, until there is no room, or until enough was looked at for one turn.
Result<EventSubscription::Sent> EventSubscription::send_some(Notifier& out, const Account& reader) {
    auto& owing = topic(reader);
    const auto turn_ends = cursor_ + services_.limits.scanned_events;
    while (cursor_ < turn_ends && cursor_ < services_.log.end()) {
        const auto count = std::min<std::size_t>(page_events, turn_ends - cursor_);
        TZ_TRY(const auto owed, owing.after(cursor_, id, count));
        if (owed.next == cursor_) break;
        if (owed.burst && !out.send(owed.burst)) return Sent::no_room;
        cursor_ = owed.next;
    }
    return Sent::all;
}

/// What an account may see can change while it is subscribed.
EventTopic& EventSubscription::topic(const Account& reader) {
    const bool hides = !sees_accounts(reader);
    if (!topic_ || hides != hides_accounts_) topic_ = services_.topics.events(text_, filter_, hides);
    hides_accounts_ = hides;
    return *topic_;
}

bool EventSubscription::tell(Notifier& out, std::string_view method) const {
    return out.notify(method, R"({"subscription":")" + id + R"(","position":)" + std::to_string(cursor_) + "}");
}

}  // namespace taizhang::rpc
