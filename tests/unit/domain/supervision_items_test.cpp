#include "tests/unit/domain/supervised_city.hpp"

namespace taizhang {

namespace {

class SupervisedItems : public SupervisedCity {
  protected:
    static item::ConfidenceAssessed doubt(std::string grounds = "现场只见三个工地") {
        return {item::Confidence::red, std::move(grounds), Period(month("2014-03"))};
    }
};

TEST_F(SupervisedItems, S1_6_AnItemIsListedOnceUntilItIsTakenOffTheList) {
    const item::Listed listed{"每周报一次进度", Date(2014, 6, 30)};
    ASSERT_THAT(world.give("supervisor", "item/1", listed), Accepted());
    EXPECT_TRUE(item().listed);
    EXPECT_THAT(world.give("supervisor", "item/1", listed), refused_by("S1.6"));
    ASSERT_THAT(world.give("supervisor", "item/1", item::Delisted{"已赶上序时进度"}), Accepted());
    EXPECT_FALSE(item().listed);
    EXPECT_THAT(world.give("supervisor", "item/1", item::Delisted{"已赶上序时进度"}), refused_by("S1.6"));
    EXPECT_THAT(world.give("supervisor", "item/1", listed), Accepted());
}

TEST_F(SupervisedItems, S1_6_WhatIsListedGoesOnAndSaysWhatIsDemanded) {
    EXPECT_THAT(world.give("supervisor", "item/1", item::Listed{" ", {}}), invalid_at("/text"));
    EXPECT_THAT(world.give("supervisor", "item/1", item::Listed{"抓紧", Date(2014, 4, 10)}), invalid_at("/until"));
    world.set_up("item/1", item::Cancelled{});
    EXPECT_THAT(world.give("supervisor", "item/1", item::Listed{"抓紧", {}}), Fails(ErrorCode::refused, ""));
}

TEST_F(SupervisedItems, Rule_9_ConfidenceHasGroundsAndIsTheSupervisionOfficesAlone) {
    EXPECT_THAT(world.give("supervisor", "item/1", doubt(" ")), invalid_at("/grounds"));
    EXPECT_THAT(world.give("fgw-clerk", "item/1", doubt()), not_allowed());
    EXPECT_THAT(world.give("holder", "item/1", doubt()), not_allowed());
    EXPECT_THAT(world.give("supervisor", "item/1", doubt()), Accepted());
}

TEST_F(SupervisedItems, Rule_9_NobodyJudgesTheWorkOfHisOwnUnit) {
    world.account("inside", {Role::supervision}, "jxw");
    EXPECT_THAT(world.give("inside", "item/1", doubt()), refused_by("rule 9"));
}

TEST_F(SupervisedItems, Rule_9_TheMonthThatIsJudgedIsOfTheLedgerAndHasBegun) {
    auto judged = doubt();
    judged.period = month("2014-05");
    EXPECT_THAT(world.give("supervisor", "item/1", judged), invalid_at("/period"));
    judged.period = month("2013-12");
    EXPECT_THAT(world.give("supervisor", "item/1", judged), invalid_at("/period"));
    judged.period.reset();
    EXPECT_THAT(world.give("supervisor", "item/1", judged), Accepted());
}

}  // namespace

}  // namespace taizhang
