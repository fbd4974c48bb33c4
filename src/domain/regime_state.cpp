#include "src/domain/regime_state.hpp"

#include "src/regime/read.hpp"

namespace taizhang {

namespace {

regime::RulesPtr rules_of(const std::string& text) {
    auto read = regime::read(text);
    return read ? std::make_shared<const regime::Rules>(std::move(*read)) : nullptr;
}

}  // namespace

void fold(RegimeState& state, const regime::Adopted& event, const EventHeader&) {
    state.title = event.title;
    state.system = event.system;
    state.digest = event.digest;
    state.rules = rules_of(event.text);
}

void fold(RegimeState& state, const regime::Amended& event, const EventHeader&) {
    state.digest = event.digest;
    state.rules = rules_of(event.text);
}

void fold(RegimeState& state, const regime::Repealed& event, const EventHeader&) {
    state.repealed = true;
    state.replaced_by = event.replaced_by;
}

}  // namespace taizhang
