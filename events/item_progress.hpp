// Stream item/…, part two: what the units report, problems, urging, extensions.
#pragma once

#include "events/common.hpp"

namespace taizhang::item {

/// 报进度, for one month by one unit. Behind schedule, reasons and corrections must be stated (S7.3).
struct ProgressReported {
    std::optional<UnitId> unit;  ///< the actor's own where absent
    Period period;
    Decimal percent;  ///< 0..100 of the whole year's task
    std::string progress;
    std::optional<std::string> achievements;
    std::optional<std::string> problems;
    std::optional<std::string> measures;
    std::optional<std::string> next_measures;
    std::optional<std::string> reasons;      ///< why it is behind
    std::optional<std::string> corrections;  ///< what will be done about it
    std::vector<Actual> actuals;
};
BOOST_DESCRIBE_STRUCT(ProgressReported, (),
                      (unit, period, percent, progress, achievements, problems, measures, next_measures, reasons,
                       corrections, actuals))

/// A correction never hides: it points at the event that it corrects, and only what it names changes (rule 2).
struct ProgressCorrected {
    Position corrects = 0;  ///< of the report, or of an earlier correction of it
    std::optional<Decimal> percent;
    std::optional<std::string> progress;
    std::optional<std::string> problems;
    std::optional<std::string> measures;
    std::vector<Actual> actuals;         ///< replaces the figures of these indicators; others stay
    std::optional<std::string> reasons;  ///< as in the report, where the corrected percent is behind (S7.3)
    std::optional<std::string> corrections;
    std::optional<std::string> achievements;
    std::optional<std::string> next_measures;
};
BOOST_DESCRIBE_STRUCT(ProgressCorrected, (),
                      (corrects, percent, progress, problems, measures, actuals, reasons, corrections, achievements,
                       next_measures))

struct ProblemRaised {
    std::string problem;  ///< its name within the item: 1 to 64 characters
    std::string text;
};
BOOST_DESCRIBE_STRUCT(ProblemRaised, (), (problem, text))

struct ProblemEscalated {
    std::string problem;
    std::string to;  ///< office or leading group
};
BOOST_DESCRIBE_STRUCT(ProblemEscalated, (), (problem, to))

struct ProblemResolved {
    std::string problem;
    std::string answer;
};
BOOST_DESCRIBE_STRUCT(ProblemResolved, (), (problem, answer))

/// 催办.
struct Urged {
    std::string text;
    std::optional<UnitId> unit;  ///< whom; where absent, the decider names the lead unit
};
BOOST_DESCRIBE_STRUCT(Urged, (), (text, unit))

struct ExtensionRequested {
    Date to;
};
BOOST_DESCRIBE_STRUCT(ExtensionRequested, (), (to))

struct ExtensionGranted {
    Date to;
};
BOOST_DESCRIBE_STRUCT(ExtensionGranted, (), (to))

struct ExtensionRefused {
    std::optional<std::string> advice;
};
BOOST_DESCRIBE_STRUCT(ExtensionRefused, (), (advice))

}  // namespace taizhang::item
