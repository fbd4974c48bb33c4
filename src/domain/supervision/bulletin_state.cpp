#include "src/domain/supervision/bulletin_state.hpp"

namespace taizhang {

void fold(BulletinState& state, const bulletin::Issued& event, const EventHeader&) {
    state.kind = event.kind;
    state.title = event.title;
    state.ledger = event.ledger;
    state.review = event.review;
}

void fold(BulletinState& state, const bulletin::Published&, const EventHeader&) {
    state.stage = BulletinStage::published;
}

void fold(BulletinState& state, const bulletin::Withdrawn&, const EventHeader&) {
    state.stage = BulletinStage::withdrawn;
}

}  // namespace taizhang
