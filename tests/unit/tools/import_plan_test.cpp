// From what was read to the commands that enter it.
#include "tools/import_plan.hpp"

#include <gmock/gmock.h>

#include <set>

namespace taizhang {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;

interop::Unit body(const std::string& name, interop::UnitRole role = interop::UnitRole::responsible,
                   bool collective = false) {
    return {name, role, role == interop::UnitRole::lead, collective};
}

interop::Item task(int no, std::vector<interop::Unit> units) {
    interop::Item made;
    made.no = no;
    made.chapter = 1;
    made.title = "任务" + std::to_string(no);
    made.text = made.title + "。增长16%。";
    made.units = std::move(units);
    made.deadline = Date(2014, 12, 31);
    made.deadline_basis = interop::DeadlineBasis::inferred;
    made.source.line = static_cast<std::size_t>(10 + no);
    return made;
}

/// Two tasks of an invented city.
interop::Breakdown breakdown() {
    interop::Breakdown made;
    made.document.title = "任务分解表";
    made.document.number = "东政办发〔2014〕4号";
    made.document.issuer = "东河市政府";
    made.document.written_on = Date(2014, 1, 13);
    made.chapters = {{1, "经济发展"}};
    made.items = {task(1, {body("市工商局", interop::UnitRole::lead), body("法制办"),
                           body("各区", interop::UnitRole::responsible, true)}),
                  task(2, {body("市法制办", interop::UnitRole::lead), body("工商局")})};
    made.items[0].targets = {{"工业增加值增长", {}, "16", "%", true, {6, 9}}};
    made.doubts = {{"item 1", "lead inferred from first place", "市工商局"}};
    return made;
}

ImportPlan plan_of(const interop::Breakdown& read, const KnownUnits& known = {}, const ImportOptions& options = {}) {
    auto plan = plan_import(read, "bytes of the file", known, options);
    EXPECT_TRUE(plan) << plan.error().message;
    return plan ? *plan : ImportPlan();
}

std::vector<std::string> methods(const ImportPlan& plan) {
    std::vector<std::string> out;
    for (const auto& command : plan.commands) out.push_back(command.method);
    return out;
}

const boost::json::object& params(const ImportPlan& plan, std::string_view method, std::size_t nth = 0) {
    static const boost::json::object none;
    for (const auto& command : plan.commands) {
        if (command.method == method && nth-- == 0) return command.params;
    }
    ADD_FAILURE() << "there is no such " << method;
    return none;
}

std::string text(const boost::json::value& value) {
    return std::string(value.as_string());
}

std::vector<std::string> units_of(const ImportPlan& plan, std::size_t item) {
    std::vector<std::string> out;
    for (const auto& party : params(plan, "item.enter", item).at("units").as_array())
        out.push_back(text(party.at("unit")));
    return out;
}

std::string id_of(const ImportPlan& plan, const std::string& name) {
    for (const auto& command : plan.commands) {
        if (command.method == "unit.register" && command.params.at("name") == boost::json::string_view(name))
            return text(command.params.at("unit"));
    }
    ADD_FAILURE() << name << " is not registered";
    return {};
}

std::vector<std::string> command_ids(const ImportPlan& plan) {
    std::vector<std::string> out;
    for (const auto& command : plan.commands) out.push_back(text(command.params.at("command_id")));
    return out;
}

KnownUnits known_after(const ImportPlan& plan) {
    KnownUnits known;
    for (const auto& command : plan.commands) {
        if (command.method != "unit.register") continue;
        const auto id = text(command.params.at("unit"));
        known.emplace(text(command.params.at("name")), id);
        for (const auto& alias : command.params.at("aliases").as_array()) known.emplace(text(alias), id);
    }
    return known;
}

}  // namespace

TEST(ImportPlan, RegistersUnitsOpensTheLedgerAndEntersTheItems) {
    const auto plan = plan_of(breakdown());
    EXPECT_THAT(methods(plan), ElementsAre("unit.register", "ledger.open", "unit.register", "unit.register",
                                           "unit.register", "item.enter", "item.enter"));
    EXPECT_EQ(plan.new_units, 4u);
    const auto& opened = params(plan, "ledger.open");
    EXPECT_EQ(text(opened.at("ledger")), plan.ledger);
    EXPECT_EQ(opened.at("year"), 2014);
    EXPECT_EQ(text(opened.at("holder")), id_of(plan, "东河市政府"));
    EXPECT_EQ(text(opened.at("document").at("number")), "东政办发〔2014〕4号");
    EXPECT_EQ(text(opened.at("document").at("written_on")), "2014-01-13");
    EXPECT_EQ(text(opened.at("document").at("digest")), sha256({"bytes of the file"}).to_string());
    EXPECT_EQ(text(opened.at("chapters").at(0).at("no")), "1");
}

TEST(ImportPlan, ItemKeepsWhatWasRead) {
    const auto plan = plan_of(breakdown());
    const auto& entered = params(plan, "item.enter");
    EXPECT_EQ(text(entered.at("item")), plan.ledger + "-001");
    EXPECT_EQ(text(entered.at("ledger")), plan.ledger);
    EXPECT_EQ(text(entered.at("number")), "1");
    EXPECT_EQ(text(entered.at("chapter")), "1");
    EXPECT_EQ(text(entered.at("title")), "任务1");
    EXPECT_EQ(text(entered.at("deadline")), "2014-12-31");
    EXPECT_EQ(text(entered.at("deadline_basis")), "inferred");
    EXPECT_EQ(entered.at("source").at("line"), 11);
    const auto& target = entered.at("targets").at(0);
    EXPECT_EQ(text(target.at("indicator")), "工业增加值增长");
    EXPECT_EQ(text(target.at("comparator")), ">=");
    EXPECT_EQ(text(target.at("value")), "16");
    EXPECT_EQ(target.at("stretch"), true);
    const auto& lead = entered.at("units").at(0);
    EXPECT_EQ(text(lead.at("name")), "市工商局");
    EXPECT_EQ(text(lead.at("role")), "lead");
    EXPECT_EQ(lead.at("inferred"), true);
}

TEST(ImportPlan, NameUnderThePrefixOfItsListIsTheSameUnit) {
    const auto plan = plan_of(breakdown());
    const auto first = units_of(plan, 0), second = units_of(plan, 1);
    EXPECT_EQ(first[0], second[1]);  // 市工商局 and 工商局
    EXPECT_EQ(first[1], second[0]);  // 法制办 and 市法制办
    EXPECT_NE(first[0], first[1]);
}

TEST(ImportPlan, OfficesOfTheCityAndOfTheDistrictAreTwoUnits) {
    auto read = breakdown();
    read.items = {task(1, {body("市公安局", interop::UnitRole::lead), body("财政局")}),
                  task(2, {body("区公安局", interop::UnitRole::lead), body("财政局")})};
    const auto plan = plan_of(read);
    const auto city = units_of(plan, 0), district = units_of(plan, 1);
    EXPECT_NE(city[0], district[0]);
    EXPECT_NE(city[1], district[1]);
}

TEST(ImportPlan, UnitsAreUnconfirmedAndACollectiveWithoutMembersIsADoubt) {
    const auto plan = plan_of(breakdown());
    std::size_t collectives = 0;
    for (const auto& command : plan.commands) {
        if (command.method != "unit.register") continue;
        EXPECT_EQ(command.params.at("confirmed"), false);
        collectives += command.params.at("kind") == boost::json::string_view("collective");
    }
    EXPECT_EQ(collectives, 1u);
    ASSERT_EQ(plan.doubts.size(), 2u);  // the reader's, and the plan's own
    EXPECT_EQ(plan.doubts[0].what, "lead inferred from first place");
    EXPECT_EQ(plan.doubts[1].at, "各区");
    EXPECT_THAT(plan.doubts[1].read_as, HasSubstr("unit.set_members"));
}

TEST(ImportPlan, SameFileTwiceGivesTheSameCommandIds) {
    const auto first = plan_of(breakdown()), again = plan_of(breakdown());
    EXPECT_EQ(command_ids(first), command_ids(again));
    const auto ids = command_ids(first);
    EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size());
    for (const auto& id : ids) EXPECT_TRUE(CommandId::parse(id)) << id;
}

TEST(ImportPlan, SecondImportIntoWhatTheFirstLeftRepeatsItsCommands) {
    const auto first = plan_of(breakdown());
    const auto again = plan_of(breakdown(), known_after(first));
    EXPECT_THAT(methods(again), ElementsAre("ledger.open", "item.enter", "item.enter"));
    EXPECT_EQ(again.new_units, 0u);
    EXPECT_EQ(again.ledger, first.ledger);
    const auto ids = command_ids(first);
    EXPECT_THAT(command_ids(again), ElementsAre(ids[1], ids[5], ids[6]));
}

TEST(ImportPlan, WhatChangedInTheFileGetsAnotherCommandId) {
    const auto first = plan_of(breakdown());
    auto read = breakdown();
    read.items[1].text += "另加一句。";
    const auto changed = plan_of(read);
    const auto before = command_ids(first), after = command_ids(changed);
    ASSERT_EQ(before.size(), after.size());
    EXPECT_EQ(before[5], after[5]);
    EXPECT_NE(before[6], after[6]);
}

TEST(ImportPlan, LedgerFollowsFromYearAndIssuer) {
    EXPECT_EQ(plan_of(breakdown()).ledger, ledger_id_of(2014, "东河市政府"));
    EXPECT_THAT(ledger_id_of(2014, "东河市政府"), testing::MatchesRegex("2014-[0-9a-f]{8}"));
    EXPECT_NE(ledger_id_of(2014, "东河市政府"), ledger_id_of(2015, "东河市政府"));
    EXPECT_NE(ledger_id_of(2014, "东河市政府"), ledger_id_of(2014, "西河市政府"));
}

TEST(ImportPlan, YearIsTheDateOfPublicationsWhereNoneOfWritingIsTold) {
    auto read = breakdown();
    read.document.written_on.reset();
    read.document.published_on = Date(2016, 2, 1);
    EXPECT_EQ(params(plan_of(read), "ledger.open").at("year"), 2016);
}

TEST(ImportPlan, YearComesFromTheNumberWhereNoDateIsTold) {
    auto read = breakdown();
    read.document.written_on.reset();
    for (const auto* number : {"东政办发〔2015〕4号", "东政办发[2015]12号", "东政发(2015)4号"}) {
        read.document.number = number;
        EXPECT_EQ(params(plan_of(read), "ledger.open").at("year"), 2015) << number;
    }
}

TEST(ImportPlan, WithoutAnyYearItIsRefusedAndTellsOfTheLedgerOption) {
    auto read = breakdown();
    read.document.written_on.reset();
    for (const auto& number : {std::optional<std::string>(), std::optional<std::string>("东政办发4号")}) {
        read.document.number = number;
        const auto plan = plan_import(read, "bytes", {}, {});
        ASSERT_FALSE(plan);
        EXPECT_EQ(plan.error().code, ErrorCode::invalid);
        EXPECT_THAT(plan.error().message, HasSubstr("--ledger"));
    }
}

TEST(ImportPlan, ExistingLedgerNeedsNoYearAndIsNotOpened) {
    auto read = breakdown();
    read.document.written_on.reset();
    read.document.number.reset();
    const auto plan = plan_of(read, {}, {.ledger = "2014-main", .ledger_exists = true, .file_name = {}});
    EXPECT_EQ(plan.ledger, "2014-main");
    EXPECT_THAT(methods(plan), testing::Not(testing::Contains("ledger.open")));
    EXPECT_EQ(text(params(plan, "item.enter").at("item")), "2014-main-001");
}

TEST(ImportPlan, ReasonNamesTheFile) {
    const auto plan = plan_of(breakdown(), {}, {.ledger = {}, .ledger_exists = false, .file_name = "任务.txt"});
    for (const auto& command : plan.commands) EXPECT_EQ(text(command.params.at("reason")), "import of 任务.txt");
}

TEST(ImportPlan, NumberThatCannotBeKeptExactlyIsADoubtAndNotATarget) {
    auto read = breakdown();
    read.items[0].targets.push_back({"某指标", {}, std::string(60, '9'), "个", false, {0, 1}});
    const auto plan = plan_of(read);
    EXPECT_EQ(params(plan, "item.enter").at("targets").as_array().size(), 1u);
    ASSERT_FALSE(plan.doubts.empty());
    const bool told = std::any_of(plan.doubts.begin(), plan.doubts.end(), [](const interop::Doubt& doubt) {
        return doubt.at == "item 1" && doubt.what.find("某指标") != std::string::npos;
    });
    EXPECT_TRUE(told);
}

TEST(ImportPlan, YearOfTheTitleServesWhereNoDateIsTold) {
    auto read = breakdown();
    read.document.title = "东河市2019年重点工作任务分解表";
    read.document.number.reset();
    read.document.written_on.reset();
    EXPECT_EQ(params(plan_of(read), "ledger.open").at("year"), 2019);
}

TEST(ImportPlan, YearOfTheTitleGoesBeforeThatOfADateOneYearOffWithADoubt) {
    auto read = breakdown();
    read.document.title = "2015年重点工作任务分解表";
    read.document.written_on = Date(2014, 12, 30);
    const auto plan = plan_of(read);
    EXPECT_EQ(params(plan, "ledger.open").at("year"), 2015);
    EXPECT_THAT(plan.doubts, testing::Contains(testing::Field(&interop::Doubt::read_as, "the ledger of 2015")));
    read.document.title = "2020年规划任务分解表";
    EXPECT_EQ(params(plan_of(read), "ledger.open").at("year"), 2014);
}

TEST(ImportPlan, ItemWithoutUnitsIsTheIssuersWithADoubt) {
    auto read = breakdown();
    read.items[0].units.clear();
    const auto plan = plan_of(read);
    const auto& parties = params(plan, "item.enter").at("units").as_array();
    ASSERT_EQ(parties.size(), 1u);
    EXPECT_EQ(text(parties[0].at("name")), "东河市政府");
    EXPECT_EQ(text(parties[0].at("role")), "lead");
    EXPECT_TRUE(parties[0].at("inferred").as_bool());
    EXPECT_THAT(plan.doubts, testing::Contains(testing::Field(&interop::Doubt::read_as, HasSubstr("the issuer"))));
}

TEST(ImportPlan, OnlySupportingUnitsTheFirstLeadsWithADoubt) {
    auto read = breakdown();
    read.items[0].units = {body("市财政局", interop::UnitRole::supporting),
                           body("市教育局", interop::UnitRole::supporting)};
    const auto plan = plan_of(read);
    const auto& parties = params(plan, "item.enter").at("units").as_array();
    EXPECT_EQ(text(parties[0].at("role")), "lead");
    EXPECT_EQ(text(parties[1].at("role")), "supporting");
    EXPECT_THAT(plan.doubts, testing::Contains(testing::Field(&interop::Doubt::what, "no lead unit is printed")));
}

TEST(ImportPlan, TwoWaysToPrintOneUnitAreOnePartyWithADoubt) {
    auto read = breakdown();
    read.items[0].units = {body("市法制办", interop::UnitRole::lead), body("法制办")};
    const auto plan = plan_of(read);
    EXPECT_EQ(params(plan, "item.enter").at("units").as_array().size(), 1u);
    EXPECT_THAT(plan.doubts, testing::Contains(testing::Field(&interop::Doubt::read_as, "once")));
}

TEST(ImportPlan, WordsThatTheLedgerWouldRefuseAreCutOrReplacedWithADoubt) {
    auto read = breakdown();
    read.items[0].title = std::string(3000, 'a');
    read.items[1].title = " ";
    read.items[1].text.clear();
    read.chapters[0].title.clear();
    const auto plan = plan_of(read);
    EXPECT_LE(text(params(plan, "item.enter").at("title")).size(), 510u);
    EXPECT_EQ(text(params(plan, "item.enter").at("text")), read.items[0].text);
    EXPECT_THAT(plan.doubts, testing::Contains(testing::Field(&interop::Doubt::what, HasSubstr("3000 characters"))));
    EXPECT_THAT(plan.doubts, testing::Contains(testing::Field(&interop::Doubt::what, "the task has no title")));
    EXPECT_EQ(text(params(plan, "ledger.open").at("chapters").at(0).at("title")), "（无标题）");
}

}  // namespace taizhang
