// What the deciders of supervision ask again and again: people, days, names within a list, and who answers for a unit
// that was merged or dissolved since.
//
//     TZ_CHECK(check_happened(proposal.held_on, "/held_on", c));
//
// Pure.
#pragma once

#include "src/domain/case.hpp"

namespace taizhang {

Date today(const Case& c);

/// Each as check_person (item_checks.hpp) wants it, whatever unit he is of.
Status check_people(const std::vector<NamedPerson>& people, const std::string& path, const Case& c);

/// A day on which something happened: today or before.
Status check_happened(Date day, const std::string& path, const Case& c);
/// A day that gives time: later than today.
Status check_ahead(Date day, const std::string& path, const Case& c);

/// The item, which stands in that ledger where one is named.
Result<const ItemState*> need_item(const Case& c, const ItemId& id, const std::optional<LedgerId>& ledger,
                                   const std::string& path);
/// Each exists, stands in the ledger where one is named, and comes once.
Status check_items(const std::vector<ItemId>& items, const std::optional<LedgerId>& ledger, const std::string& path,
                   const Case& c);

/// The unit itself, or whoever follows it today (rule 12): what is said of `unit` may be held against `actor`. Whose
/// accounts may act is asked of acts_for.
bool answers_for(const Directory& directory, const UnitId& actor, const UnitId& unit);

/// An approver undoes what a measure brought about by deciding on the measure (rule 10), never by itself.
Status check_not_by_approver_alone(const Case& c, std::string_view command);

/// The rules of the ledger; those of no regime where there is none.
const regime::Rules& rules_of(const Case& c, const std::optional<LedgerId>& ledger);

}  // namespace taizhang
