// Implementation plans 实施方案 (S7.2): one by each responsible unit, by the regime's day, approved or returned.
#include "src/domain/items/item_checks.hpp"

namespace taizhang {

namespace {

constexpr const char* plans_clause = "S7.2";

/// All five settings: 定目标, 定责任, 定时限, 定标准, 定措施.
Status check_settings(const item::PlanFiled& proposal) {
    const std::pair<const char*, const std::string*> settings[] = {{"/goals", &proposal.goals},
                                                                   {"/responsibility", &proposal.responsibility},
                                                                   {"/schedule", &proposal.schedule},
                                                                   {"/standards", &proposal.standards},
                                                                   {"/measures", &proposal.measures}};
    for (const auto& [path, text] : settings) {
        const auto checked = check_text(*text, path);
        if (checked) continue;
        auto error = checked.error();
        if (error.code != ErrorCode::invalid) return error;
        return refused(std::string(path) +
                           ": a plan sets goals, responsibility, schedule, standards and measures; fill this one in",
                       plans_clause)
            .with("path", json_text(path));
    }
    return {};
}

Status check_fileable(const Plan* plan, const UnitId& unit) {
    if (!plan || plan->stage == PlanStage::returned || plan->stage == PlanStage::missed) return {};
    return refused("'" + unit.value + "' has filed its plan already" +
                       (plan->stage == PlanStage::approved ? ", and it was approved"
                                                           : "; it can be filed again only after it was returned"),
                   plans_clause);
}

/// Filed, and waiting to be judged by somebody else.
Status check_judgeable(const ItemState& state, const UnitId& unit, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    const auto found = std::ranges::find(state.plans, unit, &Plan::unit);
    if (found == state.plans.end() || found->stage != PlanStage::filed)
        return refused("/unit: no plan of '" + unit.value + "' waits to be judged; the unit files one (item.file_plan)",
                       plans_clause)
            .with("path", "/unit");
    if (found->filed_by == c.context.actor.account)
        return refused("whoever filed a plan does not judge it; leave it to another account", plans_clause);
    return {};
}

}  // namespace

Result<item::PlanFiled> decide(const ItemState& state, const item::PlanFiled& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    TZ_TRY(const auto unit, own_unit(c, proposal.unit));
    TZ_CHECK(check_concerned(state, unit, "/unit", c));
    const auto* plan = plan_today(c.context.directory, state, unit);
    TZ_CHECK(check_fileable(plan, unit));
    TZ_CHECK(check_settings(proposal));
    TZ_TRY(const auto year, year_of(state, c));
    auto filed = proposal;
    filed.unit = plan ? plan->unit : unit;  // the plan of a unit that was merged stays one
    filed.due = plan_due(year, state);
    filed.late = plan && plan->filings > 0 ? plan->late : filed.due && has_ended(*filed.due, c.context.now);
    return filed;
}

Status decide(const ItemState& state, const item::PlanApproved& proposal, const Case& c) {
    TZ_CHECK(check_judgeable(state, proposal.unit, c));
    return check_text(proposal.note, "/note");
}

Status decide(const ItemState& state, const item::PlanReturned& proposal, const Case& c) {
    TZ_CHECK(check_judgeable(state, proposal.unit, c));
    return check_text(proposal.findings, "/findings");
}

Status decide(const ItemState& state, const item::PlanMissed& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    TZ_CHECK(check_concerned(state, proposal.unit, "/unit", c));
    TZ_TRY(const auto year, year_of(state, c));
    const auto due = plan_due(year, state);
    if (!due || *due != proposal.due)
        return refused("/due: the rules want a plan of this item by " + (due ? due->to_string() : "no day") + ", not " +
                           proposal.due.to_string(),
                       plans_clause)
            .with("path", "/due");
    if (!has_ended(*due, c.context.now))
        return refused("the day has not ended; a plan may still be filed", plans_clause);
    if (const auto* plan = plan_today(c.context.directory, state, proposal.unit))
        return refused("'" + proposal.unit.value + "' " +
                           (plan->filings > 0 ? "has filed a plan" : "is recorded as having missed it already"),
                       plans_clause);
    return {};
}

}  // namespace taizhang
