#include "tools/simulate/items.hpp"

#include <algorithm>

namespace taizhang::simulate {

namespace {

void add_unit(PlayedItem& item, const City& city, const UnitId& unit) {
    if (!concerns(item, unit) && city.units.contains(unit)) item.units.push_back(unit);
}

void add_party(PlayedItem& item, const City& city, const Party& party) {
    if (party.role == PartyRole::lead) item.led_together = !party.members.empty();
    if (party.role == PartyRole::lead) item.lead = party.members.empty() ? party.unit : party.members.front();
    if (party.members.empty()) add_unit(item, city, party.unit);
    for (const auto& member : party.members) add_unit(item, city, member);
}

/// Most keep up with the schedule; about one in ten falls behind, a few of them far.
unsigned some_pace(Dice& dice, Character character) {
    const unsigned slow = character == Character::slow ? 12 : 0;
    if (dice.chance(2 + slow / 4)) return 60 + static_cast<unsigned>(dice.below(15));
    if (dice.chance(7 + slow)) return 80 + static_cast<unsigned>(dice.below(14));
    return 103 + static_cast<unsigned>(dice.below(20));
}

}  // namespace

bool concerns(const PlayedItem& item, const UnitId& unit) {
    return std::ranges::find(item.units, unit) != item.units.end();
}

PlayedItem& Items::add(PlayedItem item) {
    auto& added = all_.emplace_back(std::move(item));
    by_id_[added.id] = &added;
    of_[added.ledger].push_back(&added);
    return added;
}

PlayedItem* Items::find(const ItemId& id) {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : found->second;
}

PlayedItem played(Dice& dice, const City& city, const ItemId& id, const item::Entered& entered) {
    PlayedItem item;
    item.id = id;
    item.ledger = entered.ledger;
    item.number = entered.number;
    item.needs_people = !entered.responsible_person;
    item.draft = entered.draft.value_or(false);
    item.deadline = entered.deadline;
    item.kind = entered.project_kind.value_or("");
    for (const auto& party : entered.units) add_party(item, city, party);
    for (const auto& target : entered.targets) {
        item.targets.push_back(target);
        item.targets.back().at.clear();
    }
    item.pace = some_pace(dice, city.staff(item.lead).character);
    // whoever takes part goes about as fast as the lead: who is behind is asked for the reasons, and that is the lead
    for (const auto& unit : item.units)
        item.paces[unit] = unit == item.lead ? item.pace : item.pace + static_cast<unsigned>(dice.below(8));
    return item;
}

}  // namespace taizhang::simulate
