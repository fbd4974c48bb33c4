// The engines of the event log for typed tests: each makes a log, closes and opens it, and crashes.
//
//     TYPED_TEST_SUITE(Conformance, Engines, EngineNames);
#pragma once

#include "src/log/rocks_log.hpp"
#include "src/log/simulated_log.hpp"
#include "tests/unit/log/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <map>

namespace taizhang::test {

struct RocksEngine {
    TemporaryDirectory directory;
    int crashes = 0;
    std::unique_ptr<EventLog> log = open();

    std::string path() const { return directory / ("log" + std::to_string(crashes)); }
    std::unique_ptr<EventLog> open() {
        return open_rocks_log({.path = path(), .origin = "test.example/log", .epoch = 7}).value();
    }
    void reopen() {
        log.reset();
        log = open();
    }
    /// What a killed process leaves: the files as they are at this moment, without anything that closing does.
    void crash() {
        const auto left = path();
        ++crashes;
        while (!copy_at_once(left, path())) std::filesystem::remove_all(path());
        log = open();
    }
    /// False when RocksDB, which removes old files in the background, did so meanwhile: that is no state of the disk.
    static bool copy_at_once(const std::string& from, const std::string& to) {
        const auto before = files(from);
        std::error_code failed;
        std::filesystem::copy(from, to, failed);
        return !failed && files(from) == before;
    }
    static std::map<std::string, std::uintmax_t> files(const std::string& path) {
        std::map<std::string, std::uintmax_t> sizes;
        std::error_code vanished;
        for (const auto& entry : std::filesystem::directory_iterator(path))
            sizes[entry.path().filename()] = entry.file_size(vanished);
        return sizes;
    }
};

struct SimulatedEngine {
    std::unique_ptr<EventLog> log = std::make_unique<SimulatedLog>(LogIdentity{"test.example/log", 7});

    void reopen() { log = dynamic_cast<SimulatedLog&>(*log).restart(); }
    void crash() { reopen(); }
};

using Engines = testing::Types<RocksEngine, SimulatedEngine>;
class EngineNames {
  public:
    template <class T>
    static std::string GetName(int) {
        return std::is_same_v<T, RocksEngine> ? "Rocks" : "Simulated";
    }
};

}  // namespace taizhang::test
