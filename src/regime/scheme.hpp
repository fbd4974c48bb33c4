// The scoring scheme of an assessment 考核 (S5.3-S5.6, S6.6, S8.7, S9.7): what is counted with which weight, who gives
// the figures, how units are ranked, what follows. docs/formats/regime.md, "Assessment". src/assessment evaluates it.
//
// Plain values with the defaults that hold where a file says nothing.
#pragma once

#include "events/assessment.hpp"

#include <taizhang/decimal.hpp>

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

namespace taizhang::regime {

/// How an indicator's figure becomes points.
enum class Method {
    proportional,    ///< weight × completion, at most `most` % of the weight
    all_or_nothing,  ///< the weight once the target is reached
    deduct,          ///< the weight less `deduct` points for each percentage point short, not below 0
    grades,          ///< the share of the highest grade that completion reaches
    given            ///< the figure is points already, 0 .. weight: a jury's
};
BOOST_DESCRIBE_ENUM(Method, proportional, all_or_nothing, deduct, grades, given)

enum class Better { higher, lower };
BOOST_DESCRIBE_ENUM(Better, higher, lower)

/// What a figure that was not filed counts as, where there is a target.
enum class MissingFigure {
    refuse,  ///< nothing is concluded until it is filed
    zero
};
BOOST_DESCRIBE_ENUM(MissingFigure, refuse, zero)

/// Of a unit that is not assessed on every indicator.
enum class Without {
    rescale,  ///< its score is its points over the weights of those that it is assessed on
    zero,     ///< it gets nothing for the others
    full      ///< it gets their weights
};
BOOST_DESCRIBE_ENUM(Without, rescale, zero, full)

enum class Ties {
    shared,  ///< 1, 1, 3
    dense    ///< 1, 1, 2
};
BOOST_DESCRIBE_ENUM(Ties, shared, dense)

struct Grade {
    Decimal at_least;  ///< % of completion, or a score
    Decimal value;     ///< % of the weight, or points
};

/// [[assessment.indicator.band]]: a project of at least so much counts for so many.
struct Band {
    Quantity at_least;
    Decimal counts = 1;
};

/// [[assessment.indicator]]
struct IndicatorRule {
    std::string key, name;
    std::optional<std::string> unit;  ///< of measure; points where the method is given
    Decimal weight;
    Method method = Method::proportional;
    Better better = Better::higher;
    std::optional<Decimal> most;      ///< proportional: at most so many % of the weight; none: without bound
    Decimal deduct;                   ///< deduct: points for each percentage point
    std::vector<Grade> grades;        ///< from the highest bound to the lowest
    std::vector<Band> bands;          ///< the actual is the count of projects, each for what its band says; ascending
    std::optional<Quantity> total;    ///< what the units' targets are to add up to
    std::vector<std::string> groups;  ///< of all where empty
    std::vector<std::string> providers;  ///< who gives the figures
    std::vector<std::string> exempt;     ///< names of units that are not assessed on it
    std::optional<std::string> clause;
    std::optional<std::string> doubt;  ///< a slip of the source as printed, and how it was read (rule 13)
};

/// [[assessment.bonus]]: plus or minus points.
struct BonusRule {
    std::string key, name;
    Decimal each;                 ///< for each time; below 0: a deduction
    std::optional<Decimal> most;  ///< at most so many points, plus or minus
    std::optional<std::string> clause;
};

/// [assessment.conversion]: the score becomes plus or minus points elsewhere (S9.7).
struct Conversion {
    std::optional<Decimal> base;  ///< (score - base) × factor, within least .. most; or
    Decimal factor, least, most;
    std::vector<Grade> grades;  ///< the points of the highest grade that the score reaches, from the highest down
    std::optional<std::string> clause;
};

/// [[assessment.group]]: those that are ranked against each other.
struct GroupRule {
    std::string key, title;
};

/// What the units of an award are picked by.
enum class By {
    score,
    completion,
    actual,
    points,
    judged  ///< the jury's figure for this award: 科技含量, 见效
};
BOOST_DESCRIBE_ENUM(By, score, completion, actual, points, judged)

/// [[assessment.award]]
struct AwardRule {
    std::string key, name;
    std::optional<std::string> indicator;  ///< single award 单项奖; none: comprehensive 综合奖
    std::vector<std::string> groups;       ///< of all where empty
    bool together = false;                 ///< one pick among its groups rather than one in each
    By by = By::score;
    std::string criterion;  ///< of judged, in words
    std::uint8_t least = 1, most = 1;
    bool met_only = false;  ///< only who reached the target
    std::optional<Quantity> prize;
    std::optional<std::string> clause;
    std::optional<std::string> doubt;
};

enum class Offence { report_late, report_false, report_omitted, obstruction, improper_gain, dereliction };
BOOST_DESCRIBE_ENUM(Offence, report_late, report_false, report_omitted, obstruction, improper_gain, dereliction)

/// [[assessment.bar]]: who did this so often gets no award.
struct BarRule {
    Offence on = Offence::report_late;
    std::uint16_t times = 1;
    std::optional<std::string> clause;
};

/// [assessment.statement]
struct StatementRule {
    bool missed_target = false;  ///< who misses a target owes one 表态发言
    std::uint8_t bottom = 0;     ///< so many of each group's last
    std::uint8_t top_share = 0;  ///< so many of each group's first share what worked 交流经验
    std::string to;
    bool measures = false;  ///< with measures to mend it 整改措施
    std::optional<std::string> clause;
};

/// [[assessment.time]]
struct AssessmentTime {
    std::uint8_t month = 12;
    std::string name;
};

/// [[assessment]]
struct Scheme {
    std::string key, title;
    std::optional<Decimal> scale = Decimal(100);  ///< 百分制; none: the points as they are
    std::uint8_t digits = 2;                      ///< every result is rounded half up to so many after the point
    MissingFigure missing = MissingFigure::refuse;
    Without without = Without::rescale;
    Ties ties = Ties::shared;
    std::vector<std::string> tie_by;    ///< indicators whose points part equal scores, in order
    std::optional<Decimal> bonus_most;  ///< of all plus and minus points together
    std::vector<AssessmentTime> times;
    std::vector<GroupRule> groups;
    std::vector<IndicatorRule> indicators;
    std::vector<BonusRule> bonuses;
    std::optional<Conversion> conversion;
    std::vector<AwardRule> awards;
    std::vector<BarRule> bars;
    StatementRule statement;
    std::vector<std::string> applied_to;  ///< as printed: 单位绩效考核, 领导干部任用
    std::vector<assessment::Use> uses;    ///< what these are, each once; empty: results are put to any use
    std::optional<std::string> clause;

    const IndicatorRule* find_indicator(std::string_view wanted) const;
};

}  // namespace taizhang::regime
