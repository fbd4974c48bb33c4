// How a list of projects is grouped: by the regime's tiers or batches, by industry or region, under two levels of
// heads. Pure.
#pragma once

#include "projections/projects/project_row.hpp"
#include "src/regime/projects.hpp"

#include <map>

namespace taizhang::documents {

struct ProjectGroup {
    std::string head;  ///< 促进开工; empty of the whole list
    std::vector<ProjectGroup> parts;
    std::vector<const rows::ProjectRow*> projects;  ///< of a group without parts

    std::size_t size() const;
    /// Of it and its parts, in their order.
    std::vector<const rows::ProjectRow*> all() const;
};

/// By library.grouped_by, or by batch, or else by tier; "investment" puts the largest first.
ProjectGroup group_projects(const std::vector<rows::ProjectRow>& projects, const regime::ProjectRules& rules,
                            const std::map<UnitId, std::string>& units);

/// 一, 十二: of the groups' heads.
std::string chinese_numeral(std::size_t number);

}  // namespace taizhang::documents
