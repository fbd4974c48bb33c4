#include "src/bus/replay_service.hpp"

#include "src/bus/send_queue.hpp"
#include "tests/unit/bus/memory_log.hpp"

#include <set>

namespace taizhang::bus {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

/// A replay service whose clients are strings in a map.
struct Bench {
    std::shared_ptr<MemoryLog> log = std::make_shared<MemoryLog>();
    std::map<std::string, std::vector<std::string>> got;  // "3" is the message at position 3, "end 4" is caught_up
    std::set<std::string> stuck, left;
    ReplayService::Clock::time_point now{};
    ReplayService replays{test_epoch, log, [this](std::string_view c, wire::Frames f) { return send(c, f); }};

    explicit Bench(std::size_t events = 0) {
        for (std::size_t i = 0; i < events; ++i) log->append(i % 2 == 0 ? "item/a" : "unit/b");
    }
    ReplayService::Sent send(std::string_view who, wire::Frames frames) {
        const std::string client(who);
        if (left.contains(client)) return ReplayService::Sent::gone;
        if (stuck.contains(client)) return ReplayService::Sent::full;
        const auto answer = wire::parse_answer(frames, Kind::events);
        if (!answer) {
            got[client].push_back("unreadable");
        } else if (const auto* message = std::get_if<wire::Replayed>(&*answer)) {
            got[client].push_back(std::to_string(message->message.position));
        } else if (const auto* end = std::get_if<wire::CaughtUp>(&*answer)) {
            got[client].push_back("end " + std::to_string(end->end.position));
        } else {
            got[client].push_back(std::get<wire::Refusal>(*answer).code);
        }
        return ReplayService::Sent::yes;
    }
    void ask(const std::string& client, const wire::Request& request) {
        const auto frames = wire::frames_of(request);
        const std::vector<std::string_view> views(frames.begin(), frames.end());
        replays.request(client, views, now);
    }
    void ask_from(const std::string& client, Position from, std::uint32_t credit,
                  std::vector<std::string> prefixes = {}) {
        ask(client, wire::ReplayRequest{.id = 1, .from = from, .credit = credit, .prefixes = std::move(prefixes)});
    }
    void serve_all() {
        while (replays.active() > 0 && replays.patience(now) == std::chrono::milliseconds(0)) replays.turn(now);
    }
};

}  // namespace

TEST(BusReplay, SendsEverythingFromAPositionAndThenTheEnd) {
    Bench bench(5);
    bench.ask_from("c", 2, 100);
    bench.serve_all();
    EXPECT_THAT(bench.got["c"], ElementsAre("2", "3", "4", "end 5"));
    EXPECT_EQ(bench.replays.active(), 0U);
    EXPECT_EQ(bench.replays.counters().replayed, 3U);
}

TEST(BusReplay, StopsWhenCreditIsUsedUpAndGoesOnWithMore) {
    Bench bench(5);
    bench.ask_from("c", 0, 2);
    bench.serve_all();
    EXPECT_THAT(bench.got["c"], ElementsAre("0", "1"));
    bench.ask("c", wire::CreditGrant{.id = 1, .credit = 2});
    bench.serve_all();
    EXPECT_THAT(bench.got["c"], ElementsAre("0", "1", "2", "3"));
    bench.ask("c", wire::CreditGrant{.id = 1, .credit = 1});
    bench.serve_all();
    EXPECT_THAT(bench.got["c"], ElementsAre("0", "1", "2", "3", "4", "end 5"));
}

TEST(BusReplay, NeedsNoCreditToTellTheEnd) {
    Bench bench(3);
    bench.ask_from("c", 0, 2, {"item/"});
    bench.serve_all();
    EXPECT_THAT(bench.got["c"], ElementsAre("0", "2", "end 3"));
}

TEST(BusReplay, CreditForAnotherRequestIsIgnored) {
    Bench bench(3);
    bench.ask_from("c", 0, 1);
    bench.ask("c", wire::CreditGrant{.id = 99, .credit = 5});
    bench.serve_all();
    EXPECT_THAT(bench.got["c"], ElementsAre("0"));
    bench.ask("stranger", wire::CreditGrant{.id = 1, .credit = 5});
    EXPECT_THAT(bench.got["stranger"], IsEmpty());
}

TEST(BusReplay, CreditDoesNotGrowBeyondItsLimit) {
    Bench bench(max_credit + 10);
    bench.ask_from("c", 0, max_credit);
    bench.ask("c", wire::CreditGrant{.id = 1, .credit = max_credit});
    bench.serve_all();
    EXPECT_THAT(bench.got["c"], SizeIs(max_credit));
}

TEST(BusReplay, BeyondTheEndIsTheEnd) {
    Bench bench(3);
    bench.ask_from("c", ~0ULL, 1);
    bench.serve_all();
    EXPECT_THAT(bench.got["c"], ElementsAre("end 3"));
}

TEST(BusReplay, ANewRequestTakesTheFormersPlace) {
    Bench bench(3);
    bench.ask_from("c", 0, 1);
    bench.ask_from("c", 2, 5);
    bench.serve_all();
    EXPECT_THAT(bench.got["c"], ElementsAre("2", "end 3"));
}

TEST(BusReplay, ASlowClientDelaysNobodyAndGoesOnWhereItStopped) {
    Bench bench(replay_page * 3);
    bench.stuck = {"slow"};
    bench.ask_from("slow", 0, max_credit);
    bench.ask_from("fast", replay_page * 3 - 1, 5);
    bench.serve_all();
    EXPECT_THAT(bench.got["fast"], SizeIs(2));
    EXPECT_THAT(bench.got["slow"], IsEmpty());
    EXPECT_GT(bench.replays.patience(bench.now).count(), 0);
    bench.stuck.clear();
    bench.now += replay_retry;
    bench.serve_all();
    EXPECT_THAT(bench.got["slow"], SizeIs(replay_page * 3 + 1));
}

TEST(BusReplay, AClientThatDoesNotReadIsTriedEverMoreRarely) {
    Bench bench(replay_page * 2);
    bench.stuck = {"slow"};
    bench.ask_from("slow", 0, max_credit);
    auto waited = std::chrono::milliseconds(0);
    for (int attempt = 0; attempt < 20; ++attempt) {
        bench.serve_all();
        const auto wait = bench.replays.patience(bench.now);
        EXPECT_GE(wait, waited);
        EXPECT_LE(wait, replay_retry_at_most);
        waited = wait;
        bench.now += wait;
    }
    EXPECT_EQ(waited, replay_retry_at_most);
    bench.stuck.clear();
    bench.serve_all();
    EXPECT_THAT(bench.got["slow"], SizeIs(replay_page * 2 + 1));
}

TEST(BusReplay, ServesClientsInTurnsOfAPage) {
    Bench bench(replay_page * 4);
    bench.ask_from("a", 0, max_credit);
    bench.ask_from("b", 0, max_credit);
    bench.replays.turn(bench.now);
    bench.replays.turn(bench.now);
    EXPECT_THAT(bench.got["a"], SizeIs(replay_page));
    EXPECT_THAT(bench.got["b"], SizeIs(replay_page));
}

TEST(BusReplay, ForgetsAClientThatIsGone) {
    Bench bench(3);
    bench.left = {"c"};
    bench.ask_from("c", 0, 1);
    bench.serve_all();
    EXPECT_EQ(bench.replays.active(), 0U);
}

TEST(BusReplay, ForgetsReplaysThatIdleWithoutCreditToMakeRoom) {
    Bench bench(2);
    for (std::size_t i = 0; i < max_replays; ++i) bench.ask_from(std::to_string(i), 0, 1);
    bench.serve_all();
    bench.ask_from("late", 0, 1);
    EXPECT_THAT(bench.got["late"], ElementsAre("busy"));
    bench.now += replay_idle;
    bench.ask_from("late", 1, 1);
    bench.serve_all();
    EXPECT_THAT(bench.got["late"], ElementsAre("busy", "1", "end 2"));
}

TEST(BusReplay, AnswersGarbageWithAnError) {
    Bench bench(1);
    const std::vector<std::string_view> garbage{"\xff\xfe", "GET / HTTP/1.1"};
    bench.replays.request("c", garbage, bench.now);
    bench.replays.request("c", {}, bench.now);
    EXPECT_THAT(bench.got["c"], ElementsAre("invalid", "invalid"));
    EXPECT_EQ(bench.replays.counters().refused, 2U);
    EXPECT_EQ(bench.replays.active(), 0U);
}

TEST(BusReplay, SaysSoWhenTheHistoryCannotBeRead) {
    Bench bench(3);
    bench.log->breaks(true);
    bench.ask_from("c", 0, 1);
    bench.serve_all();
    EXPECT_THAT(bench.got["c"], ElementsAre("unavailable"));
}

TEST(BusQueue, DropsTheOldestBeyondItsBounds) {
    MemoryLog log;
    SendQueue by_count({.messages = 2});
    EXPECT_EQ(by_count.push(log.append("item/a")) + by_count.push(log.append("item/a")), 0U);
    EXPECT_EQ(by_count.push(log.append("item/a")), 1U);
    const auto left = by_count.take(10);
    ASSERT_THAT(left, SizeIs(2));
    EXPECT_EQ(left.front().position, 1U);

    SendQueue by_bytes({.bytes = 1000});
    EXPECT_EQ(by_bytes.push(log.append("item/a")), 0U);
    EXPECT_EQ(by_bytes.push(log.append("item/a", std::string(5000, 'x'))), 1U);
    ASSERT_THAT(by_bytes.take(10), SizeIs(1)) << "the newest stays, however large";
}

TEST(BusQueue, HandsOutInPartsAndInOrder) {
    MemoryLog log;
    SendQueue queue({});
    for (int i = 0; i < 3; ++i) queue.push(log.append("item/a"));
    EXPECT_EQ(queue.take(2).back().position, 1U);
    EXPECT_EQ(queue.take(2).front().position, 2U);
    EXPECT_THAT(queue.take(2), IsEmpty());
}

}  // namespace taizhang::bus
