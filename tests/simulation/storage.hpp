// Where the log survives a crash: in memory, or as RocksDB files on the simulated disk.
//
//     auto storage = make_storage(Kind::rocksdb, directory);
//     TZ_TRY(EventLog* log, storage->open());
//     storage->fail_soon(dice);                  // a write that is to come does not come well
//     storage->close(How::power_cut);            // after everything that uses the log is gone
//
// The engine writes through WatchedLog, which tells the Truth what was tried and what the log said of it.
#pragma once

#include "src/log/log_above.hpp"
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

class WatchedLog final : public LogAbove {
  public:
    WatchedLog(EventLog& log, Truth& truth) : LogAbove(log), truth_(truth) {}
    Status append(std::span<const Record> group) override {
        truth_.tried(group);
        TZ_CHECK(beneath_.append(group));
        truth_.appended(group);
        return {};
    }

  private:
    Truth& truth_;
};

}  // namespace taizhang::simulation
