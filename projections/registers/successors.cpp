#include "projections/registers/successors.hpp"

namespace taizhang {

/// Hidden, by the unit that ended.
struct SuccessorMemory {
    UnitId successor;
};
BOOST_DESCRIBE_STRUCT(SuccessorMemory, (), (successor))

namespace {

std::string successor_key(const UnitId& unit) {
    return hidden_key("successor/" + unit.value);
}

std::string index_prefix(const UnitId& unit) {
    return hidden_key("answers/" + unit.value + "/");
}

void add_once(std::vector<UnitId>& units, const UnitId& unit) {
    if (std::ranges::find(units, unit) == units.end()) units.push_back(unit);
}

void add_today(const Rows& rows, Answerable& answerable, const UnitId& unit) {
    auto today = unit_today(rows, unit);
    add_once(answerable.units, today);
    const bool known =
        std::ranges::find(answerable.instead_of, unit, &Answerable::For::unit) != answerable.instead_of.end();
    if (today != unit && !known) answerable.instead_of.push_back({unit, std::move(today)});
}

}  // namespace

/// Deciders let no unit merge into one that has ended, so there are no circles; the bound makes sure.
UnitId unit_today(const Rows& rows, const UnitId& unit) {
    constexpr int longest = 1'000;
    auto today = unit;
    for (int i = 0; i < longest; ++i) {
        auto next = get_row<SuccessorMemory>(rows, successor_key(today));
        if (!next) break;
        today = std::move(next->successor);
    }
    return today;
}

std::optional<Succession> note_succession(const Fact& fact, Rows& rows) {
    std::optional<UnitId> to;
    if (const auto* merged = std::get_if<unit::Merged>(&fact.event)) to = merged->into;
    if (const auto* dissolved = std::get_if<unit::Dissolved>(&fact.event)) to = dissolved->successor;
    if (!to) return std::nullopt;
    const UnitId from{std::string(fact.header.stream.id())};
    if (*to == from) return std::nullopt;
    put_row(rows, successor_key(from), SuccessorMemory{*to});
    return Succession{from, *to};
}

void index_answers(Rows& rows, const UnitId& unit, const std::string& key) {
    rows.put(index_prefix(unit) + key, "{}");
}

std::vector<std::string> take_answers(Rows& rows, const UnitId& unit) {
    const auto prefix = index_prefix(unit);
    std::vector<std::string> keys;
    rows.scan(prefix, [&](std::string_view key, std::string_view) { keys.emplace_back(key.substr(prefix.size())); });
    for (const auto& key : keys) rows.erase(prefix + key);
    return keys;
}

Answerable answerable_for(const Rows& rows, const std::vector<Party>& parties) {
    Answerable answerable;
    for (const auto& party : parties) {
        add_today(rows, answerable, party.unit);
        for (const auto& member : party.members) add_today(rows, answerable, member);
    }
    return answerable;
}

std::vector<UnitId> owing_units(const std::vector<Party>& parties) {
    std::vector<UnitId> units;
    for (const auto& party : parties) {
        if (party.members.empty()) add_once(units, party.unit);
        for (const auto& member : party.members) add_once(units, member);
    }
    return units;
}

std::string key_text(std::string text) {
    std::ranges::replace(text, '\0', ' ');
    return text;
}

}  // namespace taizhang
