// Stream item/…, part six: the item as a project (S6, S8, S9): what it is, where it stands in the plan, its people, its
// money. Classes, tiers, batches and levels are named by their keys in the regime.
#pragma once

#include "events/common.hpp"

namespace taizhang::item {

/// 资金来源.
struct Fund {
    std::string source;  ///< such as 自筹, 银行贷款, 专项债
    Amount amount;
    bool secured = false;  ///< 已落实
};
BOOST_DESCRIBE_STRUCT(Fund, (), (source, amount, secured))

/// What the project qualifies as under the regime's thresholds, and why (S8.1, S9.1).
struct Qualification {
    std::string project_class;  ///< empty where no threshold is reached
    bool met = false;
    std::optional<std::string> clause;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(Qualification, (), (project_class, met, clause, reason))

/// 项目概况: only what is named changes; a list that is not empty replaces the earlier one.
struct Profiled {
    std::optional<std::string> owner;   ///< 项目业主
    std::optional<std::string> site;    ///< 建设地点
    std::optional<UnitId> region;       ///< the district in which it stands
    std::optional<std::string> sector;  ///< of the regime's thresholds: 工业, 基础设施 …
    std::optional<std::string> industry;
    std::optional<std::string> content;  ///< 建设内容和规模
    std::optional<Amount> total_investment;
    std::optional<Amount> year_investment;  ///< planned for the ledger's year, or for the next that is applied for
    std::optional<Amount> done_before;      ///< 已累计完成投资, at the beginning of the ledger's year
    std::vector<Fund> funds;
    std::optional<Date> start;             ///< as planned
    std::optional<Date> finish;            ///< as planned
    std::optional<std::string> year_aim;   ///< 当年计划达到形象进度
    std::optional<Date> signed_on;         ///< 签约: of a project that was won (S6.1)
    std::optional<Date> started_on;        ///< 实际开工
    std::optional<Date> finished_on;       ///< 实际竣工
    std::vector<Qualification> qualifies;  ///< set by the decider, by the regime's thresholds
};
BOOST_DESCRIBE_STRUCT(Profiled, (),
                      (owner, site, region, sector, industry, content, total_investment, year_investment, done_before,
                       funds, start, finish, year_aim, signed_on, started_on, finished_on, qualifies))

/// 流转 (S6.1): to the department of its industry and to the district where it will stand.
struct Routed {
    UnitId department;
    UnitId district;
};
BOOST_DESCRIBE_STRUCT(Routed, (), (department, district))

/// 申报 (S9.1) into the plan of the year, with the regime's fields and materials complete.
struct PlanApplied {
    std::uint16_t year = 0;
    std::optional<std::string> batch;
    std::optional<std::string> tier;
};
BOOST_DESCRIBE_STRUCT(PlanApplied, (), (year, batch, tier))

/// 续建, 新开工, 前期, 策划 (S6.2); the regime's definition holds, or it is refused.
struct TierSet {
    std::uint16_t year = 0;
    std::string tier;
};
BOOST_DESCRIBE_STRUCT(TierSet, (), (year, tier))

/// 四个一批 (S9.2).
struct BatchSet {
    std::uint16_t year = 0;
    std::string batch;
};
BOOST_DESCRIBE_STRUCT(BatchSet, (), (year, batch))

/// 概念策划, 初包装, 精包装, with the document that the class demands (S9.5).
struct ReserveClassSet {
    std::string reserve_class;
    DocumentReference document;
};
BOOST_DESCRIBE_STRUCT(ReserveClassSet, (), (reserve_class, document))

enum class Library { signed_projects, plan, reserve };  // 招商项目库, 年度计划, 储备库
BOOST_DESCRIBE_ENUM(Library, signed_projects, plan, reserve)

/// 入库, when it is ripe (S5.7).
struct LibraryEntered {
    Library library = Library::plan;
    std::optional<std::string> document;  ///< by which it is admitted; of the plan also one below the thresholds
    std::optional<ItemId> replaces;       ///< 替补: the cancelled project in whose place it comes (S9.5)
};
BOOST_DESCRIBE_STRUCT(LibraryEntered, (), (library, document, replaces))

enum class Leaving { started, completed, cancelled, moved, decided };  // decided: 决定实施
BOOST_DESCRIBE_ENUM(Leaving, started, completed, cancelled, moved, decided)

/// 出库: a reserve project that starts, one that is completed, one that cannot be done (S5.7, S9.5).
struct LibraryLeft {
    Library library = Library::plan;
    Leaving because = Leaving::completed;
    std::optional<ItemId> replaced_by;  ///< 替补项目
    std::optional<bool> none_yet;       ///< of a cancelled one: nothing takes its place so far
};
BOOST_DESCRIBE_STRUCT(LibraryLeft, (), (library, because, replaced_by, none_yet))

enum class Adjustment { added, changed, cancelled };
BOOST_DESCRIBE_ENUM(Adjustment, added, changed, cancelled)

struct PlannedNode {
    std::string milestone;
    std::string name;
    Date due;
};
BOOST_DESCRIBE_STRUCT(PlannedNode, (), (milestone, name, due))

/// 计划调整 (S9.1), within the regime's months, with a reason. What was planned before stays in the history.
struct PlanAdjusted {
    Adjustment adjustment = Adjustment::changed;
    std::optional<Amount> year_investment;
    std::optional<Date> start;
    std::optional<Date> finish;
    std::vector<PlannedNode> milestones;  ///< these get another day, or are new
};
BOOST_DESCRIBE_STRUCT(PlanAdjusted, (), (adjustment, year_investment, start, finish, milestones))

/// 责任状 (S6.3).
struct CommitmentSigned {
    UnitId unit;
    NamedPerson by;
    Date signed_on;
    std::string text;
    std::optional<DocumentReference> document;
};
BOOST_DESCRIBE_STRUCT(CommitmentSigned, (), (unit, by, signed_on, text, document))

struct TeamMember {
    UnitId department;
    NamedPerson person;
};
BOOST_DESCRIBE_STRUCT(TeamMember, (), (department, person))

/// 手续办理团队 (S8.2): one from each department that the regime names.
struct ProceduresTeamFormed {
    std::vector<TeamMember> members;
};
BOOST_DESCRIBE_STRUCT(ProceduresTeamFormed, (), (members))

/// 帮办代办员 (S6.8).
struct ServiceOfficerAssigned {
    NamedPerson officer;
    UnitId unit;
};
BOOST_DESCRIBE_STRUCT(ServiceOfficerAssigned, (), (officer, unit))

/// 手续办结.
struct ProcedureCompleted {
    std::string procedure;
    Date completed_on;
    std::optional<DocumentReference> document;
};
BOOST_DESCRIBE_STRUCT(ProcedureCompleted, (), (procedure, completed_on, document))

/// A material that the regime demands was handed in (S9.2).
struct MaterialAttached {
    std::string material;
    DocumentReference document;
};
BOOST_DESCRIBE_STRUCT(MaterialAttached, (), (material, document))

/// 完成投资, of one month. A month is booked once; what was wrong is booked anew by naming the booking that it corrects
/// (rule 2), so that nothing is counted twice.
struct InvestmentBooked {
    Period period;
    Amount amount;
    std::optional<std::string> basis;  ///< on what the figure rests
    std::optional<Position> corrects;  ///< an earlier booking of the same month
    std::optional<UnitId> unit;        ///< the actor's own where absent
};
BOOST_DESCRIBE_STRUCT(InvestmentBooked, (), (period, amount, basis, corrects, unit))

}  // namespace taizhang::item
