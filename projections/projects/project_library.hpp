// View `project_library` 项目库 (S5.7, S6.1, S8, S9): every project in one row: what it is and as what it qualifies,
// where it stands in the plan and in which libraries, its money, days, people, problems and needs. Key:
// "<ledger>/<item>".
//
// An item is a project once it has a kind, or something was said of it as one (item.profile and the other commands of
// events/item_project.hpp). Money is shown as it was said and, in `investment`, in one unit, 万元 where nothing was
// said: that of the total investment, which every amount converts into exactly. `started`: a day of starting is known,
// or a milestone or step named after the regime's node of starting (开工) was reached. An item carried over takes with
// it what was known; what was booked until then is done before. Sums, lacks and doubts go by the regime as it was when
// the row changed last.
#pragma once

#include "projections/projection.hpp"
#include "projections/projects/project_row.hpp"

namespace taizhang {

class ProjectLibraryView final : public Projection {
  public:
    std::string_view name() const override { return "project_library"; }
    std::uint32_t version() const override { return 2; }
    boost::json::object row_schema() const override;
    std::vector<std::string_view> key_fields() const override { return {"ledger"}; }
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
