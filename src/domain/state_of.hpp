// Which state an event type changes: decided at compile time from the category in its wire name.
#pragma once

#include "events/catalogue.hpp"
#include "src/domain/states.hpp"

namespace taizhang {

template <class E>
consteval std::string_view category_of() {
    const std::string_view name = event_line<E>::name;
    return name.substr(0, name.find('.'));
}

/// Index into State; a category that is not listed here does not compile.
consteval std::size_t state_index(std::string_view category) {
    constexpr std::string_view categories[] = {
        "unit",      "person",     "account",       "regime",         "ledger", "item",
        "report",    "inspection", "rectification", "accountability", "review", "bulletin",
        "redaction", "log",        "admission",     "assessment",     "access"};
    std::size_t index = 1;  // 0 is monostate
    for (const auto known : categories) {
        if (known == category) return index;
        ++index;
    }
    throw "this category has no state";
}

template <class E>
using StateOf = std::variant_alternative_t<state_index(category_of<E>()), StateVariant>;

}  // namespace taizhang
