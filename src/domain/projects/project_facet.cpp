// How the events of an item as a project change what is known of it.
#include "src/domain/projects/project_facet.hpp"

#include <algorithm>

namespace taizhang {

namespace {

YearPlan& year_plan(ProjectFacet& facet, std::uint16_t year) {
    const auto found = std::ranges::find(facet.plans, year, &YearPlan::year);
    if (found != facet.plans.end()) return *found;
    return facet.plans.emplace_back(YearPlan{.year = year, .applied = false, .tier = {}, .batch = {}});
}

Support* support_of(ProjectFacet& facet, const std::string& name) {
    return const_cast<Support*>(find_support(std::as_const(facet), name));
}

}  // namespace

const YearPlan* plan_of(const ProjectFacet& facet, int year) {
    const auto found = std::ranges::find(facet.plans, year, &YearPlan::year);
    return found == facet.plans.end() ? nullptr : &*found;
}

bool stands_in(const ProjectFacet& facet, item::Library library) {
    return std::ranges::find(facet.libraries, library) != facet.libraries.end();
}

const BookedInvestment* find_booking(const ProjectFacet& facet, Position position) {
    const auto found = std::ranges::find_if(facet.investments, [&](const BookedInvestment& one) {
        return std::ranges::find(one.positions, position) != one.positions.end();
    });
    return found == facet.investments.end() ? nullptr : &*found;
}

const BookedInvestment* find_booking(const ProjectFacet& facet, const UnitId& unit, Period period) {
    const auto found = std::ranges::find_if(
        facet.investments, [&](const BookedInvestment& one) { return one.unit == unit && one.period == period; });
    return found == facet.investments.end() ? nullptr : &*found;
}

const Support* find_support(const ProjectFacet& facet, const std::string& support) {
    const auto found =
        std::ranges::find_if(facet.supports, [&](const Support& one) { return one.request.support == support; });
    return found == facet.supports.end() ? nullptr : &*found;
}

void take_over(item::Profiled& profile, const item::Profiled& named) {
    reflect::for_each_member<item::Profiled>([&](auto member) {
        const auto& given = named.*member.pointer;
        if constexpr (reflect::is_optional<std::remove_cvref_t<decltype(given)>>) {
            if (given) profile.*member.pointer = given;
        } else if (!given.empty()) {
            profile.*member.pointer = given;
        }
    });
}

void fold(ProjectFacet& facet, const item::Profiled& event, const EventHeader&) {
    take_over(facet.profile, event);
}

void fold(ProjectFacet& facet, const item::Routed& event, const EventHeader&) {
    facet.routed = event;
}

void fold(ProjectFacet& facet, const item::PlanApplied& event, const EventHeader&) {
    auto& plan = year_plan(facet, event.year);
    plan.applied = true;
    if (event.tier) plan.tier = event.tier;
    if (event.batch) plan.batch = event.batch;
}

void fold(ProjectFacet& facet, const item::TierSet& event, const EventHeader&) {
    year_plan(facet, event.year).tier = event.tier;
}

void fold(ProjectFacet& facet, const item::BatchSet& event, const EventHeader&) {
    year_plan(facet, event.year).batch = event.batch;
}

void fold(ProjectFacet& facet, const item::ReserveClassSet& event, const EventHeader&) {
    facet.reserve = event;
}

void fold(ProjectFacet& facet, const item::LibraryEntered& event, const EventHeader&) {
    if (!stands_in(facet, event.library)) facet.libraries.push_back(event.library);
}

void fold(ProjectFacet& facet, const item::LibraryLeft& event, const EventHeader&) {
    std::erase(facet.libraries, event.library);
}

void fold(ProjectFacet& facet, const item::PlanAdjusted& event, const EventHeader&) {
    ++facet.adjustments;
    if (event.year_investment) facet.profile.year_investment = event.year_investment;
    if (event.start) facet.profile.start = event.start;
    if (event.finish) facet.profile.finish = event.finish;
}

void fold(ProjectFacet& facet, const item::CommitmentSigned& event, const EventHeader&) {
    facet.commitments.push_back(event);
}

void fold(ProjectFacet& facet, const item::ProceduresTeamFormed& event, const EventHeader&) {
    facet.procedures_team = event.members;
}

void fold(ProjectFacet& facet, const item::ServiceOfficerAssigned& event, const EventHeader&) {
    facet.service_officer = event;
}

void fold(ProjectFacet& facet, const item::ProcedureCompleted& event, const EventHeader&) {
    facet.procedures.push_back(event);
}

void fold(ProjectFacet& facet, const item::MaterialAttached& event, const EventHeader&) {
    facet.materials.push_back(event);
}

void fold(ProjectFacet& facet, const item::InvestmentBooked& event, const EventHeader& header) {
    const auto unit = event.unit.value_or(header.actor.unit.value_or(UnitId{}));
    auto* known =
        event.corrects ? const_cast<BookedInvestment*>(find_booking(std::as_const(facet), *event.corrects)) : nullptr;
    if (!known) {
        facet.investments.push_back({unit, event.period, event.amount, {header.position}});
        return;
    }
    known->amount = event.amount;
    known->positions.push_back(header.position);
}

void fold(ProjectFacet& facet, const item::SupportRequested& event, const EventHeader&) {
    facet.supports.push_back({event, SupportStage::requested});
}

void fold(ProjectFacet& facet, const item::SupportGranted& event, const EventHeader&) {
    if (auto* support = support_of(facet, event.support)) support->stage = SupportStage::granted;
}

void fold(ProjectFacet& facet, const item::SupportDeclined& event, const EventHeader&) {
    if (auto* support = support_of(facet, event.support)) support->stage = SupportStage::declined;
}

}  // namespace taizhang
