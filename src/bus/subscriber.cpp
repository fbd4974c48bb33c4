#include "src/bus/subscriber.hpp"

#include "src/bus/send_queue.hpp"
#include "src/bus/sequencer.hpp"
#include "src/bus/sockets.hpp"

#include <array>
#include <atomic>
#include <thread>

namespace taizhang::bus {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t receive_batch = 1000;
constexpr std::size_t max_answer_frames = 6;  // one more than there are, so that too many are seen to be too many
constexpr int live_pipe_messages = 20'000;

Status check(const SubscriberOptions& options) {
    if (options.credit < 1 || options.credit > max_credit) {
        return invalid("a subscriber's credit must be 1 to " + std::to_string(max_credit) + "; it is " +
                       std::to_string(options.credit));
    }
    if (options.prefixes.size() > max_prefixes) {
        return invalid("a subscriber takes at most " + std::to_string(max_prefixes) + " stream prefixes; there are " +
                       std::to_string(options.prefixes.size()));
    }
    for (const auto& prefix : options.prefixes) {
        if (prefix.empty() || prefix.size() > max_prefix_bytes) {
            return invalid("a stream prefix has 1 to " + std::to_string(max_prefix_bytes) + " bytes; \"" + prefix +
                           "\" has " + std::to_string(prefix.size()) +
                           "; give no prefixes at all to take every stream");
        }
    }
    if (!options.curve) return {};
    TZ_CHECK(check_key(options.curve->server_public_key, "the bus's public key"));
    TZ_CHECK(check_key(options.curve->mine.public_key, "this client's public key"));
    return check_key(options.curve->mine.secret_key, "this client's secret key");
}

}  // namespace

/// The sockets and the thread that has them.
class Subscriber::Loop {
  public:
    Loop(SubscriberOptions options, SubscriberHandlers handlers);
    ~Loop() { stop(); }

    Status connect();
    void run() {
        thread_ = std::thread([this] { work(); });
    }
    void stop();
    SubscriberState state() const;

  private:
    void configure_all();
    void work();
    Status serve();
    Status take_live();
    Status take_answers();
    Status take(const wire::Answer& answer, Clock::time_point now);
    Status take_refusal(const wire::Refusal& refusal, Clock::time_point now);
    void ask_if_due(Clock::time_point now);
    void grant_if_due();
    std::chrono::milliseconds patience(Clock::time_point now) const;
    bool send(const wire::Request& request);
    Status deliver(const Delivery& message);
    void show_state();

    SubscriberOptions options_;
    SubscriberHandlers handlers_;
    Sequencer sequence_;
    std::atomic<bool> stopping_{false};
    Wakeup wakeup_;
    zmq::context_t context_;
    zmq::socket_t live_, requests_;
    std::uint64_t replay_id_ = 0;
    std::uint32_t owed_ = 0;        // messages of this replay taken since credit was last given
    Clock::time_point heard_ = {};  // when something last came that shows where the log is
    Clock::time_point ask_not_before_ = {};
    std::uint64_t delivered_ = 0;
    std::uint64_t asked_ = 0;
    mutable std::mutex state_mutex_;
    SubscriberState state_;
    std::thread thread_;
};

Subscriber::Loop::Loop(SubscriberOptions options, SubscriberHandlers handlers)
    : options_(std::move(options)),
      handlers_(std::move(handlers)),
      sequence_({.from = options_.from,
                 .epoch = options_.epoch,
                 .selection = options_.prefixes.empty() ? Sequencer::Selection::all_streams
                                                        : Sequencer::Selection::some_streams},
                [this](const Delivery& message) { return deliver(message); }),
      live_(context_, zmq::socket_type::sub),
      requests_(context_, zmq::socket_type::dealer),
      state_{.next = options_.from, .epoch = options_.epoch} {}

void Subscriber::Loop::configure_all() {
    for (auto* socket : {&live_, &requests_}) {
        socket->set(zmq::sockopt::linger, 0);
        socket->set(zmq::sockopt::tcp_keepalive, 1);
        if (options_.curve) secure_client(*socket, *options_.curve);
    }
    live_.set(zmq::sockopt::rcvhwm, live_pipe_messages);
    for (const auto& prefix : options_.prefixes) live_.set(zmq::sockopt::subscribe, prefix);
    if (options_.prefixes.empty()) live_.set(zmq::sockopt::subscribe, "");
    requests_.set(zmq::sockopt::immediate, true);  // no questions in store for a publisher that is not there
}

Status Subscriber::Loop::connect() {
    TZ_CHECK(guarded("cannot set the bus's client up", [this] { configure_all(); }));
    TZ_CHECK(guarded("cannot connect to the bus at " + options_.live, [this] { live_.connect(options_.live); }));
    return guarded("cannot connect to the bus at " + options_.replay, [this] { requests_.connect(options_.replay); });
}

void Subscriber::Loop::stop() {
    stopping_ = true;
    wakeup_.wake();
    if (thread_.joinable()) thread_.join();
}

SubscriberState Subscriber::Loop::state() const {
    const std::lock_guard lock(state_mutex_);
    return state_;
}

void Subscriber::Loop::work() {
    Status ended;
    const Status sound = guarded("the bus's client stopped", [&] { ended = serve(); });
    if (!sound) ended = sound;
    show_state();
    if (!ended) {
        {
            const std::lock_guard lock(state_mutex_);
            state_.fault = ended.error();
        }
        if (handlers_.on_fault) handlers_.on_fault(ended.error());
    }
    live_.close();
    requests_.close();
    context_.close();
}

Status Subscriber::Loop::serve() {
    heard_ = Clock::now();
    while (!stopping_) {
        std::array<zmq::pollitem_t, 3> items{{{live_.handle(), 0, ZMQ_POLLIN, 0},
                                              {requests_.handle(), 0, ZMQ_POLLIN, 0},
                                              {nullptr, wakeup_.descriptor(), ZMQ_POLLIN, 0}}};
        poll(items, patience(Clock::now()));
        TZ_CHECK(take_answers());
        TZ_CHECK(take_live());
        grant_if_due();
        ask_if_due(Clock::now());
        show_state();
    }
    return {};
}

Status Subscriber::Loop::take_live() {
    Parts in;
    for (std::size_t i = 0; i < receive_batch && !stopping_ && in.receive(live_, max_answer_frames); ++i) {
        const auto frames = in.frames();
        TZ_TRY(const Delivery message, wire::parse_broadcast(frames));
        TZ_CHECK(sequence_.live(message));
        if (sequence_.current()) heard_ = Clock::now();
    }
    return {};
}

Status Subscriber::Loop::take_answers() {
    Parts in;
    for (std::size_t i = 0; i < receive_batch && !stopping_ && in.receive(requests_, max_answer_frames); ++i) {
        const auto frames = in.frames();
        TZ_TRY(const wire::Answer answer, wire::parse_answer(frames, options_.kind));
        TZ_CHECK(take(answer, Clock::now()));
    }
    return {};
}

Status Subscriber::Loop::take(const wire::Answer& answer, Clock::time_point now) {
    if (const auto* refusal = std::get_if<wire::Refusal>(&answer)) return take_refusal(*refusal, now);
    if (const auto* end = std::get_if<wire::CaughtUp>(&answer)) {
        heard_ = now;
        return sequence_.caught_up(end->id, end->end.epoch, end->end.position);
    }
    const auto& replayed = std::get<wire::Replayed>(answer);
    if (!sequence_.awaits(replayed.id)) return {};
    ++owed_;
    const Status taken = sequence_.replayed(replayed.id, replayed.message);
    heard_ = Clock::now();  // after the handler, which may be slow: that is no silence of the publisher's
    return taken;
}

Status Subscriber::Loop::take_refusal(const wire::Refusal& refusal, Clock::time_point now) {
    if (refusal.id && !sequence_.awaits(*refusal.id)) return {};
    if (refusal.code == "invalid") {
        return Error{ErrorCode::internal,
                     "the publisher did not understand the request for a replay: " + refusal.message};
    }
    sequence_.abandon_replay();
    ask_not_before_ = now + options_.replay_timeout;
    return {};
}

// Asks when something is missing, when nothing has been heard for long, and again when an answer stays away.
void Subscriber::Loop::ask_if_due(Clock::time_point now) {
    if (sequence_.replaying()) {
        if (now - heard_ < options_.replay_timeout) return;
        sequence_.abandon_replay();
    }
    if (!sequence_.must_ask() && now - heard_ < options_.quiet) return;
    if (now < ask_not_before_) return;
    ask_not_before_ = now + least_ask_interval;
    heard_ = now;
    owed_ = 0;
    replay_id_ = sequence_.begin_replay();
    const bool sent = send(wire::ReplayRequest{.id = replay_id_,
                                               .kind = options_.kind,
                                               .from = sequence_.next(),
                                               .credit = options_.credit,
                                               .prefixes = options_.prefixes});
    if (!sent) {
        sequence_.abandon_replay();
        ask_not_before_ = now + unreachable_retry;
        return;
    }
    ++asked_;
}

void Subscriber::Loop::grant_if_due() {
    if (!sequence_.awaits(replay_id_) || owed_ < std::max(1U, options_.credit / 2)) return;
    if (send(wire::CreditGrant{.id = replay_id_, .credit = owed_})) owed_ = 0;
}

std::chrono::milliseconds Subscriber::Loop::patience(Clock::time_point now) const {
    Clock::time_point due = heard_ + options_.quiet;
    if (sequence_.replaying()) {
        due = heard_ + options_.replay_timeout;
    } else if (sequence_.must_ask()) {
        due = ask_not_before_;
    }
    return std::max(std::chrono::milliseconds(0), std::chrono::ceil<std::chrono::milliseconds>(due - now));
}

bool Subscriber::Loop::send(const wire::Request& request) {
    const auto frames = wire::frames_of(request);
    const std::vector<std::string_view> views(frames.begin(), frames.end());
    return send_now(requests_, views) == SendOutcome::sent;
}

Status Subscriber::Loop::deliver(const Delivery& message) {
    TZ_CHECK(handlers_.on_message(message));
    ++delivered_;
    return {};
}

void Subscriber::Loop::show_state() {
    const std::lock_guard lock(state_mutex_);
    state_.next = sequence_.next();
    state_.epoch = sequence_.epoch();
    state_.caught_up = sequence_.current();
    state_.delivered = delivered_;
    state_.asked = asked_;
}

Subscriber::Subscriber(std::unique_ptr<Loop> loop) : loop_(std::move(loop)) {}
Subscriber::~Subscriber() = default;

Result<std::unique_ptr<Subscriber>> Subscriber::start(SubscriberOptions options, SubscriberHandlers handlers) {
    TZ_CHECK(check(options));
    auto loop = std::make_unique<Loop>(std::move(options), std::move(handlers));
    TZ_CHECK(loop->connect());
    loop->run();
    return std::unique_ptr<Subscriber>(new Subscriber(std::move(loop)));
}

SubscriberState Subscriber::state() const {
    return loop_->state();
}
void Subscriber::stop() {
    loop_->stop();
}

}  // namespace taizhang::bus
