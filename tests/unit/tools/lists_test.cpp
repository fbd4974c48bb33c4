// Lists of projects and targets through the protocol of a real node: out, in, and again.
#include <gmock/gmock.h>

#include "src/interop/xlsx_read.hpp"
#include "src/interop/xlsx_write.hpp"
#include "tests/unit/log/temporary_directory.hpp"
#include "tests/unit/tools/must.hpp"
#include "tools/client/client.hpp"
#include "tools/client/files.hpp"

#include <fstream>

namespace taizhang {

namespace {

using test::must;

namespace json = boost::json;

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* rules_text = R"(
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
[[projects.tier]]
key = "preliminary"
title = "前期"
definition = "当年不能开工"
start = ["after", "unknown"]
[[projects.field]]
field = "name"
title = "工程名称"
[[projects.field]]
field = "industry"
title = "所属行业"
[[projects.field]]
field = "total_investment"
title = "总投资"
[[projects.field]]
field = "invested"
title = "已累计完成投资"
[[projects.field]]
field = "start"
title = "开工时间"
[[projects.field]]
field = "finish"
title = "竣工时间"
[[projects.field]]
field = "region"
title = "责任地区"
[[projects.field]]
field = "paired_leader"
title = "包联领导"
[[projects.field]]
field = "funds"
title = "资金来源"
[projects.library]
grouped_by = ["tier"]
[[assessment]]
key = "year"
title = "年度考核"
scale = 100
digits = 2
missing = "zero"
without = "rescale"
ties = "shared"
[[assessment.time]]
month = 12
name = "年终考核"
[[assessment.group]]
key = "all"
title = "各单位"
[[assessment.indicator]]
key = "investment"
name = "固定资产投资"
unit = "亿元"
weight = 60
total = "22亿元"
[[assessment.indicator]]
key = "tax"
name = "税收"
unit = "万元"
weight = 40
)";

/// A node with a ledger of 2017 under those rules.
class Lists : public testing::Test {
  protected:
    test::TemporaryDirectory directory;
    VirtualClock clock{*Time::parse("2017-03-13T09:00:00+08:00")};
    SystemRandom random;
    std::unique_ptr<Node> node = must(Node::open({.data = directory / "data"}, clock, random));
    std::unique_ptr<Client> client = must(Client::over(*node));

    Lists() {
        enrol("gov", "市政府", "government");
        enrol("fgw", "市发改委", "department", {"发改委"});
        enrol("d1", "一区", "district");
        give("regime.adopt",
             {{"regime", "projects"}, {"title", "项目制度"}, {"system", "S8 S9"}, {"text", rules_text}});
        give("ledger.open", {{"ledger", "L"},
                             {"title", "2017年重大项目"},
                             {"year", 2017},
                             {"holder", "gov"},
                             {"regime", "projects"},
                             {"chapters", json::array()},
                             {"report_due_day", 5}});
    }

    void enrol(const char* unit, const char* name, const char* kind, json::array aliases = {}) {
        give("unit.register", {{"unit", unit},
                               {"name", name},
                               {"kind", kind},
                               {"aliases", std::move(aliases)},
                               {"confirmed", true},
                               {"members", json::array()}});
    }
    json::value give(const std::string& method, json::object params) {
        if (!params.contains("command_id")) params["command_id"] = make_command_id(random).to_string();
        auto answer = must(client->call(method, std::move(params)));
        must(node->settle());
        return answer;
    }
    static void must(const Status& status) {
        if (!status) throw std::runtime_error(status.error().message);
    }
    template <class T>
    static T must(Result<T> result) {
        return taizhang::must(std::move(result));
    }

    json::object check(const std::string& bytes, const char* what = "projects") {
        json::object asked{{"what", what}, {"name", "清单.xlsx"}, {"base64", to_base64(bytes)}};
        asked[std::string_view(what) == "projects" ? "ledger" : "assessment"] =
            std::string_view(what) == "projects" ? "L" : "A";
        return must(client->call("import.check", std::move(asked))).as_object();
    }
    /// How many of the commands had an effect.
    std::size_t apply(const json::object& checked) {
        std::size_t effects = 0;
        for (const auto& command : checked.at("commands").as_array()) {
            const auto answer = give(std::string(command.at("method").as_string()), command.at("params").as_object());
            effects += !answer.at("duplicate").as_bool();
        }
        return effects;
    }
    std::string exported(json::object more = {}) {
        json::object asked{{"what", "projects"}, {"format", "xlsx"}, {"ledger", "L"}};
        for (auto& member : more) asked[member.key()] = member.value();
        const auto answer = must(client->call("export.file", std::move(asked)));
        return must(bytes_of_base64(answer.at("base64").as_string()));
    }
    static std::vector<std::string> fates(const json::object& checked) {
        std::vector<std::string> fates;
        for (const auto& line : checked.at("lines").as_array()) fates.emplace_back(line.at("fate").as_string());
        return fates;
    }
    static std::string list_of(const std::vector<std::string>& columns,
                               const std::vector<std::vector<interop::CellValue>>& rows) {
        return must(interop::write_table_xlsx("2017年项目清单", columns, rows));
    }
    json::object project(const std::string& title) {
        for (const auto& found : must(client->rows("project_library", {{"ledger", "L"}}))) {
            if (found.at("row").at("title").as_string() == title) return found.at("row").as_object();
        }
        throw std::runtime_error("no project " + title);
    }
    static interop::CellValue number(const char* text) { return interop::CellNumber{*Decimal::parse(text)}; }

    std::string given_list() {
        return list_of({"总投资（亿元）", "工程名称", "所属行业", "开工时间", "责任单位", "责任地区", "层次",
                        "包联领导", "资金来源"},
                       {{number("1.5"), "机床厂", "工业", "2017年5月", "发改委、市住建局", "一区", "新开工", "张三",
                         "自筹5000万元（已落实）；贷款1亿元"},
                        {"3000万元", "热电厂", "工业", interop::CellDate{Date(2018, 3, 1)}, "", "二区", "前期", "", ""},
                        {number("1"), "坏行", "工业", "尽快", "", "", "", "", ""},
                        {number("1"), "晚开工", "工业", "2018年1月", "", "", "新开工", "", ""}});
    }
};

TEST_F(Lists, AListIsToldRowByRowThenAppliedAndAgainNothingHappens) {
    const auto checked = check(given_list());
    EXPECT_THAT(fates(checked), ElementsAre("enter", "enter", "refuse", "refuse")) << json::serialize(checked);
    EXPECT_EQ(checked.at("counts").at("units").to_number<int>(), 2);
    EXPECT_EQ(checked.at("lines").at(2).at("says").at(0).at("at").as_string(), "2017年项目清单!D5");
    const auto told = json::serialize(checked.at("lines").at(1).at("says"));
    EXPECT_THAT(told, HasSubstr("below"));
    EXPECT_THAT(told, HasSubstr("1亿元"));
    const auto commands = checked.at("commands").as_array().size();
    EXPECT_EQ(apply(checked), commands);
    EXPECT_EQ(apply(checked), 0u) << "the same commands";
    const auto row = project("机床厂");
    EXPECT_EQ(row.at("lead").as_string(), "fgw");
    EXPECT_EQ(row.at("tier").as_string(), "new_start");
    EXPECT_EQ(row.at("project_class").as_string(), "重大项目");
    EXPECT_EQ(row.at("days").at("start").as_string(), "2017-05-01");
    EXPECT_EQ(row.at("profile").at("region").as_string(), "d1");
    EXPECT_EQ(row.at("profile").at("funds").as_array().size(), 2u);
    EXPECT_EQ(row.at("people").at("paired_leader").at("name").as_string(), "张三");
    const auto again = check(given_list());
    EXPECT_THAT(fates(again), ElementsAre("same", "same", "refuse", "refuse")) << json::serialize(again);
    EXPECT_TRUE(again.at("commands").as_array().empty());
}

TEST_F(Lists, WhatIsExportedIsImportedWithoutAChange) {
    apply(check(given_list()));
    const auto bytes = exported();
    EXPECT_EQ(bytes, exported()) << "the same position gives the same bytes";
    const auto checked = check(bytes);
    EXPECT_THAT(fates(checked), ElementsAre("same", "same")) << json::serialize(checked);
    const auto workbook = must(interop::read_workbook(bytes));
    const auto& sheet = workbook.sheets.at(0);
    std::vector<std::string> titles, names;
    for (std::uint32_t column = 0; column < 10; ++column) titles.push_back(printed(*sheet.find(2, column)));
    EXPECT_THAT(titles, ElementsAre("序号", "工程名称", "所属行业", "总投资（万元）", "已累计完成投资（万元）",
                                    "开工时间", "竣工时间", "责任地区", "包联领导", "资金来源"));
    for (std::uint32_t row = 3; row < 8; ++row) names.push_back(printed(*sheet.find(row, 1)));
    EXPECT_THAT(names, ElementsAre("新开工（1项）", "机床厂", "前期（1项）", "热电厂", "合计（2项）"));
    EXPECT_EQ(printed(*sheet.find(4, 3)), "15000");
    EXPECT_EQ(printed(*sheet.find(7, 3)), "18000");
    EXPECT_THAT(printed(*sheet.find(1, 0)), HasSubstr("单位：万元"));
}

TEST_F(Lists, TheListIsFilteredAndAsOfAnyPosition) {
    apply(check(given_list()));
    const auto before = node->log().end() - 1;
    const auto then = exported({{"as_of", before}});
    const auto filtered = must(interop::read_workbook(exported({{"filter", json::object{{"tier", "preliminary"}}}})));
    EXPECT_EQ(printed(*filtered.sheets.at(0).find(4, 1)), "热电厂");
    EXPECT_THAT(printed(*filtered.sheets.at(0).find(0, 0)), HasSubstr("（前期）"));
    give("item.profile", {{"item", project("机床厂").at("item")},
                          {"industry", "商贸"},
                          {"funds", json::array()},
                          {"qualifies", json::array()}});
    EXPECT_NE(exported(), then);
    EXPECT_EQ(exported({{"as_of", before}}), then);
}

TEST_F(Lists, AChangedCellChangesThatAlone) {
    apply(check(given_list()));
    const auto list = list_of({"工程名称", "竣工时间", "总投资（万元）"},
                              {{"机床厂", "2019年", number("15000")}, {"热电厂", "", number("3500")}});
    const auto checked = check(list);
    EXPECT_THAT(fates(checked), ElementsAre("change", "change")) << json::serialize(checked);
    EXPECT_EQ(apply(checked), 2u);
    EXPECT_EQ(project("机床厂").at("days").at("finish").as_string(), "2019-12-31");
    EXPECT_EQ(project("热电厂").at("profile").at("total_investment").at("value").as_string(), "3500");
    EXPECT_THAT(fates(check(list)), ElementsAre("same", "same"));
}

TEST_F(Lists, S5_1_TargetsByUnitGoInAndOutToTheLastDigit) {
    give("assessment.open", {{"assessment", "A"},
                             {"ledger", "L"},
                             {"regime", "projects"},
                             {"title", "2017年度考核"},
                             {"occasion", "year_end"},
                             {"units", json::array{json::object{{"unit", "fgw"}, {"group", "all"}},
                                                   json::object{{"unit", "d1"}, {"group", "all"}}}}});
    const auto bytes = list_of({"指标", "计量单位", "一区", "发改委", "总目标"},
                               {{"固定资产投资", "亿元", number("10.50"), number("11"), number("22")},
                                {"税收", "万元", number("3.123456789"), "", ""},
                                {"人口", "万人", number("1"), "", ""}});
    const auto checked = check(bytes, "targets");
    EXPECT_THAT(fates(checked), ElementsAre("enter", "enter", "refuse")) << json::serialize(checked);
    EXPECT_THAT(json::serialize(checked.at("lines").at(0).at("says")), HasSubstr("21.50亿元, the total is 22亿元"));
    EXPECT_EQ(apply(checked), 2u);
    EXPECT_EQ(apply(checked), 0u);
    const auto answer =
        must(client->call("export.file", {{"what", "targets"}, {"format", "xlsx"}, {"assessment", "A"}}));
    const auto out = must(bytes_of_base64(answer.at("base64").as_string()));
    const auto sheet = must(interop::read_workbook(out)).sheets.at(0);
    std::vector<std::string> cells;
    for (std::uint32_t column = 0; column < 8; ++column) {
        const auto* cell = sheet.find(3, column);
        cells.push_back(cell ? printed(*cell) : "");
    }
    EXPECT_THAT(cells, ElementsAre("1", "固定资产投资", "亿元", "22", "11", "10.50", "21.50", "-0.50"));
    const auto again = check(out, "targets");
    EXPECT_THAT(fates(again), ElementsAre("same", "same")) << json::serialize(again);
}

TEST_F(Lists, BytesThatAreNoListAreRefusedByWhatTheyAre) {
    const auto ask = [&](json::object params) { return client->call("import.check", std::move(params)); };
    const auto refused = [&](json::object params, const char* said) {
        const auto answer = ask(std::move(params));
        ASSERT_FALSE(answer) << said;
        EXPECT_THAT(answer.error().message, HasSubstr(said));
    };
    const json::object good{{"what", "projects"}, {"name", "a.xlsx"}, {"ledger", "L"}};
    const auto with = [&](const char* member, const std::string& value) {
        auto params = good;
        params["base64"] = to_base64("%PDF-1.4");
        params[member] = value;
        return params;
    };
    refused(with("base64", "%%%"), "/base64");
    refused(with("name", ""), "/name");
    refused(with("base64", to_base64("%PDF-1.4")), "PDF");
    refused(with("ledger", "none"), "none");
    refused(with("base64", to_base64(list_of({"甲", "乙"}, {{"1", "2"}}))), "工程名称");
    refused(with("what", "targets"), "/assessment");
}

}  // namespace

}  // namespace taizhang
