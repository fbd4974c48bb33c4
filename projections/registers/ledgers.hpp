// View `ledgers` 台账: every ledger with its document, how many items stand where, its checks and the months put
// together. Key: the ledger's id.
#pragma once

#include "projections/items/item_row.hpp"
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

/// A quarter whose day for the check passed without one; stays when it is checked later.
struct OverdueCheck {
    std::uint8_t quarter = 1;
    Date due;
    bool checked = false;  ///< since
};
BOOST_DESCRIBE_STRUCT(OverdueCheck, (), (quarter, due, checked))

/// 汇总 of a month (S1.4).
struct Consolidation {
    Period period;
    std::string summary;
    std::vector<UnitId> reported;
    std::vector<UnitId> missing;
    Time at;
    std::string by;
};
BOOST_DESCRIBE_STRUCT(Consolidation, (), (period, summary, reported, missing, at, by))

struct StatusCount {
    ItemStatus status = ItemStatus::entered;
    std::uint64_t items = 0;
};
BOOST_DESCRIBE_STRUCT(StatusCount, (), (status, items))

struct LedgerRow {
    LedgerId ledger;
    std::string title;
    std::uint16_t year = 0;
    UnitId holder;
    std::optional<DocumentReference> document;
    std::optional<RegimeId> regime;
    std::optional<LedgerId> parent;
    LedgerStatus status = LedgerStatus::open;
    std::optional<std::string> closing_summary;
    std::uint8_t report_due_day = 5;
    std::vector<Chapter> chapters;
    std::uint64_t items = 0;            ///< ever entered; cancelled ones count
    std::vector<StatusCount> statuses;  ///< of the items now, those that occur, in the order of the enum
    std::vector<QuarterCheck> checks;
    std::vector<OverdueCheck> overdue_checks;
    std::vector<Consolidation> consolidations;
    Version version = 0;
};
BOOST_DESCRIBE_STRUCT(LedgerRow, (),
                      (ledger, title, year, holder, document, regime, parent, status, closing_summary, report_due_day,
                       chapters, items, statuses, checks, overdue_checks, consolidations, version))

}  // namespace rows

class LedgersView final : public Projection {
  public:
    std::string_view name() const override { return "ledgers"; }
    std::uint32_t version() const override { return 2; }
    boost::json::object row_schema() const override;
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
