#include "tests/unit/documents/picture_example.hpp"

#include "src/documents/blocks.hpp"
#include "src/documents/drafts.hpp"

#include <gtest/gtest.h>

namespace taizhang::documents {

namespace {

using bulletin::Kind;

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

TEST(Ranking, EqualUnitsShareARankAndTheNextIsLeftOut) {
    auto made = picture();
    made.items = {item("1", "a", "30", Lamp::green), item("2", "b", "30", Lamp::green),
                  item("3", "c", "20", Lamp::yellow)};
    const auto standings = rank_units(made);
    ASSERT_EQ(standings.size(), 3u);
    EXPECT_EQ(standings[0].rank, 1u);
    EXPECT_EQ(standings[1].rank, 1u);
    EXPECT_EQ(standings[2].rank, 3u);
    EXPECT_EQ(standings[2].unit, UnitId{"c"});
}

TEST(Ranking, GoesByTheShareOnScheduleFirstAndTheAverageThen) {
    auto made = picture();
    // a: 1 of 2 on schedule, average 60; b: 1 of 1, average 26; c: 1 of 1, average 27
    made.items = {item("1", "a", "100", Lamp::green), item("2", "a", "20", Lamp::yellow),
                  item("3", "b", "26", Lamp::green), item("4", "c", "27", Lamp::green)};
    const auto standings = rank_units(made);
    ASSERT_EQ(standings.size(), 3u);
    EXPECT_EQ(standings[0].unit, UnitId{"c"});
    EXPECT_EQ(standings[1].unit, UnitId{"b"});
    EXPECT_EQ(standings[2].unit, UnitId{"a"});
    EXPECT_EQ(standings[2].average, *Decimal::parse("60"));
}

TEST(Ranking, CountsNothingThatHasEndedAndCompletedItemsAsOnSchedule) {
    auto made = picture();
    auto cancelled = item("1", "a", "0", Lamp::red);
    cancelled.ended = true;
    auto done = item("2", "a", "80", Lamp::yellow);
    done.completed = true;
    made.items = {cancelled, done};
    const auto standings = rank_units(made);
    ASSERT_EQ(standings.size(), 1u);
    EXPECT_EQ(standings[0].items, 1u);
    EXPECT_EQ(standings[0].on_schedule, 1u);
}

TEST(Ranking, TellsLateReportsAndStandingCardsOfEachUnit) {
    auto made = picture();
    made.items = {item("1", "a", "30", Lamp::green), item("2", "b", "30", Lamp::green)};
    made.reports = {report("a", true, true), report("b", true, false)};
    MeasureFacts card;
    card.measure = "yellow_card";
    card.unit = UnitId{"b"};
    card.standing = true;
    MeasureFacts lapsed = card;
    lapsed.standing = false;
    made.measures = {card, lapsed};
    const auto standings = rank_units(made);
    EXPECT_EQ(standings[0].late_reports, 1u);
    EXPECT_EQ(standings[0].cards, 0u);
    EXPECT_EQ(standings[1].late_reports, 0u);
    EXPECT_EQ(standings[1].cards, 1u);
}

TEST(Sections, S1_4_ReportingNamesWhoIsLateAndWhoIsMissing) {
    auto made = picture();
    made.reports = {report("a", true, false), report("b", true, true), report("c", false, true),
                    report("d", true, false)};
    const auto text = words(section(made, "reporting"));
    EXPECT_TRUE(holds(text, "应报4份，按时2份，迟报1份，未报1份，按时率50.0%")) << text;
    EXPECT_TRUE(holds(text, "迟报的是：单位b。")) << text;
    EXPECT_TRUE(holds(text, "未报的是：单位c。")) << text;
}

TEST(Sections, S7_3_BehindTellsReasonsAndCorrections) {
    auto made = picture();
    auto slow = item("7", "a", "14", Lamp::red);
    slow.reasons = "批复推迟";
    slow.corrections = "增加作业面";
    made.items = {slow, item("8", "b", "25", Lamp::green)};
    const auto text = words(section(made, "behind"));
    EXPECT_TRUE(holds(text, "7\t事项7\t单位a\t14%\t25.00%\t红\t批复推迟\t增加作业面")) << text;
    EXPECT_FALSE(holds(text, "事项8")) << text;
}

TEST(Sections, S1_7_RectificationCountsOpenAndOverdueOrders) {
    auto made = picture();
    OrderFacts open{"单位a", "7 事项7", "补齐资料", Date(2014, 4, 1), "整改中", true, true, Date(2014, 3, 15), {}};
    OrderFacts done{"单位b", "",   "加快进度",        Date(2014, 4, 20), "已验收",
                    false,   true, Date(2014, 3, 15), Date(2014, 3, 20)};
    made.orders = {open, done};
    const auto text = words(section(made, "rectification"));
    EXPECT_TRUE(holds(text, "共2件，未了结1件，其中逾期1件")) << text;
    EXPECT_TRUE(holds(text, "整改中（逾期）")) << text;
    EXPECT_FALSE(holds(text, "已验收（逾期）")) << text;
}

TEST(Sections, S4_1_ProjectsStandUnderTheirKindWithTheStepReached) {
    auto made = picture();
    made.ledger.rules.project_kinds = {{"用地拆迁项目", {"评估", "方案", "公告"}, {}}};
    auto project = item("1", "a", "30", Lamp::green);
    project.project_kind = "用地拆迁项目";
    project.steps_reached = {"评估", "方案"};
    made.items = {project, item("2", "b", "30", Lamp::green)};
    const auto text = words(section(made, "projects"));
    EXPECT_TRUE(holds(text, "1\t事项1\t单位a\t2/3\t方案")) << text;
    EXPECT_FALSE(holds(text, "事项2")) << text;
}

TEST(Sections, EverySectionSaysSoWhenThereIsNothingToTell) {
    const auto made = picture();
    for (const auto& name : regime::section_names()) {
        const auto blocks = section(made, name);
        ASSERT_GE(blocks.size(), 2u) << name;
        EXPECT_EQ(blocks[0].kind, bulletin::BlockKind::heading) << name;
        EXPECT_FALSE(blocks[1].text.empty()) << name;
    }
}

TEST(Compose, FillsTitleAndNumberAndCountsTheHeadings) {
    auto made = picture();
    made.issued_this_year = {{Kind::monthly, 3}, {Kind::weekly, 9}};
    regime::BulletinRule rule;
    rule.kind = Kind::monthly;
    rule.title = "{year}年{month}月通报";
    rule.number = "督办〔{year}〕{n}号";
    rule.addressed_to = "各单位";
    rule.signed_by = "督查室";
    rule.sections = {"overview", "cards"};
    const auto issued = compose(made, rule);
    EXPECT_EQ(issued.title, "2014年3月通报");
    EXPECT_EQ(issued.number, "督办〔2014〕4号");
    EXPECT_EQ(issued.stands_on, 4711u);
    EXPECT_EQ(issued.dated, Date(2014, 4, 17));
    EXPECT_EQ(issued.body[0].text, "一、总体情况");
    EXPECT_TRUE(holds(words(issued.body), "二、红黄牌与问责"));
}

TEST(Compose, ARegimeWithoutARuleHasAPlainOne) {
    const auto made = picture();
    for (const auto kind : {Kind::weekly, Kind::monthly, Kind::quarterly, Kind::standings, Kind::brief, Kind::notice}) {
        const auto issued = compose(made, rule_of(made.ledger, kind));
        EXPECT_EQ(issued.kind, kind);
        EXPECT_FALSE(issued.title.empty());
        EXPECT_EQ(issued.title.find('{'), std::string::npos) << issued.title;
        EXPECT_FALSE(issued.body.empty());
    }
}

TEST(Days, AreThoseOfTheMonthTheQuarterTheHalfYearAndTheLastWholeWeek) {
    const auto march = *Period::parse("2014-03");
    EXPECT_EQ(days_of(Kind::monthly, march), std::pair(Date(2014, 3, 1), Date(2014, 3, 31)));
    EXPECT_EQ(days_of(Kind::quarterly, march), std::pair(Date(2014, 1, 1), Date(2014, 3, 31)));
    EXPECT_EQ(days_of(Kind::standings, *Period::parse("2014-12")), std::pair(Date(2014, 7, 1), Date(2014, 12, 31)));
    // 31 March 2014 is a Monday
    EXPECT_EQ(days_of(Kind::weekly, march), std::pair(Date(2014, 3, 24), Date(2014, 3, 30)));
    EXPECT_EQ(days_of(Kind::monthly, *Period::parse("2016-02")).second, Date(2016, 2, 29));
}

TEST(Blocks, ASharePartOfNothingIsADash) {
    EXPECT_EQ(share_text(0, 0), "—");
    EXPECT_EQ(share_text(1, 3), "33.3%");
    EXPECT_EQ(share_text(2, 3), "66.7%");
}

}  // namespace

}  // namespace taizhang::documents
