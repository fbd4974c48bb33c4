// What most commands on an item ask first, and what several of them check.
//
//     TZ_CHECK(check_worked_on(state, c));
//
// Pure.
#pragma once

#include "src/domain/checks.hpp"
#include "src/domain/deciders.hpp"
#include "src/domain/ledgers/year_dues.hpp"

namespace taizhang {

/// Neither cancelled, merged, carried over nor closed out.
bool has_ended(const ItemState& state);

/// Its ledger is open; whatever the item's own stage.
Status check_ledger_open(const ItemState& state, const Case& c);
/// Its ledger is open and it has not ended. A draft and what is suspended are alive: they may be revised or cancelled.
Status check_alive(const ItemState& state, const Case& c);
/// Alive and not suspended: what is planned for it may change, of a draft too (S1.3).
Status check_plannable(const ItemState& state, const Case& c);
/// Alive, activated and not suspended: units acknowledge, report and claim.
Status check_worked_on(const ItemState& state, const Case& c);

/// One of its units, or the one that follows it.
Status check_concerned(const ItemState& state, const UnitId& unit, const std::string& path, const Case& c);
/// It, or one that it follows, has acknowledged, or its term to do so has ended: from then on the clock runs.
Status check_undertaken(const ItemState& state, const UnitId& unit, const Case& c);
/// A name; somebody enrolled where an id is given; where a post is named with him, he holds it at one of `units` today,
/// or anywhere where none are given (rule 12).
Status check_person(const NamedPerson& named, const std::string& path, const std::vector<UnitId>& units, const Case& c);
Status check_person(const std::optional<NamedPerson>& named, const std::string& path, const std::vector<UnitId>& units,
                    const Case& c);
bool same(const NamedPerson& a, const NamedPerson& b);

/// Each with a name of its own (S2).
Status check_fields(const std::vector<NamedValue>& fields);
/// The regime has that form, where it has any; and that kind of project (S4.1).
Status check_form(const std::optional<std::string>& form, const regime::Rules& rules);
Status check_project_kind(const std::optional<std::string>& kind, const regime::Rules& rules);

/// The ledger that it stands in, and the rules of its year.
Result<LedgerYear> year_of(const ItemState& state, const Case& c);

/// `upper` is the ledger itself, or one that it stands under (S1.3).
bool is_above(const LedgerId& upper, const LedgerId& ledger, const Case& c);

/// Every step that was reached, in last year's item that it carries on too (S4.1).
std::vector<std::string> steps_reached(const ItemState& state, const Directory& directory);

/// "item '2014-cz-009'"
std::string item_name(const Case& c);

}  // namespace taizhang
