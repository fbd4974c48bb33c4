// The deciders of supervision: inspections, rectification, accountability, reviews, bulletins, and what the supervision
// office says of an item. See deciders.hpp.
#pragma once

#include "src/domain/case.hpp"

namespace taizhang {

// item_supervision.cpp
Status decide(const ItemState& state, const item::Listed& proposal, const Case& c);
Status decide(const ItemState& state, const item::Delisted& proposal, const Case& c);
Status decide(const ItemState& state, const item::ConfidenceAssessed& proposal, const Case& c);

// inspection_deciders.cpp
Status decide(const InspectionState& state, const inspection::Scheduled& proposal, const Case& c);
Status decide(const InspectionState& state, const inspection::Held& proposal, const Case& c);
Status decide(const InspectionState& state, const inspection::FindingRecorded& proposal, const Case& c);
Status decide(const InspectionState& state, const inspection::Cancelled& proposal, const Case& c);

// rectification_ordering.cpp
Result<rectification::Ordered> decide(const RectificationState& state, const rectification::Ordered& proposal,
                                      const Case& c);

// rectification_deciders.cpp
Status decide(const RectificationState& state, const rectification::Reported& proposal, const Case& c);
Status decide(const RectificationState& state, const rectification::Accepted& proposal, const Case& c);
Status decide(const RectificationState& state, const rectification::Rejected& proposal, const Case& c);
Status decide(const RectificationState& state, const rectification::Extended& proposal, const Case& c);
Status decide(const RectificationState& state, const rectification::Withdrawn& proposal, const Case& c);
Status decide(const RectificationState& state, const rectification::Reminded& proposal, const Case& c);
Status decide(const RectificationState& state, const rectification::FellOverdue& proposal, const Case& c);

// accountability_proposal.cpp: proposed, dismissed, approved
Result<accountability::Proposed> decide(const AccountabilityState& state, const accountability::Proposed& proposal,
                                        const Case& c);
Status decide(const AccountabilityState& state, const accountability::Dismissed& proposal, const Case& c);
Status decide(const AccountabilityState& state, const accountability::Approved& proposal, const Case& c);

// accountability_confirmation.cpp: confirmed, with what follows
Result<Decision<accountability::Confirmed>> decide(const AccountabilityState& state,
                                                   const accountability::Confirmed& proposal, const Case& c);

// accountability_measures.cpp: carried out
Result<accountability::CardIssued> decide(const AccountabilityState& state, const accountability::CardIssued& proposal,
                                          const Case& c);
Status decide(const AccountabilityState& state, const accountability::CardLifted& proposal, const Case& c);
Status decide(const AccountabilityState& state, const accountability::CriticismCirculated& proposal, const Case& c);
Status decide(const AccountabilityState& state, const accountability::SummonsHeld& proposal, const Case& c);
Status decide(const AccountabilityState& state, const accountability::StatementMade& proposal, const Case& c);
Status decide(const AccountabilityState& state, const accountability::Referred& proposal, const Case& c);
Status decide(const AccountabilityState& state, const accountability::OutcomeRecorded& proposal, const Case& c);

// accountability_reconsideration.cpp
Result<accountability::ReconsiderationRequested> decide(const AccountabilityState& state,
                                                        const accountability::ReconsiderationRequested& proposal,
                                                        const Case& c);
Result<Decision<accountability::ReconsiderationDecided>> decide(const AccountabilityState& state,
                                                                const accountability::ReconsiderationDecided& proposal,
                                                                const Case& c);
Status decide(const AccountabilityState& state, const accountability::ReconsiderationOverdue& proposal, const Case& c);

// review_deciders.cpp
Status decide(const ReviewState& state, const review::Scheduled& proposal, const Case& c);
Status decide(const ReviewState& state, const review::Rescheduled& proposal, const Case& c);
Status decide(const ReviewState& state, const review::Held& proposal, const Case& c);
Status decide(const ReviewState& state, const review::RemarkMade& proposal, const Case& c);
Status decide(const ReviewState& state, const review::MinutesIssued& proposal, const Case& c);
Status decide(const ReviewState& state, const review::Cancelled& proposal, const Case& c);

// bulletin_deciders.cpp
Result<bulletin::Issued> decide(const BulletinState& state, const bulletin::Issued& proposal, const Case& c);
Status decide(const BulletinState& state, const bulletin::Published& proposal, const Case& c);
Status decide(const BulletinState& state, const bulletin::Withdrawn& proposal, const Case& c);

}  // namespace taizhang
