#include "src/domain/registers/person_state.hpp"

#include <algorithm>

namespace taizhang {

void fold(PersonState& state, const person::Enrolled& event, const EventHeader&) {
    state.name = event.name;
    state.unit = event.unit;
    if (event.unit && event.post) state.posts.push_back({*event.unit, *event.post});
}

void fold(PersonState& state, const person::Appointed& event, const EventHeader&) {
    state.unit = event.unit;
    state.posts.push_back({event.unit, event.post});
}

void fold(PersonState& state, const person::Relieved& event, const EventHeader&) {
    std::erase(state.posts, HeldPost{event.unit, event.post});
}

}  // namespace taizhang
