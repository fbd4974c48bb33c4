// View `accountability_history` 问责履历: what happened to a unit or a person in the way of being held to account, one
// row for each event and subject. Key: "<category>/<id>/<position, 20 digits>", so that a subject's history stands in
// order.
//
// What concerns an item stands with the unit concerned (the lead, where the event names none) and, if that is the lead,
// with the item's responsible leader and responsible person as of that day, where they are enrolled persons. What
// happened stays with whoever it happened to, whatever is transferred later (domain.md, rule 12).
#pragma once

#include "projections/projection.hpp"

namespace taizhang {

namespace rows {

enum class AccountabilityKind {
    urged,
    report_late,
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
    dissolved
};
BOOST_DESCRIBE_ENUM(AccountabilityKind, urged, report_late, report_returned, progress_corrected, behind_schedule,
                    extension_requested, extension_granted, extension_refused, completion_rejected, transferred_away,
                    transferred_in, reopened, merged_into, took_over, dissolved)

struct AccountabilityRow {
    Position position = 0;
    StreamId subject;
    AccountabilityKind kind = AccountabilityKind::urged;
    std::optional<ItemId> item;
    std::optional<LedgerId> ledger;
    std::optional<Period> period;
    Time recorded;
    std::string actor_name;
    std::optional<std::string> reason;
    std::string text;  ///< in the words of whoever acted; a date or an id where there were none
};
BOOST_DESCRIBE_STRUCT(AccountabilityRow, (),
                      (position, subject, kind, item, ledger, period, recorded, actor_name, reason, text))

}  // namespace rows

class AccountabilityHistoryView final : public Projection {
  public:
    std::string_view name() const override { return "accountability_history"; }
    std::uint32_t version() const override { return 1; }
    boost::json::object row_schema() const override;
    std::vector<std::string_view> key_fields() const override { return {"subject"}; }
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
