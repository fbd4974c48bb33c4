// An engine that is stepped does nothing by itself; one whose work is done by lent threads loses nothing when they come
// and go.
#include "tests/unit/engine/engine_test.hpp"

namespace taizhang {

namespace {

using testing::ElementsAre;

class Stepped : public EngineTest {
  protected:
    std::unique_ptr<SteppedEngine> stepped;

    void start_stepped(EngineOptions options = {}) { stepped = Engine::stepped(options, *log, clock, random); }
    void submit_unit(std::uint64_t number) {
        stepped->submit(register_unit(number, "u" + std::to_string(number)), answers.take(number));
    }
};

/// Lends one thread, which comes only when the test lets it.
class Lent : public EngineTest {
  protected:
    std::atomic<int> called{0};
    void lend() {
        engine->lend([this] { ++called; });
    }
    void submit_unit(std::uint64_t number) { submit(register_unit(number, "u" + std::to_string(number))); }
};

}  // namespace

TEST_F(Stepped, NothingHappensBetweenSteps) {
    start_stepped();
    EXPECT_FALSE(stepped->step());
    submit_unit(0);
    submit_unit(1);
    EXPECT_TRUE(answers.none());
    EXPECT_EQ(log->end(), 0u);
    EXPECT_EQ(stepped->counters().queued, 2u);

    EXPECT_TRUE(stepped->step());
    EXPECT_THAT(answers.order(), ElementsAre(0, 1));
    EXPECT_THAT(log->groups(), ElementsAre(2));
    EXPECT_FALSE(stepped->step());
}

TEST_F(Stepped, AStepIsOneGroup) {
    start_stepped({.group_records = 2});
    for (std::uint64_t number = 0; number < 5; ++number) submit_unit(number);
    EXPECT_TRUE(stepped->step());
    EXPECT_EQ(log->end(), 2u);
    EXPECT_TRUE(stepped->step());
    EXPECT_TRUE(stepped->step());
    EXPECT_FALSE(stepped->step());
    EXPECT_THAT(log->groups(), ElementsAre(2, 2, 1));
}

TEST_F(Stepped, ACommandGivenByAnAnswerWaitsForTheNextStep) {
    start_stepped();
    stepped->submit(register_unit(0, "u0"), [this](const Result<CommandAnswer>&) { submit_unit(1); });
    EXPECT_TRUE(stepped->step());
    EXPECT_EQ(log->end(), 1u);
    EXPECT_TRUE(stepped->step());
    EXPECT_EQ(log->end(), 2u);
}

TEST_F(Stepped, AFailedWriteStopsItForGood) {
    start_stepped();
    submit_unit(0);
    log->disk().fail_next_append(SimulatedFault::before_persisting);
    EXPECT_TRUE(stepped->step());
    EXPECT_THAT(answers.await(0), FailsWith(ErrorCode::not_writable));
    submit_unit(1);
    EXPECT_THAT(answers.await(1), FailsWith(ErrorCode::not_writable));
    EXPECT_FALSE(stepped->step());
}

TEST_F(Stepped, StopFinishesWhatWasSubmitted) {
    start_stepped({.group_records = 1});
    submit_unit(0);
    submit_unit(1);
    stepped->stop();
    submit_unit(2);
    EXPECT_THAT(answers.await(0), IsAccepted());
    EXPECT_THAT(answers.await(1), IsAccepted());
    EXPECT_THAT(answers.await(2), FailsWith(ErrorCode::not_writable));
}

TEST_F(Lent, TheLentThreadDoesTheWorkAndNobodyElse) {
    start({.group_records = 2});
    lend();
    for (std::uint64_t number = 0; number < 3; ++number) submit_unit(number);
    EXPECT_EQ(called, 1);
    EXPECT_TRUE(answers.none());
    engine->work();
    EXPECT_THAT(answers.order(), ElementsAre(0, 1));
    EXPECT_EQ(called, 2);  // there is more
    engine->work();
    EXPECT_THAT(answers.order(), ElementsAre(0, 1, 2));
    EXPECT_EQ(called, 2);
    submit_unit(3);
    EXPECT_EQ(called, 3);
}

TEST_F(Lent, WhatALentThreadDidNotComeForIsDoneWhenItIsTakenBack) {
    start();
    lend();
    submit_unit(0);
    engine->lend({});
    EXPECT_THAT(answers.await(0), IsAccepted());
    engine->work();  // it comes after all
    EXPECT_THAT(give(register_unit(1, "u1")), IsAccepted());
    EXPECT_EQ(called, 1);
}

TEST_F(Lent, StopDoesNotWaitForALentThread) {
    start();
    lend();
    submit_unit(0);
    engine->stop();
    EXPECT_THAT(answers.order(), ElementsAre(0));
    EXPECT_EQ(log->end(), 1u);
}

TEST_F(Lent, ThreadsThatComeAndGoLoseNothing) {
    constexpr std::size_t commands = 2'000;
    start();
    std::atomic<std::size_t> owed{0};
    std::atomic<bool> done{false};
    std::vector<std::thread> helpers;
    for (int i = 0; i < 2; ++i) {
        helpers.emplace_back([&] {
            while (!done) {
                auto some = owed.load();
                if (some > 0 && owed.compare_exchange_strong(some, some - 1)) engine->work();
                std::this_thread::yield();
            }
        });
    }
    for (std::size_t number = 0; number < commands; ++number) {
        if (number % 100 == 0) engine->lend([&owed] { ++owed; });
        if (number % 100 == 50) engine->lend({});
        submit_unit(number);
    }
    answers.await_all(commands);
    done = true;
    for (auto& helper : helpers) helper.join();
    engine->stop();
    EXPECT_EQ(answers.order().size(), commands);
    EXPECT_EQ(log->end(), commands);
}

}  // namespace taizhang
