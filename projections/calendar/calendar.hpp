// View `calendar` 到期日历: what is due, one row for each thing. Key: "<due>/<kind>/<subject's id>/<unit, milestone,
// quarter, or rhythm and occasion>", the last part empty where there is none, so that the keys' order is the
// calendar's.
//
// When a deadline moves, the row moves with it and says from where; the row of the day before is gone (and seen as of a
// position before).
#pragma once

#include "projections/projection.hpp"

namespace taizhang {

namespace rows {

enum class DueKind {
    report,           ///< a unit's monthly report
    deadline,         ///< an item's
    milestone,        ///< an item's
    plan,             ///< a unit's implementation plan for an item (S7.2)
    acknowledgement,  ///< a unit's, of an item
    rectification,
    check,  ///< a ledger's quarterly one
    review,
    inspection,
    reconsideration,
    proposal,  ///< what a proposed or agreed measure demands
    listing,   ///< 挂牌督办, until
    rhythm     ///< 节奏: what comes round, one occurrence
};
BOOST_DESCRIBE_ENUM(DueKind, report, deadline, milestone, plan, acknowledgement, rectification, check, review,
                    inspection, reconsideration, proposal, listing, rhythm)

enum class DueState {
    open,
    done,
    late,     ///< the day has passed, and the deadline keeper said so
    missed,   ///< the same, of a report after its days of grace, of a milestone, a plan
    dropped,  ///< suspended, cancelled, merged, withdrawn: not due any more
};
BOOST_DESCRIBE_ENUM(DueState, open, done, late, missed, dropped)

/// Of a rhythm: what is asked for, and what was done.
struct RhythmDue {
    std::string occasion;  ///< its label: "2018-W10", "2018-03"
    Date begins;           ///< from this day on it may be kept
    std::string who;       ///< as the regime names them
    std::optional<std::string> to;
    std::vector<std::string> produces;
    std::optional<std::string> clause;
    std::optional<Date> done_on;
    std::optional<std::string> text;  ///< what was done
    std::vector<StreamId> by;         ///< with what: a bulletin, a review, …
};
BOOST_DESCRIBE_STRUCT(RhythmDue, (), (occasion, begins, who, to, produces, clause, done_on, text, by))

struct DueRow {
    Date due;
    DueKind kind = DueKind::report;
    DueState state = DueState::open;
    std::string title;  ///< the item's, a milestone's name, a report's month, a rhythm's name
    StreamId stream;
    std::optional<LedgerId> ledger;
    std::optional<ItemId> item;
    std::optional<UnitId> unit;     ///< who owes it; the lead of an item's deadline and milestone
    std::optional<UnitId> answers;  ///< who answers for the unit today
    std::optional<std::string> milestone;
    std::optional<Period> period;         ///< of a report
    std::optional<std::uint8_t> quarter;  ///< of a check
    bool was_late = false;                ///< late or missed once; stays when it is done
    std::optional<Time> done_at;
    std::optional<Date> moved_from;       ///< the day on which it was first due
    std::vector<std::uint16_t> reminded;  ///< days before
    std::optional<RhythmDue> rhythm;
};
BOOST_DESCRIBE_STRUCT(DueRow, (),
                      (due, kind, state, title, stream, ledger, item, unit, answers, milestone, period, quarter,
                       was_late, done_at, moved_from, reminded, rhythm))

}  // namespace rows

class CalendarView final : public Projection {
  public:
    std::string_view name() const override { return "calendar"; }
    std::uint32_t version() const override { return 2; }
    boost::json::object row_schema() const override;
    std::vector<std::string_view> key_fields() const override { return {"due", "kind"}; }
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
