#include "tests/unit/domain/assessment_city.hpp"

namespace taizhang {

namespace {

using testing::HasSubstr;

class AssessmentOpening : public AssessmentCity {
  protected:
    Result<std::vector<Happening>> opened_as(const std::function<void(assessment::Opened&)>& change) {
        auto event = opening();
        change(event);
        return give("holder", event);
    }
};

TEST_F(AssessmentOpening, S5_3_HoldsTheDigestOfTheRegimesText) {
    auto event = opening();
    event.scheme = Digest{};
    ASSERT_THAT(give("holder", event), Accepted());
    EXPECT_EQ(state().opened.scheme, world.state<RegimeState>("regime/s1").digest)
        << "what the client says of it is not asked";
}

TEST_F(AssessmentOpening, S5_3_IsTheHoldersOrTheSupervisionOffices) {
    EXPECT_THAT(give("jxw-clerk", opening()), not_allowed());
    EXPECT_THAT(give("other-holder", opening()), not_allowed());
    EXPECT_THAT(give("supervisor", opening()), Accepted());
    EXPECT_THAT(give("other-holder", targets("investment", "亿元", {{"d1", "1"}})), not_allowed());
}

TEST_F(AssessmentOpening, S5_3_OfUnitsThatAreThereEachOnceInAGroupOfTheScheme) {
    using assessment::Opened;
    EXPECT_THAT(opened_as([](Opened& e) { e.units.clear(); }), invalid_at("/units"));
    EXPECT_THAT(opened_as([](Opened& e) { e.units[1].unit = UnitId{"d1"}; }), invalid_at("/units/1/unit"));
    EXPECT_THAT(opened_as([](Opened& e) { e.units[1].group = "villages"; }), invalid_at("/units/1/group"));
    EXPECT_THAT(opened_as([](Opened& e) { e.units[1].unit = UnitId{"districts"}; }), invalid_at("/units/1/unit"));
    EXPECT_THAT(opened_as([](Opened& e) { e.units[1].unit = UnitId{"nobody"}; }),
                Fails(ErrorCode::not_found, "/units/1/unit"));
    world.set_up("unit/d2", unit::Merged{.into = UnitId{"d3"}});
    EXPECT_THAT(opened_as([](Opened&) {}), refused_at("/units/1/unit"));
}

TEST_F(AssessmentOpening, S5_3_ByARegimeInForceThatHasAScheme) {
    using assessment::Opened;
    const std::string bare = "title = \"t\"\nsystem = \"S1\"\ndocument = \"d\"\n";
    world.set_up("regime/bare", regime::Adopted{"t", "S1", bare, sha256({bare})});
    EXPECT_THAT(opened_as([](Opened& e) { e.regime = RegimeId{"bare"}; }), invalid_at("/regime"));
    EXPECT_THAT(opened_as([](Opened& e) { e.regime = RegimeId{"none"}; }), Fails(ErrorCode::not_found, "/regime"));
    world.set_up("regime/bare", regime::Repealed{.replaced_by = RegimeId{"s1"}});
    const auto repealed = opened_as([](Opened& e) { e.regime = RegimeId{"bare"}; });
    ASSERT_THAT(repealed, refused_at("/regime"));
    EXPECT_THAT(repealed.error().message, HasSubstr("'s1'"));
}

TEST_F(AssessmentOpening, S5_3_OfSeveralSchemesTheTitleNamesOne) {
    const auto text = "title = \"t\"\nsystem = \"S1\"\ndocument = \"d\"\n" + std::string(rules) + R"(
[[assessment]]
key = "quarter"
title = "季讲评"
time = [{ month = 3, name = "一" }, { month = 12, name = "四" }]
group = [{ key = "districts", title = "各区" }]
[[assessment.indicator]]
key = "starts"
name = "开工"
unit = "个"
weight = 10
)";
    world.set_up("regime/two", regime::Adopted{"t", "S1", text, sha256({text})});
    auto event = opening();
    event.regime = RegimeId{"two"};
    event.units = {{UnitId{"d1"}, "districts"}};
    event.title = "2014年考核";
    EXPECT_THAT(give("holder", event), invalid_at("/title"));
    event.title = "2014年二季度季讲评";
    event.occasion = assessment::Occasion::mid_year;
    EXPECT_THAT(give("holder", event), Accepted());
}

TEST_F(AssessmentOpening, S5_2_TheMiddleOfTheYearOnlyWhereTheSchemeHasIt) {
    auto event = opening();
    event.occasion = assessment::Occasion::mid_year;
    EXPECT_THAT(give("holder", event), Accepted()) << "July and December";
    const auto text = "title = \"t\"\nsystem = \"S1\"\ndocument = \"d\"\n" + std::string(rules);
    auto once = text;
    const std::string july = "{ month = 7, name = \"半年考核\" }, ";
    once.erase(once.find(july), july.size());
    world.set_up("regime/once", regime::Adopted{"t", "S1", once, sha256({once})});
    event.regime = RegimeId{"once"};
    EXPECT_THAT(world.give("holder", "assessment/b", event), refused_by("S5.4"));
    event.occasion = assessment::Occasion::year_end;
    EXPECT_THAT(world.give("holder", "assessment/b", event), Accepted());
}

class AssessmentTargets : public AssessmentCity {
  protected:
    Result<std::vector<Happening>> set(const std::string& indicator, const std::string& measure,
                                       const std::vector<std::pair<std::string, std::string>>& values,
                                       const std::string& reason = {}) {
        return give("holder", targets(indicator, measure, values), reason);
    }
};

TEST_F(AssessmentTargets, S5_1_TheDifferenceFromTheTotalIsRecordedAndNotRefused) {
    open();
    const auto less = set("investment", "万元", {{"d1", "100000"}, {"d2", "80000"}});
    ASSERT_THAT(less, Accepted());
    const auto& event = std::get<assessment::TargetsSet>(less->front().event);
    EXPECT_EQ(event.total, number("220000")) << "the regime's, in the unit of measure of the targets";
    EXPECT_EQ(event.difference, number("-40000"));
    const auto even = set("investment", "亿元", {{"d1", "10"}, {"d2", "8"}, {"jxw", "2"}, {"czj", "2"}}, "补齐");
    ASSERT_THAT(even, Accepted());
    EXPECT_FALSE(std::get<assessment::TargetsSet>(even->front().event).difference);
    EXPECT_EQ(state().targets.size(), 1u) << "the indicator's targets whole, as set last";
}

TEST_F(AssessmentTargets, S5_1_TheTotalIsTheRegimesWhereItNamesOne) {
    open();
    auto event = targets("investment", "亿元", {{"d1", "10"}});
    event.total = number("21");
    EXPECT_THAT(give("holder", event), invalid_at("/total"));
    event.total = number("22.0");
    EXPECT_THAT(give("holder", event), Accepted());
    auto free = targets("starts", "个", {{"d1", "3"}});
    free.total = number("4");
    const auto set_free = give("holder", free);
    ASSERT_THAT(set_free, Accepted());
    EXPECT_EQ(std::get<assessment::TargetsSet>(set_free->front().event).difference, number("-1"));
}

TEST_F(AssessmentTargets, S5_1_OfAssessedUnitsEachOnceInTheirGroupAndMeasure) {
    open();
    EXPECT_THAT(set("growth", "%", {{"d1", "1"}}), invalid_at("/indicator"));
    EXPECT_THAT(set("visible", "分", {{"d1", "1"}}), invalid_at("/indicator"));
    EXPECT_THAT(set("investment", "亿元", {}), invalid_at("/targets"));
    EXPECT_THAT(set("investment", "亿元", {{"d1", "1"}, {"d1", "2"}}), invalid_at("/targets/1/unit"));
    EXPECT_THAT(set("investment", "亿元", {{"d3", "1"}}), invalid_at("/targets/0/unit"));
    EXPECT_THAT(set("investment", "亿元", {{"d1", "-1"}}), invalid_at("/targets/0/value"));
    EXPECT_THAT(set("investment", "个", {{"d1", "1"}}), invalid_at("/unit_of_measure"));
    EXPECT_THAT(set("starts", "个", {{"jxw", "1"}}), invalid_at("/targets/0/unit"));
}

TEST_F(AssessmentTargets, S5_1_ChangingThemNeedsAReasonAndNoResult) {
    filed();
    EXPECT_THAT(set("starts", "个", {{"d1", "1"}}), invalid_at("/reason"));
    EXPECT_THAT(set("starts", "个", {{"d1", "2"}, {"d2", "1"}}, "调整"), Accepted());
    ASSERT_THAT(conclude(), Accepted());
    EXPECT_THAT(set("starts", "个", {{"d1", "1"}}, "调整"), refused_by("S5.4"));
}

}  // namespace

}  // namespace taizhang
