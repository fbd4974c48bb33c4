// A ledger through its year: months consolidated 汇总 (S1.4), quarters checked 查账, and handed over 交账 (S1.5).
#include "events/report_id.hpp"
#include "src/domain/items/item_checks.hpp"

#include <algorithm>
#include <set>

namespace taizhang {

namespace {

constexpr std::size_t max_told_open = 20;

Status check_still_open(const LedgerState& state) {
    if (!state.closed) return {};
    return refused("ledger '" + state.title + "' is closed; nothing in it can change any more", "S1.5");
}

Status check_quarter(const LedgerState& state, std::uint8_t quarter) {
    if (quarter >= 1 && quarter <= state.checked.size()) return {};
    return invalid("/quarter: expected a quarter from 1 to 4, got " + std::to_string(quarter), "/quarter");
}

/// Who owes a month's report, by the items as they stand today, and whose was accepted.
class Consolidation {
  public:
    Consolidation(const LedgerId& ledger, Period period, const Case& c)
        : ledger_(ledger), period_(period), directory_(c.context.directory) {
        for (const auto& id : directory_.items_of(ledger)) add(id);
    }

    void fill(ledger::Consolidated& consolidated) const {
        consolidated.reported.clear();
        consolidated.missing.clear();
        for (const auto& unit : units_) {
            const auto* report = report_of(unit);
            const bool accepted = report && report->stage == ReportStage::accepted;
            (accepted ? consolidated.reported : consolidated.missing).push_back(unit);
        }
    }

  private:
    const ReportState* report_of(const UnitId& unit) const {
        return find_state<ReportState>(directory_, report_id(ledger_, period_, unit));
    }

    /// Under whose name the unit's report stands: its own where it was handed in or fell due before the unit was
    /// merged, else its successor's.
    UnitId reports_as(const UnitId& unit) const {
        const auto today = unit_today(directory_, unit);
        const auto* own = today == unit ? nullptr : report_of(unit);
        if (!own) return today;
        return own->submissions > 0 || !report_of(today) ? unit : today;
    }

    void add(const ItemId& id) {
        const auto* item = find_state<ItemState>(directory_, id);
        if (!item) return;
        const bool going_on =
            item->stage == ItemStage::active || item->stage == ItemStage::claimed || item->stage == ItemStage::verified;
        for (const auto& party : item->units) {
            if (!party.collective) add(*item, id, party.unit, going_on);
            for (const auto& member : party.members) add(*item, id, member, going_on);
        }
    }

    /// What has ended since, or rests, counts where its month was reported or had fallen due.
    void add(const ItemState& item, const ItemId& id, const UnitId& unit, bool going_on) {
        const auto as = reports_as(unit);
        if (known_.contains(as)) return;
        const auto* report = report_of(as);
        const auto lists = [&](const std::vector<ItemId>& ids) { return std::ranges::find(ids, id) != ids.end(); };
        const bool told = report && (lists(report->items) || lists(report->owed));
        if (!going_on && !told && !find_progress(item, unit, period_)) return;
        known_.insert(as);
        units_.push_back(as);
    }

    const LedgerId ledger_;
    const Period period_;
    const Directory& directory_;
    std::set<UnitId> known_;
    std::vector<UnitId> units_;  ///< in the order of the items
};

bool same_result(const ledger::Consolidated& a, const ledger::Consolidated& b) {
    return a.reported == b.reported && a.missing == b.missing;
}

Status check_over(const ledger::Consolidated& proposal, const LedgerState& state, Time now) {
    TZ_CHECK(check_period(proposal.period, state, now));
    if (now >= start_of_day(day_after(proposal.period))) return {};
    return refused("/period: " + proposal.period.to_string() + " is not over; consolidate it when it is", "S1.4")
        .with("path", "/period");
}

Status check_nothing_open(const Case& c) {
    boost::json::array open;
    std::size_t count = 0;
    std::string names;
    for (const auto& id : c.context.directory.items_of(c.id<LedgerId>())) {
        const auto* item = find_state<ItemState>(c.context.directory, id);
        if (!item || has_ended(*item)) continue;
        if (++count > max_told_open) continue;
        open.emplace_back(json_text(id.value));
        names += (names.empty() ? "'" : ", '") + id.value + "'";
    }
    if (count == 0) return {};
    return refused(std::to_string(count) + " items are open still: " + names +
                       (count > max_told_open ? " and others" : "") +
                       "; close each out, carry it over to the next year (item.carry_over), merge or cancel it",
                   "S1.5")
        .with("open", std::move(open))
        .with("count", count);
}

}  // namespace

/// Also when the day for it has passed: late is better than never.
Status decide(const LedgerState& state, const ledger::Checked& proposal, const Case& c) {
    TZ_CHECK(check_still_open(state));
    TZ_CHECK(check_quarter(state, proposal.quarter));
    TZ_CHECK(check_text(proposal.findings, "/findings"));
    const Date begins(state.year, (proposal.quarter - 1u) * 3 + 1, 1);
    if (c.context.now < start_of_day(begins))
        return invalid("/quarter: quarter " + std::to_string(proposal.quarter) + " begins on " + begins.to_string() +
                           "; it cannot be checked before",
                       "/quarter");
    if (state.checked[proposal.quarter - 1u])
        return refused("quarter " + std::to_string(proposal.quarter) + " was checked already; once a quarter is due",
                       "S1.5");
    return {};
}

Status decide(const LedgerState& state, const ledger::CheckOverdue& proposal, const Case& c) {
    TZ_CHECK(check_still_open(state));
    TZ_CHECK(check_quarter(state, proposal.quarter));
    const auto due = check_due(year_of(c, state), proposal.quarter);
    if (due != proposal.due)
        return refused("/due: the check of quarter " + std::to_string(proposal.quarter) + " is due on " +
                           (due ? due->to_string() : "no day") + ", not on " + proposal.due.to_string(),
                       "S1.5")
            .with("path", "/due");
    if (!has_ended(*due, c.context.now))
        return refused("the due day, " + due->to_string() + ", has not ended yet", "S1.5");
    const auto quarter = proposal.quarter - 1u;
    if (!state.checked[quarter] && !state.check_missed[quarter]) return {};
    return refused("quarter " + std::to_string(proposal.quarter) + " was checked, or is recorded as overdue already",
                   "S1.5");
}

Result<ledger::Consolidated> decide(const LedgerState& state, const ledger::Consolidated& proposal, const Case& c) {
    TZ_CHECK(check_still_open(state));
    TZ_CHECK(check_over(proposal, state, c.context.now));
    const auto before = std::ranges::find(state.consolidated, proposal.period, &ledger::Consolidated::period);
    if (before == state.consolidated.end()) TZ_CHECK(check_rhythm(proposal.period, year_of(c, state)));
    TZ_CHECK(check_length(proposal.summary, "/summary"));
    auto consolidated = proposal;
    Consolidation(c.id<LedgerId>(), proposal.period, c).fill(consolidated);
    if (before == state.consolidated.end() || !same_result(*before, consolidated)) return consolidated;
    return refused(proposal.period.to_string() +
                       " was consolidated already, and no report was accepted since; the "
                       "result would be the same",
                   "S1.4");
}

Status decide(const LedgerState& state, const ledger::Closed& proposal, const Case& c) {
    if (state.closed) return refused("ledger '" + state.title + "' is closed already", "S1.5");
    TZ_CHECK(check_text(proposal.summary, "/summary"));
    return check_nothing_open(c);
}

}  // namespace taizhang
