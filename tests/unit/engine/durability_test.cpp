// Nothing is told before the sync, and what gathers during a sync is the next group.
#include "tests/unit/engine/engine_test.hpp"

#include <numeric>

namespace taizhang {

namespace {

using testing::ElementsAre;

class Durability : public EngineTest {};

}  // namespace

TEST_F(Durability, NobodyIsToldAnythingBeforeTheAppendReturns) {
    std::atomic<std::size_t> heard = 0;
    start({}, {[&](std::span<const Record> group) { heard += group.size(); }});
    hold_group([this] {
        submit(register_unit(1, "fgw"));
        // a refusal that rests on the first command tells of it, so it waits as well
        submit(register_unit(2, "fgw"));
        submit(register_unit(3, "jxw"));
    });
    EXPECT_TRUE(answers.none());
    EXPECT_EQ(heard, 0u);
    EXPECT_EQ(engine->counters().events, 0u);

    log->appends.open();
    answers.await_all(3);
    EXPECT_THAT(answers.await(0), IsAccepted());
    EXPECT_THAT(answers.await(1), FailsWith(ErrorCode::conflict));
    EXPECT_THAT(answers.await(2), IsAccepted());
    EXPECT_EQ(heard, 2u);
    engine->stop();
    EXPECT_EQ(heard, log->end());
}

TEST_F(Durability, ListenersHearAGroupInOrderBeforeItsAnswers) {
    std::vector<Position> heard;
    std::vector<bool> before;
    start({}, {[&](std::span<const Record> group) {
              for (const auto& record : group) heard.push_back(record.header.position);
              before.push_back(answers.none());
          }});
    EXPECT_THAT(give(register_unit(1, "fgw")), IsAccepted());
    engine->stop();
    EXPECT_THAT(heard, ElementsAre(0));
    EXPECT_THAT(before, ElementsAre(true));
}

TEST_F(Durability, EveryListenerHearsTheSameRecordsThatTheLogHolds) {
    std::vector<std::string> first, second;
    const auto into = [](std::vector<std::string>& out) {
        return [&out](std::span<const Record> group) {
            for (const auto& record : group) out.push_back(header_entry(record.header) + record.payload);
        };
    };
    start({}, {into(first), into(second)});
    for (std::size_t i = 0; i < 20; ++i) submit(register_unit(i, "u" + std::to_string(i)));
    engine->stop();
    std::vector<std::string> held;
    for (const auto& record : records()) held.push_back(header_entry(record.header) + record.payload);
    EXPECT_EQ(held.size(), 20u);
    EXPECT_EQ(first, held);
    EXPECT_EQ(second, held);
}

TEST_F(Durability, WhatGathersDuringOneSyncIsOneGroup) {
    constexpr std::size_t gathered = 100;
    start();
    log->appends.close();
    submit(register_unit(0, "u0"));
    log->appends.await_arrivals(1);
    for (std::size_t i = 1; i <= gathered; ++i) submit(register_unit(i, "u" + std::to_string(i)));
    EXPECT_EQ(engine->counters().queued, gathered);
    EXPECT_TRUE(answers.none());

    log->appends.open();
    answers.await_all(1 + gathered);
    EXPECT_THAT(log->groups(), ElementsAre(1, gathered));
    EXPECT_EQ(engine->counters().groups, 2u);
    engine->stop();
    std::vector<std::size_t> all(gathered + 1);
    std::iota(all.begin(), all.end(), 0u);
    EXPECT_EQ(answers.order(), all);
}

TEST_F(Durability, DecidesOnTopOfWhatIsNotDurableYet) {
    start();
    hold_group([this] {
        submit(register_unit(1, "fgw", "计划委"));
        submit(rename_unit(2, "fgw", "发改委"));
        auto third = rename_unit(3, "fgw", "发展改革委");
        third.expected_version = 2;
        submit(third);
    });
    log->appends.open();
    const auto answer = answers.await(2);
    ASSERT_THAT(answer, IsAccepted());
    EXPECT_EQ(answer->version, 3u);
    EXPECT_EQ(answer->position, 2u);
    EXPECT_THAT(answer->events, ElementsAre("unit.renamed"));
}

}  // namespace taizhang
