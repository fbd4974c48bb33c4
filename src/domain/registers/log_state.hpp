// The keys that sign this log's checkpoints, as far as events tell: all but the first.
#pragma once

#include "events/log.hpp"

#include <taizhang/record.hpp>

namespace taizhang {

struct LogState {
    struct Key {
        std::string key;  ///< verifier key
        Position adopted = 0;
        std::optional<Position> retired;
    };
    std::vector<Key> adopted;                ///< in the order of adoption
    std::vector<std::string> retired_first;  ///< keys that were retired without having been adopted by an event
};

void fold(LogState& state, const log::KeyAdopted& event, const EventHeader& header);
void fold(LogState& state, const log::KeyRetired& event, const EventHeader& header);

}  // namespace taizhang
