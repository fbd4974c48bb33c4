#include "src/log/backup_files.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace taizhang::backup {

namespace fs = std::filesystem;

namespace {

/// Closed when it goes.
class Handle {
  public:
    Handle(const fs::path& path, int flags, mode_t mode = 0) : fd_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() {
        if (fd_ >= 0) ::close(fd_);
    }
    explicit operator bool() const { return fd_ >= 0; }
    int get() const { return fd_; }
    int release() { return std::exchange(fd_, -1); }

  private:
    int fd_;
};

/// Tells errno as it is at the time of the call.
Error not_written(const fs::path& file, const char* what) {
    return {ErrorCode::not_writable, file.string() + " " + what + ": " + std::strerror(errno)};
}

bool write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

Error not_read(const fs::path& file) {
    return {errno == ENOENT ? ErrorCode::not_found : ErrorCode::corrupt,
            file.string() + " cannot be read: " + std::strerror(errno)};
}

}  // namespace

Result<FileLock> FileLock::take(const fs::path& file) {
    Handle handle(file, O_RDWR | O_CREAT, 0600);
    if (!handle) return not_written(file, "cannot be opened for writing");
    if (::flock(handle.get(), LOCK_EX | LOCK_NB) == 0) return FileLock(handle.release());
    if (errno != EWOULDBLOCK) return not_written(file, "cannot be locked");
    return Error{ErrorCode::busy, "another process holds " + file.string() + "; wait until it is done"};
}

FileLock::~FileLock() {
    if (fd_ >= 0) ::close(fd_);
}

Status make_private(const fs::path& given) {
    const auto directory = given.has_filename() ? given : given.parent_path();  // "backup/" is never told to be new
    std::error_code problem;
    const bool made = fs::create_directories(directory, problem);
    if (!problem && made) fs::permissions(directory, fs::perms::owner_all, problem);
    if (!problem) return {};
    return Error{ErrorCode::not_writable,
                 "cannot make the directory " + directory.string() + ": " + problem.message() + "; choose another"};
}

Status write_whole(const fs::path& file, std::string_view bytes) {
    const fs::path beside = file.string() + ".partial";
    const Handle handle(beside, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (!handle) return not_written(beside, "cannot be made");
    if (!write_all(handle.get(), bytes) || ::fsync(handle.get()) != 0) return not_written(beside, "cannot be written");
    return rename_durably(beside, file);
}

Result<std::string> read_whole(const fs::path& file, std::uint64_t limit) {
    const Handle handle(file, O_RDONLY);
    struct stat found{};
    if (!handle || ::fstat(handle.get(), &found) != 0) return not_read(file);
    const auto size = static_cast<std::uint64_t>(found.st_size);
    if (size > limit) {
        return Error{ErrorCode::over_limit, file.string() + " has " + std::to_string(size) + " bytes; at most " +
                                                std::to_string(limit) + " were expected"};
    }
    std::string bytes(size, '\0');
    for (std::size_t done = 0; done < bytes.size();) {
        const auto got = ::read(handle.get(), bytes.data() + done, bytes.size() - done);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return not_read(file);
        if (got == 0) return corrupt(file.string() + " became shorter while it was read");
        done += static_cast<std::size_t>(got);
    }
    return bytes;
}

Status sync_directory(const fs::path& directory) {
    const Handle handle(directory.empty() ? fs::path(".") : directory, O_RDONLY | O_DIRECTORY);
    if (handle && ::fsync(handle.get()) == 0) return {};
    return not_written(directory, "cannot be synced");
}

Status rename_durably(const fs::path& from, const fs::path& to) {
    if (std::rename(from.c_str(), to.c_str()) != 0)
        return not_written(from, ("cannot be renamed to " + to.string()).c_str());
    return sync_directory(to.parent_path());
}

}  // namespace taizhang::backup
