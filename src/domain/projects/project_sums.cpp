#include "src/domain/projects/project_sums.hpp"

#include "src/domain/projects/project_checks.hpp"
#include "src/regime/project_sums.hpp"
#include "src/regime/units.hpp"

namespace taizhang {

namespace {

std::optional<Quantity> given(const std::optional<Amount>& amount) {
    return amount ? std::optional(quantity(*amount)) : std::nullopt;
}

regime::ProjectMoney money_of(const KnownMoney& known) {
    regime::ProjectMoney money{given(known.profile.total_investment),
                               given(known.profile.year_investment),
                               given(known.profile.done_before),
                               {}};
    for (const auto& one : known.facet.investments) money.booked.push_back(quantity(one.amount));
    return money;
}

}  // namespace

Status check_most(const Amount& amount, const std::string& path) {
    const auto order = regime::compare(quantity(amount), Quantity{100000, "亿元"});
    if (order && *order <= 0) return {};
    return invalid(path + ": expected no more than 100000亿元 for one project, got " + amount.value.to_string() +
                       amount.unit + "; look whether it is meant in 元, 万元 or 亿元, and give it in that unit",
                   path);
}

Status check_most(const std::optional<Amount>& amount, const std::string& path) {
    return amount ? check_most(*amount, path) : Status();
}

Status check_sums(const KnownMoney& before, const KnownMoney& after, const std::string& path) {
    const auto sums = regime::add_up(money_of(after));
    if (sums || !regime::add_up(money_of(before))) return {};
    return invalid(path +
                       ": with the total, the year's plan, what was done before and what is booked this cannot be "
                       "added up exactly (" +
                       sums.error().message + "); give no more than two decimals of 元, and look at the other amounts",
                   path);
}

}  // namespace taizhang
