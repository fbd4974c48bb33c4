// 督查 (S1.6): scheduled, held, what was found at whom.
#include "src/domain/checks.hpp"
#include "src/domain/deciders.hpp"
#include "src/domain/parties.hpp"
#include "src/domain/supervision/supervision_checks.hpp"

#include <set>

namespace taizhang {

namespace {

constexpr std::string_view inspection_clause = "S1.6";

std::string inspection_name(const Case& c) {
    return "inspection '" + std::string(c.stream.id()) + "'";
}

Status check_kind(const inspection::Scheduled& proposal, const Case& c) {
    const auto& kinds = rules_of(c, proposal.ledger).inspection_kinds;
    if (kinds.empty() || std::ranges::find(kinds, proposal.kind) != kinds.end()) return {};
    std::string known;
    for (const auto kind : kinds) known += (known.empty() ? "" : ", ") + std::string(reflect::enum_name(kind));
    return refused("/kind: the ledger's regime knows inspections of the kinds " + known + ", not " +
                       reflect::enum_name(proposal.kind) + "; choose one of these, or amend the regime",
                   inspection_clause)
        .with("path", "/kind");
}

Status check_units(const std::vector<UnitId>& units, const Case& c) {
    TZ_CHECK(check_count(units.size(), "/units"));
    std::set<UnitId> seen;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const auto at = element_path("/units", i);
        if (!seen.insert(units[i]).second)
            return invalid(at + ": unit '" + units[i].value + "' stands in the list twice; name it once", at);
        TZ_CHECK(need_active_unit(c, units[i], at));
    }
    return {};
}

/// Unscheduled checks are unscheduled: they may be held before the day that was pencilled in.
bool is_unscheduled(inspection::Kind kind) {
    return kind == inspection::Kind::spot || kind == inspection::Kind::daily;
}

Status check_stage(const InspectionState& state, InspectionStage needed, const Case& c) {
    if (state.stage == needed) return {};
    const char* is = "";
    switch (state.stage) {
        case InspectionStage::scheduled:
            is = " has not been held yet; record that first (inspection.hold)";
            break;
        case InspectionStage::held:
            is = " was held already";
            break;
        case InspectionStage::cancelled:
            is = " was cancelled; schedule another one (inspection.schedule)";
            break;
    }
    return refused(inspection_name(c) + is, inspection_clause);
}

/// Named itself, or as a member of a collective of today, or after a merger.
bool is_inspected(const InspectionState& state, const UnitId& unit, const Case& c) {
    const auto& directory = c.context.directory;
    for (const auto& named : state.plan.units) {
        if (answers_for(directory, unit, named)) return true;
        const auto members = members_today(directory, named);
        if (std::ranges::find(members, unit) != members.end()) return true;
    }
    return std::ranges::any_of(state.plan.items, [&](const ItemId& id) {
        const auto* item = find_state<ItemState>(directory, id);
        return item && concerns_today(directory, *item, unit);
    });
}

Status check_finding_item(const InspectionState& state, const inspection::FindingRecorded& proposal, const Case& c) {
    if (!proposal.item) return {};
    TZ_TRY(const auto* item, need_item(c, *proposal.item, state.plan.ledger, "/item"));
    if (concerns_today(c.context.directory, *item, proposal.unit)) return {};
    return refused("/item: '" + proposal.unit.value + "' is none of the responsible units of item '" +
                       proposal.item->value + "'; name an item of its own, or leave it out",
                   "S1.2")
        .with("path", "/item");
}

}  // namespace

Status decide(const InspectionState&, const inspection::Scheduled& proposal, const Case& c) {
    TZ_CHECK(check_text(proposal.title, "/title", max_title_characters));
    if (proposal.ledger) TZ_CHECK(need_state<LedgerState>(c, *proposal.ledger, "/ledger"));
    TZ_CHECK(check_kind(proposal, c));
    if (proposal.units.empty() && proposal.items.empty())
        return refused("/units: an inspection looks at somebody or something; name at least one unit or item",
                       inspection_clause)
            .with("path", "/units");
    TZ_CHECK(check_units(proposal.units, c));
    TZ_CHECK(check_items(proposal.items, proposal.ledger, "/items", c));
    if (proposal.inspectors.empty())
        return refused("/inspectors: name at least one person who inspects", inspection_clause)
            .with("path", "/inspectors");
    return check_people(proposal.inspectors, "/inspectors", c);
}

Status decide(const InspectionState& state, const inspection::Held& proposal, const Case& c) {
    TZ_CHECK(check_stage(state, InspectionStage::scheduled, c));
    TZ_CHECK(check_happened(proposal.held_on, "/held_on", c));
    if (proposal.held_on < state.plan.on && !is_unscheduled(state.plan.kind))
        return refused("/held_on: " + inspection_name(c) + " is scheduled for " + state.plan.on.to_string() +
                           ", not before; " + proposal.held_on.to_string() +
                           " came. Only spot and daily checks come unannounced",
                       inspection_clause)
            .with("path", "/held_on");
    return check_text(proposal.summary, "/summary");
}

Status decide(const InspectionState& state, const inspection::FindingRecorded& proposal, const Case& c) {
    TZ_CHECK(check_stage(state, InspectionStage::held, c));
    TZ_CHECK(check_text(proposal.finding, "/finding", max_key_characters));
    TZ_CHECK(check_text(proposal.text, "/text"));
    TZ_CHECK(check_count(state.findings.size() + 1, "/finding"));
    if (std::ranges::find(state.findings, proposal.finding, &Finding::id) != state.findings.end())
        return refused("/finding: '" + proposal.finding + "' was recorded already; choose another name",
                       inspection_clause)
            .with("path", "/finding");
    TZ_CHECK(need_state<UnitState>(c, proposal.unit, "/unit"));
    if (!is_inspected(state, proposal.unit, c))
        return refused("/unit: '" + proposal.unit.value + "' was not looked at by " + inspection_name(c) +
                           ", neither itself nor through one of its items; schedule an inspection of it",
                       inspection_clause)
            .with("path", "/unit");
    return check_finding_item(state, proposal, c);
}

Status decide(const InspectionState& state, const inspection::Cancelled& proposal, const Case& c) {
    TZ_CHECK(check_stage(state, InspectionStage::scheduled, c));
    return check_text(proposal.note, "/note");
}

}  // namespace taizhang
