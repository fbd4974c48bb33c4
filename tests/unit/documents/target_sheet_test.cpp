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

interop::ReadTargetList read_rows(const std::vector<std::vector<std::string>>& rows) {
    interop::Workbook workbook{{interop::Sheet{"任务", false, {}, {}}}};
    for (std::uint32_t r = 0; r < rows.size(); ++r) {
        interop::SheetRow row{r, false, {}};
        for (std::uint32_t c = 0; c < rows[r].size(); ++c) {
            if (!rows[r][c].empty()) row.cells.push_back({c, rows[r][c]});
        }
        workbook.sheets[0].rows.push_back(std::move(row));
    }
    auto read = interop::read_target_list(workbook, unit_columns());
    EXPECT_TRUE(read) << read.error().message;
    return read ? std::move(*read) : interop::ReadTargetList();
}

TEST(TargetSheet, TheSheetsOwnMeasureIsSetAndToldWithItsCell) {
    const auto row = assessment();
    const auto checked = plan_targets(
        read_rows({{"单位：万元"}, {"指标", "总目标", "一区", "二区"}, {"税收", "10", "4", "6"}}), row, "f");
    ASSERT_EQ(checked.commands.size(), 1u);
    EXPECT_EQ(checked.commands[0].params.at("unit_of_measure").as_string(), "万元");
    ASSERT_THAT(codes(checked.lines[0]), ElementsAre("measure_taken"));
    EXPECT_EQ(checked.lines[0].says[0].at, "任务!A1");
    EXPECT_EQ(checked.lines[0].says[0].read_as, "万元");
    const auto none = plan_targets(read_rows({{"指标", "一区"}, {"税收", "4"}}), row, "f");
    EXPECT_EQ(none.commands.at(0).params.at("unit_of_measure").as_string(), "亿元");
    ASSERT_THAT(codes(none.lines[0]), ElementsAre("measure_taken"));
    EXPECT_EQ(none.lines[0].says[0].read_as, "亿元");
}

TEST(TargetSheet, AMeasureThatDoesNotConvertIsRefused) {
    const auto checked = plan_targets(
        read_rows({{"指标", "一区（亩）", "计量单位"}, {"税收", "4", ""}, {"引进资金", "4", "亩"}}), assessment(), "f");
    EXPECT_THAT(checked.commands, IsEmpty());
    EXPECT_EQ(checked.count(LineFate::refuse), 2u);
    EXPECT_THAT(codes(checked.lines[0]), ElementsAre("measure_taken", "measure_differs"));
    EXPECT_THAT(codes(checked.lines[1]), ElementsAre("measure_differs"));
}

TEST(TargetSheet, ATotalThatStaysIsToldInTheMeasureOfTheTargets) {
    auto row = assessment();
    row.indicators[0].total = decimal("20000");
    const auto read = read_rows({{"指标", "一区（亿元）", "二区（亿元）"}, {"引进资金", "0.5", "1.5"}});
    const auto checked = plan_targets(read, row, "f");
    ASSERT_EQ(checked.commands.size(), 1u);
    EXPECT_EQ(checked.commands[0].params.at("total").as_string(), "2");
    EXPECT_THAT(codes(checked.lines[0]), ElementsAre("measure_taken")) << "they add up";
    row.indicators[0].total = decimal("0.000001");
    EXPECT_EQ(plan_targets(read, row, "f").count(LineFate::refuse), 1u) << "more decimals than are kept";
}

TEST(ImportLimits, OfAFileOverAConnectionTheRowsAreCountedBeforeAnythingIsPlanned) {
    const auto file_of = [](std::size_t rows) {
        interop::FormTable table;
        table.form = "清单";
        table.title = "清单";
        table.head.push_back({0, 0, 1, 1, "项目名称"});
        table.columns.push_back({"项目名称", 12, interop::CellKind::text});
        const auto head = std::size_t(2);
        for (std::size_t i = head; i < rows; ++i) table.rows.push_back({std::string("p")});
        return interop::write_forms_xlsx({&table, 1}).value();
    };
    EXPECT_TRUE(read_import(file_of(served_import.rows), served_import));
    const auto larger = file_of(served_import.rows + 1);
    const auto refused = read_import(larger, served_import);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::over_limit);
    EXPECT_THAT(refused.error().message, HasSubstr("2001 filled rows; at most 2000"));
    EXPECT_THAT(refused.error().message, HasSubstr("--data"));
    EXPECT_TRUE(read_import(larger, {})) << "the command line reads it";
}

}  // namespace

}  // namespace taizhang::documents
