// What is signed, when nothing is signed any more, and what a restart finds.
#include <gmock/gmock.h>

#include "tests/unit/notary/fakes.hpp"

namespace taizhang::notary {

namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class TheNotary : public testing::Test {
  protected:
    SimulatedLog log{{origin, 7}};
    VirtualClock clock{*Time::parse("2014-03-05T04:00:00Z")};
    std::vector<std::string> told;

    static tlog::SigningKey key() { return tlog::test_key(origin, 1); }
    static void append(EventLog& to, int count, const std::string& stream = "item/a") {
        to.append(test::GroupBuilder(to).events(stream, count).take()).value();
    }
    NotaryOptions options() {
        return {.every = std::chrono::milliseconds(1),
                .on_stopped = [this](const std::string& why) { told.push_back(why); }};
    }
    std::unique_ptr<Notary> open(EventLog& over) { return Notary::open(over, key(), options(), clock).value(); }
    std::unique_ptr<Notary> open() { return open(log); }

    /// The checkpoint as a verifier of this log reads it.
    static tlog::OpenedCheckpoint read(const KeptCheckpoint& kept) {
        return tlog::open_checkpoint(kept.note, {.origin = origin, .log_keys = {key().verifier()}}).value();
    }
    void expect_stopped(Notary& notary, const std::string& why) {
        const auto refused = notary.sign_now();
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, ErrorCode::not_writable);
        EXPECT_THAT(refused.error().message, HasSubstr(why));
        EXPECT_THAT(notary.state().stopped_because, HasSubstr(why));
        ASSERT_EQ(told.size(), 1u);
        EXPECT_EQ(told[0], notary.state().stopped_because);
    }
};

TEST_F(TheNotary, SignsWhatTheTreeIsAndKeepsItBeforeItTells) {
    append(log, 300);
    const auto notary = open();
    const auto kept = notary->sign_now().value();
    const auto seen = read(kept);
    EXPECT_EQ(seen.checkpoint.size, 300u);
    EXPECT_EQ(seen.checkpoint.root, tlog::tree_root(tlog::LogHashes(log), 300).value());
    EXPECT_EQ(seen.checkpoint.origin, origin);
    EXPECT_EQ(log.checkpoints().latest().value()->note, kept.note);
    EXPECT_EQ(notary->state().signed_size, 300u);
}

TEST_F(TheNotary, SignsAnEmptyLogToo) {
    const auto notary = open();
    EXPECT_FALSE(notary->state().signed_size);
    EXPECT_EQ(read(notary->sign_now().value()).checkpoint.root, tlog::empty_root());
    EXPECT_EQ(notary->official().value().size, 0u);
}

TEST_F(TheNotary, SignsNothingTwice) {
    append(log, 3);
    const auto notary = open();
    const auto first = notary->sign_now().value();
    EXPECT_EQ(notary->sign_now().value().note, first.note);
    EXPECT_EQ(log.checkpoints().list(0, 10).value().size(), 1u);
    append(log, 1);
    EXPECT_EQ(notary->sign_now().value().size, 4u);
    EXPECT_EQ(log.checkpoints().list(0, 10).value().size(), 2u);
}

TEST_F(TheNotary, WithoutAQuorumEachIsOfficialAtOnce) {
    append(log, 3);
    const auto notary = open();
    notary->sign_now().value();
    EXPECT_EQ(notary->official().value().size, 3u);
    EXPECT_EQ(notary->state().official_at, clock.now());
    clock.advance(std::chrono::seconds(5));
    append(log, 1);
    EXPECT_EQ(notary->official().value().size, 3u);
    notary->sign_now().value();
    EXPECT_EQ(notary->state().official_at, clock.now());
}

TEST_F(TheNotary, GoesOnAfterARestart) {
    append(log, 3);
    const auto first = open()->sign_now().value();
    const auto again = log.restart();
    const auto notary = open(*again);
    EXPECT_EQ(notary->official().value().note, first.note);
    EXPECT_FALSE(notary->state().official_at);  // that was before this process
    append(*again, 300);
    EXPECT_EQ(notary->sign_now().value().size, 303u);
    EXPECT_EQ(again->checkpoints().list(0, 10).value().size(), 2u);
}

TEST_F(TheNotary, RefusesALogThatWasRewrittenUnderItsCheckpoint) {
    append(log, 300);
    ASSERT_TRUE(open()->sign_now());
    SimulatedLog other({origin, 7});
    append(other, 300, "item/rewritten");
    RewrittenLog rewritten(other, log);
    const auto opened = Notary::open(rewritten, key(), options(), clock);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::corrupt);
    EXPECT_THAT(opened.error().message, HasSubstr("the first 300 records are not those that were signed"));
}

TEST_F(TheNotary, StopsForGoodWhenTheLogIsRewrittenWhileItRuns) {
    append(log, 300);
    SimulatedLog other({origin, 7});
    append(other, 300, "item/rewritten");
    RewrittenLog later(other, log);
    later.rewritten = false;
    const auto notary = open(later);
    ASSERT_TRUE(notary->sign_now());
    later.rewritten = true;
    append(later, 1);
    EXPECT_EQ(notary->sign_now().error().code, ErrorCode::corrupt);
    later.rewritten = false;  // whatever happens then
    expect_stopped(*notary, "the first 300 records are not those that were signed");
    EXPECT_EQ(log.checkpoints().list(0, 10).value().size(), 1u);
    EXPECT_EQ(notary->official().value().size, 300u);  // what was true stays true
}

TEST_F(TheNotary, RefusesAnotherKeysLogAndItsOwnWithAnotherKey) {
    append(log, 3);
    ASSERT_TRUE(open()->sign_now());
    const auto opened = Notary::open(log, tlog::test_key(origin, 2), options(), clock);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::corrupt);
    EXPECT_THAT(opened.error().message, HasSubstr("is not what this log's key has signed"));
    const auto named = Notary::open(log, tlog::test_key("other.example/log", 1), options(), clock);
    ASSERT_FALSE(named);
    EXPECT_EQ(named.error().code, ErrorCode::invalid);
    const auto kind = Notary::open(log, tlog::test_key(origin, 1, tlog::KeyKind::cosignature_v1), options(), clock);
    EXPECT_EQ(kind.error().code, ErrorCode::invalid);
}

TEST_F(TheNotary, RefusesACheckpointThatIsKeptUnderAnotherSize) {
    append(log, 5);
    const auto kept = open()->sign_now().value();
    SimulatedLog copy({origin, 7});
    append(copy, 6);
    ASSERT_TRUE(copy.checkpoints().advance(std::nullopt, {6, kept.note}));
    const auto opened = Notary::open(copy, key(), options(), clock);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::corrupt);
    EXPECT_THAT(opened.error().message, HasSubstr("its note speaks of 5 records"));
}

TEST_F(TheNotary, OfTwoOverOneStoreTheSlowerStops) {
    append(log, 3);
    const auto first = open();
    const auto second = open();
    ASSERT_TRUE(first->sign_now());
    const auto late = second->sign_now();
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, ErrorCode::conflict);
    expect_stopped(*second, "the latest should be none, but is the one of size 3");
    EXPECT_TRUE(first->sign_now());
    EXPECT_THAT(first->state().stopped_because, IsEmpty());
    ASSERT_TRUE(log.append(test::GroupBuilder(log).event("item/b").take())) << "the log goes on";
}

TEST_F(TheNotary, WhatCouldNotBeKeptIsNotShown) {
    append(log, 3);
    const auto notary = open();
    ASSERT_TRUE(notary->sign_now());
    append(log, 2);
    log.fail_next_checkpoint(SimulatedFault::after_persisting);
    EXPECT_EQ(notary->sign_now().error().code, ErrorCode::not_writable);
    EXPECT_EQ(notary->official().value().size, 3u);
    EXPECT_EQ(notary->state().signed_size, 3u);
    EXPECT_EQ(told.size(), 1u);
    const auto next = log.restart();  // it is on the disk all the same, and what follows continues it
    const auto after = open(*next);
    EXPECT_EQ(after->state().signed_size, 5u);
}

TEST_F(TheNotary, ThreadSignsTheEmptyLogThenWhatItIsWokenFor) {
    const auto notary = open();
    notary->start();
    for (std::uint64_t size = 0; size < 5; ++size) {
        while (notary->state().signed_size != size) std::this_thread::yield();
        append(log, 1);
        notary->wake();
    }
    while (notary->state().signed_size != 5u) std::this_thread::yield();
    notary->stop();
}

TEST_F(TheNotary, StopSignsTheRestWithoutWaitingForTheNextTime) {
    auto slow = options();
    slow.every = std::chrono::hours(1);
    const auto notary = Notary::open(log, key(), slow, clock).value();
    notary->start();
    while (!notary->state().signed_size) std::this_thread::yield();
    append(log, 4);
    notary->wake();
    notary->stop();
    EXPECT_EQ(log.checkpoints().latest().value()->size, 4u);
    append(log, 1);
    notary->stop();  // idempotent
    EXPECT_EQ(log.checkpoints().latest().value()->size, 4u);
}

TEST_F(TheNotary, OneThatWasNeverStartedSignsNothingAtItsEnd) {
    append(log, 4);
    open()->stop();
    EXPECT_FALSE(log.checkpoints().latest().value());
}

TEST_F(TheNotary, ManyMayAskAtOnceAndEachSizeIsSignedOnce) {
    const auto notary = open();
    notary->start();
    std::vector<std::jthread> askers;
    for (int i = 0; i < 3; ++i) {
        askers.emplace_back([&] {
            for (int n = 0; n < 50; ++n) EXPECT_TRUE(notary->sign_now());
        });
    }
    for (int n = 0; n < 50; ++n) {
        append(log, 1);
        notary->wake();
    }
    askers.clear();
    notary->stop();
    EXPECT_THAT(notary->state().stopped_because, IsEmpty());
    EXPECT_EQ(log.checkpoints().latest().value()->size, 50u);
}

}  // namespace

}  // namespace taizhang::notary
