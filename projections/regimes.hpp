// View `regimes` 制度: the rules that ledgers run under, with their text as it is now. Key: the regime's id.
#pragma once

#include "projections/projection.hpp"

namespace taizhang {

namespace rows {

struct RegimeRow {
    RegimeId regime;
    std::string title;
    std::string system;  ///< S1 … S9
    std::string text;
    Digest digest;
    bool repealed = false;
    std::optional<RegimeId> replaced_by;
    Version version = 0;
};
BOOST_DESCRIBE_STRUCT(RegimeRow, (), (regime, title, system, text, digest, repealed, replaced_by, version))

}  // namespace rows

class RegimesView final : public Projection {
  public:
    std::string_view name() const override { return "regimes"; }
    std::uint32_t version() const override { return 1; }
    boost::json::object row_schema() const override;
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
