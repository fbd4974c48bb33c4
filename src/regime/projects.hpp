// What a regime says of projects 项目: which investment makes a project what (S5, S6.1, S8.1, S9.1), the tiers of a
// plan and the four batches (S6.2, S9.2), the reserve, what an application must hold, and who follows a project.
// docs/formats/regime.md, "Projects". project_check.hpp holds projects against it.
//
// Plain values, empty where a file says nothing.
#pragma once

#include "src/regime/material.hpp"

#include <taizhang/decimal.hpp>

#include <boost/describe.hpp>

namespace taizhang::regime {

/// When something happens, as seen from the plan's year.
enum class When { before, within, after, unknown };
BOOST_DESCRIBE_ENUM(When, before, within, after, unknown)

enum class Basis { total, year };  ///< 总投资, 当年投资
BOOST_DESCRIBE_ENUM(Basis, total, year)

/// What every project of a kind must have.
enum class Demand {
    paired_leader,     ///< 包联领导
    leader,            ///< 责任领导
    unit,              ///< 责任单位
    section,           ///< 责任科室
    person,            ///< 责任人
    liaison,           ///< 联络员
    task_force,        ///< 专班, 推进团队
    procedures_team,   ///< 手续办理团队
    service_officer,   ///< 帮办代办员
    commitment,        ///< 责任状
    plan,              ///< 推进方案、工作清单和台账: the baseline
    wall_chart,        ///< 挂图作战: milestones for a Gantt chart
    transfer,          ///< 流转
    parallel_approval  ///< 并联审批
};
BOOST_DESCRIBE_ENUM(Demand, paired_leader, leader, unit, section, person, liaison, task_force, procedures_team,
                    service_officer, commitment, plan, wall_chart, transfer, parallel_approval)

/// What a project's file may be asked to say.
enum class ProjectField {
    name,
    owner,
    site,
    region,
    industry,
    content,  ///< 建设内容和规模
    years,    ///< 建设年限
    total_investment,
    invested,         ///< 已累计完成投资
    year_investment,  ///< 当年计划投资
    year_goal,        ///< 当年计划达到形象进度
    funds,            ///< 资金来源
    start,
    finish,
    progress,
    paired_leader,
    leader,
    unit,
    section,
    person,
    liaison,
    matters  ///< 需要领导推动的事项
};
BOOST_DESCRIBE_ENUM(ProjectField, name, owner, site, region, industry, content, years, total_investment, invested,
                    year_investment, year_goal, funds, start, finish, progress, paired_leader, leader, unit, section,
                    person, liaison, matters)

/// With what a project leaves a library.
enum class Leaving { decided, started, completed };
BOOST_DESCRIBE_ENUM(Leaving, decided, started, completed)

/// [[projects.threshold]]: so much investment in these sectors makes a project this.
struct Threshold {
    std::string name;                  ///< 重大项目
    std::vector<std::string> sectors;  ///< all where empty
    std::vector<std::string> phases;   ///< of tiers and batches; all where empty
    Basis basis = Basis::total;
    Quantity at_least;
    std::vector<Demand> demands;  ///< besides those of all projects
    std::optional<std::string> clause;
};

/// [[projects.tier]], [[projects.batch]]: a definition that can be checked. Empty lists and false ask for nothing.
struct Phase {
    std::string key;         ///< "promote_start"
    std::string title;       ///< 促进开工
    std::string definition;  ///< in the document's sense, for people
    std::vector<When> start, finish;
    std::vector<std::string> stages;  ///< steps of a project_kind
    bool invests = false;             ///< the year's planned investment is more than nothing
    std::optional<std::string> clause;
};

/// [[projects.reserve]]: 概念策划, 初包装, 精包装; its documents are materials with its key among their phases.
struct ReserveClass {
    std::string key, title;
    std::optional<std::string> clause;
};

/// [[projects.field]]
struct FieldRule {
    ProjectField field = ProjectField::name;
    std::string title;
    std::vector<std::string> phases;  ///< of all where empty
    std::optional<std::string> clause;
    std::vector<std::string> also = {};  ///< as other lists head this column
};

/// [[projects.support]]: 要素保障.
struct Support {
    std::string key, title;
    std::optional<std::string> unit;  ///< of measure, 亩
    std::optional<std::string> clause;
};

/// [[projects.escalation]]: who a problem lies with, in order; after so many days it goes to the next.
struct Escalation {
    std::string key, title;
    std::optional<std::uint16_t> days;  ///< calendar days; the last level has none
    std::optional<std::string> clause;
};

struct Fraction {
    std::uint32_t numerator = 0, denominator = 1;
};

enum class Signed { earlier, this_year };  ///< 往年, 当年
BOOST_DESCRIBE_ENUM(Signed, earlier, this_year)

/// [[projects.start_ratio]]: so large a share of the projects signed then has started.
struct StartRatio {
    std::string name;
    Signed when = Signed::earlier;
    Fraction at_least;
    std::optional<std::string> clause;
};

/// [[projects.transfer]]: an industry's projects go to this department.
struct Transfer {
    std::string industry, to;
    std::optional<std::string> clause;
};

/// [projects.library]
struct Library {
    std::optional<Leaving> leaves, reserve_leaves;
    bool replace_cancelled = false;       ///< a cancelled project of the reserve is replaced by another
    std::vector<std::string> grouped_by;  ///< of "region" "industry" "investment" "tier" "batch"
};

struct ProjectRules {
    std::vector<Demand> demands;  ///< of every project
    std::vector<Threshold> thresholds;
    std::vector<Phase> tiers, batches;
    std::vector<ReserveClass> reserves;
    std::vector<FieldRule> fields;
    std::vector<Material> materials;
    std::vector<std::string> nodes;            ///< milestones that a plan sets a day for
    std::vector<std::string> procedures_team;  ///< one of each department
    std::vector<Support> supports;
    std::vector<Escalation> escalations;
    std::vector<StartRatio> start_ratios;
    std::vector<Transfer> transfers;
    bool transfer_to_site = false;  ///< to the district of the site as well
    Library library;

    /// A tier or a batch.
    const Phase* find_phase(std::string_view key) const;
};

}  // namespace taizhang::regime
