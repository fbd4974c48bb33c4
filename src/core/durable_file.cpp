#include <taizhang/durable_file.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>

namespace taizhang {

namespace fs = std::filesystem;

namespace {

Error failed(const char* what, const fs::path& path) {
    return {ErrorCode::not_writable, std::string("cannot ") + what + " " + path.string() + ": " + std::strerror(errno)};
}

/// A file descriptor that is closed in any case.
class File {
  public:
    File(const fs::path& path, int flags) : fd_(::open(path.c_str(), flags | O_CLOEXEC, S_IRUSR | S_IWUSR)) {}
    ~File() {
        if (fd_ >= 0) ::close(fd_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    int fd() const { return fd_; }

  private:
    int fd_;
};

Status write_all(int fd, std::string_view bytes, const fs::path& path) {
    while (!bytes.empty()) {
        const auto written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return failed("write", path);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Status sync_folder(const fs::path& file) {
    const auto folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    const File opened(folder, O_RDONLY | O_DIRECTORY);
    if (opened.fd() < 0 || ::fsync(opened.fd()) != 0) return failed("sync the folder", folder);
    return {};
}

/// The bytes, synced, under a name beside the one that they are for.
Result<fs::path> write_beside(const fs::path& path, std::string_view bytes) {
    const fs::path beside = path.string() + ".new";
    ::unlink(beside.c_str());  // left by a crash, perhaps with other rights
    const File file(beside, O_WRONLY | O_CREAT | O_EXCL);
    if (file.fd() < 0) return failed("create", beside);
    TZ_CHECK(write_all(file.fd(), bytes, beside));
    if (::fsync(file.fd()) != 0) return failed("sync", beside);
    return beside;
}

Status check_private(int fd, const fs::path& path, std::size_t limit) {
    struct stat info{};
    if (::fstat(fd, &info) != 0) return failed("look at", path);
    if (!S_ISREG(info.st_mode)) return invalid("expected a file, but " + path.string() + " is something else");
    if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return forbidden(path.string() + " may be read or written by others than its owner; run: chmod 600 " +
                         path.string() + ", and make a new one if somebody may have read it");
    }
    if (static_cast<std::size_t>(info.st_size) <= limit) return {};
    return invalid(path.string() + " has " + std::to_string(info.st_size) + " bytes; at most " + std::to_string(limit) +
                   " are expected");
}

}  // namespace

Status make_file(const fs::path& path, std::string_view bytes) {
    TZ_TRY(const fs::path beside, write_beside(path, bytes));
    const bool linked = ::link(beside.c_str(), path.c_str()) == 0;  // unlike rename(), never over another file
    const int problem = errno;
    ::unlink(beside.c_str());
    if (!linked && problem == EEXIST) return Error{ErrorCode::conflict, path.string() + " is there already"};
    errno = problem;
    if (!linked) return failed("make", path);
    return sync_folder(path);
}

Status replace_file(const fs::path& path, std::string_view bytes) {
    TZ_TRY(const fs::path beside, write_beside(path, bytes));
    if (::rename(beside.c_str(), path.c_str()) != 0) return failed("rename a new file over", path);
    return sync_folder(path);
}

Result<std::string> read_private_file(const fs::path& path, std::size_t limit) {
    const File file(path, O_RDONLY | O_NONBLOCK);  // a pipe of that name must not hold us up
    if (file.fd() < 0 && (errno == ENOENT || errno == ENOTDIR)) return not_found("there is no file " + path.string());
    if (file.fd() < 0) return Error{ErrorCode::forbidden, failed("open", path).message};
    TZ_CHECK(check_private(file.fd(), path, limit));
    std::string bytes(limit + 1, '\0');
    std::size_t size = 0;
    while (size < bytes.size()) {
        const auto got = ::read(file.fd(), bytes.data() + size, bytes.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return Error{ErrorCode::corrupt, failed("read", path).message};
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    if (size > limit) return invalid(path.string() + " grew while it was read");
    bytes.resize(size);
    return bytes;
}

}  // namespace taizhang
