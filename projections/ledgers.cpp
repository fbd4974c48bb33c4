#include "projections/ledgers.hpp"

#include "projections/fold.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

namespace {

using rows::LedgerRow;

struct FoldLedger {
    template <class E>
    void operator()(const E&) const {}  // PENDING
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
    void operator()(const ledger::Checked& e) const { row.checks.push_back({e.quarter, e.findings, header.recorded}); }
    void operator()(const ledger::Closed&) const { row.status = rows::LedgerStatus::closed; }
};

void count_item(const item::Entered& e, Rows& rows) {
    auto row = need_row<LedgerRow>(rows, e.ledger.value);
    ++row.items;
    put_row(rows, e.ledger.value, std::move(row));
}

}  // namespace

boost::json::object LedgersView::row_schema() const {
    return reflect::schema<LedgerRow>();
}

void LedgersView::apply(const Fact& fact, Rows& rows) const {
    fold_stream<"ledger", LedgerRow, FoldLedger>(fact, rows);
    if (const auto* entered = std::get_if<item::Entered>(&fact.event)) count_item(*entered, rows);
}

}  // namespace taizhang
