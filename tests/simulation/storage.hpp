// Where the log survives a crash: in memory, or as RocksDB files on the simulated disk.
//
//     auto storage = make_storage(Kind::rocksdb, directory);
//     TZ_TRY(EventLog* log, storage->open());
//     storage->fail_soon(dice);                  // a write that is to come does not come well
//     storage->close(How::power_cut);            // after everything that uses the log is gone
//
// The engine writes through WatchedLog, which tells the Truth what was tried and what the log said of it.
#pragma once

#include "tests/simulation/truth.hpp"

#include <filesystem>
#include <memory>

namespace taizhang::simulation {

class Storage {
  public:
    virtual ~Storage() = default;
    /// Valid until close().
    virtual Result<EventLog*> open() = 0;
    /// Returns what it is going to be, for the journal.
    virtual std::string fail_soon(Dice& dice) = 0;
    virtual void close() = 0;
};

enum class Disk { memory, rocksdb };

std::unique_ptr<Storage> make_storage(Disk disk, const std::filesystem::path& directory);

class WatchedLog final : public EventLog {
  public:
    WatchedLog(EventLog& log, Truth& truth) : log_(log), truth_(truth) {}
    const LogIdentity& identity() const override { return log_.identity(); }
    Position end() const override { return log_.end(); }
    Status append(std::span<const Record> group) override {
        truth_.tried(group);
        TZ_CHECK(log_.append(group));
        truth_.appended(group);
        return {};
    }
    Result<std::vector<Record>> read(Position from, ReadLimit limit) const override { return log_.read(from, limit); }
    Result<std::vector<Record>> read_stream(const StreamId& stream, Version from, ReadLimit limit) const override {
        return log_.read_stream(stream, from, limit);
    }
    Result<Version> version(const StreamId& stream) const override { return log_.version(stream); }
    Result<std::optional<CommandOutcome>> find_command(const CommandId& id) const override {
        return log_.find_command(id);
    }
    Result<std::vector<Digest>> tree_hashes(unsigned level, std::uint64_t first, std::size_t count) const override {
        return log_.tree_hashes(level, first, count);
    }
    CheckpointStore& checkpoints() override { return log_.checkpoints(); }

  private:
    EventLog& log_;
    Truth& truth_;
};

}  // namespace taizhang::simulation
