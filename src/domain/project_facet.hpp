// An item as a project 项目 (S6, S8, S9), folded from its stream; part of ItemState.
#pragma once

#include "events/item.hpp"

#include <taizhang/record.hpp>

namespace taizhang {

enum class SupportStage { requested, granted, declined };
BOOST_DESCRIBE_ENUM(SupportStage, requested, granted, declined)

struct Support {
    item::SupportRequested request;
    SupportStage stage = SupportStage::requested;
};

/// One month's investment, as booked last.
struct BookedInvestment {
    UnitId unit;
    Period period;
    Amount amount;
    std::vector<Position> positions;  ///< of the first booking and every correction
};

/// What the plan of a year says of the project.
struct YearPlan {
    std::uint16_t year = 0;
    bool applied = false;
    std::optional<std::string> tier, batch;
};

struct ProjectFacet {
    item::Profiled profile;  ///< every member as it was set last; `qualifies` as of the last
    std::optional<item::Routed> routed;
    std::vector<YearPlan> plans;
    std::optional<item::ReserveClassSet> reserve;
    std::vector<item::Library> libraries;  ///< in which it stands now
    std::vector<item::CommitmentSigned> commitments;
    std::vector<item::TeamMember> procedures_team;
    std::optional<item::ServiceOfficerAssigned> service_officer;
    std::vector<item::ProcedureCompleted> procedures;
    std::vector<item::MaterialAttached> materials;
    std::vector<BookedInvestment> investments;
    std::vector<Support> supports;
    std::uint32_t adjustments = 0;
};

void fold(ProjectFacet& facet, const item::Profiled& event, const EventHeader& header);
void fold(ProjectFacet& facet, const item::Routed& event, const EventHeader& header);
void fold(ProjectFacet& facet, const item::PlanApplied& event, const EventHeader& header);
void fold(ProjectFacet& facet, const item::TierSet& event, const EventHeader& header);
void fold(ProjectFacet& facet, const item::BatchSet& event, const EventHeader& header);
void fold(ProjectFacet& facet, const item::ReserveClassSet& event, const EventHeader& header);
void fold(ProjectFacet& facet, const item::LibraryEntered& event, const EventHeader& header);
void fold(ProjectFacet& facet, const item::LibraryLeft& event, const EventHeader& header);
void fold(ProjectFacet& facet, const item::PlanAdjusted& event, const EventHeader& header);
void fold(ProjectFacet& facet, const item::CommitmentSigned& event, const EventHeader& header);
void fold(ProjectFacet& facet, const item::ProceduresTeamFormed& event, const EventHeader& header);
void fold(ProjectFacet& facet, const item::ServiceOfficerAssigned& event, const EventHeader& header);
void fold(ProjectFacet& facet, const item::ProcedureCompleted& event, const EventHeader& header);
void fold(ProjectFacet& facet, const item::MaterialAttached& event, const EventHeader& header);
void fold(ProjectFacet& facet, const item::InvestmentBooked& event, const EventHeader& header);
void fold(ProjectFacet& facet, const item::SupportRequested& event, const EventHeader& header);
void fold(ProjectFacet& facet, const item::SupportGranted& event, const EventHeader& header);
void fold(ProjectFacet& facet, const item::SupportDeclined& event, const EventHeader& header);

}  // namespace taizhang
