#include "src/domain/assessment/assessment_figures.hpp"
#include "tests/unit/domain/assessment_city.hpp"

#include "events/report_id.hpp"
#include "src/domain/assessment/assessment_bars.hpp"

namespace taizhang {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class AssessmentResult : public AssessmentCity {
  protected:
    assessment::AwardBarred barring(const std::string& unit) {
        return {.unit = UnitId{unit}, .rule = "report_false", .grounds = "虚报"};
    }
};

TEST_F(AssessmentResult, S5_4_IsComputedByTheScheme) {
    filed();
    must("holder", assessment::PointsGiven{UnitId{"jxw"}, "late", number("-0.5"), "迟报", {}});
    ASSERT_THAT(conclude(), Accepted());
    EXPECT_THAT(places(), ElementsAre("1 d1 112.00", "2 d2 72.00", "1 jxw 92.36", "2 czj 50.00"));
    EXPECT_EQ(standing("jxw").given, number("-0.5"));
    EXPECT_EQ(line("d2", "investment").points, number("30.00"));
    EXPECT_EQ(line("d2", "investment").value, number("4")) << "40000万元, in the indicator's unit of measure";
    EXPECT_EQ(line("d1", "starts").value, number("2.5")) << "S5.5: 6亿元 counts for 1.5";
    EXPECT_EQ(line("d1", total_line).value, number("2")) << "S9.7: +3.2, at most 2";
    EXPECT_EQ(line("d2", total_line).value, number("-0.80"));
}

TEST_F(AssessmentResult, S5_4_EveryScoreNamesTheEventsThatItCameFrom) {
    with_targets();
    const auto targets_at = world.end() - 3;
    const auto filed_at = world.end();
    auto event = score("investment", "d1", "12", "亿元");
    event.evidence = {2};
    must("jxw-clerk", event);
    must("jxw-clerk", assessment::ScoreCorrected{.corrects = filed_at, .value = number("11"), .evidence = {4}}, "复核");
    world.set_up("assessment/a", score("investment", "d2", "1", "亿元"));
    ASSERT_THAT(conclude(), Fails(ErrorCode::refused, "S5.4"));
    must("jxw-clerk", score("investment", "jxw", "2", "亿元"));
    must("jxw-clerk", score("investment", "czj", "1", "亿元"));
    must("czj-clerk", score("funds", "jxw", "50", "万元"));
    must("holder", score("visible", "d1", "15", "分"));
    must("holder", score("visible", "d2", "18", "分"));
    ASSERT_THAT(conclude(), Accepted());
    EXPECT_THAT(line("d1", "investment").from, ElementsAre(targets_at, filed_at, filed_at + 1, 4u));
    EXPECT_THAT(line("d1", "investment").explanation, HasSubstr("得分＝权重60×完成11÷目标10＝66.00"));
    EXPECT_THAT(line("d1", total_line).explanation, HasSubstr("总分"));
}

TEST_F(AssessmentResult, S5_3_AnExemptProviderIsNotScored) {
    concluded();
    const auto& funds = line("czj", "funds");
    EXPECT_TRUE(funds.exempt);
    EXPECT_EQ(funds.points, number("0"));
    EXPECT_THAT(funds.explanation, HasSubstr("不参加此项考核"));
    EXPECT_EQ(standing("czj").total, number("50.00")) << "30 of the 60 points that it is assessed on";
}

TEST_F(AssessmentResult, S5_4_AllThatIsMissingIsListed) {
    with_targets();
    must("jxw-clerk", score("investment", "d1", "12", "亿元"));
    const auto refused = conclude();
    ASSERT_THAT(refused, refused_by("S5.4"));
    const auto error = refused.error();
    const auto& missing = error.details.at("missing").as_array();
    EXPECT_EQ(missing.size(), 6u) << boost::json::serialize(missing);  // 3 of investment, 1 of funds, 2 of visible
    EXPECT_FALSE(error.details.contains("path"));
}

TEST_F(AssessmentResult, S5_4_NothingIsConcludedFromNothing) {
    open();
    must("holder", score("visible", "d1", "15", "分"));
    must("holder", score("visible", "d2", "15", "分"));
    ASSERT_THAT(conclude(), Accepted()) << "judged points are something";
    auto event = opening();
    event.units = {{UnitId{"jxw"}, "departments"}};
    ASSERT_THAT(world.give("holder", "assessment/b", event), Accepted());
    EXPECT_THAT(world.give("holder", "assessment/b", assessment::Concluded{}), refused_by("S5.4"));
}

TEST_F(AssessmentResult, S9_7_NotBeforeTheMonthThatTheSchemeNames) {
    filed();
    world.at("2014-11-30T23:59");
    EXPECT_THAT(conclude(), refused_by("S5.4"));
    world.at("2014-12-01T00:00");
    EXPECT_THAT(conclude(), Accepted());
}

TEST_F(AssessmentResult, S5_3_GoesByTheTextThatItWasOpenedUnder) {
    filed();
    auto text = "title = \"督查制度\"\nsystem = \"S1\"\ndocument = \"测试\"\n" + std::string(rules);
    text.replace(text.find("weight = 60"), 11, "weight = 90");
    world.set_up("regime/s1", regime::Amended{text, sha256({text})});
    ASSERT_THAT(conclude(), Accepted());
    EXPECT_EQ(standing("d1").total, number("112.00"));
    world.set_up("regime/s1", regime::Repealed{});
    EXPECT_THAT(give("holder", assessment::Reopened{{1}}, "复核"), Accepted());
    EXPECT_THAT(conclude(), Accepted()) << "a repealed regime's too";
}

TEST_F(AssessmentResult, S5_4_WhatTheClientSaysOfTheResultIsNotAsked) {
    filed();
    assessment::Concluded event{.note = "年终"};
    event.standings.push_back({.unit = UnitId{"d2"}, .group = "towns", .total = number("100"), .rank = 1});
    event.awards.push_back({.award = "best", .unit = UnitId{"d2"}, .grounds = "领导意见"});
    must("holder", event);
    EXPECT_EQ(standing("d2").rank, 2u);
    ASSERT_EQ(state().concluded->awards.size(), 2u);
    EXPECT_EQ(state().concluded->awards[0].unit, UnitId{"d1"});
    EXPECT_EQ(state().concluded->awards[0].prize->value, number("5"));
    EXPECT_EQ(state().concluded->awards[1].unit, UnitId{"jxw"});
    EXPECT_EQ(state().concluded->note, "年终");
}

TEST_F(AssessmentResult, S5_6_WhoIsBarredIsPassedOverAndTheNoteSaysSo) {
    filed();
    must("supervisor", barring("d1"));
    ASSERT_THAT(conclude(), Accepted());
    EXPECT_EQ(standing("d1").rank, 1u) << "the rank stays";
    EXPECT_EQ(standing("d1").barred.size(), 1u);
    EXPECT_EQ(state().concluded->awards[0].unit, UnitId{"d2"});
    EXPECT_THAT(*state().concluded->note, HasSubstr("区d1：虚报数据1次"));
}

TEST_F(AssessmentResult, S5_6_WhoMissedATargetOwesAStatement) {
    concluded();
    EXPECT_THAT(standing("d1").missed, IsEmpty());
    EXPECT_THAT(standing("d2").missed, ElementsAre("investment"));
    EXPECT_THAT(standing("jxw").missed, ElementsAre("funds"));
}

TEST_F(AssessmentResult, S5_4_ReopenedWithAReasonItIsComputedAgain) {
    concluded();
    EXPECT_THAT(conclude(), refused_by("S5.4"));
    EXPECT_THAT(give("holder", assessment::Reopened{{1}}), invalid_at("/reason"));
    EXPECT_THAT(give("holder", assessment::Reopened{}, "复核"), invalid_at("/because"));
    EXPECT_THAT(give("holder", assessment::Reopened{{world.end()}}, "复核"), invalid_at("/because/0"));
    EXPECT_THAT(give("jxw-clerk", assessment::Reopened{{1}}, "复核"), not_allowed());
    const auto filing = state().scores.front().positions.front();
    must("holder", assessment::Reopened{{filing}}, "投资复核");
    EXPECT_FALSE(state().concluded);
    must("jxw-clerk", assessment::ScoreCorrected{.corrects = filing, .value = number("5")}, "复核");
    ASSERT_THAT(conclude(), Accepted());
    EXPECT_THAT(places(), ElementsAre("1 d2 72.00", "2 d1 70.00", "1 jxw 92.86", "2 czj 50.00"));
    EXPECT_THAT(give("holder", assessment::Reopened{{1}}, "再核"), Accepted());
    EXPECT_THAT(give("holder", assessment::Reopened{{1}}, "再核"), refused_by("S5.4")) << "it is open already";
}

TEST_F(AssessmentResult, S5_4_GivesTheSameAgainFromTheSame) {
    concluded();
    const auto first = event_to_json(*state().concluded);
    must("holder", assessment::Reopened{{1}}, "复核");
    ASSERT_THAT(conclude(), Accepted());
    EXPECT_EQ(event_to_json(*state().concluded), first);
}

class AssessmentUse : public AssessmentCity {
  protected:
    static assessment::AwardGranted grant(const std::string& award, const std::string& unit) {
        return {.award = {.award = award, .unit = UnitId{unit}, .grounds = "科技含量高"}};
    }
};

TEST_F(AssessmentUse, S5_4_AwardsByJudgementAreGrantedOnTheResult) {
    filed();
    EXPECT_THAT(give("holder", grant("technology", "d1")), refused_by("S5.4")) << "no result yet";
    ASSERT_THAT(conclude(), Accepted());
    EXPECT_THAT(give("holder", grant("best", "d2")), refused_by("S5.4")) << "that one is computed";
    EXPECT_THAT(give("holder", grant("beauty", "d2")), invalid_at("/award/award"));
    EXPECT_THAT(give("holder", grant("technology", "jxw")), refused_at("/award/unit")) << "its target is not met";
    auto event = grant("technology", "d1");
    event.award.prize = Amount{number("9"), "万元"};
    const auto granted = give("holder", event);
    ASSERT_THAT(granted, Accepted());
    EXPECT_EQ(std::get<assessment::AwardGranted>(granted->front().event).award.prize->value, number("2"))
        << "the scheme says how much";
    EXPECT_THAT(give("holder", grant("technology", "d1")), refused_at("/award/unit")) << "once";
    EXPECT_THAT(give("holder", grant("technology", "d2")), refused_at("/award/award")) << "one place";
}

TEST_F(AssessmentUse, S5_6_WhoIsBarredIsGrantedNothing) {
    filed();
    must("supervisor", assessment::AwardBarred{UnitId{"d1"}, "report_false", "虚报", {}});
    ASSERT_THAT(conclude(), Accepted());
    EXPECT_THAT(give("holder", grant("technology", "d1")), refused_by("S5.6"));
}

TEST_F(AssessmentUse, S5_6_WhoOwesAStatementMakesItWithMeasures) {
    concluded();
    assessment::StatementFiled event{
        .unit = UnitId{"d2"}, .indicators = {"investment"}, .text = "向领导小组表态", .measures = "加快三个项目"};
    EXPECT_THAT(give("d1-clerk", event), not_allowed());
    EXPECT_THAT(give("d2-clerk", event), Accepted());
    event.measures = "";
    EXPECT_THAT(give("d2-clerk", event), invalid_at("/measures"));
    event.measures = "加快";
    event.indicators = {"starts"};
    EXPECT_THAT(give("d2-clerk", event), invalid_at("/indicators/0"));
    event.unit = UnitId{"d1"};
    EXPECT_THAT(give("d1-clerk", event), refused_by("S5.6")) << "it met its targets";
}

TEST_F(AssessmentUse, S9_7_TheResultIsAppliedWithThePointsThatTheSchemeMakesOfIt) {
    filed();
    assessment::ResultApplied event{.subject = StreamId{"unit/d2"}, .text = "计入年终绩效"};
    EXPECT_THAT(give("holder", event), refused_by("S5.4")) << "no result yet";
    ASSERT_THAT(conclude(), Accepted());
    event.points = number("1");
    EXPECT_THAT(give("holder", event), refused_by("S9.7"));
    event.points.reset();
    const auto applied = give("holder", event);
    ASSERT_THAT(applied, Accepted());
    EXPECT_EQ(std::get<assessment::ResultApplied>(applied->front().event).points, number("-0.80"));
    EXPECT_THAT(give("holder", event), refused_at("/subject")) << "once";
    event.use = assessment::Use::award;
    const auto award = give("holder", event);
    ASSERT_THAT(award, Accepted());
    EXPECT_FALSE(std::get<assessment::ResultApplied>(award->front().event).points);
}

TEST_F(AssessmentUse, S5_6_TheResultIsAppliedToUnitsAndTheirPeople) {
    concluded();
    using assessment::ResultApplied;
    using assessment::Use;
    EXPECT_THAT(give("holder", ResultApplied{Use::appointment, StreamId{"unit/d3"}, "任用", {}}),
                invalid_at("/subject"));
    EXPECT_THAT(give("holder", ResultApplied{Use::appointment, StreamId{"item/1"}, "任用", {}}),
                invalid_at("/subject"));
    EXPECT_THAT(give("holder", ResultApplied{Use::appointment, StreamId{"person/wang"}, "任用", {}}),
                invalid_at("/subject"))
        << "of fgw, which is not assessed";
    world.set_up("person/li", person::Enrolled{.name = "李局长", .unit = UnitId{"jxw"}, .post = "局长"});
    EXPECT_THAT(give("holder", ResultApplied{Use::appointment, StreamId{"person/li"}, "任用", {}}), Accepted());
    must("holder", assessment::Reopened{{1}}, "复核");
    ASSERT_THAT(conclude(), Accepted());
    EXPECT_THAT(give("holder", ResultApplied{Use::appointment, StreamId{"person/li"}, "任用", {}}), Accepted())
        << "the new result anew";
}

TEST_F(AssessmentUse, S1_9_TheResultIsPutToWhatTheSchemeSaysAndToNothingElse) {
    std::string said = rules;
    said.replace(said.find("clause = \"S5.4\""), 15,
                 "clause = \"S5.4\"\napplied_to = [\"单位绩效考核\", \"评优评先\"]");
    amend(said);
    concluded();
    using assessment::ResultApplied;
    using assessment::Use;
    const auto to = [&](Use use) { return give("holder", ResultApplied{use, StreamId{"unit/d1"}, "运用", {}}); };
    const auto other = to(Use::appointment);
    ASSERT_THAT(other, refused_at("/use"));
    EXPECT_THAT(other.error().message, HasSubstr("performance, award"));
    EXPECT_THAT(to(Use::performance), Accepted());
    EXPECT_THAT(to(Use::award), Accepted());
}

// ---- bars by what the record holds (S5.6)
// ----------------------------------------------------------------------------

class AssessmentBars : public AssessmentCity {
  protected:
    AssessmentBars() {
        std::string said = rules;
        const std::string bar = "[[assessment.bar]]\non = \"report_false\"\n";
        said.insert(said.find(bar),
                    "[[assessment.bar]]\non = \"report_late\"\ntimes = 2\n[[assessment.bar]]\non = "
                    "\"report_omitted\"\n[[assessment.bar]]\non = \"obstruction\"\n");
        amend(said);
        for (const std::string unit : {"d1", "d2"}) {
            auto work = entered();
            work.units = {{UnitId{unit}, "单位" + unit, PartyRole::lead, false, false, {}}};
            world.set_up("item/of-" + unit, work);
        }
    }
    std::string owed(const std::string& unit, int month) {
        const auto period = must_period(month);
        const auto stream = "report/" + report_id(LedgerId{"2014"}, period, UnitId{unit}).value;
        world.set_up(stream,
                     report::FellDue{LedgerId{"2014"}, UnitId{unit}, period, due_of(month), {ItemId{"of-" + unit}}, 0});
        return stream;
    }
    static Date due_of(int month) { return Date(2014, static_cast<unsigned>(month) + 1, 5); }
    static Period must_period(int month) {
        return Period{std::chrono::year{2014} / std::chrono::month{static_cast<unsigned>(month)}};
    }
    void late(const std::string& unit, int month) { world.set_up(owed(unit, month), report::CameLate{due_of(month)}); }
    assessment::AwardBarred bar(const std::string& unit, const std::string& rule) {
        return {.unit = UnitId{unit}, .rule = rule, .grounds = {}, .evidence = {}};
    }
};

TEST_F(AssessmentBars, S5_6_LateAndOmittedReportsAreProposedWithTheEventsThatSaySo) {
    open();
    late("d1", 3);
    EXPECT_THAT(give("holder", bar("d1", "report_late")), refused_at("/rule")) << "once is not twice";
    late("d1", 5);
    late("d2", 5);
    const auto missed = owed("d2", 6);
    world.set_up(missed, report::Missed{due_of(6)});
    const auto late_bar = give("holder", bar("d1", "report_late"));
    ASSERT_THAT(late_bar, Accepted());
    const auto& first = std::get<assessment::AwardBarred>(late_bar->front().event);
    EXPECT_EQ(first.grounds, "3月、5月迟报，共2次");
    EXPECT_THAT(first.evidence, testing::SizeIs(2));
    EXPECT_LT(first.evidence.front(), first.evidence.back());
    EXPECT_THAT(give("holder", bar("d1", "report_late")), refused_at("/rule")) << "it is decided on";
    EXPECT_THAT(give("holder", bar("d1", "report_omitted")), refused_at("/rule"));
    EXPECT_THAT(give("holder", bar("d1", "obstruction")), invalid_at("/grounds")) << "no report tells of it";
    const auto called = bars_called_for(AssessmentId{"a"}, world);
    ASSERT_TRUE(called) << called.error().message;
    ASSERT_THAT(*called, testing::SizeIs(1)) << "d2's one late report is too few, and d1's bar is decided on";
    EXPECT_EQ(called->front().unit, UnitId{"d2"});
    EXPECT_EQ(called->front().rule, "report_omitted");
    EXPECT_EQ(called->front().grounds, "6月漏报，共1次");
}

TEST_F(AssessmentBars, S5_6_WhatNobodyDecidedOnIsToldWithTheResultAndBarsNobody) {
    world.set_up(owed("d1", 6), report::Missed{due_of(6)});
    filed();
    const auto done = conclude();
    ASSERT_THAT(done, Accepted());
    const auto& concluded = std::get<assessment::Concluded>(done->front().event);
    EXPECT_THAT(concluded.note.value_or(""), HasSubstr("未作取消评优决定：区d1，6月漏报，共1次（事件"));
    for (const auto& one : concluded.standings) EXPECT_TRUE(one.barred.empty());
}

// ---- times of its own for each quarter (S6.6)
// ------------------------------------------------------------------------

TEST_F(AssessmentUse, S6_6_EachQuarterIsAnAssessmentOfItsOwnByTheNameInItsTitle) {
    std::string said = rules;
    const std::string two = "time = [{ month = 7, name = \"半年考核\" }, { month = 12, name = \"年终考核\" }]";
    said.replace(said.find(two), two.size(),
                 "time = [{ month = 3, name = \"一季度\" }, { month = 6, name = \"二季度\" }, { month = 9, name = "
                 "\"三季度\" }, { month = 12, name = \"四季度\" }]");
    amend(said);
    world.at("2014-06-20T10:00");
    const auto open_as = [&](const std::string& id, const std::string& title, assessment::Occasion occasion) {
        auto event = opening();
        event.title = title;
        event.occasion = occasion;
        return world.give("holder", "assessment/" + id, event);
    };
    using enum assessment::Occasion;
    EXPECT_THAT(open_as("x", "2014年项目年考核", mid_year), refused_at("/title"));
    EXPECT_THAT(open_as("x", "2014年二季度项目年考核", year_end), refused_at("/occasion"));
    EXPECT_THAT(open_as("x", "2014年四季度项目年考核", mid_year), refused_at("/occasion"));
    EXPECT_THAT(open_as("a", "2014年三季度项目年考核", mid_year), Accepted());
    EXPECT_THAT(open_as("q2", "2014年二季度项目年考核", mid_year), Accepted());
    const auto early = conclude();
    ASSERT_FALSE(early);
    EXPECT_THAT(early.error().message, HasSubstr("2014-09-01")) << "the third quarter's, not the first's";
}

}  // namespace

}  // namespace taizhang
