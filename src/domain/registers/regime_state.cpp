#include "src/domain/registers/regime_state.hpp"

#include "src/regime/read.hpp"

#include <algorithm>

namespace taizhang {

namespace {

regime::RulesPtr rules_of(const std::string& text) {
    auto read = regime::read(text);
    return read ? std::make_shared<const regime::Rules>(std::move(*read)) : nullptr;
}

template <class E>
void take_text(RegimeState& state, const E& event) {
    state.digest = event.digest;
    state.rules = rules_of(event.text);
    state.texts.push_back({event.digest, state.rules});
}

}  // namespace

const regime::Rules* rules_with(const RegimeState& state, const Digest& digest) {
    const auto found = std::ranges::find(state.texts, digest, &RegimeText::digest);
    return found == state.texts.end() ? nullptr : found->rules.get();
}

void fold(RegimeState& state, const regime::Adopted& event, const EventHeader&) {
    state.title = event.title;
    state.system = event.system;
    take_text(state, event);
}

void fold(RegimeState& state, const regime::Amended& event, const EventHeader&) {
    take_text(state, event);
}

void fold(RegimeState& state, const regime::Repealed& event, const EventHeader&) {
    state.repealed = true;
    state.replaced_by = event.replaced_by;
}

}  // namespace taizhang
