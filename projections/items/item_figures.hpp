// What an item's row computes from reports: its percent, its lamp, and its targets' actuals. Rules: current_ledger.hpp.
#pragma once

#include "projections/items/item_row.hpp"
#include "src/regime/rules.hpp"

namespace taizhang {

/// A unit's latest figure for one indicator within one quarter.
struct KnownActual {
    UnitId unit;
    Period period;
    std::string indicator;
    Decimal value;
    std::string measure;
};
BOOST_DESCRIBE_STRUCT(KnownActual, (), (unit, period, indicator, value, measure))

/// The bounds of regime::Schedule, as they were when a report came.
struct Judgement {
    bool relative = false;
    Decimal yellow = 10;
    Decimal green = 0;
};
BOOST_DESCRIBE_STRUCT(Judgement, (), (relative, yellow, green))

Judgement judgement_of(const regime::Schedule& schedule);
/// Bounds are inclusive; relative ones are in % of the schedule.
Lamp judge(const Judgement& judgement, Decimal percent, Decimal scheduled);

bool is_party(const std::vector<Party>& units, const UnitId& unit);
/// Whom the lead's matters concern; nullptr where nobody leads.
const Party* lead_of(const std::vector<Party>& units);

/// The latest report, by month and then by place in the log; nullptr when there is none.
const rows::ItemProgress* latest(const std::vector<rows::ItemProgress>& progress);

/// Takes a unit's figures of a month into account, unless later ones of the same quarter are known.
void note_actuals(std::vector<KnownActual>& known, const UnitId& unit, Period period,
                  const std::vector<Actual>& actuals);

/// Percent, schedule, lamp, last month, actuals, missed milestones and missing fixings, from the rest of the row.
void compute_figures(rows::ItemRow& row, const std::vector<KnownActual>& actuals, const Judgement& judgement);

}  // namespace taizhang
