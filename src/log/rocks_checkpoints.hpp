// The family of checkpoints: the text of each note under the size of its tree (docs/formats/log.md).
//
//     RocksCheckpoints checkpoints(store, end, epoch, std::move(mark));
//     TZ_CHECK(checkpoints.check());      // when the log is opened
//
// Threads: as CheckpointStore says; check() and drop_all() before anybody else has it. Private to this folder.
#pragma once

#include "src/log/acknowledged_mark.hpp"
#include "src/log/rocks_store.hpp"

#include <atomic>
#include <mutex>

namespace taizhang {

class RocksCheckpoints final : public CheckpointStore {
  public:
    /// `end`: where the log durably ends, now and later. `mark`: remembers the size of the newest checkpoint, because
    /// one that was the last thing written can be lost with what looks like a torn tail.
    RocksCheckpoints(const RocksStore& store, const std::atomic<Position>& end, std::uint64_t epoch,
                     AcknowledgedMark mark)
        : store_(store), end_(end), epoch_(epoch), mark_(std::move(mark)) {}

    /// A log that ends before its newest checkpoint has lost what was acknowledged, and one whose newest checkpoint is
    /// older than its mark has forgotten what was published: ErrorCode::corrupt.
    Status check() const;
    /// Writes the mark anew, which a power cut or a salvage may have left behind.
    Status set_mark() const;
    /// For a log that is salvaged: gives up what was signed under its old name.
    Status drop_all() const;

    Result<std::optional<KeptCheckpoint>> latest() const override;
    Result<std::optional<KeptCheckpoint>> at_most(std::uint64_t size) const override;
    Result<std::vector<KeptCheckpoint>> list(std::uint64_t from, std::size_t limit) const override;
    Status advance(std::optional<std::uint64_t> expected, const KeptCheckpoint& next) override;

  private:
    Position end() const { return end_.load(std::memory_order_acquire); }

    const RocksStore& store_;
    const std::atomic<Position>& end_;
    const std::uint64_t epoch_;
    AcknowledgedMark mark_;
    std::mutex advancing_;  ///< from reading the latest to its successor being durable
    std::string failure_;   ///< why nothing is kept any more; empty while it is
};

}  // namespace taizhang
