// Backups of logs of which records were redacted: what was removed is not in them, and is not had back.
#include "src/log/backup_format.hpp"
#include "tests/unit/log/backups.hpp"

namespace taizhang::test {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

template <class Engine>
class BackupRedaction : public testing::Test, protected BackupPlace {
  protected:
    EventLog& log() { return *engine_.log; }
    /// Each a command of its own.
    void add(int count) {
        GroupBuilder builder(log());
        for (int i = 0; i < count; ++i) builder.command().event("item/a");
        log().append(builder.take()).value();
    }
    Position redact(Position target) {
        auto group = GroupBuilder(log()).event("redaction/" + std::to_string(target)).take();
        group[0].erases = target;
        log().append(group).value();
        return group[0].header.position;
    }
    backup::Manifest manifest() const { return backup::parse_manifest(bytes_of(backup() / "MANIFEST")).value(); }
    std::vector<std::string> files() const {
        std::vector<std::string> names;
        for (const auto& info : manifest().segments) names.push_back(info.file);
        return names;
    }
    /// In any file, named or not.
    bool holds_payload(Position position) const {
        const auto text = "payload " + std::to_string(position);
        for (const auto& [name, bytes] : contents(backup())) {
            for (auto at = bytes.find(text); at != bytes.npos; at = bytes.find(text, at + 1))
                if (!std::isdigit(static_cast<unsigned char>(bytes.at(at + text.size())))) return true;
        }
        return false;
    }
    void expect_equal(EventLog& restored, std::uint64_t size) {
        EXPECT_EQ(records_of(restored), records_of(log(), size));
        EXPECT_EQ(root_at(restored, size), root_at(log(), size));
    }

    Engine engine_;
    const tlog::SigningKey key_ = key_of('k');
};
TYPED_TEST_SUITE(BackupRedaction, Engines, EngineNames);

TYPED_TEST(BackupRedaction, OlderSegmentsAreEmptiedOfIt) {
    this->add(9);
    keep_checkpoint(this->log(), this->key_);
    this->back_up(this->log());
    this->add(1);
    this->back_up(this->log());
    ASSERT_TRUE(this->holds_payload(3));
    const auto by = this->redact(3);
    this->add(1);
    const auto report = this->back_up(this->log());
    EXPECT_EQ(report.redacted, 1U);
    EXPECT_FALSE(this->holds_payload(3));
    EXPECT_TRUE(this->holds_payload(4));
    EXPECT_EQ(this->files(),
              (std::vector<std::string>{"segment-000001.r" + std::to_string(by), "segment-000002", "segment-000003"}));
    EXPECT_THAT(contents(this->backup()), Not(Contains(testing::Key("segment-000001"))));

    const auto restored = this->restore_disk({.same_epoch = true});
    ASSERT_TRUE(restored) << restored.error().message;
    EXPECT_EQ(restored->redacted, 1U);
    EXPECT_EQ(restored->checkpoints, 1U);
    const auto log = this->open_restored();
    this->expect_equal(*log, 12);
    EXPECT_EQ(log->read(3, {.count = 1}).value().at(0).redacted.value().by, by);
    EXPECT_EQ(this->back_up(this->log()).redacted, 0U);
}

TYPED_TEST(BackupRedaction, SeveralInOneRunAndAgainInALaterOne) {
    this->add(5);
    this->back_up(this->log());
    this->redact(1);
    this->redact(4);
    this->redact(1);
    this->add(2);
    const auto late = this->redact(6);  // within the new segment
    EXPECT_EQ(this->back_up(this->log()).redacted, 2U);
    for (const Position position : {1, 4, 6, 9}) EXPECT_EQ(this->holds_payload(position), position == 9) << position;
    ASSERT_TRUE(this->restore_simulated());
    this->expect_equal(*this->restored_, late + 1);
    const auto newest = this->redact(1);
    EXPECT_EQ(this->back_up(this->log()).redacted, 1U);
    EXPECT_EQ(this->files()[0], "segment-000001.r" + std::to_string(newest));
    ASSERT_TRUE(this->restore_simulated());
    this->expect_equal(*this->restored_, newest + 1);
}

TYPED_TEST(BackupRedaction, WhatIsRedactedBeforeTheFirstRunIsNeverThere) {
    this->add(5);
    this->redact(2);
    this->back_up(this->log());
    EXPECT_FALSE(this->holds_payload(2));
    ASSERT_TRUE(this->restore_simulated());
    this->expect_equal(*this->restored_, 6);
}

/// A point in time before the order, at which the payload was there, is not to be had any more.
TYPED_TEST(BackupRedaction, APartThatHasTheGapAndNotTheOrderIsRefused) {
    this->add(6);
    this->redact(2);  // 6
    this->add(1);
    this->redact(6);  // 8: of an order itself, as far as the log is concerned
    this->add(3);
    this->back_up(this->log());
    for (const std::uint64_t size : {3, 6, 7, 8}) {
        expect_refused(this->restore_simulated({.size = size}), ErrorCode::refused,
                       "restore up to position 8 (--to 8) or a later one");
    }
    expect_refused(this->restore_disk({.size = 4}), ErrorCode::refused, "--to 8");
    this->expect_nothing_restored();
    for (const std::uint64_t size : {1, 2, 9, 12}) {
        const auto done = this->restore_simulated({.size = size});
        ASSERT_TRUE(done) << size << ": " << done.error().message;
        this->expect_equal(*this->restored_, size);
    }
}

/// The process dies at any moment: the old segment and no order, or the order and the gap.
TYPED_TEST(BackupRedaction, ARunThatWasKilledIsMadeGoodByTheNext) {
    this->add(9);
    this->back_up(this->log());
    const auto before = contents(this->backup());
    const auto by = this->redact(3);
    this->back_up(this->log());
    const auto after = contents(this->backup());
    const auto begin_with = [&](std::map<std::string, std::string> files) {
        for (const auto& [name, bytes] : contents(this->backup())) fs::remove(this->backup() / name);
        for (const auto& [name, bytes] : files) write(this->backup() / name, bytes);
    };
    auto killed_before_manifest = after;
    for (const auto& [name, bytes] : before) killed_before_manifest.insert_or_assign(name, bytes);
    auto killed_after_manifest = after;
    killed_after_manifest.insert(before.begin(), before.end());
    for (const auto& files : {killed_before_manifest, killed_after_manifest}) {
        begin_with(files);
        ASSERT_TRUE(this->holds_payload(3));
        ASSERT_TRUE(this->restore_simulated());
        this->back_up(this->log());
        EXPECT_FALSE(this->holds_payload(3));
        ASSERT_TRUE(this->restore_simulated());
        this->expect_equal(*this->restored_, by + 1);
        EXPECT_EQ(contents(this->backup()), after);
    }
}

/// A source that is written to while it is read.
TEST(BackupRedactionOnline, WhatIsRedactedMeanwhileComesWithItsOrder) {
    const TemporaryDirectory directory;
    SimulatedLog log(identity);
    log.append(GroupBuilder(log).events("item/a", 9).take()).value();
    backup::LogSource source(log);
    auto group = GroupBuilder(log).event("redaction/4").take();
    group[0].erases = 4;
    log.append(group).value();
    const auto report = backup::back_up(source, directory / "backup");
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->to, 10U);
    SimulatedLog restored(LogIdentity{identity.origin, 8});
    ASSERT_TRUE(backup::restore_into(restored, directory / "backup", {}));
    EXPECT_EQ(records_of(restored), records_of(log));
}

/// Roots and checkpoints say nothing about payloads, so the order must be there.
TEST(BackupRedactionForged, APayloadThatIsGoneWithoutAnOrderIsFound) {
    const TemporaryDirectory directory;
    const auto place = fs::path(directory / "backup");
    SimulatedLog log(identity);
    log.append(GroupBuilder(log).events("item/a", 9).take()).value();
    backup::LogSource source(log);
    ASSERT_TRUE(backup::back_up(source, place));
    auto manifest = backup::parse_manifest(bytes_of(place / "MANIFEST")).value();
    const auto old = bytes_of(place / "segment-000001");
    auto builder = backup::builder_of(backup::parse_segment(old).value());
    ASSERT_EQ(builder.redact({{4, 7}}).value(), 1U);
    const auto bytes = std::move(builder).finish(manifest.segments[0].root);
    write(place / "segment-000001", bytes);
    manifest.segments[0].sha256 = backup::parse_segment(bytes).value().sha256;
    manifest.segments[0].bytes = bytes.size();
    write(place / "MANIFEST", backup::format_manifest(manifest));
    SimulatedLog restored(LogIdentity{identity.origin, 8});
    expect_refused(backup::restore_into(restored, place, {}), ErrorCode::corrupt,
                   "position 4: its payload is said to have been removed by position 7, which stands in item/a");
}

}  // namespace
}  // namespace taizhang::test
