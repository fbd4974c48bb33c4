// Files of a backup on the disk: each is there whole, under its name, or not at all.
//
//     TZ_CHECK(make_private(directory));
//     TZ_TRY(const auto lock, FileLock::take(directory / "LOCK"));   // ErrorCode::busy: another process is at it
//     TZ_CHECK(write_whole(directory / "MANIFEST", text));           // synced, then renamed, then the directory synced
//     TZ_TRY(const std::string bytes, read_whole(directory / "MANIFEST", limit));
//
// Any thread; a lock belongs to the process that took it. Private to backup and restore.
#pragma once

#include <taizhang/result.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace taizhang::backup {

/// Held until it is destroyed or the process ends, however it ends.
class FileLock {
  public:
    /// Makes the file if it is not there.
    static Result<FileLock> take(const std::filesystem::path& file);
    FileLock(FileLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    FileLock& operator=(FileLock&&) = delete;
    ~FileLock();

  private:
    explicit FileLock(int fd) : fd_(fd) {}
    int fd_;
};

/// With its parents; a directory that is made now has mode 0700, one that was there keeps its own.
Status make_private(const std::filesystem::path& directory);
/// The file has mode 0600, and is written beside first, with ".partial" after its name.
Status write_whole(const std::filesystem::path& file, std::string_view bytes);
/// ErrorCode::not_found when it is not there, over_limit when it is larger than `limit`.
Result<std::string> read_whole(const std::filesystem::path& file, std::uint64_t limit);
/// What was made, renamed or removed in it stays so after a power cut.
Status sync_directory(const std::filesystem::path& directory);
/// Durable when it returns; `to` may be an empty directory.
Status rename_durably(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace taizhang::backup
