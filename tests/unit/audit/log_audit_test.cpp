#include "src/audit/log_audit.hpp"

#include "tests/unit/audit/history.hpp"

#include <gmock/gmock.h>

namespace taizhang::audit {
namespace {

using namespace test;
using testing::HasSubstr;

constexpr std::size_t count = 3'000;  // several pages, eleven subtrees, and an incomplete one

const std::vector<Record>& records() {
    static const auto all = history(count);
    return all;
}

/// A log that answers as the one behind it, except where a test lies in its place.
struct LyingLog final : EventLog, CheckpointStore {
    std::unique_ptr<SimulatedLog> log = log_of(records());
    std::function<void(std::vector<Record>&)> on_read = [](auto&) {};
    std::function<void(std::vector<Record>&)> on_stream = [](auto&) {};
    std::function<void(std::optional<CommandOutcome>&)> on_command = [](auto&) {};
    std::function<void(unsigned, std::uint64_t, std::vector<Digest>&)> on_hashes = [](auto, auto, auto&) {};
    std::pair<std::string, Version> broken = {};  ///< cannot be read through the index
    std::vector<KeptCheckpoint> kept = {};

    const LogIdentity& identity() const override { return log->identity(); }
    Position end() const override { return log->end(); }
    Status append(std::span<const Record> group) override { return log->append(group); }
    Result<std::vector<Record>> read(Position from, ReadLimit limit) const override {
        auto page = log->read(from, limit);
        if (page) on_read(*page);
        return page;
    }
    Result<std::vector<Record>> read_stream(const StreamId& stream, Version from, ReadLimit limit) const override {
        const bool torn = stream.value == broken.first && from <= broken.second && broken.second < from + limit.count;
        if (torn) return corrupt("a page is torn");
        auto page = log->read_stream(stream, from, limit);
        if (page) on_stream(*page);
        return page;
    }
    Result<Version> version(const StreamId& stream) const override { return log->version(stream); }
    Result<std::optional<CommandOutcome>> find_command(const CommandId& id) const override {
        auto found = log->find_command(id);
        if (found) on_command(*found);
        return found;
    }
    Result<std::vector<Digest>> tree_hashes(unsigned level, std::uint64_t first, std::size_t some) const override {
        auto hashes = log->tree_hashes(level, first, some);
        if (hashes) on_hashes(level, first, *hashes);
        return hashes;
    }
    CheckpointStore& checkpoints() override { return *this; }
    Result<std::optional<KeptCheckpoint>> latest() const override { return std::optional<KeptCheckpoint>(); }
    Result<std::optional<KeptCheckpoint>> at_most(std::uint64_t) const override { return latest(); }
    Result<std::vector<KeptCheckpoint>> list(std::uint64_t from, std::size_t limit) const override {
        std::vector<KeptCheckpoint> page;
        for (const auto& one : kept)
            if (one.size >= from && page.size() < limit) page.push_back(one);
        return page;
    }
    Status advance(std::optional<std::uint64_t>, const KeptCheckpoint&) override { return {}; }
};

void keep(LyingLog& log, std::uint64_t size) {
    log.kept.push_back({size, note_of(records(), size)});
}

TEST(LogAudit, CountsWhatItHasCompared) {
    LyingLog log;
    for (std::uint64_t size : {1, 700, 1'024, 2'048, 3'000}) keep(log, size);
    Verifier verifier(trusted());
    std::uint64_t last = 0;
    const auto found = audit_log(log, verifier, [&](std::uint64_t done, std::uint64_t of) {
        EXPECT_GE(done, last);
        EXPECT_EQ(of, 2 * count);
        last = done;
    });
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_EQ(last, 2 * count);
    EXPECT_EQ(found->records, count);
    EXPECT_EQ(found->streams, 3u);
    EXPECT_EQ(found->commands, count - count / 4);
    EXPECT_EQ(found->tree_hashes, count + count / 256);
    EXPECT_EQ(found->checkpoints, 5u);
    EXPECT_EQ(verifier.checkpoints_held(), 5u);
    EXPECT_EQ(verifier.root(), root_of(records()));
}

TEST(LogAudit, AnEmptyLogHolds) {
    SimulatedLog log(identity);
    Verifier verifier(trusted());
    ASSERT_TRUE(audit_log(log, verifier));
    EXPECT_EQ(verifier.root(), tlog::empty_root());
}

Error fault(LyingLog& log) {
    Verifier verifier(trusted());
    const auto found = audit_log(log, verifier);
    EXPECT_FALSE(found);
    return found ? Error{} : found.error();
}

void expect_fault(LyingLog& log, std::int64_t position, const std::string& said) {
    const auto error = fault(log);
    EXPECT_EQ(error.code, ErrorCode::corrupt);
    EXPECT_EQ(position_of(error), position) << error.message;
    EXPECT_THAT(error.message, HasSubstr(said));
}

TEST(LogAudit, FindsAChangedHeaderBehindGoodDigests) {
    LyingLog log;
    log.on_read = [](auto& page) {
        for (auto& record : page)
            if (record.header.position == 1'500) record.header.reason = "别的理由";
    };
    expect_fault(log, 1'500, "the leaf kept for it");
}

TEST(LogAudit, AFaultBeforeADamagedRecordOfTheSamePageIsToldFirst) {
    LyingLog log;
    log.log->flip_bit(1'600, 3);
    expect_fault(log, 1'600, "");
    log.on_read = [](auto& page) {
        for (auto& record : page)
            if (record.header.position == 1'500) ++record.header.stream_version;
    };
    expect_fault(log, 1'500, "expected version");
}

TEST(LogAudit, FindsALeafAndASubtreeThatAreNotWhatRecordsHashTo) {
    LyingLog log;
    log.on_hashes = [](unsigned level, std::uint64_t first, auto& hashes) {
        if (level == 0 && first <= 1'500 && 1'500 < first + hashes.size()) hashes[1'500 - first].bytes[31] ^= 1;
    };
    expect_fault(log, 1'500, "the leaf kept for it");
    log.on_hashes = [](unsigned level, std::uint64_t first, auto& hashes) {
        if (level == 1 && first == 3) hashes[0].bytes[0] ^= 1;
    };
    expect_fault(log, 768, "hash 3 of level 1");
    log.on_hashes = [](unsigned level, std::uint64_t, auto& hashes) {
        if (level == 1) hashes.clear();
    };
    expect_fault(log, 0, "hash 0 of level 1");
}

TEST(LogAudit, FindsAnIndexOfCommandsThatSaysOtherwise) {
    LyingLog log;
    log.on_command = [](auto& found) {
        if (found && found->first == 1'502) found->count = 1;
    };
    expect_fault(log, 1'502, "the index of commands says 1 from position 1502 on");
    log.on_command = [](auto& found) {
        if (found && found->first == 2'998) found.reset();
    };
    expect_fault(log, 2'998, "the index of commands says nothing");
}

TEST(LogAudit, FindsAnIndexOfStreamsThatEndsEarly) {
    LyingLog log;
    log.on_stream = [](auto& page) { std::erase_if(page, [](const Record& r) { return r.header.position >= 2'998; }); };
    expect_fault(log, 2'998, "version 1000 of unit/u1: the index of this stream ends before it");
}

TEST(LogAudit, FindsAnIndexOfStreamsThatIsBrokenOrGoesOnTooLong) {
    LyingLog log;
    log.broken = {"unit/u2", 700};
    expect_fault(log, 2'099, "version 700 of unit/u2: a page is torn");
    log.broken = {};
    log.on_stream = [](auto& page) {
        if (!page.empty() && page.back().header.position == 2'997) page.push_back(page.back());
    };
    expect_fault(log, 2'997, "version 1000 of unit/u0: it is the last, but the index of this stream goes on to 1001");
}

TEST(LogAudit, FindsKeptCheckpointsThatAreForgedOrOfAnotherHistory) {
    LyingLog log;
    keep(log, 700);
    auto others = history(count);
    others[900].header.reason = "另一段历史";
    log.kept.push_back({1'000, note_of(others, 1'000)});
    expect_fault(log, 700, "the checkpoint kept for 1000 records");

    log.kept = {{1'000, note_of(records(), 999)}};
    EXPECT_THAT(fault(log).message, HasSubstr("kept for 1000 records covers 999"));
    log.kept = {{1'000, note_of(records(), 1'000, key_of(identity.origin, 'x'))}};
    EXPECT_EQ(fault(log).details.at("checkpoint").to_number<int>(), 1'000);
    log.kept = {{1'000, "no note"}};
    EXPECT_THAT(fault(log).message, HasSubstr("cannot be read"));
}

TEST(LogAudit, AKeptCheckpointBeyondTheEndTellsOfLostRecords) {
    LyingLog log;
    const auto more = history(count + 50);
    log.kept = {{count + 50, note_of(more, count + 50)}};
    expect_fault(log, count, "have been lost");
}

}  // namespace
}  // namespace taizhang::audit
