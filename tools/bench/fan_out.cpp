#include "tools/bench/fan_out.hpp"

#include "tools/bench/load_socket.hpp"
#include "tools/bench/socket_load.hpp"

#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <deque>
#include <iostream>
#include <random>

namespace taizhang::bench {

namespace json = boost::json;

namespace {

using Stopwatch = std::chrono::steady_clock;

constexpr std::size_t room_bytes = 256 << 10;
constexpr std::size_t mark_bytes = 32;  ///< TS=<16 digits>;SQ=<8 digits>; at the front of each text
constexpr unsigned events_of_an_item = 1'000;
constexpr std::chrono::seconds warm_up{1}, patience{20};

std::uint64_t now_us() {
    return std::uint64_t(
        std::chrono::duration_cast<std::chrono::microseconds>(Stopwatch::now().time_since_epoch()).count());
}

std::uint64_t digits(const char* at, int count) {
    std::uint64_t value = 0;
    for (int i = 0; i < count; ++i) value = value * 10 + std::uint64_t(at[i] - '0');
    return value;
}

json::object call(int id, const char* method, json::object params) {
    return {{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}};
}

/// Sends a call and waits for its answer; other messages are passed over.
Result<json::object> ask(LoadSocket& socket, const char* method, json::object params) {
    socket.add(json::serialize(call(1, method, std::move(params))));
    TZ_CHECK(socket.flush());
    json::object answer;
    while (answer.empty()) {
        TZ_CHECK(socket.receive(true, [&](std::string_view text) -> Status {
            if (text.find("\"id\":1,") != std::string_view::npos) answer = json::parse(text).as_object();
            return {};
        }));
    }
    if (const auto* result = answer.if_contains("result")) return result->as_object();
    return invalid(std::string(method) + " was refused: " + json::serialize(answer));
}

/// What became of one event.
struct Sent {
    std::uint64_t at = 0;  ///< microseconds
    unsigned delivered = 0;
};

struct Mode {
    const char* name;
    unsigned window = 0;  ///< events under way; 0: so many a second
    unsigned rate = 0;
};

class FanOut {
  public:
    explicit FanOut(Bed& bed) : bed_(bed), text_(bed.options().bytes, 'x') {}
    ~FanOut() {
        if (epoll_ >= 0) ::close(epoll_);
    }
    FanOut(const FanOut&) = delete;
    FanOut& operator=(const FanOut&) = delete;

    Status open(unsigned subscribers) {
        epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
        TZ_TRY(auto publisher, LoadSocket::connect(bed_.port()));
        publisher_ = std::make_unique<LoadSocket>(std::move(publisher));
        TZ_TRY(const auto login,
               ask(*publisher_, "auth.login", {{"account", bed_account.value}, {"secret", bed_secret}}));
        for (unsigned i = 0; i < subscribers; ++i) TZ_CHECK(subscribe(login.at("token").as_string()));
        watch(publisher_->fd(), nullptr);
        return {};
    }

    Status measure(const Mode& mode) {
        TZ_CHECK(bed_.node().settle());
        deliveries_ = 0;
        laps_.clear(), last_laps_.clear();
        TZ_CHECK(run(mode, Stopwatch::now() + warm_up, false));
        const auto before = deliveries_;
        const auto begin = Stopwatch::now();
        const auto client = processor_seconds(RUSAGE_THREAD), all = processor_seconds(RUSAGE_SELF);
        TZ_CHECK(run(mode, begin + std::chrono::seconds(bed_.options().seconds), true));
        const std::chrono::duration<double> took = Stopwatch::now() - begin;
        const auto done = double(deliveries_ - before);
        const auto client_used = processor_seconds(RUSAGE_THREAD) - client;
        const auto server_used = processor_seconds(RUSAGE_SELF) - all - client_used;
        TZ_CHECK(drain());
        tell(mode, done / took.count(), client_used / took.count(), server_used / took.count());
        return {};
    }

  private:
    struct Subscriber {
        explicit Subscriber(LoadSocket given) : socket(std::move(given)) {}
        LoadSocket socket;
        std::string rest;  ///< of a frame that is not all there
    };

    void watch(int fd, Subscriber* who) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.ptr = who;
        ::epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event);
    }

    Status subscribe(std::string_view token) {
        TZ_TRY(auto socket, LoadSocket::connect(bed_.port()));
        auto& one = *subscribers_.emplace_back(std::make_unique<Subscriber>(std::move(socket)));
        TZ_CHECK(ask(one.socket, "auth.token", {{"token", token}}));
        TZ_CHECK(
            ask(one.socket, "events.subscribe", {{"from", "now"}, {"filter", {{"types", json::array{"item.urged"}}}}}));
        watch(one.socket.fd(), &one);
        return {};
    }

    // ---- commands

    std::string command_id() {
        std::array<char, 37> text;
        const std::uint64_t high = random_(), low = random_();
        std::snprintf(text.data(), text.size(), "%08x-%04x-4%03x-8%03x-%012llx", unsigned(high >> 32),
                      unsigned(high >> 16) & 0xFFFF, unsigned(high) & 0xFFF, unsigned(low >> 48) & 0xFFF,
                      static_cast<unsigned long long>(low & 0xFFFFFFFFFFFF));
        return text.data();
    }

    void publish(std::uint64_t at) {
        if (published_ % events_of_an_item == 0) {
            item_ = command_id();
            publisher_->add(
                R"({"jsonrpc":"2.0","id":2,"method":"item.enter","params":{"command_id":")" + command_id() +
                R"(","item":")" + item_ + R"(","ledger":")" + bed_ledger.value +
                R"(","number":"1","title":"测量事项","text":"测量","open_list":false,"units":[{"unit":")" +
                bed_unit.value +
                R"(","name":"测量单位","role":"lead","inferred":false,"collective":false,"members":[]}]}})");
        }
        std::array<char, mark_bytes + 1> mark;
        std::snprintf(mark.data(), mark.size(), "TS=%016llu;SQ=%08u;", static_cast<unsigned long long>(at),
                      unsigned(published_));
        text_.replace(0, mark_bytes, mark.data(), mark_bytes);
        publisher_->add(R"({"jsonrpc":"2.0","id":2,"method":"item.urge","params":{"command_id":")" + command_id() +
                        R"(","item":")" + item_ + R"(","text":")" + text_ + "\"}}");
        sent_.push_back({at, 0});
        ++published_;
    }

    // ---- deliveries

    void delivered(std::uint64_t at, std::uint64_t number, std::uint64_t now) {
        ++deliveries_;
        if (measuring_) laps_.push_back(float(now - at));
        const auto first = published_ - sent_.size();
        if (number < first) return;
        auto& one = sent_[std::size_t(number - first)];
        if (++one.delivered == subscribers_.size() && measuring_) last_laps_.push_back(float(now - one.at));
        while (!sent_.empty() && sent_.front().delivered == subscribers_.size()) sent_.pop_front();
    }

    /// Every mark in the whole frames at the front; gives the bytes that they took.
    std::size_t take_frames(std::string_view in, std::uint64_t now) {
        std::size_t at = 0;
        while (in.size() - at >= 4) {
            const auto byte = [&](std::size_t i) { return std::size_t(std::uint8_t(in[at + i])); };
            std::size_t header = 2, length = byte(1) & 0x7F;
            if (length == 126) header = 4, length = byte(2) << 8 | byte(3);
            if (length == 127) break;  // none of ours
            if (in.size() - at < header + length) break;
            const auto text = in.substr(at + header, length);
            const auto mark = text.find("TS=");
            if (mark != std::string_view::npos && mark + mark_bytes <= text.size())
                delivered(digits(text.data() + mark + 3, 16), digits(text.data() + mark + 23, 8), now);
            at += header + length;
        }
        return at;
    }

    Status receive(Subscriber& one) {
        const auto some = ::recv(one.socket.fd(), room_.data(), room_.size(), MSG_DONTWAIT);
        if (some == 0) return Error{ErrorCode::internal, "the server closed a subscriber's connection"};
        if (some < 0) return {};
        const auto now = now_us();
        std::string_view in(room_.data(), std::size_t(some));
        if (!one.rest.empty()) in = one.rest.append(in);
        const auto used = take_frames(in, now);
        if (one.rest.empty())
            one.rest.assign(in.substr(used));
        else
            one.rest.erase(0, used);
        return {};
    }

    Status receive_answers() {
        return publisher_->receive(false, [](std::string_view answer) -> Status {
            if (answer.find("\"error\"") == std::string_view::npos) return {};
            return Error{ErrorCode::internal, "a command was refused: " + std::string(answer.substr(0, 300))};
        });
    }

    Status poll(int milliseconds) {
        std::array<epoll_event, 256> events;
        const int ready = ::epoll_wait(epoll_, events.data(), int(events.size()), milliseconds);
        for (int i = 0; i < ready; ++i) {
            auto* one = static_cast<Subscriber*>(events[std::size_t(i)].data.ptr);
            TZ_CHECK(one ? receive(*one) : receive_answers());
        }
        return {};
    }

    Status run(const Mode& mode, Stopwatch::time_point until, bool measuring) {
        measuring_ = measuring;
        auto due = Stopwatch::now();
        while (Stopwatch::now() < until) {
            if (mode.window > 0) {
                while (sent_.size() < mode.window) publish(now_us());
            } else if (Stopwatch::now() >= due) {
                publish(now_us());
                due += std::chrono::microseconds(1'000'000 / mode.rate);
            }
            TZ_CHECK(publisher_->flush());
            TZ_CHECK(poll(1));
        }
        return {};
    }

    /// Nothing may get lost.
    Status drain() {
        measuring_ = false;
        for (const auto end = Stopwatch::now() + patience; !sent_.empty() && Stopwatch::now() < end;)
            TZ_CHECK(poll(10));
        if (sent_.empty()) return {};
        return Error{ErrorCode::internal, std::to_string(sent_.size()) + " events did not reach everybody"};
    }

    void tell(const Mode& mode, double per_second, double client, double server) {
        const auto percentile = [](std::vector<float>& laps, double part) {
            if (laps.empty()) return std::int64_t{0};
            const auto at = std::min(laps.size() - 1, std::size_t(double(laps.size()) * part));
            std::nth_element(laps.begin(), laps.begin() + std::ptrdiff_t(at), laps.end());
            return std::int64_t(laps[at]);
        };
        std::cout << json::object{{"what", "fan-out"},
                                  {"load", mode.name},
                                  {"subscribers", subscribers_.size()},
                                  {"in_flight", mode.window},
                                  {"bytes", bed_.options().bytes},
                                  {"deliveries_per_second", std::int64_t(per_second)},
                                  {"p50_us", percentile(laps_, 0.5)},
                                  {"p99_us", percentile(laps_, 0.99)},
                                  {"last_p99_us", percentile(last_laps_, 0.99)},
                                  {"client_cores", std::round(client * 100) / 100},
                                  {"server_cores", std::round(server * 100) / 100}}
                  << std::endl;
    }

    Bed& bed_;
    std::string text_, item_;
    int epoll_ = -1;
    std::unique_ptr<LoadSocket> publisher_;
    std::vector<std::unique_ptr<Subscriber>> subscribers_;
    std::vector<char> room_ = std::vector<char>(room_bytes);
    std::mt19937_64 random_{std::random_device()()};
    std::deque<Sent> sent_;  ///< those that have not reached everybody
    std::uint64_t published_ = 0, deliveries_ = 0;
    std::vector<float> laps_, last_laps_;  ///< of deliveries; of those to the last subscriber
    bool measuring_ = false;
};

}  // namespace

Status measure_fan_out(Bed& bed, const std::vector<unsigned>& subscribers) {
    constexpr unsigned deliveries_under_way = 20'000, least_window = 4, events_a_second = 20;
    for (const auto count : subscribers) {
        FanOut fan_out(bed);
        TZ_CHECK(fan_out.open(count));
        const auto many = std::max(least_window, deliveries_under_way / std::max(1u, count));
        for (const Mode mode : {Mode{"single", 1, 0}, Mode{"max", many, 0}, Mode{"rate", 0, events_a_second}})
            TZ_CHECK(fan_out.measure(mode));
    }
    return {};
}

}  // namespace taizhang::bench
