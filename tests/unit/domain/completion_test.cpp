#include "tests/unit/domain/city.hpp"

namespace taizhang {

namespace {

const char* const why = "情况属实";

class Completion : public City {
  protected:
    Completion() {
        world.at("2014-11-20T10:00");
        acknowledge();
    }
    Result<std::vector<Happening>> claim(const std::string& by = "fgw-clerk") {
        return world.give(by, "item/1", item::CompletionClaimed{"已完成"});
    }
    Result<std::vector<Happening>> verify(const std::string& by = "supervisor") {
        return world.give(by, "item/1", item::CompletionVerified{"现场核实"});
    }
    Result<std::vector<Happening>> close_out() { return world.give("supervisor", "item/1", item::ClosedOut{}); }
};

TEST_F(Completion, ClosingOutIsNotCompletionAndFollowsVerification) {
    EXPECT_THAT(close_out(), Fails(ErrorCode::refused, ""));
    ASSERT_THAT(claim(), Accepted());
    EXPECT_THAT(close_out(), Fails(ErrorCode::refused, ""));
    ASSERT_THAT(verify(), Accepted());
    EXPECT_EQ(item().stage, ItemStage::verified);
    ASSERT_THAT(close_out(), Accepted());
    EXPECT_EQ(item().stage, ItemStage::closed_out);
}

TEST_F(Completion, OnlyTheLeadUnitClaimsAndOnlyOnce) {
    acknowledge("jxw-clerk");
    EXPECT_THAT(claim("jxw-clerk"), not_allowed());
    EXPECT_THAT(claim("supervisor"), not_allowed());
    ASSERT_THAT(claim("fgw-leader"), Accepted());
    EXPECT_THAT(claim("fgw-clerk"), Fails(ErrorCode::refused, ""));
}

TEST_F(Completion, AClaimNeedsAnAcknowledgement) {
    world.set_up("item/2", entered());
    EXPECT_THAT(world.give("fgw-clerk", "item/2", item::CompletionClaimed{"已完成"}), Fails(ErrorCode::refused, ""));
}

TEST_F(Completion, NobodyVerifiesWhatNobodyClaimed) {
    EXPECT_THAT(verify(), Fails(ErrorCode::refused, ""));
    EXPECT_THAT(world.give("supervisor", "item/1", item::CompletionRejected{"不实"}, why),
                Fails(ErrorCode::refused, ""));
}

TEST_F(Completion, WhoeverClaimedDoesNotJudge) {
    world.account("both", {Role::unit_clerk, Role::supervision}, "fgw");
    ASSERT_THAT(claim("both"), Accepted());
    EXPECT_THAT(verify("both"), Fails(ErrorCode::refused, ""));
    EXPECT_THAT(verify("supervisor"), Accepted());
}

TEST_F(Completion, ARejectionNeedsAReasonAndLeadsBackToWork) {
    ASSERT_THAT(claim(), Accepted());
    EXPECT_THAT(world.give("supervisor", "item/1", item::CompletionRejected{"未达标"}), invalid_at("/reason"));
    ASSERT_THAT(world.give("supervisor", "item/1", item::CompletionRejected{"未达标"}, why), Accepted());
    EXPECT_EQ(item().stage, ItemStage::active);
    EXPECT_THAT(claim(), Accepted());
}

TEST_F(Completion, WhatIsClosedOutRestsUntilReopenedWithAReason) {
    ASSERT_THAT(claim(), Accepted());
    ASSERT_THAT(verify(), Accepted());
    ASSERT_THAT(close_out(), Accepted());
    EXPECT_THAT(world.give("fgw-clerk", "item/1", progress("2014-11", "100")), Fails(ErrorCode::refused, ""));
    EXPECT_THAT(world.give("supervisor", "item/1", item::Cancelled{}, why), Fails(ErrorCode::refused, ""));
    EXPECT_THAT(world.give("supervisor", "item/1", item::Reopened{}), invalid_at("/reason"));
    EXPECT_THAT(world.give("supervisor", "item/1", item::Reopened{Date(2014, 11, 19)}, why), invalid_at("/deadline"));
    ASSERT_THAT(world.give("supervisor", "item/1", item::Reopened{Date(2014, 12, 20)}, why), Accepted());
    EXPECT_EQ(item().stage, ItemStage::active);
    EXPECT_EQ(item().deadline, Date(2014, 12, 20));
    EXPECT_FALSE(item().claim);
}

TEST_F(Completion, WhatIsOpenCannotBeReopened) {
    EXPECT_THAT(world.give("supervisor", "item/1", item::Reopened{}, why), Fails(ErrorCode::refused, ""));
}

TEST_F(Completion, ACancelledItemRestsAndNamesWhatReplacesIt) {
    EXPECT_THAT(world.give("holder", "item/1", item::Cancelled{ItemId{"1"}}, why), invalid_at("/replaced_by"));
    EXPECT_THAT(world.give("holder", "item/1", item::Cancelled{ItemId{"9"}}, why),
                Fails(ErrorCode::not_found, "/replaced_by"));
    world.set_up("item/2", entered());
    EXPECT_THAT(world.give("holder", "item/1", item::Cancelled{ItemId{"2"}}), invalid_at("/reason"));
    ASSERT_THAT(world.give("holder", "item/1", item::Cancelled{ItemId{"2"}}, why), Accepted());
    const auto result = world.give("fgw-clerk", "item/1", progress("2014-11", "100"));
    ASSERT_THAT(result, Fails(ErrorCode::refused, ""));
    EXPECT_THAT(result.error().message, testing::HasSubstr("'2'"));
}

}  // namespace

}  // namespace taizhang
