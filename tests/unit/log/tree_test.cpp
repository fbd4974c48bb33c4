// The levels of the Merkle tree that every engine of the log keeps: they are what the leaves give, whatever happens.
#include "src/transparency/log_hashes.hpp"
#include "tests/unit/log/engines.hpp"
#include "tests/unit/log/records.hpp"
#include "tests/unit/log/tree_of_leaves.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <random>
#include <thread>

namespace taizhang::test {
namespace {

template <class Engine>
class Tree : public testing::Test {
  protected:
    EventLog& log() { return *engine_.log; }
    void append(Position count) {
        const auto done = log().append(GroupBuilder(log()).events("item/a", int(count)).take());
        ASSERT_TRUE(done) << done.error().message;
    }
    void append_up_to(Position end, Position at_once) {
        while (log().end() < end) ASSERT_NO_FATAL_FAILURE(append(std::min(at_once, end - log().end())));
    }

    Engine engine_;
};
TYPED_TEST_SUITE(Tree, Engines, EngineNames);

TYPED_TEST(Tree, LevelsAreWhatTheLeavesGiveAtEverySizeThatRandomGroupsMake) {
    std::mt19937 random(2014);
    expect_levels(this->log());
    while (this->log().end() < 600) {
        ASSERT_NO_FATAL_FAILURE(this->append(1 + random() % 40));
        ASSERT_NO_FATAL_FAILURE(expect_levels(this->log()));
    }
}

TYPED_TEST(Tree, OneGroupMayCompleteSeveralSubtrees) {
    this->append(3);
    this->append(1'021);
    EXPECT_EQ(this->log().tree_hashes(1, 0, 100).value().size(), 4u);
    expect_levels(this->log());
}

TYPED_TEST(Tree, GoesOnWhereItStoodAfterReopeningAtEverySizeAroundATile) {
    this->append(250);
    for (Position size = 250; size <= 260; ++size) {
        ASSERT_EQ(this->log().end(), size);
        this->engine_.reopen();
        ASSERT_NO_FATAL_FAILURE(expect_levels(this->log()));
        this->append(1);
    }
    this->append(256);
    expect_levels(this->log());
}

TYPED_TEST(Tree, GoesOnWhereItStoodAfterACrash) {
    std::mt19937 random(9);
    while (this->log().end() < 900) {
        this->append(1 + random() % 150);
        this->engine_.crash();
        ASSERT_NO_FATAL_FAILURE(expect_levels(this->log()));
    }
}

TYPED_TEST(Tree, TheSecondLevelBeginsWith65536Records) {
    this->append_up_to(65'535, 5'000);
    EXPECT_TRUE(this->log().tree_hashes(2, 0, 1).value().empty());
    this->append(1);
    EXPECT_EQ(this->log().tree_hashes(2, 0, 9).value().size(), 1u);
    this->engine_.reopen();
    this->append(300);
    expect_levels(this->log());
    EXPECT_EQ(tlog::tree_root(tlog::LogHashes(this->log()), 65'836).value(), root_of(leaves_of(this->log())));
}

TYPED_TEST(Tree, APartOfALevelEndsWithTheLevel) {
    this->append(1'100);
    const auto level = this->log().tree_hashes(1, 0, 4).value();
    const auto part = [&](std::uint64_t first, std::size_t count) {
        return this->log().tree_hashes(1, first, count).value();
    };
    EXPECT_EQ(part(1, 2), (std::vector<Digest>{level[1], level[2]}));
    EXPECT_EQ(part(2, ~std::size_t{0}), (std::vector<Digest>{level[2], level[3]}));
    EXPECT_TRUE(part(4, 1).empty());
    EXPECT_TRUE(part(~std::uint64_t{0}, 1).empty());
    EXPECT_TRUE(part(0, 0).empty());
    EXPECT_TRUE(this->log().tree_hashes(8, 0, 1).value().empty());
    EXPECT_TRUE(this->log().tree_hashes(4'000'000'000, 0, 1).value().empty());
}

TYPED_TEST(Tree, ARefusedGroupLeavesNoTrace) {
    this->append(200);
    auto group = GroupBuilder(this->log()).events("item/a", 100).take();
    group.back().payload += '!';
    EXPECT_FALSE(this->log().append(group));
    EXPECT_TRUE(this->log().tree_hashes(1, 0, 1).value().empty());
    this->append(60);
    expect_levels(this->log());
}

TYPED_TEST(Tree, RootsAndProofsAreComputedFromWhatTheLogKeeps) {
    this->append(1'000);
    const auto leaves = leaves_of(this->log());
    const tlog::LogHashes hashes(this->log());
    for (const std::size_t size : {1, 255, 256, 257, 511, 768, 1'000})
        EXPECT_EQ(tlog::tree_root(hashes, size).value(), root_of(std::span(leaves).first(size))) << size;
    const auto path = tlog::inclusion_path(hashes, 300, 1'000).value();
    EXPECT_TRUE(tlog::verify_inclusion(leaves[300], 300, 1'000, path, root_of(leaves)));
}

TYPED_TEST(Tree, WhatTheLogDoesNotHaveIsTold) {
    this->append(300);
    const auto missing = tlog::LogHashes(this->log()).hashes(1, 0, 2);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::corrupt);
    EXPECT_THAT(missing.error().message, testing::HasSubstr("hashes 0 to 1 of level 1 of the tree were asked for"));
    EXPECT_TRUE(tlog::LogHashes(this->log()).hashes(1, 0, 1));
}

TYPED_TEST(Tree, ReadersSeeNoHashBeforeItsRecordsAreShown) {
    std::atomic<bool> done = false;
    std::atomic<int> wrong = 0;
    std::thread reader([&] {
        while (!done) {
            const auto before = this->log().end();
            const auto level = this->log().tree_hashes(1, 0, 100);
            const auto after = this->log().end();
            wrong += !level || level->size() < before / 256 || level->size() > after / 256;
        }
    });
    this->append_up_to(2'048, 64);
    done = true;
    reader.join();
    EXPECT_EQ(wrong, 0);
}

TEST(SimulatedTree, AGroupThatFailedIsSeenInTheTreeOnlyAfterTheRestartThatFindsIt) {
    SimulatedLog log({"test.example/log", 7});
    ASSERT_TRUE(log.append(GroupBuilder(log).events("item/a", 250).take()));
    log.fail_next_append(SimulatedFault::after_persisting);
    ASSERT_FALSE(log.append(GroupBuilder(log).events("item/a", 10).take()));
    EXPECT_TRUE(log.tree_hashes(1, 0, 1).value().empty());
    const auto next = log.restart();
    EXPECT_EQ(next->tree_hashes(1, 0, 1).value().size(), 1u);
    expect_levels(*next);
}

}  // namespace
}  // namespace taizhang::test
