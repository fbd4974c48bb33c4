// What time brings to a monthly report (rule 5): it falls due, comes late, is missed. The deadline keeper proposes;
// only what is true now, and was not recorded before, is recorded.
#include "events/report_id.hpp"
#include "src/domain/items/item_checks.hpp"

#include <algorithm>
#include <set>

namespace taizhang {

namespace {

constexpr const char* due_clause = "S1.4";
constexpr std::chrono::days longest_notice{31};  ///< before a due day that lies within the month itself

Status check_stream(const report::FellDue& proposal, const Case& c) {
    const auto expected = report_id(proposal.ledger, proposal.period, proposal.unit);
    if (c.stream.id() != expected.value)
        return invalid(
            "/stream: this report's id is '" + expected.value + "', got '" + std::string(c.stream.id()) + "'",
            "/stream");
    const auto today = unit_today(c.context.directory, proposal.unit);
    if (today == proposal.unit) return {};
    return refused("/unit: '" + proposal.unit.value + "' was merged or dissolved; what it owes is '" + today.value +
                   "'s report")
        .with("path", "/unit");
}

Status check_month(const report::FellDue& proposal, const LedgerYear& year, Time now) {
    const auto due = report_due(year, proposal.period);
    if (proposal.period.year() != year.ledger.year || proposal.due != due)
        return refused("/due: the report of " + proposal.period.to_string() + " is due on " + due.to_string() +
                           ", in a ledger of " + std::to_string(year.ledger.year) + "; got " + proposal.due.to_string(),
                       due_clause)
            .with("path", "/due");
    const auto& reporting = year.rules.reporting;
    auto opens =
        is_due_within(reporting, proposal.period) ? Date(due.days() - longest_notice) : day_after(proposal.period);
    if (proposal.period.is_half()) opens = std::max(opens, proposal.period.first_day());
    if (now >= start_of_day(opens)) return {};
    return refused("/period: " + proposal.period.to_string() + " is not over; nothing is owed yet", due_clause)
        .with("path", "/period");
}

/// What fell due of a month is not owed again by its halves, nor the other way round.
Status check_told_once(const report::FellDue& proposal, const Case& c) {
    for (const std::uint8_t half : {0, 1, 2}) {
        const Period other{proposal.period.value, half};
        if (other.is_half() == proposal.period.is_half()) continue;
        const auto id = report_id(proposal.ledger, other, proposal.unit);
        const auto* report = find_state<ReportState>(c.context.directory, id);
        if (report && report->fell_due)
            return refused("/period: '" + proposal.unit.value + "' owes the report of " + other.to_string() +
                               " already, which tells of the same days",
                           due_clause)
                .with("path", "/period");
    }
    return {};
}

Status check_items(const report::FellDue& proposal, const Case& c) {
    if (proposal.items.empty()) return refused("/items: who works on no item owes no report", due_clause);
    std::set<ItemId> seen;
    for (std::size_t i = 0; i < proposal.items.size(); ++i) {
        const auto at = element_path("/items", i);
        const auto& id = proposal.items[i];
        if (!seen.insert(id).second) return invalid(at + ": item '" + id.value + "' stands in the list twice", at);
        TZ_TRY(const auto* item, need_state<ItemState>(c, id, at));
        if (item->ledger == proposal.ledger && item->stage != ItemStage::draft &&
            concerns_today(c.context.directory, *item, proposal.unit))
            continue;
        return refused(at + ": item '" + id.value + "' is none of '" + proposal.unit.value + "'s in ledger '" +
                           proposal.ledger.value + "' that are worked on",
                       due_clause)
            .with("path", json_text(at));
    }
    return {};
}

/// The report is owed, in an open ledger, and the day is the one on which it is due.
Status check_owed(const ReportState& state, Date due, const Case& c) {
    TZ_CHECK(open_ledger(c, state.ledger, "/ledger"));
    if (!state.fell_due) return refused("the report has not fallen due; nothing is late", due_clause);
    if (state.due != due)
        return refused("/due: the report is due on " + state.due->to_string() + ", not on " + due.to_string(),
                       due_clause)
            .with("path", "/due");
    if (state.submissions == 0) return {};
    return refused("report '" + std::string(c.stream.id()) + "' was submitted; nothing is owed", due_clause);
}

}  // namespace

Result<report::FellDue> decide(const ReportState& state, const report::FellDue& proposal, const Case& c) {
    TZ_TRY(const auto* ledger, open_ledger(c, proposal.ledger, "/ledger"));
    const auto year = year_of(c, *ledger);
    TZ_CHECK(check_stream(proposal, c));
    if (state.fell_due)
        return refused("report '" + std::string(c.stream.id()) + "' is recorded as due already", due_clause);
    TZ_CHECK(check_rhythm(proposal.period, year));
    TZ_CHECK(check_month(proposal, year, c.context.now));
    TZ_CHECK(check_told_once(proposal, c));
    TZ_CHECK(check_items(proposal, c));
    auto due = proposal;
    due.fields = static_cast<std::uint32_t>(proposal.items.size() * year.rules.reporting.fields.size());
    return due;
}

Status decide(const ReportState& state, const report::Reminded& proposal, const Case& c) {
    TZ_CHECK(check_owed(state, proposal.due, c));
    const auto left = (proposal.due.days() - china_date(c.context.now).days()).count();
    if (left < 0 || left > proposal.days)
        return refused("/days: " + std::to_string(left) + " days are left until " + proposal.due.to_string() +
                           ", not " + std::to_string(proposal.days),
                       due_clause)
            .with("path", "/days");
    if (std::ranges::find(state.reminded, proposal.days) == state.reminded.end()) return {};
    return refused("this reminder was given already; each is given once", due_clause);
}

Status decide(const ReportState& state, const report::CameLate& proposal, const Case& c) {
    TZ_CHECK(check_owed(state, proposal.due, c));
    if (!has_ended(proposal.due, c.context.now))
        return refused("the due day, " + proposal.due.to_string() + ", has not ended yet", due_clause);
    if (state.came_late) return refused("the report is recorded as late already", due_clause);
    return {};
}

Status decide(const ReportState& state, const report::Missed& proposal, const Case& c) {
    TZ_CHECK(check_owed(state, proposal.due, c));
    TZ_TRY(const auto* ledger, open_ledger(c, state.ledger, "/ledger"));
    const auto missed = regime::report_missed_on(rules_of(c, *ledger).reporting, proposal.due);
    if (c.context.now < start_of_day(missed))
        return refused("the days of grace end with the day before " + missed.to_string() + "; it may still come",
                       due_clause);
    if (state.missed) return refused("the report is recorded as missed already", due_clause);
    return {};
}

}  // namespace taizhang
