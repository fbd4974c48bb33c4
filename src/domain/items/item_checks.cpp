#include "src/domain/items/item_checks.hpp"

#include <algorithm>
#include <set>

namespace taizhang {

namespace {

constexpr std::size_t max_fields = 100;  ///< a form has at most as many columns

std::string successor_of(const ItemState& state) {
    return state.replaced_by ? "; act on '" + state.replaced_by->value + "', which goes on with it"
                             : std::string("; nothing in it can change any more");
}

std::string list_of(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "'" : ", '") + name + "'";
    return text;
}

template <class Named>
std::vector<std::string> names_of(const std::vector<Named>& all, std::string Named::* name) {
    std::vector<std::string> names;
    for (const auto& one : all) names.push_back(one.*name);
    return names;
}

}  // namespace

std::string item_name(const Case& c) {
    return "item '" + std::string(c.stream.id()) + "'";
}

bool has_ended(const ItemState& state) {
    switch (state.stage) {
        case ItemStage::closed_out:
        case ItemStage::cancelled:
        case ItemStage::merged:
        case ItemStage::carried_over:
            return true;
        case ItemStage::draft:
        case ItemStage::active:
        case ItemStage::suspended:
        case ItemStage::claimed:
        case ItemStage::verified:
            break;
    }
    return false;
}

Status check_ledger_open(const ItemState& state, const Case& c) {
    TZ_CHECK(open_ledger(c, state.ledger, "/ledger"));
    return {};
}

Status check_alive(const ItemState& state, const Case& c) {
    TZ_CHECK(check_ledger_open(state, c));
    switch (state.stage) {
        case ItemStage::closed_out:
            return refused(item_name(c) + " was closed out; reopen it first, with a reason (item.reopen)");
        case ItemStage::cancelled:
            return refused(item_name(c) + " was cancelled" + successor_of(state));
        case ItemStage::merged:
            return refused(item_name(c) + " was merged" + successor_of(state));
        case ItemStage::carried_over:
            return refused(item_name(c) + " was carried over" + successor_of(state), "S1.5");
        case ItemStage::draft:
        case ItemStage::active:
        case ItemStage::suspended:
        case ItemStage::claimed:
        case ItemStage::verified:
            break;
    }
    return {};
}

Status check_plannable(const ItemState& state, const Case& c) {
    TZ_CHECK(check_alive(state, c));
    if (state.stage != ItemStage::suspended) return {};
    return refused(item_name(c) + " is suspended; resume it first (item.resume), or revise or cancel it");
}

Status check_worked_on(const ItemState& state, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    if (state.stage != ItemStage::draft) return {};
    return refused(item_name(c) + " is a draft still; the ledger's holder activates it first (item.activate)", "S1.3");
}

Status check_concerned(const ItemState& state, const UnitId& unit, const std::string& path, const Case& c) {
    if (concerns_today(c.context.directory, state, unit)) return {};
    return refused(path + ": '" + unit.value + "' is none of the responsible units of " + item_name(c) +
                       "; name one of them",
                   "S1.2")
        .with("path", json_text(path));
}

Status check_undertaken(const ItemState& state, const UnitId& unit, const Case& c) {
    const auto& directory = c.context.directory;
    const auto today = unit_today(directory, unit);  // who speaks for it, where it was merged
    const bool missed = std::ranges::any_of(state.acknowledgements_missed, [&](const UnitId& one) {
        return one == unit || acts_for(directory, today, one);
    });
    if (missed || has_acknowledged(state, unit) || acknowledged_today(directory, state, today)) return {};
    return refused("'" + unit.value + "' has not acknowledged " + item_name(c) +
                   " yet; acknowledge it first (item.acknowledge)");
}

Status check_person(const NamedPerson& named, const std::string& path, const std::vector<UnitId>& units,
                    const Case& c) {
    TZ_CHECK(check_text(named.name, path + "/name", max_name_characters));
    TZ_CHECK(check_text(named.post, path + "/post", max_name_characters));
    if (!named.person) return {};
    TZ_TRY(const auto* person, need_state<PersonState>(c, *named.person, path + "/person"));
    if (!named.post) return {};
    const auto& directory = c.context.directory;
    const bool held = units.empty()
                          ? std::ranges::find(person->posts, *named.post, &HeldPost::post) != person->posts.end()
                          : std::ranges::any_of(units, [&](const UnitId& unit) {
                                return person_today(directory, named, unit).has_value();
                            });
    if (held) return {};
    return refused(path + "/post: " + person->name + " does not hold the post of " + *named.post +
                   (units.empty() ? "" : " at any of the responsible units") +
                   "; name the post that he holds, or leave it out")
        .with("path", json_text(path + "/post"));
}

Status check_person(const std::optional<NamedPerson>& named, const std::string& path, const std::vector<UnitId>& units,
                    const Case& c) {
    return named ? check_person(*named, path, units, c) : Status();
}

bool same(const NamedPerson& a, const NamedPerson& b) {
    return a.name == b.name && a.person == b.person && a.post == b.post;
}

Status check_fields(const std::vector<NamedValue>& fields) {
    TZ_CHECK(check_count(fields.size(), "/fields", max_fields));
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto at = element_path("/fields", i);
        TZ_CHECK(check_text(fields[i].name, at + "/name", max_name_characters));
        TZ_CHECK(check_length(fields[i].value, at + "/value"));
        if (!seen.insert(fields[i].name).second)
            return invalid(at + "/name: '" + fields[i].name + "' stands in the list twice; give it once", at + "/name");
    }
    return {};
}

Status check_form(const std::optional<std::string>& form, const regime::Rules& rules) {
    TZ_CHECK(check_text(form, "/form", max_key_characters));
    if (!form || rules.forms.empty() || rules.find_form(*form)) return {};
    return invalid("/form: expected one of the regime's forms, " + list_of(names_of(rules.forms, &regime::Form::id)) +
                       ", got '" + *form + "'",
                   "/form");
}

Status check_project_kind(const std::optional<std::string>& kind, const regime::Rules& rules) {
    TZ_CHECK(check_text(kind, "/project_kind", max_key_characters));
    if (!kind || rules.find_kind(*kind)) return {};
    const auto known = names_of(rules.project_kinds, &regime::ProjectKind::name);
    return refused("/project_kind: " + (known.empty() ? "the ledger's regime has no kinds of projects; leave it out"
                                                      : "expected one of the regime's kinds, " + list_of(known) +
                                                            ", got '" + *kind + "'"),
                   "S4.1")
        .with("path", "/project_kind");
}

Result<LedgerYear> year_of(const ItemState& state, const Case& c) {
    TZ_TRY(const auto* ledger, need_state<LedgerState>(c, state.ledger, "/ledger"));
    return year_of(c, *ledger);
}

bool is_above(const LedgerId& upper, const LedgerId& ledger, const Case& c) {
    std::set<LedgerId> seen;
    std::optional<LedgerId> at = ledger;
    while (at && *at != upper && seen.insert(*at).second) {
        const auto* state = find_state<LedgerState>(c.context.directory, *at);
        at = state ? state->parent : std::nullopt;
    }
    return at == upper;
}

std::vector<std::string> steps_reached(const ItemState& state, const Directory& directory) {
    std::vector<std::string> steps = state.steps_reached;
    std::set<ItemId> seen;
    auto from = state.carried_from;
    while (from && seen.insert(*from).second) {
        const auto* before = find_state<ItemState>(directory, *from);
        if (!before || before->project_kind != state.project_kind) break;
        steps.insert(steps.end(), before->steps_reached.begin(), before->steps_reached.end());
        from = before->carried_from;
    }
    return steps;
}

}  // namespace taizhang
