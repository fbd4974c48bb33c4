// Stream assessment/…: 考核, one assessment of units by a regime's scheme (S5.3–S5.6, S8.7, S9.7): opened with its
// targets decomposed to units, figures filed by the providers, concluded as the scheme computes, results applied.
#pragma once

#include "events/common.hpp"

namespace taizhang::assessment {

enum class Occasion { mid_year, year_end };
BOOST_DESCRIBE_ENUM(Occasion, mid_year, year_end)

struct Assessed {
    UnitId unit;
    std::string group;  ///< of the regime's: ranked within it
};
BOOST_DESCRIBE_STRUCT(Assessed, (), (unit, group))

struct Opened {
    LedgerId ledger;
    RegimeId regime;  ///< whose scheme computes it
    std::string title;
    Occasion occasion = Occasion::year_end;
    std::vector<Assessed> units;
    std::optional<Digest> scheme;  ///< set by the decider: of the regime's text, which holds to the end
};
BOOST_DESCRIBE_STRUCT(Opened, (), (ledger, regime, title, occasion, units, scheme))

struct UnitTarget {
    UnitId unit;
    Decimal value;
};
BOOST_DESCRIBE_STRUCT(UnitTarget, (), (unit, value))

/// 任务分解 (S5.1): one indicator's targets, whole. The sum is held against the regime's total.
struct TargetsSet {
    std::string indicator;
    std::string unit_of_measure;
    std::optional<Decimal> total;
    std::vector<UnitTarget> targets;
    std::optional<Decimal> difference;  ///< set by the decider: sum less total, where they differ
};
BOOST_DESCRIBE_STRUCT(TargetsSet, (), (indicator, unit_of_measure, total, targets, difference))

/// One unit's figure, by the indicator's provider (S5.3).
struct ScoreFiled {
    std::string indicator;
    UnitId unit;
    Decimal value;
    std::string unit_of_measure;
    std::vector<Position> evidence;  ///< the events that it was taken from
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(ScoreFiled, (), (indicator, unit, value, unit_of_measure, evidence, note))

struct ScoreCorrected {
    Position corrects = 0;  ///< of the filing, or of an earlier correction
    Decimal value;
    std::vector<Position> evidence;
};
BOOST_DESCRIBE_STRUCT(ScoreCorrected, (), (corrects, value, evidence))

/// 加减分, by a rule of the regime.
struct PointsGiven {
    UnitId unit;
    std::string rule;
    Decimal points;
    std::string grounds;
    std::vector<Position> evidence;
};
BOOST_DESCRIBE_STRUCT(PointsGiven, (), (unit, rule, points, grounds, evidence))

/// 取消评优资格 (S5.6): late, false or omitted reporting, as the regime says.
struct AwardBarred {
    UnitId unit;
    std::string rule;
    std::string grounds;
    std::vector<Position> evidence;
};
BOOST_DESCRIBE_STRUCT(AwardBarred, (), (unit, rule, grounds, evidence))

struct IndicatorScore {
    std::string indicator;
    std::optional<Decimal> target;
    std::optional<Decimal> value;
    Decimal points;
    bool exempt = false;  ///< its provider, or otherwise exempted
    std::vector<Position> from;
    std::string explanation;
};
BOOST_DESCRIBE_STRUCT(IndicatorScore, (), (indicator, target, value, points, exempt, from, explanation))

struct Standing {
    UnitId unit;
    std::string group;
    Decimal total;
    std::uint32_t rank = 0;
    std::vector<IndicatorScore> scores;
    Decimal given;  ///< plus and minus points
    std::vector<std::string> barred;
    std::vector<std::string> missed;  ///< indicators whose target was not met: a statement is owed
};
BOOST_DESCRIBE_STRUCT(Standing, (), (unit, group, total, rank, scores, given, barred, missed))

struct Award {
    std::string award;
    UnitId unit;
    std::optional<Amount> prize;
    std::string grounds;
};
BOOST_DESCRIBE_STRUCT(Award, (), (award, unit, prize, grounds))

/// 考核结果, as the scheme computes it from what was filed; all set by the decider, so that it can be computed again.
struct Concluded {
    std::vector<Standing> standings;
    std::vector<Award> awards;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Concluded, (), (standings, awards, note))

/// A single award by criteria that are judged, not computed (S5.4).
struct AwardGranted {
    Award award;
    std::vector<Position> evidence;
};
BOOST_DESCRIBE_STRUCT(AwardGranted, (), (award, evidence))

enum class Use { performance, award, appointment };  // 绩效考核, 评优评先, 干部选拔任用
BOOST_DESCRIBE_ENUM(Use, performance, award, appointment)

/// 重新核算: something that the result stands on was corrected after it was concluded. The former result stays in the
/// record; the header's reason says why.
struct Reopened {
    std::vector<Position> because;  ///< of the events that changed what was known
};
BOOST_DESCRIBE_STRUCT(Reopened, (), (because))

/// 表态发言, 说明: what a unit that missed its target says to those whom the regime names, and what it will do (S5.6,
/// S6.6, S8.7).
struct StatementFiled {
    UnitId unit;
    std::vector<std::string> indicators;  ///< that were missed
    std::string text;
    std::string measures;  ///< 整改措施
};
BOOST_DESCRIBE_STRUCT(StatementFiled, (), (unit, indicators, text, measures))

/// To what the result was put (S1.9, S5.6).
struct ResultApplied {
    Use use = Use::performance;
    StreamId subject;  ///< unit/… or person/…
    std::string text;
    std::optional<Decimal> points;  ///< 折合加减分 (S9.7)
};
BOOST_DESCRIBE_STRUCT(ResultApplied, (), (use, subject, text, points))

}  // namespace taizhang::assessment
