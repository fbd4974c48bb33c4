// Lists of units: 市发改委、市经信委（市中小企业局），各区等 → names as printed, collectives marked.
#pragma once

#include <vector>

#include "src/interop/breakdown.hpp"
#include "src/interop/labels.hpp"

namespace taizhang::interop {

struct NamedUnit {
    std::u32string name;
    std::optional<Field> role;  ///< when the list itself says it: （牵头）, …配合
    bool collective = false;
};

struct NameList {
    std::vector<NamedUnit> units;
    bool open = false;                   ///< ends with 等
    std::vector<std::u32string> doubts;  ///< pieces that were split or joined by judgement
};

/// Reads the list after a label, or a whole bracket that has roles after the names instead of labels.
NameList read_names(Text list);

/// The text ends as names of units do: 局, 委, 办, 政府, 中心, 公司 …
bool ends_like_a_unit(Text name);
/// Every piece of the list reads as a unit's name, so that it is one even where no label says so.
bool looks_like_names(Text list);

}  // namespace taizhang::interop
