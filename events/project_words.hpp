// How documents call the nodes at which a project starts and is completed, in a milestone's name or a step's: 开工,
// 开工（开业）, 竣工, 竣工投产. Whoever reports the step need not tell the day once more (rule 11).
#pragma once

#include <string_view>

namespace taizhang {

inline bool names_start(std::string_view node) {
    return node.starts_with("开工") || node.starts_with("正式开工");
}

inline bool names_finish(std::string_view node) {
    return node.starts_with("竣工");
}

}  // namespace taizhang
