// What an assessment 考核 is computed from: units, their targets, what they did, projects, plus and minus points, what
// a jury found, what bars from awards. Each comes with its sources, which evaluate() carries through unread: positions
// of events, so that whoever opens a score comes to what it stands on.
//
//     figures.actuals.push_back({.unit = "u-1", .indicator = "investment", .value = {*Decimal::parse("1.5"), "亿元"},
//                                .sources = {"1043"}});
//
// Plain values. One target and one actual for each unit and indicator: whoever calls chooses the corrected one and
// names both events.
#pragma once

#include "src/regime/scheme.hpp"

namespace taizhang::scoring {

using Sources = std::vector<std::string>;

struct Unit {
    std::string id, name;
    std::string group;  ///< key of one of the scheme's
};

struct Target {
    std::string unit, indicator;
    Quantity value;
    Sources sources;
};

struct Actual {
    std::string unit, indicator;
    Quantity value;  ///< of a given indicator: points, in 分
    Sources sources;
};

/// Of an indicator with bands, which counts projects.
struct Project {
    std::string unit, indicator, name;
    Quantity investment;
    Sources sources;
};

struct Mark {
    std::string unit, bonus;
    Decimal times = 1;
    Sources sources;
};

/// A jury's figure for an award that is judged; more is better.
struct Judgement {
    std::string unit, award;
    Decimal value;
    Sources sources;
};

struct Offence {
    std::string unit;
    regime::Offence what = regime::Offence::report_late;
    Sources sources;
};

struct Figures {
    std::vector<Unit> units = {};
    std::vector<Target> targets = {};
    std::vector<Actual> actuals = {};
    std::vector<Project> projects = {};
    std::vector<Mark> marks = {};
    std::vector<Judgement> judgements = {};
    std::vector<Offence> offences = {};
};

}  // namespace taizhang::scoring
