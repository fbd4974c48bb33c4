// View `progress` 报进度: what a unit reported of an item for a month, in full and as corrected since, with the first
// figure beside it (rule 2): from here a form is filled with last month's words (rule 11). Key:
// "<ledger>/<period>/<unit>/<item>".
#pragma once

#include "projections/projection.hpp"

namespace taizhang {

namespace rows {

struct ProgressRow {
    LedgerId ledger;
    Period period;
    UnitId unit;
    ItemId item;
    Decimal percent;
    Decimal scheduled_percent;
    bool behind = false;  ///< the percent is below the schedule (S7.3)
    std::string progress;
    std::optional<std::string> achievements;
    std::optional<std::string> problems;
    std::optional<std::string> measures;
    std::optional<std::string> next_measures;
    std::optional<std::string> reasons;
    std::optional<std::string> corrections;
    std::vector<Actual> actuals;
    bool corrected = false;
    std::optional<Decimal> first_percent;  ///< as first reported, of a corrected one
    Position position = 0;                 ///< of the report
    Position last_position = 0;            ///< of the report or its last correction: what a correction corrects
    Time reported_at;
    std::string reported_by;
    std::optional<Time> corrected_at;
};
BOOST_DESCRIBE_STRUCT(ProgressRow, (),
                      (ledger, period, unit, item, percent, scheduled_percent, behind, progress, achievements, problems,
                       measures, next_measures, reasons, corrections, actuals, corrected, first_percent, position,
                       last_position, reported_at, reported_by, corrected_at))

}  // namespace rows

class ProgressView final : public Projection {
  public:
    std::string_view name() const override { return "progress"; }
    std::uint32_t version() const override { return 1; }
    boost::json::object row_schema() const override;
    std::vector<std::string_view> key_fields() const override { return {"ledger", "period", "unit"}; }
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
