// 年初建账 (S1.3): the regime is adopted, project and form lines are entered, what an item lacks is filled in, items
// are activated and acknowledged, and plans are filed by the end of January (S7.2).
#pragma once

#include "tools/simulate/stage.hpp"

namespace taizhang::simulate {

/// Before a ledger is opened under it; the working days with the first, under the id "working-days". The rules as they
/// were read.
Result<regime::Rules> adopt_rules(Player& player, const std::string& id, const std::string& rules,
                                  const std::string& calendar);

/// Lines of the forms 表三, 表四 and 表五 and the projects of the tours, with invented names.
Status enter_form_lines(Theatre& theatre);

/// So many tasks with invented names, where there is no document.
Status enter_tasks(Theatre& theatre, std::size_t count);

/// What was entered since the last time is fixed and activated, and acknowledged and planned in the days that follow.
Status take_in(Theatre& theatre);

}  // namespace taizhang::simulate
