#include "projections/projects/project_figures.hpp"

#include "projections/items/item_figures.hpp"
#include "src/regime/project_check.hpp"
#include "src/regime/project_sums.hpp"

namespace taizhang {

using regime::Demand;
using rows::ProjectRow;

namespace {

std::optional<Quantity> given(const std::optional<Amount>& amount) {
    return amount ? std::optional(Quantity{amount->value, amount->unit}) : std::nullopt;
}

/// All sums or none: figures that the record holds may not stop the view, and a part would be taken for the whole.
void compute_investment(ProjectRow& row) {
    const auto& profile = row.profile;
    regime::ProjectMoney money{
        given(profile.total_investment), given(profile.year_investment), given(profile.done_before), {}};
    for (const auto& one : row.investment.bookings) money.booked.push_back({one.amount.value, one.amount.unit});
    rows::ProjectInvestment shown;
    shown.unit = regime::unit_of_sums(money);
    if (const auto sums = regime::add_up(money))
        shown = {sums->unit,        sums->total, sums->year_planned, sums->done_before,
                 sums->year_booked, sums->done,  sums->year_percent, {}};
    shown.bookings = std::move(row.investment.bookings);
    row.investment = std::move(shown);
}

bool has(const ProjectRow& row, const ProjectMemory& memory, Demand demand) {
    const auto& people = row.people;
    switch (demand) {
        case Demand::paired_leader:
            return people.paired_leader.has_value();
        case Demand::leader:
            return people.leader.has_value();
        case Demand::unit:
            return lead_of(row.units) != nullptr;
        case Demand::section:
            return people.section.has_value();
        case Demand::person:
            return people.person.has_value();
        case Demand::liaison:
            return people.liaison.has_value();
        case Demand::task_force:
            return people.task_force.has_value();
        case Demand::procedures_team:
            return !people.procedures_team.empty();
        case Demand::service_officer:
            return people.service_officer.has_value();
        case Demand::commitment:
            return !people.commitments.empty();
        case Demand::plan:
            return memory.plan_filed;
        case Demand::wall_chart:
            return !memory.milestones.empty();
        case Demand::transfer:
            return row.profile.routed.has_value();
        case Demand::parallel_approval:
            return true;  // how departments approve is no fact of the project's file
    }
    return true;
}

std::vector<std::string> phases_of(const ProjectRow& row) {
    std::vector<std::string> phases;
    if (row.tier) phases.push_back(*row.tier);
    if (row.batch) phases.push_back(*row.batch);
    return phases;
}

std::vector<Demand> demands_of(const ProjectRow& row, const regime::ProjectRules& rules) {
    const auto& profile = row.profile;
    if (!profile.total_investment) return rules.demands;
    regime::Candidate candidate;
    candidate.sector = profile.sector.value_or("");
    candidate.total = {profile.total_investment->value, profile.total_investment->unit};
    if (profile.year_investment)
        candidate.year = Quantity{profile.year_investment->value, profile.year_investment->unit};
    candidate.phases = phases_of(row);
    return regime::qualify(rules, candidate).demands;
}

void compute_lacks(ProjectRow& row, const ProjectMemory& memory, const regime::ProjectRules& rules) {
    row.lacks.clear();
    for (const auto demand : demands_of(row, rules)) {
        if (!has(row, memory, demand)) row.lacks.emplace_back(reflect::enum_name(demand));
    }
}

/// Tier and batch were right when they were set; days and stage may have moved on since. And sums that are not there.
void compute_doubts(ProjectRow& row, const regime::ProjectRules& rules) {
    row.doubts.clear();
    if (!row.investment.done)
        row.doubts.emplace_back(
            "投资：金额位数过多，不能准确合计，未列合计数；请核对总投资、年度计划、此前完成和各月完成数");
    regime::PlanFacts facts;
    facts.year = row.year;
    facts.start = row.days.started_on ? row.days.started_on : row.days.start;
    facts.finish = row.days.finished_on ? row.days.finished_on : row.days.finish;
    facts.stage = row.stage;
    const auto& planned = row.profile.year_investment;
    if (planned) facts.year_investment = Quantity{planned->value, planned->unit};
    for (const auto& key : phases_of(row)) {
        const auto* phase = rules.find_phase(key);
        if (!phase) continue;
        for (const auto& breach : regime::breaches(*phase, facts))
            row.doubts.push_back(phase->title + "：" + breach.reason);
    }
}

/// Who is raised with nobody lies with the regime's first level, until its days are over.
void compute_levels(ProjectRow& row, const std::vector<regime::Escalation>& levels) {
    for (auto& problem : row.problems) {
        problem.next_level_after.reset();
        if (!problem.level && !levels.empty()) problem.level = levels.front().key;
        if (problem.state == rows::ProblemState::resolved || !problem.level) continue;
        const auto level = std::ranges::find(levels, *problem.level, &regime::Escalation::key);
        if (level != levels.end())
            problem.next_level_after = regime::escalates_after(*level, china_date(problem.steps.back().at));
    }
}

void compute_plan(ProjectRow& row) {
    row.tier.reset();
    row.batch.reset();
    const auto plan = std::ranges::find(row.plans, row.year, &rows::ProjectPlan::year);
    if (plan == row.plans.end()) return;
    row.tier = plan->tier;
    row.batch = plan->batch;
}

}  // namespace

void compute_project(ProjectRow& row, const ProjectMemory& memory, const regime::Rules& rules) {
    const auto& projects = rules.projects;
    compute_plan(row);
    compute_investment(row);
    compute_levels(row, projects.escalations);
    compute_lacks(row, memory, projects);
    compute_doubts(row, projects);
    const auto& qualifies = row.profile.qualifies;
    row.project_class =
        !qualifies.empty() && qualifies.front().met ? std::optional(qualifies.front().project_class) : std::nullopt;
    row.started = row.days.started_on.has_value();
    row.status = memory.standing.status;
}

}  // namespace taizhang
