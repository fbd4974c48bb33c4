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

TEST_F(Bounds, AGroupIsWrittenWhenItIsFull) {
    start({.group_records = 2});
    log->lookups.close();
    submit_units(0, 50);
    log->lookups.open();
    answers.await_all(50);
    EXPECT_THAT(log->groups(), testing::Each(2u));
    EXPECT_EQ(log->groups().size(), 25u);
}

TEST_F(Bounds, AGroupOfAnySizeTakesOneCommand) {
    start({.group_bytes = 0, .group_records = 0});
    submit_units(0, 3);
    answers.await_all(3);
    EXPECT_THAT(log->groups(), testing::ElementsAre(1, 1, 1));
}

TEST_F(Bounds, WhatWaitsDuringASyncIsBounded) {
    constexpr std::size_t limit = 5;
    start({.queue_limit = limit});
    hold_group([this] { submit_units(0, 1); });
    for (std::uint64_t i = 0; i < 1000; ++i) submit(register_unit(10 + i, "u0"));
    EXPECT_EQ(engine->counters().queued, limit);
    EXPECT_EQ(engine->counters().busy, 1000 - limit);
    log->appends.open();
    answers.await_all(1001);
}

TEST_F(Bounds, RefusalsTakeRoomToo) {
    start({.group_bytes = 10'000});
    log->lookups.close();
    submit_units(0, 1);
    for (std::uint64_t i = 0; i < 100; ++i) submit(register_unit(10 + i, "u0"));
    submit_units(1, 1);
    log->lookups.open();
    answers.await_all(102);
    EXPECT_THAT(log->groups(), testing::ElementsAre(1, 1));
}

TEST_F(Bounds, CommandsThatComeAgainTakeRoomToo) {
    start({.group_bytes = 10'000});
    log->lookups.close();
    for (std::uint64_t i = 0; i < 100; ++i) submit_units(0, 1);
    submit_units(1, 1);
    log->lookups.open();
    answers.await_all(101);
    EXPECT_THAT(log->groups(), testing::ElementsAre(1, 1));
    EXPECT_EQ(engine->counters().duplicates, 99u);
}

TEST_F(Bounds, StopWhileTheDiskIsSlowFinishesWhatWasSubmitted) {
    start({.group_bytes = 1, .group_records = 1});
    log->appends.close();
    submit_units(0, 30);
    log->appends.await_arrivals(1);
    auto stopper = stop_meanwhile();
    EXPECT_THAT(give(register_unit(99, "late")), FailsWith(ErrorCode::not_writable));
    log->appends.open();
    stopper.join();
    expect_each_answered_once(31);
    EXPECT_EQ(log->end(), 30u);
}

TEST_F(Bounds, StopAnswersWhatIsQueuedAndInTheAppend) {
    start();
    hold_group([this] { submit_units(0, 11); });
    submit_units(11, 10);
    auto stopper = stop_meanwhile();
    log->appends.open();
    stopper.join();
    expect_each_answered_once(21);
    for (std::size_t number = 0; number < 21; ++number) EXPECT_THAT(answers.await(number), IsAccepted()) << number;
    EXPECT_EQ(log->end(), 21u);
}

TEST_F(Bounds, StopOnAFailedDiskEndsToo) {
    start({.group_bytes = 1, .group_records = 1});
    log->appends.close();
    submit_units(0, 30);
    log->appends.await_arrivals(1);
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
