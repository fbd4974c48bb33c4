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
    bool applied = false;  ///< 申报, with everything that it needs
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

/// nullptr where nothing was said of that year.
const YearPlan* plan_of(const ProjectFacet& facet, int year);
bool stands_in(const ProjectFacet& facet, item::Library library);
/// The booking that the event at this position made or corrected; the unit's of that month.
const BookedInvestment* find_booking(const ProjectFacet& facet, Position position);
const BookedInvestment* find_booking(const ProjectFacet& facet, const UnitId& unit, Period period);
const Support* find_support(const ProjectFacet& facet, const std::string& support);
/// Takes over what is named; a list that is not empty replaces the earlier one.
void take_over(item::Profiled& profile, const item::Profiled& named);

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
