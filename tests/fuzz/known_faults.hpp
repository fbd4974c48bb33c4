// Faults that fuzzing has found and that are not mended yet: inputs that show one are passed over, so that the targets
// go on to find others. Whoever mends one takes its function away, with its uses, and puts its input into the corpus.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace taizhang::fuzz::known {

/// tlog::parse_base64 takes bytes from 0x80 on for '/', so that a note, a key or a proof has many spellings. Here every
/// such byte but the dash that begins a signature line counts, since it may stand in base64.
inline bool base64_of_other_bytes(std::string_view text) {
    std::string rest(text);
    constexpr std::string_view dash = "\n— ";
    for (std::size_t at; (at = rest.find(dash)) != std::string::npos;) rest.erase(at, dash.size());
    return std::ranges::any_of(rest, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

/// reflect::parse_json reads 1e400 as infinite and 0e400 as no number at all, which are then written as words that are
/// not JSON, in an answer's id as well.
inline bool number_without_json(std::string_view text) {
    return text.find("Infinity") != std::string_view::npos || text.find("NaN") != std::string_view::npos;
}

}  // namespace taizhang::fuzz::known
