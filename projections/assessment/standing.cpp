#include "projections/assessment/standing.hpp"

#include "projections/fold.hpp"

namespace taizhang {

using rows::ItemStatus;

namespace {

struct Advance {
    Standing& standing;

    void operator()(const item::Entered& e) const {
        standing.status = e.draft.value_or(false) ? ItemStatus::draft : ItemStatus::entered;
    }
    void operator()(const item::Activated&) const { standing.status = under_way(); }
    void operator()(const item::Acknowledged&) const {
        standing.acknowledged = true;
        if (standing.status == ItemStatus::entered) standing.status = ItemStatus::acknowledged;
    }
    void operator()(const item::CompletionClaimed&) const { standing.status = ItemStatus::completion_claimed; }
    void operator()(const item::CompletionVerified&) const { standing.status = ItemStatus::verified; }
    void operator()(const item::CompletionRejected&) const { standing.status = under_way(); }
    void operator()(const item::ClosedOut&) const { standing.status = ItemStatus::closed_out; }
    void operator()(const item::Reopened&) const { standing.status = under_way(); }
    void operator()(const item::Cancelled&) const { standing.status = ItemStatus::cancelled; }
    void operator()(const item::Suspended&) const { standing.status = ItemStatus::suspended; }
    void operator()(const item::Resumed&) const { standing.status = under_way(); }
    void operator()(const item::Merged&) const { standing.status = ItemStatus::merged; }
    void operator()(const item::CarriedOver&) const { standing.status = ItemStatus::carried_over; }

    template <class E>
        requires OneOf<E, item::Revised, item::UnitsAssigned, item::PeopleAssigned, item::Transferred, item::TargetSet,
                       item::MilestonePlanned, item::MilestoneReached, item::ProgressReported, item::ProgressCorrected,
                       item::ProblemRaised, item::ProblemEscalated, item::ProblemResolved, item::Urged,
                       item::ExtensionRequested, item::ExtensionGranted, item::ExtensionRefused, item::PlanFiled,
                       item::PlanApproved, item::PlanReturned, item::PlanMissed, item::Decomposed,
                       item::PairedLeaderAssigned, item::TaskForceFormed, item::StageAdvanced, item::Archived,
                       item::Listed, item::Delisted, item::ConfidenceAssessed, item::FellOverdue, item::MilestoneMissed,
                       item::AcknowledgementOverdue, item::Reminded, item::PlanAdjusted> ||
                 OfProject<E>
    void operator()(const E&) const {}

    ItemStatus under_way() const { return standing.acknowledged ? ItemStatus::acknowledged : ItemStatus::entered; }
};

}  // namespace

void advance(Standing& standing, const Event& event) {
    std::visit(
        [&]<class E>(const E& one) {
            if constexpr (EventOf<E, "item">) Advance{standing}(one);
        },
        event);
}

bool rests(ItemStatus status) {
    return status != ItemStatus::completion_claimed && status != ItemStatus::verified && !runs(status);
}

bool runs(ItemStatus status) {
    return status == ItemStatus::entered || status == ItemStatus::acknowledged;
}

}  // namespace taizhang
