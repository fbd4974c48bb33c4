// 复核 (rule 10): asked for by the party concerned, once, within the regime's days; decided within as many, by somebody
// who had no part in it.
#include "src/domain/accountability/accountability_checks.hpp"
#include "src/domain/deciders.hpp"

namespace taizhang {

namespace {

constexpr std::string_view reconsideration_rule = "rule 10";

Date days_after(Date day, unsigned days) {
    return Date(day.days() + std::chrono::days(days));
}

/// Against something that holds, and for the first time.
Status check_open_to_it(const AccountabilityState& state, const Case& c) {
    if (state.stage != AccountabilityStage::agreed) TZ_CHECK(check_stage(state, AccountabilityStage::carried_out, c));
    if (state.decide_by)
        return refused("reconsideration is asked for already; it is to be decided by " + state.decide_by->to_string(),
                       reconsideration_rule);
    if (state.reconsidered)
        return refused(measure_name(c) + " was reconsidered once, and once is all that there is", reconsideration_rule);
    return {};
}

Status check_decides(const AccountabilityState& state, const Case& c) {
    TZ_CHECK(check_not_concerned(state, c));
    const auto& account = c.context.actor.account;
    if (state.asked_by == account)
        return refused("whoever asked for a reconsideration does not decide it; leave it to another account",
                       reconsideration_rule);
    if (std::ranges::find(state.authors, account) != state.authors.end())
        return refused("whoever proposed, agreed on or carried out a measure does not reconsider it; leave it to " +
                           std::string("another account"),
                       reconsideration_rule);
    return {};
}

/// What the measure brought about and what still goes on falls with it: its order to rectify, its listing of items.
std::vector<Effect> undo(const AccountabilityState& state, const std::string& findings, const Case& c) {
    const auto& directory = c.context.directory;
    std::vector<Effect> effects;
    const RectificationId order{std::string(c.stream.id())};
    const auto* ordered = find_state<RectificationState>(directory, order);
    const bool open =
        ordered && (ordered->stage == RectificationStage::open || ordered->stage == RectificationStage::reported);
    if (state.measure == accountability::Measure::rectification && open)
        effects.push_back({StreamId::of(order), rectification::Withdrawn{findings}, ""});
    if (state.measure != accountability::Measure::listing) return effects;
    for (const auto& id : state.items) {
        const auto* item = find_state<ItemState>(directory, id);
        const auto* ledger = item ? find_state<LedgerState>(directory, item->ledger) : nullptr;
        if (ledger && !ledger->closed && item->listed)
            effects.push_back({StreamId::of(id), item::Delisted{findings}, ""});
    }
    return effects;
}

}  // namespace

Result<accountability::ReconsiderationRequested> decide(const AccountabilityState& state,
                                                        const accountability::ReconsiderationRequested& proposal,
                                                        const Case& c) {
    if (!is_party_concerned(state, c))
        return refused(measure_name(c) + " concerns " + state.subject.value +
                           "; the party concerned asks for reconsideration, and nobody for it",
                       reconsideration_rule);
    TZ_CHECK(check_open_to_it(state, c));
    const auto days = rules_of(c, state.ledger).reconsideration_days;
    const auto last = days_after(china_date(state.changed), days);
    if (today(c) > last)
        return refused("reconsideration could be asked for until " + last.to_string() + ", " + std::to_string(days) +
                           " days after the measure; today is " + today(c).to_string(),
                       reconsideration_rule);
    TZ_CHECK(check_text(proposal.grounds, "/grounds"));
    auto requested = proposal;
    requested.decide_by = days_after(today(c), days);
    return requested;
}

Result<Decision<accountability::ReconsiderationDecided>> decide(const AccountabilityState& state,
                                                                const accountability::ReconsiderationDecided& proposal,
                                                                const Case& c) {
    if (!state.decide_by)
        return refused("nobody has asked for reconsideration of " + measure_name(c), reconsideration_rule);
    TZ_CHECK(check_decides(state, c));
    TZ_CHECK(check_text(proposal.findings, "/findings"));
    Decision<accountability::ReconsiderationDecided> decision{proposal, {}, {}};
    if (proposal.ruling == accountability::Ruling::revoked) decision.elsewhere = undo(state, proposal.findings, c);
    return decision;
}

Status decide(const AccountabilityState& state, const accountability::ReconsiderationOverdue& proposal, const Case& c) {
    if (!state.decide_by) return refused("no reconsideration of " + measure_name(c) + " is open", reconsideration_rule);
    if (proposal.due != *state.decide_by)
        return invalid(
            "/due: it is to be decided by " + state.decide_by->to_string() + ", not by " + proposal.due.to_string(),
            "/due");
    if (c.context.now <= end_of_day(proposal.due))
        return invalid("/due: " + proposal.due.to_string() + " has not ended yet", "/due");
    if (state.decision_overdue)
        return refused("/due: that it is overdue is recorded already", reconsideration_rule).with("path", "/due");
    return {};
}

}  // namespace taizhang
