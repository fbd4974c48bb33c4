// View `regimes` 制度: the rules that ledgers run under, with their text as it is now. Key: the regime's id.
#pragma once

#include "projections/projection.hpp"

namespace taizhang {

namespace rows {

/// One text of the rules, from when on; its words are the log's.
struct RegimeText {
    Time at;
    Position position = 0;
    Digest digest;
    std::string by;
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(RegimeText, (), (at, position, digest, by, reason))

struct RegimeRow {
    RegimeId regime;
    std::string title;
    std::string system;  ///< S1 … S9, "calendar"
    std::string text;
    Digest digest;
    Time adopted_at;
    std::vector<RegimeText> amended;  ///< in order; the text before stands at the position before
    bool repealed = false;
    std::optional<RegimeId> replaced_by;
    Version version = 0;
};
BOOST_DESCRIBE_STRUCT(RegimeRow, (),
                      (regime, title, system, text, digest, adopted_at, amended, repealed, replaced_by, version))

}  // namespace rows

class RegimesView final : public Projection {
  public:
    std::string_view name() const override { return "regimes"; }
    std::uint32_t version() const override { return 2; }
    boost::json::object row_schema() const override;
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
