// An assessment's targets out to a sheet and back (S5.1): nothing is lost, nothing changes of itself.
#include "src/documents/target_sheet.hpp"
#include "src/interop/xlsx_write.hpp"

#include <gmock/gmock.h>

#include <random>

namespace taizhang::documents {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::map<UnitId, std::string> unit_names = {
    {UnitId{"fgw"}, "市发改委"}, {UnitId{"d1"}, "一区"}, {UnitId{"d2"}, "二区"}};

std::vector<interop::UnitColumn> unit_columns() {
    std::vector<interop::UnitColumn> columns;
    for (const auto& [unit, name] : unit_names) columns.push_back({unit, {name}});
    return columns;
}

Decimal decimal(std::string_view text) {
    return *Decimal::parse(text);
}

rows::AssessedIndicator indicator(const std::string& key, const std::string& name) {
    rows::AssessedIndicator indicator;
    indicator.indicator = key;
    indicator.name = name;
    indicator.unit_of_measure = "亿元";
    return indicator;
}

rows::AssessmentRow assessment() {
    rows::AssessmentRow row;
    row.assessment = AssessmentId{"2017-end"};
    row.title = "2017年度考核";
    for (const auto& [unit, name] : unit_names) row.units.push_back({unit, "district"});
    auto capital = indicator("capital", "引进资金");
    capital.targets_in = "万元";
    capital.targets = {{UnitId{"d1"}, decimal("1.50")}, {UnitId{"fgw"}, decimal("123456789012345.678")}};
    capital.total = decimal("2");
    capital.sum = decimal("123456789012347.178");
    capital.difference = decimal("123456789012345.178");
    auto judged = indicator("jury", "现场评议");
    judged.judged = true;
    row.indicators = {std::move(capital), indicator("tax", "税收"), std::move(judged)};
    row.version = 4;
    return row;
}

interop::ReadTargetList read_back(const rows::AssessmentRow& row) {
    const auto table = target_table(row, unit_names);
    const auto bytes = interop::write_forms_xlsx({&table, 1});
    EXPECT_TRUE(bytes) << bytes.error().message;
    const auto workbook = interop::read_workbook(*bytes);
    EXPECT_TRUE(workbook);
    auto read = interop::read_target_list(*workbook, unit_columns());
    EXPECT_TRUE(read) << read.error().message;
    return read ? std::move(*read) : interop::ReadTargetList();
}

std::vector<std::string> codes(const CheckedLine& line) {
    std::vector<std::string> codes;
    for (const auto& said : line.says) codes.push_back(said.code);
    return codes;
}

TEST(TargetSheet, S5_1_TheTotalTheSumAndWhatLiesBetweenAreShown) {
    const auto table = target_table(assessment(), unit_names);
    std::vector<std::string> titles, cells;
    for (const auto& column : table.columns) titles.push_back(column.title);
    EXPECT_THAT(titles, ElementsAre("序号", "指标", "计量单位", "总目标", "一区", "二区", "市发改委", "合计", "差额"));
    ASSERT_EQ(table.rows.size(), 2u) << "what a jury gives points for has no target";
    for (const auto& cell : table.rows[0]) cells.push_back(printed(cell));
    EXPECT_THAT(cells, ElementsAre("1", "引进资金", "万元", "2", "1.50", "", "123456789012345.678",
                                   "123456789012347.178", "123456789012345.178"));
}

TEST(TargetSheet, WhatIsWrittenIsReadAsItWasAndChangesNothing) {
    const auto row = assessment();
    const auto read = read_back(row);
    ASSERT_EQ(read.lines.size(), 2u);
    EXPECT_EQ(read.lines[0].targets.at(1).value.to_string(), "123456789012345.678");
    const auto checked = plan_targets(read, row, "分解.xlsx");
    EXPECT_THAT(checked.commands, IsEmpty());
    EXPECT_EQ(checked.count(LineFate::same), 2u);
    EXPECT_THAT(codes(checked.lines[0]), ElementsAre("differs"));
}

TEST(TargetSheet, RandomTargetsComeBackToTheLastDigit) {
    std::mt19937_64 random(20171231);
    for (int round = 0; round < 60; ++round) {
        auto row = assessment();
        auto& targets = row.indicators[0].targets;
        targets.clear();
        for (const auto& [unit, name] : unit_names) {
            if (random() % 4 == 0) continue;
            const auto digits = 1 + random() % 18;
            std::int64_t coefficient = 0;
            for (std::size_t i = 0; i < digits; ++i) coefficient = coefficient * 10 + std::int64_t(random() % 10);
            targets.push_back({unit, *Decimal::of(coefficient, int(random() % 10))});
        }
        if (targets.empty()) continue;
        const auto read = read_back(row);
        ASSERT_EQ(read.lines[0].targets.size(), targets.size());
        for (std::size_t i = 0; i < targets.size(); ++i)
            EXPECT_EQ(read.lines[0].targets[i].value.to_string(), targets[i].value.to_string());
        EXPECT_THAT(plan_targets(read, row, "f").commands, IsEmpty());
    }
}

TEST(TargetSheet, AChangedTargetIsSetWithAllOfItsIndicator) {
    const auto row = assessment();
    auto read = read_back(row);
    read.lines[0].targets[0].value = decimal("3");
    read.lines[1].targets = {{UnitId{"d2"}, decimal("8"), "x"}};
    const auto checked = plan_targets(read, row, "分解.xlsx");
    ASSERT_EQ(checked.commands.size(), 2u);
    EXPECT_EQ(checked.lines[0].fate, LineFate::change);
    EXPECT_EQ(checked.lines[1].fate, LineFate::enter);
    const auto& params = checked.commands[0].params;
    EXPECT_EQ(checked.commands[0].method, "assessment.set_targets");
    EXPECT_EQ(params.at("indicator").as_string(), "capital");
    EXPECT_EQ(params.at("unit_of_measure").as_string(), "万元");
    EXPECT_EQ(params.at("total").as_string(), "2");
    EXPECT_EQ(params.at("targets").as_array().size(), 2u);
    EXPECT_THAT(std::string(params.at("reason").as_string()), HasSubstr("分解.xlsx"));
    EXPECT_FALSE(checked.commands[1].params.contains("total"));
}

TEST(TargetSheet, WhatCannotBeSetIsToldAndLeftOut) {
    auto row = assessment();
    auto read = read_back(row);
    read.lines[0].indicator = "GDP";
    read.lines.push_back(read.lines[1]);
    auto checked = plan_targets(read, row, "f");
    EXPECT_THAT(codes(checked.lines[0]), ElementsAre("no_indicator"));
    EXPECT_THAT(codes(checked.lines[2]), ElementsAre("doubled"));
    EXPECT_EQ(checked.count(LineFate::refuse), 2u);
    row.state = rows::AssessmentState::concluded;
    checked = plan_targets(read_back(row), row, "f");
    EXPECT_EQ(checked.count(LineFate::refuse), 2u);
    EXPECT_THAT(codes(checked.lines[1]), ElementsAre("closed"));
}

}  // namespace

}  // namespace taizhang::documents
