// View `units` 单位: every unit as it is now, with the names it had. Key: the unit's id.
//
// Other views' rows keep a unit's name as printed when it was assigned; readers join this view by id for today's name.
#pragma once

#include "projections/projection.hpp"

namespace taizhang {

namespace rows {

enum class UnitStatus { active, merged, dissolved };
BOOST_DESCRIBE_ENUM(UnitStatus, active, merged, dissolved)

struct UnitRow {
    UnitId unit;
    std::string name;
    unit::Kind kind = unit::Kind::other;
    std::optional<UnitId> parent;
    std::vector<std::string> aliases;
    bool confirmed = true;
    bool collective = false;
    std::vector<UnitId> members;
    UnitStatus status = UnitStatus::active;
    std::optional<UnitId> successor;
    std::vector<std::string> former_names;  ///< oldest first
    Version version = 0;
};
BOOST_DESCRIBE_STRUCT(UnitRow, (),
                      (unit, name, kind, parent, aliases, confirmed, collective, members, status, successor,
                       former_names, version))

}  // namespace rows

class UnitsView final : public Projection {
  public:
    std::string_view name() const override { return "units"; }
    std::uint32_t version() const override { return 1; }
    boost::json::object row_schema() const override;
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
