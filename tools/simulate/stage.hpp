// What all parts of a played year share: who plays, in which ledger, with which items, under which rules.
#pragma once

#include "src/regime/rules.hpp"
#include "tools/simulate/items.hpp"

namespace taizhang::simulate {

struct YearOptions {
    LedgerId ledger;
    int year = 2014;
    unsigned months = 12;  ///< of reporting that are played, 1 … 12
    bool regime = false;   ///< the ledger runs under one: plans, checks, the ladder, tours and circulars are played too
    regime::Rules rules = regime::no_rules();
};

struct Theatre {
    Player& player;
    const City& city;
    const YearOptions& options;
    std::vector<PlayedItem> items = {};

    const UnitStaff& staff(const UnitId& unit) const { return city.units.at(unit); }
    bool is_visited(const UnitId& unit) const {
        return std::find(city.visited.begin(), city.visited.end(), unit) != city.visited.end();
    }
    PlayedItem* item_of(const UnitId& unit) {
        for (auto& item : items) {
            if (item.stage == Stage::active && concerns(item, unit)) return &item;
        }
        return nullptr;
    }
    Period period(unsigned month) const { return Period{std::chrono::year{options.year} / std::chrono::month{month}}; }
    Date in_month(unsigned month, unsigned day) const { return Date(options.year, month, day); }
    /// A day of the month that follows.
    Date after_month(unsigned month, unsigned day) const {
        return month == 12 ? Date(options.year + 1, 1, day) : Date(options.year, month + 1, day);
    }
};

inline Date days_later(Date day, int days) {
    return Date(day.days() + std::chrono::days(days));
}

}  // namespace taizhang::simulate
