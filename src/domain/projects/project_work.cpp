// What is done for a project: procedures, materials (S9.2), investment, which is never counted twice (S9.7).
#include "src/domain/projects/project_checks.hpp"
#include "src/domain/projects/project_sums.hpp"

#include <taizhang/reflect/diff.hpp>

#include <algorithm>

namespace taizhang {

namespace {

constexpr const char* work_clause = "S9.7";

/// Every name under which the regime lets a material be handed in.
std::vector<std::string> known_materials(const regime::ProjectRules& rules) {
    std::vector<std::string> names;
    for (const auto& material : rules.materials) {
        if (material.any_of.empty()) names.push_back(material.name);
        for (const auto& documents : material.any_of) names.insert(names.end(), documents.begin(), documents.end());
    }
    return names;
}

std::string list_of(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

/// Of the ledger's year and begun; what was done before stands in the profile, and is not counted again.
Status check_month(Period period, const LedgerYear& year, const Case& c) {
    if (period.year() < year.ledger.year)
        return refused("/period: " + period.to_string() + " is before " + std::to_string(year.ledger.year) +
                           ", the ledger's year; what was done until then stands in the profile (done_before) and is "
                           "not counted again",
                       work_clause)
            .with("path", "/period");
    if (period.is_half())
        return invalid("/period: expected a month such as 2014-03, got " + period.to_string() +
                           "; investment is booked by whole months",
                       "/period");
    return check_period(period, year.ledger, c.context.now);
}

Error counted_twice(const BookedInvestment& known) {
    const auto first = known.positions.front();
    return refused("/period: " + known.period.to_string() + " was booked by '" + known.unit.value +
                       "' already, at position " + std::to_string(first) + " (" + known.amount.value.to_string() +
                       known.amount.unit +
                       " today); a month is booked once: to correct it, name that position "
                       "(/corrects)",
                   work_clause)
        .with("path", "/period")
        .with("position", first);
}

Status check_corrects(const BookedInvestment* corrected, const item::InvestmentBooked& proposal, const UnitId& unit) {
    if (!corrected)
        return invalid("/corrects: no booking of this item stands at position " + std::to_string(*proposal.corrects) +
                           "; name the one that was wrong",
                       "/corrects");
    if (corrected->period != proposal.period || corrected->unit != unit)
        return refused("/corrects: position " + std::to_string(*proposal.corrects) + " is the booking of '" +
                           corrected->unit.value + "' for " + corrected->period.to_string() +
                           "; a correction stays with its unit and month",
                       work_clause)
            .with("path", "/corrects");
    if (corrected->amount.value == proposal.amount.value && corrected->amount.unit == proposal.amount.unit)
        return refused("nothing would change: " + corrected->period.to_string() +
                       " is booked with this amount already");
    return {};
}

/// The unit's own booking of that month, or that of one which it follows.
const BookedInvestment* booking_today(const ProjectFacet& facet, const UnitId& unit, Period period, const Case& c) {
    if (const auto* own = find_booking(facet, unit, period)) return own;
    const auto found = std::ranges::find_if(facet.investments, [&](const BookedInvestment& one) {
        return one.period == period && acts_for(c.context.directory, unit, one.unit);
    });
    return found == facet.investments.end() ? nullptr : &*found;
}

/// Added up exactly, or not at all: an amount that outgrows the digits is told now, and not by a view.
Status check_sum(const ItemState& state, const item::InvestmentBooked& proposal, const Case& c) {
    const auto& facet = project_facet(state);
    auto with = facet;
    EventHeader header;
    fold(with, proposal, header);
    const auto profile = profile_today(state, c.context.directory);
    return check_sums({profile, facet}, {profile, with}, "/amount");
}

}  // namespace

Status decide(const ItemState& state, const item::ProcedureCompleted& proposal, const Case& c) {
    TZ_CHECK(check_worked_on(state, c));
    TZ_CHECK(check_text(proposal.procedure, "/procedure", max_name_characters));
    TZ_CHECK(check_happened(proposal.completed_on, "/completed_on", c));
    if (proposal.document) TZ_CHECK(check_document(*proposal.document, "/document"));
    const auto& known = project_facet(state).procedures;
    const auto found = std::ranges::find(known, proposal.procedure, &item::ProcedureCompleted::procedure);
    if (found == known.end()) return check_count(known.size() + 1, "/procedure");
    return refused("/procedure: '" + proposal.procedure + "' was completed on " + found->completed_on.to_string() +
                       " already",
                   "S8.2")
        .with("path", "/procedure");
}

Status decide(const ItemState& state, const item::MaterialAttached& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    TZ_CHECK(check_text(proposal.material, "/material", max_name_characters));
    TZ_CHECK(check_document(proposal.document, "/document"));
    TZ_TRY(const auto year, year_of(state, c));
    const auto names = known_materials(project_rules(year));
    if (!names.empty() && std::ranges::find(names, proposal.material) == names.end())
        return refused("/material: expected one of the regime's materials, " + list_of(names) + ", got '" +
                           proposal.material + "'",
                       "S9.2")
            .with("path", "/material");
    const auto& held = project_facet(state).materials;
    const bool known = std::ranges::any_of(
        held, [&](const item::MaterialAttached& one) { return reflect::diff(one, proposal).empty(); });
    if (known) return refused("nothing would change: this document was attached already");
    return check_count(held.size() + 1, "/material");
}

Result<item::InvestmentBooked> decide(const ItemState& state, const item::InvestmentBooked& proposal, const Case& c) {
    TZ_CHECK(check_worked_on(state, c));
    TZ_TRY(const auto unit, own_unit(c, proposal.unit));
    TZ_CHECK(check_concerned(state, unit, "/unit", c));
    TZ_TRY(const auto year, year_of(state, c));
    TZ_CHECK(check_month(proposal.period, year, c));
    TZ_CHECK(check_money(proposal.amount, "/amount"));
    TZ_CHECK(check_most(proposal.amount, "/amount"));
    TZ_CHECK(check_text(proposal.basis, "/basis"));
    const auto& facet = project_facet(state);
    const auto* known = booking_today(facet, unit, proposal.period, c);
    auto booked = proposal;
    booked.unit = known ? known->unit : unit;  // the booking of a unit that was merged stays one
    if (!proposal.corrects && known) return counted_twice(*known);
    if (proposal.corrects) TZ_CHECK(check_corrects(find_booking(facet, *proposal.corrects), booked, *booked.unit));
    TZ_CHECK(check_sum(state, booked, c));
    return booked;
}

}  // namespace taizhang
