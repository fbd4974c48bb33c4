// consumer.py, which knows docs/formats/bus.md and nothing else, against a publisher that loses messages.
#include "tests/unit/bus/memory_log.hpp"

#include <boost/json.hpp>

#include <sys/wait.h>

#include <cstdio>
#include <sstream>

namespace taizhang::bus {

using testing::HasSubstr;

namespace {

constexpr std::size_t history = 300;  // recorded before the consumer starts
constexpr std::size_t all = 1000;

struct Output {
    int exit_code = -1;
    std::vector<std::string> lines;
};

struct Station {
    std::shared_ptr<MemoryLog> log = std::make_shared<MemoryLog>();
    std::unique_ptr<Publisher> publisher;

    explicit Station(std::function<bool(const Message&)> lose, std::optional<ServerKeys> curve = {}) {
        auto started = Publisher::start({.endpoints = *Endpoints::from_base("tcp://127.0.0.1:*"),
                                         .epoch = test_epoch,
                                         .curve = std::move(curve),
                                         .lose = std::move(lose)},
                                        log);
        EXPECT_TRUE(started) << started.error().message;
        publisher = std::move(*started);
    }
    void record(std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            const bool item = log->end() % 3 != 0;
            const std::string text = R"({"sequence":")" + std::to_string(log->end()) + R"(","reason":"上报进度"})";
            publisher->publish(log->append(item ? "item/2014-cz-009" : "unit/zj", text));
        }
    }
    /// Runs the script to its end; `meanwhile`, if given, once it has subscribed.
    Output consume(const std::string& arguments, const std::function<void()>& meanwhile = {}) {
        const std::string command = "/usr/bin/python3 " TAIZHANG_SOURCE_DIR "/tests/e2e/bus/consumer.py --events " +
                                    publisher->endpoints().events + " --replay " + publisher->endpoints().replay + " " +
                                    arguments + " 2>&1";
        Output output;
        std::FILE* pipe = ::popen(command.c_str(), "r");
        if (pipe == nullptr) return output;
        if (meanwhile) {
            EXPECT_TRUE(eventually([&] { return publisher->counters().subscriptions > 0; }));
            meanwhile();
        }
        std::string text;
        for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) text.push_back(static_cast<char>(c));
        const int status = ::pclose(pipe);
        output.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
        std::istringstream stream(text);
        for (std::string line; std::getline(stream, line);) output.lines.push_back(line);
        return output;
    }
};

void expect_event(const std::string& line, Position position, std::string_view stream) {
    boost::json::error_code bad;
    const auto value = boost::json::parse(line, bad);
    ASSERT_FALSE(bad) << line;
    EXPECT_EQ(value.at("position").to_number<Position>(), position);
    EXPECT_EQ(value.at("stream").as_string(), stream);
    EXPECT_EQ(value.at("event").at("sequence").as_string(), std::to_string(position));
    EXPECT_EQ(value.at("event").at("reason").as_string(), "上报进度");
}

}  // namespace

TEST(BusPythonConsumer, GetsEveryEventOnceAndInOrderAlthoughManyAreLost) {
    Station station([](const Message& m) { return m.position % 4 == 1 || m.position == all - 1; });
    station.record(history);
    const Output output =
        station.consume("--from 0 --until " + std::to_string(all), [&] { station.record(all - history); });
    ASSERT_EQ(output.lines.size(), all) << output.lines.back();
    EXPECT_EQ(output.exit_code, 0);
    for (Position p = 0; p < all; ++p) expect_event(output.lines[p], p, p % 3 != 0 ? "item/2014-cz-009" : "unit/zj");
    EXPECT_GT(station.publisher->counters().replayed, 0U);
}

TEST(BusPythonConsumer, TakesOnlyTheStreamsAskedFor) {
    Station station([](const Message& m) { return m.position % 5 == 2; });
    station.record(history);
    const Output output = station.consume("--prefix unit/ --from 0 --until " + std::to_string(all),
                                          [&] { station.record(all - history); });
    ASSERT_EQ(output.lines.size(), (all + 2) / 3) << output.lines.back();
    for (std::size_t i = 0; i < output.lines.size(); ++i) expect_event(output.lines[i], i * 3, "unit/zj");
}

TEST(BusPythonConsumer, StopsAtAnotherEpoch) {
    Station station([](const Message&) { return false; });
    station.record(10);
    const Output output = station.consume("--from 5 --until 10 --epoch 1");
    EXPECT_EQ(output.exit_code, 1);
    ASSERT_EQ(output.lines.size(), 1U);
    EXPECT_THAT(output.lines.front(), HasSubstr("another log"));
}

TEST(BusPythonConsumer, SpeaksCurve) {
    const KeyPair server = *make_keys();
    Station station([](const Message& m) { return m.position == 1; },
                    ServerKeys{server.secret_key, {"Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID"}});
    station.record(5);
    // The example client keys of ZeroMQ's own documentation (zmq_curve).
    const Output output = station.consume(
        "--until 5 --public-key='Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID' "
        "--secret-key='D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs' --server-key='" +
        server.public_key + "'");
    ASSERT_EQ(output.lines.size(), 5U);
    for (Position p = 0; p < 5; ++p) expect_event(output.lines[p], p, p % 3 != 0 ? "item/2014-cz-009" : "unit/zj");
}

}  // namespace taizhang::bus
