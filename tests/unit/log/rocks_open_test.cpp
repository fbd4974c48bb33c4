// What opening the log on RocksDB says when it cannot: clear words, the right code, and nothing touched.
#include "src/log/rocks_log.hpp"
#include "tests/unit/log/records.hpp"
#include "tests/unit/log/temporary_directory.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace taizhang::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class RocksOpen : public testing::Test {
  protected:
    Result<std::unique_ptr<EventLog>> open() { return open_rocks_log(options_); }
    void refuse(ErrorCode code, const std::string& message) {
        const auto log = open();
        ASSERT_FALSE(log) << "was opened; expected: " << message;
        EXPECT_EQ(log.error().code, code) << log.error().message;
        EXPECT_THAT(log.error().message, HasSubstr(message));
    }

    TemporaryDirectory directory_;
    RocksLogOptions options_{.path = directory_ / "data/log", .origin = "test.example/log", .epoch = 7};
};

TEST_F(RocksOpen, MakesTheLogOnceAndKeepsItsIdentity) {
    ASSERT_TRUE(open());
    options_.origin = "another.example/log";
    options_.epoch = 8;
    const auto log = open().value();
    EXPECT_EQ(log->identity().origin, "test.example/log");
    EXPECT_EQ(log->identity().epoch, 7u);
}

TEST_F(RocksOpen, NeedsOriginAndEpochOnlyToMakeIt) {
    const auto complete = options_;
    options_.epoch = 0;
    refuse(ErrorCode::invalid, "needs an origin that is not empty and an epoch other than 0");
    options_ = complete;
    options_.origin.clear();
    refuse(ErrorCode::invalid, "needs an origin");
    EXPECT_FALSE(fs::exists(options_.path));
    options_ = complete;
    ASSERT_TRUE(open());
    EXPECT_TRUE(open_rocks_log({.path = options_.path}));
}

TEST_F(RocksOpen, DoesNotMakeItWhenNotAsked) {
    options_.create_if_missing = false;
    refuse(ErrorCode::invalid, "there is none yet");
    EXPECT_FALSE(fs::exists(options_.path));
    options_.create_if_missing = true;
    ASSERT_TRUE(open());
    options_.create_if_missing = false;
    EXPECT_TRUE(open());
}

TEST_F(RocksOpen, RefusesASecondOpeningAtOnce) {
    const auto first = open().value();
    refuse(ErrorCode::busy, "is open elsewhere");
    EXPECT_TRUE(first->append(GroupBuilder(*first).event("item/a").take()));
}

TEST_F(RocksOpen, RefusesADirectoryWithOtherThingsInIt) {
    fs::create_directories(options_.path);
    std::ofstream(options_.path + "/letter.txt") << "dear sir";
    refuse(ErrorCode::invalid, "it has no file CURRENT, but holds letter.txt");
    EXPECT_EQ(std::distance(fs::directory_iterator(options_.path), {}), 1);
}

TEST_F(RocksOpen, RefusesAFile) {
    fs::create_directories(directory_ / "data");
    std::ofstream(options_.path) << "not a directory";
    refuse(ErrorCode::invalid, "is not an event log of taizhang: it cannot be made a directory");
}

TEST_F(RocksOpen, RefusesALogWhoseManifestIsGone) {
    ASSERT_TRUE(open());
    for (const auto& entry : fs::directory_iterator(options_.path)) {
        if (entry.path().filename().string().starts_with("MANIFEST-")) fs::remove(entry.path());
    }
    refuse(ErrorCode::corrupt, "damaged");
}

TEST_F(RocksOpen, RefusesAnUnfinishedDirectoryWithDataButNoCurrent) {
    ASSERT_TRUE(open());
    fs::remove(options_.path + "/CURRENT");
    refuse(ErrorCode::invalid, "it has no file CURRENT, but holds");
}

TEST_F(RocksOpen, FinishesACreationThatWasInterruptedBeforeTheDatabaseWasThere) {
    fs::create_directories(options_.path);
    for (const auto* left : {"LOCK", "LOG", "IDENTITY", "MANIFEST-000001", "000001.dbtmp"})
        std::ofstream(options_.path + "/" + left);
    const auto log = open();
    ASSERT_TRUE(log) << log.error().message;
    EXPECT_EQ((*log)->end(), 0u);
}

TEST_F(RocksOpen, AnUnreadableMarkIsNoMark) {
    {
        const auto log = open().value();
        ASSERT_TRUE(log->append(GroupBuilder(*log).events("item/a", 3).take()));
    }
    for (const auto* text :
         {"", "garbage that is exactly as long as one.", "0000000000000008 00000000000000000009\n"}) {
        std::ofstream(options_.path + "/ACKNOWLEDGED", std::ios::trunc) << text;
        EXPECT_EQ(open().value()->end(), 3u) << text;
    }
}

TEST(OriginOfEpoch, ComesBehindTheNameAndReplacesAnOlderOne) {
    EXPECT_EQ(origin_of_epoch("ledger.example.gov/2014", 0xab), "ledger.example.gov/2014/00000000000000ab");
    EXPECT_EQ(origin_of_epoch("ledger.example.gov/2014/00000000000000ab", 0xcd),
              "ledger.example.gov/2014/00000000000000cd");
    EXPECT_EQ(origin_of_epoch("0123456789abcdef", 1), "0123456789abcdef/0000000000000001") << "a name of its own";
    EXPECT_EQ(origin_of_epoch("a/0123456789ABCDEF", 1), "a/0123456789ABCDEF/0000000000000001");
}

TEST_F(RocksOpen, ALogThatEndsBeforeItsMarkIsRefusedAndSalvagedUnderANewEpoch) {
    {
        const auto log = open().value();
        ASSERT_TRUE(log->append(GroupBuilder(*log).events("item/a", 3).take()));
    }
    std::ofstream(options_.path + "/ACKNOWLEDGED", std::ios::trunc) << "0000000000000007 00000000000000000005\n";
    refuse(ErrorCode::corrupt, "at position 3: the log ends here, but records up to position 4 had been acknowledged");
    options_.salvage = Salvage{.new_epoch = 7};
    refuse(ErrorCode::invalid, "needs a new epoch");
    options_.salvage = Salvage{.new_epoch = 9};
    EXPECT_EQ(open().value()->identity().epoch, 9u);
    options_.salvage.reset();
    const auto log = open().value();
    EXPECT_EQ(log->identity().epoch, 9u);
    EXPECT_EQ(log->end(), 3u);
}

}  // namespace
}  // namespace taizhang::test
