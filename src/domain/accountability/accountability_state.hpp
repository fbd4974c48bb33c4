// What is known of one measure of accountability, folded from its stream (rules 6 and 10).
#pragma once

#include "events/accountability.hpp"

#include <taizhang/record.hpp>

namespace taizhang {

enum class AccountabilityStage {
    proposed,
    agreed,       ///< confirmed or approved
    carried_out,  ///< card issued, order given, urged, listed, criticism circulated, summons held, statement made,
                  ///< case referred
    lifted,       ///< of a card
    dismissed,
    revoked  ///< on reconsideration
};
BOOST_DESCRIBE_ENUM(AccountabilityStage, proposed, agreed, carried_out, lifted, dismissed, revoked)

struct AccountabilityState {
    accountability::Measure measure = accountability::Measure::criticism;
    StreamId subject;
    std::string grounds;
    std::optional<LedgerId> ledger;
    std::vector<ItemId> items;
    std::optional<std::string> clause;
    std::optional<std::string> rule;  ///< the regime's step
    std::optional<Date> deadline;
    AccountabilityStage stage = AccountabilityStage::proposed;
    Time changed;                    ///< when the stage was reached: reconsideration is asked for within days of it
    std::vector<AccountId> authors;  ///< who proposed (the first), confirmed, approved or carried it out
    std::optional<Date> decide_by;   ///< an open reconsideration
    std::optional<AccountId> asked_by;
    bool decision_overdue = false;  ///< of the open reconsideration; recorded
    bool reconsidered = false;      ///< decided once; not asked for again
    bool referred = false;
};

void fold(AccountabilityState& state, const accountability::Proposed& event, const EventHeader& header);
void fold(AccountabilityState& state, const accountability::Confirmed& event, const EventHeader& header);
void fold(AccountabilityState& state, const accountability::Dismissed& event, const EventHeader& header);
void fold(AccountabilityState& state, const accountability::Approved& event, const EventHeader& header);
void fold(AccountabilityState& state, const accountability::CardIssued& event, const EventHeader& header);
void fold(AccountabilityState& state, const accountability::CardLifted& event, const EventHeader& header);
void fold(AccountabilityState& state, const accountability::CriticismCirculated& event, const EventHeader& header);
void fold(AccountabilityState& state, const accountability::SummonsHeld& event, const EventHeader& header);
void fold(AccountabilityState& state, const accountability::StatementMade& event, const EventHeader& header);
void fold(AccountabilityState& state, const accountability::Referred& event, const EventHeader& header);
void fold(AccountabilityState& state, const accountability::OutcomeRecorded& event, const EventHeader& header);
void fold(AccountabilityState& state, const accountability::ReconsiderationRequested& event, const EventHeader& header);
void fold(AccountabilityState& state, const accountability::ReconsiderationDecided& event, const EventHeader& header);
void fold(AccountabilityState& state, const accountability::ReconsiderationOverdue& event, const EventHeader& header);

}  // namespace taizhang
