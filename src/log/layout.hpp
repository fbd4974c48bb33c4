// Where everything of the event log stands in RocksDB: column families and keys, format 1 (docs/formats/log.md).
//
//   family    key                                        value
//   default   "format" | "epoch"                         u64
//   default   "origin"                                   text
//   records   position:u64                               record (record_codec.hpp)
//   leaves    position:u64                               leaf hash, 32 bytes
//   streams   stream ‖ 0x00 ‖ version:u64                position:u64
//   commands  command id, 16 bytes                       first position:u64 ‖ count:u32
//
// All integers are big-endian, so that keys sort as numbers. A stream's name has no byte 0, so no stream's keys lie
// between another's. One group of records is one WriteBatch over all families, and all are flushed together
// (atomic_flush): they always agree. The Merkle tree's tiles get a family of their own and change nothing here.
#pragma once

#include "src/log/bytes.hpp"

#include <taizhang/event_log.hpp>

#include <array>

namespace taizhang::log_layout {

inline constexpr std::uint64_t format_version = 1;

enum class Family : std::size_t { meta, records, leaves, streams, commands };
/// RocksDB's own first family must be called "default"; the others are named after what they hold.
inline constexpr std::array<const char*, 5> family_names = {"default", "records", "leaves", "streams", "commands"};

inline constexpr std::string_view format_key = "format";
inline constexpr std::string_view epoch_key = "epoch";
inline constexpr std::string_view origin_key = "origin";

/// File beside RocksDB's own: see acknowledged_mark.hpp.
inline constexpr const char* mark_file = "ACKNOWLEDGED";

std::string u64_bytes(std::uint64_t value);  ///< position keys, index values, meta numbers
std::string stream_key(const StreamId& stream, Version version);
/// One past the last key that any version of the stream can have.
std::string stream_end_key(const StreamId& stream);
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
