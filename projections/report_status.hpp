// View `report_status` 报账情况: every unit's monthly report, whether it came in time, and what became of it (S1.4).
// Key: "<ledger>/<period>/<unit>".
//
// `late` says that the first submission came after the due day and stays so; `state` is the report's own.
#pragma once

#include "projections/projection.hpp"

namespace taizhang {

namespace rows {

enum class ReportState { submitted, late, returned, accepted };
BOOST_DESCRIBE_ENUM(ReportState, submitted, late, returned, accepted)

struct ReportRow {
    LedgerId ledger;
    Period period;
    UnitId unit;
    ReportId report;
    ReportState state = ReportState::submitted;  ///< late: submitted, and not in time
    bool late = false;
    std::optional<Date> due;
    Time submitted_at;  ///< the first time
    std::optional<Time> resubmitted_at;
    std::optional<Time> returned_at;
    std::optional<Time> accepted_at;
    std::optional<std::string> reason;  ///< what was to be mended when it was returned
    std::string summary;
    std::vector<ItemId> items;
    std::uint32_t resubmissions = 0;
};
BOOST_DESCRIBE_STRUCT(ReportRow, (),
                      (ledger, period, unit, report, state, late, due, submitted_at, resubmitted_at, returned_at,
                       accepted_at, reason, summary, items, resubmissions))

}  // namespace rows

class ReportStatusView final : public Projection {
  public:
    std::string_view name() const override { return "report_status"; }
    std::uint32_t version() const override { return 1; }
    boost::json::object row_schema() const override;
    std::vector<std::string_view> key_fields() const override { return {"ledger", "period"}; }
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
