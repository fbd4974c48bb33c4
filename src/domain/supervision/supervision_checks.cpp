#include "src/domain/supervision/supervision_checks.hpp"

#include "src/domain/items/item_checks.hpp"

#include <algorithm>
#include <set>

namespace taizhang {

Date today(const Case& c) {
    return china_date(c.context.now);
}

Status check_people(const std::vector<NamedPerson>& people, const std::string& path, const Case& c) {
    TZ_CHECK(check_count(people.size(), path));
    for (std::size_t i = 0; i < people.size(); ++i) TZ_CHECK(check_person(people[i], element_path(path, i), {}, c));
    return {};
}

Status check_happened(Date day, const std::string& path, const Case& c) {
    if (day <= today(c)) return {};
    return invalid(path + ": " + day.to_string() + " is still to come, today is " + today(c).to_string() +
                       "; record it when it has happened",
                   path);
}

Status check_ahead(Date day, const std::string& path, const Case& c) {
    if (day > today(c)) return {};
    return invalid(path + ": expected a day after today, " + today(c).to_string() + ", got " + day.to_string() +
                       "; give time to do it",
                   path);
}

Result<const ItemState*> need_item(const Case& c, const ItemId& id, const std::optional<LedgerId>& ledger,
                                   const std::string& path) {
    TZ_TRY(const auto* item, need_state<ItemState>(c, id, path));
    if (!ledger || item->ledger == *ledger) return item;
    return invalid(path + ": item '" + id.value + "' stands in ledger '" + item->ledger.value + "', not in '" +
                       ledger->value + "'; name one of that ledger",
                   path);
}

Status check_items(const std::vector<ItemId>& items, const std::optional<LedgerId>& ledger, const std::string& path,
                   const Case& c) {
    TZ_CHECK(check_count(items.size(), path));
    std::set<ItemId> seen;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto at = element_path(path, i);
        if (!seen.insert(items[i]).second)
            return invalid(at + ": item '" + items[i].value + "' stands in the list twice; name it once", at);
        TZ_CHECK(need_item(c, items[i], ledger, at));
    }
    return {};
}

bool answers_for(const Directory& directory, const UnitId& actor, const UnitId& unit) {
    return actor == unit || acts_for(directory, actor, unit);
}

Status check_not_by_approver_alone(const Case& c, std::string_view command) {
    const auto has = [&](Role role) { return std::ranges::find(c.context.roles, role) != c.context.roles.end(); };
    if (c.context.brought_about_by || has(Role::supervision) || has(Role::system)) return {};
    return Error{ErrorCode::forbidden, std::string(command) +
                                           " is the supervision office's; an approver undoes what a measure brought "
                                           "about by revoking it (accountability.decide_reconsideration)"};
}

const regime::Rules& rules_of(const Case& c, const std::optional<LedgerId>& ledger) {
    const auto* state = ledger ? find_state<LedgerState>(c.context.directory, *ledger) : nullptr;
    return state ? rules_of(c, *state) : regime::no_rules();
}

}  // namespace taizhang
