// What all parts of a played city share: who plays, when, with which items, and of which ledger under which rules.
#pragma once

#include "src/regime/rules.hpp"
#include "tools/simulate/desk.hpp"

namespace taizhang::simulate {

/// One ledger of one year.
struct YearOptions {
    LedgerId ledger;
    int year = 2014;
    unsigned months = 12;  ///< of reporting that are played, 1 … 12
    bool regime = false;   ///< the ledger runs under one: plans, checks, the ladder, tours and circulars are played too
    bool rare = false;     ///< what happens now and then happens too
    bool last = true;      ///< what came up at the year's end is left to whoever tries the demo, and
    unsigned left = 12;    ///< the reports of this month by those units whose accounts are printed
    regime::Rules rules = regime::no_rules();
};

/// Everybody and everything of one play.
struct Stagehands {
    Player& player;
    City& city;
    Diary& diary;
    Items& items;
    Desk& desk;
};

struct Theatre {
    Stagehands& with;
    YearOptions options;
    Dice dice;
    Player& player = with.player;
    const City& city = with.city;
    Diary& diary = with.diary;

    const std::vector<PlayedItem*>& items() const { return with.items.of(options.ledger); }
    const UnitStaff& staff(const UnitId& unit) const { return city.staff(unit); }
    Period period(unsigned month) const { return Period{std::chrono::year{options.year} / std::chrono::month{month}}; }
    Date in_month(unsigned month, unsigned day) const { return Date(options.year, month, day); }
    /// A day of the month that follows.
    Date after_month(unsigned month, unsigned day) const {
        return month == 12 ? Date(options.year + 1, 1, day) : Date(options.year, month + 1, day);
    }
};

}  // namespace taizhang::simulate
