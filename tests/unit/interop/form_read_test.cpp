// S2.2: sheets as people fill them: which form it is, what each cell says, and every doubt with its cell.
#include "tests/unit/interop/forms.hpp"

namespace taizhang::interop {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::vector<std::string> head_two = {"序号",     "单位名称", "所属区乡镇街", "责任单位",
                                           "责任领导", "责任人",   "要求入库时间", "备注"};
const std::vector<std::string> head_four = {"序号",     "项目名称", "2017年计划完成投资", "建设进度", "存在问题",
                                            "责任单位", "工作措施", "时间节点",           "进展情况"};

/// 表二 with one line, whose deadline's cell says `value`.
ReadForms with_deadline(const CellValue& value, std::optional<int> year = 2017) {
    auto sheet = sheet_of("表二", {head_two, {"1", "企业甲", "", "市经信委", "", "", "x", ""}});
    set_cell(sheet, 1, 6, value);
    return read_sheet(sheet, year);
}

std::string deadline_of(const ReadForms& read) {
    const auto& line = read.forms.at(0).items.at(0);
    return line.item.deadline ? line.item.deadline->to_string() : "-";
}

/// 表四 with one line, whose planned investment's cell says `value`.
ReadForms with_investment(const CellValue& value, const std::string& title = "2017年计划完成投资") {
    auto head = head_four;
    head[2] = title;
    auto sheet = sheet_of("表四", {head, {"1", "桥", "x", "", "", "市住建委", "", "", ""}});
    set_cell(sheet, 1, 2, value);
    return read_sheet(sheet);
}

std::string investment_of(const ReadForms& read) {
    const auto& targets = read.forms.at(0).items.at(0).item.targets;
    return targets.empty() ? "-" : targets[0].value.to_string() + " " + targets[0].unit;
}

std::vector<std::string> titles(const ReadForms& read) {
    std::vector<std::string> out;
    for (const auto& line : read.forms.at(0).items) out.push_back(line.item.title);
    return out;
}

}  // namespace

TEST(S2_2_ReadForm, RecognisesEachFormByItsHeadWhateverTheSheetIsCalled) {
    for (const auto& form : five_forms()) {
        FormItem item;
        item.title = "甲";
        item.units = {"乙局"};
        auto table = fill_form(form, {&item, 1}, 2019);
        table.form = "Sheet";
        table.title = "2019年情况表";
        const auto bytes = write_forms_xlsx({&table, 1});
        const auto read = read_form(*read_workbook(*bytes), five_forms());
        ASSERT_TRUE(read) << form.id;
        EXPECT_EQ(read->forms.at(0).form, form.id);
        EXPECT_EQ(read->forms.at(0).year, 2019);
        EXPECT_EQ(read->forms.at(0).items.at(0).item.title, "甲");
        EXPECT_THAT(lines(read->doubts), IsEmpty()) << form.id;
    }
}

TEST(S2_2_ReadForm, ToleratesSpacesLineBreaksWidthsAndTheYear) {
    const auto read = read_sheet(sheet_of("Sheet1", {{"2018年市政重点工程推进情况一览表（表四）"},
                                                     {},
                                                     {"序 号", "项目\n名称", "２０１８年计划完成投资", "建设进度 ",
                                                      "　存在问题", "责任\r\n单位", "工作措施", "时间节点", "进展情况"},
                                                     {"1", "桥", "12", "", "", "市住建委", "", "", ""}}));
    EXPECT_EQ(read.forms.at(0).form, "表四");
    EXPECT_EQ(read.forms.at(0).year, 2018);
    EXPECT_EQ(investment_of(read), "12 万元");
    EXPECT_THAT(lines(read.doubts), IsEmpty());
}

TEST(S2_2_ReadForm, TellsMissingAddedAndMovedColumns) {
    const auto read = read_sheet(
        sheet_of("表二", {{"序号", "责任单位", "单位名称", "联系电话", "责任领导", "责任人", "要求入库时间", "备注"},
                          {"1", "市经信委", "企业甲", "13900000000", "", "", "2017-06-30", "急"}}));
    EXPECT_EQ(read.forms.at(0).items.at(0).item.title, "企业甲");
    EXPECT_EQ(read.forms.at(0).items.at(0).item.units, std::vector<std::string>{"市经信委"});
    EXPECT_EQ(read.forms.at(0).items.at(0).item.values, (std::vector<FormValue>{{"备注", "急"}}));
    EXPECT_THAT(lines(read.doubts),
                ElementsAre("表二!C1: the column '单位名称' stands elsewhere than in the form → by its title",
                            "表二!D1: the form 表二 has no column '联系电话' → ",
                            "表二: expected the column '所属区乡镇街', which is not there → "));
}

TEST(S2_2_ReadForm, TellsWhatStandsBesideTheFormsColumns) {
    const auto read = read_sheet(sheet_of("表二", {head_two,
                                                   {"1", "企业甲", "", "市经信委", "", "", "", "", "另注"},
                                                   {"2", "企业乙", "", "市经信委", "", "", "", "", "又注"}}));
    EXPECT_THAT(lines(read.doubts),
                ElementsAre(HasSubstr("表二!I2: the column has no title, and this stands in it: '另注'")));
}

TEST(S2_2_ReadForm, PassesOverFillersEmptyLinesSumsAndRemarks) {
    const auto read = read_sheet(sheet_of("表二", {head_two,
                                                   {"1", "企业甲", "", "市经信委", "", "", "", ""},
                                                   {"2", "", "", "", "", "", "", ""},
                                                   {"……", "", "", "", "", "", "", ""},
                                                   {},
                                                   {"（三）", " ", "", "", "", "", "", ""},
                                                   head_two,
                                                   {"3", "企业乙", "", "市商务局", "", "", "", ""},
                                                   {"合 计", "2", "", "", "", "", "", ""},
                                                   {"填表人：李某", "", "", "", "", "", "", ""}}));
    EXPECT_THAT(titles(read), ElementsAre("企业甲", "企业乙"));
    EXPECT_THAT(lines(read.doubts), ElementsAre("表二!A9: a sum is no line of the form: '合 计' → ",
                                                "表二!A10: a remark is no line of the form: '填表人：李某' → "));
}

TEST(S2_2_ReadForm, AsksForWhatIsRequired) {
    const auto read = read_sheet(sheet_of("表二", {head_two, {"1", "企业甲", "鄂城区", "", "", "", "", ""}}));
    EXPECT_THAT(titles(read), ElementsAre("企业甲"));
    EXPECT_THAT(lines(read.doubts),
                ElementsAre("表二!D2: expected a value for '责任单位', got none that can be read → "));
}

TEST(S2_2_ReadForm, ReadsADeadlineInEveryUsualForm) {
    const auto stated = [](const CellValue& value) {
        const auto read = with_deadline(value);
        EXPECT_THAT(lines(read.doubts), IsEmpty()) << printed(value);
        EXPECT_EQ(read.forms.at(0).items.at(0).deadline_basis, taizhang::DeadlineBasis::stated) << printed(value);
        return deadline_of(read);
    };
    EXPECT_EQ(stated(CellDate{Date(2017, 6, 30)}), "2017-06-30");
    EXPECT_EQ(stated(CellDate{Date(2017, 6, 1), DatePrecision::month}), "2017-06-30");
    EXPECT_EQ(stated(CellDate{Date(2017, 1, 1), DatePrecision::year}), "2017-12-31");
    for (const auto* text : {"2017-06-30", "2017.6.30", "2017/6/30", "2017年6月30日", "2017年6月底", "2017年6月",
                             "2017.6", "2017-06", " 20170630 ", "２０１７年６月３０日", "2017年6月底前"}) {
        EXPECT_EQ(stated(std::string(text)), "2017-06-30") << text;
    }
    EXPECT_EQ(stated(CellNumber{decimal("20170630")}), "2017-06-30");
}

TEST(S2_2_ReadForm, TakesTheYearOfADeadlineFromTheTitleWithADoubt) {
    const auto sheet = sheet_of(
        "表二",
        {{"2018年度“四上”企业预入库一览表（表二）"}, head_two, {"1", "企业甲", "", "市经信委", "", "", "6月30日", ""}});
    const auto read = read_sheet(sheet, 2017);
    EXPECT_EQ(deadline_of(read), "2018-06-30");
    EXPECT_THAT(lines(read.doubts),
                ElementsAre("表二!G3: the deadline is printed without a year: 6月30日 → 2018-06-30"));
}

TEST(S2_2_ReadForm, DoubtsADeadlineThatIsNone) {
    const auto words = with_deadline(std::string("尽快"));
    EXPECT_EQ(deadline_of(words), "2017-12-31");
    EXPECT_EQ(words.forms[0].items[0].deadline_basis, taizhang::DeadlineBasis::inferred);
    EXPECT_THAT(lines(words.doubts), ElementsAre("表二!G2: the deadline is not a date: 尽快 → 2017-12-31"));

    const auto serial = with_deadline(CellNumber{decimal("42916")});
    EXPECT_EQ(deadline_of(serial), "2017-06-30");
    EXPECT_THAT(lines(serial.doubts), ElementsAre("表二!G2: expected a date, got the number 42916 → 2017-06-30"));

    const auto month = with_deadline(CellNumber{decimal("2017.6")});
    EXPECT_THAT(lines(month.doubts), ElementsAre("表二!G2: expected a date, got the number 2017.6 → 2017-06-30"));

    const auto number = with_deadline(CellNumber{decimal("12.5")});
    EXPECT_EQ(deadline_of(number), "-");
    EXPECT_THAT(lines(number.doubts),
                ElementsAre("表二!G2: expected a date such as 2017-06-30, got the number 12.5 → "));
}

TEST(S2_2_ReadForm, ReadsFiguresAsPeoplePrintThem) {
    EXPECT_EQ(investment_of(with_investment(CellNumber{decimal("1.50")})), "1.50 万元");
    for (const auto& [text, expected] : std::vector<std::pair<std::string, std::string>>{{"12,345.60", "12345.60 万元"},
                                                                                         {" １２．５ ", "12.5 万元"},
                                                                                         {"-3", "-3 万元"},
                                                                                         {"1.5亿元", "1.5 亿元"},
                                                                                         {"200 万元", "200 万元"}}) {
        const auto read = with_investment(text);
        EXPECT_EQ(investment_of(read), expected);
        EXPECT_THAT(lines(read.doubts), IsEmpty()) << text;
    }
}

TEST(S2_2_ReadForm, DoubtsAFigureThatIsNone) {
    for (const CellValue& value :
         std::vector<CellValue>{std::string("约50"), std::string("50左右"), std::string("/"), std::string("1,23"),
                                std::string("3-5"), CellDate{Date(2017, 6, 30)}, CellNumber{decimal("12.5"), "%"}}) {
        const auto read = with_investment(value);
        const bool with_measure = std::holds_alternative<CellNumber>(value);
        ASSERT_EQ(read.doubts.size(), 1u) << printed(value);
        EXPECT_EQ(read.doubts[0].at, "表四!C2");
        EXPECT_EQ(read.doubts[0].what, "expected a number for 年度计划完成投资 in 万元, got '" + printed(value) + "'");
        EXPECT_EQ(investment_of(read) == "-", !with_measure) << printed(value);
    }
    const auto fault = with_investment(CellFault{"#REF!"});
    EXPECT_THAT(lines(fault.doubts), ElementsAre("表四!C2: expected a value, got the failed formula '#REF!' → "));
}

TEST(S2_2_ReadForm, ReadsAColumnInTheMeasureThatItsTitlePrints) {
    const auto read = with_investment(CellNumber{decimal("2")}, "2017年计划完成投资（亿元）");
    EXPECT_EQ(investment_of(read), "2 亿元");
    EXPECT_THAT(lines(read.doubts), ElementsAre("表四!C1: expected the column '{year}年计划完成投资', got "
                                                "'{year}年计划完成投资(亿元)' → target 年度计划完成投资 in 亿元"));
}

TEST(S2_2_ReadForm, ReadsUnitsParted) {
    const auto units = [](const std::string& cell) {
        const auto read = read_sheet(sheet_of("表二", {head_two, {"1", "企业甲", "", cell, "", "", "", ""}}));
        return std::pair(read.forms.at(0).items.at(0).item.units, lines(read.doubts));
    };
    EXPECT_THAT(units("市经信委、县（市、区）政府，市商务局\n市统计局").first,
                ElementsAre("市经信委", "县（市、区）政府", "市商务局", "市统计局"));
    const auto open = units("市经信委、市商务局等相关单位");
    EXPECT_THAT(open.first, ElementsAre("市经信委", "市商务局"));
    EXPECT_THAT(open.second, ElementsAre("表二!D2: the list of units is open: '市商务局等相关单位' → 市商务局"));
}

TEST(S2_2_ReadForm, LetsAMergedCellSpeakForItsLines) {
    auto sheet = sheet_of("表四", {head_four,
                                   {"1", "桥", "100", "", "", "市住建委", "", "", ""},
                                   {"2", "路", "", "", "", "", "", "", ""},
                                   {"3", "河", "", "", "", "市水务局", "", "", ""}});
    sheet.merges = {{1, 5, 2, 5}, {1, 2, 2, 2}};
    const auto read = read_sheet(sheet);
    const auto& items = read.forms.at(0).items;
    EXPECT_THAT(items.at(1).item.units, ElementsAre("市住建委"));
    EXPECT_THAT(items.at(2).item.units, ElementsAre("市水务局"));
    EXPECT_EQ(items[1].item.targets.at(0).value, decimal("100"));
    EXPECT_TRUE(items[2].item.targets.empty());
    EXPECT_THAT(lines(read.doubts),
                ElementsAre("表四!C3: the cell is merged over several lines → 100 for each of them"));
}

TEST(S2_2_ReadForm, ReadsFormThreeWhoseHeadLostItsMerging) {
    const auto table = fill_form(form_of("表三"), {}, 2017);
    std::vector<std::vector<std::string>> rows(4, std::vector<std::string>(22));
    for (const auto& cell : table.head) rows[cell.row][cell.column] = cell.title;
    rows[3] = {"1", "高新区", "10", "5", "1", "2", "4", "3", "2.5", "1",    "0",
               "1", "1",      "0",  "3", "2", "0", "1", "1", "1",   "张某", "王某"};
    const auto read = read_sheet(sheet_of("招商", rows));
    EXPECT_EQ(read.forms.at(0).form, "表三");
    EXPECT_THAT(lines(read.doubts), IsEmpty());
    const auto& item = read.forms[0].items.at(0).item;
    ASSERT_EQ(item.targets.size(), 12u);
    ASSERT_EQ(item.actuals.size(), 6u);
    EXPECT_EQ(item.targets[11], (FormQuantity{"二季度5亿元以上新开工项目", decimal("1"), "个"}));
    EXPECT_EQ(item.actuals[0], (FormQuantity{"省外资金", decimal("2.5"), "亿元", 1}));
    EXPECT_EQ(item.responsible_person, "王某");
}

TEST(S2_2_ReadForm, RefusesAWorkbookWithoutAnyOfTheForms) {
    const auto read = read_form(Workbook{{sheet_of("Sheet1", {{"姓名", "电话"}, {"王某", "1"}})}}, five_forms());
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::invalid);
    EXPECT_THAT(read.error().message, HasSubstr("表一, 表二, 表三, 表四, 表五"));
}

TEST(S2_2_ReadForm, TellsSheetsThatAreNoForm) {
    const Workbook workbook{
        {sheet_of("说明", {{"请按要求填写"}}), sheet_of("表二", {head_two}), Sheet{"空", false, {}, {}}}};
    const auto read = read_form(workbook, five_forms());
    ASSERT_TRUE(read);
    EXPECT_EQ(read->forms.size(), 1u);
    EXPECT_THAT(lines(read->doubts), ElementsAre(HasSubstr("说明: the sheet has the head of none of the forms")));
}

}  // namespace taizhang::interop
