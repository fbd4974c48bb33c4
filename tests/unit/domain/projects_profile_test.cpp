// What a project is, as what it qualifies, to whom it goes and who stands by it (S6.1, S6.3, S6.8, S8.1, S8.2, S8.5).
#include "tests/unit/domain/projects_city.hpp"

namespace taizhang {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;

using ProjectProfiles = ProjectCity;

const item::Profiled& profiled(const Result<std::vector<Happening>>& result) {
    return std::get<item::Profiled>(result->front().event);
}

TEST_F(ProjectProfiles, S8_1_TheThresholdOfItsSectorDecidesWithTheReasonAndInExactUnits) {
    struct Line {
        const char *sector, *value, *unit;
        bool met;
    };
    for (const auto& line : std::vector<Line>{{"工业", "1", "亿元", true},
                                              {"工业", "9999.99", "万元", false},
                                              {"农牧林水", "30000000", "元", true},
                                              {"农牧林水", "2999.9999", "万元", false},
                                              {"教育", "100", "亿元", false}}) {
        item::Profiled event;
        event.sector = line.sector;
        event.total_investment = amount(line.value, line.unit);
        const auto result = lead(event);
        ASSERT_THAT(result, Accepted());
        const auto& qualifies = profiled(result).qualifies;
        ASSERT_EQ(qualifies.size(), 1u);
        EXPECT_EQ(qualifies[0].met, line.met) << line.sector << line.value << line.unit;
        EXPECT_EQ(qualifies[0].project_class, line.met ? "重大项目" : "");
        EXPECT_THAT(qualifies[0].reason, HasSubstr(line.sector));
    }
}

TEST_F(ProjectProfiles, WhatIsSaidOfThresholdsIsTheDecidersAlone) {
    auto event = profile();
    event.total_investment = amount("1", "万元");
    event.year_investment = amount("1", "万元");
    event.qualifies = {{"重大项目", true, {}, "自评"}};
    const auto result = lead(event);
    ASSERT_THAT(result, Accepted());
    EXPECT_FALSE(profiled(result).qualifies.at(0).met);
}

TEST_F(ProjectProfiles, OnlyWhatIsNamedChanges) {
    ASSERT_THAT(lead(profile()), Accepted());
    EXPECT_THAT(lead(profile()), Fails(ErrorCode::refused, ""));
    item::Profiled more;
    more.total_investment = amount("3", "亿元");
    ASSERT_THAT(lead(more), Accepted());
    EXPECT_EQ(facet().profile.owner, "光电公司");
    EXPECT_EQ(facet().profile.total_investment->value, number("3"));
}

TEST_F(ProjectProfiles, DaysAndAmountsMakeSense) {
    auto event = profile();
    event.finish = Date(2017, 3, 31);
    EXPECT_THAT(lead(event), invalid_at("/finish"));
    event = profile();
    event.total_investment = amount("2", "亩");
    EXPECT_THAT(lead(event), invalid_at("/total_investment/unit"));
    event = profile();
    event.year_investment = amount("-1", "万元");
    EXPECT_THAT(lead(event), invalid_at("/year_investment/value"));
    event = profile();
    event.started_on = Date(2016, 8, 11);
    EXPECT_THAT(lead(event), invalid_at("/started_on"));
    event = profile();
    event.done_before = amount("2.00001", "亿元");
    EXPECT_THAT(lead(event), invalid_at("/done_before"));
    event = profile();
    event.region = UnitId{"nowhere"};
    EXPECT_THAT(lead(event), Fails(ErrorCode::not_found, "/region"));
}

TEST_F(ProjectProfiles, S6_1_ASignedProjectGoesToTheIndustrysDepartmentAndToItsDistrict) {
    auto event = profile();
    event.region = UnitId{"d2"};
    ASSERT_THAT(lead(event), Accepted());
    const item::Routed right{UnitId{"jingxin"}, UnitId{"d2"}};
    EXPECT_THAT(held(right), refused_by("S6.1"));  // not signed
    item::Profiled signed_;
    signed_.signed_on = Date(2016, 8, 1);
    ASSERT_THAT(lead(signed_), Accepted());
    EXPECT_THAT(held(item::Routed{UnitId{"gh"}, UnitId{"d2"}}), refused_at("/department"));
    EXPECT_THAT(held(item::Routed{UnitId{"jingxin"}, UnitId{"d1"}}), refused_at("/district"));
    EXPECT_THAT(held(item::Routed{UnitId{"jingxin"}, UnitId{"gh"}}), invalid_at("/district"));
    ASSERT_THAT(held(right), Accepted());
    EXPECT_TRUE(concerns(item("item/p1"), UnitId{"jingxin"}));
    EXPECT_TRUE(concerns(item("item/p1"), UnitId{"d2"}));
    EXPECT_TRUE(leads(item("item/p1"), UnitId{"fgw"}));
    EXPECT_THAT(held(right), Fails(ErrorCode::refused, ""));
}

TEST_F(ProjectProfiles, S8_2_TheProceduresTeamHasOneOfEachDepartmentThatTheRegimeNames) {
    item::ProceduresTeamFormed team;
    team.members = {{UnitId{"gh"}, named("张甲")}};
    const auto result = lead(team);
    ASSERT_THAT(result, refused_by("S8.2"));
    EXPECT_THAT(told(result.error(), "missing"), ElementsAre("环保"));
    team.members.push_back({UnitId{"gh"}, named("李乙")});
    EXPECT_THAT(lead(team), refused_at("/members/1/department"));
    team.members[1].department = UnitId{"hb"};
    EXPECT_THAT(lead(team), Accepted());
    EXPECT_THAT(lead(team), Fails(ErrorCode::refused, ""));
}

TEST_F(ProjectProfiles, S6_3_EachUnitSignsItsLetterOnce) {
    item::CommitmentSigned letter{UnitId{"d1"}, named("区长"), Date(2016, 8, 9), "年内开工", {}};
    ASSERT_THAT(held(letter), Accepted());
    EXPECT_THAT(held(letter), refused_by("S6.3"));
    letter.unit = UnitId{"gh"};
    EXPECT_THAT(held(letter), refused_by("S1.2"));
    letter = {UnitId{"fgw"}, named("主任"), Date(2016, 8, 11), "年内开工", {}};
    EXPECT_THAT(held(letter), invalid_at("/signed_on"));
}

TEST_F(ProjectProfiles, S6_8_SupportIsAnsweredOnceByWhoeverWasAskedOrTheHolder) {
    item::SupportRequested land{"用地", "land", "指标不足", amount("120", "亩"), Date(2017, 3, 1), UnitId{"gh"}};
    auto wrong = land;
    wrong.kind = "water";
    EXPECT_THAT(lead(wrong), refused_by("S6.8"));
    wrong = land;
    wrong.amount = amount("120", "万元");
    EXPECT_THAT(lead(wrong), invalid_at("/amount/unit"));
    ASSERT_THAT(world.give("d1-clerk", "item/p1", land), Accepted());
    EXPECT_THAT(lead(land), refused_at("/support"));
    const item::SupportGranted granted{"用地", "已安排", amount("100", "亩")};
    EXPECT_THAT(world.give("jxw-clerk", "item/p1", granted), not_allowed());
    EXPECT_THAT(lead(granted), not_allowed());  // whoever asked does not grant
    EXPECT_THAT(world.give("gh-clerk", "item/p1", item::SupportGranted{"用水", "已安排", {}}), not_allowed());
    ASSERT_THAT(world.give("gh-clerk", "item/p1", granted), Accepted());
    EXPECT_THAT(held(item::SupportDeclined{"用地", "不予安排"}), refused_by("S6.8"));
    EXPECT_EQ(facet().supports.at(0).stage, SupportStage::granted);
    EXPECT_THAT(held(item::SupportDeclined{"用水", "不予安排"}), invalid_at("/support"));
}

TEST_F(ProjectProfiles, S6_8_WhoFollowsTheDepartmentThatWasAskedAnswersForIt) {
    ASSERT_THAT(lead(item::SupportRequested{"用地", "land", "指标不足", {}, {}, UnitId{"gh"}}), Accepted());
    world.set_up("unit/gh", unit::Merged{UnitId{"czj"}});
    EXPECT_THAT(world.give("czj-clerk", "item/p1", item::SupportDeclined{"用地", "无指标"}), Accepted());
}

TEST_F(ProjectProfiles, S8_5_AProblemGoesUpLevelByLevel) {
    ASSERT_THAT(lead(item::ProblemRaised{"用地", "指标不足"}), Accepted());
    EXPECT_THAT(lead(item::ProblemEscalated{"用地", "市长"}), refused_by("S8.5"));
    EXPECT_THAT(lead(item::ProblemEscalated{"用地", "group"}), refused_by("S8.5"));
    EXPECT_THAT(lead(item::ProblemEscalated{"用地", "leading_group"}), refused_by("S8.5"));
    ASSERT_THAT(lead(item::ProblemEscalated{"用地", "office"}), Accepted());
    EXPECT_THAT(lead(item::ProblemEscalated{"用地", "office"}), refused_by("S8.5"));
    ASSERT_THAT(lead(item::ProblemEscalated{"用地", "leading_group"}), Accepted());
    EXPECT_THAT(lead(item::ProblemEscalated{"用地", "leading_group"}), refused_by("S8.5"));
    EXPECT_THAT(lead(item::ProblemResolved{"用地", "已批复"}), Accepted());
}

}  // namespace

}  // namespace taizhang
