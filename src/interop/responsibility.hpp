// The fields of one task → units with their roles, leader, deadline.
#pragma once

#include <span>
#include <vector>

#include "src/interop/breakdown.hpp"
#include "src/interop/deadline.hpp"
#include "src/interop/paragraphs.hpp"

namespace taizhang::interop {

struct Responsibility {
    std::vector<Unit> units;
    bool open_list = false;
    std::optional<std::string> leader;
    std::u32string deadline;    ///< the printed words, empty when none are
    std::vector<Doubt> doubts;  ///< without `at`
};

/// Whether the document itself says that the unit named first leads (列第一位的为牵头单位).
enum class LeadRule { not_told, first_named };

Responsibility read_responsibility(std::span<const FieldText> fields, LeadRule rule = LeadRule::not_told);

}  // namespace taizhang::interop
