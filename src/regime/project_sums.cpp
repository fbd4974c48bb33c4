#include "src/regime/project_sums.hpp"

#include "src/regime/units.hpp"

namespace taizhang::regime {

namespace {

Result<std::optional<Decimal>> convert(const std::optional<Quantity>& amount, const std::string& unit) {
    if (!amount) return std::optional<Decimal>();
    TZ_TRY(const auto value, in_unit(*amount, unit));
    return std::optional(value);
}

/// 100 · booked / planned, rounded half up to two digits.
Result<std::optional<Decimal>> percent_of(Decimal booked, const std::optional<Decimal>& planned) {
    if (!planned || *planned == Decimal(0)) return std::optional<Decimal>();
    TZ_TRY(const auto hundredfold, multiply(booked, Decimal(100)));
    TZ_TRY(const auto percent, divide(hundredfold, *planned, 2));
    return std::optional(percent);
}

Result<ProjectSums> add_up_in(const ProjectMoney& money, const std::string& unit) {
    ProjectSums sums;
    sums.unit = unit;
    TZ_TRY(sums.total, convert(money.total, unit));
    TZ_TRY(sums.year_planned, convert(money.year_planned, unit));
    TZ_TRY(sums.done_before, convert(money.done_before, unit));
    for (const auto& one : money.booked) {
        TZ_TRY(const auto amount, in_unit(one, unit));
        TZ_TRY(sums.year_booked, add(sums.year_booked, amount));
    }
    TZ_TRY(sums.done, add(sums.year_booked, sums.done_before.value_or(Decimal(0))));
    TZ_TRY(sums.year_percent, percent_of(sums.year_booked, sums.year_planned));
    return sums;
}

}  // namespace

std::string unit_of_sums(const ProjectMoney& money) {
    return money.total ? money.total->unit : "万元";
}

Result<ProjectSums> add_up(const ProjectMoney& money) {
    auto sums = add_up_in(money, unit_of_sums(money));
    return sums ? sums : add_up_in(money, "元");
}

}  // namespace taizhang::regime
