#include "tools/bench/socket_load.hpp"

#include "tools/bench/load_socket.hpp"

#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>
#include <array>
#include <cstdio>
#include <deque>
#include <random>

namespace taizhang::bench {

namespace {

using Stopwatch = std::chrono::steady_clock;

std::string random_uuid(std::mt19937_64& random) {
    std::array<char, 37> text;
    const std::uint64_t high = random(), low = random();
    std::snprintf(text.data(), text.size(), "%08x-%04x-4%03x-8%03x-%012llx", unsigned(high >> 32),
                  unsigned(high >> 16) & 0xFFFF, unsigned(high) & 0xFFF, unsigned(low >> 48) & 0xFFF,
                  static_cast<unsigned long long>(low & 0xFFFFFFFFFFFF));
    return text.data();
}

/// One connection: what it sends next, and when it sent what is not answered yet.
class LoadClient {
  public:
    static Result<LoadClient> open(const LoadOptions& options, std::uint64_t seed) {
        TZ_TRY(auto socket, LoadSocket::connect(options.port));
        LoadClient client(options, std::move(socket), seed);
        client.socket_.add(R"({"jsonrpc":"2.0","id":0,"method":"auth.login","params":{"account":")" + options.account +
                           R"(","secret":")" + options.secret + "\"}}");
        TZ_TRY(const auto answer, client.one_answer());
        if (answer.find("\"result\"") == std::string::npos)
            return Error{ErrorCode::internal, "the login was refused: " + answer};
        return client;
    }

    int fd() const { return socket_.fd(); }

    /// A wrong expected version must be refused, or the measurement would not measure what it says.
    Status prove_versions_are_checked() {
        add_enter();
        TZ_TRY(const auto entered, one_answer());
        TZ_CHECK(check(entered));
        version_ = 7;
        add_urge();
        TZ_TRY(const auto urged, one_answer());
        version_ = 0;
        if (check(urged)) return Error{ErrorCode::internal, "a command with a wrong version was accepted"};
        return {};
    }

    void fill() {
        while (sent_.size() < options_.window) {
            if (version_ == 0) {
                add_enter();
            } else {
                add_urge();
            }
            version_ = (version_ + 1) % events_per_item;
            sent_.push_back(Stopwatch::now());
        }
    }
    Status flush() { return socket_.flush(); }

    Status receive(std::vector<float>* laps) {
        const auto now = Stopwatch::now();
        return socket_.receive(false, [&](std::string_view answer) -> Status {
            TZ_CHECK(check(answer));
            if (laps) laps->push_back(std::chrono::duration<float, std::micro>(now - sent_.front()).count());
            sent_.pop_front();
            return {};
        });
    }

  private:
    LoadClient(const LoadOptions& options, LoadSocket socket, std::uint64_t seed)
        : options_(options), socket_(std::move(socket)), random_(seed), text_(options.bytes, 'x') {}

    static Status check(std::string_view answer) {
        if (answer.find("\"error\"") == std::string_view::npos) return {};
        return Error{ErrorCode::internal, "a command was refused: " + std::string(answer.substr(0, 500))};
    }

    Result<std::string> one_answer() {
        TZ_CHECK(socket_.flush());
        std::string answer;
        while (answer.empty()) {
            TZ_CHECK(socket_.receive(true, [&](std::string_view text) -> Status {
                answer = text;
                return {};
            }));
        }
        return answer;
    }

    void add_enter() {
        item_ = random_uuid(random_);
        add("item.enter",
            R"("ledger":")" + options_.ledger +
                R"(","number":"1","title":"测量事项","text":"测量","open_list":false,"units":[{"unit":")" +
                options_.unit +
                R"(","name":"测量单位","role":"lead","inferred":false,"collective":false,"members":[]}])");
    }
    void add_urge() { add("item.urge", R"("text":")" + text_ + '"'); }

    void add(const char* method, const std::string& fields) {
        frame_ = R"({"jsonrpc":"2.0","id":)";
        frame_ += std::to_string(++last_id_);
        frame_.append(R"(,"method":")").append(method).append(R"(","params":{"command_id":")");
        frame_.append(random_uuid(random_)).append(R"(","expected_version":)").append(std::to_string(version_));
        frame_.append(R"(,"item":")").append(item_).append("\",").append(fields).append("}}");
        socket_.add(frame_);
    }

    const LoadOptions& options_;
    LoadSocket socket_;
    std::mt19937_64 random_;
    const std::string text_;
    std::string item_, frame_;
    std::uint64_t version_ = 0, last_id_ = 0;
    std::deque<Stopwatch::time_point> sent_;
};

class Clients {
  public:
    ~Clients() {
        if (epoll_ >= 0) ::close(epoll_);
    }

    Status open(const LoadOptions& options) {
        epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
        std::random_device seeds;
        clients_.reserve(options.connections);
        for (unsigned i = 0; i < options.connections; ++i) {
            TZ_TRY(auto client, LoadClient::open(options, (std::uint64_t{seeds()} << 32) | seeds()));
            clients_.push_back(std::move(client));
            epoll_event event{};
            event.events = EPOLLIN;
            event.data.u32 = i;
            ::epoll_ctl(epoll_, EPOLL_CTL_ADD, clients_.back().fd(), &event);
        }
        return clients_.front().prove_versions_are_checked();
    }

    Status start() {
        for (auto& client : clients_) {
            client.fill();
            TZ_CHECK(client.flush());
        }
        return {};
    }

    /// Answers the answers until then; `laps` is told of each, where it is wanted.
    Status run(Stopwatch::time_point until, std::vector<float>* laps) {
        std::array<epoll_event, 256> events;
        while (Stopwatch::now() < until) {
            const int ready = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), 100);
            for (int i = 0; i < ready; ++i) {
                auto& client = clients_[events[std::size_t(i)].data.u32];
                TZ_CHECK(client.receive(laps));
                client.fill();
                TZ_CHECK(client.flush());
            }
        }
        return {};
    }

  private:
    int epoll_ = -1;
    std::vector<LoadClient> clients_;
};

}  // namespace

double processor_seconds(int who) {
    rusage used{};
    ::getrusage(who, &used);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

Result<Load> load_over_sockets(const LoadOptions& options) {
    Clients clients;
    TZ_CHECK(clients.open(options));
    TZ_CHECK(clients.start());
    TZ_CHECK(clients.run(Stopwatch::now() + options.span.warm_up, nullptr));
    Load load;
    const auto begin = Stopwatch::now();
    const auto client_before = processor_seconds(RUSAGE_THREAD), all_before = processor_seconds(RUSAGE_SELF);
    TZ_CHECK(clients.run(begin + options.span.measured, &load.microseconds));
    load.client_seconds = processor_seconds(RUSAGE_THREAD) - client_before;
    load.all_seconds = processor_seconds(RUSAGE_SELF) - all_before;
    load.elapsed_seconds = std::chrono::duration<double>(Stopwatch::now() - begin).count();
    return load;
}

}  // namespace taizhang::bench
