// What a project's amounts of money come to, exactly and all in one unit of measure.
//
//     ProjectMoney money{.total = Quantity{2, "亿元"}, .booked = {{1000, "万元"}}};
//     const auto sums = add_up(money);
//     sums->unit;         // "亿元"
//     sums->year_booked;  // 0.1
//
// Who decides on an amount and who shows the sums ask the same function, so that what was let in can be shown.
// Pure; any thread.
#pragma once

#include <taizhang/decimal.hpp>

#include <vector>

namespace taizhang::regime {

struct ProjectMoney {
    std::optional<Quantity> total, year_planned, done_before;
    std::vector<Quantity> booked;  ///< in the ledger's year
};

struct ProjectSums {
    std::string unit;  ///< of measure
    std::optional<Decimal> total, year_planned, done_before;
    Decimal year_booked;
    Decimal done;                         ///< before the year and in it
    std::optional<Decimal> year_percent;  ///< of what was planned for the year, to two digits
};

/// That of the total, or 万元 where there is none.
std::string unit_of_sums(const ProjectMoney& money);
/// In the unit of the total, or else in 元; an error where the digits suffice in neither.
Result<ProjectSums> add_up(const ProjectMoney& money);

}  // namespace taizhang::regime
