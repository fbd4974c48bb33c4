#include "src/domain/registers/log_state.hpp"

#include <algorithm>

namespace taizhang {

void fold(LogState& state, const log::KeyAdopted& event, const EventHeader& header) {
    state.adopted.push_back({event.key, header.position, std::nullopt});
}

void fold(LogState& state, const log::KeyRetired& event, const EventHeader& header) {
    const auto found = std::ranges::find(state.adopted, event.key, &LogState::Key::key);
    if (found == state.adopted.end())
        state.retired_first.push_back(event.key);
    else
        found->retired = header.position;
}

}  // namespace taizhang
