// Stream admission/…: 入库, one enterprise's way into the register of four-above enterprises (S3): filed, completed,
// looked at level by level, admitted; its figures afterwards.
//
// filed → passed each level in the regime's order → admitted; returned with findings → filed again; rejected: the end,
// another file may be opened. Only an admitted enterprise has figures, and only it reports them (S3.5, rule 11).
#pragma once

#include "events/common.hpp"

namespace taizhang::admission {

/// A measure that eligibility rests on: revenue, employees … (keys of the regime).
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
};
BOOST_DESCRIBE_STRUCT(Eligibility, (), (met, admission_class, reasons))

struct Filed {
    LedgerId ledger;
    UnitId enterprise;
    std::string name;  ///< as on its licence
    std::string code;  ///< 统一社会信用代码
    std::string industry;
    std::string procedure;  ///< of the regime: monthly, yearly
    UnitId region;          ///< 属地
    std::optional<UnitId> department;
    std::optional<Date> opened_on;
    bool grown = false;                        ///< 四下转四上 (S3.2)
    std::optional<std::string> qualification;  ///< 资质, as its certificate names it
    std::vector<Measured> figures;
    std::optional<Eligibility> eligibility;  ///< set by the decider
    std::vector<std::string> missing;        ///< set by the decider: materials still to come
};
BOOST_DESCRIBE_STRUCT(Filed, (),
                      (ledger, enterprise, name, code, industry, procedure, region, department, opened_on, grown,
                       qualification, figures, eligibility, missing))

/// After a return: what is named changes.
struct Refiled {
    std::optional<std::string> procedure;
    std::optional<std::string> industry;
    std::optional<std::string> qualification;
    std::vector<Measured> figures;
    std::optional<Eligibility> eligibility;  ///< set by the decider
    std::vector<std::string> missing;        ///< set by the decider
};
BOOST_DESCRIBE_STRUCT(Refiled, (), (procedure, industry, qualification, figures, eligibility, missing))

struct MaterialAttached {
    std::string material;  ///< key of the regime
    DocumentReference document;
    std::optional<Period> period;  ///< of a statement
};
BOOST_DESCRIBE_STRUCT(MaterialAttached, (), (material, document, period))

/// Looked at by the offices of one level, in the regime's order (S3.4). For levels above the city, as told by them.
struct Passed {
    std::string level;
    std::optional<std::string> note;
    std::optional<Date> decided_on;
};
BOOST_DESCRIBE_STRUCT(Passed, (), (level, note, decided_on))

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
    std::optional<bool> late;          ///< set by the decider
};
BOOST_DESCRIBE_STRUCT(StatisticReported, (), (period, figures, corrects, late))

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
