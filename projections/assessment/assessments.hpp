// View `assessments` 考核 (S5, S8.7, S9.7): every assessment with what each indicator is to reach and by whom its
// figures are given, what was not filed yet, plus and minus points, who is barred, what the result brought: awards,
// statements that are owed and were made, uses. Key: the assessment's id.
//
// The ranking itself is in `ranking`, the figures are in `indicator_scores`. Of a former result, which reopening took
// back, `former` keeps where it stands.
#pragma once

#include "projections/assessment/assessments_scheme.hpp"

namespace taizhang {

namespace rows {

enum class AssessmentState { open, concluded, reopened };
BOOST_DESCRIBE_ENUM(AssessmentState, open, concluded, reopened)

struct AssessedIndicator {
    std::string indicator;
    std::string name;
    std::string unit_of_measure;
    Decimal weight;
    bool judged = false;                 ///< points by a jury, without a target
    bool counted = false;                ///< projects are filed one by one
    std::vector<std::string> providers;  ///< as the regime names them; none: the ledger's holder
    std::optional<std::string> clause;
    std::string targets_in;             ///< unit of measure of the targets; empty until they are set
    std::optional<Decimal> total;       ///< what they are to add up to
    std::optional<Decimal> sum;         ///< what they add up to
    std::optional<Decimal> difference;  ///< sum less total, where they differ (S5.1)
    std::vector<assessment::UnitTarget> targets;
    std::uint32_t filed = 0;           ///< units with a figure
    std::vector<UnitId> missing;       ///< units with a target, or judged, without a figure
    std::optional<Position> position;  ///< of the targets
};
BOOST_DESCRIBE_STRUCT(AssessedIndicator, (),
                      (indicator, name, unit_of_measure, weight, judged, counted, providers, clause, targets_in, total,
                       sum, difference, targets, filed, missing, position))

struct GivenPoints {
    UnitId unit;
    std::string rule;
    Decimal points;
    std::string grounds;
    std::vector<Position> evidence;
    Position position = 0;
    Time at;
    std::string by;
};
BOOST_DESCRIBE_STRUCT(GivenPoints, (), (unit, rule, points, grounds, evidence, position, at, by))

struct BarredUnit {
    UnitId unit;
    std::string rule;
    std::string grounds;
    std::vector<Position> evidence;
    Position position = 0;
    Time at;
    std::string by;
};
BOOST_DESCRIBE_STRUCT(BarredUnit, (), (unit, rule, grounds, evidence, position, at, by))

struct GivenAward {
    std::string award;
    std::string name;
    UnitId unit;
    std::optional<Amount> prize;
    std::string grounds;
    bool judged = false;    ///< granted by judgement; else computed
    Position position = 0;  ///< of the result, or of the granting
};
BOOST_DESCRIBE_STRUCT(GivenAward, (), (award, name, unit, prize, grounds, judged, position))

struct OwedStatement {
    UnitId unit;
    std::vector<std::string> indicators;  ///< targets that were missed and are not spoken of yet
    bool place = false;                   ///< owed for its place in the ranking as well
};
BOOST_DESCRIBE_STRUCT(OwedStatement, (), (unit, indicators, place))

struct MadeStatement {
    UnitId unit;
    std::vector<std::string> indicators;
    std::string text;
    std::string measures;
    Position position = 0;
    Time at;
    std::string by;
};
BOOST_DESCRIBE_STRUCT(MadeStatement, (), (unit, indicators, text, measures, position, at, by))

struct AppliedResult {
    assessment::Use use = assessment::Use::performance;
    StreamId subject;
    std::string text;
    std::optional<Decimal> points;
    Position position = 0;
    Time at;
    std::string by;
};
BOOST_DESCRIBE_STRUCT(AppliedResult, (), (use, subject, text, points, position, at, by))

/// A result that was taken back.
struct FormerResult {
    Position concluded = 0;  ///< where it stands
    Time concluded_at;
    Position reopened = 0;
    Time reopened_at;
    std::string by;  ///< who reopened it
    std::string reason;
    std::vector<Position> because;
};
BOOST_DESCRIBE_STRUCT(FormerResult, (), (concluded, concluded_at, reopened, reopened_at, by, reason, because))

struct AssessmentRow {
    AssessmentId assessment;
    LedgerId ledger;
    RegimeId regime;
    std::optional<Digest> scheme;  ///< of the regime's text under which it was opened
    std::string scheme_title;
    std::string title;
    assessment::Occasion occasion = assessment::Occasion::year_end;
    AssessmentState state = AssessmentState::open;
    std::vector<SchemeName> groups;
    std::vector<assessment::Assessed> units;
    std::vector<AssessedIndicator> indicators;  ///< in the scheme's order
    std::uint32_t missing = 0;                  ///< figures
    std::vector<GivenPoints> given;
    std::vector<BarredUnit> barred;
    std::vector<GivenAward> awards;
    std::optional<std::string> statement_to;
    std::vector<OwedStatement> owed;
    std::vector<MadeStatement> statements;
    std::vector<AppliedResult> applied;
    std::optional<std::string> note;  ///< of the result: whoever concluded, then what the awards say of themselves
    std::optional<Position> concluded;
    std::optional<Time> concluded_at;
    std::optional<std::string> concluded_by;
    std::vector<FormerResult> former;
    Time opened_at;
    std::string opened_by;
    Version version = 0;
};
BOOST_DESCRIBE_STRUCT(AssessmentRow, (),
                      (assessment, ledger, regime, scheme, scheme_title, title, occasion, state, groups, units,
                       indicators, missing, given, barred, awards, statement_to, owed, statements, applied, note,
                       concluded, concluded_at, concluded_by, former, opened_at, opened_by, version))

}  // namespace rows

class AssessmentsView final : public Projection {
  public:
    std::string_view name() const override { return "assessments"; }
    std::uint32_t version() const override { return 2; }
    boost::json::object row_schema() const override;
    void apply(const Fact& fact, Rows& rows) const override;
};

}  // namespace taizhang
