#include "src/domain/accountability/accountability_checks.hpp"

#include "src/regime/months.hpp"

namespace taizhang {

namespace {

const char* told(AccountabilityStage stage) {
    switch (stage) {
        case AccountabilityStage::proposed:
            return "is proposed and not agreed on yet; confirm or approve it first";
        case AccountabilityStage::agreed:
            return "is agreed on and waits to be carried out";
        case AccountabilityStage::carried_out:
            return "was carried out already";
        case AccountabilityStage::lifted:
            return "is a card that was lifted already";
        case AccountabilityStage::dismissed:
            return "was dismissed; propose another one (accountability.propose)";
        case AccountabilityStage::revoked:
            return "was revoked on reconsideration";
    }
    return "";
}

}  // namespace

std::string measure_name(const Case& c) {
    return "measure of accountability '" + std::string(c.stream.id()) + "'";
}

bool needs_approval(const AccountabilityState& state) {
    return state.measure == accountability::Measure::inquiry || !subject_unit(state.subject);
}

bool is_card(accountability::Measure measure) {
    return measure == accountability::Measure::yellow_card || measure == accountability::Measure::red_card;
}

std::optional<UnitId> subject_unit(const StreamId& subject) {
    if (subject.category() != UnitIdTag::category) return std::nullopt;
    return UnitId{std::string(subject.id())};
}

bool is_party_concerned(const AccountabilityState& state, const Case& c) {
    const auto& actor = c.context.actor;
    if (const auto unit = subject_unit(state.subject))
        return actor.unit && acts_for(c.context.directory, *actor.unit, *unit);
    return actor.person && state.subject == StreamId::of(*actor.person);
}

Status check_stage(const AccountabilityState& state, AccountabilityStage needed, const Case& c) {
    if (state.stage == needed) return {};
    return refused(measure_name(c) + " " + told(state.stage), "S1.7");
}

Status check_to_carry_out(const AccountabilityState& state, accountability::Measure measure, const Case& c) {
    if (state.measure != measure)
        return refused(measure_name(c) + " is another measure, " + reflect::enum_name(state.measure), "S1.7");
    return check_stage(state, AccountabilityStage::agreed, c);
}

Status check_not_concerned(const AccountabilityState& state, const Case& c) {
    if (!is_party_concerned(state, c)) return {};
    return refused(measure_name(c) + " concerns " + state.subject.value +
                       ", for whom this account speaks, and nobody decides in his own matter; leave it to another",
                   "rule 10");
}

Date card_lapses(const AccountabilityState& state, const Case& c) {
    const auto& cards = rules_of(c, state.ledger).cards;
    const auto months = state.measure == accountability::Measure::red_card ? cards.red_months : cards.yellow_months;
    return regime::months_later(today(c), months);
}

}  // namespace taizhang
