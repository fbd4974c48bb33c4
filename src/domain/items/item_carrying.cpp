// Carrying over 结转 (S1.5): what is open at the year's end is entered in the next year's ledger, in the same command.
#include "src/domain/items/item_checks.hpp"
#include "src/domain/parties.hpp"
#include "src/regime/months.hpp"

#include <taizhang/text.hpp>

#include <algorithm>

namespace taizhang {

namespace {

constexpr const char* clause = "S1.5";

Status check_carriable(const ItemState& state, const Case& c) {
    TZ_CHECK(check_ledger_open(state, c));
    if (state.stage == ItemStage::verified)
        return refused(item_name(c) + " is verified and only waits to be closed out (item.close_out)", clause);
    if (!has_ended(state)) return {};
    return refused(item_name(c) + (state.stage == ItemStage::carried_over
                                       ? " was carried over already, as '" + state.replaced_by->value + "'"
                                       : " has ended; only what is open is carried over"),
                   clause);
}

Result<const LedgerState*> next_ledger(const ItemState& state, const LedgerId& to, const Case& c) {
    TZ_TRY(const auto* ledger, open_ledger(c, to, "/to"));
    TZ_TRY(const auto* present, need_state<LedgerState>(c, state.ledger, "/ledger"));
    if (ledger->year > present->year) return ledger;
    return refused("/to: ledger '" + to.value + "' is of " + std::to_string(ledger->year) +
                       "; name one of a year after " + std::to_string(present->year),
                   clause)
        .with("path", "/to");
}

Result<std::optional<Date>> next_deadline(const ItemState& state, const item::CarriedOver& proposal, const Case& c) {
    if (!proposal.deadline)
        return state.deadline ? std::optional(regime::months_later(*state.deadline, 12)) : std::nullopt;
    if (*proposal.deadline >= china_date(c.context.now)) return proposal.deadline;
    return invalid("/deadline: " + proposal.deadline->to_string() + " is past; give a day to come", "/deadline");
}

/// The item of which this is a part, or the one that goes on with it, where that stands in the new ledger or above it.
std::optional<ItemId> next_parent(const ItemState& state, const LedgerId& to, const Case& c) {
    auto id = state.parent;
    const auto* parent = id ? find_state<ItemState>(c.context.directory, *id) : nullptr;
    if (parent && parent->stage == ItemStage::carried_over) {
        id = parent->replaced_by;
        parent = id ? find_state<ItemState>(c.context.directory, *id) : nullptr;
    }
    return parent && is_above(parent->ledger, to, c) ? id : std::nullopt;
}

bool has_chapter(const LedgerState& ledger, const std::string& no) {
    return std::ranges::find(ledger.chapters, no, &Chapter::no) != ledger.chapters.end();
}

/// As the item stands today. A chapter, form or kind of project that the new ledger does not know stays behind.
item::Entered rest_of(const ItemState& state, const LedgerId& to, const LedgerState& ledger, const Case& c) {
    const auto& rules = rules_of(c, ledger);
    item::Entered rest;
    rest.ledger = to;
    rest.number = state.number;
    if (state.chapter && has_chapter(ledger, *state.chapter)) rest.chapter = state.chapter;
    rest.title = state.title;
    rest.text = state.text;
    rest.units = parties_today(c.context.directory, state.units);
    rest.open_list = state.open_list;
    rest.responsible_leader = state.responsible_leader;
    rest.responsible_person = state.responsible_person;
    rest.targets = state.targets;
    rest.goal = state.goal;
    rest.rewards = state.rewards;
    rest.measures = state.measures;
    rest.parent = next_parent(state, to, c);
    rest.carried_from = c.id<ItemId>();
    if (state.form && (rules.forms.empty() || rules.find_form(*state.form))) rest.form = state.form;
    if (state.project_kind && rules.find_kind(*state.project_kind)) rest.project_kind = state.project_kind;
    rest.fields = state.fields;
    return rest;
}

/// Who has left the post that he was named with is not carried on under it (rule 12).
void drop_who_left(std::optional<NamedPerson>& named, const std::vector<UnitId>& units, const Directory& directory) {
    if (!named || !named->person || !named->post) return;
    const bool holds = std::ranges::any_of(
        units, [&](const UnitId& unit) { return person_today(directory, *named, unit).has_value(); });
    if (!holds) named.reset();
}

}  // namespace

Result<Decision<item::CarriedOver>> decide(const ItemState& state, const item::CarriedOver& proposal, const Case& c) {
    TZ_CHECK(check_carriable(state, c));
    if (!check_id(proposal.as.value))
        return invalid("/as: expected the id of the item that goes on with it, got " + quote(proposal.as.value), "/as");
    TZ_TRY(const auto* ledger, next_ledger(state, proposal.to, c));
    auto carried = proposal;
    TZ_TRY(carried.deadline, next_deadline(state, proposal, c));
    auto rest = rest_of(state, proposal.to, *ledger, c);
    rest.deadline = carried.deadline;
    if (carried.deadline) rest.deadline_basis = proposal.deadline ? DeadlineBasis::stated : DeadlineBasis::inferred;
    const auto units = units_today(c.context.directory, state);
    drop_who_left(rest.responsible_leader, units, c.context.directory);
    drop_who_left(rest.responsible_person, units, c.context.directory);
    return Decision<item::CarriedOver>{carried, {}, {{StreamId::of(proposal.as), std::move(rest), "/as"}}};
}

}  // namespace taizhang
