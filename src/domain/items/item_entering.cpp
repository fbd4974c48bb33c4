// What an item is, and who is responsible for it.
#include "src/domain/items/item_checks.hpp"
#include "src/domain/parties.hpp"

#include <taizhang/reflect/diff.hpp>

#include <algorithm>
#include <set>

namespace taizhang {

namespace {

Status check_wording(const item::Entered& proposal) {
    TZ_CHECK(check_text(proposal.number, "/number", max_number_characters));
    TZ_CHECK(check_text(proposal.chapter, "/chapter", max_number_characters));
    TZ_CHECK(check_text(proposal.title, "/title", max_title_characters));
    TZ_CHECK(check_text(proposal.text, "/text"));
    TZ_CHECK(check_text(proposal.goal, "/goal"));
    TZ_CHECK(check_text(proposal.measures, "/measures"));
    TZ_CHECK(check_text(proposal.rewards, "/rewards"));
    TZ_CHECK(check_fields(proposal.fields));
    TZ_CHECK(check_count(proposal.targets.size(), "/targets"));
    for (std::size_t i = 0; i < proposal.targets.size(); ++i)
        TZ_CHECK(check_target(proposal.targets[i], element_path("/targets", i)));
    return {};
}

Status check_wording(const item::Revised& proposal) {
    TZ_CHECK(check_text(proposal.number, "/number", max_number_characters));
    TZ_CHECK(check_text(proposal.chapter, "/chapter", max_number_characters));
    TZ_CHECK(check_text(proposal.title, "/title", max_title_characters));
    TZ_CHECK(check_text(proposal.text, "/text"));
    TZ_CHECK(check_text(proposal.goal, "/goal"));
    TZ_CHECK(check_text(proposal.measures, "/measures"));
    TZ_CHECK(check_text(proposal.rewards, "/rewards"));
    return check_fields(proposal.fields);
}

template <class T, class Known>
bool differs(const std::optional<T>& given, const Known& known) {
    return given && *given != known;
}
/// A text that is not there yet differs from any.
bool differs(const std::optional<std::string>& given, const std::optional<std::string>& known) {
    return given && given != known;
}

bool differs(const NamedValue& given, const std::vector<NamedValue>& known) {
    return std::ranges::none_of(
        known, [&](const NamedValue& one) { return one.name == given.name && one.value == given.value; });
}

bool changes(const ItemState& state, const item::Revised& proposal) {
    return differs(proposal.number, state.number) || differs(proposal.chapter, state.chapter) ||
           differs(proposal.title, state.title) || differs(proposal.text, state.text) ||
           differs(proposal.goal, state.goal) || differs(proposal.measures, state.measures) ||
           differs(proposal.rewards, state.rewards) || differs(proposal.form, state.form) ||
           differs(proposal.project_kind, state.project_kind) ||
           std::ranges::any_of(proposal.fields, [&](const NamedValue& one) { return differs(one, state.fields); });
}

bool differs(const std::optional<NamedPerson>& given, const std::optional<NamedPerson>& known) {
    return given && (!known || !same(*given, *known));
}

bool changes(const ItemState& state, const item::PeopleAssigned& proposal) {
    return differs(proposal.responsible_leader, state.responsible_leader) ||
           differs(proposal.responsible_person, state.responsible_person) || differs(proposal.liaison, state.liaison) ||
           differs(proposal.section, state.section);
}

Error nothing_changes(const Case& c) {
    return refused("nothing would change: " + item_name(c) + " has these values already; give one that differs");
}

Status check_parent(const item::Entered& proposal, const Case& c) {
    if (!proposal.parent) return {};
    TZ_TRY(const auto* parent, need_state<ItemState>(c, *proposal.parent, "/parent"));
    if (is_above(parent->ledger, proposal.ledger, c)) return {};
    return refused("/parent: item '" + proposal.parent->value + "' stands in ledger '" + parent->ledger.value +
                       "', which is neither '" + proposal.ledger.value + "' nor above it; name an item of such a one",
                   "S1.3")
        .with("path", "/parent");
}

Status check_carried_from(const item::Entered& proposal, const LedgerState& ledger, const Case& c) {
    if (!proposal.carried_from) return {};
    TZ_TRY(const auto* from, need_state<ItemState>(c, *proposal.carried_from, "/carried_from"));
    TZ_TRY(const auto* before, need_state<LedgerState>(c, from->ledger, "/carried_from"));
    if (before->year < ledger.year) return {};
    return refused("/carried_from: item '" + proposal.carried_from->value + "' is of " + std::to_string(before->year) +
                       "; name one of a year before " + std::to_string(ledger.year),
                   "S1.5")
        .with("path", "/carried_from");
}

Status check_deadline(const item::Entered& proposal) {
    if (!proposal.deadline_basis || proposal.deadline) return {};
    return invalid("/deadline: a basis came without a deadline; give the date, or leave the basis out", "/deadline");
}

/// The parties' own units and all members.
std::vector<UnitId> all_units(const std::vector<Party>& parties) {
    std::vector<UnitId> units;
    for (const auto& party : parties) {
        units.push_back(party.unit);
        units.insert(units.end(), party.members.begin(), party.members.end());
    }
    return units;
}

/// A project that has begun one ladder of steps does not go on upon another.
Status check_kind_may_change(const ItemState& state, const item::Revised& proposal) {
    if (state.steps_reached.empty() || !differs(proposal.project_kind, state.project_kind)) return {};
    return refused("/project_kind: the project has reached '" + state.steps_reached.back() + "' as '" +
                       state.project_kind.value_or("") + "'; enter it anew as another kind (item.cancel, replaced_by)",
                   "S4.1")
        .with("path", "/project_kind");
}

}  // namespace

Result<item::Entered> decide(const ItemState&, const item::Entered& proposal, const Case& c) {
    TZ_TRY(const auto* ledger, open_ledger(c, proposal.ledger, "/ledger"));
    const auto& rules = rules_of(c, *ledger);
    TZ_CHECK(check_wording(proposal));
    TZ_CHECK(check_deadline(proposal));
    TZ_CHECK(check_parent(proposal, c));
    TZ_CHECK(check_carried_from(proposal, *ledger, c));
    TZ_CHECK(check_form(proposal.form, rules));
    TZ_CHECK(check_project_kind(proposal.project_kind, rules));
    auto entered = proposal;
    if (entered.deadline && !entered.deadline_basis) entered.deadline_basis = DeadlineBasis::stated;
    TZ_TRY(entered.units, settle_parties(c, proposal.units, "/units"));
    const auto units = all_units(entered.units);
    TZ_CHECK(check_person(proposal.responsible_leader, "/responsible_leader", units, c));
    TZ_CHECK(check_person(proposal.responsible_person, "/responsible_person", units, c));
    entered.draft = rules.activation ? std::optional(true) : std::nullopt;
    return entered;
}

Result<item::Acknowledged> decide(const ItemState& state, const item::Acknowledged& proposal, const Case& c) {
    TZ_CHECK(check_worked_on(state, c));
    TZ_TRY(const auto unit, own_unit(c, proposal.unit));
    TZ_CHECK(check_concerned(state, unit, "/unit", c));
    if (acknowledged_today(c.context.directory, state, unit))
        return refused("'" + unit.value + "' has acknowledged " + item_name(c) + " already; once is enough");
    return item::Acknowledged{unit};
}

Status decide(const ItemState& state, const item::Revised& proposal, const Case& c) {
    TZ_CHECK(check_alive(state, c));
    TZ_CHECK(check_wording(proposal));
    TZ_TRY(const auto year, year_of(state, c));
    TZ_CHECK(check_form(proposal.form, year.rules));
    TZ_CHECK(check_project_kind(proposal.project_kind, year.rules));
    TZ_CHECK(check_kind_may_change(state, proposal));
    if (!changes(state, proposal)) return nothing_changes(c);
    return {};
}

Result<item::UnitsAssigned> decide(const ItemState& state, const item::UnitsAssigned& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    auto assigned = proposal;
    TZ_TRY(assigned.units, settle_parties(c, proposal.units, "/units"));
    const item::UnitsAssigned present{state.units, state.open_list};
    if (reflect::diff(present, assigned).empty()) return nothing_changes(c);
    return assigned;
}

Status decide(const ItemState& state, const item::PeopleAssigned& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    const auto units = all_units(state.units);
    TZ_CHECK(check_person(proposal.responsible_leader, "/responsible_leader", units, c));
    TZ_CHECK(check_person(proposal.responsible_person, "/responsible_person", units, c));
    TZ_CHECK(check_person(proposal.liaison, "/liaison", units, c));
    TZ_CHECK(check_text(proposal.section, "/section", max_name_characters));
    if (!changes(state, proposal)) return nothing_changes(c);
    return {};
}

Result<item::Transferred> decide(const ItemState& state, const item::Transferred& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    const auto* lead = lead_of(state);
    if (!lead || lead->unit != proposal.from)
        return refused("/from: only the lead passes on, and '" + (lead ? lead->unit.value : std::string("nobody")) +
                           "' leads " + item_name(c) + ", not '" + proposal.from.value + "'",
                       "S7.1")
            .with("path", "/from");
    if (proposal.to == proposal.from)
        return invalid("/to: '" + proposal.to.value + "' leads already; name another unit", "/to");
    TZ_TRY(const auto* unit, need_active_unit(c, proposal.to, "/to"));
    if (unit->kind == unit::Kind::collective)
        return refused("/to: '" + proposal.to.value + "' is a collective name; the lead passes to one unit", "S7.1")
            .with("path", "/to");
    auto transferred = proposal;
    transferred.name = unit->name;
    return transferred;
}

}  // namespace taizhang
