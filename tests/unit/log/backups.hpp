// A place to back up to and restore to, logs to do it with, and what they are compared by.
//
//     class MyTest : public testing::Test, protected BackupPlace { … };
//     back_up(log);
//     ASSERT_TRUE(restore_simulated({.size = 4}));
//     EXPECT_EQ(records_of(*restored_), records_of(log, 4));
#pragma once

#include "src/log/backup.hpp"
#include "src/log/record_codec.hpp"
#include "src/log/restore.hpp"
#include "src/transparency/checkpoint.hpp"
#include "src/transparency/log_hashes.hpp"
#include "tests/unit/log/engines.hpp"
#include "tests/unit/log/records.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace taizhang::test {

namespace fs = std::filesystem;
using backup::BackupOptions;
using backup::BackupReport;
using backup::RestoreOptions;
using backup::RestoreReport;

inline const LogIdentity identity{"test.example/log", 7};

inline std::string bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline void write(const fs::path& file, std::string_view bytes) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

inline std::map<std::string, std::string> contents(const fs::path& directory) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::directory_iterator(directory))
        files[entry.path().filename().string()] = bytes_of(entry.path());
    return files;
}

inline std::vector<std::string> records_of(const EventLog& log, std::uint64_t count = ~std::uint64_t{0}) {
    std::vector<std::string> records;
    while (records.size() < std::min<std::uint64_t>(count, log.end()))
        for (const auto& record : log.read(records.size(), {.count = 1}).value())
            records.push_back(encode_record(record));
    return records;
}

inline std::vector<std::pair<std::uint64_t, std::string>> checkpoints_of(EventLog& log) {
    std::vector<std::pair<std::uint64_t, std::string>> found;
    for (const auto& kept : log.checkpoints().list(0, 1'000).value()) found.emplace_back(kept.size, kept.note);
    return found;
}

inline Digest root_at(const EventLog& log, std::uint64_t size) {
    return tlog::tree_root(tlog::LogHashes(log), size).value();
}

inline tlog::SigningKey key_of(char seed) {
    return tlog::SigningKey::from_seed(identity.origin, tlog::KeyKind::ed25519, std::string(32, seed)).value();
}

inline std::string sign(const EventLog& log, std::uint64_t size, const tlog::SigningKey& key) {
    const tlog::Checkpoint checkpoint{.origin = log.identity().origin, .size = size, .root = root_at(log, size)};
    return tlog::sign_note(checkpoint.text(), std::array{&key});
}

/// Signs for all that the log holds, as a server does now and then.
inline void keep_checkpoint(EventLog& log, const tlog::SigningKey& key) {
    const auto latest = log.checkpoints().latest().value();
    const auto expected = latest ? std::optional(latest->size) : std::nullopt;
    log.checkpoints().advance(expected, {log.end(), sign(log, log.end(), key)}).value();
}

class BackupPlace {
  protected:
    fs::path backup() const { return directory_ / "backup"; }
    fs::path data() const { return directory_ / "data"; }

    Result<BackupReport> try_backup(EventLog& log, BackupOptions options = {}) const {
        backup::LogSource source(log);
        return backup::back_up(source, backup(), options);
    }
    BackupReport back_up(EventLog& log, BackupOptions options = {}) const {
        auto done = try_backup(log, std::move(options));
        if (!done) throw std::runtime_error(done.error().message);
        return *done;
    }
    Result<RestoreReport> restore_simulated(RestoreOptions options = {}) {
        restored_ = std::make_unique<SimulatedLog>(LogIdentity{identity.origin, 8});
        return backup::restore_into(*restored_, backup(), options);
    }
    Result<RestoreReport> restore_disk(RestoreOptions options = {}) const {
        options.new_epoch = 8;
        return backup::restore(backup(), data(), options);
    }
    std::unique_ptr<EventLog> open_restored() const {
        return open_rocks_log({.path = (data() / "log").string(), .create_if_missing = false}).value();
    }
    /// Neither the data directory nor what it is made in.
    void expect_nothing_restored() const {
        EXPECT_FALSE(fs::exists(data()));
        EXPECT_FALSE(fs::exists(data().string() + ".restoring"));
    }

    TemporaryDirectory directory_;
    std::unique_ptr<SimulatedLog> restored_;
};

template <class Result>
void expect_refused(const Result& result, ErrorCode code, const std::string& said) {
    ASSERT_FALSE(result) << "expected: " << said;
    EXPECT_EQ(result.error().code, code) << result.error().message;
    EXPECT_THAT(result.error().message, testing::HasSubstr(said));
}

}  // namespace taizhang::test
