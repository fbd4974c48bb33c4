#include "src/domain/checks.hpp"
#include "src/domain/deciders.hpp"

#include <set>

namespace taizhang {

namespace {

Status still_there(const UnitState& state, const Case& c) {
    if (!state.ended) return {};
    return refused("unit '" + std::string(c.stream.id()) + "' was merged or dissolved; its history stays as it is" +
                   (state.successor ? ", act on its successor '" + state.successor->value + "'" : ""));
}

Status check_aliases(const std::vector<std::string>& aliases) {
    TZ_CHECK(check_count(aliases.size(), "/aliases"));
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < aliases.size(); ++i) {
        const auto at = element_path("/aliases", i);
        TZ_CHECK(check_text(aliases[i], at, max_name_characters));
        if (!seen.insert(aliases[i]).second)
            return invalid(at + ": alias '" + aliases[i] + "' stands in the list twice", at);
    }
    return {};
}

/// Known units, none twice, not the collective itself. Cycles over several collectives are opened safely (parties.cpp).
Status check_members(const std::vector<UnitId>& members, const Case& c) {
    TZ_CHECK(check_count(members.size(), "/members"));
    std::set<UnitId> seen{c.id<UnitId>()};
    for (std::size_t i = 0; i < members.size(); ++i) {
        const auto at = element_path("/members", i);
        if (!seen.insert(members[i]).second)
            return invalid(at + ": '" + members[i].value + "' stands in the list twice, or is the collective itself",
                           at);
        TZ_CHECK(need_active_unit(c, members[i], at));
    }
    return {};
}

/// The parent exists, and the way up from it does not lead back to this unit.
Status check_parent(const std::optional<UnitId>& parent, const Case& c) {
    if (!parent) return {};
    TZ_CHECK(need_active_unit(c, *parent, "/parent"));
    std::set<UnitId> seen;
    auto id = parent;
    while (id && *id != c.id<UnitId>() && seen.insert(*id).second) {
        const auto* unit = find_state<UnitState>(c.context.directory, *id);
        id = unit ? unit->parent : std::nullopt;
    }
    if (id != c.id<UnitId>()) return {};
    return refused("/parent: '" + parent->value + "' stands below this unit; a unit cannot be above itself")
        .with("path", "/parent");
}

Status check_successor(const std::optional<UnitId>& successor, const Case& c, const std::string& path) {
    if (!successor) return {};
    if (*successor == c.id<UnitId>()) return invalid(path + ": a unit cannot succeed itself; name another", path);
    TZ_TRY(const auto* unit, need_active_unit(c, *successor, path));
    if (unit->kind == unit::Kind::collective)
        return invalid(path + ": '" + successor->value + "' is a collective name; name one unit that answers", path);
    return {};
}

Error nothing_changes(const Case& c) {
    return refused("unit '" + std::string(c.stream.id()) + "' is like this already; nothing would change");
}

}  // namespace

Status decide(const UnitState&, const unit::Registered& proposal, const Case& c) {
    TZ_CHECK(check_text(proposal.name, "/name", max_name_characters));
    TZ_CHECK(check_parent(proposal.parent, c));
    TZ_CHECK(check_aliases(proposal.aliases));
    if (!proposal.members.empty() && proposal.kind != unit::Kind::collective)
        return invalid("/members: only a collective has members; set kind to collective, or leave members out",
                       "/members");
    return check_members(proposal.members, c);
}

Status decide(const UnitState& state, const unit::Confirmed& proposal, const Case& c) {
    TZ_CHECK(still_there(state, c));
    if (state.confirmed) return refused("unit '" + std::string(c.stream.id()) + "' is confirmed already");
    return check_parent(proposal.parent, c);
}

Status decide(const UnitState& state, const unit::Renamed& proposal, const Case& c) {
    TZ_CHECK(still_there(state, c));
    TZ_CHECK(check_text(proposal.name, "/name", max_name_characters));
    TZ_CHECK(check_aliases(proposal.aliases));
    const bool adds = std::any_of(proposal.aliases.begin(), proposal.aliases.end(), [&](const std::string& alias) {
        return std::find(state.aliases.begin(), state.aliases.end(), alias) == state.aliases.end();
    });
    if (proposal.name == state.name && !adds) return nothing_changes(c);
    return {};
}

Status decide(const UnitState& state, const unit::Moved& proposal, const Case& c) {
    TZ_CHECK(still_there(state, c));
    if (proposal.parent == state.parent) return nothing_changes(c);
    return check_parent(proposal.parent, c);
}

Status decide(const UnitState& state, const unit::MembersSet& proposal, const Case& c) {
    TZ_CHECK(still_there(state, c));
    if (state.kind != unit::Kind::collective)
        return refused("'" + state.name + "' is not a collective, so it has no members", "S7.5");
    if (proposal.members == state.members) return nothing_changes(c);
    return check_members(proposal.members, c);
}

Status decide(const UnitState& state, const unit::Merged& proposal, const Case& c) {
    TZ_CHECK(still_there(state, c));
    return check_successor(proposal.into, c, "/into");
}

Status decide(const UnitState& state, const unit::Dissolved& proposal, const Case& c) {
    TZ_CHECK(still_there(state, c));
    return check_successor(proposal.successor, c, "/successor");
}

}  // namespace taizhang
