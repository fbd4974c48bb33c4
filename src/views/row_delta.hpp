// A row's text told by what differs from the version before it: rows that grow with each event are written over and
// over, and most of each is as it was.
//
//     const auto delta = make_delta(before, after);              // nullopt where it would not be worth it
//     TZ_TRY(const auto text, apply_delta(before, *delta));      // after again
//
// Grammar: delta = { copy:varint skip:varint size:varint bytes }; so many bytes of the version before are copied, so
// many passed over, these put in; what is left of it at the end is copied. varint: seven bits a byte, low ones first.
#pragma once

#include <taizhang/result.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace taizhang {

/// A text and where its members begin (RowBuffer::parts), if that is known: what differs is looked for within each.
struct TextParts {
    std::string_view text;
    std::span<const std::uint32_t> parts = {};
};

std::optional<std::string> make_delta(const TextParts& before, const TextParts& after);
/// The same behind a text that is there; false, and nothing, where it would not be worth it.
bool append_delta(std::string& out, const TextParts& before, const TextParts& after);
Result<std::string> apply_delta(std::string_view before, std::string_view delta);
/// The same into a text whose memory is used again.
Status apply_delta(std::string_view before, std::string_view delta, std::string& after);

void append_varint(std::string& out, std::uint64_t value);
/// Takes one off the front; nothing where it is cut off or longer than 64 bits.
std::optional<std::uint64_t> take_varint(std::string_view& bytes);

}  // namespace taizhang
