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

#include <memory>
#include <shared_mutex>
#include <unordered_map>

namespace taizhang {

enum class SimulatedFault {
    none,
    before_persisting,  ///< the group is lost
    after_persisting    ///< the group is on the disk, although the writer was told that it failed
};

class SimulatedLog final : public EventLog {
  public:
    explicit SimulatedLog(LogIdentity identity) : identity_(std::move(identity)) {}

    void fail_next_append(SimulatedFault fault);
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
    Result<std::vector<Digest>> leaf_hashes(Position from, std::size_t count) const override;

  private:
    struct Disk {
        std::vector<std::string> values;
        std::vector<Digest> leaves;
        std::unordered_map<StreamId, std::vector<Position>> streams;
        std::unordered_map<CommandId, CommandOutcome> commands;
        Time last_recorded{std::numeric_limits<std::int64_t>::min()};
    };
    Result<PreparedGroup> prepare(std::span<const Record> group) const;
    void persist(std::span<const Record> group, PreparedGroup prepared);
    Result<Record> record_at(Position position) const;
    Version version_below(const StreamId& stream, Position end) const;

    const LogIdentity identity_;
    mutable std::shared_mutex mutex_;  ///< over all below
    Disk disk_;
    Position end_ = 0;  ///< records on the disk at or after it were not acknowledged and are not shown
    SimulatedFault next_fault_ = SimulatedFault::none;
    bool failed_ = false;
};

}  // namespace taizhang
