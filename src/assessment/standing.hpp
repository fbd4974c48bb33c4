// What an assessment came to: scores, ranks, awards, who is barred, who owes a statement; every number with the steps
// that it came by and the sources of what went in. Plain values, in a fixed order: the same figures give the same
// standing, byte for byte.
#pragma once

#include "src/assessment/figures.hpp"

namespace taizhang::scoring {

/// One step of a calculation, in words that can be followed with a calculator.
struct Step {
    std::string text;
    Sources sources;
};

/// One indicator of one unit.
struct Line {
    std::string indicator, name;
    Decimal weight;
    bool assessed = true;  ///< false: the first step says why not
    std::optional<Quantity> target, actual;
    std::optional<Decimal> completion;  ///< %, rounded as the scheme says
    std::optional<Decimal> exact;       ///< %, to 9 digits: what awards are picked by
    std::optional<bool> met;
    std::optional<Decimal> points;
    std::vector<Step> steps;
};

struct BonusLine {
    std::string bonus, name;
    Decimal times, points;
    Sources sources;
};

struct UnitStanding {
    std::string unit, name, group;
    std::vector<Line> lines;  ///< in the scheme's order
    std::vector<BonusLine> bonuses;
    Decimal points;                    ///< of the indicators
    Decimal weights;                   ///< of those that it is assessed on
    std::optional<Decimal> score;      ///< nothing where it is assessed on nothing
    std::optional<Decimal> converted;  ///< plus or minus points elsewhere
    std::uint32_t rank = 0;            ///< within its group from 1; 0 where it has no score
    bool shares = false;               ///< tells the others what worked
    std::vector<Step> barred;          ///< why it gets no award
    std::vector<Step> statement;       ///< why it owes one
    std::vector<Step> steps;           ///< from points to score

    const Line* find_line(std::string_view indicator) const;
};

struct Winner {
    std::string unit, name;
    std::uint32_t rank = 0;  ///< among those who could win
    Decimal value;           ///< what it was picked by
    std::optional<Quantity> prize;
    Sources sources;
};

struct AwardResult {
    std::string award, name;
    std::optional<std::string> group;  ///< none: among all of the award's groups
    std::vector<Winner> winners;
    std::vector<Step> passed_over;   ///< who would have come in, and is barred
    std::vector<std::string> notes;  ///< too few, or more than there are places
};

/// The units' targets do not add up to the total.
struct Difference {
    std::string indicator;
    Quantity total, sum;
    std::string words;
};

struct Standing {
    std::vector<UnitStanding> units;  ///< by group, then rank (those without one last), then id
    std::vector<AwardResult> awards;  ///< in the scheme's order
    std::vector<Difference> differences;

    const UnitStanding* find(std::string_view unit) const;
};

}  // namespace taizhang::scoring
