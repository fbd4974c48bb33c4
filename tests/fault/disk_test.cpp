// The disk says no: full, read-only, failing syncs, a power cut, or another process on the same directory.
#include "src/log/record_codec.hpp"
#include "tests/fault/child.hpp"
#include "tests/fault/damaged_log.hpp"
#include "tests/fault/sync_spy.hpp"

#include <gmock/gmock.h>

#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>
#include <csignal>
#include <cstring>

namespace taizhang::test {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

std::vector<Record> next_group(const EventLog& log, std::size_t payload = 100) {
    auto group = GroupBuilder(log).events("item/a", 4).take();
    for (auto& record : group) {
        record.payload.assign(payload, 'x');
        seal(record);
    }
    return group;
}

/// After a failed write: the log stays as it was, answers reads, and refuses to write even when the disk is well again.
void expect_stopped(EventLog& log, const std::vector<Record>& group, const Status& failed) {
    EXPECT_EQ(failed.error().code, ErrorCode::not_writable);
    EXPECT_THAT(failed.error().message, HasSubstr("stopped writing at position " + std::to_string(log.end())));
    EXPECT_EQ(log.append(group).error().code, ErrorCode::not_writable);
    EXPECT_EQ(log.append(next_group(log)).error().code, ErrorCode::not_writable);
    EXPECT_FALSE(log.find_command(group[0].header.command_id).value());
    EXPECT_EQ(log.version({"item/a"}).value(), log.end());
    EXPECT_EQ(log.read(0, {.count = 1'000'000, .bytes = 1 << 30}).value().size(), log.end());
}

/// Everything acknowledged is there after opening anew; the group that failed may be there, whole, or not.
void expect_reopened(DamagedLog& damaged, Position acknowledged, const std::vector<Record>& failed) {
    const auto opened = damaged.open();
    ASSERT_TRUE(opened) << opened.error().message;
    EventLog& log = **opened;
    const auto outcome = log.find_command(failed[0].header.command_id).value();
    EXPECT_EQ(log.end(), acknowledged + (outcome ? failed.size() : 0));
    EXPECT_EQ(log.read(0, {.count = 1'000'000, .bytes = 1 << 30}).value().size(), log.end());
    if (!outcome) EXPECT_TRUE(log.append(failed));
    EXPECT_TRUE(log.append(next_group(log)));
}

class Mounted {
  public:
    explicit Mounted(std::string path) : path_(std::move(path)) {
        fs::create_directories(path_);
        mounted_ = ::mount("tmpfs", path_.c_str(), "tmpfs", 0, "size=16m") == 0;
    }
    ~Mounted() {
        if (mounted_) ::umount2(path_.c_str(), MNT_DETACH);
    }
    Mounted(const Mounted&) = delete;
    Mounted& operator=(const Mounted&) = delete;
    explicit operator bool() const { return mounted_; }
    bool read_only(bool on) {
        return ::mount(nullptr, path_.c_str(), nullptr, MS_REMOUNT | (on ? MS_RDONLY : 0), nullptr) == 0;
    }

  private:
    std::string path_;
    bool mounted_ = false;
};

/// The write buffer decides whether the write-ahead log meets the full disk first, or a sorted file made in the
/// background.
class FullDisk : public testing::TestWithParam<std::size_t> {};
INSTANTIATE_TEST_SUITE_P(WriteBuffer, FullDisk, testing::Values(128 << 10, 1 << 20, 64 << 20),
                         testing::PrintToStringParamName());

TEST_P(FullDisk, StopsTheWriterLosesNothingAndOpensAgain) {
    DamagedLog damaged;
    damaged.options.write_buffer_bytes = GetParam();
    Mounted disk(damaged.directory / "disk");
    if (!disk) GTEST_SKIP() << "mounting a tmpfs is not permitted here; FileSizeLimit tests the same without it";
    damaged.options.path = damaged.directory / "disk/log";
    std::vector<Record> failed;
    Position acknowledged = 0;
    {
        const auto log = damaged.open().value();
        Status status;
        while (status && log->end() < 100'000) {
            failed = next_group(*log, 20'000);
            status = log->append(failed);
        }
        ASSERT_FALSE(status) << "the disk never became full";
        acknowledged = log->end();
        ASSERT_GT(acknowledged, 0u);
        expect_stopped(*log, failed, status);
    }
    // still full: it opens, or says why not
    if (const auto log = damaged.open(); !log) {
        EXPECT_EQ(log.error().code, ErrorCode::not_writable) << log.error().message;
        EXPECT_THAT(log.error().message, HasSubstr("the disk is full"));
    }
    ASSERT_EQ(::mount(nullptr, (damaged.directory / "disk").c_str(), nullptr, MS_REMOUNT, "size=64m"), 0);
    expect_reopened(damaged, acknowledged, failed);
}

/// The same through the process's limit on the size of a file, which needs no rights.
TEST(FileSizeLimit, StopsTheWriterLosesNothingAndOpensAgain) {
    DamagedLog damaged;
    damaged.fill({3, 3});
    const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit old_limit{};
    ::getrlimit(RLIMIT_FSIZE, &old_limit);
    std::vector<Record> failed;
    Position acknowledged = 0;
    {
        const auto log = damaged.open().value();
        rlimit limit = old_limit;
        limit.rlim_cur = 50'000;
        ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &limit), 0);
        Status status;
        while (status && log->end() < 1000) {
            failed = next_group(*log, 1000);
            status = log->append(failed);
        }
        ::setrlimit(RLIMIT_FSIZE, &old_limit);
        ASSERT_FALSE(status) << "no write failed";
        acknowledged = log->end();
        EXPECT_GT(acknowledged, 6u);
        expect_stopped(*log, failed, status);
    }
    std::signal(SIGXFSZ, old_handler);
    expect_reopened(damaged, acknowledged, failed);
}

TEST(FailedSync, StopsTheWriterAlthoughTheGroupMayBeOnTheDisk) {
    DamagedLog damaged;
    damaged.fill({4});
    std::vector<Record> failed;
    {
        const auto log = damaged.open().value();
        failed = next_group(*log);
        sync_spy::fail(true);
        const auto status = log->append(failed);
        sync_spy::fail(false);
        ASSERT_FALSE(status);
        EXPECT_EQ(log->end(), 4u);
        expect_stopped(*log, failed, status);
    }
    expect_reopened(damaged, 4, failed);
}

TEST(Sync, EachGroupIsSyncedExactlyOnceBeforeAppendReturns) {
    DamagedLog damaged;
    const auto log = damaged.open().value();
    for (int i = 0; i < 20; ++i) {
        const auto before = sync_spy::count(".log");
        ASSERT_TRUE(log->append(next_group(*log)));
        ASSERT_EQ(sync_spy::count(".log"), before + 1);
    }
    const auto before = sync_spy::count(".log");
    auto bad = next_group(*log);
    bad[0].header.position = 0;
    ASSERT_FALSE(log->append(bad));
    EXPECT_EQ(sync_spy::count(".log"), before);
}

TEST(PowerCut, LosesOnlyWhatWasNotSynced) {
    DamagedLog damaged;
    damaged.fill({3, 3});
    const auto log = damaged.open().value();
    for (int i = 0; i < 10; ++i) {
        const auto end = log->end();
        auto group = next_group(*log, 3000);
        ASSERT_TRUE(log->append(group));
        RocksLogOptions copy = damaged.options;
        copy.path = damaged.directory / ("cut-" + std::to_string(i));
        sync_spy::copy_after_power_cut(damaged.options.path, copy.path);
        const auto after = open_rocks_log(copy);
        ASSERT_TRUE(after) << after.error().message;
        ASSERT_EQ((*after)->end(), end + group.size());
        EXPECT_EQ(encode_record((*after)->read((*after)->end() - 1, {}).value()[0]), encode_record(group.back()));
    }
}

TEST(SecondProcess, IsToldAtOnceThatTheLogIsOpenElsewhere) {
    DamagedLog damaged;
    const auto log = damaged.open().value();
    Child second({FAULT_WRITER, "open", damaged.options.path});
    EXPECT_THAT(second.line(30s).value_or("nothing"), HasSubstr("is open elsewhere"));
    EXPECT_EQ(second.wait(), 1);
    EXPECT_TRUE(log->append(next_group(*log))) << "the first one is not disturbed";
}

TEST(SecondProcess, OpensWhenTheFirstWasKilled) {
    DamagedLog damaged;
    Child first({FAULT_WRITER, "write", damaged.options.path, "0", "0", "0", "0", "0", "0", "0", "0"});
    ASSERT_EQ(first.line(30s).value_or("nothing"), "opened");
    EXPECT_EQ(damaged.open().error().code, ErrorCode::busy);
    first.kill();
    EXPECT_EQ(first.wait(), -SIGKILL);
    EXPECT_TRUE(damaged.open());
}

void expect_read_only(DamagedLog& damaged) {
    const auto log = damaged.open();
    ASSERT_FALSE(log);
    EXPECT_EQ(log.error().code, ErrorCode::not_writable) << log.error().message;
    EXPECT_THAT(log.error().message, HasSubstr("because it cannot be written to"));
}

TEST(ReadOnlyDisk, IsToldWhenTheLogIsOpened) {
    DamagedLog damaged;
    Mounted disk(damaged.directory / "disk");
    if (!disk) GTEST_SKIP() << "mounting a tmpfs is not permitted here";
    damaged.options.path = damaged.directory / "disk/log";
    damaged.fill({3});
    ASSERT_TRUE(disk.read_only(true)) << std::strerror(errno);
    expect_read_only(damaged);
    auto missing = damaged.options;
    missing.path = damaged.directory / "disk/another";
    EXPECT_EQ(open_rocks_log(missing).error().code, ErrorCode::not_writable);
    ASSERT_TRUE(disk.read_only(false));
    EXPECT_EQ(damaged.open().value()->end(), 3u);
}

TEST(ReadOnlyDirectory, IsToldWhenTheLogIsOpened) {
    if (::geteuid() == 0) GTEST_SKIP() << "permissions do not bind root; ReadOnlyDisk tests the same with a mount";
    DamagedLog damaged;
    damaged.fill({3});
    fs::permissions(damaged.options.path, fs::perms::owner_read | fs::perms::owner_exec);
    expect_read_only(damaged);
    fs::permissions(damaged.options.path, fs::perms::owner_all);
}

/// The engine never asks for it (unit_engine, Records); whoever did would be refused, and nothing else happens.
TEST(ClockJumpsBack, IsRefusedAndTheLogGoesOnAlsoAfterReopening) {
    DamagedLog damaged;
    damaged.fill({3});
    for (int opening = 0; opening < 2; ++opening) {
        const auto log = damaged.open().value();
        const auto end = log->end();
        const Time last = log->read(end - 1, {}).value()[0].header.recorded;
        auto early = next_group(*log);
        for (auto& record : early) record.header.recorded = Time{last.milliseconds - 1};
        EXPECT_EQ(log->append(early).error().code, ErrorCode::internal);
        EXPECT_EQ(log->end(), end);
        EXPECT_FALSE(log->find_command(early[0].header.command_id).value());
        for (auto& record : early) record.header.recorded = last;
        EXPECT_TRUE(log->append(early)) << "the same moment is not back";
    }
}

}  // namespace
}  // namespace taizhang::test
