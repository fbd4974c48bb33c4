#include "projections/items/item_figures.hpp"

#include <map>
#include <set>

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

unsigned quarter_of(Period period) {
    return (period.month() + 2) / 3;
}

bool same_quarter(Period a, Period b) {
    return a.year() == b.year() && quarter_of(a) == quarter_of(b);
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

Decimal exactly(Result<Decimal> value) {
    if (!value) throw std::runtime_error(value.error().message);
    return *value;
}

/// Percents have at most three digits before the point, so that their sum is always exact.
Decimal average(const std::vector<const ItemProgress*>& reports) {
    if (reports.size() == 1) return reports.front()->percent;
    Decimal sum = 0;
    for (const auto* report : reports) sum = exactly(add(sum, report->percent));
    return exactly(divide(sum, Decimal(static_cast<int>(reports.size())), 1));
}

void compute_percent(ItemRow& row, const Judgement& judgement) {
    const auto reports = counted(row);
    if (!reports.empty()) {
        row.percent = average(reports);
        row.last_period = (*std::ranges::max_element(reports, {}, &ItemProgress::period))->period;
        row.scheduled_percent = scheduled_percent(*row.last_period);
    }
    const bool judged = row.percent && row.status != rows::ItemStatus::cancelled;
    row.lamp = judged ? judge(judgement, *row.percent, *row.scheduled_percent) : Lamp::grey;
}

/// Each unit's latest figure for the indicator, up to the end of that month: also of its halves, which as periods come
/// after it.
std::vector<const KnownActual*> latest_figures(const std::vector<KnownActual>& actuals, const std::string& indicator,
                                               std::chrono::year_month until) {
    std::map<UnitId, const KnownActual*> by_unit;
    for (const auto& actual : actuals) {
        if (actual.indicator != indicator || actual.period.value > until) continue;
        auto& best = by_unit[actual.unit];
        if (!best || actual.period >= best->period) best = &actual;
    }
    std::vector<const KnownActual*> figures;
    for (const auto& actual : actuals) {
        const auto found = by_unit.find(actual.unit);
        if (found != by_unit.end() && found->second == &actual) figures.push_back(&actual);
    }
    return figures;
}

/// The sum over the collective to which the unit belongs; nothing where a sum says nothing.
std::optional<Decimal> collective_sum(const ItemRow& row, const std::vector<const KnownActual*>& figures,
                                      const KnownActual& latest) {
    const auto of = std::ranges::find_if(row.units, [&](const Party& one) { return has_member(one, latest.unit); });
    if (of == row.units.end() || latest.measure == "%") return std::nullopt;
    Quantity sum{0, latest.measure};
    for (const auto* figure : figures) {
        if (!has_member(*of, figure->unit)) continue;
        const auto next = add(sum, Quantity{figure->value, figure->measure});
        if (!next) return std::nullopt;
        sum = *next;
    }
    return sum.value;
}

/// What stands for the indicator after that month.
std::optional<KnownActual> figure_at(const ItemRow& row, const std::vector<KnownActual>& actuals,
                                     const std::string& indicator, std::chrono::year_month until) {
    const auto figures = latest_figures(actuals, indicator, until);
    const KnownActual* last = nullptr;
    for (const auto* figure : figures) {
        if (!last || figure->period >= last->period) last = figure;
    }
    if (!last) return std::nullopt;
    auto shown = *last;
    shown.value = collective_sum(row, figures, *last).value_or(last->value);
    return shown;
}

void compute_quarters(const ItemRow& row, const std::vector<KnownActual>& actuals, ItemTarget& target) {
    std::set<std::pair<int, unsigned>> reported;
    for (const auto& actual : actuals) {
        if (actual.indicator == target.indicator) reported.emplace(actual.period.year(), quarter_of(actual.period));
    }
    target.quarters.clear();
    for (const auto& [year, quarter] : reported) {
        const auto end = std::chrono::year(year) / std::chrono::month(quarter * 3);
        const auto figure = figure_at(row, actuals, target.indicator, end);
        if (!figure) continue;
        target.quarters.push_back(
            {static_cast<std::uint16_t>(year), static_cast<std::uint8_t>(quarter), figure->value, figure->measure});
    }
}

void compute_actual(const ItemRow& row, const std::vector<KnownActual>& actuals, ItemTarget& target) {
    constexpr auto last = std::chrono::year(9999) / std::chrono::December;
    const auto figure = figure_at(row, actuals, target.indicator, last);
    target.actual.reset();
    target.actual_unit.reset();
    target.actual_period.reset();
    compute_quarters(row, actuals, target);
    if (!figure) return;
    target.actual = figure->value;
    target.actual_unit = figure->measure;
    target.actual_period = figure->period;
}

}  // namespace

Judgement judgement_of(const regime::Schedule& schedule) {
    return {schedule.relative, schedule.yellow, schedule.green};
}

/// Compared without dividing: 100 · gap against bound · schedule.
Lamp judge(const Judgement& judgement, Decimal percent, Decimal scheduled) {
    if (percent >= scheduled) return Lamp::green;
    const Decimal whole = 100;
    const auto gap = exactly(multiply(exactly(subtract(scheduled, percent)), judgement.relative ? whole : Decimal(1)));
    const auto within = [&](Decimal bound) {
        return gap <= (judgement.relative ? exactly(multiply(bound, scheduled)) : bound);
    };
    if (within(judgement.green)) return Lamp::green;
    return within(judgement.yellow) ? Lamp::yellow : Lamp::red;
}

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
        const auto found = std::ranges::find_if(known, [&](const KnownActual& one) {
            return one.unit == unit && one.indicator == actual.indicator && same_quarter(one.period, period);
        });
        if (found != known.end() && found->period > period) continue;
        if (found != known.end()) known.erase(found);
        known.push_back({unit, period, actual.indicator, actual.value, actual.unit});
    }
}

void compute_figures(ItemRow& row, const std::vector<KnownActual>& actuals, const Judgement& judgement) {
    compute_percent(row, judgement);
    for (auto& target : row.targets) compute_actual(row, actuals, target);
    row.supervision.missed_milestones = static_cast<std::uint32_t>(std::ranges::count_if(
        row.milestones, [](const rows::ItemMilestone& one) { return one.missed && !one.reached_on; }));
    row.missing_fixings = missing_fixings(Fixings{
        .goal = row.goal.has_value() || !row.targets.empty(),
        .tasks = !row.text.empty(),
        .deadline = row.deadline.has_value(),
        .responsibility = lead_of(row.units) && row.responsible_leader && row.responsible_person,
        .rewards = row.rewards.has_value(),
    });
}

}  // namespace taizhang
