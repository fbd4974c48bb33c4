#include "src/regime/fill.hpp"

#include <algorithm>

namespace taizhang::regime {

std::string fill(std::string_view text, const std::vector<std::pair<std::string, std::string>>& values) {
    std::string filled;
    while (!text.empty()) {
        const auto open = text.find('{');
        const auto close = open == std::string_view::npos ? open : text.find('}', open);
        if (close == std::string_view::npos) break;
        const auto name = text.substr(open + 1, close - open - 1);
        const auto found = std::ranges::find(values, name, &std::pair<std::string, std::string>::first);
        filled += text.substr(0, open);
        filled += found == values.end() ? text.substr(open, close + 1 - open) : std::string_view(found->second);
        text.remove_prefix(close + 1);
    }
    return filled.append(text);
}

}  // namespace taizhang::regime
