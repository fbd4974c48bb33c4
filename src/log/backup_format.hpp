// A backup as bytes (docs/backup.md): segments, each the stored records of a range of positions, and the manifest that
// names them.
//
//     segment  = "taizhang backup segment 1\n" ‖ from : u64 ‖ to : u64 ‖ checkpoints : u32
//                ‖ (to − from) × (length : u32 ‖ record) ‖ checkpoints × (size : u64 ‖ length : u32 ‖ note)
//                ‖ Merkle root of the log's first `to` records : 32 ‖ SHA-256 of all before : 32
//     manifest = a line of JSON about the log ‖ a line for each segment ‖ {"sha256": of all lines before}
//
//     SegmentBuilder builder(from);
//     builder.add(encode_record(record));
//     const std::string bytes = std::move(builder).finish(root);
//     TZ_TRY(const Segment segment, parse_segment(bytes));
//
// Integers are big-endian. Pure; any thread. Private to backup and restore.
#pragma once

#include <taizhang/event_log.hpp>
#include <taizhang/reflect/concepts.hpp>

#include <map>
#include <string_view>

namespace taizhang::backup {

inline constexpr std::uint64_t max_manifest_bytes = 1 << 30;

/// A line of the manifest.
struct SegmentInfo {
    std::string file;  ///< its name in the backup's directory
    Position from = 0;
    Position to = 0;  ///< one past its last record
    std::uint64_t bytes = 0;
    Digest sha256;  ///< of the file without its own last 32 bytes, which say the same
    Digest root;    ///< of the log's first `to` records
};
BOOST_DESCRIBE_STRUCT(SegmentInfo, (), (file, from, to, bytes, sha256, root))

struct Manifest {
    LogIdentity identity;
    std::vector<std::string> keys = {};             ///< verifier keys, as the one who backed up knew them
    std::optional<KeptCheckpoint> checkpoint = {};  ///< the newest that a segment holds
    std::vector<SegmentInfo> segments = {};

    Position end() const { return segments.empty() ? 0 : segments.back().to; }
    Digest root() const;
};

/// "segment-000001" for the first.
std::string segment_name(std::size_t number);
/// "segment-000001.r812" of one that was written anew because the record at 812 has redacted one in it.
std::string segment_name(std::size_t number, Position redacted_by);
std::string epoch_text(std::uint64_t epoch);

std::string format_manifest(const Manifest& manifest);
/// ErrorCode::corrupt unless it is what format_manifest() wrote, and its segments follow one another from 0.
Result<Manifest> parse_manifest(std::string_view text);

/// Positions of redacted records, each with that of the record that ordered it.
using Redactions = std::map<Position, Position>;

class SegmentBuilder {
  public:
    explicit SegmentBuilder(Position from) : from_(from), to_(from) {}

    void add(std::string_view record);
    void add(const KeptCheckpoint& checkpoint);
    Position from() const { return from_; }
    Position to() const { return to_; }
    std::size_t bytes() const { return records_.size() + notes_.size(); }
    bool empty() const { return bytes() == 0; }
    /// Puts redacted ones in the place of these records, as far as they are here and not redacted so; how many.
    /// ErrorCode::corrupt when a record cannot be read.
    Result<std::size_t> redact(const Redactions& redactions);
    std::string finish(const Digest& root) &&;

  private:
    Position from_, to_;
    std::uint32_t checkpoints_ = 0;
    std::string records_, notes_;
};

/// Views into the bytes that it was parsed from.
struct Segment {
    Position from = 0, to = 0;
    std::vector<std::string_view> records;
    std::vector<KeptCheckpoint> checkpoints;
    Digest root, sha256;
};
/// The same segment, to be changed and written anew.
SegmentBuilder builder_of(const Segment& segment);
/// ErrorCode::corrupt when a byte is not what was written, or the shape is not a segment's.
Result<Segment> parse_segment(std::string_view bytes);
/// The same for the file that the manifest names; the error names file and positions, and has details.file and
/// details.position.
Result<Segment> parse_segment(std::string_view bytes, const SegmentInfo& expected);

}  // namespace taizhang::backup
