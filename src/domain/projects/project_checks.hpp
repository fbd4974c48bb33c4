// What the deciders of an item as a project share (S6, S8, S9): its profile with what earlier years know of it, what
// the regime says of projects, and whether a season of its calendar is open.
//
//     const auto profile = profile_today(state, c.context.directory);
//     TZ_CHECK(check_season({regime::RhythmKind::application, 2017, "S9.1"}, year, c));
//
// Pure.
#pragma once

#include "src/domain/items/item_checks.hpp"
#include "src/domain/projects/item_project_state.hpp"
#include "src/regime/project_check.hpp"
#include "src/regime/rhythm.hpp"

namespace taizhang {

const regime::ProjectRules& project_rules(const LedgerYear& year);

/// What was said of the project, here or before it was carried over; of `done_before` also what was booked since,
/// and of the days of starting and completion what milestones tell.
item::Profiled profile_today(const ItemState& state, const Directory& directory);
/// What was booked of this item, exactly, in that unit.
Result<Amount> sum_booked(const ProjectFacet& facet, const std::string& unit);

Quantity quantity(const Amount& amount);
/// An amount of money that is not negative; `least_one` where nothing is no answer.
Status check_money(const Amount& amount, const std::string& path, bool least_one = false);
Status check_money(const std::optional<Amount>& amount, const std::string& path, bool least_one = false);
/// A day up to today.
Status check_happened(const std::optional<Date>& day, const std::string& path, const Case& c);

/// The ledger's own year, or the next, for which plans are made in it.
Status check_plan_year(std::uint16_t plan_year, const LedgerYear& year);
/// As the regime's definitions of tiers and batches look at it.
regime::PlanFacts plan_facts(const ItemState& state, const item::Profiled& profile, int plan_year, const Case& c);
/// `key` is one of these tiers or batches, and its definition holds; the refusal says which condition does not.
Status check_phase(const std::vector<regime::Phase>& phases, const std::string& key, const std::string& path,
                   const regime::PlanFacts& facts, const char* clause);

/// A season that the regime's calendar sets for the plan of a year; open where it sets none.
struct Season {
    regime::RhythmKind kind;
    int plan_year = 0;
    const char* clause;
};
Status check_season(const Season& season, const LedgerYear& year, const Case& c);

/// Fields and materials that the regime asks of a project in these phases; the refusal lists what is missing.
Status check_complete(const ItemState& state, const item::Profiled& profile, const std::vector<std::string>& phases,
                      const LedgerYear& year, const char* clause);

/// Whether a unit is the one that a document names so: by name, by alias, or by a short word within its name (规划).
bool goes_by(const UnitState& unit, std::string_view name);

}  // namespace taizhang
