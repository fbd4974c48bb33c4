// Lists of projects as documents print them: columns by their titles, sums with their units, what is wrong by its cell.
#include <set>

#include "src/interop/chars.hpp"
#include "src/interop/form_head.hpp"
#include "src/interop/list_head.hpp"
#include "tests/unit/interop/lists.hpp"

namespace taizhang::interop {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Sheet list(std::vector<std::vector<std::string>> rows) {
    return sheet_of("清单", rows);
}

std::string sum_of(const ProjectLine& line, std::string_view key) {
    const auto* sum = line.sum(key);
    return sum ? sum->value.value.to_string() + sum->value.unit + " " + sum->at : "none";
}

TEST(ProjectList, ColumnsAreFoundByTheRegimesTitlesAndTheUsualOnesInAnyOrder) {
    const auto read = read_projects(list({{"2017年重大项目清单"},
                                          {"总投资（亿元）", "业主单位", "任务", "工程名称", "序号", "开工时间"},
                                          {"1.2", "某公司", "建厂房", "机床厂", "1", "2017年3月"}}));
    ASSERT_EQ(read.lines.size(), 1u);
    const auto& line = read.lines[0];
    EXPECT_EQ(line.name, "机床厂");
    EXPECT_TRUE(line.sound);
    EXPECT_EQ(line.at, "清单!A3");
    EXPECT_EQ(line.text("owner")->value, "某公司");
    EXPECT_EQ(line.text("content")->value, "建厂房");
    EXPECT_EQ(sum_of(line, "total_investment"), "1.2亿元 清单!A3");
    EXPECT_EQ(line.day("start")->value.first, Date(2017, 3, 1));
    EXPECT_THAT(line.says, IsEmpty());
}

TEST(ProjectList, WhatTheRegimeCallsSoIsNothingElse) {
    // 任务 is the regime's word for the content, though 建设任务 alone would be usual for it
    const auto columns = project_columns(list_rules());
    std::set<std::u32string> seen;
    for (const auto& column : columns) {
        for (const auto& title : column.list.titles)
            EXPECT_TRUE(seen.insert(same_title(title)).second) << title << " heads two columns";
    }
}

TEST(ProjectList, TheUnitOfASumStandsInTheCellTheTitleOrTheNote) {
    const auto in_cell = read_projects(list(
        {{"项目名称", "总投资"}, {"a", "5000万元"}, {"b", "1.5 亿元"}, {"c", "30000000元"}, {"d", "2亿元（人民币）"}}));
    EXPECT_EQ(sum_of(in_cell.lines[0], "total_investment"), "5000万元 清单!B2");
    EXPECT_EQ(sum_of(in_cell.lines[1], "total_investment"), "1.5亿元 清单!B3");
    EXPECT_EQ(sum_of(in_cell.lines[2], "total_investment"), "30000000元 清单!B4");
    EXPECT_EQ(sum_of(in_cell.lines[3], "total_investment"), "2亿元 清单!B5");
    const auto in_title = read_projects(list({{"项目名称", "总投资（万元）"}, {"a", "5,000"}, {"b", "1亿元"}}));
    EXPECT_EQ(sum_of(in_title.lines[0], "total_investment"), "5000万元 清单!B2");
    EXPECT_EQ(sum_of(in_title.lines[1], "total_investment"), "1亿元 清单!B3");
    const auto with_remark = read_projects(list({{"单位：亿元"}, {"项目名称", "总投资（含税）"}, {"a", "5"}}));
    EXPECT_EQ(sum_of(with_remark.lines[0], "total_investment"), "5亿元 清单!B3");
    const auto in_note = read_projects(list({{"清单"}, {"", "单位：万元、亩"}, {"项目名称", "总投资"}, {"a", "5000"}}));
    EXPECT_EQ(sum_of(in_note.lines[0], "total_investment"), "5000万元 清单!B4");
}

TEST(ProjectList, TheNoteAboveIsAUnitOnlyAsAWholeAndUnderItsOwnLabel) {
    const auto sum_under = [](std::vector<std::string> notes) {
        const auto read = read_projects(list({std::move(notes), {"项目名称", "总投资"}, {"a", "50000"}}));
        return sum_of(read.lines.at(0), "total_investment");
    };
    for (const char* other : {"填报单位：元氏县发展和改革局", "填报单位：元", "单位：元谋县", "单位：元/亩",
                              "责任单位：万元", "填报单位： 元阳县", "单位：亩产"})
        EXPECT_EQ(sum_under({other}), "none") << other;
    for (const char* note : {"单位：万元", "项目清单（单位：万元）", "填报单位：元氏县 单位：万元",
                             "计量单位：万元、亩", "金额单位：万元，截至3月", "单 位： 万元"})
        EXPECT_EQ(sum_under({note}), "50000万元 清单!B3") << note;
    EXPECT_EQ(sum_under({"单位：万元", "单位：亿元"}), "none") << "of two notes neither is guessed";
    const auto in_title = read_projects(list({{"项目名称", "总投资（金额单位：万元）"}, {"a", "5"}}));
    EXPECT_EQ(sum_of(in_title.lines[0], "total_investment"), "5万元 清单!B2");
}

TEST(ProjectList, TitlesWithManyYearsAndBracketsAreComparedInTheirLength) {
    std::string years, same;
    for (int i = 0; i < 3'000; ++i) years += "2014年()", same += "{year}年()";
    EXPECT_EQ(same_title(years + "1"), from_utf8(same + "1"));
    const auto bare = bare_title(U"总((x)额(万元)(");
    EXPECT_EQ(bare.title, U"总额");
    EXPECT_THAT(bare.brackets, ElementsAre(U"x", U"万元", U""));
}

TEST(ProjectList, WhatMergedCellsSayAgainIsLimited) {
    std::vector<std::vector<std::string>> rows{{"项目名称", "建设内容", "备注"}};
    for (int i = 0; i < 400; ++i) rows.push_back({"p" + std::to_string(i), "", ""});
    rows[1][1] = rows[1][2] = std::string(30'000, 'x');
    auto sheet = list(rows);
    sheet.merges = {{1, 2, 400, 2}};
    EXPECT_EQ(read_projects(sheet).lines.size(), 400u) << "a column that is not read says nothing again";
    sheet.merges = {{1, 1, 400, 1}};
    const auto read = read_project_list(workbook_of(sheet), list_rules());
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::over_limit);
    EXPECT_THAT(read.error().message, HasSubstr("unmerge"));
}

TEST(ProjectList, ASumWithoutAUnitIsNoSumAndNothingIsGuessed) {
    const auto read = read_projects(list({{"项目名称", "总投资"},
                                          {"a", "5000"},
                                          {"b", "约5000万元"},
                                          {"c", "5000万美元"},
                                          {"d", "-3万元"},
                                          {"e", "/"}}));
    EXPECT_THAT(codes(read.lines[0].says), ElementsAre("清单!B2 no_unit_of_measure"));
    EXPECT_THAT(read.lines[0].says[0].what, HasSubstr("总投资(万元)"));
    for (std::size_t i = 1; i < 4; ++i)
        EXPECT_THAT(codes(read.lines[i].says), ElementsAre("清单!B" + std::to_string(i + 2) + " not_money"));
    for (std::size_t i = 0; i < 4; ++i) EXPECT_FALSE(read.lines[i].sound) << i;
    EXPECT_TRUE(read.lines[4].sound);
    EXPECT_EQ(sum_of(read.lines[4], "total_investment"), "none");
}

TEST(ProjectList, AGroupsBracketsSayTheUnitOfItsColumns) {
    auto sheet =
        list({{"序号", "项目名称", "投资（亿元）", ""}, {"", "", "总投资", "当年投资"}, {"1", "a", "3", "0.5"}});
    sheet.merges = {{0, 0, 1, 0}, {0, 1, 1, 1}, {0, 2, 0, 3}};
    const auto read = read_projects(sheet);
    ASSERT_EQ(read.lines.size(), 1u);
    EXPECT_EQ(sum_of(read.lines[0], "total_investment"), "3亿元 清单!C3");
    EXPECT_EQ(sum_of(read.lines[0], "year_investment"), "0.5亿元 清单!D3");
}

TEST(ProjectList, GroupsSumsAndRepeatedHeadsAreNoLinesAndTold) {
    const auto read = read_projects(list({{"序号", "项目名称", "总投资（万元）"},
                                          {"一", "工业（2项）", "300"},
                                          {"1", "a", "100"},
                                          {"序号", "项目名称", "总投资（万元）"},
                                          {"2", "b", "200"},
                                          {"（一）", "能源（1项）", "5"},
                                          {"3", "c", "5"},
                                          {"", "合计（3项）", "305"},
                                          {"", "二、商贸", ""},
                                          {"4", "", ""}}));
    std::vector<std::string> names;
    for (const auto& line : read.lines) names.push_back(line.name);
    EXPECT_THAT(names, ElementsAre("a", "b", "c"));
    ASSERT_THAT(codes(read.says), ElementsAre("清单 passed_over"));
    EXPECT_THAT(read.says[0].what, HasSubstr("2, 4, 6, 8, 9"));
}

TEST(ProjectList, MergedCellsSayTheSameOfEachRowButNeverNamesOrSums) {
    auto sheet =
        list({{"项目名称", "责任单位", "总投资（万元）"}, {"a", "发改委", "100"}, {"b", "", ""}, {"", "住建局", "7"}});
    sheet.merges = {{1, 1, 2, 1}, {1, 2, 2, 2}, {2, 0, 3, 0}};
    const auto read = read_projects(sheet);
    ASSERT_EQ(read.lines.size(), 3u);
    EXPECT_EQ(read.lines[1].text("unit")->value, "发改委");
    EXPECT_THAT(codes(read.lines[1].says), ElementsAre("清单!C3 merged"));
    EXPECT_FALSE(read.lines[1].sound);
    EXPECT_THAT(codes(read.lines[2].says), ElementsAre("清单!A4 merged"));
}

TEST(ProjectList, WhatIsWrongIsToldWithItsCell) {
    auto sheet = list({{"项目名称", "业主单位", "开工时间", "竣工时间", "备注"},
                       {"a", "x", "2017年9月", "2017年3月", "x"},
                       {"", "某公司", "", "", ""},
                       {"c", "", "尽快", "", ""},
                       {std::string(1'600, 'x'), "", "", "", ""}});
    set_cell(sheet, 1, 1, CellFault{"#REF!"});
    const auto read = read_projects(sheet);
    EXPECT_THAT(codes(read.says), ElementsAre("清单!E1 unknown_column"));
    EXPECT_THAT(codes(read.lines[0].says), ElementsAre("清单!B2 fault", "清单!D2 turned"));
    EXPECT_THAT(codes(read.lines[1].says), ElementsAre("清单!B3 no_name"));
    EXPECT_THAT(codes(read.lines[2].says), ElementsAre("清单!C4 not_a_date"));
    EXPECT_EQ(read.lines[3].says.front().code, "too_long");
    for (const auto& line : read.lines) EXPECT_FALSE(line.sound) << line.at;
}

TEST(ProjectList, ADayOfItsOwnIsMoreExactThanTheYears) {
    const auto read = read_projects(list(
        {{"项目名称", "建设年限", "开工时间"}, {"a", "2017-2018", "2017-05-04"}, {"b", "2017年3月至2018年6月", ""}}));
    EXPECT_EQ(read.lines[0].day("start")->value.last, Date(2017, 5, 4));
    EXPECT_EQ(read.lines[0].day("finish")->value.last, Date(2018, 12, 31));
    EXPECT_EQ(read.lines[1].day("start")->value.first, Date(2017, 3, 1));
    EXPECT_EQ(read.lines[1].day("finish")->value.last, Date(2018, 6, 30));
}

TEST(ProjectList, SheetsThatAreNoListAreToldAndAWorkbookWithoutOneIsRefused) {
    const Workbook both{{sheet_of("说明", {{"填表说明"}, {"请按列填写"}}),
                         sheet_of("清单", {{"项目名称", "总投资（万元）"}, {"a", "1"}})}};
    const auto read = read_project_list(both, list_rules());
    ASSERT_TRUE(read);
    EXPECT_EQ(read->lines.size(), 1u);
    EXPECT_THAT(codes(read->says), ElementsAre("说明 no_list"));
    const auto none = read_project_list(Workbook{{both.sheets[0]}}, list_rules());
    ASSERT_FALSE(none);
    EXPECT_THAT(none.error().message, HasSubstr("工程名称"));
}

TEST(ProjectList, FundsAreReadAsTheyArePrinted) {
    const std::vector<item::Fund> funds = {{"自筹", {*Decimal::parse("5000"), "万元"}, true},
                                           {"银行贷款", {*Decimal::parse("1.2"), "亿元"}, false}};
    const auto text = printed_funds(funds);
    EXPECT_EQ(text, "自筹 5000万元（已落实）；银行贷款 1.2亿元");
    const auto read = read_funds(text);
    ASSERT_TRUE(read);
    EXPECT_EQ(printed_funds(*read), text);
    EXPECT_TRUE(read_funds("自筹：5000万元、贷款2000万元"));
    for (const char* wrong : {"", "自筹", "5000万元", "自筹5000", "自筹5000吨"})
        EXPECT_FALSE(read_funds(wrong)) << wrong;
}

TEST(ProjectList, WideStringsAndThousandsOfRowsAreReadInOneGo) {
    std::vector<std::vector<std::string>> rows = {{"项目名称", "建设任务", "总投资（万元）"}};
    for (int i = 0; i < 5'000; ++i) rows.push_back({"项目" + std::to_string(i), std::string(3'000, 'w'), "12"});
    const auto read = read_projects(list(rows));
    ASSERT_EQ(read.lines.size(), 5'000u);
    EXPECT_TRUE(read.lines.back().sound);
    EXPECT_EQ(read.lines.back().at, "清单!A5001");
}

}  // namespace

}  // namespace taizhang::interop
