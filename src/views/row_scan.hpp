// Looks into a row's JSON text without parsing it: the text is our own (row_text.hpp), compact and valid, so a member
// is found by skipping over the others. Views filter and order tens of thousands of rows with this.
//
//     member(R"({"ledger":"2014","units":[{"unit":"fgw"}]})", "ledger")      // "\"2014\"", quotes included
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace taizhang {

/// The text of an object's member, or nothing if it has none of that name or is no object.
std::optional<std::string_view> member(std::string_view object, std::string_view name);

/// Calls visit with the text of every value that the path leads to, through objects and through every element of
/// arrays, until it returns true; says whether it did.
bool any_value(std::string_view json, const std::vector<std::string>& path,
               const std::function<bool(std::string_view)>& visit);

}  // namespace taizhang
