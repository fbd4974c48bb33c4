// View `report_status` 报账情况: every unit's monthly report from the day on which it fell due, whether it came in
// time, and what became of it (S1.4). Key: "<ledger>/<period>/<unit>".
//
// `state` is the report's own; `late`, `missed` and `found_false` say what happened and stay, whatever the state is
// now.
#pragma once

#include "projections/projection.hpp"

namespace taizhang {

namespace rows {

/// late and missed: not handed in yet, after the due day, after the days of grace (迟报, 漏报).
enum class ReportState { owed, late, missed, submitted, returned, accepted };
BOOST_DESCRIBE_ENUM(ReportState, owed, late, missed, submitted, returned, accepted)

struct ReportRow {
    LedgerId ledger;
    Period period;
    UnitId unit;
    UnitId answers;  ///< who answers for the unit today
    ReportId report;
    ReportState state = ReportState::owed;
    bool late = false;         ///< handed in after the due day, or not by its end
    bool missed = false;       ///< the days of grace ended without it
    bool found_false = false;  ///< 虚报
    std::optional<Date> due;
    std::vector<ItemId> items;
    std::uint32_t fields = 0;             ///< how many were asked for (rule 11)
    std::vector<std::uint16_t> reminded;  ///< days before the due day
    std::optional<Time> fell_due_at;
    std::optional<Time> submitted_at;  ///< the first time
    std::optional<std::string> submitted_by;
    std::optional<Time> resubmitted_at;
    std::uint32_t resubmissions = 0;
    std::optional<Time> returned_at;
    std::uint32_t returns = 0;
    std::optional<std::string> reason;  ///< what was to be mended when it was last returned
    std::optional<Time> accepted_at;
    std::string summary;
    std::optional<std::string> false_findings;
    std::vector<ItemId> false_items;
    Version version = 0;
};
BOOST_DESCRIBE_STRUCT(ReportRow, (),
                      (ledger, period, unit, answers, report, state, late, missed, found_false, due, items, fields,
                       reminded, fell_due_at, submitted_at, submitted_by, resubmitted_at, resubmissions, returned_at,
                       returns, reason, accepted_at, summary, false_findings, false_items, version))

}  // namespace rows

class ReportStatusView final : public Projection {
  public:
    std::string_view name() const override { return "report_status"; }
    std::uint32_t version() const override { return 2; }
    boost::json::object row_schema() const override;
    std::vector<std::string_view> key_fields() const override { return {"ledger", "period"}; }
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
