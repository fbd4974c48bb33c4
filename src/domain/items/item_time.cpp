// What time brings to an item (rule 5): the deadline keeper proposes, and only what is true now, and was not recorded
// before, is recorded.
#include "src/domain/items/item_checks.hpp"

#include <algorithm>

namespace taizhang {

namespace {

/// Nothing falls due for a draft, for what is suspended, or once completion is claimed.
Status check_running(const ItemState& state, const Case& c) {
    TZ_CHECK(check_worked_on(state, c));
    if (state.stage == ItemStage::active) return {};
    return refused("completion of " + item_name(c) + " is claimed; nothing falls due until that is judged");
}

Status check_day(std::optional<Date> known, Date given, const std::string& of) {
    if (known == given) return {};
    return refused("/due: " + of + " is " + (known ? known->to_string() : std::string("not set")) + ", not " +
                   given.to_string())
        .with("path", "/due");
}

Status check_past(Date due, const Case& c) {
    if (has_ended(due, c.context.now)) return {};
    return refused(due.to_string() + " has not ended yet; nothing is late until it has");
}

/// The milestone, not reached yet, and of that day.
Result<const Milestone*> open_milestone(const ItemState& state, const std::optional<std::string>& id, Date due) {
    const auto found = std::ranges::find_if(state.milestones, [&](const Milestone& one) { return id == one.id; });
    if (found == state.milestones.end())
        return invalid("/milestone: the item has no milestone '" + id.value_or("").substr(0, max_key_characters) +
                           "'; name one that is planned",
                       "/milestone");
    if (found->reached_on)
        return refused("'" + found->name + "' was reached on " + found->reached_on->to_string() + " already");
    TZ_CHECK(check_day(found->due, due, "the day of '" + found->name + "'"));
    return &*found;
}

Status check_not_undertaken(const ItemState& state, const UnitId& unit, const Case& c) {
    TZ_CHECK(check_concerned(state, unit, "/unit", c));
    if (!check_undertaken(state, unit, c)) return {};
    return refused("'" + unit.value + "' has acknowledged " + item_name(c) +
                   ", or is recorded as having missed to do so");
}

Status check_acknowledgement_day(const ItemState& state, Date due, const Case& c) {
    TZ_TRY(const auto year, year_of(state, c));
    const auto earliest = acknowledgement_due(year, state);
    if (!earliest) return refused("the ledger's regime sets no term to acknowledge; nothing is missed");
    if (due >= *earliest) return {};
    return refused("/due: the term to acknowledge ends on " + earliest->to_string() + " at the earliest, not on " +
                   due.to_string())
        .with("path", "/due");
}

Status check_plan_open(const ItemState& state, const UnitId& unit, Date due, const Case& c) {
    TZ_CHECK(check_concerned(state, unit, "/unit", c));
    TZ_TRY(const auto year, year_of(state, c));
    TZ_CHECK(check_day(plan_due(year, state), due, "the day by which a plan is wanted"));
    const auto* plan = plan_today(c.context.directory, state, unit);
    if (!plan || plan->stage == PlanStage::returned) return {};
    return refused("'" + unit.value + "' has filed its plan, or is recorded as having missed to do so", "S7.2");
}

/// What is reminded of is still open and still ahead.
Status check_ahead(const ItemState& state, const item::Reminded& proposal, const UnitId& unit, const Case& c) {
    switch (proposal.of) {
        case item::ReminderOf::deadline:
            return check_day(state.deadline, proposal.due, "the deadline");
        case item::ReminderOf::milestone: {
            TZ_CHECK(open_milestone(state, proposal.milestone, proposal.due));
            return {};
        }
        case item::ReminderOf::plan:
            return check_plan_open(state, unit, proposal.due, c);
        case item::ReminderOf::acknowledgement:
            TZ_CHECK(check_not_undertaken(state, unit, c));
            return check_acknowledgement_day(state, proposal.due, c);
    }
    return {};
}

Status check_days_left(const item::Reminded& proposal, const Case& c) {
    const auto left = (proposal.due.days() - china_date(c.context.now).days()).count();
    if (left < 0) return refused(proposal.due.to_string() + " is past; nobody is reminded of it any more");
    if (left <= proposal.days) return {};
    return refused("/days: " + std::to_string(left) + " days are left until " + proposal.due.to_string() + ", not " +
                   std::to_string(proposal.days))
        .with("path", "/days");
}

bool same_reminder(const item::Reminded& a, const item::Reminded& b) {
    return a.of == b.of && a.milestone == b.milestone && a.unit == b.unit && a.due == b.due && a.days == b.days;
}

}  // namespace

Status decide(const ItemState& state, const item::FellOverdue& proposal, const Case& c) {
    TZ_CHECK(check_running(state, c));
    TZ_CHECK(check_day(state.deadline, proposal.deadline, "the deadline"));
    TZ_CHECK(check_past(proposal.deadline, c));
    if (state.overdue_since != proposal.deadline) return {};
    return refused(item_name(c) + " is recorded as overdue since " + proposal.deadline.to_string() + " already");
}

Status decide(const ItemState& state, const item::MilestoneMissed& proposal, const Case& c) {
    TZ_CHECK(check_running(state, c));
    TZ_TRY(const auto* milestone, open_milestone(state, proposal.milestone, proposal.due));
    TZ_CHECK(check_past(proposal.due, c));
    if (milestone->missed) return refused("'" + milestone->name + "' is recorded as missed already");
    return {};
}

Status decide(const ItemState& state, const item::AcknowledgementOverdue& proposal, const Case& c) {
    TZ_CHECK(check_running(state, c));
    TZ_CHECK(check_not_undertaken(state, proposal.unit, c));
    TZ_CHECK(check_acknowledgement_day(state, proposal.due, c));
    return check_past(proposal.due, c);
}

Result<item::Reminded> decide(const ItemState& state, const item::Reminded& proposal, const Case& c) {
    TZ_CHECK(proposal.of == item::ReminderOf::plan ? check_plannable(state, c) : check_running(state, c));
    auto reminded = proposal;
    const auto* lead = lead_of(state);
    if (!reminded.unit && lead) reminded.unit = unit_today(c.context.directory, lead->unit);
    TZ_CHECK(check_ahead(state, proposal, reminded.unit.value_or(UnitId{}), c));
    TZ_CHECK(check_days_left(proposal, c));
    if (std::ranges::any_of(state.reminders, [&](const auto& one) { return same_reminder(one, reminded); }))
        return refused("this reminder was given already; each is given once");
    return reminded;
}

}  // namespace taizhang
