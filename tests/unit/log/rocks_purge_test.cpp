// What was redacted is gone from every file of the log's directory, whatever it had come into before, and whenever the
// process dies.
#include "src/log/record_codec.hpp"
#include "src/log/rocks_log.hpp"
#include "tests/unit/log/intruder.hpp"
#include "tests/unit/log/records.hpp"
#include "tests/unit/log/temporary_directory.hpp"

#include <gmock/gmock.h>
#include <rocksdb/sst_file_reader.h>

#include <csignal>
#include <fstream>
#include <future>
#include <random>

namespace taizhang::test {
namespace {

namespace fs = std::filesystem;
using log_layout::Family;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr Position erased = 5;

/// Bytes that no compression makes smaller, so that they stand in the files as they are.
std::string noise(unsigned seed, std::size_t size) {
    std::mt19937 random(seed);
    std::string bytes(size, '\0');
    for (auto& byte : bytes) byte = static_cast<char>(random());
    return bytes;
}

const std::string secret = noise(1, 4'096);

bool holds_secret(std::string_view bytes) {
    // a piece of it suffices: compression may cut it up
    for (std::size_t at = 0; at + 16 <= secret.size(); at += 16)
        if (bytes.find(std::string_view(secret).substr(at, 16)) != bytes.npos) return true;
    return false;
}

class RocksPurge : public testing::Test {
  protected:
    std::unique_ptr<EventLog> open() {
        auto log = open_rocks_log(options_);
        if (!log) throw std::runtime_error(log.error().message);
        return std::move(*log);
    }
    /// 300 events, one with the secret, of which 20 are before it.
    void fill(EventLog& log) {
        auto group = GroupBuilder(log).events("item/a", 300).take();
        for (auto& record : group) record.payload = noise(1'000 + unsigned(record.header.position), 300);
        group[erased].payload = secret;
        for (auto& record : group) seal(record);
        ASSERT_TRUE(log.append(group));
    }
    static void redact(EventLog& log) {
        auto order = GroupBuilder(log).event("redaction/5").take();
        order[0].erases = erased;
        const auto done = log.append(order);
        ASSERT_TRUE(done) << done.error().message;
    }
    /// Through memory and all levels: the records are in the last one, compressed as there.
    void compact() {
        rocksdb::DBOptions db_options;
        std::vector<rocksdb::ColumnFamilyDescriptor> families;
        std::vector<rocksdb::ColumnFamilyHandle*> handles;
        for (const auto* name : log_layout::family_names) families.emplace_back(name, rocksdb::ColumnFamilyOptions());
        for (auto& family : families) family.options.bottommost_compression = rocksdb::kZSTD;
        rocksdb::DB* raw = nullptr;
        ASSERT_TRUE(rocksdb::DB::Open(db_options, options_.path, families, &handles, &raw).ok());
        const std::unique_ptr<rocksdb::DB> db(raw);
        rocksdb::CompactRangeOptions all;
        all.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
        EXPECT_TRUE(db->CompactRange(all, handles[std::size_t(Family::records)], nullptr, nullptr).ok());
        for (auto* handle : handles) db->DestroyColumnFamilyHandle(handle);
    }

    std::vector<std::string> files_with_secret() const {
        std::vector<std::string> found;
        for (const auto& entry : fs::recursive_directory_iterator(options_.path)) {
            std::ifstream file(entry.path(), std::ios::binary);
            const std::string bytes((std::istreambuf_iterator<char>(file)), {});
            if (holds_secret(bytes) || (entry.path().extension() == ".sst" && table_holds_secret(entry.path())))
                found.push_back(entry.path().filename());
        }
        return found;
    }
    static bool table_holds_secret(const std::string& file) {
        rocksdb::SstFileReader reader{rocksdb::Options()};
        if (!reader.Open(file).ok()) return true;
        const std::unique_ptr<rocksdb::Iterator> it(reader.NewIterator({}));
        for (it->SeekToFirst(); it->Valid(); it->Next())
            if (holds_secret({it->value().data(), it->value().size()})) return true;
        return !it->status().ok();
    }
    bool marked() { return Intruder(options_.path).has(Family::meta, "purge" + log_layout::u64_bytes(erased)); }

    TemporaryDirectory directory_;
    RocksLogOptions options_{.path = directory_ / "log", .origin = "test.example/log", .epoch = 7};
};

TEST_F(RocksPurge, TakesItOutOfTheWriteAheadLog) {
    std::promise<Status> done;
    options_.on_erased = [&](const Status& status) { done.set_value(status); };
    auto log = open();
    fill(*log);
    ASSERT_THAT(files_with_secret(), Not(IsEmpty()));
    redact(*log);
    EXPECT_TRUE(done.get_future().get());
    EXPECT_THAT(files_with_secret(), IsEmpty());
    EXPECT_TRUE(log->read(erased, {.count = 1}).value().at(0).redacted);
    log.reset();
    EXPECT_THAT(files_with_secret(), IsEmpty());
    EXPECT_FALSE(marked());
}

TEST_F(RocksPurge, TakesItOutOfSortedFiles) {
    {
        fill(*open());
    }
    compact();
    ASSERT_THAT(files_with_secret(), Not(IsEmpty()));
    std::promise<Status> done;
    options_.on_erased = [&](const Status& status) { done.set_value(status); };
    auto log = open();
    ASSERT_THAT(files_with_secret(), Not(IsEmpty()));
    redact(*log);
    EXPECT_TRUE(done.get_future().get());
    EXPECT_THAT(files_with_secret(), IsEmpty());
    EXPECT_EQ(log->read(0, {}).value().size(), 301u);
}

/// Many files on several levels, and more of them while it is going on.
TEST_F(RocksPurge, TakesItOutOfALogThatIsBeingWrittenTo) {
    options_.write_buffer_bytes = 64 << 10;
    std::promise<Status> done;
    options_.on_erased = [&](const Status& status) { done.set_value(status); };
    auto log = open();
    const auto add = [&] {
        auto group = GroupBuilder(*log).events("item/b", 100).take();
        for (auto& record : group) {
            record.payload = noise(unsigned(record.header.position), 300);
            seal(record);
        }
        ASSERT_TRUE(log->append(group));
    };
    fill(*log);
    for (int i = 0; i < 100; ++i) add();
    ASSERT_THAT(files_with_secret(), Not(IsEmpty()));
    redact(*log);
    auto gone = done.get_future();
    do add();
    while (gone.wait_for(std::chrono::seconds(0)) != std::future_status::ready);
    EXPECT_TRUE(gone.get());
    EXPECT_TRUE(log->read(erased, {.count = 1}).value().at(0).redacted);
    EXPECT_EQ(log->read(erased + 1, {.count = 200}).value().size(), 200u);
    log.reset();  // other files go on being merged, and vanish while they are looked at
    EXPECT_THAT(files_with_secret(), IsEmpty());
}

TEST_F(RocksPurge, IsFinishedBeforeTheLogIsClosed) {
    {
        const auto log = open();
        fill(*log);
        redact(*log);
    }
    EXPECT_THAT(files_with_secret(), IsEmpty());
    EXPECT_FALSE(marked());
}

TEST_F(RocksPurge, WhatIsRedactedWithinItsGroupIsNeverWritten) {
    const auto log = open();
    auto group = GroupBuilder(*log).events("item/a", 6).event("redaction/5").take();
    group[erased].payload = secret;
    seal(group[erased]);
    group[6].erases = erased;
    ASSERT_TRUE(log->append(group));
    EXPECT_THAT(files_with_secret(), IsEmpty());
}

/// The process dies between the sync and the purge, which the next one does before it serves anything.
TEST_F(RocksPurge, IsDoneAtTheNextOpeningAfterAKill) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    constexpr const char* place = "TAIZHANG_TEST_LOG";  // the child is this program, begun anew
    if (const char* given = std::getenv(place)) options_.path = given;
    const auto before = options_.path;
    for (int attempt = 0; attempt < 20; ++attempt) {
        options_.path = before + std::to_string(attempt);
        if (!std::getenv(place)) {
            {
                fill(*open());
            }
            compact();
            ::setenv(place, options_.path.c_str(), 1);
        }
        EXPECT_EXIT(
            {
                options_.path = std::getenv(place);
                const auto log = open();
                redact(*log);
                std::raise(SIGKILL);
            },
            testing::KilledBySignal(SIGKILL), "");
        ::unsetenv(place);
        if (!files_with_secret().empty()) break;  // otherwise the purge was faster than the signal
    }
    ASSERT_THAT(files_with_secret(), Not(IsEmpty()));
    int told = 0;
    options_.on_erased = [&](const Status& status) { told += status ? 1 : 100; };
    const auto log = open();
    EXPECT_EQ(told, 1);
    EXPECT_THAT(files_with_secret(), IsEmpty());
    EXPECT_EQ(log->read(erased, {.count = 1}).value().at(0).redacted.value().by, 300u);
}

TEST_F(RocksPurge, ARecordRedactedByWhatIsNotThereIsDamage) {
    {
        fill(*open());
    }
    const auto forge = [&](Position by) {
        Intruder db(options_.path);
        auto record = db.record(299);
        record.redacted = Redacted{.by = by};
        db.put(299, record);
    };
    forge(299);
    auto refused = open_rocks_log(options_);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::corrupt);
    EXPECT_THAT(refused.error().message, HasSubstr("which is said to have ordered it, is not after it"));
    forge(300);
    refused = open_rocks_log(options_);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message, HasSubstr("removed by position 300, but the log ends at 300"));
}

/// Programs that know no redaction refuse a log that has one; a log that has none they can still read.
TEST_F(RocksPurge, OnlyALogWithARedactionIsOfFormat3) {
    const auto format = [&] { return Intruder(options_.path).get(Family::meta, std::string(log_layout::format_key)); };
    {
        fill(*open());
    }
    EXPECT_EQ(format(), log_layout::u64_bytes(2));
    {
        redact(*open());
    }
    EXPECT_EQ(format(), log_layout::u64_bytes(3));
    {
        fill(*open());
    }
    EXPECT_EQ(format(), log_layout::u64_bytes(3));
    Intruder(options_.path).put(Family::meta, std::string(log_layout::format_key), log_layout::u64_bytes(4));
    EXPECT_THAT(open_rocks_log(options_).error().message, HasSubstr("this program reads the formats 1 to 3"));
}

}  // namespace
}  // namespace taizhang::test
