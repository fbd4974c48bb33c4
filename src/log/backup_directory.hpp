// The directory of a backup: a manifest, the segments that it names, and a lock for the one who writes.
//
//     TZ_TRY(auto directory, BackupDirectory::open_to_write(path, log.identity()));
//     TZ_CHECK(directory.add(std::move(segment), root, newest_checkpoint, keys));
//
//     TZ_TRY(const Manifest manifest, read_manifest(path));
//     TZ_TRY(const std::string bytes, read_segment(path, manifest.segments[0]));
//
// A segment is written and synced before the manifest that names it, and never changed afterwards. So the directory is
// a backup at each moment; a segment that no manifest names is removed. When a record is redacted that stands in an
// older segment, that one is written anew under another name, and one manifest names it and the segment with the order.
// Private to backup and restore.
#pragma once

#include "src/log/backup_files.hpp"
#include "src/log/backup_format.hpp"

namespace taizhang::backup {

class BackupDirectory {
  public:
    /// Makes it if it is not there or is empty. ErrorCode::busy when another process writes to it, invalid when it
    /// holds other things, corrupt when the manifest or a segment is damaged or missing.
    static Result<BackupDirectory> open_to_write(const std::filesystem::path& path, const LogIdentity& identity);

    const Manifest& manifest() const { return manifest_; }
    const std::filesystem::path& path() const { return path_; }

    /// What was written.
    struct Added {
        std::uint64_t bytes = 0;   ///< of the segment
        std::size_t redacted = 0;  ///< records of older segments whose salt and payload are gone
    };
    /// Durable when it returns, and the redacted ones of older segments are gone. `newest` is the newest checkpoint
    /// that the backup then holds; `keys` are noted down besides those that are known.
    Result<Added> add(SegmentBuilder segment, const Digest& root, const std::optional<KeptCheckpoint>& newest,
                      const std::vector<std::string>& keys, const Redactions& redactions);

  private:
    BackupDirectory(std::filesystem::path path, FileLock lock, Manifest manifest)
        : path_(std::move(path)), lock_(std::move(lock)), manifest_(std::move(manifest)) {}

    Result<std::size_t> redact(Manifest& next, std::size_t segment, const Redactions& redactions) const;
    /// Segments that the manifest does not name: of runs that were killed, or with what has been redacted.
    Status remove_unnamed() const;

    std::filesystem::path path_;
    FileLock lock_;
    Manifest manifest_;
};

/// ErrorCode::not_found when there is no backup; corrupt when it is damaged, also when a segment's file is missing or
/// of another length. What the segments hold is not read.
Result<Manifest> read_manifest(const std::filesystem::path& directory);
/// The file's bytes; parse_segment() checks them.
Result<std::string> read_segment(const std::filesystem::path& directory, const SegmentInfo& info);
/// The records of a segment do not hash to what it says.
Error wrong_root(const SegmentInfo& info, const Digest& found);

}  // namespace taizhang::backup
