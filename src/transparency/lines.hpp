// What the text formats of this folder have in common: lines, decimal numbers, base64, names of keys. Each has one
// spelling only, so that what is parsed and written again is the same bytes, and nobody can change a signed text's
// surroundings unseen.
//
//     std::string_view rest = text;
//     TZ_TRY(const auto line, take_line(rest, "size"));
//     TZ_TRY(const std::uint64_t size, parse_number(line, "size"));
//
// Pure; any thread. For this folder and for what reads its formats.
#pragma once

#include <taizhang/ids.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace taizhang::tlog {

/// Valid UTF-8 without control characters below U+0020 other than newline; the error names the byte.
Status check_characters(std::string_view text, std::string_view what);
/// Not empty, no Unicode spaces (White_Space), no '+'.
bool is_key_name(std::string_view name);

/// Cuts the first line off `rest` and returns it without its newline, which must be there.
Result<std::string_view> take_line(std::string_view& rest, std::string_view what);
/// ASCII digits without sign or leading zeros; "0" is zero.
Result<std::uint64_t> parse_number(std::string_view text, std::string_view what);
/// Standard alphabet, padded, no characters in between, unused bits zero (RFC 4648, sections 3.5 and 4).
Result<std::string> parse_base64(std::string_view text, std::string_view what);
/// Base64 of 32 bytes.
Result<Digest> parse_hash(std::string_view text, std::string_view what);
/// Lines of hashes up to an empty line, which is cut off too; more than `most` are refused.
Result<std::vector<Digest>> take_hashes(std::string_view& rest, std::size_t most, std::string_view what);
/// A line of base64 for each, and an empty line.
std::string format_hashes(const std::vector<Digest>& hashes);

}  // namespace taizhang::tlog
