// What a decider is given besides the state and the proposal, and how it looks at other aggregates.
//
//     TZ_TRY(const auto* ledger, open_ledger(c, item.ledger, "/ledger"));
//
// Pure. Pointers live until the decision is made, as Directory promises.
#pragma once

#include "src/domain/aggregate.hpp"
#include "src/domain/checks.hpp"

namespace taizhang {

/// One command to be decided.
struct Case {
    const StreamId& stream;
    const Context& context;

    template <class Id>
    Id id() const {
        return Id{std::string(stream.id())};
    }
};

/// Something that a decision brings about in another stream. It is decided there like a command of the same actor, with
/// the same reason, on the states before this command; if it is refused, so is the whole.
struct Effect {
    StreamId stream;
    Event proposal;
    std::string path;  ///< put in front of a refusal's path: "/entries/3"
};

/// What a decider returns whose proposal has consequences.
template <class E>
struct Decision {
    E event;                        ///< the proposal, completed
    std::vector<Event> then;        ///< further events of the same stream
    std::vector<Effect> elsewhere;  ///< in other streams, each in another one
};

/// nullptr when there is none.
template <class S, class Tag>
const S* find_state(const Directory& directory, const Id<Tag>& id) {
    const auto& aggregate = directory.get(StreamId::of(id));
    return aggregate.exists() ? std::get_if<S>(&aggregate.state) : nullptr;
}

/// The state, or ErrorCode::not_found with details.path.
template <class S, class Tag>
Result<const S*> need_state(const Case& c, const Id<Tag>& id, const std::string& path) {
    if (const auto* state = find_state<S>(c.context.directory, id)) return state;
    return not_found(path + ": there is no " + Tag::category + " '" + id.value + "'; check the id, or enter it first")
        .with("path", json_text(path));
}

/// A unit that still exists; the refusal of one that was merged or dissolved names its successor.
Result<const UnitState*> need_active_unit(const Case& c, const UnitId& id, const std::string& path);
/// A ledger that is not closed.
Result<const LedgerState*> open_ledger(const Case& c, const LedgerId& id, const std::string& path);

/// The rules that the ledger runs under now; regime::no_rules() without a regime.
const regime::Rules& rules_of(const Case& c, const LedgerState& ledger);
/// The working days that the rules refer to; Monday to Friday without any.
const regime::Calendar& calendar_of(const Case& c, const regime::Rules& rules);

/// Follows mergers and dissolutions to whoever answers for the unit's open matters today; the unit itself while it
/// exists, and where it has no successor.
UnitId unit_today(const Directory& directory, const UnitId& unit);

/// Whether accounts of `actor` act today on what `unit` owes: it is that unit itself, still there, or the one that
/// follows it. The accounts of a unit that was merged act for nobody; what is open is their successor's (rule 12).
bool acts_for(const Directory& directory, const UnitId& actor, const UnitId& unit);
/// concerns() and leads() of item_state.hpp, with whoever follows a party that was merged or dissolved.
bool concerns_today(const Directory& directory, const ItemState& item, const UnitId& unit);
bool leads_today(const Directory& directory, const ItemState& item, const UnitId& unit);
/// The unit has acknowledged the item, or one that it follows has.
bool acknowledged_today(const Directory& directory, const ItemState& item, const UnitId& unit);
/// The month's report of the unit; of one that it follows where it has none of its own and is no party itself.
const ReportedProgress* progress_today(const Directory& directory, const ItemState& item, const UnitId& unit,
                                       Period period);
/// Every unit that answers for a part in the item today, members instead of collectives, each once, in order.
std::vector<UnitId> units_today(const Directory& directory, const ItemState& item);

/// Whoever is named, as long as he holds the post that is named with him, if one is, at the unit or at one that it
/// follows. Nothing where the post has passed on: what is open is its new holder's (rule 12).
std::optional<PersonId> person_today(const Directory& directory, const NamedPerson& named, const UnitId& unit);

/// Whose figures these are: the actor's own unit, and if the command names one, that must be it, or one that it follows
/// (domain.md, rule 11).
Result<UnitId> own_unit(const Case& c, const std::optional<UnitId>& named);

}  // namespace taizhang
