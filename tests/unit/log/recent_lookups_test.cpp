// What was read before an append is never remembered as what is so after it.
#include "src/log/recent_lookups.hpp"

#include <gtest/gtest.h>

namespace taizhang {

namespace {

const StreamId stream{"unit/fgw"};
constexpr auto still = [] { return true; };
constexpr auto no_more = [] { return false; };

CommandId command(std::uint8_t number) {
    CommandId id;
    id.bytes[15] = number;
    return id;
}

}  // namespace

TEST(RecentLookups, KeepWhatWasLearnedUntilItIsAppendedTo) {
    RecentLookups recent;
    EXPECT_EQ(recent.version(stream), std::nullopt);
    recent.learn(stream, 4, still);
    EXPECT_EQ(recent.version(stream), 4u);
    recent.appended({{stream, Version{6}}}, {}, [] {});
    EXPECT_EQ(recent.version(stream), 6u);
    recent.learn(stream, 4, still);  // somebody who read earlier comes late
    EXPECT_EQ(recent.version(stream), 6u);
}

TEST(RecentLookups, LearnNothingThatAnAppendMayHaveChanged) {
    RecentLookups recent;
    recent.learn(stream, 4, no_more);
    recent.learn_absent(command(1), no_more);
    EXPECT_EQ(recent.version(stream), std::nullopt);
    EXPECT_FALSE(recent.is_absent(command(1)));
}

TEST(RecentLookups, ACommandIsAbsentUntilItIsAppended) {
    RecentLookups recent;
    recent.learn_absent(command(1), still);
    recent.learn_absent(command(2), still);
    recent.appended({}, {{command(1), CommandOutcome{.first = 0, .count = 1}}}, [] {});
    EXPECT_FALSE(recent.is_absent(command(1)));
    EXPECT_TRUE(recent.is_absent(command(2)));
}

TEST(RecentLookups, AreBounded) {
    RecentLookups recent;
    recent.learn(stream, 1, still);
    for (int i = 0; i < 70'000; ++i) recent.learn(StreamId{"unit/u" + std::to_string(i)}, 1, still);
    EXPECT_EQ(recent.version(stream), std::nullopt);
    EXPECT_EQ(recent.version(StreamId{"unit/u69999"}), 1u);
}

}  // namespace taizhang
