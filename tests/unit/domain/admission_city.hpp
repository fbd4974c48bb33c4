// The city of the tests of admission: a shop in a district, the statistics offices of two districts, and a regime with
// classes, procedures, materials and levels.
#pragma once

#include "tests/unit/domain/supervised_city.hpp"

namespace taizhang {

class AdmissionCity : public SupervisedCity {
  protected:
    static constexpr const char* rules = R"(
[reporting]
due_day = 8
[admission]
figures_need_admission = true
[[admission.measure]]
name = "年收入"
unit = "万元"
[[admission.measure]]
name = "从业人员"
unit = "人"
[[admission.class]]
key = "retail"
title = "限额以上零售业"
industries = ["零售业"]
entities = ["法人单位", "产业活动单位"]
any_of = [{ measure = "年收入", at_least = "500万元" }]
clause = "S3.1"
[[admission.class]]
key = "services"
title = "规模以上服务业"
industries = ["物业管理"]
any_of = [{ measure = "从业人员", at_least = "50人" }, { measure = "年收入", at_least = "1000万元" }]
[[admission.class]]
key = "construction"
title = "有资质的建筑业"
industries = ["建筑业"]
qualification = "建筑业企业资质证书"
[[admission.procedure]]
key = "monthly"
title = "月度审批"
case = [
  { situation = "newly_opened", classes = ["retail", "construction"] },
  { situation = "newly_opened", classes = ["services"], expected = true },
]
[[admission.procedure]]
key = "yearly"
title = "年度审批"
case = [{ situation = "grown", classes = ["retail", "services"] }]
[[admission.material]]
name = "登记表"
[[admission.material]]
name = "单位证照"
any_of = ["统一代码", ["执照", "税务登记证"]]
[[admission.material]]
name = "经营情况"
entities = ["产业活动单位"]
copies = 3
[[admission.material]]
name = "情况说明"
in_principle = true
[[admission.level]]
name = "属地"
role = "collects"
[[admission.level]]
name = "区统计局"
role = "reviews"
[[admission.level]]
name = "市统计局"
role = "reviews"
[[admission.level]]
name = "国家统计局"
role = "approves"
)";

    AdmissionCity() {
        under_regime(rules);
        for (const auto* district : {"d1", "d2"})
            world.set_up(std::string("unit/") + district + "-stats",
                         unit::Registered{.name = std::string(district) + "统计局",
                                          .kind = unit::Kind::department,
                                          .parent = UnitId{district},
                                          .aliases = {"区统计局"}});
        world.set_up("unit/shop", unit::Registered{.name = "某商贸公司", .kind = unit::Kind::enterprise});
        world.account("d1-leader", {Role::unit_leader}, "d1");
        world.account("d1-stats", {Role::unit_clerk}, "d1-stats");
        world.account("d2-stats", {Role::unit_clerk}, "d2-stats");
        world.account("d2-clerk", {Role::unit_clerk}, "d2");
        world.account("shop", {Role::unit_clerk}, "shop");
        world.account("holder-2", {Role::ledger_holder}, "stats");
        world.at("2014-06-10T09:00");
    }

    static admission::Filed file() {
        admission::Filed event{.ledger = LedgerId{"2014"},
                               .enterprise = UnitId{"shop"},
                               .name = "某商贸有限公司",
                               .code = "91420700MA0000001X",
                               .industry = "零售业",
                               .entity = "法人单位",
                               .procedure = "monthly"};
        event.region = UnitId{"d1"};
        event.department = UnitId{"fgw"};
        event.opened_on = Date(2014, 3, 1);
        event.figures = {{"年收入", number("600"), "万元"}};
        return event;
    }

    Result<std::vector<Happening>> open(const admission::Filed& event, const std::string& by = "d1-clerk") {
        return world.give(by, "admission/a", event);
    }
    Result<std::vector<Happening>> give(const std::string& by, const Event& event, const std::string& reason = {}) {
        return world.give(by, "admission/a", event, reason);
    }
    Result<std::vector<Happening>> attach(const std::string& material, const std::string& period = {}) {
        admission::MaterialAttached event{.material = material, .document = {.title = material}};
        if (!period.empty()) event.period = month(period);
        return give("d1-clerk", event);
    }
    Result<std::vector<Happening>> pass(const std::string& by, const std::string& level) {
        return give(by, admission::Passed{.level = level});
    }

    void filed() {
        ASSERT_THAT(open(file()), Accepted());
        ASSERT_THAT(attach("登记表"), Accepted());
        ASSERT_THAT(attach("统一代码"), Accepted());
    }
    void passed() {
        filed();
        ASSERT_THAT(pass("d1-clerk", "属地"), Accepted());
        ASSERT_THAT(pass("d1-stats", "区统计局"), Accepted());
        ASSERT_THAT(pass("holder", "市统计局"), Accepted());
        ASSERT_THAT(pass("holder", "国家统计局"), Accepted());
    }
    static admission::Admitted admission(const std::string& from = "2014-06") {
        return {.admitted_on = Date(2014, 6, 9), .from = month(from)};
    }
    void admitted() {
        passed();
        ASSERT_THAT(give("holder", admission()), Accepted());
    }
    static admission::StatisticReported statistic(const std::string& period, const std::string& sales = "52.5") {
        return {.period = month(period), .figures = {{"商品销售额", number(sales), "万元"}}};
    }

    const AdmissionState& state() { return world.state<AdmissionState>("admission/a"); }
};

/// What an accepted command recorded first.
template <class E>
const E& first_of(const Result<std::vector<Happening>>& result) {
    return std::get<E>(result.value().front().event);
}

}  // namespace taizhang
