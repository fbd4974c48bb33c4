#include "src/rpc/subscription.hpp"

#include <algorithm>

namespace taizhang::rpc {

namespace {

constexpr std::size_t turn_events = 128;

}  // namespace

/// What an account may see can change while it is subscribed.
Result<bool> SharedScope::look(const Drafts& drafts, const Account& reader) {
    TZ_TRY(const auto known, drafts.known());
    until_ = known.until;
    if (version_ == reader.version && number_ == known.number) return false;
    TZ_TRY(const auto seen, drafts.look());
    version_ = reader.version;
    number_ = seen.set->number;
    until_ = seen.until;
    auto scope = scope_of(reader).shared(*seen.set);
    const bool other = scope != scope_;
    scope_ = std::move(scope);
    return other;
}

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
    TZ_TRY(const bool other, reading_.look(services_.drafts, reader));
    if (!topic_ || other) topic_ = services_.topics.events(text_, filter_, reading_.scope());
    const auto turn_ends = std::min(cursor_ + services_.limits.scanned_events, reading_.until());
    while (cursor_ < turn_ends) {
        const auto count = std::min<std::size_t>(turn_events, turn_ends - cursor_);
        TZ_TRY(const auto owed, topic_->after(cursor_, id, count));
        if (owed.next == cursor_) break;
        if (owed.burst && !out.send(owed.burst)) return Sent::no_room;
        cursor_ = owed.next;
    }
    return Sent::all;
}

bool EventSubscription::tell(Notifier& out, std::string_view method) const {
    return out.notify(method, R"({"subscription":")" + id + R"(","position":)" + std::to_string(cursor_) + "}");
}

}  // namespace taizhang::rpc
