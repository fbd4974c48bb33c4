// Monthly reports 月度报账 (S1.4): in time by recorded time, complete for every item that they list.
#include "events/report_id.hpp"
#include "events/schedule.hpp"
#include "src/domain/checks.hpp"
#include "src/domain/deciders.hpp"

#include <set>

namespace taizhang {

namespace {

Status check_id(const report::Submitted& proposal, const UnitId& unit, const Case& c) {
    const auto expected = report_id(proposal.ledger, proposal.period, unit);
    if (c.stream.id() == expected.value) return {};
    return invalid("/stream: this report's id is '" + expected.value + "', got '" + std::string(c.stream.id()) + "'",
                   "/stream");
}

Status check_submittable(const ReportState& state, const Case& c) {
    if (state.submissions == 0 || state.stage == ReportStage::returned) return {};
    return refused("report '" + std::string(c.stream.id()) + "' was submitted already" +
                       (state.stage == ReportStage::accepted ? " and accepted" : "") +
                       "; it can be submitted again only after it was returned",
                   "S1.4");
}

Status check_period(const report::Submitted& proposal, const LedgerState& ledger, Time now) {
    if (proposal.period.year() != ledger.year)
        return invalid("/period: expected a month of " + std::to_string(ledger.year) + ", the ledger's year, got " +
                           proposal.period.to_string(),
                       "/period");
    if (proposal.period > period_of(now))
        return invalid("/period: " + proposal.period.to_string() + " has not begun; report it when it has", "/period");
    return {};
}

/// One listed item: of this ledger, of this unit, and with its progress of that month.
Status check_item(const report::Submitted& proposal, const UnitId& unit, std::size_t index, const Case& c) {
    const auto& id = proposal.items[index];
    const auto at = element_path("/items", index);
    TZ_TRY(const auto* item, need_state<ItemState>(c, id, at));
    if (item->ledger != proposal.ledger)
        return invalid(at + ": item '" + id.value + "' stands in ledger '" + item->ledger.value + "', not in '" +
                           proposal.ledger.value + "'; leave it out",
                       at);
    if (find_progress(*item, unit, proposal.period)) return {};
    return refused(at + ": '" + unit.value + "' has reported no progress of " + proposal.period.to_string() +
                       " for item '" + id.value + "'; report it first (item.report_progress)",
                   "S1.4")
        .with("path", json_text(at))
        .with("item", json_text(id.value));
}

Status check_items(const report::Submitted& proposal, const UnitId& unit, const Case& c) {
    if (proposal.items.empty())
        return refused("/items: a report covers at least one item; list those whose progress it gathers", "S1.4")
            .with("path", "/items");
    TZ_CHECK(check_count(proposal.items.size(), "/items"));
    std::set<ItemId> seen;
    for (std::size_t i = 0; i < proposal.items.size(); ++i) {
        const auto at = element_path("/items", i);
        if (!seen.insert(proposal.items[i]).second)
            return invalid(at + ": item '" + proposal.items[i].value + "' stands in the list twice", at);
        TZ_CHECK(check_item(proposal, unit, i, c));
    }
    return {};
}

/// Waiting to be consolidated, by somebody else than whoever submitted it.
Status check_judgeable(const ReportState& state, const Case& c) {
    TZ_CHECK(open_ledger(c, state.ledger, "/ledger"));
    if (state.stage != ReportStage::submitted)
        return refused("report '" + std::string(c.stream.id()) + "' was " +
                           (state.stage == ReportStage::accepted ? "accepted" : "returned") + " already",
                       "S1.4");
    if (state.submitted_by == c.context.actor.account)
        return refused("whoever submitted a report does not judge it; leave it to another account", "S1.4");
    return {};
}

}  // namespace

Result<report::Submitted> decide(const ReportState& state, const report::Submitted& proposal, const Case& c) {
    TZ_TRY(const auto unit, own_unit(c, proposal.unit));
    TZ_TRY(const auto* ledger, open_ledger(c, proposal.ledger, "/ledger"));
    TZ_CHECK(check_period(proposal, *ledger, c.context.now));
    TZ_CHECK(check_id(proposal, unit, c));
    TZ_CHECK(check_submittable(state, c));
    TZ_CHECK(check_items(proposal, unit, c));
    TZ_CHECK(check_length(proposal.summary, "/summary"));
    auto submitted = proposal;
    submitted.unit = unit;
    submitted.due = report_due(proposal.period, ledger->report_due_day);
    submitted.late = state.submissions > 0 ? state.late : c.context.now > end_of_day(*submitted.due);
    return submitted;
}

Status decide(const ReportState& state, const report::Returned& proposal, const Case& c) {
    TZ_CHECK(check_judgeable(state, c));
    return check_text(proposal.findings, "/findings");
}

Status decide(const ReportState& state, const report::Accepted& proposal, const Case& c) {
    TZ_CHECK(check_judgeable(state, c));
    return check_text(proposal.note, "/note");
}

}  // namespace taizhang
