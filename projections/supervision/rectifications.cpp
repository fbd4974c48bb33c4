#include "projections/supervision/rectifications.hpp"

#include "projections/fold.hpp"
#include "projections/registers/successors.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

using rows::RectificationRow;
using rows::RectificationState;

/// Hidden, by the item's stream.
struct LedgerOfItem {
    LedgerId ledger;
};
BOOST_DESCRIBE_STRUCT(LedgerOfItem, (), (ledger))

namespace {

struct FoldRectification {
    RectificationRow& row;
    const EventHeader& header;

    void operator()(const rectification::Ordered& e) const {
        row.rectification = RectificationId{std::string(header.stream.id())};
        row.unit = e.unit;
        row.answers = e.unit;
        row.item = e.item;
        row.ledger = e.ledger;
        row.demand = e.demand;
        row.deadline = e.deadline;
        row.first_deadline = e.deadline;
        row.inspection = e.inspection;
        row.finding = e.finding;
        row.proposal = e.proposal;
        row.clause = e.clause;
        row.ordered_at = header.recorded;
        row.ordered_by = header.actor.name;
    }
    void operator()(const rectification::Reported& e) const {
        row.reports.push_back({e.result, e.finished, header.recorded, header.actor.name, header.position});
        if (e.finished) row.state = RectificationState::reported;
    }
    void operator()(const rectification::Accepted& e) const {
        close(RectificationState::accepted);
        row.findings = e.findings;
    }
    void operator()(const rectification::Rejected& e) const {
        row.rejections.push_back({e.findings, e.deadline, header.recorded, header.actor.name});
        row.state = RectificationState::open;
        if (e.deadline) move_to(*e.deadline);
    }
    void operator()(const rectification::Extended& e) const {
        rows::RectificationExtension extension{e.to, header.recorded, header.actor.name, std::nullopt};
        if (!header.reason.empty()) extension.reason = header.reason;
        row.extensions.push_back(std::move(extension));
        move_to(e.to);
    }
    void operator()(const rectification::Withdrawn& e) const {
        close(RectificationState::withdrawn);
        row.findings = e.note;
    }
    void operator()(const rectification::Reminded& e) const { row.reminded.push_back(e.days); }
    void operator()(const rectification::FellOverdue&) const {
        row.overdue = true;
        ++row.times_overdue;
    }

    void move_to(Date deadline) const {
        row.deadline = deadline;
        row.overdue = false;
        row.reminded.clear();
    }
    void close(RectificationState state) const {
        row.state = state;
        row.overdue = false;
        row.closed_at = header.recorded;
        row.closed_by = header.actor.name;
    }
};

/// What the order leaves to its item, and to today.
void complete(const Fact& fact, const rectification::Ordered& ordered, Rows& rows) {
    const std::string key(fact.header.stream.id());
    fold_row<RectificationRow>(rows, key, false, [&](RectificationRow& row) {
        row.answers = unit_today(rows, ordered.unit);
        index_answers(rows, row.answers, key);
        if (!ordered.item || ordered.ledger) return;
        if (const auto known = get_row<LedgerOfItem>(rows, hidden_key(StreamId::of(*ordered.item).value)))
            row.ledger = known->ledger;
    });
}

}  // namespace

boost::json::object RectificationsView::row_schema() const {
    return reflect::schema<RectificationRow>();
}

void RectificationsView::apply(const Fact& fact, Rows& rows) const {
    if (const auto* entered = std::get_if<item::Entered>(&fact.event))
        put_row(rows, hidden_key(fact.header.stream.value), LedgerOfItem{entered->ledger});
    fold_stream<"rectification", RectificationRow, FoldRectification>(fact, rows);
    if (const auto* ordered = std::get_if<rectification::Ordered>(&fact.event)) complete(fact, *ordered, rows);
    pass_answers_on<RectificationRow>(fact, rows, [](const RectificationRow& row) { return !row.closed_at; });
}

}  // namespace taizhang
