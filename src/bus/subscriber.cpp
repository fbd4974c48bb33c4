#include "src/bus/subscriber.hpp"

#include "src/bus/follower.hpp"
#include "src/bus/send_queue.hpp"
#include "src/bus/sockets.hpp"

#include <array>
#include <atomic>
#include <thread>

namespace taizhang::bus {

namespace {

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
    template <class Take>
    Status receive(zmq::socket_t& socket, const Take& take);
    bool send(const wire::Request& request);
    void show_state();

    SubscriberOptions options_;
    SubscriberHandlers handlers_;
    Follower follower_;
    std::atomic<bool> stopping_{false};
    Wakeup wakeup_;
    zmq::context_t context_;
    zmq::socket_t live_, requests_;
    mutable std::mutex state_mutex_;
    SubscriberState state_;
    std::thread thread_;
};

Subscriber::Loop::Loop(SubscriberOptions options, SubscriberHandlers handlers)
    : options_(std::move(options)),
      handlers_(std::move(handlers)),
      follower_(options_, {.deliver = handlers_.on_message,
                           .send = [this](const wire::Request& request) { return send(request); },
                           .now = Follower::Clock::now}),
      live_(context_, zmq::socket_type::sub),
      requests_(context_, zmq::socket_type::dealer),
      state_{.next = options_.from, .epoch = options_.epoch} {}

void Subscriber::Loop::configure_all() {
    for (auto* socket : {&live_, &requests_}) {
        socket->set(zmq::sockopt::linger, 0);
        keep_alive(*socket);
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
    while (!stopping_) {
        std::array<zmq::pollitem_t, 3> items{{{live_.handle(), 0, ZMQ_POLLIN, 0},
                                              {requests_.handle(), 0, ZMQ_POLLIN, 0},
                                              {nullptr, wakeup_.descriptor(), ZMQ_POLLIN, 0}}};
        poll(items, follower_.patience());
        TZ_CHECK(receive(requests_, [this](wire::Frames frames) { return follower_.answer(frames); }));
        TZ_CHECK(receive(live_, [this](wire::Frames frames) { return follower_.live(frames); }));
        follower_.turn();
        show_state();
    }
    return {};
}

template <class Take>
Status Subscriber::Loop::receive(zmq::socket_t& socket, const Take& take) {
    Parts in;
    for (std::size_t i = 0; i < receive_batch && !stopping_ && in.receive(socket, max_answer_frames); ++i) {
        const auto frames = in.frames();
        TZ_CHECK(take(frames));
    }
    return {};
}

bool Subscriber::Loop::send(const wire::Request& request) {
    const auto frames = wire::frames_of(request);
    const std::vector<std::string_view> views(frames.begin(), frames.end());
    return send_now(requests_, views) == SendOutcome::sent;
}

void Subscriber::Loop::show_state() {
    const std::lock_guard lock(state_mutex_);
    state_ = follower_.state();
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
