#include "tests/simulation/followers.hpp"

#include "tests/simulation/journal.hpp"
#include "tools/bus_messages.hpp"

namespace taizhang::simulation {

namespace {

constexpr std::size_t pipe_room = 40;  ///< messages that may wait for one reader, of either kind
constexpr std::chrono::milliseconds quiet{400}, replay_timeout{900};
constexpr std::uint32_t credit = 16;

std::vector<std::string_view> views_of(const Frames& frames) {
    return {frames.begin(), frames.end()};
}

}  // namespace

Reader::Reader(ReaderKind kind, const Truth& truth, LogIdentity log, Dice& dice, const Weather& weather)
    : kind_(std::move(kind)), truth_(truth), log_(std::move(log)), dice_(dice), weather_(weather) {
    crash(0);
}

void Reader::crash(Milliseconds now) {
    now_ = now;
    disconnect();
    bus::SubscriberOptions options{.live = {}, .replay = {}};
    options.kind = kind_.kind;
    options.prefixes = kind_.prefixes;
    options.from = next_;
    options.epoch = epoch_;
    options.credit = credit;
    options.quiet = quiet;
    options.replay_timeout = replay_timeout;
    mind_ = std::make_unique<bus::Follower>(
        options, bus::Follower::World{.deliver = [this](const bus::Delivery& d) { return deliver(d); },
                                      .send = [this](const bus::wire::Request& request) { return send(request); },
                                      .now = [this] { return bus_time(now_); }});
}

void Reader::disconnect() {
    connected_ = false;
    ++connection_;
    live_.clear();
    answers_.clear();
    requests_.clear();
}

void Reader::broadcast(bus::Kind kind, bus::wire::Frames frames, Milliseconds now) {
    if (!connected_ || kind != kind_.kind || !concerns(StreamId{std::string(frames[0])})) return;
    if (live_.size() >= pipe_room) return;  // a slow one loses it
    live_.send(Frames(frames.begin(), frames.end()), now, dice_, weather_);
}

bus::ReplayService::Sent Reader::answer(bus::wire::Frames frames, Milliseconds now) {
    if (answers_.size() >= pipe_room) return bus::ReplayService::Sent::full;
    answers_.send(Frames(frames.begin(), frames.end()), now, dice_, weather_);
    return bus::ReplayService::Sent::yes;
}

bool Reader::send(const bus::wire::Request& request) {
    if (!connected_) return false;
    requests_.send(bus::wire::frames_of(request), now_, dice_, weather_);
    return true;
}

void Reader::poll(Milliseconds now) {
    now_ = now;
    const auto check = [this](const Status& status) {
        if (!status) throw Violation("the reader '" + kind_.name + "' gave up: " + status.error().message);
    };
    while (const auto frames = answers_.take(now)) check(mind_->answer(views_of(*frames)));
    while (const auto frames = live_.take(now)) check(mind_->live(views_of(*frames)));
    mind_->turn();
}

bool Reader::concerns(const StreamId& stream) const {
    return kind_.prefixes.empty() ||
           std::ranges::any_of(kind_.prefixes, [&](const auto& prefix) { return stream.value.starts_with(prefix); });
}

Position Reader::next_expected() const {
    auto position = next_;
    while (position < truth_.end() && !concerns(truth_.records()[position].header.stream)) ++position;
    return position;
}

std::string Reader::expected_body(const Record& record) const {
    const auto message = bus_message(log_, record);
    if (!message) throw Violation("a record cannot be told: " + message.error().message);
    return *message->body(kind_.kind);
}

Status Reader::deliver(const bus::Delivery& delivery) {
    const auto expected = next_expected();
    const auto said = "the reader '" + kind_.name + "' was given position " + std::to_string(delivery.position);
    if (delivery.position >= truth_.end()) throw Violation(said + ", which is not durable");
    if (delivery.position != expected)
        throw Violation(said + " instead of " + std::to_string(expected) + ": every event once, in order");
    const auto& record = truth_.records()[expected];
    if (delivery.bytes != expected_body(record) || delivery.stream != record.header.stream.value)
        throw Violation(said + " with other words than were recorded");
    next_ = delivery.position + 1;
    epoch_ = delivery.epoch;
    ++delivered_;
    return {};
}

}  // namespace taizhang::simulation
