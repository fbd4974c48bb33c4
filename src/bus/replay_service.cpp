#include "src/bus/replay_service.hpp"

#include <algorithm>
#include <array>

namespace taizhang::bus {

namespace {

constexpr std::chrono::milliseconds longest_sleep{1000};

bool wanted(const Message& message, const std::vector<std::string>& prefixes) {
    if (prefixes.empty()) return true;
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](const std::string& prefix) { return message.stream.starts_with(prefix); });
}

}  // namespace

ReplayService::ReplayService(std::uint64_t epoch, std::shared_ptr<const ReplaySource> source, Send send)
    : epoch_(epoch), source_(std::move(source)), send_(std::move(send)) {}

void ReplayService::request(std::string_view client, wire::Frames frames, Clock::time_point now,
                            std::string_view user) {
    auto parsed = wire::parse_request(frames);
    if (!parsed) return refuse(client, wire::id_of(frames), "invalid", parsed.error().message);
    if (auto* ask = std::get_if<wire::ReplayRequest>(&*parsed)) return begin(client, std::move(*ask), now);
    if (const auto* question = std::get_if<wire::Question>(&*parsed)) return tell(client, *question, user);
    grant(client, std::get<wire::CreditGrant>(*parsed), now);
}

// A question costs about what one replayed message costs, so it is answered at once; how many are taken in one round is
// the publisher's limit (request_batch).
void ReplayService::tell(std::string_view client, const wire::Question& question, std::string_view user) {
    const auto told = source_->tell({question.topic, question.argument, user});
    if (told) {
        const std::string id = wire::big_endian(question.id);
        const std::array<std::string_view, 3> frames{"told", id, *told};
        send_(client, frames);
        return;
    }
    const auto error = told.error();
    const bool wrong = error.code == ErrorCode::invalid, denied = error.code == ErrorCode::forbidden;
    refuse(client, question.id, wrong ? "invalid" : denied ? "denied" : "unavailable", error.message);
}

void ReplayService::begin(std::string_view client, wire::ReplayRequest ask, Clock::time_point now) {
    if (const auto former = find(client); former != sessions_.end()) sessions_.erase(former);
    forget_idle(now);
    if (sessions_.size() >= max_replays) {
        return refuse(client, ask.id, "busy",
                      "there are " + std::to_string(max_replays) + " replays under way; ask again later");
    }
    sessions_.push_back({.client = std::string(client), .ask = std::move(ask), .last_request = now});
}

void ReplayService::grant(std::string_view client, const wire::CreditGrant& more, Clock::time_point now) {
    const auto session = find(client);
    // Not an error: a replay may have caught up while the credit was on its way. One that idled too long is asked
    // again.
    if (session == sessions_.end() || session->ask.id != more.id) return;
    session->ask.credit = std::min(max_credit, session->ask.credit + more.credit);
    session->parked = false;
    session->last_request = now;
}

bool ReplayService::runnable(const Session& session, Clock::time_point now) {
    return !session.parked && session.not_before <= now;
}

void ReplayService::turn(Clock::time_point now) {
    const auto next =
        std::find_if(sessions_.begin(), sessions_.end(), [&](const Session& s) { return runnable(s, now); });
    if (next == sessions_.end()) return;
    sessions_.splice(sessions_.end(), sessions_, next);
    if (serve(*next, now) == Outcome::done) sessions_.erase(next);
}

// The end is read before the page, so that it is never beyond what the page could show.
ReplayService::Outcome ReplayService::serve(Session& session, Clock::time_point now) {
    const Position end = source_->end();
    if (session.ask.from >= end) return finish(session, end, now);
    const bool in_vain =
        session.wait > replay_retry;  // whoever does not read costs one record at each attempt, not a page
    const auto page = source_->read(session.ask.from, in_vain ? 1 : replay_page, session.ask.kind);
    if (page && !page->empty()) return serve_page(session, *page, now);
    refuse(session.client, session.ask.id, "unavailable",
           page ? "the log ends before its own end; ask again later" : page.error().message);
    return Outcome::done;
}

ReplayService::Outcome ReplayService::serve_page(Session& session, const std::vector<Message>& page,
                                                 Clock::time_point now) {
    for (const Message& message : page) {
        if (wanted(message, session.ask.prefixes)) {
            if (session.ask.credit == 0) {
                session.parked = true;
                return Outcome::more;
            }
            const auto& body = message.body(session.ask.kind);
            if (!body) {
                refuse(session.client, session.ask.id, "unavailable", "this publisher has no messages of that kind");
                return Outcome::done;
            }
            const Sent sent = send_message(session, message, *body);
            if (sent != Sent::yes) return after(sent, session, now);
            session.wait = replay_retry;
            --session.ask.credit;
            ++counters_.replayed;
        }
        session.ask.from = message.position + 1;
    }
    return Outcome::more;
}

ReplayService::Sent ReplayService::send_message(const Session& session, const Message& message,
                                                const std::string& body) {
    const std::string id = wire::big_endian(session.ask.id);
    const std::string place = wire::encode({epoch_, message.position});
    const std::array<std::string_view, 5> frames{wire::word_of(session.ask.kind), id, message.stream, place, body};
    return send_(session.client, frames);
}

ReplayService::Outcome ReplayService::finish(Session& session, Position end, Clock::time_point now) {
    const std::string id = wire::big_endian(session.ask.id);
    const std::string place = wire::encode({epoch_, end});
    const std::array<std::string_view, 3> frames{"caught_up", id, place};
    const Sent sent = send_(session.client, frames);
    return sent == Sent::yes ? Outcome::done : after(sent, session, now);
}

ReplayService::Outcome ReplayService::after(Sent sent, Session& session, Clock::time_point now) {
    if (sent == Sent::gone) return Outcome::done;
    session.not_before = now + session.wait;
    session.wait = std::min(session.wait * 2, replay_retry_at_most);
    return Outcome::more;
}

// An error that finds the pipe full is dropped: whoever does not read its answers asks again after its own timeout.
void ReplayService::refuse(std::string_view client, std::optional<std::uint64_t> id, std::string_view code,
                           std::string_view why) {
    ++counters_.refused;
    const std::string id_bytes = id ? wire::big_endian(*id) : std::string();
    const std::array<std::string_view, 4> frames{"error", id_bytes, code, why};
    send_(client, frames);
}

void ReplayService::forget_idle(Clock::time_point now) {
    std::erase_if(sessions_, [&](const Session& s) { return s.parked && now - s.last_request >= replay_idle; });
}

ReplayService::Sessions::iterator ReplayService::find(std::string_view client) {
    return std::find_if(sessions_.begin(), sessions_.end(), [&](const Session& s) { return s.client == client; });
}

std::chrono::milliseconds ReplayService::patience(Clock::time_point now) const {
    auto shortest = longest_sleep;
    for (const Session& session : sessions_) {
        if (runnable(session, now)) return std::chrono::milliseconds(0);
        if (!session.parked)
            shortest = std::min(shortest, std::chrono::ceil<std::chrono::milliseconds>(session.not_before - now));
    }
    return shortest;
}

}  // namespace taizhang::bus
