// An administrator with a database tool edits the log: every checksum of RocksDB holds, only our hashes can tell.
#include "tests/fault/damaged_log.hpp"
#include "tests/unit/log/intruder.hpp"

#include <gmock/gmock.h>

#include <functional>

namespace taizhang::test {
namespace {

using namespace log_layout;
using testing::HasSubstr;

struct Tampering {
    const char* name;
    std::function<void(Intruder&, Position)> edit;
    const char* told;  ///< by read(), naming the position
};

const Tampering tamperings[] = {
    {"PayloadEdited",
     [](Intruder& db, Position p) {
         auto record = db.record(p);
         record.payload[0] = '9';
         db.put(p, record);
     },
     "its payload hashes to"},
    {"SaltEdited",
     [](Intruder& db, Position p) {
         auto record = db.record(p);
         record.salt[3] ^= 1;
         db.put(p, record);
     },
     "its payload hashes to"},
    {"PayloadEditedAndHeaderResealed",
     [](Intruder& db, Position p) {
         auto record = db.record(p);
         record.payload = "别的进度";
         seal(record);
         db.put(p, record);
     },
     "its header hashes to"},
    {"ActorEdited",
     [](Intruder& db, Position p) {
         auto record = db.record(p);
         record.header.actor.name = "王五";
         db.put(p, record);
     },
     "its header hashes to"},
    {"RecordPutInAnothersPlace", [](Intruder& db, Position p) { db.put(p, db.record(p + 1)); }, "its header hashes to"},
    {"RecordAndLeafPutInAnothersPlace",
     [](Intruder& db, Position p) {
         db.put(p, db.record(p + 1));
         db.put(Family::leaves, u64_bytes(p), db.get(Family::leaves, u64_bytes(p + 1)));
     },
     "the record found there is that of position"},
    {"RecordRemoved", [](Intruder& db, Position p) { db.remove(Family::records, u64_bytes(p)); }, "it is missing"},
    {"RecordCutShort",
     [](Intruder& db, Position p) {
         db.put(Family::records, u64_bytes(p), db.get(Family::records, u64_bytes(p)).substr(0, 9));
     },
     "a record's header needs"},
    {"RecordEmptied", [](Intruder& db, Position p) { db.put(Family::records, u64_bytes(p), ""); }, "too short"},
    {"LeafEdited", [](Intruder& db, Position p) { db.put(Family::leaves, u64_bytes(p), std::string(32, 'x')); },
     "its header hashes to"},
    {"LeafCutShort", [](Intruder& db, Position p) { db.put(Family::leaves, u64_bytes(p), "x"); },
     "its leaf hash should have 32 bytes"},
    {"LeafRemoved", [](Intruder& db, Position p) { db.remove(Family::leaves, u64_bytes(p)); }, "it is missing"},
};

/// Names the case in the list of tests; without it googletest prints the object's bytes.
void PrintTo(const Tampering& tampering, std::ostream* out) {
    *out << tampering.name;
}

class Tampered : public testing::TestWithParam<Tampering> {};

TEST_P(Tampered, IsToldWithItsPositionAndNeverServed) {
    constexpr Position position = 200;  // older than what opening checks
    DamagedLog damaged;
    damaged.fill(std::vector(100, 6));
    {
        Intruder db(damaged.options.path);
        GetParam().edit(db, position);
    }
    const auto log = damaged.open();
    ASSERT_TRUE(log) << log.error().message;
    for (const auto from : {Position(0), position}) {
        const auto page = (*log)->read(from, {});
        ASSERT_FALSE(page);
        EXPECT_EQ(page.error().code, ErrorCode::corrupt);
        EXPECT_THAT(page.error().message, HasSubstr("damaged at position 200: "));
        EXPECT_THAT(page.error().message, HasSubstr(GetParam().told));
        EXPECT_EQ(page.error().details.at("position").to_number<Position>(), position);
    }
    EXPECT_FALSE((*log)->read_stream({"item/a"}, position + 1, {.count = 1}));
    EXPECT_EQ((*log)->read(0, {.count = 200})->size(), 200u);
    EXPECT_EQ((*log)->read(201, {})->size(), 399u);
}

TEST_P(Tampered, InTheNewestRecordsIsToldWhenTheLogIsOpened) {
    DamagedLog damaged;
    damaged.fill(std::vector(10, 6));
    {
        Intruder db(damaged.options.path);
        GetParam().edit(db, 58);
    }
    const auto log = damaged.open();
    ASSERT_FALSE(log);
    EXPECT_THAT(log.error().message, HasSubstr("damaged at position 58: "));
}

INSTANTIATE_TEST_SUITE_P(, Tampered, testing::ValuesIn(tamperings), [](const auto& info) { return info.param.name; });

struct IndexTampering {
    const char* name;
    std::function<void(Intruder&)> edit;  ///< of the 60 records of item/a, in commands of six
    const char* told;
};

void PrintTo(const IndexTampering& tampering, std::ostream* out) {
    *out << tampering.name;
}

class TamperedEnds : public testing::TestWithParam<IndexTampering> {};

TEST_P(TamperedEnds, IsToldWhenTheLogIsOpened) {
    DamagedLog damaged;
    damaged.fill(std::vector(10, 6));
    {
        Intruder db(damaged.options.path);
        GetParam().edit(db);
    }
    const auto log = damaged.open();
    ASSERT_FALSE(log);
    EXPECT_THAT(log.error().message, HasSubstr(GetParam().told));
}

const IndexTampering index_tamperings[] = {
    {"LastRecordRemoved", [](Intruder& db) { db.remove(Family::records, u64_bytes(59)); },
     "there are 59 records, but 60 leaf hashes"},
    {"LastRecordAndLeafRemoved",
     [](Intruder& db) {
         db.remove(Family::records, u64_bytes(59));
         db.remove(Family::leaves, u64_bytes(59));
     },
     "position 59: the log ends here, but records up to position 59 had been acknowledged"},
    {"LeafAddedBehindTheEnd", [](Intruder& db) { db.put(Family::leaves, u64_bytes(60), std::string(32, 'x')); },
     "60 records, but 61 leaf hashes"},
    {"StreamIndexRemoved", [](Intruder& db) { db.remove(Family::streams, stream_key({"item/a"}, 40)); },
     "position 39: the index of item/a does not name it"},
    {"StreamIndexBent", [](Intruder& db) { db.put(Family::streams, stream_key({"item/a"}, 40), u64_bytes(3)); },
     "position 39: the index of item/a does not name it"},
    {"CommandRemoved",
     [](Intruder& db) { db.remove(Family::commands, std::string(command_key(db.record(59).header.command_id))); },
     "position 54: the entry of its command"},
    {"CommandBent",
     [](Intruder& db) {
         db.put(Family::commands, std::string(command_key(db.record(59).header.command_id)), command_value({54, 2}));
     },
     "position 56: the entry of its command"},
    {"EpochRemoved", [](Intruder& db) { db.remove(Family::meta, "epoch"); }, "lacks its format, epoch or origin"},
    {"IdentityRemoved",
     [](Intruder& db) {
         for (const auto* key : {"format", "epoch", "origin"}) db.remove(Family::meta, key);
     },
     "has records, but no origin and epoch"},
    {"OtherFormat", [](Intruder& db) { db.put(Family::meta, "format", u64_bytes(4)); },
     "has format 4; this program reads the formats 1 to 3"},
};
INSTANTIATE_TEST_SUITE_P(, TamperedEnds, testing::ValuesIn(index_tamperings),
                         [](const auto& info) { return info.param.name; });

TEST(TamperedIndex, AnOldEntryThatNamesAnotherRecordIsToldWhenTheStreamIsRead) {
    DamagedLog damaged;
    damaged.fill(std::vector(100, 6));
    {
        Intruder db(damaged.options.path);
        db.put(Family::streams, stream_key({"item/a"}, 3), u64_bytes(7));
        db.remove(Family::streams, stream_key({"item/a"}, 10));
    }
    const auto log = damaged.open().value();
    EXPECT_THAT(log->read_stream({"item/a"}, 1, {}).error().message,
                HasSubstr("the index has it as version 3 of item/a, but it is version 8"));
    EXPECT_THAT(log->read_stream({"item/a"}, 4, {}).error().message, HasSubstr("version 10 of item/a is missing"));
    EXPECT_THAT(log->read_stream({"item/a"}, 10, {}).error().message, HasSubstr("version 10 of item/a is missing"));
    EXPECT_EQ(log->read_stream({"item/a"}, 11, {})->size(), 590u);
}

/// Another program's database must not get our column families.
TEST(ForeignDatabase, IsRefusedAndNotTouched) {
    TemporaryDirectory directory;
    const auto make = [&](const std::vector<std::string>& families) {
        fs::remove_all(directory / "db");
        rocksdb::Options options;
        options.create_if_missing = true;
        rocksdb::DB* raw = nullptr;
        ASSERT_TRUE(rocksdb::DB::Open(options, directory / "db", &raw).ok());
        const std::unique_ptr<rocksdb::DB> db(raw);
        ASSERT_TRUE(db->Put({}, "key", "value").ok());
        for (const auto& name : families) {
            rocksdb::ColumnFamilyHandle* handle = nullptr;
            ASSERT_TRUE(db->CreateColumnFamily({}, name, &handle).ok());
            ASSERT_TRUE(db->DestroyColumnFamilyHandle(handle).ok());
        }
    };
    const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
        {{}, "lacks a family that a log has"}, {{"rows"}, "holds 'rows'"}, {{"records"}, "lacks a family"}};
    for (const auto& [families, told] : cases) {
        ASSERT_NO_FATAL_FAILURE(make(families));
        const auto log = open_rocks_log({.path = directory / "db", .origin = "test.example/log", .epoch = 7});
        ASSERT_FALSE(log);
        EXPECT_EQ(log.error().code, ErrorCode::invalid);
        EXPECT_THAT(log.error().message, HasSubstr(told));
        std::vector<std::string> names;
        ASSERT_TRUE(rocksdb::DB::ListColumnFamilies({}, directory / "db", &names).ok());
        EXPECT_EQ(names.size(), families.size() + 1);
    }
}

TEST(ForeignDatabase, ALogWhoseMakingWasInterruptedIsFinished) {
    TemporaryDirectory directory;
    {
        rocksdb::Options options;
        options.create_if_missing = true;
        rocksdb::DB* raw = nullptr;
        ASSERT_TRUE(rocksdb::DB::Open(options, directory / "log", &raw).ok());
        const std::unique_ptr<rocksdb::DB> db(raw);
        rocksdb::ColumnFamilyHandle* handle = nullptr;
        ASSERT_TRUE(db->CreateColumnFamily({}, "records", &handle).ok());
        ASSERT_TRUE(db->DestroyColumnFamilyHandle(handle).ok());
    }
    const auto log = open_rocks_log({.path = directory / "log", .origin = "test.example/log", .epoch = 7});
    ASSERT_TRUE(log) << log.error().message;
    EXPECT_EQ((*log)->end(), 0u);
    EXPECT_EQ((*log)->identity().epoch, 7u);
}

}  // namespace
}  // namespace taizhang::test
