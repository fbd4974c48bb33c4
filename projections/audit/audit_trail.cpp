#include "projections/audit/audit_trail.hpp"

#include "projections/audit/audit_tell.hpp"
#include "projections/padded.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

namespace json = boost::json;
using rows::ToldRow;
using rows::TrailRow;

json::array Teller::merged(std::string_view field, std::string_view name, const json::array& given) const {
    auto all = list(field);
    for (const auto& one : given) {
        const auto same = [&](const json::value& old) { return old.at(name) == one.at(name); };
        const auto found = std::ranges::find_if(all, same);
        if (found == all.end())
            all.push_back(one);
        else
            *found = one;
    }
    return all;
}

namespace {

ToldRow row_of(const Fact& fact) {
    const auto& header = fact.header;
    ToldRow row;
    row.position = header.position;
    row.stream = header.stream;
    row.version = header.stream_version;
    row.type = info_of(fact.event).name;
    row.recorded = header.recorded;
    row.effective = header.effective;
    row.actor = header.actor;
    row.command = header.command;
    row.command_id = header.command_id;
    if (!header.reason.empty()) row.reason = header.reason;
    return row;
}

void mark_redacted(const EventHeader& header, const redaction::Execution& execution, Rows& rows) {
    const auto key = execution.stream.value + "/" + padded<10>(execution.stream_version);
    auto row = need_row<TrailRow>(rows, key);
    row.redacted = removed_texts(header, execution, row.redacted);
    rows.put(key, row_text(row));
}

}  // namespace

boost::json::object AuditTrailView::row_schema() const {
    return reflect::schema<TrailRow>();
}

void AuditTrailView::apply(const Fact& fact, Rows& rows) const {
    const auto category = fact.header.stream.category();
    if ((category == "account") != (of_ == TrailOf::accounts) || category == "access") return;
    auto row = row_of(fact);
    Picture picture(rows, hidden_key(fact.header.stream.value), &row.changes);
    const Teller teller{rows, row, picture, fact.header};
    tell_registers(fact, teller);
    tell_items(fact, teller);
    tell_supervision(fact, teller);
    tell_law(fact, teller);
    tell_admissions(fact, teller);
    tell_assessments(fact, teller);
    picture.keep();
    rows.put(row.stream.value + "/" + padded<10>(row.version), row_text(row));
    const auto* approved = std::get_if<redaction::Approved>(&fact.event);
    if (approved && approved->execution) mark_redacted(fact.header, *approved->execution, rows);
}

}  // namespace taizhang
