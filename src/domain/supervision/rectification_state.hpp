// What is known of an order to rectify 限期整改 (S1.7), folded from its stream.
#pragma once

#include "events/rectification.hpp"

#include <taizhang/record.hpp>

namespace taizhang {

enum class RectificationStage { open, reported, accepted, withdrawn };  // a rejection opens it again
BOOST_DESCRIBE_ENUM(RectificationStage, open, reported, accepted, withdrawn)

struct RectificationState {
    UnitId unit;
    std::optional<ItemId> item;
    std::optional<LedgerId> ledger;
    Date deadline;
    RectificationStage stage = RectificationStage::open;
    std::optional<Date> overdue_since;  ///< the deadline that was recorded as passed
    std::uint32_t reports = 0;
    AccountId reported_by;
    std::optional<rectification::Reminded> reminded;  ///< the last one
};

void fold(RectificationState& state, const rectification::Ordered& event, const EventHeader& header);
void fold(RectificationState& state, const rectification::Reported& event, const EventHeader& header);
void fold(RectificationState& state, const rectification::Accepted& event, const EventHeader& header);
void fold(RectificationState& state, const rectification::Rejected& event, const EventHeader& header);
void fold(RectificationState& state, const rectification::Extended& event, const EventHeader& header);
void fold(RectificationState& state, const rectification::Withdrawn& event, const EventHeader& header);
void fold(RectificationState& state, const rectification::Reminded& event, const EventHeader& header);
void fold(RectificationState& state, const rectification::FellOverdue& event, const EventHeader& header);

}  // namespace taizhang
