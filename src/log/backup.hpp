// Backups of a log into a directory: online, incremental, and never less whole than they say (docs/backup.md).
//
//     backup::LogSource source(log);
//     TZ_TRY(const auto report, backup::back_up(source, "/backups/ledger"));   // only what came since the last time
//
// What is backed up is what the log durably held when the source was made; the log may grow meanwhile. The directory
// is a backup at every moment, also when the process is killed: of what its manifest names, and the next run goes on
// there. How to get it back: restore.hpp.
//
// One process at a time writes a backup (ErrorCode::busy otherwise). The log may be used by any thread meanwhile.
#pragma once

#include "src/transparency/tree.hpp"

#include <taizhang/event_log.hpp>

#include <filesystem>
#include <functional>

namespace taizhang::backup {

/// A record that its source has verified: it is that of its position, and entry and payload hash to what they should.
struct StoredRecord {
    std::string entry;  ///< the header in storage form
    Salt salt{};
    std::string payload;
    Digest leaf;  ///< of the entry
    CommandId command;
    std::optional<Position> redacts = {};      ///< its stream is redaction/<this>: it may have redacted that record
    std::optional<Position> redacted_by = {};  ///< salt and payload are gone
};
/// What the header says.
StoredRecord stored_record(const Record& record);

/// Where records come from: a log in this process, or a server.
class BackupSource {
  public:
    virtual ~BackupSource() = default;
    virtual const LogIdentity& identity() const = 0;
    /// How many records there are to back up, from when the source was made until it goes; more after a read() that
    /// gave a record that was redacted meanwhile, so that the order for it is among them.
    virtual tlog::TreeSize size() const = 0;
    /// ErrorCode::corrupt unless `root` is that of the first `size` of its records.
    virtual Status check_root(tlog::TreeSize size, const Digest& root) = 0;
    /// The right edge of the tree over the first `size` records. What they hash to is checked by the caller.
    virtual Result<tlog::Frontier> frontier(tlog::TreeSize size) = 0;
    /// Records from `from` on, in order, at most so many, at least one if there is one; none at or after size().
    virtual Result<std::vector<StoredRecord>> read(Position from, std::size_t most) = 0;
    /// Kept checkpoints of `from` to size() records, smallest first, `limit` at most.
    virtual Result<std::vector<KeptCheckpoint>> checkpoints(std::uint64_t from, std::size_t limit) = 0;
};

/// A log of this process. It outlives the source.
class LogSource final : public BackupSource {
  public:
    explicit LogSource(EventLog& log) : log_(log), size_(log.end()) {}

    const LogIdentity& identity() const override { return log_.identity(); }
    tlog::TreeSize size() const override { return size_; }
    Status check_root(tlog::TreeSize size, const Digest& root) override;
    Result<tlog::Frontier> frontier(tlog::TreeSize size) override;
    Result<std::vector<StoredRecord>> read(Position from, std::size_t most) override;
    Result<std::vector<KeptCheckpoint>> checkpoints(std::uint64_t from, std::size_t limit) override;

  private:
    EventLog& log_;
    tlog::TreeSize size_;
};

struct BackupOptions {
    std::vector<std::string> keys = {};    ///< verifier keys to note down, so that a restore can check signatures
    std::size_t segment_bytes = 32 << 20;  ///< a segment ends after the command that fills it; one is held in memory
    std::function<void(std::uint64_t done, std::uint64_t of)> progress = {};
};

struct BackupReport {
    Position from = 0;                          ///< where the backup ended before
    Position to = 0;                            ///< where it ends now
    Digest root;                                ///< of the log's first `to` records
    std::size_t segments = 0, checkpoints = 0;  ///< that were added
    std::uint64_t bytes = 0;                    ///< the same, in bytes
    std::size_t redacted = 0;                   ///< older records that were emptied, since the log has redacted them
};

/// Makes or continues the backup in `directory`. ErrorCode::refused when the backup is of another log, or of a history
/// that this log does not continue; then nothing is written. ErrorCode::invalid when the directory holds other things.
Result<BackupReport> back_up(BackupSource& source, const std::filesystem::path& directory,
                             const BackupOptions& options = {});

/// Reads the backup and hashes all of it again: what it holds, for a source that has no tree of its own.
/// ErrorCode::corrupt names file and position.
Result<tlog::Frontier> rehash(const std::filesystem::path& directory);

}  // namespace taizhang::backup
