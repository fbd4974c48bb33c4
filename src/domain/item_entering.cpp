// What an item is, and who is responsible for it.
#include "src/domain/item_checks.hpp"
#include "src/domain/parties.hpp"

#include <taizhang/reflect/diff.hpp>

namespace taizhang {

namespace {

Status check_person(const std::optional<NamedPerson>& named, const std::string& path, const Case& c) {
    if (!named) return {};
    TZ_CHECK(check_text(named->name, path + "/name", max_name_characters));
    if (named->person) TZ_CHECK(need_state<PersonState>(c, *named->person, path + "/person"));
    return {};
}

Status check_wording(const item::Entered& proposal) {
    TZ_CHECK(check_text(proposal.number, "/number", max_number_characters));
    TZ_CHECK(check_text(proposal.chapter, "/chapter", max_number_characters));
    TZ_CHECK(check_text(proposal.title, "/title", max_title_characters));
    TZ_CHECK(check_text(proposal.text, "/text"));
    TZ_CHECK(check_text(proposal.goal, "/goal"));
    TZ_CHECK(check_text(proposal.rewards, "/rewards"));
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
    return check_text(proposal.rewards, "/rewards");
}

template <class T, class Known>
bool differs(const std::optional<T>& given, const Known& known) {
    return given && *given != known;
}
/// A text that is not there yet differs from any.
bool differs(const std::optional<std::string>& given, const std::optional<std::string>& known) {
    return given && given != known;
}

bool changes(const ItemState& state, const item::Revised& proposal) {
    return differs(proposal.number, state.number) || differs(proposal.chapter, state.chapter) ||
           differs(proposal.title, state.title) || differs(proposal.text, state.text) ||
           differs(proposal.goal, state.goal) || differs(proposal.measures, state.measures) ||
           differs(proposal.rewards, state.rewards);
}

bool differs(const std::optional<NamedPerson>& given, const std::optional<NamedPerson>& known) {
    return given && (!known || given->name != known->name || given->person != known->person);
}

bool changes(const ItemState& state, const item::PeopleAssigned& proposal) {
    return differs(proposal.responsible_leader, state.responsible_leader) ||
           differs(proposal.responsible_person, state.responsible_person) || differs(proposal.liaison, state.liaison) ||
           differs(proposal.section, state.section);
}

Error nothing_changes(const Case& c) {
    return refused("nothing would change: " + item_name(c) + " has these values already; give one that differs");
}

}  // namespace

Result<item::Entered> decide(const ItemState&, const item::Entered& proposal, const Case& c) {
    TZ_CHECK(open_ledger(c, proposal.ledger, "/ledger"));
    TZ_CHECK(check_wording(proposal));
    TZ_CHECK(check_person(proposal.responsible_leader, "/responsible_leader", c));
    TZ_CHECK(check_person(proposal.responsible_person, "/responsible_person", c));
    if (proposal.deadline_basis && !proposal.deadline)
        return invalid("/deadline: a basis came without a deadline; give the date, or leave the basis out",
                       "/deadline");
    auto entered = proposal;
    if (entered.deadline && !entered.deadline_basis) entered.deadline_basis = DeadlineBasis::stated;
    TZ_TRY(entered.units, settle_parties(c, proposal.units, "/units"));
    return entered;
}

Result<item::Acknowledged> decide(const ItemState& state, const item::Acknowledged& proposal, const Case& c) {
    TZ_CHECK(check_alive(state, c));
    TZ_TRY(const auto unit, own_unit(c, proposal.unit));
    if (!concerns(state, unit))
        return refused("'" + unit.value + "' is none of the responsible units of " + item_name(c), "S1.2");
    if (has_acknowledged(state, unit))
        return refused("'" + unit.value + "' has acknowledged " + item_name(c) + " already; once is enough");
    return item::Acknowledged{unit};
}

Status decide(const ItemState& state, const item::Revised& proposal, const Case& c) {
    TZ_CHECK(check_alive(state, c));
    TZ_CHECK(check_wording(proposal));
    if (!changes(state, proposal)) return nothing_changes(c);
    return {};
}

Result<item::UnitsAssigned> decide(const ItemState& state, const item::UnitsAssigned& proposal, const Case& c) {
    TZ_CHECK(check_alive(state, c));
    auto assigned = proposal;
    TZ_TRY(assigned.units, settle_parties(c, proposal.units, "/units"));
    const item::UnitsAssigned present{state.units, state.open_list};
    if (reflect::diff(present, assigned).empty()) return nothing_changes(c);
    return assigned;
}

Status decide(const ItemState& state, const item::PeopleAssigned& proposal, const Case& c) {
    TZ_CHECK(check_alive(state, c));
    TZ_CHECK(check_person(proposal.responsible_leader, "/responsible_leader", c));
    TZ_CHECK(check_person(proposal.responsible_person, "/responsible_person", c));
    TZ_CHECK(check_person(proposal.liaison, "/liaison", c));
    TZ_CHECK(check_text(proposal.section, "/section", max_name_characters));
    if (!changes(state, proposal)) return nothing_changes(c);
    return {};
}

Result<item::Transferred> decide(const ItemState& state, const item::Transferred& proposal, const Case& c) {
    TZ_CHECK(check_alive(state, c));
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
