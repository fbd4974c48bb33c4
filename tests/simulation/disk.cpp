#include "tests/simulation/disk.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <sstream>
#include <string>

namespace taizhang::simulation::disk {

namespace {

namespace fs = std::filesystem;

struct State {
    std::mutex mutex;  ///< over all below but the atomics
    std::string root;
    std::map<std::string, std::uintmax_t> synced;           ///< bytes, by path
    std::map<std::string, std::string> before_overwriting;  ///< of small files that are written in place
    std::optional<std::uint64_t> calls_left;
    Fault fault = Fault::call;
    bool struck = false;
    std::atomic<bool> attached = false, dead = false;
};

State& state() {
    static State the_state;
    return the_state;
}

thread_local bool counted_thread = false;

std::string path_of(int fd) {
    char path[512];
    const auto length = ::readlink(("/proc/self/fd/" + std::to_string(fd)).c_str(), path, sizeof path);
    return length > 0 ? std::string(path, static_cast<std::size_t>(length)) : std::string();
}

/// Mutex held.
bool ours(const std::string& path) {
    const auto& root = state().root;
    if (root.empty() || !path.starts_with(root)) return false;
    const auto name = path.substr(path.rfind('/') + 1);
    return !name.starts_with("LOG") && !name.starts_with("LOCK");
}

enum class Way { through, refused, halved };

enum class Kind { counted, any_time };

/// What becomes of a call that would change the file. Mutex held.
Way way_of_call(Kind kind = Kind::counted) {
    auto& disk = state();
    if (!counted_thread) return Way::through;
    if (disk.dead) return Way::refused;
    if (!disk.calls_left || kind == Kind::any_time) return Way::through;
    if (*disk.calls_left > 0) {
        --*disk.calls_left;
        return Way::through;
    }
    disk.calls_left.reset();
    disk.struck = true;
    if (disk.fault == Fault::call) return Way::refused;
    disk.dead = true;
    return Way::halved;
}

std::string content(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

int refuse() {
    errno = EIO;
    return -1;
}

/// `call` writes as many bytes as it is given.
template <class Call>
ssize_t write(int fd, std::size_t count, const Call& call) {
    if (!state().attached) return call(count);
    const auto path = path_of(fd);
    const std::lock_guard lock(state().mutex);
    if (!ours(path)) return call(count);
    switch (way_of_call()) {
        case Way::through:
            return call(count);
        case Way::halved:
            call(count / 2);
            return refuse();
        case Way::refused:
            break;
    }
    return refuse();
}

void note_overwriting(int fd) {
    if (!state().attached) return;
    const auto path = path_of(fd);
    const std::lock_guard lock(state().mutex);
    if (ours(path) && !state().before_overwriting.contains(path)) state().before_overwriting[path] = content(path);
}

int sync(int fd) {
    if (!state().attached) return static_cast<int>(::syscall(SYS_fsync, fd));
    const auto path = path_of(fd);
    const std::lock_guard lock(state().mutex);
    if (!ours(path)) return static_cast<int>(::syscall(SYS_fsync, fd));
    if (way_of_call() != Way::through) return refuse();
    struct stat info = {};
    ::fstat(fd, &info);
    state().synced[path] = static_cast<std::uintmax_t>(info.st_size);
    state().before_overwriting.erase(path);
    return 0;
}

/// `done` is told under the mutex that the call went through.
template <class Call, class Done>
int change(const std::string& path, Kind kind, const Call& call, const Done& done) {
    if (!state().attached) return call();
    const std::lock_guard lock(state().mutex);
    if (!ours(path)) return call();
    if (way_of_call(kind) != Way::through) return refuse();
    const int result = call();
    if (result >= 0) done();
    return result;
}

}  // namespace

void attach(const fs::path& root) {
    auto& disk = state();
    const std::lock_guard lock(disk.mutex);
    disk.root = root.string() + "/";
    disk.synced.clear();
    disk.before_overwriting.clear();
    disk.calls_left.reset();
    disk.struck = false;
    disk.dead = false;
    counted_thread = true;
    disk.attached = true;
}

void detach() {
    state().attached = false;
    state().dead = false;
}

void fail_at(std::uint64_t calls, Fault fault) {
    const std::lock_guard lock(state().mutex);
    state().calls_left = calls;
    state().fault = fault;
}

void calm() {
    const std::lock_guard lock(state().mutex);
    state().calls_left.reset();
}

bool take_struck() {
    const std::lock_guard lock(state().mutex);
    return std::exchange(state().struck, false);
}

void cut_power() {
    const std::lock_guard lock(state().mutex);
    state().dead = true;
}

bool dead() {
    return state().dead;
}

void recover(Loss loss) {
    auto& disk = state();
    const std::lock_guard lock(disk.mutex);
    disk.calls_left.reset();
    disk.attached = false;  // for what is written here
    for (const auto& entry : fs::recursive_directory_iterator(disk.root)) {
        const auto path = entry.path().string();
        if (!entry.is_regular_file() || !ours(path)) continue;
        const auto written = disk.before_overwriting.find(path);
        if (written != disk.before_overwriting.end()) {
            if (loss.kept < 500) std::ofstream(path, std::ios::binary | std::ios::trunc) << written->second;
            continue;
        }
        const auto known = disk.synced.find(path);
        const auto synced = known == disk.synced.end() ? 0 : known->second;
        const auto size = entry.file_size();
        if (size > synced) fs::resize_file(entry.path(), synced + (size - synced) * loss.kept / 1000);
        disk.synced[path] = fs::file_size(entry.path());
    }
    disk.before_overwriting.clear();
    disk.dead = false;
    disk.attached = true;
}

namespace {

/// Files that are opened to be written are refused on a dead disk; one that is emptied or made holds nothing yet.
template <class Call>
int open_with(const char* path, int flags, const Call& call) {
    const bool writes = (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) != 0;
    if (!state().attached || !writes) return call();
    const std::lock_guard lock(state().mutex);
    if (!ours(path)) return call();
    if (state().dead && counted_thread) return refuse();
    if (flags & O_TRUNC) state().synced.erase(path);
    return call();
}

}  // namespace

}  // namespace taizhang::simulation::disk

// What RocksDB and the log call, instead of the C library's. Files that are not needed any more are removed and cut by
// whichever of RocksDB's threads comes first: such calls are not counted.

namespace disk = taizhang::simulation::disk;

#define TZ_REPLACES extern "C" __attribute__((visibility("default")))

TZ_REPLACES ssize_t write(int fd, const void* bytes, size_t count) {
    return disk::write(fd, count, [&](size_t n) { return ::syscall(SYS_write, fd, bytes, n); });
}
TZ_REPLACES ssize_t pwrite64(int fd, const void* bytes, size_t count, off64_t at) {
    disk::note_overwriting(fd);
    return disk::write(fd, count, [&](size_t n) { return ::syscall(SYS_pwrite64, fd, bytes, n, at); });
}
TZ_REPLACES ssize_t pwrite(int fd, const void* bytes, size_t count, off_t at) {
    return pwrite64(fd, bytes, count, at);
}
TZ_REPLACES int fdatasync(int fd) {
    return disk::sync(fd);
}
TZ_REPLACES int fsync(int fd) {
    return disk::sync(fd);
}
TZ_REPLACES int ftruncate64(int fd, off64_t length) noexcept {
    const auto path = disk::path_of(fd);
    return disk::change(
        path, disk::Kind::any_time, [&] { return static_cast<int>(::syscall(SYS_ftruncate, fd, length)); }, [] {});
}
TZ_REPLACES int ftruncate(int fd, off_t length) noexcept {
    return ftruncate64(fd, length);
}
/// Room is not reserved: in memory that would cost more than all the rest.
TZ_REPLACES int fallocate(int fd, int mode, off_t from, off_t length) {
    if (disk::state().attached) return 0;
    return static_cast<int>(::syscall(SYS_fallocate, fd, mode, from, length));
}
TZ_REPLACES int unlink(const char* path) noexcept {
    return disk::change(
        path, disk::Kind::any_time, [&] { return static_cast<int>(::syscall(SYS_unlink, path)); },
        [&] { disk::state().synced.erase(path); });
}
TZ_REPLACES int rename(const char* from, const char* to) noexcept {
    return disk::change(
        to, disk::Kind::counted, [&] { return static_cast<int>(::syscall(SYS_rename, from, to)); },
        [&] {
            auto& synced = disk::state().synced;
            const auto moved = synced.extract(from);
            synced.erase(to);
            if (!moved.empty()) synced[to] = moved.mapped();
        });
}
TZ_REPLACES int open(const char* path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const auto mode = (flags & (O_CREAT | __O_TMPFILE)) ? va_arg(rest, mode_t) : mode_t{};
    va_end(rest);
    return disk::open_with(path, flags,
                           [&] { return static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path, flags, mode)); });
}
TZ_REPLACES int open64(const char* path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const auto mode = (flags & (O_CREAT | __O_TMPFILE)) ? va_arg(rest, mode_t) : mode_t{};
    va_end(rest);
    return open(path, flags | O_LARGEFILE, mode);
}
