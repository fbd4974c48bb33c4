// Monthly reports 月度报账 (S1.4): one submission for all of a unit's items, in time by recorded time, complete for
// every item that the unit owes; returned, accepted, or found false.
#include "src/domain/reports/report_entries.hpp"

#include "events/report_id.hpp"
#include "src/domain/items/item_checks.hpp"

#include <algorithm>
#include <set>

namespace taizhang {

namespace {

constexpr const char* report_clause = "S1.4";

Status check_id(const report::Submitted& proposal, const UnitId& unit, const Case& c) {
    const auto expected = report_id(proposal.ledger, proposal.period, unit);
    if (c.stream.id() == expected.value) return {};
    return invalid("/stream: this report's id is '" + expected.value + "', got '" + std::string(c.stream.id()) + "'",
                   "/stream");
}

/// What a unit that was merged owed before stays under its name, and its successor hands it in; nothing new begins.
Status check_begun(const ReportState& state, const UnitId& unit, const Case& c) {
    if (unit == c.context.actor.unit || state.fell_due || state.submissions > 0) return {};
    return refused("/unit: '" + unit.value + "' owed no report of this month before '" +
                       c.context.actor.unit.value_or(UnitId{}).value + "' took over; report under your own name",
                   report_clause)
        .with("path", "/unit");
}

Status check_submittable(const ReportState& state, const Case& c) {
    if (state.submissions == 0 || state.stage == ReportStage::returned) return {};
    return refused("report '" + std::string(c.stream.id()) + "' was submitted already" +
                       (state.stage == ReportStage::accepted ? " and accepted" : "") +
                       "; it can be submitted again only after it was returned",
                   report_clause);
}

Status check_covered(const ReportState& state, const report::Submitted& proposal, const UnitId& unit, const Case& c) {
    const std::set<ItemId> covered(proposal.items.begin(), proposal.items.end());
    boost::json::array missing;
    std::string names;
    for (const auto& id : state.owed) {
        const auto* item = covered.contains(id) ? nullptr : find_state<ItemState>(c.context.directory, id);
        if (!item || !can_be_reported(*item) || !concerns_today(c.context.directory, *item, unit)) continue;
        missing.emplace_back(json_text(id.value));
        if (missing.size() <= max_told_items) names += (names.empty() ? "'" : ", '") + id.value + "'";
    }
    if (missing.empty()) return {};
    return refused("/items: one report covers all of a unit's items, and " + std::to_string(missing.size()) + " of '" +
                       unit.value + "' are missing: " + names + "; report them too",
                   report_clause)
        .with("path", "/items")
        .with("missing", std::move(missing));
}

/// Waiting to be consolidated, by somebody else than whoever submitted it.
Status check_judgeable(const ReportState& state, const Case& c) {
    TZ_CHECK(open_ledger(c, state.ledger, "/ledger"));
    if (state.stage == ReportStage::due) return refused("the report has not been submitted yet", report_clause);
    if (state.stage != ReportStage::submitted)
        return refused("report '" + std::string(c.stream.id()) + "' was " +
                           (state.stage == ReportStage::accepted ? "accepted" : "returned") + " already",
                       report_clause);
    if (state.submitted_by == c.context.actor.account)
        return refused("whoever submitted a report does not judge it; leave it to another account", report_clause);
    return {};
}

Status check_false_items(const ReportState& state, const report::FoundFalse& proposal) {
    std::set<ItemId> seen;
    for (std::size_t i = 0; i < proposal.items.size(); ++i) {
        const auto at = element_path("/items", i);
        const auto& id = proposal.items[i];
        if (!seen.insert(id).second) return invalid(at + ": item '" + id.value + "' stands in the list twice", at);
        if (std::ranges::find(state.items, id) == state.items.end())
            return invalid(at + ": the report does not cover item '" + id.value + "'; name one that it does", at);
    }
    return {};
}

}  // namespace

Result<Decision<report::Submitted>> decide(const ReportState& state, const report::Submitted& proposal, const Case& c) {
    TZ_TRY(const auto unit, own_unit(c, proposal.unit));
    TZ_TRY(const auto* ledger, open_ledger(c, proposal.ledger, "/ledger"));
    TZ_CHECK(check_period(proposal.period, *ledger, c.context.now));
    TZ_CHECK(check_id(proposal, unit, c));
    if (!state.fell_due && state.submissions == 0) TZ_CHECK(check_rhythm(proposal.period, year_of(c, *ledger)));
    TZ_CHECK(check_begun(state, unit, c));
    TZ_CHECK(check_submittable(state, c));
    TZ_CHECK(check_length(proposal.summary, "/summary"));
    const auto year = year_of(c, *ledger);
    auto submitted = proposal;
    submitted.unit = unit;
    TZ_TRY(auto effects, settle_entries(submitted, unit, year, c));
    TZ_CHECK(check_covered(state, submitted, unit, c));
    // what fell due under the rules of that time stays due then
    submitted.due = state.fell_due ? state.due : report_due(year, proposal.period);
    submitted.late = state.submissions > 0 ? state.late : has_ended(*submitted.due, c.context.now);
    return Decision<report::Submitted>{std::move(submitted), {}, std::move(effects)};
}

Status decide(const ReportState& state, const report::Returned& proposal, const Case& c) {
    TZ_CHECK(check_judgeable(state, c));
    return check_text(proposal.findings, "/findings");
}

Status decide(const ReportState& state, const report::Accepted& proposal, const Case& c) {
    TZ_CHECK(check_judgeable(state, c));
    return check_text(proposal.note, "/note");
}

/// Also when the year is over: what proves false later was false then.
Status decide(const ReportState& state, const report::FoundFalse& proposal, const Case&) {
    TZ_CHECK(check_text(proposal.findings, "/findings"));
    if (state.stage != ReportStage::submitted && state.stage != ReportStage::accepted)
        return refused("only what was submitted, and not returned, can be found false");
    TZ_CHECK(check_false_items(state, proposal));
    const bool more = std::ranges::any_of(proposal.items, [&](const ItemId& id) {
        return std::ranges::find(state.false_items, id) == state.false_items.end();
    });
    if (state.found_false && !more)
        return refused("the report is recorded as false already; name further items if there are any");
    return {};
}

}  // namespace taizhang
