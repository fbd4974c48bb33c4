#include "src/domain/redaction/redaction_state.hpp"

namespace taizhang {

void fold(RedactionState& state, const redaction::Requested& event, const EventHeader& header) {
    state.open = RedactionState::Request{header.actor, header.recorded, header.reason, event.rule, event.members};
}

void fold(RedactionState& state, const redaction::Approved&, const EventHeader&) {
    state.open.reset();
    ++state.approved;
}

void fold(RedactionState& state, const redaction::Declined&, const EventHeader&) {
    state.open.reset();
}

}  // namespace taizhang
