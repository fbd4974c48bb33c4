// The event log on RocksDB, embedded in this process.
//
//     TZ_TRY(std::unique_ptr<EventLog> log, open_rocks_log({.path = "data/log", .origin = "ledger.example.gov/2014",
//                                                           .epoch = random_nonzero}));
//     TZ_CHECK(log->append(group));       // one WriteBatch, one sync
//
// Threads: as EventLog says. One process at a time has the log open; a second one gets ErrorCode::busy at once.
//
// What opening may answer besides:
//   invalid       the path is not a log of taizhang, or of another format version, or is not there and may not be made
//   not_writable  the disk is full or read-only
//   corrupt       something that was written is missing or changed; nothing has been touched. See Salvage.
// A record that was redacted is gone from the files soon after the append() that ordered it; a process that was killed
// before that leaves the work to the next open_rocks_log().
// Every read re-hashes header and payload; what does not match is told with its position and never served.
#pragma once

#include <taizhang/event_log.hpp>

#include <functional>
#include <memory>

namespace taizhang {

/// An operator's order, after a refusal with `corrupt`: keep everything before the first damage in the write-ahead log
/// and give up the rest. Positions that were acknowledged may be given out again, so the log gets a new epoch, by which
/// every follower sees it, and a new origin (origin_of_epoch) without the old checkpoints: under the old name two
/// different records could be signed for one position. Compare with the last signed checkpoint, a replica or a backup
/// first.
struct Salvage {
    std::uint64_t new_epoch = 0;  ///< random, non-zero, not the old one
};

/// The name of a log that goes on from what is left of another: "<origin>/<epoch as 16 hex digits>". Of one that bears
/// an epoch already, that is replaced.
std::string origin_of_epoch(std::string_view origin, std::uint64_t epoch);

struct RocksLogOptions {
    std::string path;         ///< a directory of its own
    std::string origin = {};  ///< used when the log is made: LogIdentity::origin, not empty
    std::uint64_t epoch = 0;  ///< used when the log is made: random, non-zero
    bool create_if_missing = true;
    std::optional<Salvage> salvage = {};
    std::size_t write_buffer_bytes = 32 << 20;  ///< held in memory before it is sorted into a file
    std::size_t block_cache_bytes = 32 << 20;
    int max_open_files = 256;
    /// Called after each attempt to remove from the files what was redacted: done, or why not; then another attempt
    /// follows some minutes later, after the next redaction, or when the log is opened again. On a thread of the log's,
    /// or within opening.
    std::function<void(const Status&)> on_erased = {};
};

/// Opens the log, makes it if it is not there, and checks its tail: the newest records, their hashes and their indexes.
Result<std::unique_ptr<EventLog>> open_rocks_log(const RocksLogOptions& options);

}  // namespace taizhang
