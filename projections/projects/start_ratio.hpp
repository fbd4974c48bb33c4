// How many of the projects signed in earlier years, and in this year, have started (S6.7), measured on rows of
// `project_library`: as a whole and by region, industry and unit.
//
//     const auto gauges = start_ratios(rows, 2018, rules.projects.start_ratios);
//     gauges[0].all.started;         // 41 of 60 signed before 2018
//     gauges[0].all.result.met;      // at least two thirds
//
// Pure. Counted is what was signed and neither cancelled nor merged; a project of an earlier year counts as started
// whenever it started.
#pragma once

#include "projections/projects/project_row.hpp"
#include "src/regime/project_check.hpp"

#include <span>

namespace taizhang {

/// One group's count and what it comes to.
struct StartGauge {
    std::string key;  ///< region's or unit's id, or the industry; empty where nothing is said of it
    std::uint64_t started = 0, total = 0;
    regime::StartResult result;
    std::vector<ItemId> waiting;  ///< not started, in the order of the rows
};

struct StartRatios {
    std::string name;
    regime::Signed when = regime::Signed::earlier;
    regime::Fraction at_least;
    StartGauge all;
    std::vector<StartGauge> by_region, by_industry, by_unit;  ///< in the order of their keys
};

std::vector<StartRatios> start_ratios(std::span<const rows::ProjectRow> projects, int year,
                                      const std::vector<regime::StartRatio>& rules);

}  // namespace taizhang
