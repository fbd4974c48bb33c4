// A document that is handed in with an application: of a project (S9.2), of an enterprise to be admitted (S3.3).
//
//     missing_materials(rules.materials, {"批发业", "月度审批"}, {"利润表（最近1个季度）"});
//
// Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace taizhang::regime {

struct Material {
    std::string name;
    /// Any of these will do, the earlier the better; each may be several documents together. Itself where empty.
    std::vector<std::vector<std::string>> any_of;
    /// What it is asked of: in each list one that applies, or none is named. Of a project: batches, tiers, reserve
    /// classes; of an enterprise: classes, procedures, kinds of entity.
    std::vector<std::string> phases, classes, procedures, entities;
    std::vector<std::string> except;  ///< situations in which it is not asked for
    std::uint8_t copies = 1;          ///< so many of them, such as three months running
    bool in_principle = false;        ///< asked for in principle 原则上: its lack is told, and does not bar
    std::optional<std::string> clause;
};

struct MissingMaterial {
    std::string name;
    std::vector<std::vector<std::string>> any_of;
    std::uint8_t copies = 1, have = 0;
    bool in_principle = false;
    std::string reason;
    std::optional<std::string> clause;
};

/// Who hands in: a material is asked for where each of its lists is empty or names one of these.
struct Applicant {
    std::vector<std::string> phases;
    std::string industry_class, procedure, entity;
    std::vector<std::string> situations;
};
bool is_asked(const Material& material, const Applicant& applicant);
/// `held` names each document as often as it is there.
std::vector<MissingMaterial> missing_materials(const std::vector<Material>& materials, const Applicant& applicant,
                                               const std::vector<std::string>& held);

}  // namespace taizhang::regime
