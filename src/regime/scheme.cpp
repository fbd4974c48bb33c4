#include "src/regime/scheme.hpp"

#include <algorithm>

namespace taizhang::regime {

const IndicatorRule* Scheme::find_indicator(std::string_view wanted) const {
    const auto found = std::ranges::find(indicators, wanted, &IndicatorRule::key);
    return found == indicators.end() ? nullptr : &*found;
}

}  // namespace taizhang::regime
