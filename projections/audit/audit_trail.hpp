// View `audit_trail` 审计轨迹: every event of every stream but accounts' and what was refused (access_log.hpp), and
// view `account_trail` of accounts' (which account administrators and auditors alone may read), with who, when, why,
// and each field old → new. Key:
// "<stream>/<version, 10 digits>", so that a stream's trail stands in order.
//
// A field's old value is what the stream's earlier events had made of it. Reports of progress are compared with the
// same unit's report before; a correction with what it corrects, as corrected so far. What is said once and is no field
// (an urging's text, findings) has no old value. Plans are told by unit (plan.<unit>.goals), milestones, problems,
// findings and remarks by name, a form's columns as a list under `fields`.
//
// Where texts of an event were removed by law, 〔依法删除〕 stands for them, and `redacted` tells by whom, when and
// under which rule, from the approval on.
#pragma once

#include "projections/audit/audit_picture.hpp"
#include "projections/audit/redactions.hpp"

#include <taizhang/reflect/diff.hpp>

namespace taizhang {

namespace rows {

template <class Change>
struct TrailRowWith {
    Position position = 0;
    StreamId stream;
    Version version = 0;
    std::string type;  ///< "item.progress_reported"
    Time recorded;
    Time effective;
    Actor actor;
    std::string command;
    CommandId command_id;
    std::optional<std::string> reason;
    std::vector<Change> changes;
    std::optional<Position> corrects;      ///< the event that this one corrects
    std::optional<UnitId> unit;            ///< whose figures, of reports of progress and their corrections
    std::optional<Period> period;          ///< of which month
    std::optional<std::string> summary;    ///< the event's own words, where it is made of words
    std::optional<RemovedTexts> redacted;  ///< texts of the event that were removed by law

    BOOST_DESCRIBE_CLASS(TrailRowWith, (),
                         (position, stream, version, type, recorded, effective, actor, command, command_id, reason,
                          changes, corrects, unit, period, summary, redacted),
                         (), ())
};

using TrailRow = TrailRowWith<reflect::Change>;
using ToldRow = TrailRowWith<ToldChange>;  ///< as it is written

}  // namespace rows

enum class TrailOf { ledgers, accounts };

class AuditTrailView final : public Projection {
  public:
    explicit AuditTrailView(TrailOf of = TrailOf::ledgers) : of_(of) {}

    std::string_view name() const override { return of_ == TrailOf::accounts ? "account_trail" : "audit_trail"; }
    std::uint32_t version() const override { return 4; }
    boost::json::object row_schema() const override;
    std::vector<std::string_view> key_fields() const override { return {"stream"}; }
    void apply(const Fact& fact, Rows& rows) const override;

  private:
    const TrailOf of_;
};

}  // namespace taizhang
