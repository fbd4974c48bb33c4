// A project in the plan of a year, in the libraries, and adjusted (S6.2, S9.1, S9.2, S9.5).
#include "tests/unit/domain/projects_city.hpp"

namespace taizhang {

namespace {

using item::Leaving;
using item::Library;
using testing::ElementsAre;

using ProjectPlans = ProjectCity;

TEST_F(ProjectPlans, S9_1_ApplicationsAreTakenInTheRegimesMonthsOfTheYearBefore) {
    fill_in();
    world.at("2017-01-05T09:00");
    const auto late = lead(application());
    EXPECT_THAT(late, refused_by("S9.1"));
    EXPECT_NE(late.error().message.find("2016-08-01 to 2016-12-31"), std::string::npos) << late.error().message;
    EXPECT_THAT(lead(application("promote_start", "new_start", 2019)), invalid_at("/year"));
}

TEST_F(ProjectPlans, S9_2_AnApplicationListsEverythingThatIsMissing) {
    item::Profiled little;
    little.start = Date(2017, 4, 1);
    little.year_investment = amount("1", "万元");
    ASSERT_THAT(lead(little), Accepted());
    const auto result = lead(application());
    ASSERT_THAT(result, refused_by("S9.2"));
    EXPECT_THAT(told(result.error(), "missing"), ElementsAre("项目业主", "总投资", "申报报告"));
    fill_in();
    ASSERT_THAT(lead(application()), Accepted());
    EXPECT_TRUE(plan_of(facet(), 2017)->applied);
    EXPECT_THAT(lead(application()), refused_by("S9.1"));
}

TEST_F(ProjectPlans, S9_2_ABatchHoldsOnlyWhereItsDefinitionDoesAndSaysWhichConditionFails) {
    fill_in();
    const auto result = held(item::BatchSet{2017, "complete"});
    ASSERT_THAT(result, refused_by("S9.2"));
    EXPECT_THAT(told(result.error(), "breaches"), ElementsAre("finish"));
    EXPECT_THAT(held(item::BatchSet{2017, "nonesuch"}), refused_at("/batch"));
    EXPECT_THAT(held(item::BatchSet{2017, "promote_start"}), Accepted());
    EXPECT_THAT(held(item::BatchSet{2017, "promote_start"}), Fails(ErrorCode::refused, ""));
    EXPECT_EQ(plan_of(facet(), 2017)->batch, "promote_start");
}

TEST_F(ProjectPlans, S6_2_ATierIsThatOfTheStartInThePlansYear) {
    fill_in();
    EXPECT_THAT(held(item::TierSet{2017, "continuing"}), refused_by("S6.2"));
    EXPECT_THAT(held(item::TierSet{2017, "new_start"}), Accepted());
    EXPECT_THAT(held(item::TierSet{2018, "continuing"}), Accepted());
    EXPECT_THAT(world.give("fgw-clerk", "item/p1", item::TierSet{2017, "new_start"}), not_allowed());
}

TEST_F(ProjectPlans, S9_1_WhatIsBelowTheThresholdEntersThePlanOnlyByADocument) {
    auto small = profile();
    small.total_investment = amount("9999.99", "万元");
    small.year_investment = amount("100", "万元");
    ASSERT_THAT(lead(small), Accepted());
    ASSERT_THAT(lead(item::MaterialAttached{"申报报告", document("报告")}), Accepted());
    ASSERT_THAT(lead(application()), Accepted());
    EXPECT_THAT(held(item::LibraryEntered{Library::plan, {}, {}}), refused_by("S9.1"));
    EXPECT_THAT(held(item::LibraryEntered{Library::plan, "区政府会议纪要", {}}), Accepted());
}

TEST_F(ProjectPlans, S5_7_ARipeProjectEntersOnceAndLeavesWhenItIsCompleted) {
    fill_in();
    EXPECT_THAT(held(item::LibraryEntered{Library::plan, {}, {}}), refused_by("S9.1"));  // nobody applied
    ASSERT_THAT(lead(application()), Accepted());
    ASSERT_THAT(held(item::LibraryEntered{Library::plan, {}, {}}), Accepted());
    EXPECT_THAT(held(item::LibraryEntered{Library::plan, {}, {}}), refused_at("/library"));
    EXPECT_THAT(held(item::LibraryLeft{Library::plan, Leaving::completed, {}, {}}), refused_at("/because"));
    world.at("2017-12-20T09:00");
    item::Profiled built;
    built.started_on = Date(2017, 4, 2);
    built.finished_on = Date(2017, 12, 19);
    const auto result = lead(built);
    ASSERT_THAT(result, Accepted());
    ASSERT_EQ(result->size(), 2u);
    const auto& left = std::get<item::LibraryLeft>(result->at(1).event);
    EXPECT_EQ(left.because, Leaving::completed);
    EXPECT_FALSE(stands_in(facet(), Library::plan));
}

TEST_F(ProjectPlans, S9_5_EachClassOfReserveComesWithItsDocument) {
    EXPECT_THAT(lead(item::ReserveClassSet{"concept", document("项目建议书")}), refused_at("/document"));
    EXPECT_THAT(held(item::LibraryEntered{Library::reserve, {}, {}}), refused_by("S9.5"));
    ASSERT_THAT(lead(item::ReserveClassSet{"concept", document("光电产业园策划书")}), Accepted());
    EXPECT_THAT(lead(item::ReserveClassSet{"detailed", document("可研报告")}), refused_at("/reserve_class"));
    ASSERT_THAT(held(item::LibraryEntered{Library::reserve, {}, {}}), Accepted());
    ASSERT_THAT(lead(item::ReserveClassSet{"outline", document("光电产业园项目建议书")}), Accepted());
    EXPECT_EQ(facet().reserve->reserve_class, "outline");
}

TEST_F(ProjectPlans, S9_5_AReserveProjectThatIsDecidedOrStartedLeavesTheReserve) {
    for (const auto* id : {"r1", "r2"}) {
        enter(id);
        fill_in(id);
        ASSERT_THAT(lead(item::ReserveClassSet{"concept", document("策划书")}, id), Accepted());
        ASSERT_THAT(held(item::LibraryEntered{Library::reserve, {}, {}}, id), Accepted());
    }
    EXPECT_THAT(held(item::BatchSet{2017, "promote_start"}, "r1"), Accepted());
    EXPECT_FALSE(stands_in(facet("r1"), Library::reserve));
    world.at("2017-04-05T09:00");
    item::Profiled started;
    started.started_on = Date(2017, 4, 3);
    EXPECT_THAT(lead(started, "r2"), Accepted());
    EXPECT_FALSE(stands_in(facet("r2"), Library::reserve));
    EXPECT_THAT(held(item::LibraryEntered{Library::reserve, {}, {}}, "r2"), refused_by("S9.5"));
}

TEST_F(ProjectPlans, S9_5_ACancelledReserveNamesItsReplacementOrSaysThatThereIsNoneYet) {
    ASSERT_THAT(lead(item::ReserveClassSet{"concept", document("策划书")}), Accepted());
    ASSERT_THAT(held(item::LibraryEntered{Library::reserve, {}, {}}), Accepted());
    EXPECT_THAT(held(item::LibraryLeft{Library::reserve, Leaving::cancelled, {}, {}}), refused_by("S9.5"));
    EXPECT_THAT(held(item::LibraryLeft{Library::reserve, Leaving::cancelled, ItemId{"p1"}, {}}),
                invalid_at("/replaced_by"));
    enter("p2");
    EXPECT_THAT(held(item::LibraryLeft{Library::reserve, Leaving::cancelled, ItemId{"p2"}, true}),
                invalid_at("/none_yet"));
    EXPECT_THAT(held(item::LibraryLeft{Library::reserve, Leaving::cancelled, {}, true}, "p1", ""),
                invalid_at("/reason"));
    ASSERT_THAT(held(item::LibraryLeft{Library::reserve, Leaving::cancelled, {}, true}), Accepted());
    ASSERT_THAT(lead(item::ReserveClassSet{"concept", document("策划书")}, "p2"), Accepted());
    EXPECT_THAT(held(item::LibraryEntered{Library::reserve, {}, ItemId{"p1"}}, "p2"), Accepted());
}

TEST_F(ProjectPlans, S9_1_ThePlanIsAdjustedFromMarchToJuneWithAReason) {
    planned();
    ASSERT_THAT(lead(item::MilestonePlanned{"start", "开工", Date(2017, 4, 1)}), Accepted());
    item::PlanAdjusted adjusted;
    adjusted.year_investment = amount("1.2", "亿元");
    adjusted.start = Date(2017, 6, 1);
    adjusted.milestones = {{"start", "开工", Date(2017, 6, 1)}, {"roof", "封顶", Date(2017, 11, 1)}};
    world.at("2017-02-28T23:59");
    EXPECT_THAT(held(adjusted), refused_by("S9.1"));
    world.at("2017-03-01T00:00");
    EXPECT_THAT(held(adjusted, "p1", ""), invalid_at("/reason"));
    ASSERT_THAT(held(adjusted), Accepted());
    const auto& state = item("item/p1");
    ASSERT_EQ(state.milestones.size(), 2u);
    EXPECT_EQ(state.milestones[0].due, Date(2017, 6, 1));
    EXPECT_EQ(facet().profile.start, Date(2017, 6, 1));
    EXPECT_EQ(facet().adjustments, 1u);
    EXPECT_THAT(held(adjusted), refused_at("/milestones/0"));  // planned like this already
    world.at("2017-07-01T00:00");
    EXPECT_THAT(held(adjusted), refused_by("S9.1"));
}

TEST_F(ProjectPlans, S9_1_WhatStandsInThePlanIsNotChangedAroundIt) {
    planned();
    item::Profiled otherwise;
    otherwise.start = Date(2017, 9, 1);
    EXPECT_THAT(lead(otherwise), refused_at("/start"));
    otherwise = {};
    otherwise.year_investment = amount("1", "万元");
    EXPECT_THAT(lead(otherwise), refused_at("/year_investment"));
    otherwise = {};
    otherwise.site = "昆北工业区";
    EXPECT_THAT(lead(otherwise), Accepted());
}

TEST_F(ProjectPlans, S9_1_WhatIsAddedEntersThePlanAndWhatIsCancelledLeavesIt) {
    item::PlanAdjusted added, cancelled, changed;
    added.adjustment = item::Adjustment::added;
    cancelled.adjustment = item::Adjustment::cancelled;
    world.at("2017-03-10T09:00");
    EXPECT_THAT(held(added), refused_by("S9.2"));  // nothing is filled in
    fill_in();
    EXPECT_THAT(held(cancelled), refused_at("/adjustment"));
    ASSERT_THAT(held(item::BatchSet{2017, "promote_start"}), Accepted());
    ASSERT_THAT(held(added), Accepted());
    EXPECT_TRUE(stands_in(facet(), Library::plan));
    EXPECT_THAT(held(added), refused_at("/adjustment"));
    EXPECT_THAT(held(changed), refused_at("/adjustment"));
    ASSERT_THAT(held(cancelled), Accepted());
    EXPECT_FALSE(stands_in(facet(), Library::plan));
}

}  // namespace

}  // namespace taizhang
