#include "src/bus/publisher.hpp"

#include "src/bus/announcer.hpp"
#include "src/bus/sockets.hpp"

#include <array>
#include <atomic>
#include <thread>

namespace taizhang::bus {

namespace {

constexpr int tcp_keepalive_on = 1;
constexpr std::size_t max_subscription_bytes = 1024;

/// What both threads may look at.
struct Shared {
    std::atomic<std::uint64_t> published{0}, dropped{0}, replayed{0}, refused{0}, denied{0}, subscriptions{0},
        replays{0};
    std::atomic<bool> stopping{false};
};

void configure(zmq::socket_t& socket, const std::optional<ServerKeys>& curve, int pipe_messages,
               std::size_t max_incoming) {
    socket.set(zmq::sockopt::sndhwm, pipe_messages);
    socket.set(zmq::sockopt::linger, stop_linger_milliseconds);
    socket.set(zmq::sockopt::tcp_keepalive, tcp_keepalive_on);
    socket.set(zmq::sockopt::handshake_ivl, handshake_milliseconds);
    socket.set(zmq::sockopt::maxmsgsize, static_cast<std::int64_t>(max_incoming));
    if (curve) secure_server(socket, *curve);
}

Status check_endpoint(const std::string& endpoint, const std::optional<ServerKeys>& curve) {
    if (curve || !leaves_the_machine(endpoint)) return {};
    return invalid("the bus address " + endpoint +
                   " can be reached from other machines, and there are no CURVE keys: "
                   "configure the server's secret key and the public keys of its clients, or use tcp://127.0.0.1:PORT");
}

Status check(const PublisherOptions& options) {
    for (const auto* endpoint : {&options.endpoints.events, &options.endpoints.records, &options.endpoints.replay}) {
        TZ_CHECK(check_endpoint(*endpoint, options.curve));
    }
    if (!options.curve) return {};
    TZ_CHECK(check_key(options.curve->secret_key, "the bus's secret key"));
    for (const auto& client : options.curve->clients) TZ_CHECK(check_key(client, "a client's public key"));
    return {};
}

}  // namespace

/// The sockets and the thread that has them.
class Publisher::Loop {
  public:
    Loop(PublisherOptions options, std::shared_ptr<const ReplaySource> source);
    ~Loop() { stop(); }

    Status bind();
    void run() {
        thread_ = std::thread([this] { work(); });
    }
    void stop();
    void publish(Message message);

    const Endpoints& endpoints() const { return options_.endpoints; }
    PublisherCounters counters() const;
    Status healthy() const;

  private:
    void configure_all();
    void work();
    void serve();
    void round();
    std::size_t broadcast();
    void count_subscriptions(zmq::socket_t& socket);
    void take_requests();
    ReplayService::Sent answer(std::string_view client, wire::Frames frames);
    void show_counters();

    PublisherOptions options_;
    Shared shared_;
    zmq::context_t context_;
    std::optional<Doorkeeper> doorkeeper_;  // before the sockets that it guards
    zmq::socket_t events_, records_, requests_;
    Announcer announcer_;
    mutable std::mutex fault_mutex_;
    std::optional<Error> fault_;
    std::thread thread_;
};

Publisher::Loop::Loop(PublisherOptions options, std::shared_ptr<const ReplaySource> source)
    : options_(std::move(options)),
      events_(context_, zmq::socket_type::xpub),
      records_(context_, zmq::socket_type::xpub),
      requests_(context_, zmq::socket_type::router),
      announcer_(options_.epoch, options_.queue, std::move(source),
                 {.broadcast =
                      [this](Kind kind, wire::Frames frames) {
                          // XPUB never blocks: a subscriber whose pipe is full does not get this one.
                          send_now(kind == Kind::events ? events_ : records_, frames);
                      },
                  .answer = [this](std::string_view client, wire::Frames frames) { return answer(client, frames); },
                  .lose = options_.lose}) {}

void Publisher::Loop::configure_all() {
    if (options_.curve) doorkeeper_.emplace(context_, *options_.curve);
    for (auto* socket : {&events_, &records_}) {
        configure(*socket, options_.curve, options_.pipe_messages, max_subscription_bytes);
        socket->set(zmq::sockopt::xpub_verboser, true);  // every subscription is told, so that they can be counted
    }
    configure(requests_, options_.curve, replay_pipe_messages, max_request_frame_bytes);
    requests_.set(zmq::sockopt::router_mandatory, true);
}

Status Publisher::Loop::bind() {
    TZ_CHECK(guarded("cannot set the bus up", [this] { configure_all(); }));
    const std::array<std::pair<zmq::socket_t*, std::string*>, 3> binds{{{&events_, &options_.endpoints.events},
                                                                        {&records_, &options_.endpoints.records},
                                                                        {&requests_, &options_.endpoints.replay}}};
    for (const auto& [socket, endpoint] : binds) {
        TZ_CHECK(guarded("cannot listen on the bus address " + *endpoint, [&] { socket->bind(*endpoint); }));
        *endpoint = socket->get(zmq::sockopt::last_endpoint);
    }
    return {};
}

void Publisher::Loop::publish(Message message) {
    shared_.dropped += shared_.stopping ? 1 : announcer_.push(std::move(message));
}

void Publisher::Loop::stop() {
    shared_.stopping = true;
    announcer_.wakeup().wake();
    if (thread_.joinable()) thread_.join();
}

// A fault of the bus ends the bus and nothing else: events are recorded whether or not anybody is told.
void Publisher::Loop::work() {
    const Status ended = guarded("the bus stopped", [this] { serve(); });
    if (!ended) {
        const std::lock_guard lock(fault_mutex_);
        fault_ = ended.error();
    }
    for (auto* socket : {&events_, &records_, &requests_}) socket->close();
    if (doorkeeper_) doorkeeper_->socket().close();
    context_.close();
}

void Publisher::Loop::serve() {
    while (!shared_.stopping) round();
    while (broadcast() > 0) {
    }
}

void Publisher::Loop::round() {
    std::vector<zmq::pollitem_t> items{{events_.handle(), 0, ZMQ_POLLIN, 0},
                                       {records_.handle(), 0, ZMQ_POLLIN, 0},
                                       {requests_.handle(), 0, ZMQ_POLLIN, 0},
                                       {nullptr, announcer_.wakeup().descriptor(), ZMQ_POLLIN, 0}};
    if (doorkeeper_) items.push_back({doorkeeper_->socket().handle(), 0, ZMQ_POLLIN, 0});
    poll(items, announcer_.replays().patience(ReplayService::Clock::now()));
    if (doorkeeper_) shared_.denied += doorkeeper_->answer();
    count_subscriptions(events_);
    count_subscriptions(records_);
    broadcast();
    take_requests();
    announcer_.replays().turn(ReplayService::Clock::now());
    show_counters();
}

// Returns how many it took from the queue.
std::size_t Publisher::Loop::broadcast() {
    const auto done = announcer_.broadcast();
    shared_.published += done.published;
    return done.taken;
}

void Publisher::Loop::count_subscriptions(zmq::socket_t& socket) {
    for (Parts in; in.receive(socket, 1);) {
        const auto bytes = in.parts.front().to_string_view();
        if (bytes.empty()) continue;
        if (bytes.front() == 1) ++shared_.subscriptions;
        if (bytes.front() == 0 && shared_.subscriptions > 0) --shared_.subscriptions;
    }
}

void Publisher::Loop::take_requests() {
    Parts in;
    // One frame more than a request may have, and the identity: what is too long is seen to be too long.
    constexpr std::size_t limit = wire::max_request_frames + 2;
    for (std::size_t i = 0; i < request_batch && in.receive(requests_, limit); ++i) {
        const auto frames = in.frames();
        announcer_.replays().request(frames.front(), wire::Frames(frames).subspan(1), ReplayService::Clock::now(),
                                     options_.curve ? in.user() : std::string_view());
    }
}

ReplayService::Sent Publisher::Loop::answer(std::string_view client, wire::Frames frames) {
    std::vector<std::string_view> all{client};
    all.insert(all.end(), frames.begin(), frames.end());
    switch (send_now(requests_, all)) {
        case SendOutcome::sent:
            return ReplayService::Sent::yes;
        case SendOutcome::full:
            return ReplayService::Sent::full;
        case SendOutcome::gone:
            return ReplayService::Sent::gone;
    }
    return ReplayService::Sent::gone;
}

void Publisher::Loop::show_counters() {
    shared_.replayed = announcer_.replays().counters().replayed;
    shared_.refused = announcer_.replays().counters().refused;
    shared_.replays = announcer_.replays().active();
}

PublisherCounters Publisher::Loop::counters() const {
    return {.published = shared_.published,
            .dropped = shared_.dropped,
            .replayed = shared_.replayed,
            .refused = shared_.refused,
            .denied = shared_.denied,
            .subscriptions = shared_.subscriptions,
            .replays = shared_.replays};
}

Status Publisher::Loop::healthy() const {
    const std::lock_guard lock(fault_mutex_);
    if (fault_) return *fault_;
    return {};
}

Publisher::Publisher(std::unique_ptr<Loop> loop) : loop_(std::move(loop)) {}
Publisher::~Publisher() = default;

Result<std::unique_ptr<Publisher>> Publisher::start(PublisherOptions options,
                                                    std::shared_ptr<const ReplaySource> source) {
    TZ_CHECK(check(options));
    auto loop = std::make_unique<Loop>(std::move(options), std::move(source));
    TZ_CHECK(loop->bind());
    loop->run();
    return std::unique_ptr<Publisher>(new Publisher(std::move(loop)));
}

void Publisher::publish(Message message) {
    loop_->publish(std::move(message));
}
const Endpoints& Publisher::endpoints() const {
    return loop_->endpoints();
}
PublisherCounters Publisher::counters() const {
    return loop_->counters();
}
Status Publisher::healthy() const {
    return loop_->healthy();
}
void Publisher::stop() {
    loop_->stop();
}

}  // namespace taizhang::bus
