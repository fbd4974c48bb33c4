// Stands between RocksDB and the disk: counts the syncs, remembers how much of each file was synced, and fails them on
// demand. It works by defining fdatasync and fsync in the test's executable, which the dynamic linker prefers.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>

namespace taizhang::test::sync_spy {

/// Syncs of files with this extension since the process began.
std::uint64_t count(const std::string& extension);
/// From now on all syncs answer EIO without syncing, although what was written may still reach the disk.
void fail(bool on);
/// A copy of the directory as a power cut would leave it at worst: log and manifest files end where they were last
/// synced.
void copy_after_power_cut(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace taizhang::test::sync_spy
