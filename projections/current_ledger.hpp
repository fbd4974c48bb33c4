// View `current_ledger` 台账: every item as it stands, in one row: what is to be done, by whom, by when, how far it is,
// and its lamp. Key: "<ledger>/<item>".
//
// percent: the figure of the one unit that reports; where several do, the plain average of each one's latest figure,
// rounded half up to one digit; every member of a collective counts once. Units that are no longer parties are left
// out, unless nobody else has reported. The lamp holds it against the schedule of the last month reported.
// A target's actual: the latest figure reported for the indicator; of a collective's members, the sum of each one's
// latest, unless it is in % or the measures differ.
// Units are shown under the name as printed when assigned; the view `units` has today's.
#pragma once

#include "events/fixings.hpp"
#include "events/schedule.hpp"
#include "projections/projection.hpp"

namespace taizhang {

namespace rows {

enum class ItemStatus { entered, acknowledged, completion_claimed, verified, closed_out, cancelled };
BOOST_DESCRIBE_ENUM(ItemStatus, entered, acknowledged, completion_claimed, verified, closed_out, cancelled)

struct ItemTarget {
    std::string indicator;
    Comparator comparator;
    Decimal value;
    std::string unit;  ///< of measure
    bool stretch = false;
    std::vector<std::uint32_t> at;
    std::optional<Decimal> actual;
    std::optional<std::string> actual_unit;  ///< of measure
    std::optional<Period> actual_period;
};
BOOST_DESCRIBE_STRUCT(ItemTarget, (),
                      (indicator, comparator, value, unit, stretch, at, actual, actual_unit, actual_period))

/// One unit's report for one month, as corrected since.
struct ItemProgress {
    UnitId unit;
    Period period;
    Decimal percent;
    Position position = 0;  ///< of the report
    bool corrected = false;
};
BOOST_DESCRIBE_STRUCT(ItemProgress, (), (unit, period, percent, position, corrected))

struct ItemMilestone {
    std::string id;
    std::string name;
    Date due;
    std::optional<Date> reached_on;
};
BOOST_DESCRIBE_STRUCT(ItemMilestone, (), (id, name, due, reached_on))

enum class ProblemState { open, escalated, resolved };
BOOST_DESCRIBE_ENUM(ProblemState, open, escalated, resolved)

struct ItemProblem {
    std::string id;
    std::string text;
    ProblemState state = ProblemState::open;
    std::optional<std::string> to;
    std::optional<std::string> answer;
};
BOOST_DESCRIBE_STRUCT(ItemProblem, (), (id, text, state, to, answer))

enum class ExtensionState { requested, granted, refused };
BOOST_DESCRIBE_ENUM(ExtensionState, requested, granted, refused)

struct ItemExtension {
    Date to;
    ExtensionState state = ExtensionState::requested;
    std::optional<std::string> requested_by;
};
BOOST_DESCRIBE_STRUCT(ItemExtension, (), (to, state, requested_by))

struct ItemRow {
    LedgerId ledger;
    ItemId item;
    std::string number;
    std::optional<std::string> chapter;
    std::string title;
    std::string text;
    std::optional<std::string> goal;
    std::optional<std::string> measures;
    std::optional<std::string> rewards;
    std::vector<Party> units;
    bool open_list = false;
    std::optional<NamedPerson> responsible_leader;
    std::optional<NamedPerson> responsible_person;
    std::optional<NamedPerson> liaison;
    std::optional<std::string> section;
    std::optional<Date> deadline;
    std::optional<DeadlineBasis> deadline_basis;
    ItemStatus status = ItemStatus::entered;
    std::vector<UnitId> acknowledged;
    std::optional<Decimal> percent;
    std::optional<Decimal> scheduled_percent;
    Lamp lamp = Lamp::grey;
    std::optional<Period> last_period;
    std::optional<std::string> progress_text;  ///< this and the following four are of the latest report
    std::optional<std::string> problems_text;
    std::optional<std::string> measures_text;
    std::optional<std::string> reasons;
    std::optional<std::string> corrections;
    std::vector<ItemTarget> targets;
    std::vector<ItemProgress> progress;  ///< in the order in which they were first reported
    std::vector<ItemMilestone> milestones;
    std::vector<ItemProblem> problems;
    std::optional<ItemExtension> extension;  ///< the last one asked for
    std::vector<Fixing> missing_fixings;     ///< S1.1
    std::optional<ItemId> replaced_by;
    Version version = 0;
    Time changed_at;
    Position changed_position = 0;
};
BOOST_DESCRIBE_STRUCT(ItemRow, (),
                      (ledger, item, number, chapter, title, text, goal, measures, rewards, units, open_list,
                       responsible_leader, responsible_person, liaison, section, deadline, deadline_basis, status,
                       acknowledged, percent, scheduled_percent, lamp, last_period, progress_text, problems_text,
                       measures_text, reasons, corrections, targets, progress, milestones, problems, extension,
                       missing_fixings, replaced_by, version, changed_at, changed_position))

}  // namespace rows

class CurrentLedgerView final : public Projection {
  public:
    std::string_view name() const override { return "current_ledger"; }
    std::uint32_t version() const override { return 2; }
    boost::json::object row_schema() const override;
    std::vector<std::string_view> key_fields() const override { return {"ledger"}; }
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
