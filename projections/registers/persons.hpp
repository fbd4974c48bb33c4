// View `persons` 人员: everybody enrolled, and the posts held now. Key: the person's id.
#pragma once

#include "projections/projection.hpp"

namespace taizhang {

namespace rows {

struct HeldPost {
    UnitId unit;
    std::string post;
    Time since;  ///< recorded
};
BOOST_DESCRIBE_STRUCT(HeldPost, (), (unit, post, since))

/// A post given up.
struct FormerPost {
    UnitId unit;
    std::string post;
    Time since;
    Time until;
};
BOOST_DESCRIBE_STRUCT(FormerPost, (), (unit, post, since, until))

struct PersonRow {
    PersonId person;
    std::string name;
    std::optional<UnitId> unit;       ///< of the post taken last, of those still held
    std::optional<std::string> post;  ///< likewise
    std::vector<HeldPost> posts;      ///< in the order in which they were taken
    std::vector<FormerPost> former_posts;
    Version version = 0;
};
BOOST_DESCRIBE_STRUCT(PersonRow, (), (person, name, unit, post, posts, former_posts, version))

}  // namespace rows

class PersonsView final : public Projection {
  public:
    std::string_view name() const override { return "persons"; }
    std::uint32_t version() const override { return 2; }
    boost::json::object row_schema() const override;
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
