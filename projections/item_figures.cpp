#include "projections/item_figures.hpp"

namespace taizhang {

using rows::ItemProgress;
using rows::ItemRow;
using rows::ItemTarget;

namespace {

bool later(const ItemProgress& a, const ItemProgress& b) {
    return a.period != b.period ? a.period > b.period : a.position > b.position;
}

bool has_member(const Party& party, const UnitId& unit) {
    return std::ranges::find(party.members, unit) != party.members.end();
}

/// Each unit's latest report, of the parties only if any of them has reported.
std::vector<const ItemProgress*> counted(const ItemRow& row) {
    std::map<UnitId, const ItemProgress*> by_unit;
    for (const auto& report : row.progress) {
        auto& best = by_unit[report.unit];
        if (!best || later(report, *best)) best = &report;
    }
    std::vector<const ItemProgress*> parties, all;
    for (const auto& [unit, report] : by_unit) {
        all.push_back(report);
        if (is_party(row.units, unit)) parties.push_back(report);
    }
    return parties.empty() ? all : parties;
}

/// Percents have at most three digits before the point, so that their sum is always exact.
Decimal average(const std::vector<const ItemProgress*>& reports) {
    if (reports.size() == 1) return reports.front()->percent;
    Decimal sum = 0;
    for (const auto* report : reports) {
        const auto next = add(sum, report->percent);
        if (!next) throw std::runtime_error(next.error().message);
        sum = *next;
    }
    const auto mean = divide(sum, Decimal(static_cast<int>(reports.size())), 1);
    if (!mean) throw std::runtime_error(mean.error().message);
    return *mean;
}

void compute_percent(ItemRow& row) {
    const auto reports = counted(row);
    if (!reports.empty()) {
        row.percent = average(reports);
        row.last_period = (*std::ranges::max_element(reports, {}, &ItemProgress::period))->period;
        row.scheduled_percent = scheduled_percent(*row.last_period);
    }
    const bool judged = row.percent && row.status != rows::ItemStatus::cancelled;
    row.lamp = judged ? lamp(row.percent, *row.scheduled_percent) : Lamp::grey;
}

/// The sum over the collective to which the unit belongs; nothing where a sum says nothing.
std::optional<Decimal> collective_sum(const ItemRow& row, const std::vector<KnownActual>& actuals,
                                      const KnownActual& latest) {
    const auto of = std::ranges::find_if(row.units, [&](const Party& one) { return has_member(one, latest.unit); });
    if (of == row.units.end() || latest.measure == "%") return std::nullopt;
    Quantity sum{0, latest.measure};
    for (const auto& actual : actuals) {
        if (actual.indicator != latest.indicator || !has_member(*of, actual.unit)) continue;
        const auto next = add(sum, Quantity{actual.value, actual.measure});
        if (!next) return std::nullopt;
        sum = *next;
    }
    return sum.value;
}

void compute_actual(const ItemRow& row, const std::vector<KnownActual>& actuals, ItemTarget& target) {
    const KnownActual* latest = nullptr;
    for (const auto& actual : actuals) {
        if (actual.indicator == target.indicator && (!latest || actual.period >= latest->period)) latest = &actual;
    }
    target.actual.reset();
    target.actual_unit.reset();
    target.actual_period.reset();
    if (!latest) return;
    target.actual = collective_sum(row, actuals, *latest).value_or(latest->value);
    target.actual_unit = latest->measure;
    target.actual_period = latest->period;
}

}  // namespace

bool is_party(const std::vector<Party>& units, const UnitId& unit) {
    return std::ranges::any_of(units, [&](const Party& one) { return one.unit == unit || has_member(one, unit); });
}

const Party* lead_of(const std::vector<Party>& units) {
    const auto found = std::ranges::find(units, PartyRole::lead, &Party::role);
    return found == units.end() ? nullptr : &*found;
}

const ItemProgress* latest(const std::vector<ItemProgress>& progress) {
    const ItemProgress* best = nullptr;
    for (const auto& report : progress) {
        if (!best || later(report, *best)) best = &report;
    }
    return best;
}

void note_actuals(std::vector<KnownActual>& known, const UnitId& unit, Period period,
                  const std::vector<Actual>& actuals) {
    for (const auto& actual : actuals) {
        const auto found = std::ranges::find_if(
            known, [&](const KnownActual& one) { return one.unit == unit && one.indicator == actual.indicator; });
        if (found != known.end() && found->period > period) continue;
        if (found != known.end()) known.erase(found);
        known.push_back({unit, period, actual.indicator, actual.value, actual.unit});
    }
}

void compute_figures(ItemRow& row, const std::vector<KnownActual>& actuals) {
    compute_percent(row);
    for (auto& target : row.targets) compute_actual(row, actuals, target);
    row.missing_fixings = missing_fixings(Fixings{
        .goal = row.goal.has_value() || !row.targets.empty(),
        .tasks = !row.text.empty(),
        .deadline = row.deadline.has_value(),
        .responsibility = lead_of(row.units) && row.responsible_leader && row.responsible_person,
        .rewards = row.rewards.has_value(),
    });
}

}  // namespace taizhang
