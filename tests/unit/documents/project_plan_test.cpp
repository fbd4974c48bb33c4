// What a list of projects would change in a ledger, row by row; nothing is done twice, and nothing by halves.
#include "src/documents/project_import.hpp"
#include "src/regime/read.hpp"

#include <gmock/gmock.h>

namespace taizhang::documents {

namespace {

namespace json = boost::json;

using interop::InCell;
using interop::ProjectLine;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

regime::ProjectRules rules() {
    return regime::read(R"(
title = "项目制度"
system = "S8 S9"
document = "测试"
[[projects.threshold]]
name = "重大项目"
sectors = ["工业"]
at_least = "1亿元"
clause = "S8.1"
[[projects.tier]]
key = "new_start"
title = "新开工"
definition = "当年开工"
start = ["within"]
[[projects.batch]]
key = "reserve"
title = "前期储备"
definition = "当年不能开工"
start = ["after", "unknown"]
[[projects.field]]
field = "name"
title = "项目名称"
)")
        .value()
        .projects;
}

Amount money(const char* value, const char* unit) {
    return {*Decimal::parse(value), unit};
}

class Planning : public testing::Test {
  protected:
    ProjectsKnown known;
    ProjectImport request{LedgerId{"2017-a"}, "", "清单.xlsx", 2017};
    interop::ReadProjectList list;

    Planning() {
        known.ledger = request.ledger;
        known.holder = UnitId{"gov"};
        known.rules = rules();
        known.unit_names = {{UnitId{"gov"}, "市政府"}, {UnitId{"fgw"}, "市发改委"}};
        known.units = {{"市政府", "gov"}, {"市发改委", "fgw"}, {"发改委", "fgw"}};
    }

    /// A sound row that stands in the next row of the sheet 清单.
    ProjectLine& line(const std::string& name) {
        ProjectLine line;
        line.at = "清单!A" + std::to_string(list.lines.size() + 2);
        line.name = name;
        return list.lines.emplace_back(std::move(line));
    }
    static void text(ProjectLine& line, const char* key, const char* value) {
        line.texts.emplace_back(key, InCell<std::string>{value, line.at});
    }
    static void sum(ProjectLine& line, const char* key, Amount amount) {
        line.sums.emplace_back(key, InCell<Amount>{std::move(amount), line.at});
    }
    static void day(ProjectLine& line, const char* key, Date first, Date last) {
        line.days.emplace_back(key, InCell<interop::CellDays>{{first, last}, line.at});
    }
    ProjectsKnown::Item& item(const std::string& id, const std::string& title) {
        ProjectsKnown::Item item;
        item.row.item = ItemId{id};
        item.row.title = title;
        item.row.number = "1";
        item.row.units = {{UnitId{"fgw"}, "市发改委", PartyRole::lead, false, false, {}}};
        item.row.lead = UnitId{"fgw"};
        item.version = 3;
        return known.items.emplace_back(std::move(item));
    }
    CheckedImport plan() { return plan_projects(list, known, request); }

    static std::vector<std::string> methods(const CheckedImport& checked) {
        std::vector<std::string> methods;
        for (const auto& command : checked.commands) methods.push_back(command.method);
        return methods;
    }
    static std::vector<std::string> codes(const CheckedLine& line) {
        std::vector<std::string> codes;
        for (const auto& said : line.says) codes.push_back(said.code);
        return codes;
    }
};

TEST_F(Planning, ANewRowIsEnteredProfiledAndSortedIntoThePlan) {
    auto& row = line("机床厂");
    text(row, "unit", "发改委、市住建局");
    text(row, "industry", "工业");
    text(row, "tier", "新开工");
    text(row, "paired_leader", "张三");
    text(row, "section", "投资科");
    sum(row, "total_investment", money("1.5", "亿元"));
    day(row, "start", Date(2017, 3, 1), Date(2017, 3, 31));
    const auto checked = plan();
    EXPECT_THAT(methods(checked), ElementsAre("unit.register", "item.enter", "item.profile", "item.assign_people",
                                              "item.assign_paired_leader", "item.set_tier"));
    ASSERT_EQ(checked.lines.size(), 1u);
    EXPECT_EQ(checked.lines[0].fate, LineFate::enter);
    EXPECT_THAT(checked.lines[0].commands, ElementsAre(0, 1, 2, 3, 4, 5));
    EXPECT_THAT(codes(checked.lines[0]), ElementsAre("new_unit", "qualifies"));
    EXPECT_EQ(checked.new_units, 1u);
    const auto& entered = checked.commands[1].params;
    EXPECT_EQ(entered.at("units").as_array().at(0).at("unit").as_string(), "fgw");
    EXPECT_EQ(entered.at("units").as_array().at(0).at("role").as_string(), "lead");
    EXPECT_EQ(entered.at("source").at("cell").as_string(), "清单!A2");
    const auto& profile = checked.commands[2].params;
    EXPECT_EQ(profile.at("item"), entered.at("item"));
    EXPECT_EQ(profile.at("sector").as_string(), "工业") << "the industry is a sector of the thresholds";
    EXPECT_EQ(profile.at("start").as_string(), "2017-03-01");
    EXPECT_EQ(profile.at("total_investment").at("value").as_string(), "1.5");
    EXPECT_EQ(checked.commands[5].params.at("year").to_number<int>(), 2017);
}

TEST_F(Planning, AProjectThatItsNumberKnowsIsRenamedAndOneThatNothingKnowsIsToldAsNew) {
    item("a", "机床厂").row.number = "2017-01";
    item("b", "轴承厂").row.number = "2017-02";
    text(line("机床厂（二期）"), "number", "2017-01");
    text(line("光电园"), "number", "2017-09");
    line("药业园");
    text(line("轴承厂扩建"), "number", "2017-02");
    line("轴承厂");
    const auto checked = plan();
    ASSERT_EQ(checked.lines.size(), 5u);
    EXPECT_EQ(checked.lines[0].fate, LineFate::change);
    EXPECT_THAT(codes(checked.lines[0]), ElementsAre("renamed"));
    const auto& revised = checked.commands.at(checked.lines[0].commands.at(0));
    EXPECT_EQ(revised.method, "item.revise");
    EXPECT_EQ(revised.params.at("item").as_string(), "a");
    EXPECT_EQ(revised.params.at("title").as_string(), "机床厂（二期）");
    EXPECT_FALSE(revised.params.contains("number"));
    const auto why = [&](std::size_t line) { return checked.lines[line].says.front().what; };
    for (const auto line : {1, 2, 3}) {
        EXPECT_EQ(checked.lines[line].fate, LineFate::enter) << line;
        EXPECT_EQ(codes(checked.lines[line]).front(), "taken_as_new") << line;
    }
    EXPECT_THAT(why(1), HasSubstr("no project has the number 2017-09"));
    EXPECT_THAT(why(2), HasSubstr("gives no 项目编号"));
    EXPECT_THAT(why(3), HasSubstr("stands in the file under its own name")) << "so it is another one";
    EXPECT_EQ(checked.lines[4].fate, LineFate::same);
}

TEST_F(Planning, TwoRowsWithOneNumberDoNotRenameOneProjectTwice) {
    item("a", "机床厂").row.number = "2017-01";
    text(line("机床厂（二期）"), "number", "2017-01");
    text(line("机床厂三期"), "number", "2017-01");
    const auto checked = plan();
    EXPECT_EQ(checked.lines.at(0).fate, LineFate::change);
    EXPECT_EQ(checked.lines.at(1).fate, LineFate::refuse);
    EXPECT_THAT(codes(checked.lines[1]), ElementsAre("doubled"));
    EXPECT_EQ(checked.commands.size(), 1u);
}

TEST_F(Planning, TheSameListGivesTheSameCommandsSoThatTwiceIsOnce) {
    sum(line("机床厂"), "total_investment", money("1.5", "亿元"));
    const auto once = plan(), again = plan();
    ASSERT_EQ(once.commands.size(), again.commands.size());
    for (std::size_t i = 0; i < once.commands.size(); ++i)
        EXPECT_EQ(once.commands[i].params.at("command_id"), again.commands[i].params.at("command_id"));
}

TEST_F(Planning, ARowThatIsThereLikeThisIsLeftAlone) {
    auto& known_item = item("p1", "机床厂");
    known_item.row.profile.total_investment = money("15000", "万元");
    known_item.row.days.start = Date(2017, 3, 5);
    auto& row = line(" 机 床 厂");
    text(row, "unit", "发改委");
    sum(row, "total_investment", money("1.50", "亿元"));
    day(row, "start", Date(2017, 3, 1), Date(2017, 3, 31));
    const auto checked = plan();
    EXPECT_EQ(checked.lines[0].fate, LineFate::same);
    EXPECT_THAT(checked.commands, IsEmpty());
    EXPECT_THAT(checked.lines[0].says, IsEmpty());
}

TEST_F(Planning, OnlyWhatDiffersIsChanged) {
    auto& known_item = item("p1", "机床厂");
    known_item.row.profile.owner = "甲公司";
    known_item.row.profile.site = "东区";
    auto& row = line("机床厂");
    text(row, "owner", "乙公司");
    text(row, "site", "东区");
    text(row, "number", "7");
    const auto checked = plan();
    EXPECT_EQ(checked.lines[0].fate, LineFate::change);
    EXPECT_THAT(methods(checked), ElementsAre("item.revise", "item.profile"));
    EXPECT_EQ(checked.commands[1].params.at("owner").as_string(), "乙公司");
    EXPECT_FALSE(checked.commands[1].params.contains("site"));
}

TEST_F(Planning, TheSameChangeAfterOthersInBetweenIsAnotherCommand) {
    item("p1", "机床厂");
    text(line("机床厂"), "owner", "乙公司");
    const auto before = plan();
    known.items[0].version = 9;
    const auto after = plan();
    EXPECT_NE(before.commands[0].params.at("command_id"), after.commands[0].params.at("command_id"));
}

TEST_F(Planning, NamesThatStandTwiceAreNotGuessed) {
    line("机床厂");
    line("机床厂");
    item("p1", "热电厂");
    item("p2", "热电厂");
    line("热电厂");
    const auto checked = plan();
    EXPECT_EQ(checked.lines[0].fate, LineFate::enter);
    EXPECT_EQ(checked.lines[1].fate, LineFate::refuse);
    EXPECT_THAT(codes(checked.lines[1]), ElementsAre("taken_as_new", "doubled"));
    EXPECT_THAT(checked.lines[1].says[1].what, HasSubstr("清单!A2"));
    EXPECT_THAT(codes(checked.lines[2]), ElementsAre("not_one"));
    EXPECT_TRUE(checked.lines[2].commands.empty());
}

TEST_F(Planning, WhatACancelledProjectWasCalledMayBeEnteredAnew) {
    line("机床厂");
    const auto first = plan().commands[0].params.at("item").as_string();
    item(std::string(first), "机床厂").gone = true;
    const auto checked = plan();
    EXPECT_EQ(checked.lines[0].fate, LineFate::enter);
    EXPECT_EQ(checked.commands[0].params.at("item").as_string(), std::string(first) + "-2");
}

TEST_F(Planning, ARowThatContradictsItsTierIsLeftOutWhole) {
    auto& row = line("机床厂");
    text(row, "tier", "新开工");
    text(row, "batch", "收尾");
    day(row, "start", Date(2018, 1, 1), Date(2018, 12, 31));
    const auto checked = plan();
    EXPECT_EQ(checked.lines[0].fate, LineFate::refuse);
    EXPECT_THAT(codes(checked.lines[0]), ElementsAre("not_of_phase", "no_phase"));
    EXPECT_THAT(checked.lines[0].says[1].what, HasSubstr("前期储备"));
    EXPECT_THAT(checked.commands, IsEmpty());
}

TEST_F(Planning, WhatStaysBelowTheThresholdsIsEnteredAndToldWhy) {
    auto& row = line("小厂");
    text(row, "industry", "工业");
    sum(row, "total_investment", money("9000", "万元"));
    const auto checked = plan();
    EXPECT_EQ(checked.lines[0].fate, LineFate::enter);
    ASSERT_EQ(checked.lines[0].says.back().code, "below");
    EXPECT_THAT(checked.lines[0].says.back().what, HasSubstr("1亿元"));
}

TEST_F(Planning, ThePlanReportsAndTheLeadAreNotChangedByAList) {
    auto& known_item = item("p1", "机床厂");
    known_item.row.libraries = {item::Library::plan};
    known_item.row.profile.year_investment = money("100", "万元");
    known_item.row.investment.bookings.resize(1);
    known_item.row.investment.unit = "万元";
    known_item.row.investment.done = 40;
    auto& row = line("机床厂");
    sum(row, "year_investment", money("200", "万元"));
    sum(row, "invested", money("50", "万元"));
    text(row, "progress", "已完成");
    text(row, "unit", "市政府");
    const auto checked = plan();
    EXPECT_THAT(checked.commands, IsEmpty());
    EXPECT_EQ(checked.lines[0].fate, LineFate::refuse);
    EXPECT_THAT(codes(checked.lines[0]), ElementsAre("unit_differs", "planned", "reported", "reported"));
}

TEST_F(Planning, AnApplicationTakesTierAndBatchWithIt) {
    request.apply = true;
    request.plan_year = 2018;
    auto& row = line("机床厂");
    text(row, "tier", "new_start");
    day(row, "start", Date(2018, 1, 1), Date(2018, 1, 31));
    const auto checked = plan();
    ASSERT_EQ(checked.commands.back().method, "item.apply_plan");
    EXPECT_EQ(checked.commands.back().params.at("year").to_number<int>(), 2018);
    EXPECT_EQ(checked.commands.back().params.at("tier").as_string(), "new_start");
}

TEST_F(Planning, TheAnswerCountsEveryFate) {
    line("a");
    line("b").sound = false;
    const auto told = to_json(plan());
    EXPECT_EQ(json::serialize(told.at("counts")), R"({"enter":1,"change":0,"same":0,"refuse":1,"units":0})");
    EXPECT_EQ(told.at("lines").as_array().at(1).at("fate").as_string(), "refuse");
    EXPECT_EQ(told.at("commands").as_array().at(0).at("method").as_string(), "item.enter");
}

}  // namespace

}  // namespace taizhang::documents
