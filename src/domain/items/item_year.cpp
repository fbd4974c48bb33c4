// An item through the ledger's year: activated (S1.1), suspended and resumed, merged, filed away.
#include "src/domain/items/item_checks.hpp"

#include <taizhang/reflect/concepts.hpp>

#include <algorithm>

namespace taizhang {

namespace {

/// Which command gives the item what it lacks.
std::string mended_by(Fixing fixing) {
    switch (fixing) {
        case Fixing::goal:
            return "a goal, or a target (item.revise, item.set_target)";
        case Fixing::tasks:
            return "the text of the work (item.revise)";
        case Fixing::deadline:
            return "a deadline (item.grant_extension)";
        case Fixing::responsibility:
            return "a lead unit, a responsible leader and a responsible person by name (item.assign_units, "
                   "item.assign_people)";
        case Fixing::rewards:
            return "rewards and penalties (item.revise)";
    }
    return {};
}

Status check_fixings(const ItemState& state, const regime::Rules& rules, const Case& c) {
    boost::json::array missing;
    std::string mending;
    for (const auto fixing : missing_fixings(state)) {
        if (std::ranges::find(rules.required_fixings, fixing) == rules.required_fixings.end()) continue;
        missing.emplace_back(reflect::enum_name(fixing));
        mending += (mending.empty() ? "" : "; ") + mended_by(fixing);
    }
    if (missing.empty()) return {};
    return refused(item_name(c) + " lacks " + std::to_string(missing.size()) +
                       " of the fixings that the regime demands; give it " + mending,
                   "S1.1")
        .with("missing", std::move(missing));
}

}  // namespace

Status decide(const ItemState& state, const item::Activated& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    if (state.stage != ItemStage::draft) return refused(item_name(c) + " is active already; only a draft is activated");
    TZ_CHECK(check_text(proposal.note, "/note"));
    TZ_TRY(const auto year, year_of(state, c));
    return check_fixings(state, year.rules, c);
}

Status decide(const ItemState& state, const item::Suspended& proposal, const Case& c) {
    TZ_CHECK(check_alive(state, c));
    if (state.stage != ItemStage::active)
        return refused("only what is being worked on is suspended, and " + item_name(c) + " is " +
                       reflect::enum_name(state.stage));
    if (proposal.until && *proposal.until <= china_date(c.context.now))
        return invalid("/until: expected a day after today, got " + proposal.until->to_string(), "/until");
    return {};
}

Status decide(const ItemState& state, const item::Resumed& proposal, const Case& c) {
    TZ_CHECK(check_alive(state, c));
    if (state.stage != ItemStage::suspended) return refused(item_name(c) + " is not suspended; nothing is to resume");
    return check_text(proposal.note, "/note");
}

Status decide(const ItemState& state, const item::Merged& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    if (proposal.into == c.id<ItemId>())
        return invalid("/into: an item cannot be merged into itself; name another", "/into");
    TZ_TRY(const auto* into, need_state<ItemState>(c, proposal.into, "/into"));
    if (into->ledger != state.ledger)
        return invalid("/into: item '" + proposal.into.value + "' stands in ledger '" + into->ledger.value +
                           "'; name one of '" + state.ledger.value + "'",
                       "/into");
    if (has_ended(*into))
        return refused("/into: item '" + proposal.into.value + "' has ended itself; name one that goes on")
            .with("path", "/into");
    return {};
}

/// Also in a closed ledger: what has ended is filed when the year is over.
Status decide(const ItemState& state, const item::Archived& proposal, const Case& c) {
    if (!has_ended(state))
        return refused(item_name(c) +
                       " has not ended; it is filed once it is closed out, carried over, merged or "
                       "cancelled");
    if (state.archived) return refused(item_name(c) + " is filed already");
    return check_text(proposal.file_number, "/file_number", max_name_characters);
}

}  // namespace taizhang
