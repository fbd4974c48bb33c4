// Proposals of accountability (rules 6 and 10): what may be proposed against whom, and who drops or approves it.
#include "src/domain/accountability/accountability_checks.hpp"
#include "src/domain/deciders.hpp"

namespace taizhang {

namespace {

constexpr std::string_view proposal_rule = "rule 10";

bool fits_a_person(accountability::Measure measure) {
    using enum accountability::Measure;
    return measure == summons || measure == criticism || measure == inquiry;
}

Error wrong_subject(std::string what, std::string_view clause) {
    return refused("/subject: " + std::move(what), clause).with("path", "/subject");
}

Status check_subject(const accountability::Proposed& proposal, const Case& c) {
    const std::string id(proposal.subject.id());
    if (subject_unit(proposal.subject)) {
        TZ_TRY(const auto* unit, need_state<UnitState>(c, UnitId{id}, "/subject"));
        if (unit->kind != unit::Kind::collective) return {};
        return wrong_subject("'" + id + "' is a collective name; name the member that it concerns", "S7.5");
    }
    if (proposal.subject.category() != PersonIdTag::category)
        return invalid("/subject: expected a unit or a person such as unit/fgw, got '" + proposal.subject.value + "'",
                       "/subject");
    TZ_CHECK(need_state<PersonState>(c, PersonId{id}, "/subject"));
    if (fits_a_person(proposal.measure)) return {};
    return refused(std::string("/measure: ") + reflect::enum_name(proposal.measure) +
                       " is a measure against units; against a person summons, criticism or inquiry can be proposed",
                   proposal_rule)
        .with("path", "/measure");
}

/// The items stand in one ledger, which is the proposal's.
Status settle_items(accountability::Proposed& proposal, const Case& c) {
    if (proposal.ledger) TZ_CHECK(need_state<LedgerState>(c, *proposal.ledger, "/ledger"));
    if (!proposal.ledger && !proposal.items.empty()) {
        TZ_TRY(const auto* item, need_item(c, proposal.items.front(), std::nullopt, "/items/0"));
        proposal.ledger = item->ledger;
    }
    TZ_CHECK(check_items(proposal.items, proposal.ledger, "/items", c));
    if (proposal.measure != accountability::Measure::listing || !proposal.items.empty()) return {};
    return invalid("/items: what is to be listed for supervision are items; name at least one", "/items");
}

Status check_deadline(const accountability::Proposed& proposal, const Case& c) {
    if (proposal.deadline) return check_ahead(*proposal.deadline, "/deadline", c);
    if (proposal.measure != accountability::Measure::rectification) return {};
    return refused("/deadline: rectification has a deadline; say until when", "S1.7").with("path", "/deadline");
}

/// A step of the ladder that the ledger's regime has.
Status check_rule(const accountability::Proposed& proposal, const Case& c) {
    if (!proposal.rule) return {};
    TZ_CHECK(check_text(proposal.rule, "/rule", max_name_characters));
    const auto& steps = rules_of(c, proposal.ledger).steps;
    const auto step = std::ranges::find(steps, *proposal.rule, &regime::Step::name);
    if (step == steps.end()) return invalid("/rule: the ledger's regime has no step '" + *proposal.rule + "'", "/rule");
    if (step->take == proposal.measure) return {};
    return invalid("/rule: step '" + *proposal.rule + "' takes another measure, " + reflect::enum_name(step->take),
                   "/rule");
}

Status check_evidence(const accountability::Proposed& proposal, const Case& c) {
    TZ_CHECK(check_count(proposal.evidence.size(), "/evidence"));
    for (std::size_t i = 0; i < proposal.evidence.size(); ++i) {
        const auto at = element_path("/evidence", i);
        if (proposal.evidence[i] >= c.context.end)
            return invalid(at + ": there is no event at position " + std::to_string(proposal.evidence[i]) +
                               " yet; name events that happened",
                           at);
    }
    if (!proposal.rectification) return {};
    TZ_TRY(const auto* order, need_state<RectificationState>(c, *proposal.rectification, "/rectification"));
    const auto unit = subject_unit(proposal.subject);
    if (!unit || answers_for(c.context.directory, *unit, order->unit)) return {};
    return wrong_subject("rectification '" + proposal.rectification->value + "' was ordered from '" +
                             order->unit.value + "', not from '" + unit->value + "'",
                         "S1.7");
}

}  // namespace

Result<accountability::Proposed> decide(const AccountabilityState&, const accountability::Proposed& proposal,
                                        const Case& c) {
    auto proposed = proposal;
    TZ_CHECK(check_subject(proposed, c));
    TZ_CHECK(check_text(proposed.grounds, "/grounds"));
    TZ_CHECK(check_text(proposed.clause, "/clause", max_key_characters));
    TZ_CHECK(settle_items(proposed, c));
    TZ_CHECK(check_deadline(proposed, c));
    TZ_CHECK(check_rule(proposed, c));
    TZ_CHECK(check_evidence(proposed, c));
    return proposed;
}

Status decide(const AccountabilityState& state, const accountability::Dismissed& proposal, const Case& c) {
    TZ_CHECK(check_stage(state, AccountabilityStage::proposed, c));
    TZ_CHECK(check_not_concerned(state, c));
    return check_text(proposal.findings, "/findings");
}

Status decide(const AccountabilityState& state, const accountability::Approved& proposal, const Case& c) {
    TZ_CHECK(check_stage(state, AccountabilityStage::proposed, c));
    if (!needs_approval(state))
        return refused(
            measure_name(c) + " needs no approval; the supervision office confirms it " + "(accountability.confirm)",
            proposal_rule);
    TZ_CHECK(check_not_concerned(state, c));
    if (std::ranges::find(state.authors, c.context.actor.account) != state.authors.end())
        return refused("whoever proposed it does not approve it; leave it to another account", proposal_rule);
    TZ_CHECK(check_text(proposal.authority, "/authority", max_name_characters));
    return check_text(proposal.note, "/note");
}

}  // namespace taizhang
