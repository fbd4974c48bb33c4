// Targets, milestones, and the deadline, which moves only when an extension is granted.
#include "events/schedule.hpp"
#include "src/domain/items/item_checks.hpp"

#include <taizhang/reflect/diff.hpp>

namespace taizhang {

namespace {

const Milestone* find_milestone(const ItemState& state, const std::string& id) {
    const auto found = std::find_if(state.milestones.begin(), state.milestones.end(),
                                    [&](const Milestone& milestone) { return milestone.id == id; });
    return found == state.milestones.end() ? nullptr : &*found;
}

Status check_later(const ItemState& state, Date to, const Case& c) {
    const auto from = state.deadline.value_or(china_date(c.context.now));
    if (to > from) return {};
    return invalid("/to: expected a day after " + from.to_string() +
                       (state.deadline ? ", the present deadline" : ", today") + "; got " + to.to_string(),
                   "/to");
}

/// A draft without a deadline is given one by whoever activates it: nobody need ask (S1.1).
bool lacks_deadline(const ItemState& state) {
    return state.stage == ItemStage::draft && !state.deadline && !state.extension;
}

Status check_answerable(const ItemState& state, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    if (!state.extension) return refused("no extension is asked for; the lead unit asks with item.request_extension");
    if (state.extension->by == c.context.actor.account)
        return refused(
            "whoever asked for an extension does not decide it; leave it to the ledger's holder or the "
            "supervision office");
    return {};
}

}  // namespace

Status decide(const ItemState& state, const item::TargetSet& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    TZ_CHECK(check_target(proposal.target, "/target"));
    const bool known = std::any_of(state.targets.begin(), state.targets.end(), [&](const Target& target) {
        return reflect::diff(target, proposal.target).empty();
    });
    if (known)
        return refused("nothing would change: the target of '" + proposal.target.indicator + "' is this already");
    return {};
}

Status decide(const ItemState& state, const item::MilestonePlanned& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    TZ_CHECK(check_text(proposal.milestone, "/milestone", max_key_characters));
    TZ_CHECK(check_text(proposal.name, "/name", max_name_characters));
    TZ_CHECK(check_count(state.milestones.size() + 1, "/milestone"));
    if (!find_milestone(state, proposal.milestone)) return {};
    return refused("/milestone: '" + proposal.milestone + "' is planned already; choose another name")
        .with("path", "/milestone");
}

Status decide(const ItemState& state, const item::MilestoneReached& proposal, const Case& c) {
    TZ_CHECK(check_worked_on(state, c));
    const auto* milestone = find_milestone(state, proposal.milestone);
    if (!milestone)
        return invalid("/milestone: '" + proposal.milestone.substr(0, max_key_characters) +
                           "' is not planned; plan it first (item.plan_milestone)",
                       "/milestone");
    if (milestone->reached_on)
        return refused("'" + milestone->name + "' was reached on " + milestone->reached_on->to_string() + " already");
    if (proposal.reached_on > china_date(c.context.now))
        return invalid("/reached_on: " + proposal.reached_on.to_string() + " lies in the future; tell it when it is so",
                       "/reached_on");
    return {};
}

Status decide(const ItemState& state, const item::ExtensionRequested& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    if (state.extension)
        return refused("an extension to " + state.extension->to.to_string() +
                       " is asked for already; wait until it is granted or refused");
    return check_later(state, proposal.to, c);
}

Status decide(const ItemState& state, const item::ExtensionGranted& proposal, const Case& c) {
    if (!lacks_deadline(state)) TZ_CHECK(check_answerable(state, c));
    TZ_CHECK(check_plannable(state, c));
    return check_later(state, proposal.to, c);
}

Status decide(const ItemState& state, const item::ExtensionRefused& proposal, const Case& c) {
    TZ_CHECK(check_answerable(state, c));
    return check_text(proposal.advice, "/advice");
}

}  // namespace taizhang
