// View `persons` 人员: everybody enrolled, and the post held now. Key: the person's id.
#pragma once

#include "projections/projection.hpp"

namespace taizhang {

namespace rows {

struct PersonRow {
    PersonId person;
    std::string name;
    std::optional<UnitId> unit;
    std::optional<std::string> post;
    Version version = 0;
};
BOOST_DESCRIBE_STRUCT(PersonRow, (), (person, name, unit, post, version))

}  // namespace rows

class PersonsView final : public Projection {
  public:
    std::string_view name() const override { return "persons"; }
    std::uint32_t version() const override { return 1; }
    boost::json::object row_schema() const override;
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
