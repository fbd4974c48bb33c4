#include "projections/items/report_status.hpp"

#include "projections/fold.hpp"
#include "projections/registers/successors.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

using rows::ReportRow;
using rows::ReportState;

namespace {

struct FoldReport {
    ReportRow& row;
    const EventHeader& header;

    void operator()(const report::FellDue& e) const {
        row.due = e.due;
        row.fields = e.fields;
        row.fell_due_at = header.recorded;
        if (!row.submitted_at) row.items = e.items;
    }
    void operator()(const report::Reminded& e) const { row.reminded.push_back(e.days); }
    void operator()(const report::CameLate& e) const {
        row.late = true;
        row.due = e.due;
        if (row.state == ReportState::owed) row.state = ReportState::late;
    }
    void operator()(const report::Missed& e) const {
        row.missed = true;
        row.late = true;
        row.due = e.due;
        if (!row.submitted_at) row.state = ReportState::missed;
    }
    void operator()(const report::Submitted& e) const;
    void operator()(const report::Returned& e) const {
        row.state = ReportState::returned;
        row.returned_at = header.recorded;
        row.reason = e.findings;
        ++row.returns;
    }
    void operator()(const report::Accepted&) const {
        row.state = ReportState::accepted;
        row.accepted_at = header.recorded;
    }
    void operator()(const report::FoundFalse& e) const {
        row.found_false = true;
        row.false_findings = e.findings;
        row.false_items = e.items;
    }
};

/// Mending a returned report neither makes it late nor undoes that it was.
void FoldReport::operator()(const report::Submitted& e) const {
    row.summary = e.summary;
    row.items = e.items;
    row.state = ReportState::submitted;
    if (row.submitted_at) {
        row.resubmitted_at = header.recorded;
        ++row.resubmissions;
        return;
    }
    row.late = row.late || e.late.value_or(false);
    if (e.due) row.due = e.due;
    row.submitted_at = header.recorded;
    row.submitted_by = header.actor.name;
}

/// Hidden, by the report's stream: the key of its row.
struct ReportPlace {
    std::string key;
};
BOOST_DESCRIBE_STRUCT(ReportPlace, (), (key))

/// A report begins when it falls due, or when it is handed in before that.
std::optional<ReportRow> opened(const Fact& fact) {
    ReportRow row;
    row.report = ReportId{std::string(fact.header.stream.id())};
    if (const auto* due = std::get_if<report::FellDue>(&fact.event)) {
        row.ledger = due->ledger;
        row.period = due->period;
        row.unit = due->unit;
        return row;
    }
    const auto* submitted = std::get_if<report::Submitted>(&fact.event);
    if (!submitted) return std::nullopt;
    row.ledger = submitted->ledger;
    row.period = submitted->period;
    row.unit = speaker(submitted->unit, fact.header);
    return row;
}

/// Calls fold(row) and puts it where it stands.
template <class Fold>
void fold_report(const Fact& fact, Rows& rows, const Fold& fold) {
    const auto place = hidden_key(fact.header.stream.value);
    auto row = fact.header.stream_version == 1 ? opened(fact) : std::nullopt;
    if (!row) return fold_row<ReportRow>(rows, need_row<ReportPlace>(rows, place).key, false, fold);
    auto key = row->ledger.value + "/" + row->period.to_string() + "/" + row->unit.value;
    row->answers = unit_today(rows, row->unit);
    index_answers(rows, row->answers, key);
    fold(*row);
    put_row(rows, key, std::move(*row));
    put_row(rows, place, ReportPlace{std::move(key)});
}

}  // namespace

boost::json::object ReportStatusView::row_schema() const {
    return reflect::schema<ReportRow>();
}

void ReportStatusView::apply(const Fact& fact, Rows& rows) const {
    on_events_of<"report">(fact, [&](const auto& event) {
        fold_report(fact, rows, [&](ReportRow& row) {
            FoldReport{row, fact.header}(event);
            row.version = fact.header.stream_version;
        });
    });
    pass_answers_on<ReportRow>(fact, rows, [](const ReportRow& row) { return row.state != ReportState::accepted; });
}

}  // namespace taizhang
