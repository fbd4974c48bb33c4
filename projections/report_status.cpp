#include "projections/report_status.hpp"

#include "projections/fold.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

using rows::ReportRow;
using rows::ReportState;

namespace {

struct FoldReport {
    template <class E>
    void operator()(const E&) const {}  // PENDING
    ReportRow& row;
    const EventHeader& header;

    void operator()(const report::Submitted& e) const {
        const bool first = header.stream_version == 1;
        row.summary = e.summary;
        row.items = e.items;
        if (first) {
            row.late = e.late.value_or(false);
            row.due = e.due;
            row.submitted_at = header.recorded;
        } else {
            row.resubmitted_at = header.recorded;
            ++row.resubmissions;
        }
        row.state = row.late ? ReportState::late : ReportState::submitted;
    }
    void operator()(const report::Returned& e) const {
        row.state = ReportState::returned;
        row.returned_at = header.recorded;
        row.reason = e.findings;
    }
    void operator()(const report::Accepted&) const {
        row.state = ReportState::accepted;
        row.accepted_at = header.recorded;
    }
};

/// Hidden, by the report's stream: the key of its row.
struct ReportPlace {
    std::string key;
};
BOOST_DESCRIBE_STRUCT(ReportPlace, (), (key))

ReportRow opened(const report::Submitted& e, const EventHeader& header) {
    ReportRow row;
    row.ledger = e.ledger;
    row.period = e.period;
    row.unit = speaker(e.unit, header);
    row.report = ReportId{std::string(header.stream.id())};
    return row;
}

/// The row before this fact, and where it stands.
std::pair<std::string, ReportRow> find_row(const Fact& fact, Rows& rows) {
    const auto place = hidden_key(fact.header.stream.value);
    const auto* submitted = std::get_if<report::Submitted>(&fact.event);
    if (!submitted || fact.header.stream_version > 1) {
        auto key = need_row<ReportPlace>(rows, place).key;
        auto row = need_row<ReportRow>(rows, key);
        return {std::move(key), std::move(row)};
    }
    auto row = opened(*submitted, fact.header);
    auto key = row.ledger.value + "/" + row.period.to_string() + "/" + row.unit.value;
    put_row(rows, place, ReportPlace{key});
    return {std::move(key), std::move(row)};
}

}  // namespace

boost::json::object ReportStatusView::row_schema() const {
    return reflect::schema<ReportRow>();
}

void ReportStatusView::apply(const Fact& fact, Rows& rows) const {
    on_events_of<"report">(fact, [&](const auto& event) {
        auto [key, row] = find_row(fact, rows);
        FoldReport{row, fact.header}(event);
        put_row(rows, key, std::move(row));
    });
}

}  // namespace taizhang
