// View `ranking` 排名 (S5.4, S6.6, S8.7, S9.7): of each assessment the result that holds, unit by unit within its
// group, with every score, how it came about and the events that it came from. Key:
// "<assessment>/<group>/<rank>/<unit>", the rank with zeros in front, 9999 where the unit has none.
//
// While an assessment is reopened it has no rows; concluded again, each row tells the unit's former place too.
#pragma once

#include "projections/assessment/assessments_scheme.hpp"

namespace taizhang {

namespace rows {

struct RankedScore {
    std::string indicator;
    std::string name;
    Decimal weight;
    std::string unit_of_measure;
    std::optional<Decimal> target;
    std::optional<Decimal> value;
    std::optional<Decimal> completion;  ///< %, to two digits; of what has a target
    Decimal points;
    bool exempt = false;         ///< not assessed on it: the explanation says why
    std::vector<Position> from;  ///< of the targets, the filing, its corrections, and what it was taken from
    std::string explanation;     ///< step by step
};
BOOST_DESCRIBE_STRUCT(RankedScore, (),
                      (indicator, name, weight, unit_of_measure, target, value, completion, points, exempt, from,
                       explanation))

struct WonAward {
    std::string award;
    std::string name;
    std::optional<Amount> prize;
    std::string grounds;
    bool judged = false;
};
BOOST_DESCRIBE_STRUCT(WonAward, (), (award, name, prize, grounds, judged))

struct RankingRow {
    AssessmentId assessment;
    LedgerId ledger;
    std::string group;
    std::string group_title;
    UnitId unit;
    std::uint32_t rank = 0;            ///< within the group, from 1; 0: assessed on nothing
    std::optional<Decimal> total;      ///< nothing where it has no rank
    Decimal given;                     ///< plus and minus points
    std::optional<Decimal> converted;  ///< 折合加减分: into what the total is turned elsewhere (S9.7)
    std::vector<RankedScore> scores;   ///< in the scheme's order
    std::string explanation;           ///< of the total, step by step
    std::vector<Position> from;        ///< of the plus and minus points, and what bars it
    std::vector<std::string> barred;   ///< why it gets no award
    std::vector<std::string> missed;   ///< indicators for which it owes a statement
    bool low = false;                  ///< owes one for its place in the ranking
    std::vector<WonAward> awards;
    std::optional<Decimal> former_total;  ///< by the result before this one
    std::optional<std::uint32_t> former_rank;
    Position position = 0;  ///< of the result
    Time concluded_at;
};
BOOST_DESCRIBE_STRUCT(RankingRow, (),
                      (assessment, ledger, group, group_title, unit, rank, total, given, converted, scores, explanation,
                       from, barred, missed, low, awards, former_total, former_rank, position, concluded_at))

}  // namespace rows

class RankingView final : public Projection {
  public:
    std::string_view name() const override { return "ranking"; }
    std::uint32_t version() const override { return 1; }
    boost::json::object row_schema() const override;
    std::vector<std::string_view> key_fields() const override { return {"assessment", "group"}; }
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
