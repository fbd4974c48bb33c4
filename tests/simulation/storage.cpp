#include "tests/simulation/storage.hpp"

#include "src/log/rocks_log.hpp"
#include "src/log/simulated_log.hpp"
#include "tests/simulation/disk.hpp"

namespace taizhang::simulation {

namespace {

const LogIdentity simulated_identity{"simulation.example/log", 0x5eed};

class MemoryStorage final : public Storage {
  public:
    Result<EventLog*> open() override {
        if (!log_) log_ = disk_ ? disk_->restart() : std::make_unique<SimulatedLog>(simulated_identity);
        return log_.get();
    }
    std::string fail_soon(Dice& dice) override {
        if (!log_ || dice.chance(150)) {
            const auto calls = dice.below(40);
            disk::fail_at(calls, disk::Fault::call);
            return "the views' disk fails after " + std::to_string(calls) + " calls";
        }
        const auto fault = dice.chance(500) ? SimulatedFault::before_persisting : SimulatedFault::after_persisting;
        const std::string when = fault == SimulatedFault::before_persisting ? "before" : "after";
        if (dice.chance(250)) {
            log_->fail_next_checkpoint(fault);
            return "the next checkpoint fails " + when + " it is kept";
        }
        log_->fail_next_append(fault);
        return "the next group fails " + when + " it is kept";
    }
    void close() override {
        if (log_) disk_ = std::move(log_);
    }

  private:
    std::unique_ptr<SimulatedLog> log_, disk_;
};

class RocksStorage final : public Storage {
  public:
    explicit RocksStorage(std::filesystem::path directory) : directory_(std::move(directory)) {}

    Result<EventLog*> open() override {
        TZ_TRY(log_, open_rocks_log({.path = directory_.string(),
                                     .origin = simulated_identity.origin,
                                     .epoch = simulated_identity.epoch,
                                     .write_buffer_bytes = 64 << 10,
                                     .block_cache_bytes = 1 << 20}));
        return log_.get();
    }
    std::string fail_soon(Dice& dice) override {
        const auto calls = dice.below(dice.chance(700) ? 6 : 60);
        const bool power = dice.chance(600);
        disk::fail_at(calls, power ? disk::Fault::power : disk::Fault::call);
        return (power ? "the power goes off after " : "the disk fails after ") + std::to_string(calls) + " calls";
    }
    void close() override { log_.reset(); }

  private:
    const std::filesystem::path directory_;
    std::unique_ptr<EventLog> log_;
};

}  // namespace

std::unique_ptr<Storage> make_storage(Disk disk, const std::filesystem::path& directory) {
    if (disk == Disk::memory) return std::make_unique<MemoryStorage>();
    return std::make_unique<RocksStorage>(directory);
}

}  // namespace taizhang::simulation
