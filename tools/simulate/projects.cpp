#include "tools/simulate/projects.hpp"

#include <algorithm>

namespace taizhang::simulate {

using std::chrono::hours;
using std::chrono::minutes;

ProjectYear::ProjectYear(Stagehands& with, ProjectYearOptions options)
    : options_(std::move(options)),
      theatre_{with, options_.year, Dice(with.player.seed(), options_.year.ledger.value)},
      dice_(theatre_.dice),
      player_(with.player) {}

bool ProjectYear::has_season(regime::RhythmKind kind) const {
    const auto& rhythms = options_.year.rules.rhythms;
    return std::ranges::find(rhythms, kind, &regime::Rhythm::kind) != rhythms.end();
}

Status ProjectYear::as_lead(const Project& project, Event event, std::string reason, Player::Then then) {
    return player_.act(theatre_.staff(project.item->lead).clerk, StreamId::of(project.item->id), std::move(event),
                       std::move(reason), std::move(then));
}

Status ProjectYear::as_holder(const Project& project, Event event, std::string reason) {
    return player_.act(options_.holder, StreamId::of(project.item->id), std::move(event), std::move(reason));
}

Status ProjectYear::open() {
    const auto& year = options_.year;
    ledger::Opened opened;
    opened.title = std::to_string(year.year) + "年" + year.rules.title + "台账";
    opened.year = static_cast<std::uint16_t>(year.year);
    opened.holder = options_.office;
    opened.regime = RegimeId{options_.system};
    TZ_CHECK(player_.act(options_.holder, StreamId::of(year.ledger), opened));
    theatre_.with.desk.open(year.ledger, {options_.holder});
    const Date today = player_.today();
    // where a year's plan is applied for, over the months until it begins; else within some weeks
    const bool before = today.year() < year.year;
    const int days = before ? static_cast<int>((in_year(1, 1).days() - today.days()).count()) - 8 : 25;
    for (std::size_t n = 1; n <= options_.count; ++n) {
        const auto day = days_later(today, 1 + static_cast<int>(dice_.below(static_cast<std::size_t>(days))));
        theatre_.diary.on(day, hours(9) + minutes(dice_.below(480)), [this, n] { return enter(n); });
    }
    for (unsigned month = 1; month <= year.months; ++month) {
        const bool halves = year.rules.reporting.by_half_months();
        theatre_.diary.on(theatre_.after_month(month, 16), hours(15), [this, month, halves]() -> Status {
            auto period = theatre_.period(month);
            if (halves) period.half = 2;
            return theatre_.with.desk.consolidate(options_.year.ledger, period);
        });
    }
    if (!rules().reserves.empty()) theatre_.diary.on(in_year(4, 15), hours(10), [this] { return leave_reserve(); });
    return {};
}

/// Everything about the project until the year begins, and what it will do then.
Status ProjectYear::enter(std::size_t number) {
    auto& made = *projects_.emplace_back(std::make_unique<Project>());
    auto entered = entry(number, made);
    const ItemId id{options_.year.ledger.value + "-" + std::to_string(number)};
    made.item = &theatre_.with.items.add(played(dice_, theatre_.city, id, entered));
    TZ_CHECK(player_.act(options_.holder, StreamId::of(id), std::move(entered)));
    TZ_CHECK(name_people(made));
    TZ_CHECK(profile(made));
    TZ_CHECK(acknowledge(made));
    TZ_CHECK(attach_materials(made));
    TZ_CHECK(apply(made));
    TZ_CHECK(enter_libraries(made));
    TZ_CHECK(plan_nodes(made));
    TZ_CHECK(sign(made));
    TZ_CHECK(file_plan(made));
    write_down(made);
    return {};
}

Status ProjectYear::acknowledge(Project& project) {
    for (const auto& unit : theatre_.city.today(project.item->units))
        TZ_CHECK(player_.act(theatre_.staff(unit).clerk, StreamId::of(project.item->id), item::Acknowledged{}));
    return {};
}

void ProjectYear::write_down(Project& project) {
    auto& diary = theatre_.diary;
    const auto& year = options_.year;
    const Date today = player_.today();
    for (unsigned month = 1; month <= year.months; ++month) {
        const Date day = in_year(month, 22 + static_cast<unsigned>(dice_.below(6)));
        if (day <= today) continue;
        diary.on(day, hours(9) + minutes(dice_.below(480)),
                 [this, &project, month] { return project.is_going_on() ? month_of(project, month) : Status(); });
    }
    write_down_nodes(project);
}

/// The slow ones start and finish late, and say so when the plan is adjusted.
void ProjectYear::write_down_nodes(Project& project) {
    auto& diary = theatre_.diary;
    const auto& year = options_.year;
    const Date today = player_.today();
    const int slip = project.item->pace < 95 ? dice_.between(10, 70) : dice_.chance(10) ? dice_.between(1, 12) : 0;
    const auto on = [&](Date planned, bool done, Status (ProjectYear::*what)(Project&)) {
        const Date day = days_later(planned, slip - (slip == 0 ? dice_.between(0, 2) : 0));
        if (done || day <= today || day.year() != year.year || day.month() > year.months) return;
        diary.on(day, hours(10),
                 [this, &project, what] { return project.is_going_on() ? (this->*what)(project) : Status(); });
    };
    if (project.reserve) return;
    on(project.ready, project.started || project.prepared || project.ready >= project.start, &ProjectYear::prepare);
    on(project.start, project.started, &ProjectYear::start);
    on(project.topped, project.topped == Date(), &ProjectYear::top_out);
    on(project.finish, project.finished, &ProjectYear::finish);
    if (slip > 20 && has_season(regime::RhythmKind::adjustment)) {
        const Date day = in_year(3 + static_cast<unsigned>(dice_.below(4)), 4 + static_cast<unsigned>(dice_.below(20)));
        if (day > today)
            diary.on(day, hours(14), [this, &project] {
                return project.is_going_on() && project.planned ? adjust(project) : Status();
            });
    }
}

Status ProjectYear::month_of(Project& project, unsigned month) {
    TZ_CHECK(book(project, month));
    TZ_CHECK(go_on(project));
    if (dice_.chance(6)) TZ_CHECK(ask_for_support(project, month));
    return dice_.chance(5) ? raise_problem(project, month) : Status();
}

Status ProjectYear::hand_over(ProjectYear& next) {
    const auto& to = next.options_.year.ledger;
    theatre_.with.desk.close(options_.year.ledger);
    for (auto& project : projects_) {
        auto& item = *project->item;
        if (item.stage == Stage::ended) continue;
        const bool verified = item.stage == Stage::verified;
        item.stage = Stage::ended;
        if (verified) {
            TZ_CHECK(player_.act(theatre_.city.supervision, StreamId::of(item.id), item::ClosedOut{}));
            continue;
        }
        const ItemId as{to.value + "-c" + item.id.value.substr(item.id.value.rfind('-') + 1)};
        TZ_CHECK(as_holder(*project, item::CarriedOver{to, as, {}}, "跨年度项目，结转下年"));
        auto& carried = *next.projects_.emplace_back(std::make_unique<Project>(*project));
        auto rest = item;
        rest.id = as;
        rest.ledger = to;
        rest.stage = Stage::active;
        rest.reported.clear();
        carried.item = &theatre_.with.items.add(std::move(rest));
        carried.booked.clear();
        carried.procedures = 99;  // completed in the year before
        carried.carried = true;
        carried.prepared = false;
        carried.topped = Date();
        carried.planned = carried.reserve = false;
        TZ_CHECK(next.take_in_carried(carried));
    }
    return player_.act(options_.holder, StreamId::of(options_.year.ledger),
                       ledger::Closed{"年度项目台账已交账，未完成项目结转下年"});
}

/// What it was last year is known; how it is planned this year is said anew, and it joins the plan in its season.
Status ProjectYear::take_in_carried(Project& project) {
    const int year = options_.year.year;
    item::Profiled profiled;
    profiled.year_investment = Amount{Decimal(project.year), "万元"};
    profiled.year_aim = "主体工程完成七成以上";
    if (!project.started && project.start.year() < year) {
        project.start = in_year(3 + static_cast<unsigned>(dice_.below(6)), 7);
        profiled.start = project.start;
        project.finish = std::max(project.finish, days_later(project.start, 400));
        profiled.finish = project.finish;
    }
    TZ_CHECK(as_lead(project, profiled));
    TZ_CHECK(acknowledge(project));
    TZ_CHECK(plan_nodes(project));
    write_down(project);
    if (!has_season(regime::RhythmKind::adjustment)) return {};
    theatre_.diary.on(in_year(3, 5 + static_cast<unsigned>(dice_.below(20))), hours(11), [this, &project]() -> Status {
        if (!project.is_going_on()) return {};
        for (const auto& batch : rules().batches) {
            if (batch.key != (project.started ? "speed_up" : "promote_start")) continue;
            const int year = options_.year.year;
            const bool fits = project.started ? project.start.year() < year && project.finish.year() > year
                                              : project.start.year() == year;
            if (!fits) return {};
            project.phase = batch.key;
            TZ_CHECK(attach_materials(project));
            TZ_CHECK(as_holder(project, item::BatchSet{static_cast<std::uint16_t>(options_.year.year), batch.key}));
            project.planned = true;
            return as_holder(project, item::PlanAdjusted{item::Adjustment::added, {}, {}, {}, {}},
                             "上年结转项目，新增列入年度计划");
        }
        return {};
    });
    return {};
}

}  // namespace taizhang::simulate
