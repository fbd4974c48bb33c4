// Holds a project against a regime's rules, and says why.
//
//     const auto found = qualify(rules.projects, "工业", {2, "亿元"});
//     found.name;    // "重大项目"
//     found.reason;  // "工业总投资2亿元，达到1亿元的标准（S8.1）"
//
// Pure; any thread. Reasons are in Chinese, as they are shown and recorded.
#pragma once

#include "src/regime/projects.hpp"

#include <taizhang/time.hpp>

namespace taizhang::regime {

struct Candidate {
    std::string sector;
    Quantity total;
    std::optional<Quantity> year;     ///< this year's investment
    std::vector<std::string> phases;  ///< tier and batch that it is in
};

struct Qualification {
    std::optional<std::string> name;  ///< of the highest threshold that is reached
    std::optional<std::string> clause;
    std::string reason;           ///< of reaching it; where none is reached, of missing each
    std::vector<Demand> demands;  ///< of all projects, and of every threshold that is reached
};

Qualification qualify(const ProjectRules& rules, const Candidate& candidate);
Qualification qualify(const ProjectRules& rules, const std::string& sector, const Quantity& total);

/// What a plan for `year` knows of a project.
struct PlanFacts {
    int year = 0;
    std::optional<Date> start, finish;
    std::optional<std::string> stage;
    std::optional<Quantity> year_investment;
};

struct Breach {
    std::string what;    ///< "start" "finish" "stage" "year_investment"
    std::string reason;  ///< which part of the definition does not hold, and why
};

When when(std::optional<Date> day, int year);
/// What of the definition does not hold; empty when the project belongs there.
std::vector<Breach> breaches(const Phase& phase, const PlanFacts& facts);
/// The keys of those whose definition holds.
std::vector<std::string> fitting(const std::vector<Phase>& phases, const PlanFacts& facts);

/// Fields asked of a project in these phases that are not filled.
std::vector<FieldRule> missing_fields(const ProjectRules& rules, const std::vector<std::string>& phases,
                                      const std::vector<ProjectField>& filled);

struct StartCount {
    std::uint64_t started = 0, total = 0;
};
struct StartResult {
    std::uint64_t needed = 0;  ///< so many must have started
    std::uint64_t lacking = 0;
    std::optional<bool> met;  ///< nothing where there is no project
    std::string reason;
};
/// Exact: 2/3 of 10 is 7 projects.
StartResult start_ratio(const StartRatio& rule, StartCount count);

/// To whom a project of this industry goes, the district of its site last.
std::vector<std::string> transfers_to(const ProjectRules& rules, std::string_view industry, std::string_view district);

/// Until the end of which day a problem may lie with this level; nothing for the last.
std::optional<Date> escalates_after(const Escalation& level, Date raised);

}  // namespace taizhang::regime
