// What is known of a review tour or a meeting (S4.2), folded from its stream.
#pragma once

#include "events/review.hpp"

#include <taizhang/record.hpp>

namespace taizhang {

enum class ReviewStage { scheduled, held, cancelled };
BOOST_DESCRIBE_ENUM(ReviewStage, scheduled, held, cancelled)

struct ReviewState {
    review::Scheduled plan;  ///< as rescheduled since
    ReviewStage stage = ReviewStage::scheduled;
    std::vector<std::string> remarks;  ///< their names
    std::optional<BulletinId> minutes;
};

void fold(ReviewState& state, const review::Scheduled& event, const EventHeader& header);
void fold(ReviewState& state, const review::Rescheduled& event, const EventHeader& header);
void fold(ReviewState& state, const review::Held& event, const EventHeader& header);
void fold(ReviewState& state, const review::RemarkMade& event, const EventHeader& header);
void fold(ReviewState& state, const review::MinutesIssued& event, const EventHeader& header);
void fold(ReviewState& state, const review::Cancelled& event, const EventHeader& header);

}  // namespace taizhang
