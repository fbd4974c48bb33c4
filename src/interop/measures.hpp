// Units of measure as printed after a figure: %, 亿元, 万人, 平方公里, 个百分点 …
#pragma once

#include "src/interop/chars.hpp"

namespace taizhang::interop {

/// The unit with which `text` begins, multiplier included (1.8|万人), or an empty view.
Text read_measure(Text text);
bool is_percentage(Text measure);  ///< %, ‰, 个百分点
bool is_money(Text measure);       ///< 元, 万元, 亿美元
/// A multiplier alone (1.8|万): what is counted is not printed.
bool is_bare_multiplier(Text measure);
/// A classifier that a number in words stands before: 七|个, 四|条.
Text read_classifier(Text text);

}  // namespace taizhang::interop
