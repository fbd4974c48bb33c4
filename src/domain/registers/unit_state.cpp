#include "src/domain/registers/unit_state.hpp"

namespace taizhang {

namespace {

void add_alias(UnitState& state, const std::string& alias) {
    const bool known = std::find(state.aliases.begin(), state.aliases.end(), alias) != state.aliases.end();
    if (!known && alias != state.name) state.aliases.push_back(alias);
}

}  // namespace

void fold(UnitState& state, const unit::Registered& event, const EventHeader&) {
    state.name = event.name;
    state.kind = event.kind;
    state.parent = event.parent;
    state.aliases = event.aliases;
    state.confirmed = event.confirmed;
    state.members = event.members;
}

void fold(UnitState& state, const unit::Confirmed& event, const EventHeader&) {
    state.confirmed = true;
    if (event.kind) state.kind = *event.kind;
    if (event.parent) state.parent = event.parent;
}

void fold(UnitState& state, const unit::Renamed& event, const EventHeader&) {
    const auto old_name = std::exchange(state.name, event.name);
    std::erase(state.aliases, event.name);
    add_alias(state, old_name);
    for (const auto& alias : event.aliases) add_alias(state, alias);
}

void fold(UnitState& state, const unit::Moved& event, const EventHeader&) {
    state.parent = event.parent;
}

void fold(UnitState& state, const unit::MembersSet& event, const EventHeader&) {
    state.members = event.members;
}

void fold(UnitState& state, const unit::Merged& event, const EventHeader&) {
    state.ended = true;
    state.successor = event.into;
}

void fold(UnitState& state, const unit::Dissolved& event, const EventHeader&) {
    state.ended = true;
    state.successor = event.successor;
}

}  // namespace taizhang
