#include "src/rpc/event_methods.hpp"

#include "events/cloud_event.hpp"
#include "src/rpc/scope.hpp"

#include <taizhang/text.hpp>

#include <algorithm>

namespace taizhang::rpc {

namespace {

constexpr std::size_t page_events = 256;

Result<EventFilter> filter_of(const std::optional<EventFilterParams>& params) {
    return EventFilter::make(params.value_or(EventFilterParams{}));
}

Error beyond_end(Position from, Position end) {
    return not_found("position " + std::to_string(from) + " is not in the log yet; its next one is " +
                     std::to_string(end))
        .with("path", "/from");
}

Result<std::size_t> limit_of(const EventsReadParams& params) {
    const std::size_t limit = params.limit.value_or(std::uint32_t(max_events_read));
    if (limit == 0) return invalid("/limit: expected 1 to " + std::to_string(max_events_read) + ", got 0", "/limit");
    if (limit <= max_events_read) return limit;
    return over_limit(
        "/limit: at most " + std::to_string(max_events_read) + " events are read at once, got " + std::to_string(limit),
        std::int64_t(max_events_read), "/limit");
}

/// One answer of events.read as it grows.
struct Reading {
    std::string text = R"({"events":[)";
    std::size_t count = 0;
    Position next = 0;
};

/// How large one may become.
struct Room {
    std::size_t events, bytes;
    bool is_full(const Reading& reading) const { return reading.count >= events || reading.text.size() >= bytes; }
};

/// What is wanted of the events, and as whom.
struct Asker {
    const RecentEvents::Wanted& wanted;
    const Scope& scope;
    EventGuard& guard;
};

/// True when the answer is full.
bool add(Reading& reading, const EncodedPage& events, const Room& room, const Asker& asker) {
    for (const auto& event : events) {
        if (asker.guard.hides_text(event->header, event->json)) continue;
        if (reading.count > 0) reading.text += ',';
        reading.text += event->text(asker.scope.telephones);
        ++reading.count;
        reading.next = event->header.position + 1;
        if (room.is_full(reading)) return true;
    }
    return false;
}

/// The same for events that are too far back to be kept as text: straight from the log into the answer.
Result<bool> add_old(Reading& reading, const EventLog& log, const Asker& asker, const Room& room) {
    const auto count = std::min(page_events, room.events - reading.count);
    TZ_TRY(const auto records, log.read(reading.next, {.count = count}));
    if (records.empty()) return true;
    std::string event;
    for (const auto& record : records) {
        reading.next = record.header.position + 1;
        if (!asker.wanted(record.header)) continue;
        event.clear();
        TZ_CHECK(write_cloud_event(event, log.identity(), record));
        if (asker.guard.hides_text(record.header, event)) continue;
        if (reading.count > 0) reading.text += ',';
        if (!asker.scope.telephones) mask_telephones(event, exact_members());
        reading.text += event;
        ++reading.count;
        if (room.is_full(reading)) return true;
    }
    return false;
}

Result<bool> add_recent(Reading& reading, const Services& services, const Asker& asker, const Room& room) {
    const auto begin = reading.next;
    TZ_TRY(const auto scan, services.recent.scan(begin, page_events, asker.wanted));
    if (add(reading, scan.events, room, asker)) return true;
    reading.next = scan.next;
    return scan.next == begin;
}

Result<Reading> read_some(const Services& services, Position from, std::size_t limit, const Asker& asker) {
    const Room room{.events = limit, .bytes = services.limits.answer_bytes};
    Reading reading;
    reading.next = from;
    for (bool done = false; !done && reading.next < from + services.limits.scanned_events;) {
        if (services.recent.is_behind(reading.next)) {
            TZ_TRY(done, add_old(reading, services.log, asker, room));
        } else {
            TZ_TRY(done, add_recent(reading, services, asker, room));
        }
    }
    return reading;
}

Result<std::string> read_events(const Call& call, const EventsReadParams& params) {
    const auto& services = call.services();
    TZ_TRY(const auto limit, limit_of(params));
    TZ_TRY(const auto filter, filter_of(params.filter));
    const auto from = params.from.value_or(0);
    if (const auto end = services.log.end(); from > end) return beyond_end(from, end);
    const auto scope = scope_of(*call.who.account);
    EventGuard guard(services.log, services.drafts, scope);
    const RecentEvents::Wanted wanted = [&](const EventHeader& header) {
        return filter.matches(header) && !guard.hides(header);
    };
    TZ_TRY(auto reading, read_some(services, from, limit, {wanted, scope, guard}));
    TZ_CHECK(guard.status());
    reading.text.append(R"(],"next":)").append(std::to_string(reading.next));
    reading.text.append(R"(,"end":)").append(std::to_string(services.log.end()));
    reading.text.append(R"(,"epoch":")").append(epoch_text(services.log)).append(R"("})");
    return std::move(reading.text);
}

Result<EventsSubscribeAnswer> subscribe(const Call& call, const EventsSubscribeParams& params) {
    auto& services = call.services();
    TZ_TRY(auto filter, filter_of(params.filter));
    TZ_CHECK(check_epoch(services.log, params.epoch));
    const auto end = services.log.end();
    const auto from = params.from.value.value_or(end);
    if (from > end) return beyond_end(from, end);
    auto text = boost::json::serialize(reflect::to_json(params.filter.value_or(EventFilterParams{})));
    TZ_TRY(auto id, call.connection->subscribe(
                        std::make_unique<EventSubscription>(services, std::move(filter), std::move(text), from)));
    return EventsSubscribeAnswer{std::move(id), epoch_text(services.log), from};
}

}  // namespace

std::string epoch_text(const EventLog& log) {
    const auto id = cloud_event_id(log.identity().epoch, 0);
    return id.substr(0, id.find('-'));
}

Status check_epoch(const EventLog& log, const std::optional<std::string>& epoch) {
    const auto now = epoch_text(log);
    if (!epoch || *epoch == now) return {};
    return Error{ErrorCode::gone, "/epoch: the log was restored to an earlier state and is in epoch " + now + ", not " +
                                      quote(*epoch) +
                                      ": positions from before mean nothing; forget what was read, and begin anew"}
        .with("path", "/epoch")
        .with("epoch", boost::json::string(now));
}

void EventsRead::run(Call call, Params params) {
    const auto text = read_events(call, params);
    if (!text) return call.reply.fail(text.error());
    call.reply.answer(*text);
}

void EventsSubscribe::run(Call call, Params params) {
    const auto answer = subscribe(call, params);
    if (!answer) return call.reply.fail(answer.error());
    call.reply.answer(boost::json::serialize(reflect::to_json(*answer)),
                      [weak = std::weak_ptr(call.connection), id = answer->subscription] {
                          if (const auto connection = weak.lock()) connection->activate(id);
                      });
}

Result<Nothing> EventsUnsubscribe::run(Call call, Params params) {
    TZ_CHECK(call.connection->unsubscribe(params.subscription, "events"));
    return Nothing{};
}

}  // namespace taizhang::rpc
