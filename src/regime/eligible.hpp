// Whether an enterprise may be admitted, by which procedure, and what it still lacks (S3.1-S3.3).
//
//     const auto found = eligible(rules.admission, {.industry = "零售业", .entity = "法人单位",
//                                                   .figures = {{"年主营业务收入", {600, "万元"}}}});
//     found.met;                    // true
//     found.criteria[0].reason;     // "年主营业务收入600万元，达到500万元"
//
// Pure; any thread. Reasons are in Chinese, as they are shown and recorded.
#pragma once

#include "src/regime/admission.hpp"

#include <map>

namespace taizhang::regime {

struct EnterpriseFacts {
    std::string industry;                      ///< 零售业
    std::string entity;                        ///< 法人单位
    std::map<std::string, Quantity> figures;   ///< by measure
    std::map<std::string, Quantity> expected;  ///< of the whole year, by measure
    std::vector<std::string> qualifications;   ///< 资质证书
    std::optional<Situation> situation;
    std::optional<int> opened_in;  ///< year
};

struct CriterionResult {
    std::string measure;  ///< or the qualification's name
    bool met = false;
    std::string reason;
};

struct Eligibility {
    std::optional<std::string> industry_class;  ///< key; nothing where no class has the industry
    bool met = false;
    std::string reason;
    std::vector<CriterionResult> criteria;
    std::optional<std::string> clause;
};

/// With `expected` what is expected for the year counts where the figure itself does not reach.
Eligibility eligible(const Admission& rules, const EnterpriseFacts& facts, bool expected = false);

struct ProcedureResult {
    std::string key, title;
    bool open = false;
    std::string reason;
};
/// Each procedure, open or not, for an enterprise that files in `year`.
std::vector<ProcedureResult> procedures_for(const Admission& rules, const EnterpriseFacts& facts, int year);

/// What is lacking for this procedure; `held` names each document as often as it is there.
std::vector<MissingMaterial> missing_materials(const Admission& rules, const EnterpriseFacts& facts,
                                               const std::string& procedure, const std::vector<std::string>& held);

}  // namespace taizhang::regime
