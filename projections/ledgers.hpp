// View `ledgers` 台账: every ledger with its document and how many items were entered in it. Key: the ledger's id.
#pragma once

#include "projections/projection.hpp"

namespace taizhang {

namespace rows {

enum class LedgerStatus { open, closed };
BOOST_DESCRIBE_ENUM(LedgerStatus, open, closed)

/// 查账 of one quarter (S1.5).
struct QuarterCheck {
    std::uint8_t quarter = 1;
    std::string findings;
    Time recorded;
};
BOOST_DESCRIBE_STRUCT(QuarterCheck, (), (quarter, findings, recorded))

struct LedgerRow {
    LedgerId ledger;
    std::string title;
    std::uint16_t year = 0;
    UnitId holder;
    std::optional<DocumentReference> document;
    std::optional<RegimeId> regime;
    std::optional<LedgerId> parent;
    LedgerStatus status = LedgerStatus::open;
    std::uint8_t report_due_day = 5;
    std::vector<Chapter> chapters;
    std::uint64_t items = 0;  ///< ever entered; cancelled ones count
    std::vector<QuarterCheck> checks;
    Version version = 0;
};
BOOST_DESCRIBE_STRUCT(LedgerRow, (),
                      (ledger, title, year, holder, document, regime, parent, status, report_due_day, chapters, items,
                       checks, version))

}  // namespace rows

class LedgersView final : public Projection {
  public:
    std::string_view name() const override { return "ledgers"; }
    std::uint32_t version() const override { return 1; }
    boost::json::object row_schema() const override;
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
