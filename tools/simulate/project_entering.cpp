// A project comes in: what it is, where it stands in the plan of its year, who stands by it.
#include "tools/simulate/names.hpp"
#include "tools/simulate/projects.hpp"

#include <algorithm>

namespace taizhang::simulate {

using std::chrono::hours;

namespace {

Amount ten_thousands(int value) {
    return {Decimal(value), "万元"};
}

/// Sectors that the regime's thresholds name; where they name none, those of most cities.
std::vector<std::string> sectors_of(const regime::ProjectRules& rules) {
    std::vector<std::string> sectors;
    for (const auto& threshold : rules.thresholds) {
        for (const auto& sector : threshold.sectors) {
            if (std::ranges::find(sectors, sector) == sectors.end()) sectors.push_back(sector);
        }
    }
    if (sectors.empty()) sectors = {"工业", "基础设施", "服务业", "社会事业", "农牧林水", "商贸流通"};
    return sectors;
}

bool has(const std::vector<regime::When>& list, regime::When when) {
    return list.empty() || std::ranges::find(list, when) != list.end();
}

bool demands(const regime::ProjectRules& rules, regime::Demand demand) {
    return std::ranges::find(rules.demands, demand) != rules.demands.end();
}

/// How much money a threshold asks for, in 万元: a project is a little more than that, or much more.
int some_total(Dice& dice) {
    const auto thrown = dice.below(100);
    if (thrown < 8) return dice.between(2'000, 9'900);
    if (thrown < 70) return dice.between(100, 500) * 100;
    if (thrown < 92) return dice.between(50, 200) * 1'000;
    return dice.between(20, 60) * 10'000;
}

}  // namespace

UnitId ProjectYear::some_lead(Project& made, const regime::Phase*) {
    // those that were won stand in a district, which leads them; of the others bureaus lead most (S6.1, S9)
    const bool district = !rules().transfers.empty() || dice_.chance(45);
    made.region = dice_.one_of(theatre_.city.districts);
    return theatre_.city.today(district ? made.region : dice_.one_of(theatre_.city.bureaus));
}

item::Entered ProjectYear::entry(std::size_t number, Project& made) {
    const auto sectors = sectors_of(rules());
    made.sector = dice_.one_of(sectors);
    choose_phase(made);
    const auto& lead = theatre_.staff(some_lead(made, rules().find_phase(made.phase)));
    item::Entered entered;
    entered.ledger = options_.year.ledger;
    entered.number = std::to_string(number);
    entered.title = names::project(dice_, made.sector, number + 100 * options_.system.back());
    entered.text = "建设" + entered.title + "，总投资" + std::to_string(made.total) + "万元。";
    entered.units = {{lead.unit, lead.name, PartyRole::lead, false, false, {}}};
    if (lead.unit != made.region && rules().transfers.empty()) {
        const auto& site = theatre_.staff(made.region);
        entered.units.push_back({site.unit, site.name, PartyRole::supporting, false, false, {}});
    }
    entered.responsible_leader = lead.responsible_leader;
    entered.responsible_person = lead.responsible_person;
    entered.targets = {};
    if (!options_.year.rules.project_kinds.empty())
        entered.project_kind = options_.year.rules.project_kinds.front().name;
    return entered;
}

/// Of batches, or else of tiers.
void ProjectYear::choose_phase(Project& made) {
    const auto& phases = rules().batches.empty() ? rules().tiers : rules().batches;
    const auto& phase = dice_.one_of(phases);
    made.phase = phase.key;
    made.total = some_total(dice_);
    made.year = std::max(200, made.total * dice_.between(20, 60) / 100);
    choose_days(made, phase);
}

void ProjectYear::choose_days(Project& made, const regime::Phase& phase) {
    const int year = options_.year.year;
    using regime::When;
    const bool within = has(phase.start, When::within) && !phase.start.empty();
    const bool before = has(phase.start, When::before) && (!within || dice_.chance(50));
    const bool finishes = !phase.finish.empty() && has(phase.finish, When::within) && !has(phase.finish, When::after);
    const auto month = [&](int least, int most) { return static_cast<unsigned>(dice_.between(least, most)); };
    if (before) {
        made.started = true;
        made.start = Date(year - 1, month(2, 7), 7);
    } else if (within) {
        made.start = Date(year, month(3, 10), 7);
    } else {
        made.start = Date(year + 1, month(3, 9), 7);
        made.reserve = true;
    }
    made.finish = finishes
                      ? Date(year, std::max(month(8, 12), made.start.year() == year ? made.start.month() + 1 : 1), 20)
                      : Date(std::max(year, made.start.year()) + 1, month(4, 11), 20);
}

Status ProjectYear::name_people(Project& project) {
    const auto& lead = theatre_.staff(project.item->lead);
    item::PeopleAssigned people;
    people.liaison = NamedPerson{{}, names::person(dice_), {}};
    people.section = "项目科";
    TZ_CHECK(as_holder(project, people));
    if (demands(rules(), regime::Demand::paired_leader) || dice_.chance(20))
        TZ_CHECK(as_holder(project, item::PairedLeaderAssigned{{{}, names::person(dice_) + "（市领导）", {}}}));
    if (!rules().procedures_team.empty()) {
        item::ProceduresTeamFormed team;
        for (const auto office :
             {Office::planning, Office::land, Office::environment, Office::development, Office::economy}) {
            const auto& staff = theatre_.city.office(office);
            team.members.push_back({staff.unit, staff.responsible_person});
        }
        TZ_CHECK(as_lead(project, team));
        TZ_CHECK(as_lead(project, item::ProcedureCompleted{"项目建议书批复", player_.today(), {}}));
    }
    if (demands(rules(), regime::Demand::service_officer))
        TZ_CHECK(as_lead(project, item::ServiceOfficerAssigned{{{}, names::person(dice_), {}}, project.region}));
    if (!options_.year.rules.project_kinds.empty() || dice_.chance(30))
        TZ_CHECK(player_.act(lead.leader, StreamId::of(project.item->id),
                             item::TaskForceFormed{lead.responsible_leader, lead.responsible_person, {}}));
    return {};
}

Status ProjectYear::profile(Project& project) {
    const int year = options_.year.year;
    item::Profiled profiled;
    profiled.owner = names::company(dice_, "投资", dice_.below(300));
    profiled.site = theatre_.staff(project.region).name + names::place(dice_.below(400)) + "园区";
    profiled.region = project.region;
    profiled.sector = profiled.industry = project.sector;
    profiled.content = "新建厂房及配套设施" + std::to_string(dice_.between(1, 30)) + "万平方米";
    profiled.total_investment = ten_thousands(project.total);
    profiled.year_investment = ten_thousands(project.year);
    project.spent = project.started ? project.total * dice_.between(10, 35) / 100 : 0;
    profiled.done_before = ten_thousands(project.spent);
    const int own = project.total * dice_.between(3, 8) / 10;
    profiled.funds = {{"自筹", ten_thousands(own), true},
                      {"银行贷款", ten_thousands(project.total - own), dice_.chance(60)}};
    if (!project.reserve || dice_.chance(60)) {
        profiled.start = project.start;
        profiled.finish = project.finish;
    }
    // a reserve without a day is one, too; but whoever applies says when it is to be built
    if (!rules().fields.empty() || !rules().nodes.empty()) {
        profiled.start = project.start;
        profiled.finish = project.finish;
    }
    if (project.started && project.start <= player_.today()) profiled.started_on = project.start;
    profiled.year_aim = project.reserve ? "完成前期手续" : "主体工程过半";
    if (!rules().transfers.empty()) {
        const bool earlier = project.started || dice_.chance(50);
        profiled.signed_on = earlier ? Date(year - 2, 1 + static_cast<unsigned>(dice_.below(6)), 15)
                                     : days_later(player_.today(), -dice_.between(0, 3));
    }
    return as_lead(project, profiled);
}

/// The first way to satisfy each.
Status ProjectYear::attach_materials(Project& project) {
    for (const auto& material : rules().materials) {
        const auto& phases = material.phases;
        if (!phases.empty() && std::ranges::find(phases, project.phase) == phases.end()) continue;
        if (material.in_principle && dice_.chance(40)) continue;
        const auto names = material.any_of.empty() ? std::vector{material.name} : material.any_of.front();
        for (const auto& name : names) {
            DocumentReference document;
            document.title = "关于" + project.item->id.value + "号项目的" + name;
            TZ_CHECK(as_lead(project, item::MaterialAttached{name, document}));
        }
    }
    return {};
}

/// 申报, where the regime has it; else the holder sets batch and tier.
Status ProjectYear::apply(Project& project) {
    const auto year = static_cast<std::uint16_t>(options_.year.year);
    if (!options_.year.rules.project_kinds.empty()) {
        const auto& steps = options_.year.rules.project_kinds.front().steps;
        const std::size_t reached = project.started ? 3 : project.phase == "planned" ? 1 : 2;
        for (std::size_t i = 0; i < std::min(reached, steps.size()); ++i) {
            const Date day = i == 2 ? project.start : std::min(player_.today(), project.start);
            TZ_CHECK(as_lead(project, item::StageAdvanced{steps[i], day, {}}));
            project.item->steps = i + 1;
        }
    }
    if (has_season(regime::RhythmKind::application))
        return as_lead(project, item::PlanApplied{year, project.phase, {}});
    if (!rules().batches.empty()) {
        TZ_CHECK(as_holder(project, item::BatchSet{year, project.phase}));
        item::Profiled again;  // what it qualifies as may depend on its batch
        again.year_aim = project.reserve ? "前期手续办结" : "完成主体工程";
        return as_lead(project, again);
    }
    return as_holder(project, item::TierSet{year, project.phase});
}

Status ProjectYear::enter_libraries(Project& project) {
    if (!rules().transfers.empty()) {
        TZ_CHECK(as_holder(project, item::LibraryEntered{item::Library::signed_projects, {}, {}}));
        for (const auto& transfer : rules().transfers) {
            if (transfer.industry != project.sector) continue;
            for (const auto& [office, unit] : theatre_.city.offices) {
                const auto& staff = theatre_.staff(unit);
                const bool is = (office == Office::economy && project.sector == "工业") ||
                                (office == Office::development && project.sector == "服务业") ||
                                (office == Office::construction && project.sector == "基础设施") ||
                                (office == Office::science && project.sector == "科技") ||
                                (office == Office::banking && project.sector == "金融");
                if (!is) continue;
                TZ_CHECK(as_holder(project, item::Routed{staff.unit, project.region}));
                if (!concerns(*project.item, staff.unit)) {
                    project.item->units.push_back(staff.unit);
                    project.item->paces[staff.unit] = project.item->pace;
                    TZ_CHECK(player_.act(staff.clerk, StreamId::of(project.item->id), item::Acknowledged{}));
                }
            }
        }
    }
    if (project.reserve) return rules().reserves.empty() ? Status() : take_into_reserve(project);
    project.planned = true;
    // what is too small enters by a document of its own; so does what is entered before anybody has looked at its size
    item::LibraryEntered entered{item::Library::plan, "年度重点项目计划通知", {}};
    if (player_.today().year() == options_.year.year) return as_holder(project, entered);
    theatre_.diary.on(in_year(1, 8 + static_cast<unsigned>(dice_.below(10))), hours(10), [this, &project, entered] {
        return project.is_going_on() ? as_holder(project, entered) : Status();
    });
    return {};
}

Status ProjectYear::take_into_reserve(Project& project) {
    const auto& classes = rules().reserves;
    const auto which = dice_.below(classes.size());
    for (std::size_t i = 0; i <= which; ++i) {
        DocumentReference document;
        for (const auto& material : rules().materials) {
            if (std::ranges::find(material.phases, classes[i].key) != material.phases.end())
                document.title += project.item->id.value + material.name;
        }
        if (document.title.empty()) document.title = classes[i].title;
        TZ_CHECK(as_lead(project, item::ReserveClassSet{classes[i].key, document}));
    }
    return as_holder(project, item::LibraryEntered{item::Library::reserve, {}, {}});
}

/// 挂图作战: a day for each node ahead.
Status ProjectYear::plan_nodes(Project& project) {
    const auto plan = [&](const char* id, const char* name, Date due) {
        return as_lead(project, item::MilestonePlanned{id, name, due});
    };
    const int year = options_.year.year;
    if (!project.started) {
        project.ready = std::max(days_later(player_.today(), 10), days_later(project.start, -40));
        TZ_CHECK(plan("qq", "前期工作", project.ready));
        TZ_CHECK(plan("kg", "开工", project.start));
    }
    const Date middle = days_later(std::max(project.start, in_year(3, 1)), 100);
    if (middle.year() == year && middle < project.finish) {
        project.topped = middle;
        TZ_CHECK(plan("zt", "主体结构完成", middle));
    }
    return plan("jg", "竣工", project.finish);
}

Status ProjectYear::sign(Project& project) {
    if (!demands(rules(), regime::Demand::commitment)) return {};
    const auto& lead = theatre_.staff(project.item->lead);
    item::CommitmentSigned letter;
    letter.unit = lead.unit;
    letter.by = lead.responsible_leader;
    letter.signed_on = player_.today();
    letter.text = "确保" + project.start.to_string() + "前开工，年内完成投资" + std::to_string(project.year) + "万元";
    return as_holder(project, letter);
}

/// S8.4: the baseline, approved by the leading group; a few are sent back first.
Status ProjectYear::file_plan(Project& project) {
    if (!demands(rules(), regime::Demand::plan)) return {};
    item::PlanFiled plan;
    plan.goals = "按节点开工、竣工，完成年度投资";
    plan.responsibility = "包联领导牵头，责任单位落实，手续团队服务";
    plan.schedule = "倒排工期到周";
    plan.standards = "以入统投资和形象进度为准";
    plan.measures = "每月协调一次，问题逐级上报";
    const auto unit = theatre_.city.today(project.item->lead);
    TZ_CHECK(as_lead(project, plan));
    if (dice_.chance(15)) {
        TZ_CHECK(as_holder(project, item::PlanReturned{unit, "问题清单不全，请补充"}));
        plan.measures += "，列明问题清单";
        TZ_CHECK(as_lead(project, plan));
    }
    return as_holder(project, item::PlanApproved{unit, {}});
}

}  // namespace taizhang::simulate
