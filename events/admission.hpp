// Stream admission/…: 入库, one enterprise's way into the register of four-above enterprises (S3): filed, completed,
// looked at level by level, admitted; its figures afterwards.
//
// filed → passed each level in the regime's order → admitted; returned with findings → filed again; rejected: the end,
// another file may be opened. Only an admitted enterprise has figures, and only it reports them (S3.5, rule 11).
#pragma once

#include "events/common.hpp"

namespace taizhang::admission {

/// How an enterprise comes to be one to be admitted (S3.2).
enum class Situation {
    newly_opened,   ///< 当年新开业（投产）
    newly_covered,  ///< 新纳入统计调查
    grown           ///< 四下转四上
};
BOOST_DESCRIBE_ENUM(Situation, newly_opened, newly_covered, grown)

/// A measure that eligibility rests on, or a figure reported: revenue, employees … (names of the regime).
struct Measured {
    std::string key;
    Decimal value;
    std::string unit;
};
BOOST_DESCRIBE_STRUCT(Measured, (), (key, value, unit))

/// What the regime says of the enterprise, and why (S3.1).
struct Eligibility {
    bool met = false;
    std::string admission_class;
    std::vector<std::string> reasons;  ///< one for each criterion looked at
    std::optional<std::string> clause;
};
BOOST_DESCRIBE_STRUCT(Eligibility, (), (met, admission_class, reasons, clause))

/// What a file lacks (S3.3).
struct Missing {
    std::string material;
    bool required = true;  ///< false: asked for in principle; its lack is told and does not bar
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(Missing, (), (material, required, reason))

struct Filed {
    LedgerId ledger;
    UnitId enterprise;
    std::string name;  ///< as on its licence
    std::string code;  ///< 统一社会信用代码
    std::string industry;
    std::string entity;     ///< 法人单位, 产业活动单位
    std::string procedure;  ///< of the regime: monthly, yearly
    Situation situation = Situation::newly_opened;
    UnitId region;  ///< 属地
    std::optional<UnitId> department;
    std::optional<Date> opened_on;
    std::vector<std::string> qualifications;  ///< 资质, as the certificates name them
    std::vector<Measured> figures;
    std::vector<Measured> expected;          ///< of the whole year 预计, where the procedure counts it
    std::optional<Eligibility> eligibility;  ///< set by the decider
    std::vector<Missing> missing;            ///< set by the decider: materials still to come
    std::optional<std::string> next;         ///< set by the decider: the level that looks at it first
};
BOOST_DESCRIBE_STRUCT(Filed, (),
                      (ledger, enterprise, name, code, industry, entity, procedure, situation, region, department,
                       opened_on, qualifications, figures, expected, eligibility, missing, next))

/// After a return: what is named changes, figures by their names. It begins again at the first level.
struct Refiled {
    std::optional<std::string> procedure;
    std::optional<Situation> situation;
    std::optional<std::string> industry;
    std::optional<std::string> entity;
    std::optional<Date> opened_on;
    std::vector<std::string> qualifications;  ///< all of them, where any is named
    std::vector<Measured> figures;
    std::vector<Measured> expected;
    std::optional<Eligibility> eligibility;  ///< set by the decider, as are
    std::vector<Missing> missing;
    std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(Refiled, (),
                      (procedure, situation, industry, entity, opened_on, qualifications, figures, expected,
                       eligibility, missing, next))

struct MaterialAttached {
    std::string material;  ///< a document that the regime asks for, by its name there
    DocumentReference document;
    std::optional<Period> period;  ///< of a statement; the same of the same period is replaced
    std::vector<Missing> missing;  ///< set by the decider: what is still to come
};
BOOST_DESCRIBE_STRUCT(MaterialAttached, (), (material, document, period, missing))

/// Looked at by the offices of one level, in the regime's order (S3.4). For levels above the city, as told by them.
struct Passed {
    std::string level;
    std::optional<std::string> note;
    std::optional<Date> decided_on;
    std::optional<std::string> next;  ///< set by the decider; nothing after the last
};
BOOST_DESCRIBE_STRUCT(Passed, (), (level, note, decided_on, next))

struct Returned {
    std::string level;
    std::string findings;
};
BOOST_DESCRIBE_STRUCT(Returned, (), (level, findings))

struct Rejected {
    std::string level;
    std::string findings;
};
BOOST_DESCRIBE_STRUCT(Rejected, (), (level, findings))

/// 入库, after the last level has passed it; figures may be reported from this month on.
struct Admitted {
    Date admitted_on;
    Period from;
    std::optional<std::string> document;
};
BOOST_DESCRIBE_STRUCT(Admitted, (), (admitted_on, from, document))

/// 出库.
struct Removed {
    Date removed_on;
    std::string findings;
};
BOOST_DESCRIBE_STRUCT(Removed, (), (removed_on, findings))

/// By the enterprise itself (rule 11), of a month since its admission (S3.5).
struct StatisticReported {
    Period period;
    std::vector<Measured> figures;
    std::optional<Position> corrects;  ///< an earlier report of the same month
    std::optional<Date> due;           ///< set by the decider
    std::optional<bool> late;          ///< set by the decider; a correction is as late as what it corrects
};
BOOST_DESCRIBE_STRUCT(StatisticReported, (), (period, figures, corrects, due, late))

enum class Misreporting { false_figures, concealed, late, refused };  // 虚报, 瞒报, 迟报, 拒报
BOOST_DESCRIBE_ENUM(Misreporting, false_figures, concealed, late, refused)

/// S3.7, as found by the statistics bureau or the supervision office.
struct MisreportingFound {
    Misreporting kind = Misreporting::false_figures;
    Period period;
    std::string findings;
    std::vector<Position> evidence;
};
BOOST_DESCRIBE_STRUCT(MisreportingFound, (), (kind, period, findings, evidence))

}  // namespace taizhang::admission
