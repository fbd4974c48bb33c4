#include "tests/unit/domain/city.hpp"

namespace taizhang {

namespace {

const char* const flood = "汛期影响";

class Planning : public City {
  protected:
    Planning() { world.at("2014-06-10T10:00"); }

    Result<std::vector<Happening>> ask(Date to, const std::string& by = "fgw-clerk") {
        return world.give(by, "item/1", item::ExtensionRequested{to}, flood);
    }
};

TEST_F(Planning, TheDeadlineMovesOnlyWhenTheExtensionIsGranted) {
    ASSERT_THAT(ask(Date(2015, 3, 31)), Accepted());
    EXPECT_EQ(item().deadline, Date(2014, 12, 31));
    ASSERT_THAT(world.give("supervisor", "item/1", item::ExtensionGranted{Date(2015, 2, 28)}, "同意"), Accepted());
    EXPECT_EQ(item().deadline, Date(2015, 2, 28));
    EXPECT_FALSE(item().extension);
}

TEST_F(Planning, ARefusedExtensionLeavesTheDeadlineAndAllowsAnother) {
    ASSERT_THAT(ask(Date(2015, 3, 31)), Accepted());
    EXPECT_THAT(ask(Date(2015, 4, 30)), Fails(ErrorCode::refused, ""));
    ASSERT_THAT(world.give("holder", "item/1", item::ExtensionRefused{}, "抓紧"), Accepted());
    EXPECT_EQ(item().deadline, Date(2014, 12, 31));
    EXPECT_THAT(ask(Date(2015, 4, 30)), Accepted());
}

TEST_F(Planning, AnExtensionLeadsToALaterDay) {
    EXPECT_THAT(ask(Date(2014, 12, 31)), invalid_at("/to"));
    ASSERT_THAT(ask(Date(2015, 1, 1)), Accepted());
    EXPECT_THAT(world.give("supervisor", "item/1", item::ExtensionGranted{Date(2014, 12, 31)}, "同意"),
                invalid_at("/to"));
}

TEST_F(Planning, WhoeverAskedDoesNotDecideAndOnlyTheLeadAsks) {
    EXPECT_THAT(ask(Date(2015, 3, 31), "jxw-clerk"), not_allowed());
    world.account("both", {Role::unit_clerk, Role::supervision}, "fgw");
    ASSERT_THAT(ask(Date(2015, 3, 31), "both"), Accepted());
    EXPECT_THAT(world.give("both", "item/1", item::ExtensionGranted{Date(2015, 3, 31)}, "同意"),
                Fails(ErrorCode::refused, ""));
    EXPECT_THAT(world.give("fgw-leader", "item/1", item::ExtensionGranted{Date(2015, 3, 31)}, "同意"), not_allowed());
}

TEST_F(Planning, NothingIsGrantedThatNobodyAskedFor) {
    EXPECT_THAT(world.give("supervisor", "item/1", item::ExtensionGranted{Date(2015, 3, 31)}, "同意"),
                Fails(ErrorCode::refused, ""));
}

TEST_F(Planning, MilestonesAreNamedOnceAndReachedOnceNotInTheFuture) {
    const item::MilestonePlanned planned{"开工", "项目开工", Date(2014, 6, 30)};
    EXPECT_THAT(world.give("fgw-clerk", "item/1", item::MilestoneReached{"开工", Date(2014, 6, 1)}),
                invalid_at("/milestone"));
    ASSERT_THAT(world.give("fgw-clerk", "item/1", planned), Accepted());
    EXPECT_THAT(world.give("fgw-clerk", "item/1", planned), refused_at("/milestone"));
    EXPECT_THAT(world.give("fgw-clerk", "item/1", item::MilestoneReached{"开工", Date(2014, 6, 11)}),
                invalid_at("/reached_on"));
    EXPECT_THAT(world.give("fgw-clerk", "item/1", item::MilestoneReached{"开工", Date(2014, 6, 10)}), Accepted());
    EXPECT_EQ(item().milestones[0].reached_on, Date(2014, 6, 10));
    EXPECT_THAT(world.give("fgw-clerk", "item/1", item::MilestoneReached{"开工", Date(2014, 6, 10)}),
                Fails(ErrorCode::refused, ""));
}

TEST_F(Planning, AMilestonesNameIsAtMost64Characters) {
    std::string name;
    for (std::size_t i = 0; i < max_key_characters; ++i) name += "节";
    EXPECT_THAT(world.give("fgw-clerk", "item/1", item::MilestonePlanned{name, "节点", Date(2014, 7, 1)}), Accepted());
    EXPECT_THAT(world.give("fgw-clerk", "item/1", item::MilestonePlanned{name + "点", "节点", Date(2014, 7, 1)}),
                Fails(ErrorCode::over_limit, "/milestone"));
}

TEST_F(Planning, ATargetIsReplacedByIndicatorAndTheSameOneIsRefused) {
    Target target{.indicator = "固定资产投资", .value = number("900"), .unit = "亿元"};
    ASSERT_THAT(world.give("holder", "item/1", item::TargetSet{target}), Accepted());
    ASSERT_EQ(item().targets.size(), 1u);
    EXPECT_EQ(item().targets[0].value, number("900"));
    EXPECT_THAT(world.give("holder", "item/1", item::TargetSet{target}), Fails(ErrorCode::refused, ""));
}

TEST_F(Planning, ProblemsGoFromOpenOverEscalatedToResolved) {
    const item::ProblemEscalated up{"用地", "领导小组"};
    const item::ProblemResolved solved{"用地", "已批复"};
    EXPECT_THAT(world.give("jxw-clerk", "item/1", up), invalid_at("/problem"));
    ASSERT_THAT(world.give("jxw-clerk", "item/1", item::ProblemRaised{"用地", "指标不足"}), Accepted());
    EXPECT_THAT(world.give("fgw-clerk", "item/1", item::ProblemRaised{"用地", "又一个"}), refused_at("/problem"));
    ASSERT_THAT(world.give("jxw-clerk", "item/1", up), Accepted());
    EXPECT_EQ(item().problems[0].stage, ProblemStage::escalated);
    ASSERT_THAT(world.give("holder", "item/1", solved), Accepted());
    EXPECT_THAT(world.give("holder", "item/1", solved), refused_at("/problem"));
    EXPECT_THAT(world.give("jxw-clerk", "item/1", up), refused_at("/problem"));
}

TEST_F(Planning, UrgingNamesTheLeadWhereNobodyIsNamed) {
    const auto result = world.give("supervisor", "item/1", item::Urged{"请加快", {}});
    ASSERT_THAT(result, Accepted());
    EXPECT_EQ(std::get<item::Urged>(result->front().event).unit, UnitId{"fgw"});
    EXPECT_THAT(world.give("supervisor", "item/1", item::Urged{"请加快", UnitId{"czj"}}), refused_at("/unit"));
    EXPECT_THAT(world.give("fgw-leader", "item/1", item::Urged{"请加快", UnitId{"jxw"}}), not_allowed());
}

}  // namespace

}  // namespace taizhang
