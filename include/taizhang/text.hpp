// Input as errors show it: short, and never cut inside a character, since a message that is not valid UTF-8 makes a
// browser drop the whole connection (RFC 6455, 8.1).
//
//     return invalid("expected a date such as 2014-01-31, got " + quote(text));     // got '2014-13-01'
//
// Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace taizhang {

inline constexpr std::size_t max_shown_bytes = 64;

/// The text, or as many whole characters of it as fit into max_shown_bytes, and then '…'.
std::string shorten(std::string_view text);
/// shorten() in single quotes.
std::string quote(std::string_view text);

}  // namespace taizhang
