// View `current_ledger` 台账: every item as it stands, in one row: what is to be done, by whom, by when, how far it is,
// its lamp, and what the supervision office says of it. Key: "<ledger>/<item>". Rows: item_row.hpp.
//
// percent: the figure of the one unit that reports; where several do, the plain average of each one's latest figure,
// rounded half up to one digit; every member of a collective counts once. Units that are no longer parties are left
// out, unless nobody else has reported. The lamp holds it against the schedule of the last month reported, by the
// bounds of the ledger's regime as they were when that report came: amending them judges the next report (rule
// "amending never changes what was judged"). A target's actual: the latest figure reported for the indicator; of a
// collective's members, the sum of each one's latest, unless it is in % or the measures differ. Units are shown under
// the name as printed when assigned (the view `units` has today's); `answerable` tells who acts for the item today,
// after mergers and dissolutions: filter on it for "a unit's items".
#pragma once

#include "projections/items/item_row.hpp"
#include "projections/projection.hpp"

namespace taizhang {

class CurrentLedgerView final : public Projection {
  public:
    std::string_view name() const override { return "current_ledger"; }
    std::uint32_t version() const override { return 4; }
    boost::json::object row_schema() const override;
    std::vector<std::string_view> key_fields() const override { return {"ledger"}; }
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
