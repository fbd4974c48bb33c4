// View `project_needs` 要素保障 (S6.8): what projects ask for, from whom, and what they were answered; the needs board.
// Key: "<ledger>/<item>/<support>".
#pragma once

#include "events/item.hpp"
#include "projections/projection.hpp"

namespace taizhang {

namespace rows {

enum class NeedState { requested, granted, declined, dropped };  // dropped: the item ended without an answer
BOOST_DESCRIBE_ENUM(NeedState, requested, granted, declined, dropped)

struct NeedRow {
    LedgerId ledger;
    ItemId item;
    std::string support;
    std::string item_title;
    std::optional<UnitId> region;  ///< of the project
    std::string kind;
    std::string kind_title;  ///< as the regime calls it; the kind where it does not
    std::string text;
    std::optional<Amount> amount;
    std::optional<Date> needed_by;
    std::optional<UnitId> from;     ///< as asked
    std::optional<UnitId> answers;  ///< who answers for that unit today
    NeedState state = NeedState::requested;
    Time requested_at;
    std::string requested_by;
    std::optional<UnitId> requesting;  ///< the unit of whoever asked
    Position position = 0;
    std::optional<Time> answered_at;
    std::optional<std::string> answered_by;
    std::optional<std::string> answer;
    std::optional<Amount> granted;
    bool late = false;  ///< answered after the day by which it was needed
};
BOOST_DESCRIBE_STRUCT(NeedRow, (),
                      (ledger, item, support, item_title, region, kind, kind_title, text, amount, needed_by, from,
                       answers, state, requested_at, requested_by, requesting, position, answered_at, answered_by,
                       answer, granted, late))

}  // namespace rows

class ProjectNeedsView final : public Projection {
  public:
    std::string_view name() const override { return "project_needs"; }
    std::uint32_t version() const override { return 1; }
    boost::json::object row_schema() const override;
    std::vector<std::string_view> key_fields() const override { return {"ledger", "item"}; }
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
