// Breakdowns that are tables; each test is a small invented one. Whole ones stand in tests/golden/breakdown/.
#include <gmock/gmock.h>

#include <algorithm>

#include "src/interop/breakdown.hpp"

namespace taizhang::interop {

namespace {

using testing::ElementsAre;

Breakdown read_table(std::string_view text) {
    auto breakdown = read_breakdown(text);
    EXPECT_TRUE(breakdown) << breakdown.error().message;
    return breakdown ? std::move(*breakdown) : Breakdown{};
}

/// "1 建桥 @B2 王某: 甲局* 乙局~ 2014-06-30"
std::vector<std::string> rows(const Breakdown& breakdown) {
    std::vector<std::string> out;
    for (const auto& item : breakdown.items) {
        std::string row = std::to_string(item.no) + " " + item.title + " @" + item.source.cell.value_or("-");
        if (item.lead_leader) row += " " + *item.lead_leader;
        row += ":";
        for (const auto& unit : item.units) {
            row += " " + unit.name;
            if (unit.role == UnitRole::lead) row += "*";
            if (unit.role == UnitRole::supporting) row += "~";
        }
        if (item.deadline_basis == DeadlineBasis::stated) row += " " + item.deadline->to_string();
        out.push_back(std::move(row));
    }
    return out;
}

bool doubts(const Breakdown& breakdown, std::string_view what) {
    return std::ranges::any_of(breakdown.doubts,
                               [&](const Doubt& doubt) { return doubt.what.find(what) != std::string::npos; });
}

}  // namespace

TEST(Tables, CellsPartedByTabsGoToTheColumnsOfTheHeading) {
    const auto breakdown = read_table(
        "东市2014年任务分解表\n"
        "序号\t工作任务\t责任领导\t牵头单位\t配合单位\t完成时限\n"
        "1\t建桥3座\t王某\t市甲局\t市乙局、丙办\t2014年6月底\n"
        "2\t修路8公里\t李某\t市丁局\t\t2014年9月\n");
    EXPECT_THAT(rows(breakdown), ElementsAre("1 建桥3座 @B2 王某: 市甲局* 市乙局~ 丙办~ 2014-06-30",
                                             "2 修路8公里 @B3 李某: 市丁局* 2014-09-30"));
    EXPECT_EQ(breakdown.items.at(0).source.line, 3u);
    ASSERT_EQ(breakdown.items.at(0).targets.size(), 1u);
    EXPECT_EQ(breakdown.items.at(0).targets[0].indicator, "建桥");
}

TEST(Tables, PipesPartCellsToo) {
    const auto breakdown = read_table(
        "东市2014年任务分解表\n"
        "| 序号 | 任务 | 责任单位 |\n|---|---|---|\n| 1 | 建桥3座 | 市甲局 |\n| 2 | 修路 | 市乙局 |\n");
    EXPECT_THAT(rows(breakdown), ElementsAre("1 建桥3座 @B2: 市甲局*", "2 修路 @B3: 市乙局*"));
}

TEST(Tables, ARowAcrossTheTableIsAChapter) {
    const auto breakdown = read_table(
        "东市2014年任务分解表\n序号\t任务\t责任领导\t责任单位\n"
        "一\t工业\t\t\n1\t建厂\t王某\t市甲局\n二、农业\n2\t修渠\t王某\t市乙局\n合计\t2\t\t\n");
    ASSERT_EQ(breakdown.chapters.size(), 2u);
    EXPECT_EQ(breakdown.chapters[0].title, "工业");
    EXPECT_EQ(breakdown.chapters[1].title, "农业");
    EXPECT_EQ(breakdown.items.at(0).chapter, 1);
    EXPECT_EQ(breakdown.items.at(1).chapter, 2);
    EXPECT_THAT(rows(breakdown), ElementsAre("1 建厂 @B3 王某: 市甲局*", "2 修渠 @B5 王某: 市乙局*"));
}

TEST(Tables, AColumnOfKindsMakesChapters) {
    const auto breakdown = read_table(
        "东市2014年任务分解表\n类别\t序号\t任务\t责任单位\n工业\t1\t建厂\t市甲局\n\t2\t扩产\t市甲局\n农业\t3\t修渠\t市"
        "乙局\n");
    ASSERT_EQ(breakdown.chapters.size(), 2u);
    EXPECT_EQ(breakdown.items.at(1).chapter, 1);
    EXPECT_EQ(breakdown.items.at(2).chapter, 2);
    EXPECT_EQ(breakdown.items.at(2).source.cell, "C4");
}

TEST(Tables, SeveralColumnsOfWordsAreTitleAndText) {
    const auto breakdown =
        read_table("东市2014年任务分解表\n序号\t重点任务\t具体目标\t责任单位\n1\t做强工业\t产值增长8%\t市甲局\n");
    EXPECT_EQ(breakdown.items.at(0).title, "做强工业");
    EXPECT_EQ(breakdown.items.at(0).text, "做强工业\n产值增长8%");
    EXPECT_EQ(breakdown.items.at(0).targets.size(), 1u);
}

TEST(Tables, CellsOfSeveralLinesAreOneCell) {
    const auto quoted = read_table(
        "东市2014年任务分解表\n序号\t任务\t牵头单位\t责任单位\n1\t\"建桥；\n修路\"\t市甲局\t\"市乙局\n市丙局\"\n2\t造林"
        "\t市丁局\t\n");
    EXPECT_THAT(rows(quoted), ElementsAre("1 建桥 @B2: 市甲局* 市乙局 市丙局", "2 造林 @B3: 市丁局*"));
    EXPECT_EQ(quoted.items.at(0).text, "建桥；\n修路");

    const auto broken = read_table(
        "东市2014年任务分解表\n序号\t任务\t牵头单位\t责任单位\n1\t建桥，\n修路\t市甲局\t市乙局\n市丙局\n2\t造林\t市丁局"
        "\t市戊局\n");
    EXPECT_THAT(rows(broken), ElementsAre("1 建桥，修路 @B2: 市甲局* 市乙局 市丙局", "2 造林 @B3: 市丁局* 市戊局"));
}

TEST(Tables, EmptyUnitsAreThoseOfTheRowAboveWithADoubt) {
    const auto breakdown =
        read_table("东市2014年任务分解表\n序号\t任务\t责任单位\n1\t建桥\t市甲局\n2\t修路\t\n3\t造林\t市乙局\n");
    EXPECT_THAT(rows(breakdown), ElementsAre("1 建桥 @B2: 市甲局*", "2 修路 @B3: 市甲局*", "3 造林 @B4: 市乙局*"));
    EXPECT_TRUE(doubts(breakdown, "cells of units are empty"));
}

TEST(Tables, WhatFollowsTheLastRowIsNotItsText) {
    const auto breakdown =
        read_table("东市2014年任务分解表\n序号\t任务\t责任单位\n1\t建桥\t市甲局\n注：本表由市政府办负责解释。\n");
    EXPECT_EQ(breakdown.items.at(0).text, "建桥");
    EXPECT_TRUE(doubts(breakdown, "words after the table's row"));
}

TEST(Tables, OneCellALineBelowAHeadingOfColumnNames) {
    const auto breakdown = read_table(
        "东市2014年任务分解表\n序号\n\n任务\n\n牵头单位\n\n责任单位\n\n完成时限\n\n"
        "1\n\n建桥3座\n\n市甲局\n\n市乙局、市丙局\n\n2014年6月底\n\n"
        "2\n\n修路\n\n市丁局\n\n市乙局\n\n2014年9月\n\n扫一扫在手机打开当前页\n");
    EXPECT_THAT(rows(breakdown), ElementsAre("1 建桥3座 @B2: 市甲局* 市乙局 市丙局 2014-06-30",
                                             "2 修路 @B3: 市丁局* 市乙局 2014-09-30"));
}

TEST(Tables, LinesThatDoNotFitTheColumnsArePlacedByWhatTheyLookLikeWithADoubt) {
    const auto breakdown = read_table(
        "东市2014年任务分解表\n序号\n任务\n牵头单位\n责任单位\n完成时限\n"
        "1\n建桥3座\n市甲局\n2014年6月底\n2\n修路\n市丁局\n市乙局\n2014年9月\n");
    EXPECT_THAT(rows(breakdown),
                ElementsAre("1 建桥3座 @B2: 市甲局* 2014-06-30", "2 修路 @B3: 市丁局* 市乙局 2014-09-30"));
    EXPECT_TRUE(doubts(breakdown, "4 lines for 5 columns"));
}

TEST(Tables, TabsInOrdinaryTextMakeNoTable) {
    const auto breakdown = read_table("一、工业\n1、建厂\t。加快建设。（责任单位：市甲局、\t乙局）\n");
    EXPECT_THAT(rows(breakdown), ElementsAre("1 建厂 @-: 市甲局* 乙局"));
}

}  // namespace taizhang::interop
