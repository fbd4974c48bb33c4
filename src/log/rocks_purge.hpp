// Removes salt and payload of redacted records from the database and then from its files: RocksDB keeps an old value in
// its write-ahead log and in sorted files until it happens to rewrite them.
//
//     RocksPurge purge(store, on_erased);
//     purge.finish_interrupted();                                // once, at opening
//     TZ_CHECK(RocksPurge::erase(store, batch, erasures));       // with the records that order it
//     purge.request();                                           // after that batch; a thread does the rest
//
// The marks stand in the family `default` until the bytes are gone, so that a process that was killed in between leaves
// the work to the next one; an attempt that fails, such as one during a long read that holds an old file, is made again
// some minutes later. What is gone is gone from RocksDB's files: what a file system or a disk keeps of deleted
// files is theirs.
//
// request() and the destructor: one thread. The destructor finishes what was asked for. Private to this folder.
#pragma once

#include "src/log/group_check.hpp"
#include "src/log/rocks_store.hpp"

#include <condition_variable>
#include <thread>

namespace taizhang {

class RocksPurge {
  public:
    using Done = std::function<void(const Status&)>;

    /// The store outlives it. `done` may be empty.
    RocksPurge(const RocksStore& store, Done done) : store_(store), done_(std::move(done)) {}
    ~RocksPurge();
    RocksPurge(const RocksPurge&) = delete;
    RocksPurge& operator=(const RocksPurge&) = delete;

    /// Puts the records anew, without salt and payload, and marks that their old bytes must go. ErrorCode::corrupt when
    /// one of them cannot be read.
    static Status erase(const RocksStore& store, rocksdb::WriteBatch& batch, const std::vector<Erasure>& erasures);

    /// On the caller's thread; nothing is done where nothing was interrupted.
    void finish_interrupted();
    void request();

  private:
    void run();
    bool purge_and_tell();

    const RocksStore& store_;
    const Done done_;
    std::mutex mutex_;  ///< over both
    bool requested_ = false, stopping_ = false;
    std::condition_variable changed_;
    std::thread thread_;
};

}  // namespace taizhang
