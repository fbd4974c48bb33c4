// Queues are bounded, and a full one neither loses nor deadlocks; stopping answers whatever was submitted, once.
#include "tests/unit/engine/engine_test.hpp"

#include <set>

namespace taizhang {

namespace {

class Bounds : public EngineTest {
  protected:
    void submit_units(std::size_t from, std::size_t count) {
        for (auto i = from; i < from + count; ++i) submit(register_unit(i, "u" + std::to_string(i)));
    }
    /// Each was answered once, in any order.
    void expect_each_answered_once(std::size_t count) {
        auto order = answers.order();
        EXPECT_EQ(order.size(), count);
        EXPECT_EQ(std::set<std::size_t>(order.begin(), order.end()).size(), count);
    }
    std::thread stop_meanwhile() {
        std::thread stopper([this] { engine->stop(); });
        EXPECT_TRUE(await([this] { return !engine->counters().writable; }));
        return stopper;
    }
};

}  // namespace

TEST_F(Bounds, FullQueueIsBusyWithATimeToComeAgain) {
    start({.queue_limit = 3});
    log->lookups.close();
    submit_units(0, 1);
    log->lookups.await_arrivals(1);  // the engine has taken it: the queue is empty
    submit_units(1, 3);
    EXPECT_EQ(engine->counters().queued, 3u);
    const auto refused = submit(register_unit(9, "u9"));
    EXPECT_THAT(answers.order(), testing::ElementsAre(refused));  // at once
    const auto answer = answers.await(refused);
    ASSERT_THAT(answer, FailsWith(ErrorCode::busy));
    EXPECT_GT(answer.error().details.at("retry_after_ms").to_number<int>(), 0);
    EXPECT_EQ(engine->counters().busy, 1u);

    log->lookups.open();
    answers.await_all(5);
    EXPECT_THAT(give(register_unit(9, "u9")), IsAccepted());
    EXPECT_EQ(log->end(), 5u);
}

TEST_F(Bounds, QueueThatIsFullInBytesIsBusyAndHasRoomAgainLater) {
    start({.queue_bytes = 10'000});
    const auto submit_large = [this](std::uint64_t number, std::size_t bytes) {
        auto request = register_unit(number, "u" + std::to_string(number));
        request.bytes = bytes;
        return submit(std::move(request));
    };
    log->lookups.close();
    submit_units(0, 1);
    log->lookups.await_arrivals(1);  // the engine has taken it: the queue is empty
    submit_large(1, 4'000);
    submit_large(2, 4'000);
    const auto refused = submit_large(3, 4'000);
    EXPECT_THAT(answers.order(), testing::ElementsAre(refused));
    EXPECT_THAT(answers.await(refused), FailsWith(ErrorCode::busy));
    submit_large(4, 100);  // a small one still fits

    log->lookups.open();
    answers.await_all(5);
    EXPECT_EQ(log->end(), 4u);
    EXPECT_THAT(answers.await(submit_large(5, 20'000)), IsAccepted());  // alone, whatever its size
    EXPECT_EQ(log->end(), 5u);
}

TEST_F(Bounds, EngineWaitsForTheDiskWhenTooMuchIsDecided) {
    start({.group_records = 1});
    log->appends.close();
    submit_units(0, 50);
    log->appends.await_arrivals(1);
    log->lookups.await_arrivals(3);  // one in the append, one decided, one that finds no room
    log->appends.open();
    answers.await_all(50);
    EXPECT_THAT(log->groups(), testing::Each(1u));
    EXPECT_EQ(log->groups().size(), 50u);
}

TEST_F(Bounds, RefusalsTakeRoomToo) {
    constexpr std::size_t limit = 5;
    start({.queue_limit = limit, .group_bytes = 1});
    log->appends.close();
    submit_units(0, 1);
    log->appends.await_arrivals(1);
    submit(register_unit(1, "u0"));  // a refusal, decided
    submit(register_unit(2, "u0"));  // another one, without room
    log->lookups.await_arrivals(3);
    std::size_t kept = 0;
    for (std::uint64_t i = 0; i < 1000; ++i) {
        const auto busy = engine->counters().busy;
        submit(register_unit(10 + i, "u0"));
        kept += engine->counters().busy == busy;
        std::this_thread::yield();
    }
    EXPECT_EQ(kept, limit);
    log->appends.open();
    answers.await_all(1003);
}

TEST_F(Bounds, CommandsThatComeAgainTakeRoomToo) {
    constexpr std::size_t limit = 5;
    start({.queue_limit = limit, .group_records = 4});
    log->appends.close();
    submit_units(0, 1);
    log->appends.await_arrivals(1);
    std::size_t kept = 0;
    for (int i = 0; i < 1000; ++i) {
        const auto busy = engine->counters().busy;
        submit_units(0, 1);
        kept += engine->counters().busy == busy;
        std::this_thread::yield();
    }
    EXPECT_LE(kept, limit + 4 + 1);  // queued, joined, and one that waits to join
    log->appends.open();
    answers.await_all(1001);
    EXPECT_EQ(log->end(), 1u);
}

TEST_F(Bounds, StopDuringBackPressureFinishesWhatWasSubmitted) {
    start({.group_bytes = 1, .group_records = 1});
    log->appends.close();
    submit_units(0, 30);
    log->lookups.await_arrivals(3);
    auto stopper = stop_meanwhile();
    EXPECT_THAT(give(register_unit(99, "late")), FailsWith(ErrorCode::not_writable));
    log->appends.open();
    stopper.join();
    expect_each_answered_once(31);
    EXPECT_EQ(log->end(), 30u);
}

TEST_F(Bounds, StopAnswersWhatIsQueuedDecidedAndInTheAppend) {
    start();
    log->appends.close();
    submit_units(0, 1);
    log->appends.await_arrivals(1);
    log->lookups.close_after(11);
    submit_units(1, 20);  // ten decided, one being looked up, nine queued
    log->lookups.await_arrivals(12);
    auto stopper = stop_meanwhile();
    log->lookups.open();
    log->appends.open();
    stopper.join();
    expect_each_answered_once(21);
    for (std::size_t number = 0; number < 21; ++number) EXPECT_THAT(answers.await(number), IsAccepted()) << number;
    EXPECT_EQ(log->end(), 21u);
}

TEST_F(Bounds, StopDuringBackPressureOnAFailedDiskEndsToo) {
    start({.group_bytes = 1, .group_records = 1});
    log->appends.close();
    submit_units(0, 30);
    log->lookups.await_arrivals(3);
    log->disk().fail_next_append(SimulatedFault::before_persisting);
    auto stopper = stop_meanwhile();
    log->appends.open();
    stopper.join();
    expect_each_answered_once(30);
    for (std::size_t number = 0; number < 30; ++number)
        EXPECT_THAT(answers.await(number), FailsWith(ErrorCode::not_writable)) << number;
}

TEST_F(Bounds, EngineThatIsDroppedStopsFirst) {
    start();
    submit_units(0, 50);
    engine.reset();
    expect_each_answered_once(50);
    EXPECT_EQ(log->end(), 50u);
}

TEST_F(Bounds, StopWithoutCommandsAndTwice) {
    start();
    engine->stop();
    engine->stop();
    EXPECT_FALSE(engine->counters().writable);
    EXPECT_EQ(engine->counters().stopped_because, "");
    EXPECT_THAT(give(register_unit(1, "fgw")), FailsWith(ErrorCode::not_writable));
}

TEST_F(Bounds, CountersCountEachOutcome) {
    start();
    submit(register_unit(1, "fgw"));
    submit(register_unit(1, "fgw"));
    submit(register_unit(2, "fgw"));
    engine->stop();
    const auto counters = engine->counters();
    EXPECT_EQ(counters.accepted, 1u);
    EXPECT_EQ(counters.duplicates, 1u);
    EXPECT_EQ(counters.refused, 1u);
    EXPECT_EQ(counters.events, 1u);
    EXPECT_EQ(counters.queued, 0u);
}

}  // namespace taizhang
