// View `project_schedule` 挂图作战 (S6.4, S9.1): the rows of a Gantt chart. One for each milestone of an item, and one
// for the project's span from start to completion; each with what was planned first, at every adjustment, and now, and
// with what happened. Key: "<ledger>/<item>/<milestone>", the span's with nothing behind the last '/'.
//
// What the plan was on a past day is the last of `plans` whose `since` is not after it; planned_at() finds it. A view
// as of a past position shows the same without the plans that came later.
#pragma once

#include "projections/items/item_parts.hpp"
#include "projections/projection.hpp"

namespace taizhang {

namespace rows {

/// What was planned from some moment on.
struct SchedulePlan {
    std::optional<Date> start;  ///< of the span alone
    std::optional<Date> due;    ///< the milestone's day; of the span, the completion's
    Time since;
    std::string by;
    std::optional<std::string> reason;
    bool adjusted = false;  ///< by an adjustment of the plan (S9.1)
    Position position = 0;
};
BOOST_DESCRIBE_STRUCT(SchedulePlan, (), (start, due, since, by, reason, adjusted, position))

struct ScheduleRow {
    LedgerId ledger;
    ItemId item;
    std::string milestone;            ///< its name within the item; empty for the span
    std::string name;                 ///< as shown; the item's title for the span
    std::vector<SchedulePlan> plans;  ///< the first plan first
    std::optional<Date> start, due;   ///< as planned now
    std::optional<Date> first_start, first_due;
    std::optional<Date> started_on;         ///< of the span
    std::optional<Date> reached_on;         ///< of the span: completed
    std::optional<Time> told_at;            ///< when that was recorded
    std::vector<Date> missed;               ///< days that passed without it
    std::optional<std::int32_t> late_days;  ///< reached so long after the day that held then; less than 0: before it
    std::optional<std::int32_t> late_days_first;  ///< after the day planned first
    ItemStatus status = ItemStatus::entered;      ///< the item's
    Version version = 0;
};
BOOST_DESCRIBE_STRUCT(ScheduleRow, (),
                      (ledger, item, milestone, name, plans, start, due, first_start, first_due, started_on, reached_on,
                       told_at, missed, late_days, late_days_first, status, version))

}  // namespace rows

/// The plan that held at that moment; nullptr before the first.
const rows::SchedulePlan* planned_at(const rows::ScheduleRow& row, Time moment);

class ProjectScheduleView final : public Projection {
  public:
    std::string_view name() const override { return "project_schedule"; }
    std::uint32_t version() const override { return 1; }
    boost::json::object row_schema() const override;
    std::vector<std::string_view> key_fields() const override { return {"ledger", "item"}; }
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
