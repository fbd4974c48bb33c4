// What is known of a regime 制度, folded from its stream. The rules are read from the text that
// holds now.
#pragma once

#include "events/regime.hpp"
#include "src/regime/rules.hpp"

#include <taizhang/record.hpp>

namespace taizhang {

struct RegimeState {
    std::string title;
    std::string system;  ///< S1 … S9, calendar
    Digest digest;       ///< of the text that holds now
    bool repealed = false;
    std::optional<RegimeId> replaced_by;
    regime::RulesPtr rules;  ///< nullptr for a text of before rules were read, or that only an older program accepted
};

void fold(RegimeState& state, const regime::Adopted& event, const EventHeader& header);
void fold(RegimeState& state, const regime::Amended& event, const EventHeader& header);
void fold(RegimeState& state, const regime::Repealed& event, const EventHeader& header);

}  // namespace taizhang
