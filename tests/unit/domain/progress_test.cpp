#include "tests/unit/domain/city.hpp"

namespace taizhang {

namespace {

class Progress : public City {
  protected:
    Progress() {
        world.at("2014-04-03T10:00");
        acknowledge();
    }

    Result<std::vector<Happening>> report(const item::ProgressReported& event, const std::string& by = "fgw-clerk") {
        return world.give(by, "item/1", event);
    }
    Result<std::vector<Happening>> correct(const item::ProgressCorrected& event, const std::string& by = "fgw-clerk") {
        return world.give(by, "item/1", event, "笔误");
    }
};

TEST_F(Progress, OnScheduleIsAcceptedAndTheUnitFilledIn) {
    const auto result = report(progress("2014-03", "25"));
    ASSERT_THAT(result, Accepted());
    EXPECT_EQ(std::get<item::ProgressReported>(result->front().event).unit, UnitId{"fgw"});
}

TEST_F(Progress, S7_3_BehindScheduleWithoutReasonsAndCorrectionsIsIncomplete) {
    auto event = progress("2014-03", "24.99");
    EXPECT_THAT(report(event), refused_by("S7.3"));
    event.reasons = "用地未落实";
    EXPECT_THAT(report(event), refused_at("/corrections"));
    event.corrections = "四月底前补办";
    EXPECT_THAT(report(event), Accepted());
}

TEST_F(Progress, S7_3_TheScheduleAsShownIsTheScheduleAsJudged) {
    EXPECT_THAT(report(progress("2014-01", "8.32")), refused_by("S7.3"));
    EXPECT_THAT(report(progress("2014-01", "8.33")), Accepted());
}

TEST_F(Progress, S7_3_FallingBehindTheLastReportNeedsReasons) {
    ASSERT_THAT(report(progress("2014-02", "60")), Accepted());
    auto event = progress("2014-03", "50");
    EXPECT_THAT(report(event), refused_by("S7.3"));
    event.reasons = "核减";
    EXPECT_THAT(report(event), Accepted());
}

TEST_F(Progress, NeedsAnAcknowledgementByThatUnitFirst) {
    const auto result = report(progress("2014-03", "30"), "jxw-clerk");
    ASSERT_THAT(result, Fails(ErrorCode::refused, ""));
    EXPECT_THAT(result.error().message, testing::HasSubstr("item.acknowledge"));
    acknowledge("jxw-clerk");
    EXPECT_THAT(report(progress("2014-03", "30"), "jxw-clerk"), Accepted());
}

TEST_F(Progress, AUnitsFiguresAreEnteredByThatUnitAlone) {
    auto event = progress("2014-03", "30");
    event.unit = UnitId{"jxw"};
    EXPECT_THAT(report(event), refused_at("/unit"));
    for (const auto* other : {"supervisor", "holder", "czj-clerk", "auditor"})
        EXPECT_THAT(report(progress("2014-03", "30"), other), not_allowed()) << other;
}

TEST_F(Progress, OnceAMonthAndASecondIsToldToCorrect) {
    const auto first = world.end();
    ASSERT_THAT(report(progress("2014-03", "30")), Accepted());
    const auto result = report(progress("2014-03", "31"));
    ASSERT_THAT(result, Fails(ErrorCode::conflict, "/period"));
    EXPECT_THAT(result.error().message, testing::HasSubstr("item.correct_progress"));
    EXPECT_EQ(result.error().details.at("corrects").to_number<Position>(), first);
}

TEST_F(Progress, MonthMustBeOfTheLedgersYearAndHaveBegun) {
    EXPECT_THAT(report(progress("2013-12", "100")), invalid_at("/period"));
    EXPECT_THAT(report(progress("2014-05", "50")), invalid_at("/period"));
    EXPECT_THAT(report(progress("2014-04", "50")), Accepted());
}

TEST_F(Progress, TheMonthBeginsAtMidnightInChina) {
    world.now = *Time::parse("2014-04-30T15:59:59Z");
    EXPECT_THAT(report(progress("2014-05", "50")), invalid_at("/period"));
    world.now = *Time::parse("2014-04-30T16:00:00Z");
    EXPECT_THAT(report(progress("2014-05", "50")), Accepted());
}

TEST_F(Progress, PercentIsFromNothingToAll) {
    EXPECT_THAT(report(progress("2014-03", "100.01")), invalid_at("/percent"));
    EXPECT_THAT(report(progress("2014-03", "-1")), invalid_at("/percent"));
    EXPECT_THAT(report(progress("2014-03", "100")), Accepted());
}

TEST_F(Progress, FiguresMustConvertToTheTargetsUnitOfMeasure) {
    auto event = progress("2014-03", "30");
    event.actuals = {{"固定资产投资", number("2000000"), "万元"}, {"招商", number("1"), "个"}};
    EXPECT_THAT(report(event), invalid_at("/actuals/1/indicator"));
    event.actuals[1] = {"固定资产投资", number("3"), "亿元"};
    EXPECT_THAT(report(event), invalid_at("/actuals/1/indicator"));
    event.actuals = {{"固定资产投资", number("3"), "个"}};
    EXPECT_THAT(report(event), invalid_at("/actuals/0/unit"));
    event.actuals = {{"固定资产投资", number("2000000"), "万元"}};
    EXPECT_THAT(report(event), Accepted());
}

TEST_F(Progress, ACorrectionPointsAtTheReportAndTheFirstFigureStays) {
    const auto first = world.end();
    ASSERT_THAT(report(progress("2014-03", "30")), Accepted());
    const auto second = world.end();
    ASSERT_THAT(correct({.corrects = first, .percent = number("33")}), Accepted());
    ASSERT_THAT(correct({.corrects = second, .progress = "已签约"}), Accepted());
    const auto* known = find_progress(item(), UnitId{"fgw"}, month("2014-03"));
    ASSERT_NE(known, nullptr);
    EXPECT_EQ(known->percent, number("33"));
    EXPECT_EQ(known->progress, "已签约");
    EXPECT_THAT(known->positions, testing::ElementsAre(first, second, second + 1));
}

TEST_F(Progress, ACorrectionNeedsAReasonAReportOfItsOwnAndAChange) {
    const auto first = world.end();
    ASSERT_THAT(report(progress("2014-03", "30")), Accepted());
    EXPECT_THAT(world.give("fgw-clerk", "item/1", item::ProgressCorrected{.corrects = first, .percent = number("31")}),
                invalid_at("/reason"));
    EXPECT_THAT(correct({.corrects = first + 1, .percent = number("31")}), invalid_at("/corrects"));
    EXPECT_THAT(correct({.corrects = 0, .percent = number("31")}), invalid_at("/corrects"));
    EXPECT_THAT(correct({.corrects = first, .percent = number("31")}, "jxw-clerk"), refused_at("/corrects"));
    EXPECT_THAT(correct({.corrects = first, .percent = number("30.0")}), Fails(ErrorCode::refused, ""));
    EXPECT_THAT(correct({.corrects = first}), Fails(ErrorCode::refused, ""));
}

TEST_F(Progress, S7_3_ACorrectionThatFallsBehindMustExplainItselfToo) {
    const auto first = world.end();
    ASSERT_THAT(report(progress("2014-03", "30")), Accepted());
    EXPECT_THAT(correct({.corrects = first, .percent = number("5")}), refused_by("S7.3"));
    EXPECT_THAT(correct({.corrects = first, .percent = number("5"), .reasons = "误报", .corrections = "五月赶上"}),
                Accepted());
}

TEST_F(Progress, ACorrectedFigureReplacesThatIndicatorAlone) {
    world.set_up("item/1", item::TargetSet{{.indicator = "签约", .value = number("5"), .unit = "个"}});
    auto event = progress("2014-03", "30");
    event.actuals = {{"固定资产投资", number("200"), "亿元"}, {"签约", number("2"), "个"}};
    const auto first = world.end();
    ASSERT_THAT(report(event), Accepted());
    ASSERT_THAT(correct({.corrects = first, .actuals = {{"签约", number("3"), "个"}}}), Accepted());
    const auto& actuals = find_progress(item(), UnitId{"fgw"}, month("2014-03"))->actuals;
    ASSERT_EQ(actuals.size(), 2u);
    EXPECT_EQ(actuals[0].value, number("200"));
    EXPECT_EQ(actuals[1].value, number("3"));
}

TEST_F(Progress, S1_5_NothingIsReportedInAClosedLedger) {
    close_ledger();
    EXPECT_THAT(report(progress("2014-03", "30")), refused_by("S1.5"));
}

TEST_F(Progress, WhatHasNotHappenedYetCannotBeRecorded) {
    const auto later = world.now + std::chrono::milliseconds(1);
    EXPECT_THAT(world.give("fgw-clerk", "item/1", progress("2014-03", "30"), {}, later), invalid_at("/effective_at"));
    EXPECT_THAT(world.give("fgw-clerk", "item/1", progress("2014-03", "30"), {}, world.now), Accepted());
}

}  // namespace

}  // namespace taizhang
