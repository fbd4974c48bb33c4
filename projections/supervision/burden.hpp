// View `burden` 报表负担: what a unit was asked for in a month (rule 11: 减轻基层负担). Key: "<period>/<unit>", the
// month in which it was asked, not the one that is reported.
#pragma once

#include "projections/projection.hpp"

namespace taizhang {

namespace rows {

struct BurdenRow {
    Period period;
    UnitId unit;
    std::uint32_t reports = 0;         ///< that fell due
    std::uint32_t items = 0;           ///< lines in those reports
    std::uint32_t fields = 0;          ///< asked for in those reports
    std::uint32_t plans = 0;           ///< implementation plans that an item's entering or assigning asks for
    std::uint32_t rectifications = 0;  ///< reports asked by orders and rejections
    std::uint32_t reminders = 0;       ///< 提醒
    std::uint32_t urgings = 0;         ///< 催办
};
BOOST_DESCRIBE_STRUCT(BurdenRow, (), (period, unit, reports, items, fields, plans, rectifications, reminders, urgings))

}  // namespace rows

class BurdenView final : public Projection {
  public:
    std::string_view name() const override { return "burden"; }
    std::uint32_t version() const override { return 1; }
    boost::json::object row_schema() const override;
    std::vector<std::string_view> key_fields() const override { return {"period", "unit"}; }
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
