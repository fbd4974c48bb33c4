#include "projections/supervision/inspections.hpp"

#include "projections/fold.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

using rows::InspectionRow;
using rows::InspectionState;

namespace {

struct FoldInspection {
    InspectionRow& row;
    const EventHeader& header;

    void operator()(const inspection::Scheduled& e) const {
        row.inspection = InspectionId{std::string(header.stream.id())};
        row.kind = e.kind;
        row.title = e.title;
        row.ledger = e.ledger;
        row.on = e.on;
        row.units = e.units;
        row.items = e.items;
        row.inspectors = e.inspectors;
        row.scheduled_at = header.recorded;
        row.scheduled_by = header.actor.name;
    }
    void operator()(const inspection::Held& e) const {
        row.state = InspectionState::held;
        row.held_on = e.held_on;
        row.summary = e.summary;
    }
    void operator()(const inspection::FindingRecorded& e) const {
        row.findings.push_back({e.finding, e.unit, e.item, e.text, e.severity, header.recorded, std::nullopt});
    }
    void operator()(const inspection::Cancelled& e) const {
        row.state = InspectionState::cancelled;
        row.summary = e.note;
    }
};

/// An order to rectify stands on the finding from now on.
void tie_order(const rectification::Ordered& ordered, const StreamId& stream, Rows& rows) {
    if (!ordered.inspection || !ordered.finding) return;
    auto row = get_row<InspectionRow>(rows, ordered.inspection->value);
    if (!row) return;
    const auto found = std::ranges::find(row->findings, *ordered.finding, &rows::InspectionFinding::finding);
    if (found == row->findings.end()) return;
    found->rectification = RectificationId{std::string(stream.id())};
    put_row(rows, ordered.inspection->value, std::move(*row));
}

}  // namespace

boost::json::object InspectionsView::row_schema() const {
    return reflect::schema<InspectionRow>();
}

void InspectionsView::apply(const Fact& fact, Rows& rows) const {
    fold_stream<"inspection", InspectionRow, FoldInspection>(fact, rows);
    if (const auto* ordered = std::get_if<rectification::Ordered>(&fact.event))
        tie_order(*ordered, fact.header.stream, rows);
}

}  // namespace taizhang
