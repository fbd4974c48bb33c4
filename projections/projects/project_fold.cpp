#include "projections/projects/project_fold.hpp"

#include "events/project_words.hpp"

namespace taizhang {

using rows::ProblemState;
using rows::ProjectProblem;

namespace {

ProjectProblem& problem_of(rows::ProjectRow& row, const std::string& id) {
    const auto found = std::ranges::find(row.problems, id, &ProjectProblem::id);
    if (found == row.problems.end()) throw std::runtime_error("there is no problem " + id);
    return *found;
}

}  // namespace

void FoldProject::operator()(const item::Entered& e) const {
    row.ledger = e.ledger;
    row.item = ItemId{std::string(header.stream.id())};
    row.number = e.number;
    row.title = e.title;
    row.kind = e.project_kind;
    row.units = e.units;
    row.people.leader = e.responsible_leader;
    row.people.person = e.responsible_person;
    row.carried_from = e.carried_from;
    memory.ledger = e.ledger;
}

void FoldProject::operator()(const item::Revised& e) const {
    take(row.number, e.number);
    take(row.title, e.title);
    take(row.kind, e.project_kind);
}

void FoldProject::operator()(const item::PeopleAssigned& e) const {
    take(row.people.leader, e.responsible_leader);
    take(row.people.person, e.responsible_person);
    take(row.people.liaison, e.liaison);
    take(row.people.section, e.section);
}

void FoldProject::operator()(const item::Transferred& e) const {
    std::erase_if(row.units, [&](const Party& party) { return party.unit == e.to; });
    for (auto& party : row.units) {
        if (party.unit == e.from) party = {e.to, e.name.value_or(e.to.value), PartyRole::lead, false, false, {}};
    }
}

void FoldProject::operator()(const item::MilestoneReached& e) const {
    const auto found = std::ranges::find(memory.milestones, e.milestone, &ProjectMemory::Node::id);
    if (found != memory.milestones.end()) reach(found->name, e.reached_on);
}

void FoldProject::operator()(const item::StageAdvanced& e) const {
    row.stage = e.step;
    reach(e.step, e.reached_on);
}

void FoldProject::reach(const std::string& node, Date on) const {
    if (names_start(node) && !row.days.started_on) row.days.started_on = on;
    if (names_finish(node) && !row.days.finished_on) row.days.finished_on = on;
}

// ---- problems ----------------------------------------------------------------------------------------------------

void FoldProject::operator()(const item::ProblemRaised& e) const {
    ProjectProblem problem;
    problem.id = e.problem;
    problem.text = e.text;
    problem.steps.push_back({std::nullopt, header.recorded, header.actor.name, header.position});
    row.problems.push_back(std::move(problem));
}

void FoldProject::operator()(const item::ProblemEscalated& e) const {
    auto& problem = problem_of(row, e.problem);
    problem.state = ProblemState::escalated;
    problem.level = e.to;
    problem.steps.push_back({e.to, header.recorded, header.actor.name, header.position});
}

void FoldProject::operator()(const item::ProblemResolved& e) const {
    auto& problem = problem_of(row, e.problem);
    problem.state = ProblemState::resolved;
    problem.answer = e.answer;
    problem.answered_at = header.recorded;
    problem.answered_by = header.actor.name;
}

// ---- as a project ------------------------------------------------------------------------------------------------

void FoldProject::operator()(const item::Profiled& e) const {
    auto& profile = row.profile;
    take(profile.owner, e.owner);
    take(profile.site, e.site);
    take(profile.region, e.region);
    take(profile.sector, e.sector);
    take(profile.industry, e.industry);
    take(profile.content, e.content);
    take(profile.total_investment, e.total_investment);
    take(profile.year_investment, e.year_investment);
    take(profile.done_before, e.done_before);
    if (!e.funds.empty()) profile.funds = e.funds;
    take(profile.year_aim, e.year_aim);
    take(profile.signed_on, e.signed_on);
    if (!e.qualifies.empty()) profile.qualifies = e.qualifies;
    plan_days(e.start, e.finish);
    take(row.days.started_on, e.started_on);
    take(row.days.finished_on, e.finished_on);
}

void FoldProject::plan_days(const std::optional<Date>& start, const std::optional<Date>& finish) const {
    auto& days = row.days;
    take(days.start, start);
    take(days.finish, finish);
    if (!days.first_start) days.first_start = start;
    if (!days.first_finish) days.first_finish = finish;
}

rows::ProjectPlan& FoldProject::plan_of(std::uint16_t year) const {
    const auto found = std::ranges::find(row.plans, year, &rows::ProjectPlan::year);
    if (found != row.plans.end()) return *found;
    return row.plans.emplace_back(rows::ProjectPlan{year, {}, {}, {}});
}

void FoldProject::operator()(const item::PlanApplied& e) const {
    auto& plan = plan_of(e.year);
    plan.applied_at = header.recorded;
    take(plan.tier, e.tier);
    take(plan.batch, e.batch);
}

void FoldProject::operator()(const item::ReserveClassSet& e) const {
    row.reserve_class = e.reserve_class;
    row.reserve_document = e.document;
}

void FoldProject::operator()(const item::LibraryEntered& e) const {
    row.libraries.push_back(e.library);
    rows::ProjectPassage passage;
    passage.library = e.library;
    passage.entered_at = header.recorded;
    passage.document = e.document;
    passage.replaces = e.replaces;
    row.passages.push_back(std::move(passage));
}

void FoldProject::operator()(const item::LibraryLeft& e) const {
    std::erase(row.libraries, e.library);
    const auto found = std::find_if(row.passages.rbegin(), row.passages.rend(),
                                    [&](const rows::ProjectPassage& one) { return one.library == e.library; });
    if (found == row.passages.rend()) throw std::runtime_error("the project stands in no such library");
    found->left_at = header.recorded;
    found->because = e.because;
    if (!header.reason.empty()) found->reason = header.reason;
    found->replaced_by = e.replaced_by;
    found->none_yet = e.none_yet.value_or(false);
}

void FoldProject::operator()(const item::PlanAdjusted& e) const {
    ++row.days.adjustments;
    take(row.profile.year_investment, e.year_investment);
    plan_days(e.start, e.finish);
    for (const auto& node : e.milestones) {
        const auto found = std::ranges::find(memory.milestones, node.milestone, &ProjectMemory::Node::id);
        if (found == memory.milestones.end())
            memory.milestones.push_back({node.milestone, node.name});
        else
            found->name = node.name;
    }
}

void FoldProject::operator()(const item::InvestmentBooked& e) const {
    const auto unit = speaker(e.unit, header);
    auto& bookings = row.investment.bookings;
    const auto found = std::ranges::find_if(
        bookings, [&](const rows::ProjectBooking& one) { return one.unit == unit && one.period == e.period; });
    if (found == bookings.end()) {
        bookings.push_back({unit, e.period, e.amount, header.position, false});
        return;
    }
    found->amount = e.amount;
    found->corrected = true;
}

void FoldProject::operator()(const item::SupportGranted&) const {
    --row.needs.requested;
    ++row.needs.granted;
}

void FoldProject::operator()(const item::SupportDeclined&) const {
    --row.needs.requested;
    ++row.needs.declined;
}

}  // namespace taizhang
