// What is known of an item 台账事项, folded from its stream: everything that a later decision may need.
//
// Stages: active → claimed 办结申报 → verified 核验 → closed_out 销号; a rejection or a reopening leads back to active.
// cancelled 撤销 ends it.
#pragma once

#include "events/fixings.hpp"
#include "events/item.hpp"

#include <taizhang/record.hpp>

namespace taizhang {

enum class ItemStage { active, claimed, verified, closed_out, cancelled };
BOOST_DESCRIBE_ENUM(ItemStage, active, claimed, verified, closed_out, cancelled)

struct Acknowledgement {
    UnitId unit;
    Time recorded;
};

struct Milestone {
    std::string id;
    std::string name;
    Date due;
    std::optional<Date> reached_on;
};

enum class ProblemStage { open, escalated, resolved };

struct Problem {
    std::string id;
    ProblemStage stage = ProblemStage::open;
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
    std::optional<ItemId> replaced_by;
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

}  // namespace taizhang
