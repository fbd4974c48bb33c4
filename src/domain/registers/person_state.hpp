// What is known of a person 人员, folded from its stream: responsibility binds to posts (domain.md, rule 12).
#pragma once

#include "events/person.hpp"

#include <taizhang/record.hpp>

namespace taizhang {

struct HeldPost {
    UnitId unit;
    std::string post;
    bool operator==(const HeldPost&) const = default;
};

struct PersonState {
    std::string name;
    std::optional<UnitId> unit;   ///< the unit named when enrolled, or of the last appointment
    std::vector<HeldPost> posts;  ///< held now
};

void fold(PersonState& state, const person::Enrolled& event, const EventHeader& header);
void fold(PersonState& state, const person::Appointed& event, const EventHeader& header);
void fold(PersonState& state, const person::Relieved& event, const EventHeader& header);

}  // namespace taizhang
