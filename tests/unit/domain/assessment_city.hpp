// The city of the tests of assessments: two towns and two departments, a scheme with a figure of each kind, and the
// figures of a year as their providers file them.
#pragma once

#include "tests/unit/domain/supervised_city.hpp"

namespace taizhang {

class AssessmentCity : public SupervisedCity {
  protected:
    static constexpr const char* rules = R"(
[[assessment]]
key = "year"
title = "项目年考核"
clause = "S5.4"
time = [{ month = 7, name = "半年考核" }, { month = 12, name = "年终考核" }]
group = [{ key = "towns", title = "镇、街道" }, { key = "departments", title = "区直部门" }]
[[assessment.indicator]]
key = "investment"
name = "固定资产投资"
unit = "亿元"
weight = 60
total = "22亿元"
providers = ["单位jxw"]
clause = "S5.3"
[[assessment.indicator]]
key = "starts"
name = "新开工项目"
unit = "个"
weight = 20
groups = ["towns"]
providers = ["单位fgw"]
band = [{ at_least = "1亿元", counts = 1.2 }, { at_least = "5亿元", counts = 1.5 }]
[[assessment.indicator]]
key = "funds"
name = "争取资金"
unit = "万元"
weight = 10
groups = ["departments"]
providers = ["单位czj"]
exempt = ["单位czj"]
[[assessment.indicator]]
key = "visible"
name = "形象进度"
weight = 20
method = "given"
groups = ["towns"]
[[assessment.bonus]]
key = "late"
name = "迟报"
each = -0.5
[assessment.conversion]
base = 80
factor = 0.1
least = -2
most = 2
clause = "S9.7"
[[assessment.award]]
key = "best"
name = "综合奖"
most = 1
prize = "5万元"
clause = "S5.4"
[[assessment.award]]
key = "technology"
name = "科技含量奖"
indicator = "starts"
by = "judged"
criterion = "科技含量高"
together = true
most = 1
met_only = true
prize = "2万元"
[[assessment.bar]]
on = "report_false"
clause = "S5.6"
[assessment.statement]
missed_target = true
to = "领导小组"
measures = true
clause = "S5.6"
)";

    AssessmentCity() {
        under_regime(rules);
        world.account("d2-clerk", {Role::unit_clerk}, "d2");
        world.at("2014-12-20T10:00");
    }

    /// The scheme says this instead, for what is opened from now on.
    void amend(const std::string& said) {
        const auto text = "title = \"督查制度\"\nsystem = \"S1\"\ndocument = \"测试\"\n" + said;
        world.set_up("regime/s1", regime::Amended{text, sha256({text})});
    }

    static assessment::Opened opening() {
        assessment::Opened event{.ledger = LedgerId{"2014"}, .regime = RegimeId{"s1"}, .title = "2014年项目年考核"};
        event.units = {{UnitId{"d1"}, "towns"},
                       {UnitId{"d2"}, "towns"},
                       {UnitId{"jxw"}, "departments"},
                       {UnitId{"czj"}, "departments"}};
        return event;
    }
    static assessment::TargetsSet targets(const std::string& indicator, const std::string& measure,
                                          const std::vector<std::pair<std::string, std::string>>& values) {
        assessment::TargetsSet event{.indicator = indicator, .unit_of_measure = measure};
        for (const auto& [unit, value] : values) event.targets.push_back({UnitId{unit}, number(value)});
        return event;
    }
    static assessment::ScoreFiled score(const std::string& indicator, const std::string& unit, const std::string& value,
                                        const std::string& measure, const std::optional<std::string>& note = {}) {
        assessment::ScoreFiled event{.indicator = indicator, .unit = UnitId{unit}};
        event.value = number(value);
        event.unit_of_measure = measure;
        event.note = note;
        return event;
    }

    Result<std::vector<Happening>> give(const std::string& by, const Event& event, const std::string& reason = {}) {
        return world.give(by, "assessment/a", event, reason);
    }
    void must(const std::string& by, const Event& event, const std::string& reason = {}) {
        const auto done = give(by, event, reason);
        ASSERT_THAT(done, Accepted());
    }

    void open() { must("holder", opening()); }
    void with_targets() {
        open();
        must("holder", targets("investment", "亿元", {{"d1", "10"}, {"d2", "8"}, {"jxw", "2"}, {"czj", "2"}}));
        must("holder", targets("starts", "个", {{"d1", "2"}, {"d2", "1"}}));
        must("holder", targets("funds", "万元", {{"jxw", "100"}}));
    }
    /// By their providers; of d1 120 % of its investment, of d2 half.
    void filed() {
        with_targets();
        must("jxw-clerk", score("investment", "d1", "12", "亿元"));
        must("jxw-clerk", score("investment", "d2", "40000", "万元"));
        must("jxw-clerk", score("investment", "jxw", "2", "亿元"));
        must("jxw-clerk", score("investment", "czj", "1", "亿元"));
        must("fgw-clerk", score("starts", "d1", "6", "亿元", "光电园"));
        must("fgw-clerk", score("starts", "d1", "2000", "万元", "物流园"));
        must("fgw-clerk", score("starts", "d2", "1", "亿元", "轴承厂"));
        must("czj-clerk", score("funds", "jxw", "50", "万元"));
        must("holder", score("visible", "d1", "15", "分"));
        must("holder", score("visible", "d2", "18", "分"));
    }
    Result<std::vector<Happening>> conclude() { return give("holder", assessment::Concluded{}); }
    void concluded() {
        filed();
        ASSERT_THAT(conclude(), Accepted());
    }

    const AssessmentState& state() { return world.state<AssessmentState>("assessment/a"); }
    const assessment::Standing& standing(const std::string& unit) {
        const auto* found = find_standing(state(), UnitId{unit});
        if (!found) throw std::logic_error(unit + " has no standing");
        return *found;
    }
    const assessment::IndicatorScore& line(const std::string& unit, const std::string& indicator) {
        for (const auto& one : standing(unit).scores) {
            if (one.indicator == indicator) return one;
        }
        throw std::logic_error(unit + " has no line " + indicator);
    }
    std::vector<std::string> places() {
        std::vector<std::string> all;
        for (const auto& one : state().concluded->standings)
            all.push_back(std::to_string(one.rank) + " " + one.unit.value + " " + one.total.to_string());
        return all;
    }
};

}  // namespace taizhang
