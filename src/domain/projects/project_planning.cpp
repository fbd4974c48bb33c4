// A project in the plan of a year: applied for (S9.1), its tier (S6.2) and batch (S9.2), and how the plan is adjusted.
#include "src/domain/projects/project_checks.hpp"
#include "src/domain/projects/project_sums.hpp"

#include <algorithm>
#include <set>

namespace taizhang {

namespace {

bool has_when(const std::vector<regime::When>& list, regime::When when) {
    return std::ranges::find(list, when) != list.end();
}

/// Its definition has the project start in the plan's year or before: whoever is in it is no reserve any more.
bool promises_start(const regime::Phase& phase) {
    return !phase.start.empty() && !has_when(phase.start, regime::When::after) &&
           !has_when(phase.start, regime::When::unknown);
}

std::vector<std::string> phases_of(const item::PlanApplied& proposal) {
    std::vector<std::string> phases;
    if (proposal.tier) phases.push_back(*proposal.tier);
    if (proposal.batch) phases.push_back(*proposal.batch);
    return phases;
}

Status check_not_applied(const ItemState& state, int year, const Case& c) {
    const auto* plan = plan_of(project_facet(state), year);
    if (!plan || !plan->applied) return {};
    return refused(item_name(c) + " was applied for the plan of " + std::to_string(year) +
                       " already; set its batch or tier, or adjust the plan (item.adjust_plan)",
                   "S9.1");
}

/// Where the regime sorts projects, an application says where this one belongs.
Status check_sorted(const item::PlanApplied& proposal, const regime::ProjectRules& rules) {
    if (!rules.batches.empty() && !proposal.batch)
        return refused("/batch: an application says to which of the regime's batches the project belongs; name it",
                       "S9.2")
            .with("path", "/batch");
    if (!rules.tiers.empty() && !proposal.tier)
        return refused("/tier: an application says to which of the regime's tiers the project belongs; name it", "S6.2")
            .with("path", "/tier");
    return {};
}

struct Before {
    std::optional<std::string> tier, batch;
};

Before plan_before(const ItemState& state, int year) {
    const auto* plan = plan_of(project_facet(state), year);
    return plan ? Before{plan->tier, plan->batch} : Before{};
}

Status unchanged(const std::string& what, const std::string& key, int year, const Case& c) {
    return refused("nothing would change: the " + what + " of " + item_name(c) + " in " + std::to_string(year) +
                   " is '" + key + "' already");
}

const Milestone* find_milestone(const ItemState& state, const std::string& id) {
    const auto found = std::ranges::find(state.milestones, id, &Milestone::id);
    return found == state.milestones.end() ? nullptr : &*found;
}

Status check_node(const ItemState& state, const item::PlannedNode& node, const std::string& at) {
    TZ_CHECK(check_text(node.milestone, at + "/milestone", max_key_characters));
    TZ_CHECK(check_text(node.name, at + "/name", max_name_characters));
    const auto* known = find_milestone(state, node.milestone);
    if (known && known->reached_on)
        return refused(at + ": '" + known->name + "' was reached on " + known->reached_on->to_string() +
                           "; only what is ahead is planned anew",
                       "S9.1")
            .with("path", json_text(at));
    if (known && known->due == node.due && known->name == node.name)
        return refused(at + ": '" + known->name + "' is planned for " + node.due.to_string() + " already; leave it out")
            .with("path", json_text(at));
    return {};
}

Status check_nodes(const ItemState& state, const std::vector<item::PlannedNode>& nodes) {
    TZ_CHECK(check_count(state.milestones.size() + nodes.size(), "/milestones"));
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto at = element_path("/milestones", i);
        if (!seen.insert(nodes[i].milestone).second)
            return invalid(at + "/milestone: '" + nodes[i].milestone + "' stands in the list twice; give it once",
                           at + "/milestone");
        TZ_CHECK(check_node(state, nodes[i], at));
    }
    return {};
}

Status check_days(const item::PlanAdjusted& proposal, const item::Profiled& profile) {
    const auto start = proposal.start ? proposal.start : profile.start;
    const auto finish = proposal.finish ? proposal.finish : profile.finish;
    if (proposal.start && profile.started_on)
        return refused("/start: the project was started on " + profile.started_on->to_string() +
                           "; only what is ahead is planned anew",
                       "S9.1")
            .with("path", "/start");
    if (!start || !finish || *finish >= *start) return {};
    return invalid(
        "/finish: " + finish->to_string() + " comes before " + start->to_string() + ", the start; correct one of them",
        "/finish");
}

Status check_plan_sums(const ItemState& state, const item::Profiled& profile, const item::PlanAdjusted& proposal) {
    if (!proposal.year_investment) return {};
    auto known = profile;
    known.year_investment = proposal.year_investment;
    const auto& facet = project_facet(state);
    return check_sums({profile, facet}, {known, facet}, "/year_investment");
}

bool changes_something(const item::PlanAdjusted& proposal) {
    return proposal.year_investment || proposal.start || proposal.finish || !proposal.milestones.empty();
}

/// 年初计划: what was not in it is added, what is in it is changed or cancelled.
Status check_kind(const item::PlanAdjusted& proposal, bool planned, const Case& c) {
    using enum item::Adjustment;
    const auto wrong = [](std::string text) {
        return refused("/adjustment: " + std::move(text), "S9.1").with("path", "/adjustment");
    };
    if (proposal.adjustment == added && planned)
        return wrong(item_name(c) + " stands in the plan already; change it instead (changed)");
    if (proposal.adjustment != added && !planned)
        return wrong(item_name(c) +
                     " does not stand in the plan; add it (added), or let it enter (item.enter_library)");
    if (proposal.adjustment == changed && !changes_something(proposal))
        return wrong("an adjustment says what is planned otherwise: investment, start, finish or milestones");
    if (proposal.adjustment == cancelled && changes_something(proposal))
        return wrong("what is cancelled gets no other plan; leave investment, days and milestones out");
    return {};
}

std::vector<std::string> phases_of(const Before& plan) {
    std::vector<std::string> phases;
    if (plan.tier) phases.push_back(*plan.tier);
    if (plan.batch) phases.push_back(*plan.batch);
    return phases;
}

}  // namespace

Status decide(const ItemState& state, const item::PlanApplied& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    TZ_TRY(const auto year, year_of(state, c));
    TZ_CHECK(check_plan_year(proposal.year, year));
    TZ_CHECK(check_not_applied(state, proposal.year, c));
    TZ_CHECK(check_season({regime::RhythmKind::application, proposal.year, "S9.1"}, year, c));
    const auto& rules = project_rules(year);
    TZ_CHECK(check_sorted(proposal, rules));
    const auto profile = profile_today(state, c.context.directory);
    TZ_CHECK(check_complete(state, profile, phases_of(proposal), year, "S9.2"));
    const auto facts = plan_facts(state, profile, proposal.year, c);
    if (proposal.tier) TZ_CHECK(check_phase(rules.tiers, *proposal.tier, "/tier", facts, "S6.2"));
    if (proposal.batch) TZ_CHECK(check_phase(rules.batches, *proposal.batch, "/batch", facts, "S9.2"));
    return {};
}

Status decide(const ItemState& state, const item::TierSet& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    TZ_TRY(const auto year, year_of(state, c));
    TZ_CHECK(check_plan_year(proposal.year, year));
    const auto facts = plan_facts(state, profile_today(state, c.context.directory), proposal.year, c);
    TZ_CHECK(check_phase(project_rules(year).tiers, proposal.tier, "/tier", facts, "S6.2"));
    if (plan_before(state, proposal.year).tier == proposal.tier)
        return unchanged("tier", proposal.tier, proposal.year, c);
    return {};
}

Result<Decision<item::BatchSet>> decide(const ItemState& state, const item::BatchSet& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    TZ_TRY(const auto year, year_of(state, c));
    TZ_CHECK(check_plan_year(proposal.year, year));
    const auto& rules = project_rules(year);
    const auto facts = plan_facts(state, profile_today(state, c.context.directory), proposal.year, c);
    TZ_CHECK(check_phase(rules.batches, proposal.batch, "/batch", facts, "S9.2"));
    if (plan_before(state, proposal.year).batch == proposal.batch)
        TZ_CHECK(unchanged("batch", proposal.batch, proposal.year, c));
    Decision<item::BatchSet> decision{proposal, {}, {}};
    const bool leaves =
        rules.library.reserve_leaves == regime::Leaving::decided && promises_start(*rules.find_phase(proposal.batch));
    if (leaves && stands_in(project_facet(state), item::Library::reserve))
        decision.then.push_back(item::LibraryLeft{item::Library::reserve, item::Leaving::decided, {}, {}});
    return decision;
}

Result<Decision<item::PlanAdjusted>> decide(const ItemState& state, const item::PlanAdjusted& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    TZ_TRY(const auto year, year_of(state, c));
    const bool planned = stands_in(project_facet(state), item::Library::plan);
    TZ_CHECK(check_kind(proposal, planned, c));
    TZ_CHECK(check_season({regime::RhythmKind::adjustment, year.ledger.year, "S9.1"}, year, c));
    TZ_CHECK(check_money(proposal.year_investment, "/year_investment"));
    TZ_CHECK(check_most(proposal.year_investment, "/year_investment"));
    const auto profile = profile_today(state, c.context.directory);
    TZ_CHECK(check_plan_sums(state, profile, proposal));
    TZ_CHECK(check_days(proposal, profile));
    TZ_CHECK(check_nodes(state, proposal.milestones));
    Decision<item::PlanAdjusted> decision{proposal, {}, {}};
    if (proposal.adjustment == item::Adjustment::added) {
        TZ_CHECK(check_complete(state, profile, phases_of(plan_before(state, year.ledger.year)), year, "S9.2"));
        decision.then.push_back(item::LibraryEntered{item::Library::plan, {}, {}});
    }
    if (proposal.adjustment == item::Adjustment::cancelled)
        decision.then.push_back(item::LibraryLeft{item::Library::plan, item::Leaving::cancelled, {}, {}});
    return decision;
}

}  // namespace taizhang
