#include "projections/registers/ledgers.hpp"

#include "projections/assessment/standing.hpp"
#include "projections/fold.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

using rows::LedgerRow;

/// Hidden, by the item's stream.
struct CountedItem {
    LedgerId ledger;
    Standing standing;
};
BOOST_DESCRIBE_STRUCT(CountedItem, (), (ledger, standing))

namespace {

struct FoldLedger {
    LedgerRow& row;
    const EventHeader& header;

    void operator()(const ledger::Opened& e) const {
        row.ledger = LedgerId{std::string(header.stream.id())};
        row.title = e.title;
        row.year = e.year;
        row.holder = e.holder;
        row.document = e.document;
        row.regime = e.regime;
        row.parent = e.parent;
        row.report_due_day = e.report_due_day;
        row.chapters = e.chapters;
    }
    void operator()(const ledger::Amended& e) const {
        take(row.title, e.title);
        take(row.report_due_day, e.report_due_day);
        if (e.regime) row.regime = e.regime;
    }
    void operator()(const ledger::Checked& e) const {
        row.checks.push_back({e.quarter, e.findings, header.recorded});
        for (auto& overdue : row.overdue_checks) overdue.checked = overdue.checked || overdue.quarter == e.quarter;
    }
    void operator()(const ledger::CheckOverdue& e) const { row.overdue_checks.push_back({e.quarter, e.due, false}); }
    /// A month may be put together again, when reports have come in since.
    void operator()(const ledger::Consolidated& e) const {
        std::erase_if(row.consolidations, [&](const auto& one) { return one.period == e.period; });
        row.consolidations.push_back({e.period, e.summary, e.reported, e.missing, header.recorded, header.actor.name});
    }
    // What comes round stands in the calendar, and in the audit trail: here it only counts as a version.
    void operator()(const ledger::RhythmKept&) const {}
    void operator()(const ledger::RhythmMissed&) const {}
    void operator()(const ledger::RhythmReminded&) const {}
    void operator()(const ledger::Closed& e) const {
        row.status = rows::LedgerStatus::closed;
        row.closing_summary = e.summary;
    }
};

void count(LedgerRow& row, rows::ItemStatus status, int by) {
    auto found = std::ranges::lower_bound(row.statuses, status, {}, &rows::StatusCount::status);
    if (found == row.statuses.end() || found->status != status)
        found = row.statuses.insert(found, rows::StatusCount{status, 0});
    found->items = static_cast<std::uint64_t>(static_cast<std::int64_t>(found->items) + by);
    if (found->items == 0) row.statuses.erase(found);
}

void count_item(const Fact& fact, Rows& rows) {
    const auto key = hidden_key(fact.header.stream.value);
    const auto* entered = std::get_if<item::Entered>(&fact.event);
    auto item = entered ? CountedItem{entered->ledger, {}} : need_row<CountedItem>(rows, key);
    const auto before = item.standing;
    advance(item.standing, fact.event);
    if (!entered && item.standing == before) return;
    if (entered || item.standing.status != before.status) {
        fold_row<LedgerRow>(rows, item.ledger.value, false, [&](LedgerRow& row) {
            if (entered)
                ++row.items;
            else
                count(row, before.status, -1);
            count(row, item.standing.status, 1);
        });
    }
    put_row(rows, key, std::move(item));
}

}  // namespace

boost::json::object LedgersView::row_schema() const {
    return reflect::schema<LedgerRow>();
}

void LedgersView::apply(const Fact& fact, Rows& rows) const {
    fold_stream<"ledger", LedgerRow, FoldLedger>(fact, rows);
    on_events_of<"item">(fact, [&](const auto&) { count_item(fact, rows); });
}

}  // namespace taizhang
