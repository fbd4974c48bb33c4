// One command whose events stand in several streams (decision 013): all of them or none, in memory as on the disk.
#include "tests/unit/engine/engine_test.hpp"

namespace taizhang {

namespace {

/// An item of 2014, and the ledger of 2015 to which the rest of it is carried.
class SeveralStreams : public EngineTest {
  protected:
    void SetUp() override {
        start();
        ASSERT_THAT(give(register_unit(1, "fgw")), IsAccepted());
        for (const int year : {2014, 2015}) {
            const ledger::Opened opened{.title = "台账", .year = std::uint16_t(year), .holder = UnitId{"fgw"}};
            ASSERT_THAT(give(command(std::uint64_t(year), "ledger/" + std::to_string(year), opened)), IsAccepted());
        }
        item::Entered entered{.ledger = LedgerId{"2014"}, .number = "1", .title = "事项", .text = "工作"};
        entered.units = {{UnitId{"fgw"}, "发改委", PartyRole::lead, false, false, {}}};
        ASSERT_THAT(give(command(2, "item/old", entered)), IsAccepted());
    }

    static CommandRequest carry_over(std::uint64_t number, const std::string& as = "new") {
        auto request = command(number, "item/old", item::CarriedOver{LedgerId{"2015"}, ItemId{as}, {}});
        request.reason = "年底交账";
        return request;
    }
    CommandRequest close(std::uint64_t number) { return command(number, "ledger/2014", ledger::Closed{"交账"}); }
    Version version(const std::string& stream) { return *log->version(StreamId{stream}); }
};

TEST_F(SeveralStreams, TheAnswerIsThatOfTheCommandsOwnStream) {
    const auto answer = give(carry_over(10));
    ASSERT_THAT(answer, IsAccepted());
    EXPECT_EQ(answer->stream, StreamId{"item/old"});
    EXPECT_EQ(answer->version, 2u);
    EXPECT_EQ(answer->position, log->end() - 1) << "of the last event, in whichever stream";
    EXPECT_THAT(answer->events, testing::ElementsAre("item.carried_over", "item.entered"));
    EXPECT_EQ(version("item/old"), 2u);
    EXPECT_EQ(version("item/new"), 1u);
    EXPECT_EQ(records().back().header.command_id, command_id(10));
}

TEST_F(SeveralStreams, TheSameCommandAgainIsAnsweredTheSameAlsoAfterARestart) {
    const auto first = give(carry_over(10));
    ASSERT_THAT(first, IsAccepted());
    const auto end = log->end();
    for (const bool restarted : {false, true}) {
        if (restarted) restart();
        const auto again = give(carry_over(10));
        ASSERT_THAT(again, IsDuplicate());
        EXPECT_EQ(again->position, first->position);
        EXPECT_EQ(again->stream, first->stream);
        EXPECT_EQ(again->version, first->version);
        EXPECT_EQ(again->events, first->events);
        EXPECT_EQ(log->end(), end);
    }
}

TEST_F(SeveralStreams, WhereOnePartIsRefusedNothingHappens) {
    const auto end = log->end();
    EXPECT_THAT(give(carry_over(10, "old")), testing::Not(IsAccepted())) << "the item that it would enter is there";
    EXPECT_EQ(log->end(), end);
    // nor in memory: it can still be carried over, and counts its versions from where it stood
    const auto answer = give(carry_over(11));
    ASSERT_THAT(answer, IsAccepted());
    EXPECT_EQ(answer->version, 2u);
}

TEST_F(SeveralStreams, WhatFollowsIsDecidedOnAllThatWasBroughtAbout) {
    auto revise = command(11, "item/new", item::Revised{.title = "结转的事项"});
    revise.reason = "改名";
    std::size_t carried = 0, revised = 0, again = 0;
    hold_group([&] {
        carried = submit(carry_over(10));
        revised = submit(revise);
        again = submit(carry_over(12));
    });
    log->appends.open();
    EXPECT_THAT(answers.await(carried), IsAccepted());
    const auto second = answers.await(revised);
    ASSERT_THAT(second, IsAccepted()) << "the new item is known before it is durable";
    EXPECT_EQ(second->version, 2u);
    EXPECT_THAT(answers.await(again), FailsWith(ErrorCode::refused));
}

TEST_F(SeveralStreams, AFailedWriteTakesBackAllStreams) {
    log->disk().fail_next_append(SimulatedFault::before_persisting);
    EXPECT_THAT(give(carry_over(10)), FailsWith(ErrorCode::not_writable));
    restart();
    EXPECT_EQ(version("item/new"), 0u);
    ASSERT_THAT(give(carry_over(10)), IsAccepted());
    EXPECT_EQ(version("item/new"), 1u);
}

TEST_F(SeveralStreams, S1_5_ALedgerKnowsItsItemsDurableOrNot) {
    EXPECT_THAT(give(close(10)), FailsWith(ErrorCode::refused)) << "the item is open";
    item::Entered another{.ledger = LedgerId{"2014"}, .number = "2", .title = "又一项", .text = "工作"};
    another.units = {{UnitId{"fgw"}, "发改委", PartyRole::lead, false, false, {}}};
    std::size_t closed = 0;
    hold_group([&] {
        submit(carry_over(11));
        submit(command(12, "item/another", another));
        closed = submit(close(13));
    });
    log->appends.open();
    const auto answer = answers.await(closed);
    ASSERT_THAT(answer, FailsWith(ErrorCode::refused)) << "one that is not durable yet is open";
    EXPECT_EQ(answer.error().details.at("count").to_number<int>(), 1);
    auto cancel = command(14, "item/another", item::Cancelled{});
    cancel.reason = "不再进行";
    ASSERT_THAT(give(cancel), IsAccepted());
    restart();
    EXPECT_THAT(give(close(15)), IsAccepted()) << "and none is open after a restart";
}

}  // namespace

}  // namespace taizhang
