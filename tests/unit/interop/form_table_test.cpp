// Forms filled with items (S2): what stands in which cell, and in which measure.
#include "tests/unit/interop/forms.hpp"

#include <boost/json.hpp>

namespace taizhang::interop {

namespace {

using testing::ElementsAre;

std::vector<std::string> shown(const std::vector<CellValue>& row) {
    std::vector<std::string> out;
    for (const auto& cell : row) out.push_back(printed(cell));
    return out;
}

/// The cell of 表四's planned investment, which is in 万元.
CellValue investment_cell(std::string_view value, std::string unit) {
    FormItem item;
    item.targets = {{"年度计划完成投资", decimal(value), std::move(unit)}};
    return fill_form(form_of("表四"), {&item, 1}, 2017).rows.at(0).at(2);
}

}  // namespace

TEST(S2_1_FillForm, PutsEachFieldIntoItsColumn) {
    FormItem item;
    item.title = "滨湖路改造";
    item.units = {"市住建委", "市财政局"};
    item.deadline = Date(2017, 9, 30);
    item.progress = "路基完成";
    item.problems = "拆迁未完";
    item.measures = "包保到人";
    item.targets = {{"年度计划完成投资", decimal("1.50"), "万元"}};
    item.values = {{"进展情况", "正常"}, {"不在表中", "x"}};
    const auto table = fill_form(form_of("表四"), {&item, 1}, 2017);
    EXPECT_EQ(table.title, "2017年市政重点工程推进情况一览表（表四）");
    EXPECT_EQ(table.columns.at(2).title, "2017年计划完成投资");
    EXPECT_EQ(table.columns.at(2).unit, "万元");
    EXPECT_EQ(table.columns.at(7).kind, CellKind::date);
    ASSERT_EQ(table.rows.size(), 1u);
    EXPECT_THAT(shown(table.rows[0]), ElementsAre("1", "滨湖路改造", "1.50", "路基完成", "拆迁未完",
                                                  "市住建委、市财政局", "包保到人", "2017-09-30", "正常"));
}

TEST(S2_1_FillForm, KeepsTheNestedHeadOfFormThree) {
    const auto table = fill_form(form_of("表三"), {}, 2018);
    EXPECT_EQ(table.head_rows, 3u);
    EXPECT_EQ(table.columns.size(), 22u);
    const auto group = std::ranges::find(table.head, "一季度完成情况", &regime::HeadCell::title);
    ASSERT_NE(group, table.head.end());
    EXPECT_EQ(group->row, 0u);
    EXPECT_EQ(group->column, 8u);
    EXPECT_EQ(group->columns, 6u);
    EXPECT_TRUE(table.rows.empty());
}

TEST(S2_1_FillForm, ShowsOfAQuarterOnlyTheFigureOfThatQuarter) {
    FormItem item;
    item.actuals = {{"省外资金", decimal("9"), "亿元", std::nullopt}, {"省外资金", decimal("3.2"), "亿元", 1}};
    const auto table = fill_form(form_of("表三"), {&item, 1}, 2017);
    EXPECT_EQ(printed(table.rows[0][8]), "3.2");
    item.actuals.pop_back();
    EXPECT_EQ(printed(fill_form(form_of("表三"), {&item, 1}, 2017).rows[0][8]), "");
}

TEST(S2_1_FillForm, ConvertsMeasuresExactly) {
    EXPECT_EQ(investment_cell("1.5", "亿元"), CellValue(CellNumber{decimal("15000")}));
    EXPECT_EQ(printed(investment_cell("1.5", "亿元")), "15000");
    EXPECT_EQ(printed(investment_cell("2500", "元")), "0.25");
    EXPECT_EQ(printed(investment_cell("123456789.012345678", "亿元")), "1234567890123.45678");
}

TEST(S2_1_FillForm, ShowsWhatDoesNotConvertAsTextWithItsMeasure) {
    EXPECT_EQ(investment_cell("5", "个"), CellValue(std::string("5个")));
    // 0.000001 元 would need ten places in 万元
    EXPECT_EQ(investment_cell("0.000001", "元"), CellValue(std::string("0.000001元")));
}

TEST(FormItemsOf, ReadsRowsOfTheCurrentLedger) {
    const auto rows =
        boost::json::parse(R"([{"number":"012","title":"甲","text":"乙","form":"表三","status":"acknowledged",
        "units":[{"name":"市财政局","role":"supporting"},{"name":"市住建委","role":"lead"},{"name":"各区","role":"responsible"}],
        "responsible_leader":{"name":"张某"},"responsible_person":{"name":"","post":"建设科科长"},
        "deadline":"2017-06-30","goal":"目标","rewards":"奖惩","measures_text":"月报的措施","progress_text":"进度",
        "problems_text":"问题","percent":"40.5",
        "targets":[{"indicator":"省外资金","value":"1.50","unit":"亿元","actual":"7000","actual_unit":"万元",
                    "quarters":[{"year":2016,"quarter":1,"value":"0.1","unit":"亿元"},
                                {"year":2017,"quarter":1,"value":"0.5","unit":"亿元"},
                                {"year":2017,"quarter":9,"value":"9","unit":"亿元"}]}],
        "fields":[{"name":"备注","value":"省重点"}]}, 7])");
    const auto items = form_items_of(rows.as_array());
    ASSERT_EQ(items.size(), 1u);
    FormItem expected;
    expected.form = "表三";
    expected.number = "012";
    expected.title = "甲";
    expected.text = "乙";
    expected.units = {"市住建委", "市财政局", "各区"};
    expected.responsible_leader = "张某";
    expected.responsible_person = "建设科科长";
    expected.deadline = Date(2017, 6, 30);
    expected.goal = "目标";
    expected.measures = "月报的措施";
    expected.rewards = "奖惩";
    expected.progress = "进度";
    expected.problems = "问题";
    expected.status = "办理中";
    expected.percent = decimal("40.5");
    expected.targets = {{"省外资金", decimal("1.50"), "亿元"}};
    expected.actuals = {{"省外资金", decimal("7000"), "万元"}, {"省外资金", decimal("0.5"), "亿元", 1}};
    expected.values = {{"备注", "省重点"}};
    EXPECT_EQ(items[0], expected);
}

TEST(FormItemsOf, PrefersTheItemsOwnMeasures) {
    const auto rows = boost::json::parse(R"([{"measures":"自己的","measures_text":"月报的"}])");
    EXPECT_EQ(form_items_of(rows.as_array()).at(0).measures, "自己的");
}

TEST(FormTableJson, GivesThePageHeadColumnsAndCells) {
    FormItem item;
    item.title = "企业甲";
    item.units = {"市经信委"};
    const auto json = form_table_json(fill_form(form_of("表一"), {&item, 1}, 2017));
    EXPECT_EQ(json.at("id"), "表一");
    EXPECT_EQ(json.at("head").as_array().size(), 6u);
    EXPECT_EQ(json.at("columns").at(0).at("kind"), "number");
    EXPECT_EQ(json.at("columns").at(2).at("source"), "units");
    EXPECT_EQ(boost::json::serialize(json.at("rows")), R"([{"cells":["1","企业甲","市经信委","","",""]}])");
}

TEST(FieldName, TellsTheFieldAndWhichOne) {
    const auto columns = leaves(form_of("表三"));
    EXPECT_EQ(field_name(*columns[1]), "title");
    EXPECT_EQ(field_name(*columns[2]), "target 省外资金");
    EXPECT_EQ(field_name(*columns[8]), "actual 省外资金 in quarter 1");
    EXPECT_EQ(field_name(*leaves(form_of("表一")).back()), "value 备注");
}

TEST(CellName, CountsAsSpreadsheetsDo) {
    EXPECT_EQ(cell_name(6, 5), "F7");
    EXPECT_EQ(column_name(25), "Z");
    EXPECT_EQ(column_name(26), "AA");
    EXPECT_EQ(column_name(16'383), "XFD");
    for (const std::uint32_t column : {0u, 25u, 26u, 701u, 702u, 16'383u}) {
        const auto place = parse_cell_name(cell_name(41, column));
        ASSERT_TRUE(place);
        EXPECT_EQ(place->column, column);
        EXPECT_EQ(place->row, 41u);
    }
    EXPECT_EQ(parse_cell_name("$F$7")->row, 6u);
    for (const auto* wrong :
         {"", "F", "7", "F0", "7F", "f7", "F7:G8", "XFE1", "A1048577", "AAAAAAAAAA1", "F99999999999"}) {
        EXPECT_FALSE(parse_cell_name(wrong)) << wrong;
    }
}

}  // namespace taizhang::interop
