// Walking a log on several threads: everything once, in order, up to the first failure.
#include "tools/log_walk.hpp"

#include "src/log/simulated_log.hpp"
#include "tests/unit/log/records.hpp"

#include <gmock/gmock.h>

namespace taizhang::test {
namespace {

constexpr int events = 10'000;  // some parts, and one that is not full

class LogWalkTest : public testing::Test {
  protected:
    LogWalkTest() { log_.append(GroupBuilder(log_).events("item/a", events).take()).value(); }

    static Status print(const Record& record, std::string& out) {
        out += std::to_string(record.header.position) + "\n";
        return {};
    }
    static std::string lines(Position from, Position to) {
        std::string out;
        for (auto i = from; i < to; ++i) out += std::to_string(i) + "\n";
        return out;
    }
    Status walk(const LogWalk& how, const RecordPrinter& print = LogWalkTest::print) {
        return walk_log(log_, how, print, [this](std::string_view text) -> Status {
            text_ += text;
            return {};
        });
    }

    SimulatedLog log_{LogIdentity{"test.example/log", 7}};
    std::string text_;
};

TEST_F(LogWalkTest, EverythingComesOnceAndInOrder) {
    for (unsigned threads : {0u, 1u, 7u}) {
        text_.clear();
        ASSERT_TRUE(walk({.from = 0, .to = events, .threads = threads}));
        EXPECT_EQ(text_, lines(0, events)) << threads;
    }
}

TEST_F(LogWalkTest, GoesFromWhereToWhereItIsAsked) {
    ASSERT_TRUE(walk({.from = 4'095, .to = 4'097, .threads = 2}));
    EXPECT_EQ(text_, lines(4'095, 4'097));
    text_.clear();
    ASSERT_TRUE(walk({.from = 9'999, .to = 1'000'000, .threads = 2}));
    EXPECT_EQ(text_, lines(9'999, events));
    text_.clear();
    ASSERT_TRUE(walk({.from = events, .to = events}));
    ASSERT_TRUE(walk({.from = 5, .to = 4}));
    EXPECT_EQ(text_, "");
}

TEST_F(LogWalkTest, WhatStandsBeforeAFailureIsHandedOnAndNothingBehindIt) {
    const auto failed = walk({.from = 0, .to = events, .threads = 4}, [](const Record& record, std::string& out) {
        if (record.header.position == 5'000) return Status(corrupt("here"));
        return print(record, out);
    });
    EXPECT_EQ(failed.error().message, "here");
    EXPECT_EQ(text_, lines(0, 5'000));
}

TEST_F(LogWalkTest, ATakerThatWantsNoMoreEndsIt) {
    int taken = 0;
    const auto ended = walk_log(log_, {.from = 0, .to = events, .threads = 3}, print,
                                [&](std::string_view) { return ++taken == 1 ? Status() : Status(invalid("closed")); });
    EXPECT_EQ(ended.error().message, "closed");
    EXPECT_EQ(taken, 2);
}

}  // namespace
}  // namespace taizhang::test
