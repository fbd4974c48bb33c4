// Bytes that change on the disk: a torn tail is what a crash leaves and is forgiven; all other damage is detected,
// located and never served.
#include "src/log/record_codec.hpp"
#include "tests/fault/damaged_log.hpp"

#include <gmock/gmock.h>

namespace taizhang::test {
namespace {

using testing::HasSubstr;

class Damage : public testing::Test {
  protected:
    /// The log must be what was written, up to the end of one of the groups.
    static void expect_prefix(const EventLog& log, const DamagedLog& damaged, Position group_size) {
        EXPECT_EQ(log.end() % group_size, 0u) << "half of a group";
        const auto records = log.read(0, {}).value();
        ASSERT_EQ(records.size(), log.end());
        for (const auto& record : records) {
            ASSERT_EQ(encode_record(record), encode_record(damaged.originals.at(record.header.position)));
        }
        EXPECT_EQ(log.version({"item/a"}).value(), log.end());
    }
};

/// What a power cut leaves when the last group was being written: those bytes were never acknowledged, so no mark
/// covers them.
TEST_F(Damage, TornTailOfTheWriteAheadLogOpensWithWholeGroups) {
    Position shortest = 60;
    for (const std::size_t cut : {1, 6, 7, 8, 100, 1000, 2000, 4000, 8000, 16'000}) {
        SCOPED_TRACE("cut " + std::to_string(cut));
        DamagedLog damaged;
        damaged.fill(std::vector(20, 3));
        const auto size = fs::file_size(damaged.wal());
        ASSERT_GT(size, cut);
        fs::resize_file(damaged.wal(), size - cut);
        damaged.forget_mark();
        const auto log = damaged.open();
        ASSERT_TRUE(log) << log.error().message;
        EXPECT_LT((*log)->end(), 60u);
        EXPECT_LE((*log)->end(), shortest);
        shortest = (*log)->end();
        expect_prefix(**log, damaged, 3);
        EXPECT_TRUE((*log)->append(GroupBuilder(**log).events("item/a", 3).take()));
    }
    EXPECT_GT(shortest, 0u);
}

TEST_F(Damage, ATailOfZeroesIsForgivenToo) {
    DamagedLog damaged;
    damaged.fill({3, 3});
    write_file(damaged.wal(), read_file(damaged.wal()) + std::string(5000, '\0'));
    const auto log = damaged.open();
    ASSERT_TRUE(log) << log.error().message;
    EXPECT_EQ((*log)->end(), 6u);
}

/// The same cut through bytes that had been synced and acknowledged is damage, and is told.
TEST_F(Damage, CutAcknowledgedTailIsRefusedAndSalvagedOnlyOnOrder) {
    for (const std::size_t cut : {1, 500, 3000}) {
        SCOPED_TRACE("cut " + std::to_string(cut));
        DamagedLog damaged;
        damaged.fill(std::vector(20, 3));
        fs::resize_file(damaged.wal(), fs::file_size(damaged.wal()) - cut);
        for (int attempt = 0; attempt < 2; ++attempt) {
            const auto refused = damaged.open();
            ASSERT_FALSE(refused);
            EXPECT_EQ(refused.error().code, ErrorCode::corrupt);
            EXPECT_THAT(refused.error().message, HasSubstr("records up to position 59 had been acknowledged"));
        }
        damaged.options.salvage = Salvage{.new_epoch = 8};
        const auto log = damaged.open();
        ASSERT_TRUE(log) << log.error().message;
        EXPECT_EQ((*log)->identity().epoch, 8u);
        expect_prefix(**log, damaged, 3);
    }
}

TEST_F(Damage, TheWholeWriteAheadLogRemovedIsRefused) {
    for (const bool emptied : {true, false}) {
        DamagedLog damaged;
        damaged.fill({3});
        damaged.fill({3});
        if (emptied)
            fs::resize_file(damaged.wal(), 0);
        else
            fs::remove(damaged.wal());
        const auto refused = damaged.open();
        ASSERT_FALSE(refused);
        EXPECT_THAT(refused.error().message,
                    HasSubstr("at position 3: the log ends here, but records up to position 5"));
    }
}

/// kPointInTimeRecovery, the default of RocksDB, would have opened with what stands before the byte and said nothing.
TEST_F(Damage, FlippedByteInTheWriteAheadLogIsRefusedAndNothingIsTouched) {
    for (const double place : {0.02, 0.3, 0.5, 0.7, 0.95}) {
        SCOPED_TRACE(place);
        DamagedLog damaged;
        damaged.fill(std::vector(20, 3));
        auto bytes = read_file(damaged.wal());
        bytes[std::size_t(double(bytes.size()) * place)] ^= 0x40;
        const auto wal = damaged.wal();
        write_file(wal, bytes);
        for (int attempt = 0; attempt < 2; ++attempt) {
            const auto refused = damaged.open();
            ASSERT_FALSE(refused);
            EXPECT_EQ(refused.error().code, ErrorCode::corrupt);
            EXPECT_THAT(refused.error().message, HasSubstr("is damaged and was left as it is"));
            EXPECT_EQ(read_file(wal), bytes);
        }
        damaged.options.salvage = Salvage{.new_epoch = 8};
        const auto log = damaged.open();
        ASSERT_TRUE(log) << log.error().message;
        EXPECT_LT((*log)->end(), 60u);
        expect_prefix(**log, damaged, 3);
    }
}

class SortedFileDamage : public Damage {
  protected:
    /// Flips one byte in the salt of the record, which stands uncompressed in exactly one sorted file.
    void flip_record(DamagedLog& damaged, Position position) {
        const auto& salt = damaged.originals.at(position).salt;
        const std::string needle(salt.begin(), salt.end());
        for (const auto& file : damaged.files(".sst")) {
            auto bytes = read_file(file);
            const auto at = bytes.find(needle);
            if (at == std::string::npos) continue;
            bytes[at + 5] ^= 0x10;
            write_file(file, bytes);
            return;
        }
        FAIL() << "the record is in no sorted file";
    }
    static void expect_damage(const Error& error, Position position) {
        EXPECT_EQ(error.code, ErrorCode::corrupt) << error.message;
        EXPECT_THAT(error.message, HasSubstr("damaged at position " + std::to_string(position) + ":"));
        EXPECT_EQ(error.details.at("position").to_number<Position>(), position);
    }
};

TEST_F(SortedFileDamage, FlippedByteIsToldWithItsPositionAndEverythingElseIsServed) {
    constexpr Position damaged_position = 700;
    DamagedLog damaged;
    damaged.fill(std::vector(100, 20));
    ASSERT_TRUE(damaged.open());  // recovery sorts the write-ahead log into files
    flip_record(damaged, damaged_position);
    const auto log = damaged.open();
    ASSERT_TRUE(log) << log.error().message;
    std::size_t unreadable = 0;
    for (Position p = 0; p < (*log)->end(); ++p) {
        const auto page = (*log)->read(p, {.count = 1});
        if (page) {
            ASSERT_EQ(encode_record(page->at(0)), encode_record(damaged.originals[p]));
        } else {
            expect_damage(page.error(), p);
            ++unreadable;
        }
    }
    expect_damage((*log)->read(damaged_position, {.count = 1}).error(), damaged_position);
    expect_damage((*log)->read_stream({"item/a"}, damaged_position + 1, {}).error(), damaged_position);
    EXPECT_FALSE((*log)->read(0, {.count = 2000}));
    EXPECT_LT(unreadable, 200u) << "one block of 16 KiB at most";
}

TEST_F(SortedFileDamage, InTheNewestRecordsIsToldWhenTheLogIsOpened) {
    DamagedLog damaged;
    damaged.fill(std::vector(50, 20));
    ASSERT_TRUE(damaged.open());
    flip_record(damaged, 990);
    const auto refused = damaged.open();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::corrupt);
    EXPECT_TRUE(refused.error().details.contains("position"));
}

TEST_F(SortedFileDamage, AMissingFileIsToldWhenTheLogIsOpened) {
    DamagedLog damaged;
    damaged.fill({3});
    ASSERT_TRUE(damaged.open());
    fs::remove(damaged.files(".sst").front());
    EXPECT_EQ(damaged.open().error().code, ErrorCode::corrupt);
}

}  // namespace
}  // namespace taizhang::test
