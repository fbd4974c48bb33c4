#include "tests/fault/writer/short_writes.hpp"

#include <sys/syscall.h>
#include <unistd.h>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace taizhang::test {
namespace {

std::atomic<bool> shortened = false;

/// 1 … size; the sequence is the same in every run.
std::size_t part_of(std::size_t size) {
    static std::atomic<std::uint32_t> state = 1;
    if (!shortened || size < 2) return size;
    const std::uint32_t drawn = state.fetch_add(2'654'435'761U);
    return 1 + (drawn >> 7) % size;
}

}  // namespace

void shorten_writes() {
    shortened = true;
}

}  // namespace taizhang::test

#define EXPORTED extern "C" __attribute__((visibility("default")))

EXPORTED ssize_t write(int fd, const void* bytes, std::size_t size) {
    return ::syscall(SYS_write, fd, bytes, taizhang::test::part_of(size));
}
EXPORTED ssize_t pwrite(int fd, const void* bytes, std::size_t size, off_t offset) {
    return ::syscall(SYS_pwrite64, fd, bytes, taizhang::test::part_of(size), offset);
}
EXPORTED ssize_t pwrite64(int fd, const void* bytes, std::size_t size, off64_t offset) {
    return ::syscall(SYS_pwrite64, fd, bytes, taizhang::test::part_of(size), offset);
}
