// What opening the log on RocksDB does with its tree and its checkpoints: completes an older log, refuses a tampered
// one.
#include "src/log/rocks_log.hpp"
#include "src/transparency/log_hashes.hpp"
#include "tests/unit/log/intruder.hpp"
#include "tests/unit/log/records.hpp"
#include "tests/unit/log/temporary_directory.hpp"
#include "tests/unit/log/tree_of_leaves.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

namespace taizhang::test {
namespace {

using namespace log_layout;
using testing::HasSubstr;

class RocksTree : public testing::Test {
  protected:
    Result<std::unique_ptr<EventLog>> open() { return open_rocks_log(options_); }
    void fill(Position end) {
        const auto log = open().value();
        while (log->end() < end) {
            const auto count = std::min<Position>(5'000, end - log->end());
            log->append(GroupBuilder(*log).events("item/a", int(count)).take()).value();
        }
    }
    Intruder intruder() const { return Intruder(options_.path); }
    /// As taizhang wrote it before there was a tree.
    void make_old() {
        Intruder db(options_.path);
        db.drop(Family::tree);
        db.drop(Family::checkpoints);
        db.put(Family::meta, "format", u64_bytes(1));
    }
    void refuse(ErrorCode code, const std::string& message) {
        const auto log = open();
        ASSERT_FALSE(log) << "was opened; expected: " << message;
        EXPECT_EQ(log.error().code, code) << log.error().message;
        EXPECT_THAT(log.error().message, HasSubstr(message));
    }
    void keep(std::uint64_t size) { open().value()->checkpoints().advance(std::nullopt, {size, "signed"}).value(); }
    std::string format() { return intruder().get(Family::meta, "format"); }

    TemporaryDirectory directory_;
    RocksLogOptions options_{.path = directory_ / "log", .origin = "test.example/log", .epoch = 7};
};

TEST_F(RocksTree, ALogOfFormat1IsCompletedAndGoesOn) {
    for (const Position size : {0, 1, 255, 256, 300, 1'500}) {
        fill(size);
        make_old();
        const auto log = open();
        ASSERT_TRUE(log) << log.error().message;
        ASSERT_NO_FATAL_FAILURE(expect_levels(**log));
        EXPECT_FALSE((*log)->checkpoints().latest().value());
        EXPECT_EQ((*log)->identity().epoch, 7u);
    }
    EXPECT_EQ(format(), u64_bytes(2));
    fill(2'000);
    expect_levels(*open().value());
}

TEST_F(RocksTree, ALogOfMoreThanOneBatchIsCompletedAlsoAfterAnInterruption) {
    fill(65'536 + 700);
    make_old();
    expect_levels(*open().value());
    {
        Intruder db(options_.path);  // as if it had been killed after the first batch, which reaches to 65,536
        for (const std::uint64_t index : {256, 257}) db.remove(Family::tree, tree_key(1, index));
        db.put(Family::meta, "format", u64_bytes(1));
    }
    expect_levels(*open().value());
    EXPECT_EQ(format(), u64_bytes(2));
}

TEST_F(RocksTree, ACompletionThatWasInterruptedBetweenTheFamiliesGoesOn) {
    fill(600);
    {
        Intruder db(options_.path);
        for (const std::uint64_t index : {0, 1}) db.remove(Family::tree, tree_key(1, index));
        db.drop(Family::checkpoints);
        db.put(Family::meta, "format", u64_bytes(1));
    }
    const auto log = open().value();
    expect_levels(*log);
    EXPECT_TRUE(log->checkpoints().advance(std::nullopt, {600, "signed"}));
}

TEST_F(RocksTree, AnOldLogThatIsRefusedIsNotCompleted) {
    fill(600);
    make_old();
    intruder().remove(Family::leaves, u64_bytes(599));
    refuse(ErrorCode::corrupt, "600 records, but 599 leaf hashes");
    EXPECT_EQ(format(), u64_bytes(1));
}

TEST_F(RocksTree, AnOldLogThatIsSalvagedIsCompletedToo) {
    fill(600);
    make_old();
    options_.salvage = Salvage{.new_epoch = 9};
    expect_levels(*open().value());
    options_.salvage.reset();
    EXPECT_EQ(open().value()->identity().epoch, 9u);
    EXPECT_EQ(format(), u64_bytes(2));
}

TEST_F(RocksTree, ALogThatHasLostAFamilyIsRefused) {
    for (const auto family : {Family::tree, Family::checkpoints, Family::leaves}) {
        options_.path = directory_ / family_names[std::size_t(family)];
        fill(300);
        intruder().drop(family);
        refuse(ErrorCode::invalid, "lacks a family that a log has");
        std::vector<std::string> names;
        ASSERT_TRUE(rocksdb::DB::ListColumnFamilies({}, options_.path, &names).ok());
        EXPECT_EQ(names.size(), family_names.size() - 1);
    }
}

struct TreeTampering {
    const char* name;
    std::function<void(Intruder&)> edit;  ///< of 65,536 + 700 records
    const char* told;
};
const std::string other_hash(32, 'x');
const TreeTampering tamperings[] = {
    {"NewestEdited", [](Intruder& db) { db.put(Family::tree, tree_key(1, 257), other_hash); },
     "hash 257 of level 1, over the positions from 65792 on, does not follow from the hashes below it"},
    {"NewestRemoved", [](Intruder& db) { db.remove(Family::tree, tree_key(1, 257)); },
     "hash 257 of level 1, over the positions from 65792 on, is missing"},
    {"NewestCutShort", [](Intruder& db) { db.put(Family::tree, tree_key(1, 257), "x"); },
     "should have 32 bytes, but has 1"},
    {"AddedBehindTheEnd", [](Intruder& db) { db.put(Family::tree, tree_key(1, 258), other_hash); },
     "hash 258 of level 1, over the positions from 66048 on, is there, but the log ends at 66236 before it"},
    {"OlderEditedBelowTheNewest", [](Intruder& db) { db.put(Family::tree, tree_key(1, 3), other_hash); },
     "hash 0 of level 2, over the positions from 0 on, does not follow"},
    {"OlderRemoved", [](Intruder& db) { db.remove(Family::tree, tree_key(1, 3)); }, "hash 3 of level 1"},
    {"SecondLevelEdited", [](Intruder& db) { db.put(Family::tree, tree_key(2, 0), other_hash); },
     "hash 0 of level 2, over the positions from 0 on, does not follow"},
    {"SecondLevelRemoved", [](Intruder& db) { db.remove(Family::tree, tree_key(2, 0)); },
     "hash 0 of level 2, over the positions from 0 on, is missing"},
    {"FrontierRemoved", [](Intruder& db) { db.remove(Family::tree, tree_key(1, 256)); }, "hash 256 of level 1"},
    {"LeafOfTheNewestTileEdited", [](Intruder& db) { db.put(Family::leaves, u64_bytes(65'800), other_hash); },
     "hash 257 of level 1"},
};

/// One large log for all cases, since it takes a while to fill.
TEST_F(RocksTree, TamperedEdgesAreToldWhenTheLogIsOpened) {
    fill(65'536 + 700);
    const auto original = options_.path;
    for (const auto& tampering : tamperings) {
        SCOPED_TRACE(tampering.name);
        options_.path = directory_ / tampering.name;
        std::filesystem::copy(original, options_.path);
        {
            Intruder db(options_.path);
            tampering.edit(db);
        }
        refuse(ErrorCode::corrupt, tampering.told);
    }
}

/// Opening does not look so far back; the signed root does.
TEST_F(RocksTree, AnOlderHashThatWasEditedDoesNotLeadToTheSignedRoot) {
    fill(1'000);
    Digest signed_root;
    {
        const auto log = open().value();
        signed_root = tlog::tree_root(tlog::LogHashes(*log), 1'000).value();
        EXPECT_EQ(signed_root, root_of(leaves_of(*log)));
    }
    intruder().put(Family::tree, tree_key(1, 1), other_hash);
    const auto log = open().value();
    EXPECT_NE(tlog::tree_root(tlog::LogHashes(*log), 1'000).value(), signed_root);
    EXPECT_EQ(root_of(leaves_of(*log)), signed_root);
}

TEST_F(RocksTree, ALogThatEndsBeforeItsCheckpointIsRefusedAndSalvagedWithoutIt) {
    fill(300);
    keep(200);
    {
        Intruder db(options_.path);
        for (const std::uint64_t size : {300, 301, 400}) db.put(Family::checkpoints, u64_bytes(size), "signed");
    }
    refuse(ErrorCode::corrupt,
           "position 300: the log ends here, but a checkpoint of 400 records had been signed. Restore it");
    options_.salvage = Salvage{.new_epoch = 9};
    EXPECT_TRUE(open().value()->checkpoints().list(0, 10).value().empty()) << "they are of the log by its old name";
    options_.salvage.reset();
    const auto log = open().value();
    EXPECT_EQ(log->identity().epoch, 9u);
    EXPECT_EQ(log->identity().origin, "test.example/log/0000000000000009");
    EXPECT_EQ(log->end(), 300u);
}

TEST_F(RocksTree, ALogThatHasForgottenItsNewestCheckpointIsRefusedAndSalvagedWithoutIt) {
    fill(300);
    keep(200);
    open().value()->checkpoints().advance(200, {300, "signed"}).value();
    intruder().remove(Family::checkpoints, u64_bytes(300));
    refuse(ErrorCode::corrupt, "a checkpoint of 300 records had been signed and kept, and is not there any more");
    intruder().remove(Family::checkpoints, u64_bytes(200));
    refuse(ErrorCode::corrupt, "a checkpoint of 300 records had been signed and kept");
    options_.salvage = Salvage{.new_epoch = 9};
    EXPECT_FALSE(open().value()->checkpoints().latest().value());
    options_.salvage.reset();
    ASSERT_TRUE(open());
    keep(300);
    EXPECT_EQ(open().value()->checkpoints().latest().value()->size, 300u);
}

TEST_F(RocksTree, ACheckpointAtTheEndOfADamagedWriteAheadLogIsNotForgotten) {
    fill(300);
    open().value();  // what was written stands in sorted files now: the next write-ahead log begins with the checkpoint
    keep(300);
    std::filesystem::path newest;
    for (const auto& entry : std::filesystem::directory_iterator(options_.path)) {
        if (entry.path().extension() == ".log" && entry.path() > newest) newest = entry.path();
    }
    ASSERT_GT(std::filesystem::file_size(newest), 5u) << newest;
    std::fstream file(newest, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(5);
    const char length = char(file.get());
    file.seekp(5);
    file.put(char(length ^ 0x40));  // a length that goes beyond the file: it looks torn
    file.close();
    refuse(ErrorCode::corrupt, "a checkpoint of 300 records had been signed and kept");
}

TEST_F(RocksTree, TheWholeNewestPartCutOffIsToldByTheCheckpointWithoutTheMark) {
    fill(300);
    keep(300);
    {
        Intruder db(options_.path);
        for (Position position = 290; position < 300; ++position) {
            const auto key = u64_bytes(position);
            const auto header = db.record(position).header;
            db.remove(Family::streams, stream_key(header.stream, header.stream_version));
            db.remove(Family::records, key);
            db.remove(Family::leaves, key);
        }
        db.put(Family::commands, std::string(command_key(db.record(0).header.command_id)), command_value({0, 290}));
    }
    std::filesystem::remove(options_.path + "/ACKNOWLEDGED");
    refuse(ErrorCode::corrupt, "position 290: the log ends here, but a checkpoint of 300 records");
}

TEST_F(RocksTree, AMalformedCheckpointKeyIsTold) {
    fill(3);
    intruder().put(Family::checkpoints, "x", "signed");
    refuse(ErrorCode::corrupt, "checkpoint's size should have 8 bytes, but has 1");
}

}  // namespace
}  // namespace taizhang::test
