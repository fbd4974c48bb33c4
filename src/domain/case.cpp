#include "src/domain/case.hpp"

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

Result<UnitId> own_unit(const Case& c, const std::optional<UnitId>& named) {
    const auto& own = c.context.actor.unit;
    if (!own)
        return invalid(
            "/unit: the account belongs to no unit, and a unit speaks for itself alone; use an account of it", "/unit");
    if (named && *named != *own)
        return refused("/unit: a unit's own figures are entered by that unit alone: expected '" + own->value +
                       "', got '" + named->value + "'; leave it out, or use an account of that unit")
            .with("path", "/unit");
    return *own;
}

}  // namespace taizhang
