// How much was refused on one day, folded from its stream.
#pragma once

#include "events/access.hpp"

#include <taizhang/record.hpp>

namespace taizhang {

struct AccessState {
    std::uint64_t refusals = 0;
};

void fold(AccessState& state, const access::Refused& event, const EventHeader& header);

}  // namespace taizhang
