// Sorted files for RocksDB, made from verified records and taken in as they are (fill.hpp): neither written to the
// write-ahead log first nor sorted in memory tables. Records and leaves come in order; a file of each is made of every
// group. What the indexes have in no order is gathered, and sorted by the half million.
//
//     RocksFill fill(store);
//     TZ_CHECK(fill.write(first, group));           // the disk may still be at it
//     TZ_TRY(const bool fits, fill.finish(end));    // the indexes are there, and hold what they must
//
// One thread at a time. Private to this folder.
#pragma once

#include "src/log/fill.hpp"
#include "src/log/rocks_store.hpp"

#include <atomic>
#include <future>

namespace taizhang {

class RocksFill {
  public:
    static constexpr std::size_t usual_run = 500'000;  ///< entries of an index, some 60 MB while they wait

    /// Files are made in the database's own directory.
    explicit RocksFill(const RocksStore& store, std::size_t run = usual_run) : store_(store), run_(run) {}

    /// `first`: the position of the group's first record. While the disk is at its files, the next ones can be made.
    Status write(Position first, const FillGroup& group);
    /// Waits for the disk.
    Status settle();

    /// Writes what is left of the indexes and looks at all of them. False: some record's entry is missing or another's;
    /// which one, a walk over the records tells.
    Result<bool> finish(Position end);

  private:
    struct StreamEntry {
        std::string key;
        Position position = 0;
    };
    struct CommandEntry {
        CommandId id;
        CommandOutcome outcome;
    };

    Status write_records(Position first, const FillGroup& group);
    void gather(Position first, const FillGroup& group);
    Status write_indexes();
    Status write_streams();
    Status write_commands();

    const RocksStore& store_;
    const std::size_t run_;
    std::vector<StreamEntry> streams_;
    std::vector<CommandEntry> commands_;
    std::uint64_t all_commands_ = 0;
    std::atomic<bool> twice_ = false;  ///< two records have the same key
    std::size_t files_ = 0;            ///< that were made, for their names
    std::future<Status> syncing_;      ///< the files that were made last
};

}  // namespace taizhang
