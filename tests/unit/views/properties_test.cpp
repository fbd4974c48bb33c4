// What must hold of views whatever the events were.
#include "tests/unit/views/harness.hpp"
#include "tests/unit/views/town.hpp"

#include <gmock/gmock.h>

namespace taizhang {
namespace {

using namespace test;

const std::vector<std::string> view_names{"current_ledger", "audit_trail", "accountability_history", "ledgers",
                                          "units"};

/// Rows of every view after the first `end` facts, projected in one go without any store.
std::map<std::string, std::map<std::string, std::string>> plain(const Feed& feed, std::size_t end) {
    std::map<std::string, std::map<std::string, std::string>> views;
    for (const auto& projection : all_projections()) {
        PlainRows rows;
        for (std::size_t i = 0; i < end; ++i) projection->apply({feed.told()[i].header, feed.told()[i].event}, rows);
        auto& found = views[std::string(projection->name())];
        for (const auto& [key, json] : rows.rows) {
            if (!hidden(key)) found[key] = json;
        }
    }
    return views;
}

class OverSeeds : public testing::TestWithParam<std::uint32_t> {};
INSTANTIATE_TEST_SUITE_P(Views, OverSeeds, testing::Values(1u, 2u, 3u));

TEST_P(OverSeeds, AsOfEachPositionEqualsTheViewBuiltUpToIt) {
    const auto feed = town(GetParam(), 8, 150);
    Directory directory;
    MemoryLog log;
    log.take(feed);
    const auto views = open_views(directory, log, all_projections(), {.path = {}, .batch_events = 37});
    ASSERT_TRUE(catch_up(*views, log));
    for (std::size_t end = 1; end <= feed.told().size(); ++end) {
        const auto expected = plain(feed, end);
        for (const auto& [name, rows] : expected)
            ASSERT_EQ(rows_as_of(*views, name, end - 1), rows) << name << " " << end;
    }
}

TEST_P(OverSeeds, ChangesSinceAnyPositionBringItsSnapshotToThePresentOne) {
    const auto feed = town(GetParam(), 8, 150);
    Directory directory;
    MemoryLog log;
    log.take(feed);
    const auto views = open_views(directory, log);
    ASSERT_TRUE(catch_up(*views, log));
    const std::vector<RowFilter> filters{{}, {{"ledger", "2014"}}, {{"units.unit", "u1"}}, {{"lamp", {"red", "grey"}}}};
    for (const auto& filter : filters) {
        const auto present = contents(views->snapshot("current_ledger", filter)->rows);
        for (Position from = before_first; from != log.end(); ++from) {
            std::map<std::string, std::string> rows;
            if (from != before_first) {
                const auto page = views->list({.view = "current_ledger", .filter = filter, .as_of = from});
                ASSERT_TRUE(page) << page.error().message;
                rows = contents(page->rows);
            }
            const auto changes = views->changes_since("current_ledger", filter, from);
            ASSERT_TRUE(changes) << changes.error().message;
            EXPECT_EQ(changes->position, log.end() - 1);
            for (const auto& key : changes->removals) EXPECT_EQ(rows.erase(key), 1u) << key << " was not there";
            for (const auto& row : changes->upserts) {
                EXPECT_TRUE(from == before_first || row.position > from);
                rows[row.key] = row.json;
            }
            ASSERT_EQ(rows, present) << "from " << from;
        }
    }
}

TEST_P(OverSeeds, BatchSizeRestartRebuildAndDeletionLeaveTheSameBytes) {
    const auto feed = town(GetParam(), 8, 150);
    MemoryLog log;
    Directory directory, other;
    {
        log.take(feed, 60);
        auto views = open_views(directory, log, all_projections(), {.path = {}, .batch_events = 7});
        ASSERT_TRUE(catch_up(*views, log));
    }
    log.take(feed);
    auto views = open_views(directory, log);
    ASSERT_TRUE(catch_up(*views, log));
    const auto once = digests(*views);
    EXPECT_NE(once.at("units"), once.at("ledgers"));
    ASSERT_TRUE(views->rebuild({}));
    EXPECT_EQ(digests(*views), once);
    ASSERT_TRUE(views->rebuild({"current_ledger"}));
    EXPECT_EQ(digests(*views), once);
    views.reset();
    std::filesystem::remove_all(directory.views());
    views = open_views(directory, log);
    ASSERT_TRUE(catch_up(*views, log));
    EXPECT_EQ(digests(*views), once);
    auto beside = open_views(other, log, all_projections(), {.path = {}, .batch_events = 1});
    ASSERT_TRUE(catch_up(*beside, log));
    EXPECT_EQ(digests(*beside), once);
}

TEST_P(OverSeeds, RowsReadFromTheStoreAreThoseKeptInMemory) {
    const auto feed = town(GetParam(), 8, 100);
    MemoryLog log;
    log.take(feed);
    Directory directory, other;
    const auto resident = open_views(directory, log);
    const auto stored = open_views(other, log, all_projections(), {.path = {}, .resident_bytes = 0});
    ASSERT_TRUE(catch_up(*resident, log));
    ASSERT_TRUE(catch_up(*stored, log));
    for (const auto& name : view_names) {
        const auto a = resident->snapshot(name, {}), b = stored->snapshot(name, {});
        EXPECT_EQ(contents(a->rows), contents(b->rows)) << name;
        EXPECT_EQ(a->total, b->total);
        EXPECT_EQ(a->time, b->time);
    }
}

TEST(Views, SnapshotsPositionAndRowsBelongTogetherWhileTheProjectorRuns) {
    const auto feed = town(7, 5, 1500);
    Directory directory;
    MemoryLog log;
    const auto views = open_views(directory, log, all_projections(), {.path = {}, .batch_events = 3});
    std::thread writer([&] {
        for (std::size_t end = 1; end <= feed.told().size(); ++end) {
            log.take(feed, end);
            views->wake();
        }
    });
    std::optional<Position> seen;
    for (int i = 0; i < 300; ++i) {
        const auto page = views->snapshot("audit_trail", {});
        ASSERT_TRUE(page) << page.error().message;
        // One row for each event, so that the count tells the position.
        EXPECT_EQ(page->rows.size(), page->position ? *page->position + 1 : 0);
        EXPECT_GE(page->position, seen);
        seen = page->position;
    }
    writer.join();
    EXPECT_TRUE(catch_up(*views, log));
    EXPECT_EQ(views->snapshot("audit_trail", {})->rows.size(), feed.told().size());
}

}  // namespace
}  // namespace taizhang
