#include "projections/audit/redactions.hpp"

#include "projections/fold.hpp"

#include <taizhang/reflect/schema.hpp>

namespace taizhang {

namespace {

using rows::RedactionRow;
using rows::RedactionStatus;

struct FoldRedaction {
    RedactionRow& row;
    const EventHeader& header;

    void operator()(const redaction::Requested& e) const {
        const auto carried_out = row.carried_out;
        row = {};
        row.position = std::stoull(std::string(header.stream.id()));
        row.rule = e.rule;
        row.members = e.members;
        row.reason = header.reason;
        row.requested_by = header.actor.account;
        row.requester_name = header.actor.name;
        row.requested_at = header.recorded;
        row.carried_out = carried_out;
    }
    void operator()(const redaction::Approved& e) const {
        decided(RedactionStatus::approved);
        row.carried_out = header.position;
        if (!e.execution) return;
        row.stream = e.execution->stream;
        row.stream_version = e.execution->stream_version;
    }
    void operator()(const redaction::Declined&) const { decided(RedactionStatus::declined); }

    void decided(RedactionStatus state) const {
        row.state = state;
        row.decided_by = header.actor.account;
        row.decider_name = header.actor.name;
        row.decided_at = header.recorded;
        row.decision_reason = header.reason;
    }
};

}  // namespace

rows::RemovedTexts removed_texts(const EventHeader& header, const redaction::Execution& execution,
                                 const std::optional<rows::RemovedTexts>& before) {
    rows::RemovedTexts removed{.position = header.position,
                               .requested_by = execution.requested_by,
                               .requester_name = execution.requester_name,
                               .requested = execution.requested,
                               .approved_by = header.actor.account,
                               .approver_name = header.actor.name,
                               .at = header.recorded,
                               .rule = execution.rule,
                               .members = before ? before->members : std::vector<std::string>()};
    for (const auto& member : execution.members) {
        if (std::ranges::find(removed.members, member) == removed.members.end()) removed.members.push_back(member);
    }
    return removed;
}

boost::json::object RedactionsView::row_schema() const {
    return reflect::schema<RedactionRow>();
}

void RedactionsView::apply(const Fact& fact, Rows& rows) const {
    fold_stream<"redaction", RedactionRow, FoldRedaction>(fact, rows);
}

}  // namespace taizhang
