// View `inspections` 督查 (S1.6): every inspection with what it found. Key: the inspection's id.
#pragma once

#include "projections/projection.hpp"

namespace taizhang {

namespace rows {

enum class InspectionState { scheduled, held, cancelled };
BOOST_DESCRIBE_ENUM(InspectionState, scheduled, held, cancelled)

struct InspectionFinding {
    std::string finding;
    UnitId unit;
    std::optional<ItemId> item;
    std::string text;
    inspection::Severity severity = inspection::Severity::problem;
    Time at;
    std::optional<RectificationId> rectification;  ///< the last one ordered on it
};
BOOST_DESCRIBE_STRUCT(InspectionFinding, (), (finding, unit, item, text, severity, at, rectification))

struct InspectionRow {
    InspectionId inspection;
    inspection::Kind kind = inspection::Kind::routine;
    std::string title;
    InspectionState state = InspectionState::scheduled;
    std::optional<LedgerId> ledger;
    Date on;
    std::optional<Date> held_on;
    std::vector<UnitId> units;
    std::vector<ItemId> items;
    std::vector<NamedPerson> inspectors;
    std::optional<std::string> summary;  ///< or why it was cancelled
    std::vector<InspectionFinding> findings;
    Time scheduled_at;
    std::string scheduled_by;
    Version version = 0;
};
BOOST_DESCRIBE_STRUCT(InspectionRow, (),
                      (inspection, kind, title, state, ledger, on, held_on, units, items, inspectors, summary, findings,
                       scheduled_at, scheduled_by, version))

}  // namespace rows

class InspectionsView final : public Projection {
  public:
    std::string_view name() const override { return "inspections"; }
    std::uint32_t version() const override { return 1; }
    boost::json::object row_schema() const override;
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
