// The city of the tests of projects: a ledger of 2017 under a regime with thresholds, tiers, batches, classes of
// reserve, levels and seasons, and one project in it, led by fgw with d1 beside it.
#pragma once

#include "tests/unit/domain/year_city.hpp"

namespace taizhang {

inline constexpr const char* project_rules_text = R"(
[[projects.tier]]
key = "new_start"
title = "新开工"
definition = "当年开工"
start = ["within"]
[[projects.tier]]
key = "continuing"
title = "续建"
definition = "以前年度已开工"
start = ["before"]
[[projects.batch]]
key = "promote_start"
title = "促进开工"
definition = "年内开工，并形成投资"
start = ["within"]
invests = true
[[projects.batch]]
key = "complete"
title = "竣工投产"
definition = "当年竣工"
finish = ["within"]
[[projects.batch]]
key = "reserve"
title = "前期储备"
definition = "当年不能开工"
start = ["after", "unknown"]
[[projects.reserve]]
key = "concept"
title = "概念策划"
[[projects.reserve]]
key = "outline"
title = "初包装"
[[projects.material]]
name = "策划书"
phases = ["concept"]
[[projects.material]]
name = "项目建议书"
phases = ["outline"]
[[projects.material]]
name = "申报报告"
phases = ["promote_start", "complete", "reserve"]
[[projects.material]]
name = "批准文件"
phases = ["promote_start", "complete", "reserve"]
in_principle = true
[[projects.field]]
field = "owner"
title = "项目业主"
[[projects.field]]
field = "total_investment"
title = "总投资"
[[projects.threshold]]
name = "重大项目"
sectors = ["工业", "能源"]
at_least = "1亿元"
clause = "S8.1"
[[projects.threshold]]
name = "重大项目"
sectors = ["农牧林水"]
at_least = "3000万元"
clause = "S8.1"
[projects]
procedures_team = ["规划", "环保"]
[projects.library]
reserve_leaves = "decided"
replace_cancelled = true
[[projects.escalation]]
key = "group"
title = "工作小组"
days = 30
[[projects.escalation]]
key = "office"
title = "重大办"
days = 7
[[projects.escalation]]
key = "leading_group"
title = "领导小组"
[[projects.support]]
key = "land"
title = "土地指标"
unit = "亩"
[[projects.support]]
key = "funds"
title = "资金"
unit = "万元"
[[projects.transfer]]
industry = "工业"
to = "经信委"
[[rhythm]]
name = "申报"
kind = "application"
every = "year"
months = [8, 9, 10, 11, 12]
span = true
concerns = "next"
who = "各部门"
[[rhythm]]
name = "调整"
kind = "adjustment"
every = "year"
months = [3, 4, 5, 6]
span = true
who = "重点办"
)";

class ProjectCity : public YearCity {
  protected:
    ProjectCity() {
        world.at("2016-08-10T09:00");
        const std::string text =
            "title = \"项目制度\"\nsystem = \"S8 S9\"\ndocument = \"测试\"\n" + std::string(project_rules_text);
        world.set_up("regime/projects", regime::Adopted{"项目制度", "S8 S9", text, sha256({text})});
        world.set_up("ledger/2017",
                     ledger::Opened{
                         .title = "重点项目", .year = 2017, .holder = UnitId{"stats"}, .regime = RegimeId{"projects"}});
        world.set_up("unit/gh", unit::Registered{.name = "规划局", .kind = unit::Kind::department});
        world.set_up("unit/hb", unit::Registered{.name = "区环保局", .kind = unit::Kind::department});
        world.set_up("unit/jingxin", unit::Registered{.name = "市经信委", .kind = unit::Kind::department});
        world.account("gh-clerk", {Role::unit_clerk}, "gh");
        enter("p1");
    }

    void enter(const std::string& id) {
        item::Entered event{.ledger = LedgerId{"2017"}, .number = id, .title = "光电产业园", .text = "建设产业园"};
        event.units = {party("fgw", PartyRole::lead), party("d1")};
        world.set_up("item/" + id, event);
    }

    static Amount amount(std::string_view value, const std::string& unit) { return {number(value), unit}; }
    static DocumentReference document(const std::string& title) {
        DocumentReference made;
        made.title = title;
        return made;
    }
    static item::Profiled profile() {
        item::Profiled event;
        event.owner = "光电公司";
        event.sector = "工业";
        event.industry = "工业";
        event.total_investment = amount("2", "亿元");
        event.year_investment = amount("8000", "万元");
        event.done_before = amount("0", "万元");
        event.start = Date(2017, 4, 1);
        event.finish = Date(2018, 10, 1);
        return event;
    }
    static item::PlanApplied application(const std::string& batch = "promote_start",
                                         const std::string& tier = "new_start", std::uint16_t year = 2017) {
        return {year, batch, tier};
    }

    Result<std::vector<Happening>> lead(const Event& event, const std::string& item = "p1") {
        return world.give("fgw-clerk", "item/" + item, event);
    }
    Result<std::vector<Happening>> held(const Event& event, const std::string& item = "p1",
                                        const std::string& reason = "会议决定") {
        return world.give("holder", "item/" + item, event, reason);
    }
    /// Everything that an application needs.
    void fill_in(const std::string& item = "p1") {
        ASSERT_THAT(lead(profile(), item), Accepted());
        ASSERT_THAT(lead(item::MaterialAttached{"申报报告", document("关于列入计划的报告")}, item), Accepted());
    }
    /// In the plan of 2017.
    void planned(const std::string& item = "p1") {
        fill_in(item);
        ASSERT_THAT(lead(application(), item), Accepted());
        ASSERT_THAT(held(item::LibraryEntered{item::Library::plan, {}, {}}, item), Accepted());
    }
    const ProjectFacet& facet(const std::string& item = "p1") {
        return *world.state<ItemState>("item/" + item).project;
    }
};

}  // namespace taizhang
