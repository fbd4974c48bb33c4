// How an item's own events change its row in `project_library`.
#pragma once

#include "projections/assessment/standing.hpp"
#include "projections/fold.hpp"
#include "projections/projects/project_row.hpp"

namespace taizhang {

/// Hidden, by the item's stream: what the row needs and does not show.
struct ProjectMemory {
    struct Node {
        std::string id;
        std::string name;
    };
    LedgerId ledger;
    bool shown = false;  ///< it is a project; until then its row is hidden
    bool plan_filed = false;
    std::vector<Node> milestones;
    Standing standing;
};
BOOST_DESCRIBE_STRUCT(ProjectMemory::Node, (), (id, name))
BOOST_DESCRIBE_STRUCT(ProjectMemory, (), (ledger, shown, plan_filed, milestones, standing))

/// Changes nothing of a project but, perhaps, where it stands.
template <class E>
concept OfNoProject =
    OneOf<E, item::Acknowledged, item::Activated, item::TargetSet, item::MilestoneMissed, item::ProgressReported,
          item::ProgressCorrected, item::ExtensionRequested, item::ExtensionGranted, item::ExtensionRefused,
          item::PlanApproved, item::PlanReturned, item::PlanMissed, item::Decomposed, item::Suspended, item::Resumed,
          item::Archived, item::Listed, item::Delisted, item::ConfidenceAssessed, item::FellOverdue,
          item::AcknowledgementOverdue, item::CompletionClaimed, item::CompletionVerified, item::CompletionRejected,
          item::ClosedOut, item::Reopened, item::Urged, item::Reminded>;

/// Everything but status, sums, levels, lacks and doubts (project_figures.hpp).
struct FoldProject {
    rows::ProjectRow& row;
    ProjectMemory& memory;
    const EventHeader& header;

    void operator()(const item::Entered& e) const;
    void operator()(const item::Revised& e) const;
    void operator()(const item::UnitsAssigned& e) const { row.units = e.units; }
    void operator()(const item::PeopleAssigned& e) const;
    void operator()(const item::Transferred& e) const;
    void operator()(const item::MilestonePlanned& e) const { memory.milestones.push_back({e.milestone, e.name}); }
    void operator()(const item::MilestoneReached& e) const;
    void operator()(const item::StageAdvanced& e) const;
    void operator()(const item::PairedLeaderAssigned& e) const { row.people.paired_leader = e.leader; }
    void operator()(const item::TaskForceFormed& e) const { row.people.task_force = e; }
    void operator()(const item::PlanFiled&) const { memory.plan_filed = true; }
    void operator()(const item::ProblemRaised& e) const;
    void operator()(const item::ProblemEscalated& e) const;
    void operator()(const item::ProblemResolved& e) const;
    void operator()(const item::Cancelled& e) const { row.replaced_by = e.replaced_by; }
    void operator()(const item::Merged& e) const { row.replaced_by = e.into; }
    void operator()(const item::CarriedOver& e) const { row.replaced_by = e.as; }
    // ---- as a project ----
    void operator()(const item::Profiled& e) const;
    void operator()(const item::Routed& e) const { row.profile.routed = e; }
    void operator()(const item::PlanApplied& e) const;
    void operator()(const item::TierSet& e) const { plan_of(e.year).tier = e.tier; }
    void operator()(const item::BatchSet& e) const { plan_of(e.year).batch = e.batch; }
    void operator()(const item::ReserveClassSet& e) const;
    void operator()(const item::LibraryEntered& e) const;
    void operator()(const item::LibraryLeft& e) const;
    void operator()(const item::PlanAdjusted& e) const;
    void operator()(const item::CommitmentSigned& e) const { row.people.commitments.push_back(e); }
    void operator()(const item::ProceduresTeamFormed& e) const { row.people.procedures_team = e.members; }
    void operator()(const item::ServiceOfficerAssigned& e) const { row.people.service_officer = e; }
    void operator()(const item::ProcedureCompleted& e) const { row.procedures.push_back(e); }
    void operator()(const item::MaterialAttached& e) const { row.materials.push_back(e); }
    void operator()(const item::InvestmentBooked& e) const;
    void operator()(const item::SupportRequested&) const { ++row.needs.requested; }
    void operator()(const item::SupportGranted&) const;
    void operator()(const item::SupportDeclined&) const;
    template <class E>
        requires OfNoProject<E>
    void operator()(const E&) const {}

  private:
    rows::ProjectPlan& plan_of(std::uint16_t year) const;
    void plan_days(const std::optional<Date>& start, const std::optional<Date>& finish) const;
    void reach(const std::string& node, Date on) const;
};

}  // namespace taizhang
