// 限期整改 (S1.7): what an order must stand on.
#include "src/domain/deciders.hpp"
#include "src/domain/supervision/supervision_checks.hpp"

namespace taizhang {

namespace {

constexpr std::string_view ordering_clause = "S1.7";

/// One unit that can mend it.
Status check_unit(const UnitId& id, const Case& c) {
    TZ_TRY(const auto* unit, need_active_unit(c, id, "/unit"));
    if (unit->kind != unit::Kind::collective) return {};
    return refused("/unit: '" + id.value + "' is a collective name; order each of its members by itself", "S7.5")
        .with("path", "/unit");
}

/// The unit has a part in the item, and the ledger is the item's.
Status settle_item(rectification::Ordered& order, const Case& c) {
    if (order.ledger) TZ_CHECK(need_state<LedgerState>(c, *order.ledger, "/ledger"));
    if (!order.item) return {};
    TZ_TRY(const auto* item, need_item(c, *order.item, order.ledger, "/item"));
    order.ledger = item->ledger;
    if (concerns_today(c.context.directory, *item, order.unit)) return {};
    return refused("/item: '" + order.unit.value + "' is none of the responsible units of item '" + order.item->value +
                       "'; order one that is, or leave the item out",
                   "S1.2")
        .with("path", "/item");
}

Status check_finding(const rectification::Ordered& order, const Case& c) {
    if (order.inspection.has_value() != order.finding.has_value()) {
        const std::string path = order.inspection ? "/finding" : "/inspection";
        return invalid(path + ": an order stands on one finding of one inspection; name both, or neither", path);
    }
    if (!order.inspection) return {};
    TZ_TRY(const auto* inspection, need_state<InspectionState>(c, *order.inspection, "/inspection"));
    const auto found = std::ranges::find(inspection->findings, *order.finding, &Finding::id);
    if (found == inspection->findings.end())
        return Error{not_found("/finding: inspection '" + order.inspection->value + "' has no finding '" +
                               order.finding->substr(0, max_key_characters) +
                               "'; record it first (inspection.record_finding)")}
            .with("path", "/finding");
    if (answers_for(c.context.directory, order.unit, found->unit)) return {};
    return refused("/finding: it concerns '" + found->unit.value + "', not '" + order.unit.value +
                       "'; order whoever it was found at",
                   ordering_clause)
        .with("path", "/finding");
}

/// Agreed, or about to be by the very command that brings this order about.
Status check_proposal(const rectification::Ordered& order, const Case& c) {
    if (!order.proposal) return {};
    TZ_TRY(const auto* proposal, need_state<AccountabilityState>(c, *order.proposal, "/proposal"));
    const auto fault = [](std::string what) {
        return refused("/proposal: " + std::move(what), ordering_clause).with("path", "/proposal");
    };
    if (proposal->measure != accountability::Measure::rectification)
        return fault(std::string("it proposes another measure, ") + reflect::enum_name(proposal->measure));
    if (proposal->subject.category() != "unit" ||
        !answers_for(c.context.directory, order.unit, UnitId{std::string(proposal->subject.id())}))
        return fault("it concerns " + proposal->subject.value + ", not '" + order.unit.value + "'");
    if (c.context.brought_about_by == StreamId::of(*order.proposal)) return {};
    if (proposal->stage == AccountabilityStage::agreed || proposal->stage == AccountabilityStage::carried_out)
        return {};
    return fault("it is not confirmed; confirm it first (accountability.confirm), and the order follows by itself");
}

}  // namespace

Result<rectification::Ordered> decide(const RectificationState&, const rectification::Ordered& proposal,
                                      const Case& c) {
    auto order = proposal;
    TZ_CHECK(check_unit(order.unit, c));
    TZ_CHECK(settle_item(order, c));
    TZ_CHECK(check_text(order.demand, "/demand"));
    TZ_CHECK(check_text(order.clause, "/clause", max_key_characters));
    TZ_CHECK(check_ahead(order.deadline, "/deadline", c));
    TZ_CHECK(check_finding(order, c));
    TZ_CHECK(check_proposal(order, c));
    return order;
}

}  // namespace taizhang
