// Placeholders in a regime's texts: {year} in a title, {unit} in what a measure says.
//
//     fill("{year}年{month}月通报", {{"year", "2014"}, {"month", "3"}})     // "2014年3月通报"
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace taizhang::regime {

/// Puts the values in; what is filled in is not looked at again, and names without a value stay as they are.
std::string fill(std::string_view text, const std::vector<std::pair<std::string, std::string>>& values);

}  // namespace taizhang::regime
