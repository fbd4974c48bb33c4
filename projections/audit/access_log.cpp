#include "projections/audit/access_log.hpp"

#include "projections/padded.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

boost::json::object AccessLogView::row_schema() const {
    return reflect::schema<rows::AccessLogRow>();
}

void AccessLogView::apply(const Fact& fact, Rows& rows) const {
    const auto* e = std::get_if<access::Refused>(&fact.event);
    if (!e) return;
    rows::AccessLogRow row{std::string(fact.header.stream.id()),
                           e->account,
                           e->address,
                           e->method,
                           e->why,
                           e->count,
                           e->first_at,
                           e->last_at,
                           fact.header.position};
    put_row(rows, row.day + "/" + padded<10>(fact.header.stream_version), row);
}

}  // namespace taizhang
