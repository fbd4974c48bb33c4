// Keys of the views' store. Grammar (docs/formats/views.md); numbers are big-endian so that their order is the keys':
//
//   family "default"  row     = generation key 0x00 ~position:u64     → 0x01 json | 0x00 (removed)
//                                                                      | 0x02 depth:u8 delta
//   family "changes"  changes = generation position:u64               → { later:varint size:varint key }
//   family "meta"     "format" | "epoch" | "serving" 0x00 view        → text | u64 | version:u32 again:u16 begun:u48
//                     "checkpoint" 0x00 generation                    → next:u64 recorded:i64
//                     "redacted" | "scrub"                            → u64 | (empty)
//   generation = view 0x00 version:u32 again:u16 begun:u48     one build of one view by one version of its
//                projection
//
// The newest row of a key stands first, so that "as of P" is one seek to (key, P). Hidden rows (projection.hpp) have no
// history and stand under position 0; they are not among the changes. A delta (row_delta.hpp) tells what differs from
// the next older row of the key, which is a delta of one less depth, or whole where depth is 1. Changes of one position
// and of those after it stand together, in order; `later` is counted from the one before.
#pragma once

#include <taizhang/ids.hpp>

#include <array>
#include <string>
#include <string_view>

namespace taizhang::layout {

inline constexpr std::string_view format = "taizhang views 3";
/// Those are emptied and built anew.
inline constexpr std::array<std::string_view, 2> earlier_formats{"taizhang views 1", "taizhang views 2"};
inline constexpr char put_tag = '\x01';
inline constexpr char removed_tag = '\x00';
inline constexpr char delta_tag = '\x02';
inline constexpr std::size_t position_size = 8;  ///< at the end of a row's key
inline constexpr std::uint8_t max_depth = 15;    ///< of deltas on one another: what reading a row costs at most

void append_u64(std::string& out, std::uint64_t value);
std::uint64_t read_u64(std::string_view eight);
std::string u64(std::uint64_t value);
std::string u32(std::uint32_t value);
std::uint32_t read_u32(std::string_view four);

/// Which rows of a view these are. Builds of one version that begin while the log does not grow count `again` up.
struct Build {
    std::uint32_t version = 0;  ///< of the projection
    Position begun = 0;         ///< the log's end as it began: what was redacted before that is in none of its rows
    std::uint16_t again = 0;
    auto operator<=>(const Build&) const = default;
};
std::string build_text(const Build& build);
Build read_build(std::string_view twelve);
inline constexpr std::size_t build_size = 12;

std::string generation(std::string_view view, const Build& build);
std::string row_key(std::string_view generation, std::string_view key, Position position);
void row_key_into(std::string& out, std::string_view generation, std::string_view key, Position position);
std::string change_key(std::string_view generation, Position position);
/// The first key after all that begin so; prefixes end in other bytes than 0xFF or are shorter than the families' keys.
std::string after_prefix(std::string prefix);

/// A row's key taken apart; views into it.
struct RowKey {
    std::string_view key;
    Position position = 0;
};
/// `stored` begins with a generation of `generation_size` bytes.
RowKey split_row_key(std::string_view stored, std::size_t generation_size);

}  // namespace taizhang::layout
