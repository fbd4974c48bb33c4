// View `indicator_scores`: of each assessment, indicator and unit the target and the figure, by whom it was filed, from
// what it was taken, as first filed and as corrected since (S5.3, rule 2), and what it came to. Key:
// "<assessment>/<indicator>/<unit>".
//
// There is a row as soon as there is a target or a figure; without `figures` nothing was filed yet.
#pragma once

#include "projections/assessment/assessments_scheme.hpp"

namespace taizhang {

namespace rows {

struct FigureCorrection {
    Position position = 0;
    Position corrects = 0;
    Decimal value;
    std::vector<Position> evidence;
    std::optional<std::string> reason;
    Time at;
    std::string by;
};
BOOST_DESCRIBE_STRUCT(FigureCorrection, (), (position, corrects, value, evidence, reason, at, by))

/// What one event filed: the figure, or of an indicator that counts projects one of them.
struct FiledFigure {
    Decimal value;  ///< as corrected; a project's investment, 0 where it does not count after all
    Decimal first;  ///< as filed
    std::string unit_of_measure;
    std::optional<std::string> note;  ///< the project's name, where projects are counted
    std::vector<Position> evidence;   ///< of the value that holds
    Position position = 0;
    Time filed_at;
    std::string filed_by;
    std::optional<UnitId> filed_by_unit;
    std::vector<FigureCorrection> corrections;
};
BOOST_DESCRIBE_STRUCT(FiledFigure, (),
                      (value, first, unit_of_measure, note, evidence, position, filed_at, filed_by, filed_by_unit,
                       corrections))

struct IndicatorScoreRow {
    AssessmentId assessment;
    LedgerId ledger;
    std::string indicator;
    std::string name;
    UnitId unit;
    std::string group;
    std::optional<Decimal> target;
    std::optional<std::string> target_in;  ///< its unit of measure
    std::vector<FiledFigure> figures;      ///< one; of an indicator that counts projects, one for each
    std::optional<Decimal> points;         ///< by the result that holds
    bool exempt = false;                   ///< by that result
    std::optional<std::string> explanation;
};
BOOST_DESCRIBE_STRUCT(IndicatorScoreRow, (),
                      (assessment, ledger, indicator, name, unit, group, target, target_in, figures, points, exempt,
                       explanation))

}  // namespace rows

class IndicatorScoresView final : public Projection {
  public:
    std::string_view name() const override { return "indicator_scores"; }
    std::uint32_t version() const override { return 1; }
    boost::json::object row_schema() const override;
    std::vector<std::string_view> key_fields() const override { return {"assessment", "indicator"}; }
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
