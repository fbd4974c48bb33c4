#include "src/domain/accountability/accountability_state.hpp"

#include <algorithm>

namespace taizhang {

namespace {

void reach(AccountabilityState& state, AccountabilityStage stage, const EventHeader& header) {
    state.stage = stage;
    state.changed = header.recorded;
    const auto& account = header.actor.account;
    if (std::ranges::find(state.authors, account) == state.authors.end()) state.authors.push_back(account);
}

/// What is ordered, urged or listed follows in the same command; other measures are still to be carried out, or say
/// themselves that they are.
bool done_when_confirmed(accountability::Measure measure) {
    using enum accountability::Measure;
    return measure == rectification || measure == urging || measure == listing;
}

}  // namespace

void fold(AccountabilityState& state, const accountability::Proposed& event, const EventHeader& header) {
    state.measure = event.measure;
    state.subject = event.subject;
    state.grounds = event.grounds;
    state.ledger = event.ledger;
    state.items = event.items;
    state.clause = event.clause;
    state.rule = event.rule;
    state.deadline = event.deadline;
    reach(state, AccountabilityStage::proposed, header);
}

void fold(AccountabilityState& state, const accountability::Confirmed& event, const EventHeader& header) {
    if (event.deadline) state.deadline = event.deadline;
    reach(state, done_when_confirmed(state.measure) ? AccountabilityStage::carried_out : AccountabilityStage::agreed,
          header);
}

void fold(AccountabilityState& state, const accountability::Dismissed&, const EventHeader& header) {
    reach(state, AccountabilityStage::dismissed, header);
}

void fold(AccountabilityState& state, const accountability::Approved&, const EventHeader& header) {
    reach(state, AccountabilityStage::agreed, header);
}

void fold(AccountabilityState& state, const accountability::CardIssued& event, const EventHeader& header) {
    state.deadline = event.until;
    reach(state, AccountabilityStage::carried_out, header);
}

void fold(AccountabilityState& state, const accountability::CardLifted&, const EventHeader& header) {
    reach(state, AccountabilityStage::lifted, header);
}

void fold(AccountabilityState& state, const accountability::CriticismCirculated&, const EventHeader& header) {
    reach(state, AccountabilityStage::carried_out, header);
}

void fold(AccountabilityState& state, const accountability::SummonsHeld&, const EventHeader& header) {
    reach(state, AccountabilityStage::carried_out, header);
}

void fold(AccountabilityState& state, const accountability::StatementMade&, const EventHeader& header) {
    reach(state, AccountabilityStage::carried_out, header);
}

void fold(AccountabilityState& state, const accountability::Referred&, const EventHeader& header) {
    state.referred = true;
    reach(state, AccountabilityStage::carried_out, header);
}

void fold(AccountabilityState&, const accountability::OutcomeRecorded&, const EventHeader&) {}  // the history keeps it

void fold(AccountabilityState& state, const accountability::ReconsiderationRequested& event,
          const EventHeader& header) {
    state.decide_by = event.decide_by;
    state.asked_by = header.actor.account;
}

void fold(AccountabilityState& state, const accountability::ReconsiderationDecided& event, const EventHeader& header) {
    state.decide_by.reset();
    state.reconsidered = true;
    if (event.ruling == accountability::Ruling::revoked) reach(state, AccountabilityStage::revoked, header);
}

void fold(AccountabilityState& state, const accountability::ReconsiderationOverdue&, const EventHeader&) {
    state.decision_overdue = true;
}

}  // namespace taizhang
