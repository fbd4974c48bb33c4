#include "tools/bench/readers.hpp"

#include "tools/bench/load_socket.hpp"

#include <iostream>
#include <thread>

namespace taizhang::bench {

namespace json = boost::json;

namespace {

using Stopwatch = std::chrono::steady_clock;

constexpr std::uint64_t page_events = 1'000;  ///< in one answer
constexpr std::size_t in_flight = 3;          ///< questions under way on one socket

void tell(std::string_view what, std::uint64_t events, std::uint64_t bytes, Stopwatch::time_point begin) {
    const std::chrono::duration<double> took = Stopwatch::now() - begin;
    std::cout << json::object{{"what", what},
                              {"events", events},
                              {"bytes", bytes},
                              {"events_per_second", static_cast<std::int64_t>(double(events) / took.count())}}
              << std::endl;
}

/// Reads [from, to) with events.read and looks at nothing but where each answer ends.
class SocketReader {
  public:
    static Result<SocketReader> open(std::uint16_t port) {
        TZ_TRY(auto socket, LoadSocket::connect(port));
        SocketReader reader(std::move(socket));
        TZ_CHECK(reader.login());
        return reader;
    }

    Status read(Position from, Position to) {
        Position asked = from, answered = from;
        while (answered < to) {
            for (; asked < to && asked < answered + in_flight * page_events; asked += page_events) ask(asked, to);
            TZ_CHECK(socket_.flush());
            TZ_CHECK(socket_.receive(true, [&](std::string_view frame) -> Status {
                if (frame.substr(0, 64).find("\"error\"") != std::string_view::npos)
                    return invalid("not an answer: " + std::string(frame.substr(0, 200)));
                bytes_ += frame.size();
                answered = std::min(answered + page_events, to);
                return {};
            }));
        }
        return {};
    }
    std::uint64_t bytes() const { return bytes_; }

  private:
    explicit SocketReader(LoadSocket socket) : socket_(std::move(socket)) {}

    Status login() {
        socket_.add(
            json::serialize(json::object{{"jsonrpc", "2.0"},
                                         {"id", 0},
                                         {"method", "auth.login"},
                                         {"params", {{"account", bed_account.value}, {"secret", bed_secret}}}}));
        TZ_CHECK(socket_.flush());
        bool done = false;
        while (!done) {
            TZ_CHECK(socket_.receive(true, [&](std::string_view frame) -> Status {
                done = frame.find("\"result\"") != std::string_view::npos;
                return done ? Status() : Status(invalid("the login failed: " + std::string(frame)));
            }));
        }
        return {};
    }
    void ask(Position from, Position to) {
        socket_.add(R"({"jsonrpc":"2.0","id":1,"method":"events.read","params":{"from":)" + std::to_string(from) +
                    R"(,"limit":)" + std::to_string(std::min(page_events, to - from)) + "}}");
    }

    LoadSocket socket_;
    std::uint64_t bytes_ = 0;
};

Status measure_sockets(Bed& bed, unsigned sockets) {
    const auto end = bed.node().log().end();
    std::vector<SocketReader> readers;
    for (unsigned i = 0; i < sockets; ++i) {
        TZ_TRY(auto reader, SocketReader::open(bed.port()));
        readers.push_back(std::move(reader));
    }
    std::vector<Status> ends(sockets);
    const auto begin = Stopwatch::now();
    {
        std::vector<std::jthread> threads;
        for (unsigned i = 0; i < sockets; ++i)
            threads.emplace_back([&, i] { ends[i] = readers[i].read(end * i / sockets, end * (i + 1) / sockets); });
    }
    std::uint64_t bytes = 0;
    for (unsigned i = 0; i < sockets; ++i) {
        TZ_CHECK(ends[i]);
        bytes += readers[i].bytes();
    }
    tell("CloudEvents over " + std::to_string(sockets) + " WebSocket(s)", end, bytes, begin);
    return {};
}

}  // namespace

Status measure_readers(Bed& bed, const std::vector<unsigned>& sockets) {
    for (const auto count : sockets) TZ_CHECK(measure_sockets(bed, count));
    return {};
}

}  // namespace taizhang::bench
