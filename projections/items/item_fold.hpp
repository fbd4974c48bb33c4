// How an item's own events change its row in `current_ledger`.
#pragma once

#include "projections/fold.hpp"
#include "projections/items/item_figures.hpp"

namespace taizhang {

/// Hidden, by the item's stream: what the row needs and does not show.
struct ItemMemory {
    struct Correction {
        Position at = 0;
        Position of = 0;  ///< the report that it corrects in the end
    };
    LedgerId ledger;
    std::vector<Correction> corrections;
    std::vector<KnownActual> actuals;
    Judgement judgement;          ///< of the last report
    std::optional<Date> overdue;  ///< the deadline that passed, also while a claim of completion is looked at
};
BOOST_DESCRIBE_STRUCT(ItemMemory::Correction, (), (at, of))
BOOST_DESCRIBE_STRUCT(ItemMemory, (), (ledger, corrections, actuals, judgement, overdue))

/// Everything but the status (standing.hpp), the figures (item_figures.hpp) and the links (item_links.hpp).
struct FoldItem {
    rows::ItemRow& row;
    ItemMemory& memory;
    const EventHeader& header;

    // ---- entering and assigning ----
    void operator()(const item::Entered& e) const;
    void operator()(const item::Acknowledged& e) const;
    void operator()(const item::Revised& e) const;
    void operator()(const item::UnitsAssigned& e) const;
    void operator()(const item::PeopleAssigned& e) const;
    void operator()(const item::Transferred& e) const;
    // ---- targets, milestones, progress, problems ----
    void operator()(const item::TargetSet& e) const;
    void operator()(const item::MilestonePlanned& e) const;
    void operator()(const item::MilestoneReached& e) const;
    void operator()(const item::ProgressReported& e) const;
    void operator()(const item::ProgressCorrected& e) const;
    void operator()(const item::ProblemRaised& e) const;
    void operator()(const item::ProblemEscalated& e) const;
    void operator()(const item::ProblemResolved& e) const;
    void operator()(const item::ExtensionRequested& e) const;
    void operator()(const item::ExtensionGranted& e) const;
    void operator()(const item::ExtensionRefused& e) const;
    // ---- the year ----
    void operator()(const item::PlanFiled& e) const;
    void operator()(const item::PlanApproved& e) const;
    void operator()(const item::PlanReturned& e) const;
    void operator()(const item::PlanMissed& e) const;
    void operator()(const item::Decomposed& e) const { row.parts = e.parts; }
    void operator()(const item::PairedLeaderAssigned& e) const { row.project.paired_leader = e.leader; }
    void operator()(const item::TaskForceFormed& e) const { row.project.task_force = e; }
    void operator()(const item::StageAdvanced& e) const;
    void operator()(const item::Suspended& e) const { row.year.suspended_until = e.until; }
    void operator()(const item::Resumed&) const { row.year.suspended_until.reset(); }
    void operator()(const item::CarriedOver& e) const;
    void operator()(const item::Archived& e) const;
    void operator()(const item::PlanAdjusted& e) const;
    // ---- supervision, and what time brought ----
    void operator()(const item::Listed& e) const;
    void operator()(const item::Delisted&) const { row.supervision.listed.reset(); }
    void operator()(const item::ConfidenceAssessed& e) const;
    void operator()(const item::FellOverdue& e) const;
    void operator()(const item::MilestoneMissed& e) const;
    void operator()(const item::AcknowledgementOverdue& e) const;
    // ---- how it ends ----
    void operator()(const item::CompletionClaimed&) const { row.supervision.overdue_since.reset(); }
    void operator()(const item::CompletionRejected&) const { row.supervision.overdue_since = memory.overdue; }
    void operator()(const item::Reopened& e) const;
    void operator()(const item::Cancelled& e) const { end(e.replaced_by); }
    void operator()(const item::Merged& e) const { end(e.into); }

    /// The first two change the status only; urging and reminders stand in the accountability history and the calendar,
    /// what is said of it as a project in `project_library`.
    template <class E>
        requires OneOf<E, item::Activated, item::CompletionVerified, item::ClosedOut, item::Urged, item::Reminded> ||
                 OfProject<E>
    void operator()(const E&) const {}

  private:
    rows::ItemPlan& plan_of(const UnitId& unit) const;
    void set_deadline(Date deadline) const;
    void end(const std::optional<ItemId>& by) const;
};

}  // namespace taizhang
