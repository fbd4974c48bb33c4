#include "tools/simulate/opening.hpp"

#include "src/regime/read.hpp"
#include "tools/simulate/names.hpp"
#include "tools/simulate/texts.hpp"

namespace taizhang::simulate {

using std::chrono::hours;

namespace {

Status adopt(Player& player, const std::string& id, const regime::Rules& rules, const std::string& text) {
    TZ_CHECK(player.act_as_system(StreamId::of(RegimeId{id}),
                                  regime::Adopted{rules.title, rules.system, text, sha256({text})}));
    return {};
}

struct FormLine {
    const char* form;
    const char* title;
    const char* text;
    const char* kind;
    std::vector<Target> targets;
    std::vector<NamedValue> fields;
    unsigned month;  ///< of the deadline
};

Target target(const char* indicator, const char* value, const char* unit) {
    Target made;
    made.indicator = indicator;
    made.value = Decimal::parse(value).value();
    made.unit = unit;
    return made;
}

const std::vector<FormLine>& form_lines() {
    static const std::vector<FormLine> all{
        {"表三",
         "临港产业园招商组",
         "引进省外资金并推动签约项目开工。",
         "重点招商项目",
         {target("省外资金", "12.5", "亿元"), target("亿元以上新签约项目", "6", "个"),
          target("亿元以上新开工项目", "4", "个"), target("二季度省外资金", "3.2", "亿元")},
         {},
         12},
        {"表三",
         "滨湖片区招商组",
         "引进省外资金并推动签约项目开工。",
         "重点招商项目",
         {target("省外资金", "8.0", "亿元"), target("亿元以上新签约项目", "5", "个"),
          target("亿元以上新开工项目", "3", "个"), target("二季度省外资金", "2.4", "亿元")},
         {},
         12},
        {"表四",
         "环湖东路改造工程",
         "完成路基、管网与路面施工并通车。",
         "重点产业建设项目",
         {target("年度计划完成投资", "18600", "万元")},
         {{"进展情况", "施工图审查已完成"}},
         11},
        {"表四",
         "城北污水处理厂扩建工程",
         "完成土建与设备安装并通水调试。",
         "重点产业建设项目",
         {target("年度计划完成投资", "9300", "万元")},
         {{"进展情况", "施工单位已进场"}},
         12},
        {"表四",
         "老城片区安置房工程",
         "完成征收补偿并建成首批安置房。",
         "用地拆迁项目",
         {target("年度计划完成投资", "21450", "万元")},
         {{"进展情况", "评估机构已选定"}},
         12},
        {"表五", "沿湖三处排口污水直排", "封堵排口，接入截污干管。", "", {}, {{"备注", "省督察反馈"}}, 9},
        {"表五", "两处砂石堆场扬尘", "覆盖、喷淋并限期搬迁。", "", {}, {{"备注", "群众举报"}}, 6},
    };
    return all;
}

using Batch = std::vector<PlayedItem*>;

Status name_people(Theatre& theatre, const Batch& batch) {
    for (const auto* item : batch) {
        if (!item->needs_people) continue;
        const auto& lead = theatre.staff(item->lead);
        TZ_CHECK(theatre.player.act(theatre.city.holder, StreamId::of(item->id),
                                    item::PeopleAssigned{lead.responsible_leader, lead.responsible_person, {}, {}}));
    }
    return {};
}

/// The five fixings (S1.1): a goal and rewards are what printed documents leave out.
Status fix_and_activate(Theatre& theatre, const Batch& batch) {
    for (auto* item : batch) {
        if (!item->draft) continue;
        item::Revised revised;
        if (item->targets.empty()) revised.goal = "按期完成年度任务并通过核验";
        revised.rewards = "纳入年度绩效考核：按期办结的加分，逾期的通报并扣分";
        revised.measures =
            std::to_string(theatre.options.year) + "年" + std::string(theatre.dice.one_of(texts::measures));
        TZ_CHECK(theatre.player.act(theatre.city.holder, StreamId::of(item->id), revised, "年初建账，补齐五定"));
        if (!item->deadline) continue;  // it stays on the list of what cannot be activated
        TZ_CHECK(theatre.player.act(theatre.city.holder, StreamId::of(item->id), item::Activated{}));
        item->draft = false;
    }
    return {};
}

Status form_task_forces(Theatre& theatre, const Batch& batch) {
    for (const auto* item : batch) {
        if (item->kind.empty() || !item->is_going_on()) continue;
        const auto& lead = theatre.staff(item->lead);
        TZ_CHECK(theatre.player.act(lead.leader, StreamId::of(item->id),
                                    item::TaskForceFormed{lead.responsible_leader, lead.responsible_person, {}}));
    }
    return {};
}

/// Most within the term; some only after it has passed.
Status acknowledge(Theatre& theatre, const Batch& batch) {
    std::vector<std::pair<ItemId, UnitId>> slow;
    for (const auto* item : batch) {
        for (const auto& unit : item->units) {
            if (item->draft || theatre.dice.chance(3)) {
                if (!item->draft) slow.emplace_back(item->id, unit);
                continue;
            }
            TZ_CHECK(theatre.player.act(theatre.staff(unit).clerk, StreamId::of(item->id), item::Acknowledged{}));
        }
    }
    theatre.diary.on(days_later(theatre.player.today(), 7), hours(10), [&theatre, slow]() -> Status {
        for (const auto& [item, unit] : slow) {
            const auto* known = theatre.with.items.find(item);
            if (!known->is_going_on() || !concerns(*known, unit)) continue;  // passed on meanwhile
            TZ_CHECK(theatre.player.act(theatre.city.supervision, StreamId::of(item), item::Urged{"请尽快签收", unit}));
            TZ_CHECK(theatre.player.act(theatre.staff(unit).clerk, StreamId::of(item), item::Acknowledged{}));
        }
        return {};
    });
    return {};
}

item::PlanFiled some_plan(Dice& dice) {
    item::PlanFiled plan;
    plan.goals = "按台账目标全部完成";
    plan.responsibility = "分管负责人牵头，专人填报";
    plan.schedule = "按季分解，年底办结";
    plan.standards = "以核验资料齐全、现场达标为准";
    plan.measures = dice.one_of(texts::measures);
    return plan;
}

/// S7.2: by the end of January; a few are returned once, a few never come and are missed.
Status file_plans(Theatre& theatre, const Batch& batch) {
    auto& player = theatre.player;
    for (const auto* item : batch) {
        if (!item->is_going_on()) continue;
        for (const auto& unit : theatre.city.today(item->units)) {
            if (theatre.dice.chance(2)) continue;
            const auto stream = StreamId::of(item->id);
            TZ_CHECK(player.act(theatre.staff(unit).clerk, stream, some_plan(theatre.dice)));
            if (theatre.dice.chance(4)) {
                TZ_CHECK(player.act(theatre.city.supervision, stream,
                                    item::PlanReturned{unit, "责任未落实到人，请补充后重报"}));
                TZ_CHECK(player.act(theatre.staff(unit).clerk, stream, some_plan(theatre.dice)));
            }
            TZ_CHECK(player.act(theatre.city.supervision, stream, item::PlanApproved{unit, {}}));
        }
    }
    return {};
}

}  // namespace

Result<regime::Rules> adopt_rules(Player& player, const std::string& id, const std::string& rules,
                                  const std::string& calendar) {
    auto& notebook = player.notebook();
    if (!notebook.counts().contains(event_line<regime::Adopted>::number)) {
        TZ_TRY(const auto days, regime::read(calendar, "the calendar"));
        TZ_CHECK(adopt(player, "working-days", days, calendar));
    }
    TZ_TRY(auto read, regime::read(rules, "the regime"));
    TZ_CHECK(adopt(player, id, read, rules));
    TZ_CHECK(player.settle());
    return read;
}

Status enter_form_lines(Theatre& theatre) {
    const auto hosts = hosts_of(theatre.city);
    if (hosts.empty()) return {};
    std::size_t n = 0;
    for (const auto& line : form_lines()) {
        const auto& host = theatre.staff(hosts[n++ % hosts.size()]);
        item::Entered entered;
        entered.ledger = theatre.options.ledger;
        entered.number = "附" + std::to_string(n);
        entered.title = line.title;
        entered.text = line.text;
        entered.units = {{host.unit, host.name, PartyRole::lead, false, false, {}}};
        entered.responsible_leader = host.responsible_leader;
        entered.responsible_person = host.responsible_person;
        entered.deadline = Date(theatre.options.year, line.month, 30);
        entered.targets = line.targets;
        entered.goal = line.text;
        entered.measures = theatre.dice.one_of(texts::measures);
        entered.form = line.form;
        entered.fields = line.fields;
        if (*line.kind != '\0') entered.project_kind = line.kind;
        const ItemId id{theatre.options.ledger.value + "-f" + std::to_string(n)};
        TZ_CHECK(theatre.player.act(theatre.city.holder, StreamId::of(id), std::move(entered)));
    }
    return {};
}

Status enter_tasks(Theatre& theatre, std::size_t count) {
    auto& dice = theatre.dice;
    const auto& city = theatre.city;
    for (std::size_t n = 1; n <= count; ++n) {
        const auto& lead = theatre.staff(dice.chance(30) ? dice.one_of(city.districts) : dice.one_of(city.bureaus));
        item::Entered entered;
        entered.ledger = theatre.options.ledger;
        entered.number = std::to_string(n);
        entered.title = names::task(dice, n);
        entered.text = entered.title + "，年内完成并通过核验。";
        entered.units = {{lead.unit, lead.name, PartyRole::lead, false, false, {}}};
        if (dice.chance(40)) {
            const auto& other = theatre.staff(dice.one_of(city.bureaus));
            if (other.unit != lead.unit)
                entered.units.push_back({other.unit, other.name, PartyRole::supporting, false, false, {}});
        }
        entered.responsible_leader = lead.responsible_leader;
        entered.responsible_person = lead.responsible_person;
        entered.deadline =
            Date(theatre.options.year, dice.chance(70) ? 12u : 6u + static_cast<unsigned>(dice.below(6)), 28);
        entered.goal = "完成" + entered.title;
        if (dice.chance(50))
            entered.targets = {target("完成投资", std::to_string(500 + 10 * dice.below(900)).c_str(), "万元")};
        const ItemId id{theatre.options.ledger.value + "-" + std::to_string(n)};
        TZ_CHECK(theatre.player.act(city.holder, StreamId::of(id), std::move(entered)));
    }
    return {};
}

Status take_in(Theatre& theatre) {
    TZ_CHECK(theatre.player.settle());
    const auto batch = std::make_shared<Batch>();
    for (const auto& [id, entered] : theatre.player.notebook().take_entered(theatre.options.ledger)) {
        auto& item = theatre.with.items.add(played(theatre.dice, theatre.city, id, entered));
        const auto* before = entered.carried_from ? theatre.with.items.find(*entered.carried_from) : nullptr;
        if (before) item.steps = before->steps;
        batch->push_back(&item);
    }
    TZ_CHECK(name_people(theatre, *batch));
    TZ_CHECK(fix_and_activate(theatre, *batch));
    const Date begin = theatre.player.today();
    theatre.diary.on(days_later(begin, 1), hours(9), [&theatre, batch] { return acknowledge(theatre, *batch); });
    if (!theatre.options.regime) return {};
    theatre.diary.on(days_later(begin, 8), hours(11), [&theatre, batch]() -> Status {
        TZ_CHECK(form_task_forces(theatre, *batch));
        return file_plans(theatre, *batch);
    });
    return {};
}

}  // namespace taizhang::simulate
