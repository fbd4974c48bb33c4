#include "src/rpc/access.hpp"
#include "src/rpc/subscription.hpp"

#include <algorithm>

namespace taizhang::rpc {

namespace {

constexpr std::size_t page_events = 128;

}  // namespace

EventSubscription::EventSubscription(Services& services, EventFilter filter, Position cursor)
    : Subscription(services, services.metrics.event_subscriptions), filter_(std::move(filter)), cursor_(cursor) {}

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
    const bool hides_accounts = !sees_accounts(reader);
    const auto wanted = [&](const EventHeader& header) {
        return filter_.matches(header) && !(hides_accounts && is_about_accounts(header.stream));
    };
    for (std::size_t looked = 0; looked < services_.limits.scanned_events; looked += page_events) {
        TZ_TRY(const auto scan, services_.recent.scan(cursor_, page_events, wanted));
        for (const auto& event : scan.events) {
            cursor_ = event->header.position;
            if (!out.notify("events.event", R"({"subscription":")" + id + R"(","result":)" + event->json + "}"))
                return Sent::no_room;
        }
        if (scan.next == cursor_) break;
        cursor_ = scan.next;
    }
    return Sent::all;
}

bool EventSubscription::tell(Notifier& out, std::string_view method) const {
    return out.notify(method, R"({"subscription":")" + id + R"(","position":)" + std::to_string(cursor_) + "}");
}

}  // namespace taizhang::rpc
