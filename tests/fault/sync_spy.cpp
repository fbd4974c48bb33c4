#include "tests/fault/sync_spy.hpp"

#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <atomic>
#include <cerrno>
#include <mutex>

namespace taizhang::test::sync_spy {
namespace {

namespace fs = std::filesystem;

struct State {
    std::mutex mutex;
    std::map<std::string, std::uint64_t> counts;         ///< by extension
    std::map<std::string, std::uintmax_t> synced_sizes;  ///< by path
    std::atomic<bool> failing = false;
};

State& state() {
    static State the_state;
    return the_state;
}

int sync(int fd, long call) {
    if (state().failing) {
        errno = EIO;
        return -1;
    }
    struct stat info = {};
    ::fstat(fd, &info);
    const int result = static_cast<int>(::syscall(call, fd));
    std::error_code unnamed;
    const auto path = fs::read_symlink("/proc/self/fd/" + std::to_string(fd), unnamed);
    const std::lock_guard lock(state().mutex);
    ++state().counts[path.extension().string()];
    state().synced_sizes[path.string()] = static_cast<std::uintmax_t>(info.st_size);
    return result;
}

}  // namespace

std::uint64_t count(const std::string& extension) {
    const std::lock_guard lock(state().mutex);
    return state().counts[extension];
}

void fail(bool on) {
    state().failing = on;
}

void copy_after_power_cut(const fs::path& from, const fs::path& to) {
    fs::copy(from, to);
    const std::lock_guard lock(state().mutex);
    for (const auto& entry : fs::directory_iterator(to)) {
        const auto name = entry.path().filename().string();
        if (entry.path().extension() != ".log" && !name.starts_with("MANIFEST-")) continue;
        const auto synced = state().synced_sizes.find((from / name).string());
        fs::resize_file(entry.path(),
                        synced == state().synced_sizes.end() ? 0 : std::min(synced->second, entry.file_size()));
    }
}

}  // namespace taizhang::test::sync_spy

extern "C" __attribute__((visibility("default"))) int fdatasync(int fd) {
    return taizhang::test::sync_spy::sync(fd, SYS_fdatasync);
}
extern "C" __attribute__((visibility("default"))) int fsync(int fd) {
    return taizhang::test::sync_spy::sync(fd, SYS_fsync);
}
