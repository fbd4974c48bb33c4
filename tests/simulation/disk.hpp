// A disk that loses what was not synced: stands between this process and the files below one directory, by taking the
// place of the C library's write, fdatasync, rename and so on.
//
//     disk::attach(root);
//     disk::fail_at(7, disk::Fault::power);    // the seventh call from here on is the last one that anybody makes
//     …
//     disk::cut_power();                       // nothing reaches the disk any more; close all files now
//     disk::recover(disk::Loss{.kept = 400});  // what was synced is there, and some of what was not
//
// So the log's and the views' real code meets a power cut at any of their calls. Nothing is really synced: it costs no
// time. Names of files (creating, renaming, removing) are durable at once; RocksDB's own LOG is left alone.
//
// Faults are for the thread that attached alone, since when other threads come is not ours to say: what RocksDB sorts
// in the background meanwhile is as if it had been done before. (Debian's RocksDB aborts, by an assertion of its own,
// when a compaction cannot be written.)
#pragma once

#include <cstdint>
#include <filesystem>

namespace taizhang::simulation::disk {

enum class Fault {
    call,  ///< that call alone answers EIO; nothing of it is done
    power  ///< half of a write is done; then the machine is dead
};

struct Loss {
    unsigned kept = 0;  ///< of a thousand bytes behind what was synced
};

void attach(const std::filesystem::path& root);
void detach();

/// After `calls` further calls that would change something.
void fail_at(std::uint64_t calls, Fault fault);
/// No fault is to come.
void calm();
/// A fault has struck, and has not been asked for before.
bool take_struck();

void cut_power();
bool dead();
/// What a power cut leaves. All files are closed.
void recover(Loss loss);

}  // namespace taizhang::simulation::disk
