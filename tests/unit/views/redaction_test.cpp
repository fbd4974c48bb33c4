// Texts that are removed by law leave the rows, their history, what followers saw, and the disk.
#include "src/views/projector.hpp"
#include "src/views/row_store.hpp"
#include "tests/unit/views/harness.hpp"

#include <gmock/gmock.h>
#include <rocksdb/db.h>
#include <fstream>

namespace taizhang {
namespace {

using namespace test;

const std::string secret = "张三身份证110101196001013577";
const std::string removed(redaction::removed_text);

/// What the domain decides, as far as views ask for it.
redaction::Approved approval_of(const Told& target, const Event& left) {
    redaction::Execution execution{.requested_by = AccountId{"supervisor"},
                                   .requester_name = "督查员",
                                   .rule = "个人信息保护法第四十七条",
                                   .members = {"/text"},
                                   .stream = target.header.stream,
                                   .stream_version = target.header.stream_version,
                                   .schema = info_of(left).schema,
                                   .substitute = to_base64(encode_event(left))};
    return {execution};
}

/// The same rows by a later version.
class Raised final : public Projection {
  public:
    explicit Raised(std::unique_ptr<Projection> of) : of_(std::move(of)) {}
    std::string_view name() const override { return of_->name(); }
    std::uint32_t version() const override { return of_->version() + 1; }
    boost::json::object row_schema() const override { return of_->row_schema(); }
    std::vector<std::string_view> key_fields() const override { return of_->key_fields(); }
    void apply(const Fact& fact, Rows& rows) const override { of_->apply(fact, rows); }

  private:
    const std::unique_ptr<Projection> of_;
};

Projections raised() {
    Projections all;
    for (auto& one : all_projections()) all.push_back(std::make_unique<Raised>(std::move(one)));
    return all;
}

/// A ledger with two items; the second holds the secret, and so does its urging.
class RedactedViews : public testing::Test {
  protected:
    Directory directory;
    MemoryLog log;
    Feed feed;
    Position target = 0;

    RedactedViews() {
        enter_item(feed);
        auto other = entered();
        other.number = "2";
        other.text = secret;
        target = feed.add("item/2", other).header.position;
        feed.add("item/2", item::Urged{"请加快", {}});
        feed.add("item/1", item::Urged{"请加快", {}});
        log.take(feed);
    }

    /// The approval, and in one moment with it the text's end, as the log does it. Its position.
    Position redact() {
        auto left = feed.told()[target].event;
        std::get<item::Entered>(left).text = removed;
        feed.add("redaction/" + std::to_string(target), redaction::Requested{"个人信息保护法第四十七条", {"/text"}},
                 "申请");
        const auto by = feed.add("redaction/" + std::to_string(target), approval_of(feed.told()[target], left), "同意")
                            .header.position;
        log.redact(target, encode_event(left), by, feed);
        return by;
    }

    std::unique_ptr<SteppedViews> stepped(Projections projections = all_projections()) {
        auto views = SteppedViews::open({.path = directory.views()}, log, std::move(projections));
        if (!views) throw std::runtime_error(views.error().message);
        return std::move(*views);
    }

    /// Views that have seen the log so far, on disk.
    void build_and_close() {
        const auto views = stepped();
        while (views->step()) {
        }
    }

    /// In any row of any view, as of any position.
    bool any_row_holds(const Views& views, const std::string& text) const {
        for (const auto& state : views.states()) {
            for (Position at = 0; state.applied && at <= *state.applied; ++at) {
                for (const auto& [key, row] : rows_as_of(views, state.name, at)) {
                    if (row.find(text) != std::string::npos) return true;
                }
            }
        }
        return false;
    }

    /// In any byte of any file.
    bool any_file_holds(const std::string& text) const {
        for (const auto& file : std::filesystem::recursive_directory_iterator(directory.views())) {
            if (!file.is_regular_file()) continue;
            std::ifstream in(file.path(), std::ios::binary);
            const std::string bytes{std::istreambuf_iterator<char>(in), {}};
            if (bytes.find(text) != std::string::npos) return true;
        }
        return false;
    }

    using Visit = std::function<void(rocksdb::DB&, rocksdb::ColumnFamilyHandle& rows)>;
    void on_store(const Visit& visit) const {
        rocksdb::DB* raw = nullptr;
        std::vector<rocksdb::ColumnFamilyHandle*> handles;
        const std::vector<rocksdb::ColumnFamilyDescriptor> families{{"default", {}}, {"changes", {}}, {"meta", {}}};
        ASSERT_TRUE(rocksdb::DB::OpenForReadOnly({}, directory.views(), families, &handles, &raw).ok());
        const std::unique_ptr<rocksdb::DB> db(raw);
        visit(*db, *handles[0]);
        for (auto* handle : handles) db->DestroyColumnFamilyHandle(handle);
    }

    /// In the value of any row, which a file may hold compressed.
    bool any_value_holds(const std::string& text) const {
        bool holds = false;
        on_store([&](rocksdb::DB& db, rocksdb::ColumnFamilyHandle& rows) {
            const std::unique_ptr<rocksdb::Iterator> it(db.NewIterator({}, &rows));
            for (it->SeekToFirst(); it->Valid(); it->Next())
                holds = holds || it->value().ToString().find(text) != std::string::npos;
        });
        return holds;
    }

    /// Nothing that was dropped is still there: its tombstones would be, too. Compression hides texts from a search.
    std::uint64_t entries_on_disk() const {
        std::uint64_t entries = 0, live = 0;
        on_store([&](rocksdb::DB& db, rocksdb::ColumnFamilyHandle& rows) {
            rocksdb::TablePropertiesCollection tables;
            EXPECT_TRUE(db.GetPropertiesOfAllTables(&rows, &tables).ok());
            for (const auto& [name, table] : tables) {
                EXPECT_EQ(table->num_range_deletions, 0u);
                entries += table->num_entries;
            }
            const std::unique_ptr<rocksdb::Iterator> it(db.NewIterator({}, &rows));
            for (it->SeekToFirst(); it->Valid(); it->Next()) ++live;
        });
        EXPECT_FALSE(any_value_holds(secret));
        EXPECT_EQ(entries, live);
        return entries;
    }
};

TEST_F(RedactedViews, NoRowHoldsTheTextNotEvenAsOfThePast) {
    const auto views = open_views(directory, log);
    catch_up(*views, log);
    EXPECT_TRUE(any_row_holds(*views, secret));
    redact();
    ASSERT_TRUE(catch_up(*views, log));
    EXPECT_FALSE(any_row_holds(*views, secret));
    EXPECT_TRUE(any_row_holds(*views, removed));
    for (const auto& state : views->states()) EXPECT_FALSE(state.rebuilding) << state.name;
}

TEST_F(RedactedViews, TheBytesLeaveTheDisk) {
    build_and_close();
    EXPECT_TRUE(any_value_holds(secret));
    auto views = stepped();
    redact();
    while (views->step()) {
    }
    EXPECT_FALSE(any_file_holds(secret));
    views.reset();
    EXPECT_FALSE(any_file_holds(secret));
    EXPECT_GT(entries_on_disk(), 0u);
}

TEST_F(RedactedViews, TheBytesLeaveTheDiskWhenALaterProgramIsTheFirstToMeetTheRedaction) {
    build_and_close();
    redact();
    EXPECT_TRUE(any_value_holds(secret));
    auto views = stepped(raised());
    while (views->step()) {
    }
    EXPECT_FALSE(any_file_holds(secret));
    views.reset();
    EXPECT_FALSE(any_file_holds(secret));
    EXPECT_GT(entries_on_disk(), 0u);
}

TEST_F(RedactedViews, TheBytesLeaveTheDiskWhenAViewIsGoneBeforeItMeetsTheRedaction) {
    build_and_close();
    redact();
    Projections few;
    few.push_back(std::move(all_projections().back()));
    auto views = stepped(std::move(few));
    while (views->step()) {
    }
    EXPECT_FALSE(any_file_holds(secret));
    views.reset();
    EXPECT_GT(entries_on_disk(), 0u);
}

TEST_F(RedactedViews, TheBytesLeaveTheDiskWhenARebuildComesBeforeTheRedactionIsMet) {
    build_and_close();
    redact();
    auto views = stepped();
    ASSERT_TRUE(views->rebuild({}));
    while (views->step()) {
    }
    EXPECT_FALSE(any_row_holds(*views, secret));
    EXPECT_FALSE(any_file_holds(secret));
    views.reset();
    EXPECT_GT(entries_on_disk(), 0u);
}

TEST_F(RedactedViews, RowsAreAsIfTheTextHadNeverBeenThere) {
    const auto views = open_views(directory, log);
    catch_up(*views, log);
    redact();
    catch_up(*views, log);
    Directory elsewhere;
    const auto fresh = open_views(elsewhere, log);
    catch_up(*fresh, log);
    EXPECT_EQ(digests(*views), digests(*fresh));
}

TEST_F(RedactedViews, ReadersSeeTheOldRowsUntilTheNewOnesAreThere) {
    const auto views = stepped();
    while (views->step()) {
    }
    const auto by = redact();
    ASSERT_TRUE(views->step());  // up to the redaction
    EXPECT_EQ(views->applied(), by - 1);
    ASSERT_TRUE(views->step());  // begins anew
    EXPECT_EQ(views->applied(), by - 1);
    EXPECT_TRUE(views->states().front().rebuilding);
    EXPECT_EQ(views->redacted("current_ledger"), std::nullopt);
    EXPECT_TRUE(*views->get("current_ledger", "2014/1", std::nullopt));
    while (views->step()) {
    }
    EXPECT_EQ(views->applied(), by);
    EXPECT_EQ(views->redacted("current_ledger"), by);
}

TEST_F(RedactedViews, AKillAtAnyMomentIsMadeGoodAtTheNextStart) {
    namespace fs = std::filesystem;
    Directory before;
    {
        const auto views = stepped();
        while (views->step()) {
        }
    }
    fs::copy(directory.views(), before.views(), fs::copy_options::recursive);
    redact();
    for (int steps = 0; steps < 6; ++steps) {
        fs::remove_all(directory.views());
        fs::copy(before.views(), directory.views(), fs::copy_options::recursive);
        {
            const auto views = stepped();
            for (int i = 0; i < steps; ++i) views->step();
        }
        const auto views = stepped();
        while (views->step()) {
        }
        EXPECT_FALSE(any_row_holds(*views, secret)) << steps;
        EXPECT_FALSE(any_file_holds(secret)) << steps;
    }
}

TEST_F(RedactedViews, AnErrorThatPassesKeepsTheOldRowsUntilARetryBringsTheNewOnes) {
    auto views = stepped();
    while (views->step()) {
    }
    const auto by = redact();
    ASSERT_TRUE(views->step());  // up to the redaction
    ASSERT_TRUE(views->step());  // begins anew
    log.fail(true);
    views->step();
    EXPECT_NE(views->states().front().stopped_because, "");
    EXPECT_EQ(views->applied(), by - 1);
    EXPECT_TRUE(*views->get("current_ledger", "2014/1", std::nullopt));
    log.fail(false);
    for (const auto& state : views->states()) EXPECT_TRUE(views->retry(state.name));
    while (views->step()) {
    }
    EXPECT_EQ(views->applied(), by);
    EXPECT_FALSE(any_row_holds(*views, secret));
    EXPECT_FALSE(any_file_holds(secret));
}

TEST_F(RedactedViews, AFollowerIsToldOfRowsThatChangedInThePast) {
    const auto views = stepped();
    while (views->step()) {
    }
    const auto seen = *views->applied();
    redact();
    while (views->step()) {
    }
    const auto changes = views->changes_since("current_ledger", {}, seen);
    ASSERT_TRUE(changes);
    const auto rows = contents(changes->upserts);
    ASSERT_TRUE(rows.contains("2014/2"));
    EXPECT_THAT(rows.at("2014/2"), testing::HasSubstr(removed));
    EXPECT_FALSE(rows.contains("2014/1"));
    EXPECT_TRUE(views->changes_since("current_ledger", {}, changes->position)->upserts.empty());
    EXPECT_TRUE(views->changes_since("current_ledger", {{"ledger", "2015"}}, seen)->upserts.empty());
}

TEST_F(RedactedViews, FollowersAreCalledOnceTheNewRowsAreThere) {
    const auto views = stepped();
    while (views->step()) {
    }
    std::optional<Position> seen;
    views->listen([&](Position) { seen = views->redacted("current_ledger"); });
    const auto by = redact();
    while (views->step()) {
    }
    EXPECT_EQ(seen, by);
}

TEST_F(RedactedViews, AReaderThatHoldsTheOldRowsPutsTheScrubbingOff) {
    auto store = RowStore::open(directory.views(), log.identity(), log.end()).value();
    const auto generation = layout::generation("v", {1, 0});
    {
        RowBatch batch(*store);
        batch.put(generation, "k", 0, "{\"text\":\"" + secret + "\"}");
        ASSERT_TRUE(store->commit(batch));
    }
    auto reader = std::make_unique<RowReader>(*store);
    {
        RowBatch batch(*store);
        batch.drop(generation);
        batch.demand_scrub();
        ASSERT_TRUE(store->commit(batch));
    }
    EXPECT_FALSE(*store->scrub());
    EXPECT_TRUE(*store->scrub_demanded());
    EXPECT_TRUE(*reader->row(generation, "k", 0));
    reader.reset();
    EXPECT_TRUE(*store->scrub());
    EXPECT_FALSE(*store->scrub_demanded());
    EXPECT_FALSE(any_file_holds(secret));
}

TEST_F(RedactedViews, WhatWasRedactedBeforeTheBuildBeganDemandsNoSecondOne) {
    redact();
    const auto views = stepped();
    int steps = 0;
    while (views->step()) ++steps;
    EXPECT_EQ(steps, 1);
    EXPECT_FALSE(any_row_holds(*views, secret));
}

/// Of views that were kept by an earlier program.
class EarlierFormat : public RedactedViews, public testing::WithParamInterface<const char*> {
  protected:
    void mark() const {
        rocksdb::DB* raw = nullptr;
        std::vector<rocksdb::ColumnFamilyHandle*> handles;
        const std::vector<rocksdb::ColumnFamilyDescriptor> families{{"default", {}}, {"changes", {}}, {"meta", {}}};
        ASSERT_TRUE(rocksdb::DB::Open({}, directory.views(), families, &handles, &raw).ok());
        const std::unique_ptr<rocksdb::DB> db(raw);
        ASSERT_TRUE(db->Put({}, handles[2], "format", GetParam()).ok());
        for (auto* handle : handles) db->DestroyColumnFamilyHandle(handle);
    }
};

TEST_P(EarlierFormat, IsBuiltAnew) {
    build_and_close();
    mark();
    const auto views = stepped();
    EXPECT_EQ(views->applied(), std::nullopt);
    while (views->step()) {
    }
    EXPECT_EQ(views->applied(), log.end() - 1);
}

TEST_P(EarlierFormat, LeavesTheDiskWithWhatWasRemovedSince) {
    build_and_close();
    mark();
    redact();
    EXPECT_TRUE(any_value_holds(secret));
    auto views = stepped();
    while (views->step()) {
    }
    EXPECT_FALSE(any_file_holds(secret));
    views.reset();
    EXPECT_GT(entries_on_disk(), 0u);
}

INSTANTIATE_TEST_SUITE_P(Views, EarlierFormat, testing::Values("taizhang views 1", "taizhang views 2"));

}  // namespace
}  // namespace taizhang
