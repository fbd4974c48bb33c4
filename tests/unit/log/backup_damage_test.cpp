// What happens to a backup: damage, forks, forgery, interrupted runs. Either the log is given back or nothing is.
#include "src/log/backup_format.hpp"
#include "tests/unit/log/backups.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace taizhang::test {
namespace {

/// A simulated log of 12 events under three checkpoints, backed up in several segments.
class BackupDamage : public testing::Test, protected BackupPlace {
  protected:
    BackupDamage() {
        for (int i = 0; i < 3; ++i) {
            add(log_, "item/a", 4);
            keep_checkpoint(log_, key_);
            back_up(log_, {.keys = {key_.verifier().to_string()}});
        }
    }
    static void add(EventLog& log, const std::string& stream, int count) {
        GroupBuilder builder(log);
        for (int i = 0; i < count; ++i) builder.command().event(stream);
        log.append(builder.take()).value();
    }
    /// A log with the first `common` records of ours, and others behind them.
    std::unique_ptr<SimulatedLog> fork(std::uint64_t common, int others) {
        auto log = std::make_unique<SimulatedLog>(identity);
        log->append(log_.read(0, {.count = common}).value()).value();
        if (others > 0) add(*log, "item/other", others);
        return log;
    }
    backup::Manifest manifest() const { return backup::parse_manifest(bytes_of(backup() / "MANIFEST")).value(); }

    SimulatedLog log_{identity};
    const tlog::SigningKey key_ = key_of('k');
};

TEST_F(BackupDamage, EveryFlippedByteOfTheManifestIsFound) {
    const auto good = bytes_of(backup() / "MANIFEST");
    for (std::size_t i = 0; i < good.size(); ++i) {
        auto bad = good;
        bad[i] = static_cast<char>(bad[i] ^ (1 << i % 8));
        write(backup() / "MANIFEST", bad);
        expect_refused(restore_simulated(), ErrorCode::corrupt, "MANIFEST");
        expect_refused(try_backup(log_), ErrorCode::corrupt, "MANIFEST");
    }
    write(backup() / "MANIFEST", good);
    EXPECT_TRUE(restore_simulated());
}

TEST_F(BackupDamage, EveryFlippedByteOfASegmentIsFoundAndNamed) {
    const auto file = backup() / "segment-000002";
    const auto good = bytes_of(file);
    for (std::size_t i = 0; i < good.size(); ++i) {
        auto bad = good;
        bad[i] = static_cast<char>(bad[i] ^ (1 << i % 8));
        write(file, bad);
        const auto restored = restore_simulated();
        expect_refused(restored, ErrorCode::corrupt, "segment-000002, positions 4 to 8");
        EXPECT_EQ(restored.error().details.at("position").to_number<int>(), 4);
    }
    ASSERT_TRUE(restore_simulated({.size = 4})) << "what stands before the damage is still good";
}

TEST_F(BackupDamage, ASegmentThatIsMissingCutOrAnothersLeavesNothingBehind) {
    const auto file = backup() / "segment-000002";
    const auto good = bytes_of(file);
    for (const auto& bad :
         {good.substr(0, good.size() - 1), good + "x", std::string(), bytes_of(backup() / "segment-000001")}) {
        write(file, bad);
        expect_refused(restore_disk(), ErrorCode::corrupt, "segment-000002, positions 4 to 8");
        expect_nothing_restored();
    }
    fs::remove(file);
    expect_refused(restore_disk(), ErrorCode::corrupt, "segment-000002, positions 4 to 8");
    expect_nothing_restored();
    add(log_, "item/a", 1);
    expect_refused(try_backup(log_), ErrorCode::corrupt, "segment-000002");
    const auto before_it = restore_disk({.size = 4});
    ASSERT_TRUE(before_it) << before_it.error().message;
    EXPECT_EQ(open_restored()->end(), 4U);
}

TEST_F(BackupDamage, WhoRecomputesTheDigestsIsFoundByTheRootAndByTheCheckpoint) {
    // all of a segment written anew, with another payload and all that follows from it: leaf, root, digests
    auto forged = manifest();
    const auto read = [&](std::size_t i) { return bytes_of(backup() / forged.segments[i].file); };
    const auto original = read(2);
    const auto segment = backup::parse_segment(original).value();
    auto log = fork(8, 0);
    backup::SegmentBuilder builder(8);
    for (const auto& bytes : segment.records) {
        auto record = decode_record(bytes).value();
        record.payload = "forged";
        seal(record);
        log->append(std::array{record}).value();
        builder.add(encode_record(record));
    }
    for (const auto& checkpoint : segment.checkpoints) builder.add(checkpoint);
    const auto install = [&](const Digest& root) {
        auto copy = builder;
        const auto bytes = std::move(copy).finish(root);
        write(backup() / "segment-000003", bytes);
        auto& info = forged.segments[2];
        info.root = root;
        info.sha256 = backup::parse_segment(bytes).value().sha256;
        info.bytes = bytes.size();
        write(backup() / "MANIFEST", backup::format_manifest(forged));
    };
    install(segment.root);
    expect_refused(restore_simulated(), ErrorCode::corrupt, "segment-000003, positions 8 to 12");
    install(root_at(*log, 12));
    expect_refused(restore_simulated(), ErrorCode::corrupt, "the checkpoint of 12 records: the first 12 records hash");
    expect_refused(try_backup(log_), ErrorCode::refused, "forked history");
}

TEST_F(BackupDamage, AForkedHistoryIsRefusedAndNothingIsWritten) {
    const auto before = contents(backup());
    for (const std::uint64_t common : {1U, 11U}) {
        const auto other = fork(common, 20);
        expect_refused(try_backup(*other), ErrorCode::refused, "forked history");
    }
    expect_refused(try_backup(*fork(11, 0)), ErrorCode::refused, "holds 12 records, but the log only 11");
    SimulatedLog epoch({identity.origin, 9}), origin({"other.example/log", identity.epoch});
    for (EventLog* log : {static_cast<EventLog*>(&epoch), static_cast<EventLog*>(&origin)}) {
        log->append(log_.read(0, {}).value()).value();
        expect_refused(try_backup(*log), ErrorCode::refused, "is of the log test.example/log, epoch 0000000000000007");
    }
    EXPECT_EQ(contents(backup()), before);
    EXPECT_TRUE(try_backup(*fork(12, 20))) << "the same log, grown";
}

TEST_F(BackupDamage, ARestoreIsHeldAgainstCheckpointsFromElsewhere) {
    const auto other = fork(6, 10);
    const auto expected = [](std::string note) { return RestoreOptions{.expected = {{"mine", std::move(note)}}}; };
    EXPECT_TRUE(restore_simulated(expected(sign(log_, 10, key_))));
    EXPECT_TRUE(restore_simulated(expected(sign(*other, 6, key_)))) << "the common beginning";
    expect_refused(restore_simulated(expected(sign(*other, 9, key_))), ErrorCode::refused, "forked history: mine");
    expect_refused(restore_simulated(expected(sign(log_, 10, key_of('x')))), ErrorCode::corrupt, "no known key");
    expect_refused(restore_simulated(expected("nonsense")), ErrorCode::invalid, "mine");

    auto later = expected(sign(*other, 16, key_));
    const auto report = restore_simulated(later);
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->expected_size, 16U);
    later.same_epoch = true;
    expect_refused(restore_simulated(later), ErrorCode::refused, "would be given out again");
}

TEST_F(BackupDamage, AGivenKeyMustHaveSigned) {
    const auto given = restore_simulated({.keys = {key_.verifier()}});
    ASSERT_TRUE(given) << given.error().message;
    EXPECT_EQ(given->signed_size, 12U);
    EXPECT_EQ(restore_simulated()->signed_size, 12U) << "by the key that the backup notes";
    EXPECT_EQ(restore_simulated({.size = 7})->signed_size, 4U);
    expect_refused(restore_simulated({.keys = {key_of('x').verifier()}}), ErrorCode::corrupt,
                   "the newest checkpoint, of 12 records, is signed by no given key");
}

TEST_F(BackupDamage, OnlyAWholeRestoreMayKeepTheEpoch) {
    expect_refused(restore_disk({.size = 8, .same_epoch = true}), ErrorCode::refused, "makes a new epoch");
    expect_nothing_restored();
    EXPECT_EQ(restore_disk()->identity.epoch, 8U);
    EXPECT_EQ(open_restored()->identity().origin, identity.origin + "/0000000000000008");
    EXPECT_FALSE(open_restored()->checkpoints().latest().value()) << "they are of the log by its old name";
    EXPECT_EQ(open_restored()->identity().epoch, 8U);
    fs::remove_all(data());
    ASSERT_TRUE(restore_disk({.same_epoch = true}));
    EXPECT_EQ(open_restored()->identity().epoch, identity.epoch);
}

TEST_F(BackupDamage, NothingIsRestoredOverWhatIsThere) {
    fs::create_directories(data());
    write(data() / "mine", "mine");
    expect_refused(restore_disk(), ErrorCode::invalid, "not empty");
    fs::remove(data() / "mine");
    EXPECT_TRUE(restore_disk()) << "an empty directory is taken";
    EXPECT_EQ(open_restored()->end(), 12U);
    EXPECT_EQ(fs::status(data()).permissions(), fs::perms::owner_all);
    SimulatedLog used(identity);
    add(used, "item/a", 1);
    expect_refused(backup::restore_into(used, backup(), {}), ErrorCode::invalid, "needs an empty log");
    fs::remove_all(data());
    expect_refused(backup::restore(directory_ / "none", data(), {.new_epoch = 8}), ErrorCode::not_found,
                   "there is no backup");
    expect_nothing_restored();
}

TEST_F(BackupDamage, ARestoreThatWasKilledIsBegunAnew) {
    const fs::path place = data().string() + ".restoring";
    fs::create_directories(place / "log");
    write(place / "RESTORING", "");
    write(place / "log" / "CURRENT", "half");
    ASSERT_TRUE(restore_disk());
    EXPECT_EQ(open_restored()->end(), 12U);
    EXPECT_FALSE(fs::exists(place));
    EXPECT_EQ(std::distance(fs::directory_iterator(data()), {}), 1) << "nothing but the log";
    fs::remove_all(data());
    fs::create_directories(place);
    write(place / "letters", "somebody's");
    expect_refused(restore_disk(), ErrorCode::invalid, "holds letters");
    EXPECT_TRUE(fs::exists(place / "letters"));
}

TEST_F(BackupDamage, ABackupThatWasKilledGoesOn) {
    add(log_, "item/a", 3);
    write(backup() / "segment-000004.partial", "half of a segm");
    write(backup() / "segment-000005", "left by nobody");
    write(backup() / "MANIFEST.partial", "{");
    // a segment that was written whole, when the process was killed before the manifest named it
    write(backup() / "segment-000004", "whole, but of another length than the next run gives it");
    EXPECT_EQ(restore_simulated()->size, 12U) << "until then it is the older backup";
    EXPECT_EQ(back_up(log_).from, 12U);
    ASSERT_TRUE(restore_simulated());
    EXPECT_EQ(records_of(*restored_), records_of(log_));
}

TEST_F(BackupDamage, AFirstRunThatWasKilledAtOnceGoesOnAndForeignFilesAreLeftAlone) {
    fs::remove_all(backup());
    fs::create_directories(backup());
    write(backup() / "LOCK", "");
    write(backup() / "MANIFEST.partial", "{");
    EXPECT_EQ(back_up(log_).to, 12U);
    fs::remove(backup() / "MANIFEST");
    expect_refused(try_backup(log_), ErrorCode::invalid, "its manifest is lost");
    expect_refused(restore_disk(), ErrorCode::not_found, "has no MANIFEST");
}

TEST_F(BackupDamage, OneProcessAtATimeWritesABackup) {
    const int held = ::open((backup() / "LOCK").c_str(), O_RDWR | O_CLOEXEC);
    ASSERT_EQ(::flock(held, LOCK_EX | LOCK_NB), 0);
    expect_refused(try_backup(log_), ErrorCode::busy, "LOCK");
    ::close(held);
    EXPECT_TRUE(try_backup(log_));
}

TEST_F(BackupDamage, ADamagedLogIsNotBackedUpBeyondTheDamage) {
    add(log_, "item/a", 6);
    log_.flip_bit(15, 40);
    const auto refused = try_backup(log_, {.segment_bytes = 1});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::corrupt);
    EXPECT_EQ(refused.error().details.at("position").to_number<int>(), 15);
    ASSERT_TRUE(restore_simulated());
    EXPECT_LE(restored_->end(), 15U);
    EXPECT_EQ(root_at(*restored_, restored_->end()), root_at(log_, restored_->end()));
}

TEST_F(BackupDamage, HoldsTheRecordsOfOthersToItsOwnerOnly) {
    EXPECT_EQ(fs::status(backup()).permissions(), fs::perms::owner_all);
    for (const auto& entry : fs::directory_iterator(backup()))
        EXPECT_EQ(entry.status().permissions(), fs::perms::owner_read | fs::perms::owner_write) << entry.path();
}

TEST_F(BackupDamage, AreWrittenAsEverAndReadForEver) {
    const fs::path golden = fs::path(TAIZHANG_SOURCE_DIR) / "tests/golden/backups/format-1";
    for (const auto& [name, bytes] : contents(golden)) EXPECT_EQ(bytes_of(backup() / name), bytes) << name;
    fs::remove_all(backup());
    fs::copy(golden, backup());
    const auto restored = restore_simulated({.keys = {key_.verifier()}});
    ASSERT_TRUE(restored) << restored.error().message;
    EXPECT_EQ(records_of(*restored_), records_of(log_));
    EXPECT_EQ(checkpoints_of(*restored_), checkpoints_of(log_));
}

TEST_F(BackupDamage, IsHashedAgainWhole) {
    const auto frontier = backup::rehash(backup());
    ASSERT_TRUE(frontier) << frontier.error().message;
    EXPECT_EQ(frontier->root(), root_at(log_, 12));
    auto bad = bytes_of(backup() / "segment-000001");
    bad[100] = static_cast<char>(bad[100] ^ 4);
    write(backup() / "segment-000001", bad);
    expect_refused(backup::rehash(backup()), ErrorCode::corrupt, "segment-000001, positions 0 to 4");
}

}  // namespace
}  // namespace taizhang::test
