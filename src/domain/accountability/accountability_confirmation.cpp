// The supervision office confirms what was proposed against a unit (rule 6), and what follows is part of the same
// command: a card is issued, an order to rectify is given, items are urged or listed.
#include "src/domain/accountability/accountability_checks.hpp"
#include "src/domain/deciders.hpp"

namespace taizhang {

namespace {

using Confirmation = Decision<accountability::Confirmed>;

/// The system may confirm only what the regime says is taken by itself.
Status check_automatic(const AccountabilityState& state, const Case& c) {
    const auto& steps = rules_of(c, state.ledger).steps;
    const auto step = state.rule ? std::ranges::find(steps, *state.rule, &regime::Step::name) : steps.end();
    if (step != steps.end() && step->mode == regime::Mode::automatic) return {};
    return refused(measure_name(c) + " follows no step that the ledger's regime takes by itself; the supervision " +
                       "office confirms or dismisses it",
                   "rule 6");
}

/// Four eyes: a proposal that a person made is confirmed by another one.
Status check_confirmer(const AccountabilityState& state, const Case& c) {
    if (std::ranges::find(c.context.roles, Role::system) != c.context.roles.end()) return check_automatic(state, c);
    TZ_CHECK(check_not_concerned(state, c));
    if (std::ranges::find(state.authors, c.context.actor.account) == state.authors.end()) return {};
    return refused("whoever proposed a measure does not confirm it; leave it to a colleague", "rule 6");
}

/// What is to be mended falls to whoever follows the unit today.
Effect order(const AccountabilityState& state, const UnitId& unit, Date deadline, const Case& c) {
    rectification::Ordered ordered;
    ordered.unit = unit_today(c.context.directory, unit);
    if (state.items.size() == 1) ordered.item = state.items.front();
    ordered.ledger = state.ledger;
    ordered.demand = state.grounds;
    ordered.deadline = deadline;
    ordered.proposal = c.id<AccountabilityId>();
    ordered.clause = state.clause;
    return {StreamId::of(RectificationId{std::string(c.stream.id())}), std::move(ordered), ""};
}

/// Whether it can still be urged or listed: not ended, and of an open ledger.
bool goes_on(const ItemState& item, const Case& c) {
    const auto* ledger = find_state<LedgerState>(c.context.directory, item.ledger);
    if (!ledger || ledger->closed) return false;
    switch (item.stage) {
        case ItemStage::draft:
        case ItemStage::active:
        case ItemStage::suspended:
        case ItemStage::claimed:
        case ItemStage::verified:
            return true;
        case ItemStage::closed_out:
        case ItemStage::cancelled:
        case ItemStage::merged:
        case ItemStage::carried_over:
            break;
    }
    return false;
}

/// An event for each of the items on which it can still act; `make` says nothing where it cannot.
template <class Make>
Result<std::vector<Effect>> on_items(const AccountabilityState& state, const Case& c, Make make) {
    std::vector<Effect> effects;
    for (std::size_t i = 0; i < state.items.size(); ++i) {
        const auto* item = find_state<ItemState>(c.context.directory, state.items[i]);
        std::optional<Event> event = item && goes_on(*item, c) ? make(*item) : std::nullopt;
        if (event) effects.push_back({StreamId::of(state.items[i]), std::move(*event), element_path("/items", i)});
    }
    if (effects.empty() && !state.items.empty())
        return refused("none of the items of " + measure_name(c) +
                           " can still be acted on: they have ended, or are dealt with already; dismiss it with that " +
                           "reason (accountability.dismiss)",
                       "S1.7");
    return effects;
}

Result<std::vector<Effect>> urge(const AccountabilityState& state, const UnitId& unit, const Case& c) {
    const auto whom = unit_today(c.context.directory, unit);
    return on_items(state, c, [&](const ItemState& item) -> std::optional<Event> {
        if (!concerns_today(c.context.directory, item, whom)) return std::nullopt;
        return item::Urged{state.grounds, whom};
    });
}

Result<std::vector<Effect>> list(const AccountabilityState& state, std::optional<Date> until, const Case& c) {
    return on_items(state, c, [&](const ItemState& item) -> std::optional<Event> {
        if (item.listed) return std::nullopt;
        return item::Listed{state.grounds, until};
    });
}

Status add_consequences(Confirmation& decision, const AccountabilityState& state, const UnitId& unit, const Case& c) {
    using enum accountability::Measure;
    const auto deadline = decision.event.deadline ? decision.event.deadline : state.deadline;
    switch (state.measure) {
        case yellow_card:
            decision.then.push_back(accountability::CardIssued{accountability::Colour::yellow, card_lapses(state, c)});
            return {};
        case red_card:
            decision.then.push_back(accountability::CardIssued{accountability::Colour::red, card_lapses(state, c)});
            return {};
        case rectification:
            decision.elsewhere.push_back(order(state, unit, deadline.value_or(Date()), c));
            return {};
        case urging: {
            TZ_TRY(decision.elsewhere, urge(state, unit, c));
            return {};
        }
        case listing: {
            TZ_TRY(decision.elsewhere, list(state, deadline, c));
            return {};
        }
        case criticism:
        case summons:
        case statement:
        case inquiry:
            break;  // carried out by hand
    }
    return {};
}

}  // namespace

Result<Confirmation> decide(const AccountabilityState& state, const accountability::Confirmed& proposal,
                            const Case& c) {
    TZ_CHECK(check_stage(state, AccountabilityStage::proposed, c));
    const auto unit = subject_unit(state.subject);
    if (!unit || needs_approval(state))
        return refused(measure_name(c) + " concerns a person or is an inquiry; an approving authority decides on it " +
                           "(accountability.approve), it is not confirmed",
                       "rule 10");
    TZ_CHECK(check_confirmer(state, c));
    TZ_CHECK(check_text(proposal.note, "/note"));
    if (proposal.deadline) TZ_CHECK(check_ahead(*proposal.deadline, "/deadline", c));
    Confirmation decision{proposal, {}, {}};
    TZ_CHECK(add_consequences(decision, state, *unit, c));
    return decision;
}

}  // namespace taizhang
