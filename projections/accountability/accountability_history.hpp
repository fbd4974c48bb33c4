// View `accountability_history` 问责履历: what happened to a unit or a person in the way of being held to account, one
// row for each event and subject. Key: "<category>/<id>/<position, 20 digits>", so that a subject's history stands in
// order.
//
// What concerns an item stands with the unit concerned (the lead, where the event names none) and, if that is the lead,
// with the item's responsible leader and responsible person as of that day: the person named, or whoever held the post
// named. What happened stays with whoever it happened to, whatever is transferred, merged or handed over later
// (domain.md, rule 12).
#pragma once

#include "projections/audit/redactions.hpp"

namespace taizhang {

namespace rows {

enum class AccountabilityKind {
    urged,
    report_late,  ///< once for each report: by the deadline keeper, or when it came if that was first
    report_missed,
    report_false,
    report_returned,
    progress_corrected,
    behind_schedule,
    extension_requested,
    extension_granted,
    extension_refused,
    completion_rejected,
    transferred_away,
    transferred_in,
    reopened,
    merged_into,  ///< what the unit owed passes to its successor
    took_over,    ///< what a merged or dissolved unit owed
    dissolved,
    plan_late,
    plan_missed,
    plan_returned,
    overdue,  ///< an item's deadline
    milestone_missed,
    acknowledgement_overdue,
    listed,
    delisted,
    confidence_red,
    confidence_amber,
    confidence_green,
    finding_recorded,
    rectification_ordered,
    rectification_overdue,
    rectification_rejected,
    rectification_accepted,
    rectification_withdrawn,
    remark_made,
    measure_proposed,  ///< `measure` says which, of this and the following
    measure_confirmed,
    measure_approved,
    measure_dismissed,
    card_issued,
    card_lifted,
    criticised,
    summoned,
    statement_made,
    referred,
    outcome_recorded,
    reconsideration_requested,
    reconsideration_upheld,
    reconsideration_revoked
};
BOOST_DESCRIBE_ENUM(AccountabilityKind, urged, report_late, report_missed, report_false, report_returned,
                    progress_corrected, behind_schedule, extension_requested, extension_granted, extension_refused,
                    completion_rejected, transferred_away, transferred_in, reopened, merged_into, took_over, dissolved,
                    plan_late, plan_missed, plan_returned, overdue, milestone_missed, acknowledgement_overdue, listed,
                    delisted, confidence_red, confidence_amber, confidence_green, finding_recorded,
                    rectification_ordered, rectification_overdue, rectification_rejected, rectification_accepted,
                    rectification_withdrawn, remark_made, measure_proposed, measure_confirmed, measure_approved,
                    measure_dismissed, card_issued, card_lifted, criticised, summoned, statement_made, referred,
                    outcome_recorded, reconsideration_requested, reconsideration_upheld, reconsideration_revoked)

struct AccountabilityRow {
    Position position = 0;
    StreamId subject;
    AccountabilityKind kind = AccountabilityKind::urged;
    StreamId stream;  ///< in which it was recorded: item/…, report/…, accountability/…
    std::optional<ItemId> item;
    std::optional<LedgerId> ledger;
    std::optional<Period> period;
    std::optional<accountability::Measure> measure;
    std::optional<std::string> post;  ///< of a person: under which it happened, where the item names the post
    Time recorded;
    std::string actor_name;
    std::optional<std::string> reason;
    std::string text;                      ///< in the words of whoever acted; a date or an id where there were none
    std::optional<RemovedTexts> redacted;  ///< texts of the event that were removed by law
};
BOOST_DESCRIBE_STRUCT(AccountabilityRow, (),
                      (position, subject, kind, stream, item, ledger, period, measure, post, recorded, actor_name,
                       reason, text, redacted))

}  // namespace rows

class AccountabilityHistoryView final : public Projection {
  public:
    std::string_view name() const override { return "accountability_history"; }
    std::uint32_t version() const override { return 3; }
    boost::json::object row_schema() const override;
    std::vector<std::string_view> key_fields() const override { return {"subject"}; }
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
