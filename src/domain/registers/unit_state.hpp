// What is known of a unit 单位, folded from its stream.
#pragma once

#include "events/unit.hpp"

#include <taizhang/record.hpp>

namespace taizhang {

struct UnitState {
    std::string name;
    unit::Kind kind = unit::Kind::other;
    std::optional<UnitId> parent;
    std::vector<std::string> aliases;  ///< also every name that it had before
    bool confirmed = true;
    std::vector<UnitId> members;  ///< of a collective
    bool ended = false;           ///< merged or dissolved; takes on nothing new
    std::optional<UnitId> successor;
};

void fold(UnitState& state, const unit::Registered& event, const EventHeader& header);
void fold(UnitState& state, const unit::Confirmed& event, const EventHeader& header);
void fold(UnitState& state, const unit::Renamed& event, const EventHeader& header);
void fold(UnitState& state, const unit::Moved& event, const EventHeader& header);
void fold(UnitState& state, const unit::MembersSet& event, const EventHeader& header);
void fold(UnitState& state, const unit::Merged& event, const EventHeader& header);
void fold(UnitState& state, const unit::Dissolved& event, const EventHeader& header);

}  // namespace taizhang
