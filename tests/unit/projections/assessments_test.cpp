// Assessments (S5.1-S5.6, S8.7, S9.7): `assessments`, `ranking`, `indicator_scores`, and their trail.
#include "projections/assessment/assessments.hpp"
#include "projections/assessment/indicator_scores.hpp"
#include "projections/assessment/ranking.hpp"
#include "projections/audit/audit_trail.hpp"
#include "tests/unit/projections/feed.hpp"

#include <gmock/gmock.h>

namespace taizhang {
namespace {

using namespace test;
using rows::AssessmentRow;
using rows::AssessmentState;
using rows::IndicatorScoreRow;
using rows::RankingRow;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string scheme_text = R"(title = "t"
system = "S5"
document = "d"
[[assessment]]
key = "year"
title = "项目年考核"
group = [{ key = "towns", title = "镇、街道" }]
[[assessment.indicator]]
key = "investment"
name = "固定资产投资"
unit = "亿元"
weight = 60
providers = ["统计局"]
[[assessment.indicator]]
key = "energy"
name = "能耗"
unit = "%"
weight = 20
better = "lower"
exempt = ["三号镇"]
[[assessment.indicator]]
key = "visible"
name = "形象进度"
weight = 20
method = "given"
exempt = ["三号镇"]
[[assessment.award]]
key = "best"
name = "综合奖"
most = 1
[assessment.statement]
missed_target = true
to = "领导小组"
)";

class Assessments : public testing::Test {
  protected:
    Feed feed;

    Assessments() {
        feed.add("regime/r", regime::Adopted{"t", "S5", scheme_text, sha256({scheme_text})});
        for (const auto* id : {"t1", "t2", "t3"})
            feed.add(std::string("unit/") + id, unit::Registered{.name = std::string("镇") + id});
        feed.add("unit/t3", unit::Renamed{.name = "三号镇"});
        assessment::Opened opened{.ledger = LedgerId{"2019"}, .regime = RegimeId{"r"}, .title = "2019考核"};
        opened.scheme = sha256({scheme_text});
        for (const auto* id : {"t1", "t2", "t3"}) opened.units.push_back({UnitId{id}, "towns"});
        tell(opened);
    }

    Position tell(Event event, const std::string& reason = {}) {
        return feed.add("assessment/a", std::move(event), reason).header.position;
    }
    Position set_targets(const std::string& indicator, const std::string& measure,
                         std::vector<assessment::UnitTarget> targets, std::optional<Decimal> difference = {}) {
        assessment::TargetsSet event{.indicator = indicator, .unit_of_measure = measure};
        event.targets = std::move(targets);
        event.difference = difference;
        return tell(event);
    }
    Position file(const std::string& indicator, const std::string& unit, const std::string& value) {
        feed.as("stats-clerk", "stats");
        return tell(assessment::ScoreFiled{
            .indicator = indicator, .unit = UnitId{unit}, .value = decimal(value), .unit_of_measure = "亿元"});
    }
    static assessment::Standing standing(const std::string& unit, std::uint32_t rank, const std::string& total) {
        assessment::Standing made{.unit = UnitId{unit}, .group = "towns", .total = decimal(total), .rank = rank};
        assessment::IndicatorScore score{.indicator = "investment", .points = decimal(total)};
        score.target = decimal("10");
        score.value = decimal("12");
        score.from = {7, 9};
        score.explanation = "目标10亿元；完成12亿元";
        made.scores.push_back(score);
        score = {.indicator = "energy", .points = decimal("0")};
        score.target = decimal("3");
        score.value = decimal("4");
        made.scores.push_back(score);
        assessment::IndicatorScore sum{.indicator = "", .points = decimal(total)};
        sum.value = decimal("1.5");
        sum.from = {11};
        sum.explanation = "总分" + total;
        made.scores.push_back(sum);
        return made;
    }
    Position conclude(std::vector<assessment::Standing> standings) {
        assessment::Concluded event;
        event.standings = std::move(standings);
        event.awards = {{.award = "best", .unit = event.standings.front().unit, .grounds = "第1名"}};
        event.note = "年终";
        return tell(event);
    }

    AssessmentRow row() { return test::row_of<AssessmentsView, AssessmentRow>(feed, "a"); }
    RankingRow ranked(const std::string& key) { return test::row_of<RankingView, RankingRow>(feed, key); }
    IndicatorScoreRow figure(const std::string& key) {
        return test::row_of<IndicatorScoresView, IndicatorScoreRow>(feed, key);
    }
};

TEST_F(Assessments, S5_1_TargetsWithTheirSumAndTheDifference) {
    const auto at = set_targets("investment", "万元", {{UnitId{"t1"}, decimal("100")}, {UnitId{"t2"}, decimal("50")}},
                                decimal("-7"));
    const auto indicator = row().indicators.at(0);
    EXPECT_EQ(indicator.sum, decimal("150"));
    EXPECT_EQ(indicator.difference, decimal("-7"));
    EXPECT_EQ(indicator.targets_in, "万元");
    EXPECT_EQ(indicator.position, at);
    EXPECT_THAT(indicator.providers, ElementsAre("统计局"));
    EXPECT_EQ(row().scheme_title, "项目年考核");
    EXPECT_EQ(row().groups.at(0).name, "镇、街道");
}

TEST_F(Assessments, S5_3_WhatIsMissingAndWhoIsExempt) {
    set_targets("investment", "亿元", {{UnitId{"t1"}, decimal("10")}, {UnitId{"t2"}, decimal("8")}});
    set_targets("energy", "%", {{UnitId{"t1"}, decimal("3")}, {UnitId{"t3"}, decimal("3")}});
    file("investment", "t2", "4");
    const auto known = row();
    EXPECT_THAT(known.indicators[0].missing, ElementsAre(UnitId{"t1"}));
    EXPECT_EQ(known.indicators[0].filed, 1u);
    EXPECT_THAT(known.indicators[1].missing, ElementsAre(UnitId{"t1"})) << "t3 is exempt by the name that it has now";
    EXPECT_THAT(known.indicators[2].missing, ElementsAre(UnitId{"t1"}, UnitId{"t2"})) << "judged: no target needed";
    EXPECT_EQ(known.missing, 4u);
}

TEST_F(Assessments, S5_3_FiguresWithWhoFiledThemAndTheirCorrections) {
    set_targets("investment", "亿元", {{UnitId{"t1"}, decimal("10")}});
    const auto filed = file("investment", "t1", "12");
    const auto corrected =
        tell(assessment::ScoreCorrected{.corrects = filed, .value = decimal("11"), .evidence = {3}}, "复核");
    tell(assessment::ScoreCorrected{.corrects = corrected, .value = decimal("10.5")}, "再核");
    const auto known = figure("a/investment/t1");
    EXPECT_EQ(known.target, decimal("10"));
    EXPECT_EQ(known.target_in, "亿元");
    EXPECT_EQ(known.name, "固定资产投资");
    ASSERT_THAT(known.figures, SizeIs(1));
    const auto& one = known.figures.front();
    EXPECT_EQ(one.value, decimal("10.5"));
    EXPECT_EQ(one.first, decimal("12"));
    EXPECT_EQ(one.filed_by_unit, UnitId{"stats"});
    EXPECT_THAT(one.evidence, IsEmpty()) << "that of the value that holds";
    ASSERT_THAT(one.corrections, SizeIs(2));
    EXPECT_EQ(one.corrections[0].reason, "复核");
    EXPECT_EQ(one.corrections[1].corrects, corrected);
    set_targets("investment", "亿元", {{UnitId{"t2"}, decimal("8")}});
    EXPECT_FALSE(figure("a/investment/t1").target) << "the targets are set whole";
    EXPECT_THAT(figure("a/investment/t2").figures, IsEmpty());
}

TEST_F(Assessments, S5_4_TheRankingOpensToTheEvents) {
    const auto at = conclude({standing("t2", 1, "80"), standing("t1", 2, "60"), standing("t3", 0, "0")});
    EXPECT_THAT(keys_of<RankingView>(feed), ElementsAre("a/towns/0001/t2", "a/towns/0002/t1", "a/towns/9999/t3"));
    const auto first = ranked("a/towns/0001/t2");
    EXPECT_EQ(first.total, decimal("80"));
    EXPECT_EQ(first.group_title, "镇、街道");
    EXPECT_EQ(first.position, at);
    EXPECT_EQ(first.converted, decimal("1.5"));
    EXPECT_THAT(first.from, ElementsAre(11u));
    ASSERT_THAT(first.scores, SizeIs(2));
    EXPECT_THAT(first.scores[0].from, ElementsAre(7u, 9u));
    EXPECT_EQ(first.scores[0].completion, decimal("120"));
    EXPECT_EQ(first.scores[1].completion, decimal("75")) << "3 over 4, where less is better";
    EXPECT_EQ(first.scores[0].name, "固定资产投资");
    ASSERT_THAT(first.awards, SizeIs(1));
    EXPECT_EQ(first.awards[0].name, "综合奖");
    EXPECT_FALSE(ranked("a/towns/9999/t3").total);
    EXPECT_EQ(row().state, AssessmentState::concluded);
    EXPECT_EQ(row().concluded, at);
}

TEST_F(Assessments, S5_4_ReopenedTheFormerPlaceIsKept) {
    set_targets("investment", "亿元", {{UnitId{"t1"}, decimal("10")}});
    const auto first = conclude({standing("t2", 1, "80"), standing("t1", 2, "60")});
    EXPECT_EQ(figure("a/investment/t1").points, decimal("60"));
    tell(assessment::AwardGranted{.award = {.award = "best", .unit = UnitId{"t1"}, .grounds = "好"}});
    EXPECT_TRUE(ranked("a/towns/0002/t1").awards.at(0).judged);
    const auto reopened = tell(assessment::Reopened{{4}}, "投资复核");
    EXPECT_THAT(keys_of<RankingView>(feed), IsEmpty());
    EXPECT_FALSE(figure("a/investment/t1").points);
    const auto known = row();
    EXPECT_EQ(known.state, AssessmentState::reopened);
    EXPECT_THAT(known.awards, IsEmpty());
    ASSERT_THAT(known.former, SizeIs(1));
    EXPECT_EQ(known.former[0].concluded, first);
    EXPECT_EQ(known.former[0].reopened, reopened);
    EXPECT_EQ(known.former[0].reason, "投资复核");
    conclude({standing("t1", 1, "90"), standing("t2", 2, "80")});
    const auto now = ranked("a/towns/0001/t1");
    EXPECT_EQ(now.former_rank, 2u);
    EXPECT_EQ(now.former_total, decimal("60"));
    EXPECT_THAT(now.awards, SizeIs(1)) << "what was granted on the former result is gone";
    EXPECT_FALSE(now.awards[0].judged);
}

TEST_F(Assessments, S5_6_StatementsOwedAndMade) {
    auto low = standing("t1", 2, "60");
    low.missed = {"investment", "energy", ""};
    conclude({standing("t2", 1, "80"), low});
    ASSERT_THAT(row().owed, SizeIs(1));
    EXPECT_THAT(row().owed[0].indicators, ElementsAre("investment", "energy"));
    EXPECT_TRUE(row().owed[0].place);
    EXPECT_TRUE(ranked("a/towns/0002/t1").low);
    EXPECT_THAT(ranked("a/towns/0002/t1").missed, ElementsAre("investment", "energy"));
    tell(assessment::StatementFiled{UnitId{"t1"}, {"investment"}, "表态", "加快"});
    EXPECT_THAT(row().owed.at(0).indicators, ElementsAre("energy"));
    EXPECT_FALSE(row().owed[0].place);
    tell(assessment::StatementFiled{UnitId{"t1"}, {"energy"}, "表态", "节能"});
    EXPECT_THAT(row().owed, IsEmpty());
    EXPECT_THAT(row().statements, SizeIs(2));
    EXPECT_EQ(row().statement_to, "领导小组");
}

TEST_F(Assessments, S5_6_WhatWasSaidOfTheFormerResultIsNotSaidOfTheNewOne) {
    auto low = standing("t1", 2, "60");
    low.missed = {"investment"};
    conclude({standing("t2", 1, "80"), low});
    tell(assessment::StatementFiled{UnitId{"t1"}, {"investment"}, "表态", "加快"});
    ASSERT_THAT(row().owed, IsEmpty());
    tell(assessment::Reopened{{4}}, "投资复核");
    EXPECT_THAT(row().owed, IsEmpty());
    conclude({standing("t2", 1, "80"), low});
    ASSERT_THAT(row().owed, SizeIs(1));
    EXPECT_THAT(row().owed[0].indicators, ElementsAre("investment"));
    tell(assessment::StatementFiled{UnitId{"t1"}, {"investment"}, "再次表态", "加快"});
    EXPECT_THAT(row().owed, IsEmpty());
    EXPECT_THAT(row().statements, SizeIs(2)) << "both stay to be read";
}

TEST_F(Assessments, S9_7_PointsBarsAndUses) {
    tell(assessment::PointsGiven{UnitId{"t1"}, "late", decimal("-0.5"), "迟报", {2}});
    tell(assessment::AwardBarred{UnitId{"t1"}, "report_false", "虚报", {3}});
    conclude({standing("t2", 1, "80")});
    tell(assessment::ResultApplied{assessment::Use::performance, StreamId{"unit/t2"}, "绩效", decimal("1.5")});
    const auto known = row();
    EXPECT_EQ(known.given.at(0).points, decimal("-0.5"));
    EXPECT_EQ(known.barred.at(0).grounds, "虚报");
    EXPECT_EQ(known.applied.at(0).points, decimal("1.5"));
    EXPECT_EQ(known.version, 5u);
}

TEST_F(Assessments, TheTrailTellsTargetsScoresAndTheResult) {
    set_targets("investment", "亿元", {{UnitId{"t1"}, decimal("10")}});
    const auto filed = file("investment", "t1", "12");
    tell(assessment::ScoreCorrected{.corrects = filed, .value = decimal("11")}, "复核");
    conclude({standing("t1", 1, "80")});
    const auto trail = [&](const std::string& version) {
        return test::row_of<AuditTrailView, rows::TrailRow>(feed, "assessment/a/" + version);
    };
    EXPECT_EQ(trail("0000000002").changes.at(0).field, "target.investment.t1");
    EXPECT_EQ(trail("0000000003").changes.at(0).field, "score.investment.t1");
    EXPECT_EQ(trail("0000000004").corrects, filed);
    EXPECT_EQ(trail("0000000005").summary, "年终");
}

}  // namespace
}  // namespace taizhang
