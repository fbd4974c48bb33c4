#include "tests/unit/domain/assessment_city.hpp"

namespace taizhang {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class AssessmentScores : public AssessmentCity {};

TEST_F(AssessmentScores, S5_3_OnlyTheIndicatorsProviderFiles) {
    with_targets();
    const auto own = give("d1-clerk", score("investment", "d1", "12", "亿元"));
    ASSERT_THAT(own, refused_by("S5.3"));
    EXPECT_THAT(own.error().message, HasSubstr("单位jxw"));
    EXPECT_THAT(give("holder", score("investment", "d1", "12", "亿元")), refused_by("S5.3"))
        << "nor the holder, where the regime names somebody";
    EXPECT_THAT(give("fgw-clerk", score("investment", "d1", "12", "亿元")), refused_by("S5.3"));
    EXPECT_THAT(give("supervisor", score("investment", "d1", "12", "亿元")), not_allowed());
    EXPECT_THAT(give("jxw-clerk", score("investment", "d1", "12", "亿元")), Accepted());
    EXPECT_THAT(give("fgw-leader", score("starts", "d1", "6", "亿元", "光电园")), Accepted());
}

TEST_F(AssessmentScores, S5_3_WhereNobodyIsNamedTheHolderFiles) {
    with_targets();
    EXPECT_THAT(give("jxw-clerk", score("visible", "d1", "15", "分")), refused_by("S5.3"));
    EXPECT_THAT(give("holder", score("visible", "d1", "15", "分")), Accepted());
}

TEST_F(AssessmentScores, S5_3_AProviderThatWasMergedIsFollowed) {
    with_targets();
    world.set_up("unit/czj", unit::Merged{.into = UnitId{"fgw"}});
    EXPECT_THAT(give("czj-clerk", score("funds", "jxw", "50", "万元")), not_allowed());
    EXPECT_THAT(give("fgw-clerk", score("funds", "jxw", "50", "万元")), Accepted());
}

TEST_F(AssessmentScores, S5_3_AProviderIsKnownByAFormerName) {
    with_targets();
    world.set_up("unit/jxw", unit::Renamed{.name = "工信局"});
    EXPECT_THAT(give("jxw-clerk", score("investment", "d1", "12", "亿元")), Accepted());
    world.set_up("unit/czj", unit::Renamed{.name = "财政局"});
    EXPECT_THAT(give("czj-clerk", score("funds", "czj", "1", "万元")), refused_at("/unit")) << "still exempt";
}

TEST_F(AssessmentScores, S5_3_AProviderThatIsExemptHasNoFigure) {
    with_targets();
    EXPECT_THAT(give("czj-clerk", score("funds", "czj", "50", "万元")), refused_at("/unit"));
    EXPECT_THAT(give("jxw-clerk", score("investment", "jxw", "2", "亿元")), Accepted())
        << "who is not exempt gives its own figure as well";
}

TEST_F(AssessmentScores, S5_3_OneFigureForAUnitAndAnIndicator) {
    with_targets();
    const auto at = world.end();
    must("jxw-clerk", score("investment", "d1", "12", "亿元"));
    const auto again = give("jxw-clerk", score("investment", "d1", "13", "亿元"));
    ASSERT_THAT(again, refused_by("S5.3"));
    EXPECT_EQ(again.error().details.at("filed"), at);
    EXPECT_THAT(give("jxw-clerk", score("investment", "d3", "13", "亿元")), invalid_at("/unit"));
    EXPECT_THAT(give("czj-clerk", score("funds", "d1", "13", "万元")), invalid_at("/unit"));
    EXPECT_THAT(give("jxw-clerk", score("investment", "d2", "13", "个")), invalid_at("/unit_of_measure"));
    EXPECT_THAT(give("holder", score("visible", "d1", "20.5", "分")), invalid_at("/value"));
    EXPECT_THAT(give("holder", score("visible", "d1", "-1", "分")), invalid_at("/value"));
}

TEST_F(AssessmentScores, S5_5_ProjectsAreFiledOneByOneByTheirNames) {
    with_targets();
    EXPECT_THAT(give("fgw-clerk", score("starts", "d1", "6", "亿元")), invalid_at("/note"));
    EXPECT_THAT(give("fgw-clerk", score("starts", "d1", "6", "个", "光电园")), invalid_at("/unit_of_measure"));
    EXPECT_THAT(give("fgw-clerk", score("starts", "d1", "0", "亿元", "光电园")), invalid_at("/value"));
    must("fgw-clerk", score("starts", "d1", "6", "亿元", "光电园"));
    EXPECT_THAT(give("fgw-clerk", score("starts", "d1", "7", "亿元", "光电园")), refused_at("/note"));
    must("fgw-clerk", score("starts", "d1", "7", "亿元", "物流园"));
    EXPECT_EQ(state().scores.size(), 2u);
}

TEST_F(AssessmentScores, S5_3_EvidenceStandsInTheLog) {
    with_targets();
    auto event = score("investment", "d1", "12", "亿元");
    event.evidence = {world.end()};
    EXPECT_THAT(give("jxw-clerk", event), invalid_at("/evidence/0"));
    event.evidence = {3, 3};
    EXPECT_THAT(give("jxw-clerk", event), invalid_at("/evidence/1"));
    event.evidence = {3, world.end() - 1};
    EXPECT_THAT(give("jxw-clerk", event), Accepted());
}

TEST_F(AssessmentScores, Rule2_ACorrectionPointsAtWhatItCorrects) {
    with_targets();
    const auto filed_at = world.end();
    must("jxw-clerk", score("investment", "d1", "12", "亿元"));
    using assessment::ScoreCorrected;
    EXPECT_THAT(give("jxw-clerk", ScoreCorrected{.corrects = filed_at, .value = number("11")}), invalid_at("/reason"));
    EXPECT_THAT(give("fgw-clerk", ScoreCorrected{.corrects = filed_at, .value = number("11")}, "复核"),
                refused_by("S5.3"));
    EXPECT_THAT(give("jxw-clerk", ScoreCorrected{.corrects = filed_at - 1, .value = number("11")}, "复核"),
                invalid_at("/corrects"));
    const auto corrected_at = world.end();
    must("jxw-clerk", ScoreCorrected{.corrects = filed_at, .value = number("11")}, "复核");
    must("jxw-clerk", ScoreCorrected{.corrects = corrected_at, .value = number("11.5"), .evidence = {3}}, "再核");
    const auto& known = state().scores.front();
    EXPECT_EQ(known.value, number("11.5"));
    EXPECT_THAT(known.positions, ElementsAre(filed_at, corrected_at, corrected_at + 1));
    EXPECT_THAT(known.evidence, ElementsAre(3u));
}

TEST_F(AssessmentScores, S9_7_PlusAndMinusPointsByARuleOfTheScheme) {
    with_targets();
    assessment::PointsGiven event{
        .unit = UnitId{"jxw"}, .rule = "late", .points = number("-1.5"), .grounds = "迟报三次"};
    EXPECT_THAT(give("jxw-clerk", event), not_allowed());
    EXPECT_THAT(give("holder", event), Accepted());
    event.points = number("-0.7");
    EXPECT_THAT(give("holder", event), invalid_at("/points")) << "no whole number of times";
    event.points = number("0.5");
    EXPECT_THAT(give("holder", event), invalid_at("/points"));
    event.points = number("-0.5");
    event.rule = "early";
    EXPECT_THAT(give("holder", event), invalid_at("/rule"));
    event.rule = "late";
    event.grounds = " ";
    EXPECT_THAT(give("holder", event), invalid_at("/grounds"));
    event.grounds = "迟报";
    event.unit = UnitId{"d3"};
    EXPECT_THAT(give("holder", event), invalid_at("/unit"));
}

TEST_F(AssessmentScores, S5_6_AwardsAreBarredOnGroundsThatTheSchemeNames) {
    with_targets();
    assessment::AwardBarred event{.unit = UnitId{"d1"}, .rule = "report_late", .grounds = "迟报"};
    EXPECT_THAT(give("supervisor", event), refused_by("S5.6")) << "the scheme bars for false figures alone";
    event.rule = "report_false";
    event.grounds = "";
    EXPECT_THAT(give("supervisor", event), refused_at("/rule")) << "the record holds no false report";
    event.evidence = {0};
    EXPECT_THAT(give("supervisor", event), invalid_at("/grounds"));
    event.evidence.clear();
    event.grounds = "虚报投资";
    EXPECT_THAT(give("d1-clerk", event), not_allowed());
    EXPECT_THAT(give("supervisor", event), Accepted());
}

TEST_F(AssessmentScores, S5_4_NothingChangesWhileTheResultStands) {
    concluded();
    EXPECT_THAT(give("jxw-clerk", score("investment", "d1", "13", "亿元")), refused_by("S5.4"));
    EXPECT_THAT(give("jxw-clerk", assessment::ScoreCorrected{.corrects = 1, .value = number("1")}, "复核"),
                refused_by("S5.4"));
    EXPECT_THAT(give("holder", assessment::PointsGiven{UnitId{"d1"}, "late", number("-0.5"), "迟报", {}}),
                refused_by("S5.4"));
    EXPECT_THAT(give("holder", assessment::AwardBarred{UnitId{"d1"}, "report_false", "虚报", {}}), refused_by("S5.4"));
}

}  // namespace

}  // namespace taizhang
