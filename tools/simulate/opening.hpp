// 年初建账 (S1.3): the regime is adopted, project and form lines are entered, what an item lacks is filled in, items
// are activated and acknowledged, and plans are filed by the end of January (S7.2).
#pragma once

#include "tools/simulate/stage.hpp"

namespace taizhang::simulate {

/// Before the ledger is opened: the working days and the rules, under the ids "working-days" and "key-work". The rules
/// as they were read.
Result<regime::Rules> adopt_rules(Player& player, const std::string& rules, const std::string& calendar);

/// Lines of the forms 表三, 表四 and 表五 and the projects of the tours, with invented names.
Status enter_form_lines(Player& player, const City& city, const LedgerId& ledger, int year);

Status open_year(Theatre& theatre);

}  // namespace taizhang::simulate
