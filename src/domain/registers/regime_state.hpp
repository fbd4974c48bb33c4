// What is known of a regime 制度, folded from its stream. The rules are read from the text that
// holds now.
#pragma once

#include "events/regime.hpp"
#include "src/regime/rules.hpp"

#include <taizhang/record.hpp>

namespace taizhang {

/// One text that a regime has or had.
struct RegimeText {
    Digest digest;
    regime::RulesPtr rules;  ///< nullptr as below
};

struct RegimeState {
    std::string title;
    std::string system;  ///< S1 … S9, calendar
    Digest digest;       ///< of the text that holds now
    bool repealed = false;
    std::optional<RegimeId> replaced_by;
    regime::RulesPtr rules;  ///< nullptr for a text of before rules were read, or that only an older program accepted
    std::vector<RegimeText> texts;  ///< every one that ever held, the latest last: what began under one ends under it
};

/// The rules of the text with this digest; nullptr where there was none, or it cannot be read.
const regime::Rules* rules_with(const RegimeState& state, const Digest& digest);

void fold(RegimeState& state, const regime::Adopted& event, const EventHeader& header);
void fold(RegimeState& state, const regime::Amended& event, const EventHeader& header);
void fold(RegimeState& state, const regime::Repealed& event, const EventHeader& header);

}  // namespace taizhang
