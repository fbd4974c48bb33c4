// A project through its year: money, milestones, needs, problems, adjustments, completion.
#include "tools/simulate/projects.hpp"
#include "tools/simulate/texts.hpp"

#include <algorithm>

namespace taizhang::simulate {

using std::chrono::hours;

namespace {

/// Of a year's money in 100 parts: little in winter, most before the rains and before the year's end.
constexpr std::array season{3, 3, 8, 9, 10, 10, 8, 8, 11, 12, 10, 8};
constexpr std::array procedures{"用地预审", "规划许可", "环评批复", "施工图审查", "施工许可", "水土保持批复"};

Amount wan(int value) {
    return {Decimal(value), "万元"};
}

}  // namespace

/// By the lead, month by month, once it is being built; some months are wrong, and corrected in the next.
Status ProjectYear::book(Project& project, unsigned month) {
    if (!project.started || project.reserve) return {};
    const int pace = static_cast<int>(project.item->pace) * dice_.between(80, 115) / 100;
    const int left = std::max(0, project.total - project.spent);
    const int amount = std::min(left, project.year / 100 * season[month - 1] * pace / 100);
    project.spent += amount;
    const auto period = theatre_.period(month);
    const bool wrong = month < 12 && dice_.chance(5);  // December is looked at twice
    item::InvestmentBooked booked;
    booked.period = period;
    booked.amount = wan(wrong ? amount * 2 + 10 : amount);
    if (dice_.chance(30)) booked.basis = "工程进度款支付凭证";
    TZ_CHECK(as_lead(project, booked, {},
                     [&project, month](const CommandAnswer& answer) { project.booked[month] = answer.position; }));
    if (!wrong) return {};
    theatre_.diary.on(days_later(player_.today(), dice_.between(5, 20)), hours(11),
                      [this, &project, month, amount, period]() -> Status {
                          if (!project.is_going_on()) return {};
                          item::InvestmentBooked corrected;
                          corrected.period = period;
                          corrected.amount = wan(amount);
                          corrected.corrects = project.booked[month];
                          return as_lead(project, corrected, "误将累计数计为当月数");
                      });
    return {};
}

/// Procedures one after the other; a few projects are listed for supervision.
Status ProjectYear::go_on(Project& project) {
    if (project.procedures < procedures.size() && dice_.chance(project.started ? 25 : 50))
        TZ_CHECK(as_lead(project, item::ProcedureCompleted{procedures[project.procedures++], player_.today(), {}}));
    const bool listed = player_.notebook().is_listed(project.item->id);
    if (listed && dice_.chance(30))
        return player_.act(theatre_.city.supervision, StreamId::of(project.item->id),
                           item::Delisted{"已按周推进，摘牌"});
    if (listed || !dice_.chance(1)) return {};
    return player_.act(theatre_.city.supervision, StreamId::of(project.item->id),
                       item::Listed{"列入督办，按周报进展", {}});
}

Status ProjectYear::prepare(Project& project) {
    if (std::exchange(project.prepared, true)) return {};
    return as_lead(project, item::MilestoneReached{"qq", player_.today()});
}

Status ProjectYear::top_out(Project& project) {
    return project.started ? as_lead(project, item::MilestoneReached{"zt", player_.today()}) : Status();
}

Status ProjectYear::start(Project& project) {
    project.started = true;
    const Date today = player_.today();
    const auto& kinds = options_.year.rules.project_kinds;
    if (!std::exchange(project.prepared, true)) TZ_CHECK(as_lead(project, item::MilestoneReached{"qq", today}));
    TZ_CHECK(as_lead(project, item::MilestoneReached{"kg", today}));
    if (kinds.empty()) return {};
    auto& steps = project.item->steps;
    for (; steps < kinds.front().steps.size() && steps < 3; ++steps)
        TZ_CHECK(as_lead(project, item::StageAdvanced{kinds.front().steps[steps], today, {}}));
    return {};
}

/// 对账销号: the last node is reached, the project leaves the plan, completion is claimed and verified.
Status ProjectYear::finish(Project& project) {
    if (!project.started) return {};
    project.finished = true;
    const Date today = player_.today();
    const auto stream = StreamId::of(project.item->id);
    TZ_CHECK(as_lead(project, item::MilestoneReached{"jg", today}));
    const auto& kinds = options_.year.rules.project_kinds;
    if (!kinds.empty() && project.item->steps == 3)
        TZ_CHECK(as_lead(project, item::StageAdvanced{kinds.front().steps[project.item->steps++], today, {}}));
    if (project.planned)
        TZ_CHECK(
            as_holder(project, item::LibraryLeft{item::Library::plan, item::Leaving::completed, {}, {}}, "竣工投产"));
    project.planned = false;
    TZ_CHECK(player_.act(theatre_.staff(project.item->lead).leader, stream,
                         item::CompletionClaimed{"工程已竣工验收，申请核验销号"}));
    project.item->stage = Stage::verified;
    TZ_CHECK(player_.act(theatre_.city.supervision, stream, item::CompletionVerified{dice_.one_of(texts::findings)}));
    theatre_.diary.on(days_later(today, 20), hours(10), [this, &project, stream] {
        if (project.item->stage == Stage::ended) return Status();
        project.item->stage = Stage::ended;
        return player_.act(theatre_.city.supervision, stream, item::ClosedOut{});
    });
    return {};
}

/// Another plan within the season, with the reason; now and then the project is given up.
Status ProjectYear::adjust(Project& project) {
    item::PlanAdjusted adjusted;
    if (!project.started && dice_.chance(15)) {
        adjusted.adjustment = item::Adjustment::cancelled;
        project.planned = false;
        TZ_CHECK(as_holder(project, adjusted, "投资方资金未能到位，取消"));
        project.item->stage = Stage::ended;
        return as_holder(project, item::Cancelled{}, "项目取消，不再实施");
    }
    project.year = project.year * 3 / 4;
    adjusted.year_investment = wan(project.year);
    project.finish = days_later(project.finish, 60);
    adjusted.finish = project.finish;
    adjusted.milestones = {{"jg", "竣工", project.finish}};
    if (!project.started && project.start > player_.today()) {
        project.start = days_later(project.start, 45);
        adjusted.start = project.start;
        adjusted.milestones.push_back({"kg", "开工", project.start});
    }
    return as_holder(project, adjusted, dice_.one_of(texts::reasons));
}

Status ProjectYear::ask_for_support(Project& project, unsigned month) {
    if (rules().supports.empty()) return {};
    const auto& kind = dice_.one_of(rules().supports);
    static const std::map<std::string, Office> offices{
        {"land", Office::land},         {"environment", Office::environment}, {"funds", Office::finance},
        {"planning", Office::planning}, {"technology", Office::science},      {"utilities", Office::construction}};
    const auto office = offices.find(kind.key);
    item::SupportRequested asked;
    asked.support = kind.key + std::to_string(month);
    asked.kind = kind.key;
    asked.text = "项目推进需要" + kind.title + "保障";
    if (kind.unit) asked.amount = Amount{Decimal(dice_.between(20, 400)), *kind.unit};
    asked.needed_by = days_later(player_.today(), dice_.between(20, 60));
    const UnitId from =
        office == offices.end() ? options_.office : theatre_.city.today(theatre_.city.offices.at(office->second));
    asked.from = from;
    TZ_CHECK(as_lead(project, asked));
    if (dice_.chance(15)) return {};  // nobody answers
    const auto name = asked.support;
    theatre_.diary.on(days_later(player_.today(), dice_.between(4, 50)), hours(15),
                      [this, &project, name, kind = kind.key, from]() -> Status {
                          if (!project.is_going_on()) return {};
                          return answer_support(project, name, kind, from);
                      });
    return {};
}

Status ProjectYear::answer_support(Project& project, const std::string& name, const std::string&, const UnitId& from) {
    const bool own = from == options_.office;
    const auto account = own ? options_.holder : theatre_.staff(from).clerk;
    const auto stream = StreamId::of(project.item->id);
    if (dice_.chance(25)) return player_.act(account, stream, item::SupportDeclined{name, "不符合当期条件，列入下批"});
    return player_.act(account, stream, item::SupportGranted{name, "已列入保障计划，限期办结", {}});
}

Status ProjectYear::raise_problem(Project& project, unsigned month) {
    const std::string name = "wt" + std::to_string(month);
    TZ_CHECK(as_lead(project, item::ProblemRaised{name, dice_.one_of(texts::problems)}));
    escalate(project, name, 0);
    return {};
}

/// Most are solved where they lie within the level's days; the others go up, some of them late.
void ProjectYear::escalate(Project& project, const std::string& name, std::size_t level) {
    const auto& levels = rules().escalations;
    const int days = level < levels.size() && levels[level].days ? *levels[level].days : 20;
    const int wait = dice_.chance(20) ? days + dice_.between(2, 15) : dice_.between(1, std::max(2, days - 1));
    theatre_.diary.on(days_later(player_.today(), wait), hours(16), [this, &project, name, level]() -> Status {
        if (!project.is_going_on()) return {};
        const auto& levels = rules().escalations;
        const bool highest = level + 1 >= std::max<std::size_t>(levels.size(), 2);
        if (highest || dice_.chance(55))
            return as_holder(project, item::ProblemResolved{name, dice_.one_of(texts::measures)});
        const std::string to = levels.empty() ? "市领导小组" : levels[level + 1].key;
        TZ_CHECK(as_lead(project, item::ProblemEscalated{name, to}));
        escalate(project, name, level + 1);
        return {};
    });
}

/// In spring (S9.5): the carrying out of some is decided, and they leave the reserve for the plan; some are given up,
/// and another comes in their place or none so far.
Status ProjectYear::leave_reserve() {
    const auto year = static_cast<std::uint16_t>(options_.year.year);
    const auto known = projects_.size();
    for (std::size_t i = 0; i < known; ++i) {
        auto& project = *projects_[i];
        if (!project.reserve || !project.is_going_on()) continue;
        const auto thrown = dice_.below(100);
        if (thrown >= 25 && thrown < 35) {
            item::LibraryLeft left{item::Library::reserve, item::Leaving::cancelled, {}, true};
            TZ_CHECK(as_holder(project, left, "资金无法落实"));
            project.item->stage = Stage::ended;
            TZ_CHECK(as_holder(project, item::Cancelled{}, "储备项目取消"));
            TZ_CHECK(replace(project));
        }
        const auto* batch = rules().find_phase("promote_start");
        if (thrown >= 25 || !batch) continue;
        project.start = in_year(6 + static_cast<unsigned>(dice_.below(4)), 7);
        project.finish = Date(options_.year.year + 1, 10, 20);
        project.phase = batch->key;
        item::Profiled profiled;
        profiled.start = project.start;
        profiled.finish = project.finish;
        profiled.year_aim = "年内开工，完成基础工程";
        TZ_CHECK(as_lead(project, profiled));
        TZ_CHECK(as_holder(project, item::BatchSet{year, batch->key}));
        TZ_CHECK(
            as_holder(project, item::PlanAdjusted{item::Adjustment::added, {}, {}, {}, {}}, "条件成熟，转为促进开工"));
        project.reserve = false;
        project.planned = true;
        write_down_nodes(project);
    }
    return {};
}

/// 替补 (S9.5): another project comes into the reserve in its place.
Status ProjectYear::replace(const Project& cancelled) {
    auto& made = *projects_.emplace_back(std::make_unique<Project>());
    auto entered = entry(projects_.size(), made);
    made.phase = cancelled.phase;
    made.start = Date(options_.year.year + 1, 5, 7);
    made.finish = Date(options_.year.year + 2, 10, 20);
    made.started = false;
    made.reserve = true;
    const ItemId id{options_.year.ledger.value + "-" + std::to_string(projects_.size())};
    made.item = &theatre_.with.items.add(played(dice_, theatre_.city, id, entered));
    TZ_CHECK(player_.act(options_.holder, StreamId::of(id), std::move(entered)));
    TZ_CHECK(profile(made));
    TZ_CHECK(acknowledge(made));
    const auto& first = rules().reserves.front();
    DocumentReference document;
    for (const auto& material : rules().materials) {
        if (std::ranges::find(material.phases, first.key) != material.phases.end())
            document.title += id.value + material.name;
    }
    TZ_CHECK(as_lead(made, item::ReserveClassSet{first.key, document}));
    TZ_CHECK(as_holder(made, item::LibraryEntered{item::Library::reserve, {}, cancelled.item->id}));
    write_down(made);
    return {};
}

}  // namespace taizhang::simulate
