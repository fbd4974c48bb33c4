// What the supervision office says of an item: 挂牌督办, and its own judgement beside the unit's (rule 9).
#include "src/domain/items/item_checks.hpp"
#include "src/domain/supervision/supervision_checks.hpp"

namespace taizhang {

namespace {

/// What a unit says of itself and what is judged of it are kept apart, also where the supervision office has a part in
/// the item.
Status check_not_its_own(const ItemState& state, const Case& c) {
    const auto& unit = c.context.actor.unit;
    if (!unit || !concerns_today(c.context.directory, state, *unit)) return {};
    return refused("'" + unit->value + "' is one of the responsible units of " + item_name(c) +
                       ", and nobody judges his own work; leave it to another account",
                   "rule 9");
}

Status check_period(const std::optional<Period>& period, const ItemState& state, const Case& c) {
    if (!period) return {};
    if (period->first_day() > china_date(c.context.now))
        return invalid("/period: " + period->to_string() + " has not begun; judge it when it has", "/period");
    TZ_TRY(const auto* ledger, need_state<LedgerState>(c, state.ledger, "/ledger"));
    if (period->year() == ledger->year) return {};
    return invalid("/period: expected a month of " + std::to_string(ledger->year) + ", the ledger's year, got " +
                       period->to_string(),
                   "/period");
}

}  // namespace

Status decide(const ItemState& state, const item::Listed& proposal, const Case& c) {
    TZ_CHECK(check_alive(state, c));
    if (state.listed)
        return refused(item_name(c) + " is listed for supervision already; take it off the list first (item.delist)",
                       "S1.6");
    TZ_CHECK(check_text(proposal.text, "/text"));
    if (proposal.until) TZ_CHECK(check_ahead(*proposal.until, "/until", c));
    return {};
}

Status decide(const ItemState& state, const item::Delisted& proposal, const Case& c) {
    TZ_CHECK(check_not_by_approver_alone(c, "item.delist"));
    TZ_CHECK(check_ledger_open(state, c));
    if (!state.listed) return refused(item_name(c) + " is not listed for supervision", "S1.6");
    return check_text(proposal.findings, "/findings");
}

Status decide(const ItemState& state, const item::ConfidenceAssessed& proposal, const Case& c) {
    TZ_CHECK(check_ledger_open(state, c));
    TZ_CHECK(check_not_its_own(state, c));
    TZ_CHECK(check_text(proposal.grounds, "/grounds"));
    return check_period(proposal.period, state, c);
}

}  // namespace taizhang
