// From a completion claim to closing out: 办结申报 → 核验 → 销号, each by somebody else than the one before it.
#include "src/domain/items/item_checks.hpp"

namespace taizhang {

namespace {

/// A claim waits to be judged, by somebody else than whoever made it.
Status check_judgeable(const ItemState& state, const Case& c) {
    TZ_CHECK(check_alive(state, c));
    if (state.stage == ItemStage::verified)
        return refused(item_name(c) + " is verified already; close it out (item.close_out), or reopen it");
    if (state.stage != ItemStage::claimed)
        return refused("nobody has claimed that " + item_name(c) +
                       " is complete; its lead unit does (item.claim_completion)");
    if (state.claim && state.claim->by == c.context.actor.account)
        return refused("whoever claimed completion does not judge it; leave it to another account");
    return {};
}

}  // namespace

Status decide(const ItemState& state, const item::CompletionClaimed& proposal, const Case& c) {
    TZ_CHECK(check_worked_on(state, c));
    TZ_CHECK(check_text(proposal.summary, "/summary"));
    if (state.stage != ItemStage::active)
        return refused("completion of " + item_name(c) +
                       (state.stage == ItemStage::claimed ? " is claimed already; wait for the verification"
                                                          : " is verified already; it waits to be closed out"));
    TZ_TRY(const auto unit, own_unit(c, std::nullopt));
    return check_undertaken(state, unit, c);
}

Status decide(const ItemState& state, const item::CompletionVerified& proposal, const Case& c) {
    TZ_CHECK(check_judgeable(state, c));
    return check_text(proposal.findings, "/findings");
}

Status decide(const ItemState& state, const item::CompletionRejected& proposal, const Case& c) {
    TZ_CHECK(check_judgeable(state, c));
    return check_text(proposal.findings, "/findings");
}

Status decide(const ItemState& state, const item::ClosedOut& proposal, const Case& c) {
    TZ_CHECK(check_alive(state, c));
    TZ_CHECK(check_text(proposal.note, "/note"));
    if (state.stage == ItemStage::verified) return {};
    return refused("closing out follows verification, and completion of " + item_name(c) +
                   (state.stage == ItemStage::claimed ? " is claimed but not verified (item.verify_completion)"
                                                      : " is not even claimed (item.claim_completion)"));
}

Status decide(const ItemState& state, const item::Reopened& proposal, const Case& c) {
    TZ_CHECK(check_ledger_open(state, c));
    if (state.stage != ItemStage::closed_out && state.stage != ItemStage::verified)
        return refused("only what was verified or closed out can be reopened, and " + item_name(c) + " was not");
    if (proposal.deadline && *proposal.deadline < china_date(c.context.now))
        return invalid("/deadline: " + proposal.deadline->to_string() + " is past; give a day to come", "/deadline");
    return {};
}

Status decide(const ItemState& state, const item::Cancelled& proposal, const Case& c) {
    TZ_CHECK(check_alive(state, c));
    if (!proposal.replaced_by) return {};
    if (*proposal.replaced_by == c.id<ItemId>())
        return invalid("/replaced_by: an item cannot replace itself; name another", "/replaced_by");
    TZ_TRY(const auto* next, need_state<ItemState>(c, *proposal.replaced_by, "/replaced_by"));
    if (next->stage == ItemStage::cancelled || next->stage == ItemStage::merged)
        return refused("/replaced_by: '" + proposal.replaced_by->value + "' has ended itself; name another")
            .with("path", "/replaced_by");
    return {};
}

}  // namespace taizhang
