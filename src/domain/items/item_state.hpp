// What is known of an item 台账事项, folded from its stream: everything that a later decision may need.
//
// Stages: draft (where the regime wants items activated) → active → claimed 办结申报 → verified 核验 → closed_out 销号;
// a rejection or a reopening leads back to active. cancelled 撤销, merged 合并 and carried_over 结转 end it. Suspended
// 中止, nothing falls due until it is resumed. Archiving 归档 is no stage: what has ended is filed as it ended.
#pragma once

#include "events/fixings.hpp"
#include "events/item.hpp"
#include "src/domain/projects/project_facet.hpp"

#include <taizhang/record.hpp>

#include <memory>

namespace taizhang {

enum class ItemStage { draft, active, suspended, claimed, verified, closed_out, cancelled, merged, carried_over };
BOOST_DESCRIBE_ENUM(ItemStage, draft, active, suspended, claimed, verified, closed_out, cancelled, merged, carried_over)

struct Acknowledgement {
    UnitId unit;
    Time recorded;
};

struct Milestone {
    std::string id;
    std::string name;
    Date due;
    std::optional<Date> reached_on;
    bool missed = false;  ///< recorded as such
};

enum class ProblemStage { open, escalated, resolved };

struct Problem {
    std::string id;
    ProblemStage stage = ProblemStage::open;
    std::optional<std::string> to;  ///< the level that it was escalated to last
};

/// One unit's report for one month as corrected since; `positions` are the report's own and every correction's.
struct ReportedProgress {
    UnitId unit;
    Period period;
    std::vector<Position> positions;
    Decimal percent;
    std::string progress;
    std::optional<std::string> problems;
    std::optional<std::string> measures;
    std::vector<Actual> actuals;
    bool explained = false;  ///< reasons and corrections were stated (S7.3)
    std::optional<std::string> achievements;
    std::optional<std::string> next_measures;
    std::optional<std::string> reasons;
    std::optional<std::string> corrections;
};

enum class PlanStage { filed, approved, returned, missed };
BOOST_DESCRIBE_ENUM(PlanStage, filed, approved, returned, missed)

/// One unit's implementation plan (S7.2).
struct Plan {
    UnitId unit;
    PlanStage stage = PlanStage::filed;
    bool late = false;
    std::uint32_t filings = 0;
    AccountId filed_by;
};

struct ExtensionRequest {
    Date to;
    AccountId by;
};

struct CompletionClaim {
    AccountId by;
    std::optional<UnitId> unit;
};

struct ItemState {
    LedgerId ledger;
    std::string number;
    std::optional<std::string> chapter;
    std::string title;
    std::string text;
    std::vector<Party> units;
    bool open_list = false;
    std::optional<NamedPerson> responsible_leader;
    std::optional<NamedPerson> responsible_person;
    std::optional<NamedPerson> liaison;
    std::optional<std::string> section;
    std::optional<Date> deadline;
    std::optional<DeadlineBasis> deadline_basis;
    std::vector<Target> targets;
    std::optional<std::string> goal;
    std::optional<std::string> measures;
    std::optional<std::string> rewards;

    ItemStage stage = ItemStage::active;
    std::vector<Acknowledgement> acknowledgements;
    std::vector<ReportedProgress> progress;  ///< in the order of the first reports
    std::vector<Milestone> milestones;
    std::vector<Problem> problems;
    std::optional<ExtensionRequest> extension;  ///< the open one
    std::optional<CompletionClaim> claim;       ///< the last one, until rejected or reopened
    std::optional<ItemId> replaced_by;          ///< also of one that was merged or carried over

    std::optional<ItemId> parent;
    std::optional<ItemId> carried_from;
    std::optional<std::string> form;
    std::vector<NamedValue> fields;
    std::optional<std::string> project_kind;
    std::vector<std::string> steps_reached;  ///< of the kind's, in order
    std::vector<Plan> plans;
    std::vector<item::Part> parts;
    std::optional<NamedPerson> paired_leader;
    std::optional<item::TaskForceFormed> task_force;
    std::vector<UnitId> acknowledgements_missed;
    std::optional<Date> overdue_since;      ///< the deadline that was recorded as passed
    std::vector<item::Reminded> reminders;  ///< of what is still ahead: none is given twice
    Time begun;                             ///< when work on it began: entered, activated or resumed last
    bool listed = false;
    bool archived = false;
    std::shared_ptr<const ProjectFacet> project;  ///< nullptr: nothing was said of it as one; replaced, never changed
};

/// The unit that leads; nullptr only before the item is entered.
const Party* lead_of(const ItemState& state);
/// The lead unit itself, or a member of a leading collective.
bool leads(const ItemState& state, const UnitId& unit);
/// One of its parties, or a member of a collective among them.
bool concerns(const ItemState& state, const UnitId& unit);
bool has_acknowledged(const ItemState& state, const UnitId& unit);
const ReportedProgress* find_progress(const ItemState& state, const UnitId& unit, Period period);
/// The report that the event at this position made or corrected.
const ReportedProgress* find_progress(const ItemState& state, Position position);
/// Which of the five fixings it lacks (S1.1).
std::vector<Fixing> missing_fixings(const ItemState& state);

void fold(ItemState& state, const item::Entered& event, const EventHeader& header);
void fold(ItemState& state, const item::Acknowledged& event, const EventHeader& header);
void fold(ItemState& state, const item::Revised& event, const EventHeader& header);
void fold(ItemState& state, const item::UnitsAssigned& event, const EventHeader& header);
void fold(ItemState& state, const item::PeopleAssigned& event, const EventHeader& header);
void fold(ItemState& state, const item::Transferred& event, const EventHeader& header);
void fold(ItemState& state, const item::TargetSet& event, const EventHeader& header);
void fold(ItemState& state, const item::MilestonePlanned& event, const EventHeader& header);
void fold(ItemState& state, const item::MilestoneReached& event, const EventHeader& header);
void fold(ItemState& state, const item::ProgressReported& event, const EventHeader& header);
void fold(ItemState& state, const item::ProgressCorrected& event, const EventHeader& header);
void fold(ItemState& state, const item::ProblemRaised& event, const EventHeader& header);
void fold(ItemState& state, const item::ProblemEscalated& event, const EventHeader& header);
void fold(ItemState& state, const item::ProblemResolved& event, const EventHeader& header);
void fold(ItemState& state, const item::Urged& event, const EventHeader& header);
void fold(ItemState& state, const item::ExtensionRequested& event, const EventHeader& header);
void fold(ItemState& state, const item::ExtensionGranted& event, const EventHeader& header);
void fold(ItemState& state, const item::ExtensionRefused& event, const EventHeader& header);
void fold(ItemState& state, const item::CompletionClaimed& event, const EventHeader& header);
void fold(ItemState& state, const item::CompletionVerified& event, const EventHeader& header);
void fold(ItemState& state, const item::CompletionRejected& event, const EventHeader& header);
void fold(ItemState& state, const item::ClosedOut& event, const EventHeader& header);
void fold(ItemState& state, const item::Reopened& event, const EventHeader& header);
void fold(ItemState& state, const item::Cancelled& event, const EventHeader& header);

// item_year_state.cpp
void fold(ItemState& state, const item::Activated& event, const EventHeader& header);
void fold(ItemState& state, const item::PlanFiled& event, const EventHeader& header);
void fold(ItemState& state, const item::PlanApproved& event, const EventHeader& header);
void fold(ItemState& state, const item::PlanReturned& event, const EventHeader& header);
void fold(ItemState& state, const item::PlanMissed& event, const EventHeader& header);
void fold(ItemState& state, const item::Decomposed& event, const EventHeader& header);
void fold(ItemState& state, const item::PairedLeaderAssigned& event, const EventHeader& header);
void fold(ItemState& state, const item::TaskForceFormed& event, const EventHeader& header);
void fold(ItemState& state, const item::StageAdvanced& event, const EventHeader& header);
void fold(ItemState& state, const item::Suspended& event, const EventHeader& header);
void fold(ItemState& state, const item::Resumed& event, const EventHeader& header);
void fold(ItemState& state, const item::Merged& event, const EventHeader& header);
void fold(ItemState& state, const item::CarriedOver& event, const EventHeader& header);
void fold(ItemState& state, const item::Archived& event, const EventHeader& header);
void fold(ItemState& state, const item::Listed& event, const EventHeader& header);
void fold(ItemState& state, const item::Delisted& event, const EventHeader& header);
void fold(ItemState& state, const item::ConfidenceAssessed& event, const EventHeader& header);
void fold(ItemState& state, const item::FellOverdue& event, const EventHeader& header);
void fold(ItemState& state, const item::MilestoneMissed& event, const EventHeader& header);
void fold(ItemState& state, const item::AcknowledgementOverdue& event, const EventHeader& header);
void fold(ItemState& state, const item::Reminded& event, const EventHeader& header);

}  // namespace taizhang
