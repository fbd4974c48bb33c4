// What was agreed on is carried out (S1.7, S4.5, S6.6): cards, criticism, summons, statements, referral.
#include "src/domain/accountability/accountability_checks.hpp"
#include "src/domain/deciders.hpp"

namespace taizhang {

namespace {

constexpr std::string_view measure_clause = "S1.7";

accountability::Measure measure_of(accountability::Colour colour) {
    return colour == accountability::Colour::red ? accountability::Measure::red_card
                                                 : accountability::Measure::yellow_card;
}

Status check_bulletin(const std::optional<BulletinId>& id, const Case& c) {
    if (!id) return {};
    TZ_TRY(const auto* bulletin, need_state<BulletinState>(c, *id, "/bulletin"));
    if (bulletin->stage != BulletinStage::withdrawn) return {};
    return refused("/bulletin: '" + id->value + "' was withdrawn; name the one that circulates the criticism",
                   measure_clause)
        .with("path", "/bulletin");
}

Status check_referred(const AccountabilityState& state, const Case& c) {
    if (state.referred && state.stage == AccountabilityStage::carried_out) return {};
    return refused(measure_name(c) + " was not referred to anybody, so there is no outcome; refer it first " +
                       "(accountability.refer)",
                   "rule 10");
}

}  // namespace

Result<accountability::CardIssued> decide(const AccountabilityState& state, const accountability::CardIssued& proposal,
                                          const Case& c) {
    TZ_CHECK(check_to_carry_out(state, measure_of(proposal.colour), c));
    if (proposal.until) TZ_CHECK(check_ahead(*proposal.until, "/until", c));
    auto issued = proposal;
    if (!issued.until) issued.until = card_lapses(state, c);
    return issued;
}

Status decide(const AccountabilityState& state, const accountability::CardLifted& proposal, const Case& c) {
    if (!is_card(state.measure)) return refused(measure_name(c) + " is no card", measure_clause);
    TZ_CHECK(check_stage(state, AccountabilityStage::carried_out, c));
    TZ_CHECK(check_not_concerned(state, c));
    if (state.deadline && *state.deadline < today(c))
        return refused(measure_name(c) + ": the card lapsed by itself after " + state.deadline->to_string(),
                       measure_clause);
    return check_text(proposal.findings, "/findings");
}

Status decide(const AccountabilityState& state, const accountability::CriticismCirculated& proposal, const Case& c) {
    TZ_CHECK(check_to_carry_out(state, accountability::Measure::criticism, c));
    TZ_CHECK(check_text(proposal.text, "/text"));
    return check_bulletin(proposal.bulletin, c);
}

Status decide(const AccountabilityState& state, const accountability::SummonsHeld& proposal, const Case& c) {
    TZ_CHECK(check_to_carry_out(state, accountability::Measure::summons, c));
    TZ_CHECK(check_happened(proposal.held_on, "/held_on", c));
    TZ_CHECK(check_people(proposal.present, "/present", c));
    return check_text(proposal.record, "/record");
}

Status decide(const AccountabilityState& state, const accountability::StatementMade& proposal, const Case& c) {
    TZ_CHECK(check_to_carry_out(state, accountability::Measure::statement, c));
    TZ_CHECK(check_happened(proposal.made_on, "/made_on", c));
    return check_text(proposal.text, "/text");
}

Status decide(const AccountabilityState& state, const accountability::Referred& proposal, const Case& c) {
    TZ_CHECK(check_to_carry_out(state, accountability::Measure::inquiry, c));
    TZ_CHECK(check_text(proposal.to, "/to", max_name_characters));
    return check_text(proposal.text, "/text");
}

Status decide(const AccountabilityState& state, const accountability::OutcomeRecorded& proposal, const Case& c) {
    TZ_CHECK(check_referred(state, c));
    TZ_CHECK(check_text(proposal.outcome, "/outcome"));
    return check_text(proposal.document, "/document", max_title_characters);
}

}  // namespace taizhang
