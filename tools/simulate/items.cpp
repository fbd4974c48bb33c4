#include "tools/simulate/items.hpp"

#include <algorithm>

namespace taizhang::simulate {

namespace {

void add_unit(PlayedItem& item, const City& city, const UnitId& unit) {
    if (!concerns(item, unit) && city.units.contains(unit)) item.units.push_back(unit);
}

Status add_party(PlayedItem& item, const City& city, const boost::json::value& json) {
    TZ_TRY(const auto party, reflect::from_json<Party>(json));
    if (party.role == PartyRole::lead) item.lead = party.members.empty() ? party.unit : party.members.front();
    if (party.members.empty()) add_unit(item, city, party.unit);
    for (const auto& member : party.members) add_unit(item, city, member);
    return {};
}

/// The view's row has more than the target itself: what was reported against it.
Status add_target(PlayedItem& item, const boost::json::value& json) {
    Target target;
    target.indicator = json.at("indicator").as_string();
    target.unit = json.at("unit").as_string();
    TZ_TRY(target.value, Decimal::parse(json.at("value").as_string()));
    item.targets.push_back(std::move(target));
    return {};
}

/// Most keep up with the schedule; about one in ten falls behind, a few of them far.
unsigned some_pace(Player& player) {
    if (player.chance(2)) return 60 + static_cast<unsigned>(player.below(15));
    if (player.chance(7)) return 80 + static_cast<unsigned>(player.below(14));
    return 103 + static_cast<unsigned>(player.below(20));
}

}  // namespace

bool concerns(const PlayedItem& item, const UnitId& unit) {
    return std::ranges::find(item.units, unit) != item.units.end();
}

Result<std::vector<PlayedItem>> load_items(Player& player, const City& city, const LedgerId& ledger) {
    TZ_TRY(const auto rows, rows_of(player.node(), "current_ledger", {{"ledger", ledger.value}}));
    std::vector<PlayedItem> items;
    for (const auto& row : rows) {
        PlayedItem item;
        item.id = ItemId{std::string(row.at("item").as_string())};
        item.number = row.at("number").as_string();
        item.needs_people = !row.contains("responsible_person");
        item.draft = row.at("status").as_string() == "draft";
        if (const auto* deadline = row.if_contains("deadline")) {
            TZ_TRY(item.deadline, Date::parse(deadline->as_string()));
        }
        if (const auto* kind = row.at("project").as_object().if_contains("kind")) item.kind = kind->as_string();
        for (const auto& unit : row.at("units").as_array()) TZ_CHECK(add_party(item, city, unit));
        for (const auto& target : row.at("targets").as_array()) TZ_CHECK(add_target(item, target));
        for (const auto& unit : item.units) item.paces[unit] = some_pace(player);
        item.pace = item.paces[item.lead];
        if (!item.units.empty()) items.push_back(std::move(item));
    }
    return items;
}

}  // namespace taizhang::simulate
