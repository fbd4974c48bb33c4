// Where everything of the event log stands in RocksDB: column families and keys, format 3 (docs/formats/log.md).
//
//   family    key                                        value
//   default   "format" | "epoch"                         u64
//   default   "origin"                                   text
//   default   "purge" ‖ position:u64                     nothing; the erased record's old bytes may be in the files yet
//   records   position:u64                               record (record_codec.hpp)
//   leaves    position:u64                               leaf hash, 32 bytes
//   streams   stream ‖ 0x00 ‖ version:u64                position:u64
//   commands  command id, 16 bytes                       first position:u64 ‖ count:u32
//   tree      level:u8 ‖ index:u64, level from 1         hash of a complete subtree of 256^level leaves, 32 bytes
//   checkpoints  size:u64                                signed note, text
//
// All integers are big-endian, so that keys sort as numbers. A stream's name has no byte 0, so no stream's keys lie
// between another's. One group of records is one WriteBatch over all families, and all are flushed together
// (atomic_flush): they always agree. Format 1 had neither `tree` nor `checkpoints`; such a log is completed when it is
// opened (decision 018). Format 2 becomes 3 with the first record that is redacted (decision 023).
#pragma once

#include "src/log/bytes.hpp"

#include <taizhang/event_log.hpp>

#include <array>

namespace taizhang::log_layout {

inline constexpr std::uint64_t format_without_tree = 1;
inline constexpr std::uint64_t format_without_redaction = 2;  ///< what a log has until a record of it is redacted
inline constexpr std::uint64_t format_with_redaction = 3;

enum class Family : std::size_t { meta, records, leaves, streams, commands, tree, checkpoints };
/// RocksDB's own first family must be called "default"; the others are named after what they hold.
inline constexpr std::array<const char*, 7> family_names = {"default",  "records", "leaves",     "streams",
                                                            "commands", "tree",    "checkpoints"};
inline constexpr std::size_t families_without_tree = 5;  ///< the first of them: what a log of format 1 has

inline constexpr std::string_view format_key = "format";
inline constexpr std::string_view epoch_key = "epoch";
inline constexpr std::string_view origin_key = "origin";
inline constexpr std::string_view purge_prefix = "purge";

/// File beside RocksDB's own: see acknowledged_mark.hpp.
inline constexpr const char* mark_file = "ACKNOWLEDGED";
/// The same for the size of the newest checkpoint that was kept.
inline constexpr const char* checkpoint_mark_file = "CHECKPOINTED";

/// Greater than any key that begins with a position, a size or a level.
inline const std::string after_every_key(9, '\xff');

std::string u64_bytes(std::uint64_t value);  ///< position keys, index values, meta numbers
std::string stream_key(const StreamId& stream, Version version);
/// One past the last key that any version of the stream can have.
std::string stream_end_key(const StreamId& stream);
std::string tree_key(unsigned level, std::uint64_t index);
std::string_view command_key(const CommandId& id);
std::string command_value(const CommandOutcome& outcome);

Result<std::uint64_t> parse_u64(std::string_view bytes, std::string_view what);
/// The version in a key that begins with the stream's name.
Result<Version> parse_stream_key(std::string_view key, const StreamId& stream);
Result<CommandOutcome> parse_command_value(std::string_view bytes, const CommandId& id);
Result<Digest> parse_leaf(std::string_view bytes, Position position);

/// ErrorCode::corrupt that names the position, in words and in details.position.
Error corrupt_at(Position position, const std::string& what);

}  // namespace taizhang::log_layout
