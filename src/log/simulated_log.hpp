// An event log in memory with the rules of the real one, for tests of everything above the log, and faults on demand.
//
//     SimulatedLog log({.origin = "test.example/log", .epoch = 1});
//     log.fail_next_append(SimulatedFault::after_persisting);
//     log.append(group);                                    // not_writable, and so is every later one
//     std::unique_ptr<SimulatedLog> next = log.restart();   // what a new process would find: the group is there
//
// Threads: as EventLog says; the fault hooks may be called from any thread.
#pragma once

#include "src/log/group_check.hpp"
#include "src/transparency/tree.hpp"

#include <map>
#include <memory>
#include <shared_mutex>
#include <unordered_map>

namespace taizhang {

enum class SimulatedFault {
    none,
    before_persisting,  ///< the group, or the checkpoint, is lost
    after_persisting    ///< it is on the disk, although the writer was told that it failed
};

class SimulatedLog final : public EventLog, private CheckpointStore {
  public:
    explicit SimulatedLog(LogIdentity identity) : identity_(std::move(identity)) {}

    /// The disk fails then: nothing is written afterwards, neither records nor checkpoints.
    void fail_next_append(SimulatedFault fault);
    void fail_next_checkpoint(SimulatedFault fault);
    /// What a process finds that opens this log after the present one crashed. This one may be dropped or kept.
    std::unique_ptr<SimulatedLog> restart() const;
    /// Damages the stored record: reading it is an error from now on. The offset is taken modulo the record's length.
    void flip_bit(Position position, std::size_t offset);

    const LogIdentity& identity() const override { return identity_; }
    Position end() const override;
    Status append(std::span<const Record> group) override;
    Result<std::vector<Record>> read(Position from, ReadLimit limit) const override;
    Result<std::vector<Record>> read_stream(const StreamId& stream, Version from, ReadLimit limit) const override;
    Result<Version> version(const StreamId& stream) const override;
    Result<std::optional<CommandOutcome>> find_command(const CommandId& id) const override;
    Result<std::vector<Digest>> tree_hashes(unsigned level, std::uint64_t first, std::size_t count) const override;
    CheckpointStore& checkpoints() override { return *this; }

  private:
    using Notes = std::map<std::uint64_t, std::string>;  ///< by the size of their trees
    struct Disk {
        std::vector<std::string> values;
        std::vector<Digest> leaves;
        std::vector<std::vector<Digest>> levels;  ///< complete subtrees of 256, 256^2, … leaves
        tlog::Frontier frontier;
        std::unordered_map<StreamId, std::vector<Position>> streams;
        std::unordered_map<CommandId, CommandOutcome> commands;
        Time last_recorded{std::numeric_limits<std::int64_t>::min()};
        Notes checkpoints;
        std::vector<Erasure> unseen;  ///< on the disk, by a group that was not acknowledged: shown after a restart
    };
    static void erase(Disk& disk, const std::vector<Erasure>& erasures);
    Result<std::optional<KeptCheckpoint>> latest() const override;
    Result<std::optional<KeptCheckpoint>> at_most(std::uint64_t size) const override;
    Result<std::vector<KeptCheckpoint>> list(std::uint64_t from, std::size_t limit) const override;
    Status advance(std::optional<std::uint64_t> expected, const KeptCheckpoint& next) override;
    Error stopped() const;
    Result<PreparedGroup> prepare(std::span<const Record> group) const;
    void persist(std::span<const Record> group, PreparedGroup prepared);
    Result<Record> record_at(Position position) const;
    Version version_below(const StreamId& stream, Position end) const;

    const LogIdentity identity_;
    mutable std::shared_mutex mutex_;  ///< over all below
    Disk disk_;
    Position end_ = 0;   ///< records on the disk at or after it were not acknowledged and are not shown
    Notes checkpoints_;  ///< those of the disk that were acknowledged
    SimulatedFault next_fault_ = SimulatedFault::none, next_checkpoint_fault_ = SimulatedFault::none;
    bool failed_ = false;
};

}  // namespace taizhang
