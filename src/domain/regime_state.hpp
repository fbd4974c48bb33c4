// What is known of a regime 制度, folded from its stream. The text itself stays in the log; its digest is enough here.
#pragma once

#include "events/regime.hpp"

#include <taizhang/record.hpp>

namespace taizhang {

struct RegimeState {
    std::string title;
    std::string system;  ///< S1 … S9
    Digest digest;       ///< of the text that holds now
    bool repealed = false;
    std::optional<RegimeId> replaced_by;
};

void fold(RegimeState& state, const regime::Adopted& event, const EventHeader& header);
void fold(RegimeState& state, const regime::Amended& event, const EventHeader& header);
void fold(RegimeState& state, const regime::Repealed& event, const EventHeader& header);

}  // namespace taizhang
