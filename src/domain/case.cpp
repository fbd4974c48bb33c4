#include "src/domain/case.hpp"

#include <algorithm>
#include <set>

namespace taizhang {

Result<const UnitState*> need_active_unit(const Case& c, const UnitId& id, const std::string& path) {
    TZ_TRY(const auto* unit, need_state<UnitState>(c, id, path));
    if (!unit->ended) return unit;
    const auto advice = unit->successor ? "name its successor '" + unit->successor->value + "' instead"
                                        : std::string("it has no successor; name another unit");
    return refused(path + ": unit '" + id.value + "' (" + unit->name + ") was merged or dissolved; " + advice)
        .with("path", json_text(path));
}

Result<const LedgerState*> open_ledger(const Case& c, const LedgerId& id, const std::string& path) {
    TZ_TRY(const auto* ledger, need_state<LedgerState>(c, id, path));
    if (!ledger->closed) return ledger;
    return refused("ledger '" + id.value + "' was closed at the end of its year; nothing in it can change any more",
                   "S1.5")
        .with("path", json_text(path));
}

const regime::Rules& rules_of(const Case& c, const LedgerState& ledger) {
    const auto* state = ledger.regime ? find_state<RegimeState>(c.context.directory, *ledger.regime) : nullptr;
    return state && state->rules ? *state->rules : regime::no_rules();
}

const regime::Calendar& calendar_of(const Case& c, const regime::Rules& rules) {
    if (!rules.calendar_regime) return rules.calendar;
    const auto* state = find_state<RegimeState>(c.context.directory, RegimeId{*rules.calendar_regime});
    return state && state->rules ? state->rules->calendar : rules.calendar;
}

UnitId unit_today(const Directory& directory, const UnitId& unit) {
    auto today = unit;
    std::set<UnitId> seen;
    while (seen.insert(today).second) {
        const auto* state = find_state<UnitState>(directory, today);
        if (!state || !state->ended || !state->successor) break;
        today = *state->successor;
    }
    return today;
}

bool acts_for(const Directory& directory, const UnitId& actor, const UnitId& unit) {
    return unit_today(directory, unit) == actor;
}

namespace {

/// A party's own unit or a member of it for which `unit` answers today.
bool stands_for(const Directory& directory, const Party& party, const UnitId& unit) {
    const auto answers = [&](const UnitId& one) { return acts_for(directory, unit, one); };
    return answers(party.unit) || std::ranges::any_of(party.members, answers);
}

}  // namespace

bool concerns_today(const Directory& directory, const ItemState& item, const UnitId& unit) {
    return concerns(item, unit) ||
           std::ranges::any_of(item.units, [&](const Party& party) { return stands_for(directory, party, unit); });
}

bool leads_today(const Directory& directory, const ItemState& item, const UnitId& unit) {
    const auto* lead = lead_of(item);
    return leads(item, unit) || (lead && stands_for(directory, *lead, unit));
}

bool acknowledged_today(const Directory& directory, const ItemState& item, const UnitId& unit) {
    return has_acknowledged(item, unit) || std::ranges::any_of(item.acknowledgements, [&](const Acknowledgement& one) {
               return acts_for(directory, unit, one.unit);
           });
}

const ReportedProgress* progress_today(const Directory& directory, const ItemState& item, const UnitId& unit,
                                       Period period) {
    const auto* own = find_progress(item, unit, period);
    if (own || concerns(item, unit)) return own;
    const auto found = std::ranges::find_if(item.progress, [&](const ReportedProgress& one) {
        return one.period == period && acts_for(directory, unit, one.unit);
    });
    return found == item.progress.end() ? nullptr : &*found;
}

std::vector<UnitId> units_today(const Directory& directory, const ItemState& item) {
    std::vector<UnitId> units;
    std::set<UnitId> seen;
    const auto add = [&](const UnitId& unit) {
        const auto today = unit_today(directory, unit);
        if (seen.insert(today).second) units.push_back(today);
    };
    for (const auto& party : item.units) {
        if (!party.collective) add(party.unit);
        for (const auto& member : party.members) add(member);
    }
    return units;
}

std::optional<PersonId> person_today(const Directory& directory, const NamedPerson& named, const UnitId& unit) {
    const auto* person = named.person ? find_state<PersonState>(directory, *named.person) : nullptr;
    if (!person || !named.post) return named.person;
    const auto today = unit_today(directory, unit);
    const bool holds = std::ranges::any_of(person->posts, [&](const HeldPost& held) {
        return held.post == *named.post && unit_today(directory, held.unit) == today;
    });
    return holds ? named.person : std::nullopt;
}

Result<UnitId> own_unit(const Case& c, const std::optional<UnitId>& named) {
    const auto& own = c.context.actor.unit;
    if (!own)
        return invalid(
            "/unit: the account belongs to no unit, and a unit speaks for itself alone; use an account of it", "/unit");
    const auto& unit = named.value_or(*own);
    if (unit == *own || acts_for(c.context.directory, *own, unit)) return unit;
    return refused("/unit: a unit's own figures are entered by that unit alone: expected '" + own->value + "', got '" +
                   unit.value + "'; leave it out, or use an account of that unit")
        .with("path", "/unit");
}

}  // namespace taizhang
