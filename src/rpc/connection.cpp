#include "src/rpc/connection.hpp"

#include "src/rpc/auth_methods.hpp"
#include "src/rpc/authenticator.hpp"
#include "src/rpc/method.hpp"

#include <taizhang/text.hpp>

#include <algorithm>
#include <array>

namespace taizhang::rpc {

namespace {

/// Of answers to one batch. Who has not logged in costs no more by a batch than by calling one by one.
std::size_t batch_room(const Limits& limits, bool known) {
    return known ? limits.batch_answer_bytes : std::min(limits.batch_answer_bytes, limits.queued_bytes);
}

Error too_fast(std::chrono::milliseconds wait) {
    return busy("this account calls faster than the server's limit allows; wait, then go on", wait.count());
}

}  // namespace

std::shared_ptr<Session> Session::open(Services& services, PeerInfo peer, std::shared_ptr<Outlet> outlet) {
    return std::make_shared<Connection>(services, std::move(peer), std::move(outlet));
}

Connection::Connection(Services& all, PeerInfo from, std::shared_ptr<Outlet> outlet)
    : services(all), peer(std::move(from)), outlet_(std::move(outlet)) {
    ++services.metrics.sessions_opened;
    ++services.metrics.sessions_open;
}

Connection::~Connection() {
    --services.metrics.sessions_open;
}

// ---- calls in ------------------------------------------------------------------------------------------------------

void Connection::receive(std::string_view text) {
    if (is_batch(text)) {
        auto message = parse_message(text);
        if (message.is_batch) return start_batch(std::move(message.parts));
        for (auto& part : message.parts) start(std::move(part), nullptr, 0);
        return;
    }
    std::array<unsigned char, 4'096> room;  // enough for a usual command
    boost::json::monotonic_resource memory(room.data(), room.size());
    auto message = parse_message(text, &memory);
    for (auto& part : message.parts) start(std::move(part), nullptr, 0);
}

/// The first few calls at once, the others one by one as the connection is pumped: a batch of heavy calls would hold up
/// all that share the thread.
void Connection::start_batch(std::vector<Part> parts) {
    const auto batch = std::make_shared<Batch>();
    batch->answers.resize(parts.size());
    batch->open = parts.size();
    auto at_once = parts.size();
    {
        const std::lock_guard lock(mutex_);
        if (!underway_ && parts.size() > services.limits.batch_calls_at_once) {  // else each is refused by check_room()
            underway_ = batch;
            at_once = services.limits.batch_calls_at_once;
        }
    }
    const auto underway = std::make_shared<Underway>(Underway{std::move(parts), batch, at_once});
    for (std::size_t i = 0; i < at_once; ++i) start(std::move(underway->parts[i]), batch, i);
    if (at_once < underway->parts.size()) later([this, underway] { start_next(underway); });
}

void Connection::start_next(const std::shared_ptr<Underway>& underway) {
    const auto index = underway->next++;
    const bool is_last = underway->next == underway->parts.size();
    if (is_last) {
        const std::lock_guard lock(mutex_);
        underway_.reset();
    }
    start(std::move(underway->parts[index]), underway->batch, index);
    if (!is_last) later([this, underway] { start_next(underway); });
}

void Connection::start(Part part, const std::shared_ptr<Batch>& batch, std::size_t index) {
    auto* request = std::get_if<Request>(&part);
    const auto room = check_room(batch);
    {
        const std::lock_guard lock(mutex_);
        ++outstanding_;
    }
    const auto* method = request ? find_method(request->method) : nullptr;
    const auto deliver = [weak = weak_from_this(), batch, index, method](Finished done) {
        const auto self = weak.lock();
        if (!self) return;
        if (done.code != 0) self->note_refusal(done.code, method);
        self->finished(std::move(done), batch, index);
    };
    if (!request) {
        const auto& broken = std::get<Broken>(part);
        return deliver({error_text(broken.id, broken.error), {}, broken.error.code});
    }
    Reply reply(request->id, deliver);
    if (!room) return reply.fail(room.error());
    carry_out(std::move(*request), method, std::move(reply));
}

/// What was refused of access is kept for auditors: a call that the account may not make, a token that is good no
/// more. A stranger's call without any login is only counted among the errors; auth.login tells of its own.
void Connection::note_refusal(int code, const Method* method) {
    const bool not_allowed = code == json_rpc_code(ErrorCode::forbidden);
    if (!method || (!not_allowed && code != json_rpc_code(ErrorCode::not_logged_in))) return;
    RefusedAccess refused{.address = peer.address, .method = method->name};
    if (!not_allowed) refused.why = access::Why::bad_token;
    {
        const std::lock_guard lock(mutex_);
        if (login_) refused.account = login_->account;
    }
    const bool of_a_login = method->name == AuthLogin::name || method->name == AuthChangeSecret::name;
    if (!not_allowed && (of_a_login || (!refused.account && method->name != AuthToken::name))) return;
    services.refusals.note(std::move(refused), services.clock.now());
}

/// A call is run only while its answer, whatever its size, keeps what waits for this client within bounds.
Status Connection::check_room(const std::shared_ptr<Batch>& batch) const {
    const std::lock_guard lock(mutex_);
    const auto room = batch_room(services.limits, peer.trusted || login_);
    if (batch && batch->bytes >= room) {
        const auto limit = std::int64_t(room);
        return over_limit("the answers to this batch have reached " + std::to_string(limit) +
                              " bytes; this call was not carried out: ask again in a batch of its own",
                          limit);
    }
    if (underway_ && underway_ != batch)
        return busy("a batch of this connection is being carried out; await its answers",
                    services.limits.busy_retry_ms);
    if (outstanding_ >= services.limits.outstanding) {
        return busy(std::to_string(outstanding_) + " calls of this connection wait for their answer; await some first",
                    services.limits.busy_retry_ms);
    }
    if (!has_room())
        return busy("answers wait for this client to read them; read first", services.limits.busy_retry_ms);
    return {};
}

void Connection::carry_out(Request request, const Method* method, Reply reply) {
    ++services.metrics.requests[std::size_t(method ? method->family : Family::other)];
    if (!method) {  // what is like it is looked for only where somebody is told
        const auto nearest = request.id.empty() ? std::string_view() : nearest_method(request.method).name;
        return reply.refuse_method(request.method, nearest);
    }
    auto who = principal(method->access, method->name, Use::call);
    if (!who) return reply.fail(who.error());
    if (who->account && !sees_telephones(*who->account)) reply.mask_telephones(true);
    if (who->account && !peer.trusted) {
        const auto wait = services.budgets.spend(who->account->id, price_of(method->name), services.clock.now());
        if (wait) {
            services.refusals.count(Refusal::calls_too_fast);
            return reply.fail(too_fast(*wait));
        }
    }
    method->run({shared_from_this(), std::move(*who), std::move(reply)}, std::move(request.params));
}

// ---- answers out ---------------------------------------------------------------------------------------------------

void Connection::finished(Finished done, const std::shared_ptr<Batch>& batch, std::size_t index) {
    std::function<void()> undo;
    bool complete = true;
    {
        const std::lock_guard lock(mutex_);
        // where nothing is written that would make the server look, it must be told that it may read again
        const bool was_full = outstanding_-- >= services.limits.outstanding;
        if (outlet_ && (was_full || done.text.empty())) outlet_->wake();
        if (batch) {
            undo = batch->take(index, done, batch_room(services.limits, peer.trusted || login_));
            complete = batch->open == 0;
        }
    }
    if (done.code != 0) ++services.metrics.errors[error_slot(done.code)];
    if (undo) undo();
    if (!complete) return;
    if (batch) return transmit(batch->frame(), batch->after_sent);
    if (!done.after_sent) return transmit(std::move(done.text), {});
    transmit(std::move(done.text), {std::move(done.after_sent)});
}

/// Answers are never dropped: what does not fit waits, and a client that lets too many wait is cut off.
void Connection::transmit(std::string text, const std::vector<AfterSent>& after_sent) {
    std::unique_lock pump_lock(pump_mutex_, std::defer_lock);
    if (!after_sent.empty()) pump_lock.lock();
    if (!text.empty()) {
        auto frame = std::make_shared<const std::string>(std::move(text));
        const std::lock_guard lock(mutex_);
        if (!outlet_) return;
        if (!waiting_.empty() || !outlet_->send(frame)) waiting_.push_back(std::move(frame));
        if (waiting_.size() > 2 * services.limits.outstanding) {
            constexpr std::uint16_t policy_violation = 1008;
            services.refusals.count(Refusal::unread_answers);
            outlet_->close(policy_violation, "answers are not read");
            waiting_.clear();
        }
    }
    for (const auto& run : after_sent) run();
}

bool Connection::notify(std::string_view method, std::string_view params) {
    const std::lock_guard lock(mutex_);
    if (!outlet_ || !has_room()) return false;
    auto frame = std::make_shared<std::string>(R"({"jsonrpc":"2.0","method":")");
    frame->append(method).append(R"(","params":)").append(params).append("}");
    if (!outlet_->send(std::move(frame))) return false;
    ++services.metrics.notifications;
    return true;
}

bool Connection::send(const std::shared_ptr<const Burst>& burst) {
    const std::lock_guard lock(mutex_);
    if (!outlet_ || !has_room() || !outlet_->send_burst(burst)) return false;
    services.metrics.notifications += burst->messages();
    return true;
}

/// With mutex_ held. A queue that is closed has room: what is sent there is dropped.
bool Connection::has_room() const {
    return waiting_.empty() && (!outlet_ || outlet_->queued_bytes() < services.limits.queued_bytes);
}

bool Connection::accepts_input() const {
    const std::lock_guard lock(mutex_);
    return outlet_ && !underway_ && has_room() && outstanding_ < services.limits.outstanding;
}

/// What waits goes first; then, where there is room left, what comes next.
Connection::Due Connection::flush() {
    const std::lock_guard lock(mutex_);
    while (outlet_ && !waiting_.empty() && outlet_->send(waiting_.front())) waiting_.pop_front();
    if (!outlet_ || !has_room()) return Due::nothing;
    return later_.empty() ? Due::subscriptions : Due::later;
}

void Connection::later(std::function<void()> work) {
    const std::lock_guard lock(mutex_);
    if (!outlet_) return;
    later_.push_back(std::move(work));
    outlet_->wake();
}

/// One piece at a time: its answer may be large.
void Connection::run_later() {
    std::function<void()> work;
    {
        const std::lock_guard lock(mutex_);
        if (later_.empty()) return;
        work = std::move(later_.front());
        later_.pop_front();
    }
    work();
}

void Connection::close() {
    std::deque<std::function<void()>> dropped;  // their replies must not be paid under the lock
    const std::lock_guard pump_lock(pump_mutex_);
    {
        const std::lock_guard lock(mutex_);
        outlet_.reset();
        underway_.reset();
        waiting_.clear();
        dropped.swap(later_);
    }
    subscriptions_.clear();
    held_.reset();
}

}  // namespace taizhang::rpc
