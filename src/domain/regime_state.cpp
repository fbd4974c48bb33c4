#include "src/domain/regime_state.hpp"

namespace taizhang {

void fold(RegimeState& state, const regime::Adopted& event, const EventHeader&) {
    state.title = event.title;
    state.system = event.system;
    state.digest = event.digest;
}

void fold(RegimeState& state, const regime::Amended& event, const EventHeader&) {
    state.digest = event.digest;
}

void fold(RegimeState& state, const regime::Repealed& event, const EventHeader&) {
    state.repealed = true;
    state.replaced_by = event.replaced_by;
}

}  // namespace taizhang
