#include "src/bus/sequencer.hpp"

#include "tests/unit/bus/memory_log.hpp"

namespace taizhang::bus {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

struct SequencerBench {
    std::vector<Position> got;
    Sequencer sequence;

    explicit SequencerBench(Sequencer::Options options = {})
        : sequence(options, [this](const Delivery& d) {
              got.push_back(d.position);
              return Status();
          }) {}

    Status live(Position position, std::uint64_t epoch = test_epoch) {
        return sequence.live({"item/a", epoch, position, "x"});
    }
    Status replayed(std::uint64_t id, Position position) {
        return sequence.replayed(id, {"item/a", test_epoch, position, "x"});
    }
    Status caught_up(std::uint64_t id, Position end) { return sequence.caught_up(id, test_epoch, end); }
    /// Asks, and is told that there is nothing.
    void start_at(Position end) { ASSERT_TRUE(caught_up(sequence.begin_replay(), end)); }
};

}  // namespace

TEST(BusSequencer, AsksBeforeItBelievesItselfCurrent) {
    SequencerBench bench;
    EXPECT_TRUE(bench.sequence.must_ask());
    bench.start_at(0);
    EXPECT_TRUE(bench.sequence.current());
    EXPECT_FALSE(bench.sequence.must_ask());
}

TEST(BusSequencer, DeliversEachPositionOnceWhicheverSocketIsFirst) {
    SequencerBench bench;
    bench.start_at(0);
    ASSERT_TRUE(bench.live(0));
    ASSERT_TRUE(bench.live(0));
    const auto id = bench.sequence.begin_replay();
    ASSERT_TRUE(bench.replayed(id, 1));
    ASSERT_TRUE(bench.live(1));
    ASSERT_TRUE(bench.live(2));
    EXPECT_THAT(bench.got, ElementsAre(0, 1, 2));
}

TEST(BusSequencer, HealsAHoleAndThenHandsOverWhatItKept) {
    SequencerBench bench;
    bench.start_at(0);
    for (const Position p : {0, 3, 4}) ASSERT_TRUE(bench.live(p));
    EXPECT_TRUE(bench.sequence.must_ask());
    EXPECT_THAT(bench.got, ElementsAre(0));
    const auto id = bench.sequence.begin_replay();
    EXPECT_EQ(bench.sequence.next(), 1U);
    ASSERT_TRUE(bench.replayed(id, 1));
    ASSERT_TRUE(bench.replayed(id, 2));
    EXPECT_THAT(bench.got, ElementsAre(0, 1, 2, 3, 4));
    EXPECT_TRUE(bench.sequence.current());
    EXPECT_FALSE(bench.sequence.replaying());
}

TEST(BusSequencer, HealsASecondHoleBehindTheFirst) {
    SequencerBench bench;
    bench.start_at(0);
    for (const Position p : {0, 2, 4}) ASSERT_TRUE(bench.live(p));
    const auto id = bench.sequence.begin_replay();
    ASSERT_TRUE(bench.replayed(id, 1));
    EXPECT_THAT(bench.got, ElementsAre(0, 1, 2));
    EXPECT_FALSE(bench.sequence.current());
    ASSERT_TRUE(bench.replayed(id, 2));
    ASSERT_TRUE(bench.replayed(id, 3));
    EXPECT_THAT(bench.got, ElementsAre(0, 1, 2, 3, 4));
}

TEST(BusSequencer, KeepsABoundedNumberAheadAndFindsTheHoleThisMakes) {
    SequencerBench bench({.max_ahead = 2});
    bench.start_at(0);
    for (const Position p : {1, 2, 3}) ASSERT_TRUE(bench.live(p));
    const auto id = bench.sequence.begin_replay();
    ASSERT_TRUE(bench.replayed(id, 0));
    EXPECT_THAT(bench.got, ElementsAre(0));
    ASSERT_TRUE(bench.replayed(id, 1));
    EXPECT_THAT(bench.got, ElementsAre(0, 1, 2, 3));
}

TEST(BusSequencer, IgnoresAnswersToAnEarlierRequest) {
    SequencerBench bench;
    const auto old = bench.sequence.begin_replay();
    bench.sequence.abandon_replay();
    const auto id = bench.sequence.begin_replay();
    ASSERT_TRUE(bench.replayed(old, 0));
    ASSERT_TRUE(bench.caught_up(old, 0));
    EXPECT_THAT(bench.got, IsEmpty());
    EXPECT_TRUE(bench.sequence.awaits(id));
}

TEST(BusSequencer, AsksAgainWhenAReplayItselfHasAHole) {
    SequencerBench bench;
    const auto id = bench.sequence.begin_replay();
    ASSERT_TRUE(bench.replayed(id, 0));
    ASSERT_TRUE(bench.replayed(id, 2));
    EXPECT_THAT(bench.got, ElementsAre(0));
    EXPECT_TRUE(bench.sequence.must_ask());
}

TEST(BusSequencer, AsksAgainWhenAReplayEndsTooEarly) {
    SequencerBench bench;
    const auto id = bench.sequence.begin_replay();
    ASSERT_TRUE(bench.replayed(id, 0));
    ASSERT_TRUE(bench.caught_up(id, 5));
    EXPECT_TRUE(bench.sequence.must_ask());
    EXPECT_EQ(bench.sequence.next(), 1U);
}

TEST(BusSequencer, WithPrefixesTreatsAGapAsAQuestion) {
    SequencerBench bench({.selection = Sequencer::Selection::some_streams});
    bench.start_at(2);
    EXPECT_EQ(bench.sequence.next(), 2U);
    ASSERT_TRUE(bench.live(5));
    EXPECT_THAT(bench.got, IsEmpty());
    const auto id = bench.sequence.begin_replay();
    ASSERT_TRUE(bench.replayed(id, 3));  // 3 was lost; 2 and 4 are not ours
    ASSERT_TRUE(bench.replayed(id, 5));
    ASSERT_TRUE(bench.caught_up(id, 8));
    ASSERT_TRUE(bench.live(8));
    EXPECT_THAT(bench.got, ElementsAre(3, 5, 8));
    EXPECT_TRUE(bench.sequence.current());
}

TEST(BusSequencer, ReportsAnotherEpochWhereverItShows) {
    SequencerBench live;
    live.start_at(0);
    ASSERT_TRUE(live.live(0));
    const auto fault = live.live(1, test_epoch + 1);
    ASSERT_FALSE(fault);
    EXPECT_EQ(fault.error().code, ErrorCode::conflict);
    EXPECT_THAT(fault.error().message, HasSubstr("epoch " + std::to_string(test_epoch + 1)));
    EXPECT_THAT(live.got, ElementsAre(0));

    SequencerBench resumed({.from = 9, .epoch = test_epoch + 1});
    EXPECT_FALSE(resumed.caught_up(resumed.sequence.begin_replay(), 20));
    EXPECT_FALSE(resumed.replayed(resumed.sequence.begin_replay(), 9));
}

TEST(BusSequencer, ReportsALogThatLostWhatItHadPublished) {
    SequencerBench bench({.from = 9});
    const auto fault = bench.caught_up(bench.sequence.begin_replay(), 8);
    ASSERT_FALSE(fault);
    EXPECT_THAT(fault.error().message, HasSubstr("ends at 8"));
}

TEST(BusSequencer, ALogThatGrewDuringTheReplayHasLostNothing) {
    SequencerBench bench({.selection = Sequencer::Selection::some_streams});
    const auto id = bench.sequence.begin_replay();
    ASSERT_TRUE(bench.live(0));
    ASSERT_TRUE(bench.live(1));
    EXPECT_TRUE(bench.caught_up(id, 1));
    EXPECT_EQ(bench.sequence.next(), 2U);
}

TEST(BusSequencer, AMessageThatTheConsumerRefusesIsNotPassed) {
    Sequencer sequence({}, [](const Delivery&) -> Status { return refused("no room"); });
    ASSERT_TRUE(sequence.caught_up(sequence.begin_replay(), test_epoch, 0));
    EXPECT_FALSE(sequence.live({"item/a", test_epoch, 0, "x"}));
    EXPECT_EQ(sequence.next(), 0U);
}

}  // namespace taizhang::bus
