// What is known of a bulletin 通报, folded from its stream.
#pragma once

#include "events/bulletin.hpp"

#include <taizhang/record.hpp>

namespace taizhang {

enum class BulletinStage { issued, published, withdrawn };
BOOST_DESCRIBE_ENUM(BulletinStage, issued, published, withdrawn)

struct BulletinState {
    bulletin::Kind kind = bulletin::Kind::monthly;
    std::string title;
    std::optional<LedgerId> ledger;
    std::optional<ReviewId> review;
    BulletinStage stage = BulletinStage::issued;
};

void fold(BulletinState& state, const bulletin::Issued& event, const EventHeader& header);
void fold(BulletinState& state, const bulletin::Published& event, const EventHeader& header);
void fold(BulletinState& state, const bulletin::Withdrawn& event, const EventHeader& header);

}  // namespace taizhang
