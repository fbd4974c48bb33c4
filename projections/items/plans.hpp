// View `plans` 实施方案 (S7.2): every plan that a unit filed for an item, and every one that it did not file in time.
// Key: "<ledger>/<item>/<unit>".
#pragma once

#include "projections/items/item_row.hpp"
#include "projections/projection.hpp"

namespace taizhang {

namespace rows {

struct PlanRow {
    LedgerId ledger;
    ItemId item;
    UnitId unit;
    PlanState state = PlanState::filed;
    std::optional<std::string> goals;
    std::optional<std::string> responsibility;
    std::optional<std::string> schedule;
    std::optional<std::string> standards;
    std::optional<std::string> measures;
    std::optional<Date> due;
    bool late = false;    ///< first filed after the day; stays so
    bool missed = false;  ///< the day passed without one; stays so
    std::uint32_t filings = 0;
    std::optional<Time> filed_at;  ///< the last time
    std::optional<std::string> filed_by;
    std::optional<Time> judged_at;  ///< approved or returned
    std::optional<std::string> judged_by;
    std::optional<std::string> findings;  ///< of the last return, or the approval's note
};
BOOST_DESCRIBE_STRUCT(PlanRow, (),
                      (ledger, item, unit, state, goals, responsibility, schedule, standards, measures, due, late,
                       missed, filings, filed_at, filed_by, judged_at, judged_by, findings))

}  // namespace rows

class PlansView final : public Projection {
  public:
    std::string_view name() const override { return "plans"; }
    std::uint32_t version() const override { return 1; }
    boost::json::object row_schema() const override;
    std::vector<std::string_view> key_fields() const override { return {"ledger", "item"}; }
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
