// A simulated log whose appends and look-ups can be held, and that remembers how it was written.
#pragma once

#include "src/log/simulated_log.hpp"
#include "tests/unit/engine/gate.hpp"

namespace taizhang {

class HeldLog final : public EventLog {
  public:
    explicit HeldLog(std::unique_ptr<SimulatedLog> disk) : disk_(std::move(disk)) {}

    Gate appends;          ///< the engine waits here before each append
    mutable Gate lookups;  ///< the engine waits here before it decides a command: it looks for the command's id first

    SimulatedLog& disk() { return *disk_; }
    /// Records of each append, in order.
    std::vector<std::size_t> groups() const {
        const std::lock_guard lock(mutex_);
        return groups_;
    }

    const LogIdentity& identity() const override { return disk_->identity(); }
    Position end() const override { return disk_->end(); }
    Status append(std::span<const Record> group) override {
        appends.pass();
        {
            const std::lock_guard lock(mutex_);
            groups_.push_back(group.size());
        }
        return disk_->append(group);
    }
    Result<std::vector<Record>> read(Position from, ReadLimit limit) const override { return disk_->read(from, limit); }
    Result<std::vector<Record>> read_stream(const StreamId& stream, Version from, ReadLimit limit) const override {
        return disk_->read_stream(stream, from, limit);
    }
    Result<Version> version(const StreamId& stream) const override { return disk_->version(stream); }
    Result<std::optional<CommandOutcome>> find_command(const CommandId& id) const override {
        lookups.pass();
        return disk_->find_command(id);
    }
    Result<std::vector<Digest>> tree_hashes(unsigned level, std::uint64_t first, std::size_t count) const override {
        return disk_->tree_hashes(level, first, count);
    }
    CheckpointStore& checkpoints() override { return disk_->checkpoints(); }

  private:
    std::unique_ptr<SimulatedLog> disk_;
    mutable std::mutex mutex_;
    std::vector<std::size_t> groups_;
};

}  // namespace taizhang
