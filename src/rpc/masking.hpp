// Telephone numbers in JSON text, hidden from readers who need not know them (access.hpp says who sees them whole).
//
//     std::string text = R"({"title":"联系 13800138000"})";
//     mask_telephones(text, exact);                      // true; {"title":"联系 138****8000"}
//
// What counts as one: mobile numbers of the mainland (1[3-9] and nine digits, also with +86 before it, and in groups
// as 138-0013-8000 or 138 0013 8000) and numbers with an area code (0311-87654321, (0311)8765432, 031187654321, with an
// extension). Of a mobile number the first three and last four digits stay, of the others the area code and the last
// three or four. The length stays, so offsets into the text hold.
//
// Only in strings, and only where the digits are not a part of something longer: ids, codes, dates, amounts, hashes,
// positions and streams stay as they are. A string that is a number and nothing else is masked only in members that are
// written freely: `exact` names those whose values are ids, amounts, or otherwise read again.
//
// Pure; any thread. What has no number costs a look at every fourth byte.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace taizhang::rpc {

/// Names of members whose values are never free text.
using ExactMembers = std::set<std::string, std::less<>>;

/// Masks every number that begins at `from` or after it, in place. True when there was one.
bool mask_telephones(std::string& json, const ExactMembers& exact = {}, std::size_t from = 0);
bool holds_telephone(std::string_view json, const ExactMembers& exact = {});
/// A number as it stands after masking: whoever sends this back would write it over the number.
bool holds_masked_telephone(std::string_view text);

}  // namespace taizhang::rpc
