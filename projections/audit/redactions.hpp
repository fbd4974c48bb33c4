// View `redactions` 依法删除: who asked that texts of an event be removed by law, under which rule, and what became of
// it. Key: the event's position in digits. A further request about the same event takes the place of the one before;
// the audit trail of redaction/<position> has them all.
#pragma once

#include "projections/projection.hpp"

namespace taizhang {

namespace rows {

enum class RedactionStatus { requested, approved, declined };
BOOST_DESCRIBE_ENUM(RedactionStatus, requested, approved, declined)

struct RedactionRow {
    Position position = 0;  ///< of the event whose texts these are
    RedactionStatus state = RedactionStatus::requested;
    std::string rule;
    std::vector<std::string> members;  ///< JSON pointers into the event's data
    std::string reason;
    AccountId requested_by;
    std::string requester_name;
    Time requested_at;
    std::optional<AccountId> decided_by;
    std::optional<std::string> decider_name;
    std::optional<Time> decided_at;
    std::optional<std::string> decision_reason;
    std::optional<StreamId> stream;  ///< of the event, once a redaction was carried out
    std::optional<Version> stream_version;
    std::optional<Position> carried_out;  ///< position of the last approval
    Version version = 0;
};
BOOST_DESCRIBE_STRUCT(RedactionRow, (),
                      (position, state, rule, members, reason, requested_by, requester_name, requested_at, decided_by,
                       decider_name, decided_at, decision_reason, stream, stream_version, carried_out, version))

/// Stands in the rows that were made from a redacted event: which texts were removed, by whom, when, under which rule.
struct RemovedTexts {
    Position position = 0;  ///< of the approval
    AccountId requested_by;
    std::string requester_name;
    Time requested;
    AccountId approved_by;
    std::string approver_name;
    Time at;
    std::string rule;
    std::vector<std::string> members;  ///< of this and of earlier redactions of the event
};
BOOST_DESCRIBE_STRUCT(RemovedTexts, (),
                      (position, requested_by, requester_name, requested, approved_by, approver_name, at, rule,
                       members))

}  // namespace rows

/// What the approval says, after `before`, which an earlier one said of the same event.
rows::RemovedTexts removed_texts(const EventHeader& header, const redaction::Execution& execution,
                                 const std::optional<rows::RemovedTexts>& before);

class RedactionsView final : public Projection {
  public:
    std::string_view name() const override { return "redactions"; }
    std::uint32_t version() const override { return 1; }
    boost::json::object row_schema() const override;
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
