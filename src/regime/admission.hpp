// What a regime says of admitting enterprises 入库 (S3): who is eligible, by which procedure, with which materials,
// past which levels. docs/formats/regime.md, "Admission". eligible.hpp holds enterprises against it.
//
// Plain values, empty where a file says nothing.
#pragma once

#include "src/regime/material.hpp"

#include <taizhang/decimal.hpp>

#include <boost/describe.hpp>

namespace taizhang::regime {

/// [[admission.measure]]: a figure that criteria ask for, and its unit of measure.
struct MeasureRule {
    std::string name;  ///< 年主营业务收入
    std::string unit;
};

struct Criterion {
    std::string measure;  ///< of the regime's measures
    Quantity at_least;
};

/// [[admission.class]]
struct IndustryClass {
    std::string key;                           ///< "retail"
    std::string title;                         ///< 限额以上零售业
    std::vector<std::string> industries;       ///< 零售业; each in one class only
    std::vector<std::string> entities;         ///< 法人单位, 产业活动单位
    std::vector<Criterion> any_of;             ///< one of these is enough
    std::optional<std::string> qualification;  ///< 资质: needed besides
    std::optional<std::string> department;     ///< searches for, and urges, such enterprises
    std::optional<std::string> clause;
};

/// How an enterprise comes to be one to be admitted.
enum class Situation {
    newly_opened,   ///< 当年新开业（投产）
    newly_covered,  ///< 新纳入统计调查
    grown           ///< 四下转四上
};
BOOST_DESCRIBE_ENUM(Situation, newly_opened, newly_covered, grown)

/// [[admission.procedure.case]]
struct ProcedureCase {
    Situation situation = Situation::newly_opened;
    std::vector<std::string> classes;
    bool expected = false;  ///< what is expected for the year counts as reached 预计
    std::optional<std::string> clause;
};

/// [[admission.procedure]]: 月度审批, 年度审批.
struct Procedure {
    std::string key, title;
    std::vector<ProcedureCase> cases;
    std::optional<std::string> clause;
};

enum class LevelRole { collects, reviews, approves };
BOOST_DESCRIBE_ENUM(LevelRole, collects, reviews, approves)

/// [[admission.level]]: in order.
struct Level {
    std::string name;
    LevelRole role = LevelRole::reviews;
    std::optional<std::string> clause;
};

enum class Violation { false_reporting, concealed, late, refused };  ///< 虚报, 瞒报, 迟报, 拒报
BOOST_DESCRIBE_ENUM(Violation, false_reporting, concealed, late, refused)

/// [[admission.violation]]
struct ViolationRule {
    Violation kind = Violation::false_reporting;
    std::string title;
    std::string leads_to;  ///< in words, 依法依规追究相关人员责任
    std::optional<std::string> clause;
};

struct Admission {
    std::vector<MeasureRule> measures;
    std::vector<IndustryClass> classes;
    std::vector<Procedure> procedures;
    std::vector<Material> materials;  ///< phases are not used; classes, procedures, entities and except are
    std::vector<Level> levels;
    std::vector<ViolationRule> violations;
    bool figures_need_admission = false;  ///< 不进库不出数
    bool own_figures_only = false;        ///< only the enterprise itself enters them (rule 11)
    std::vector<std::string> list_feeds;  ///< whose assessment the yearly list feeds

    const IndustryClass* find_class(std::string_view key) const;
    const IndustryClass* class_of(std::string_view industry) const;
};

}  // namespace taizhang::regime
