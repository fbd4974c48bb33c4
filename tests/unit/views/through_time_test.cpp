// Two moments of a view, and pages that stay those of one moment whatever happens meanwhile.
#include "tests/unit/views/harness.hpp"
#include "tests/unit/views/town.hpp"

#include <gmock/gmock.h>

namespace taizhang {
namespace {

using namespace test;
using testing::HasSubstr;

using Rows = std::map<std::string, std::string>;

/// Of a row: what it was and what it became; empty where it was not there.
using Differences = std::map<std::string, std::pair<std::string, std::string>>;

Rows as_of(const Views& views, const std::string& view, const RowFilter& filter, Position position) {
    const auto page = views.list({.view = view, .filter = filter, .as_of = position});
    if (!page) throw std::runtime_error(page.error().message);
    return contents(page->rows);
}

Differences between(const Rows& before, const Rows& after) {
    Differences found;
    for (const auto& [key, row] : before) found[key].first = row;
    for (const auto& [key, row] : after) found[key].second = row;
    std::erase_if(found, [](const auto& one) { return one.second.first == one.second.second; });
    return found;
}

/// All pages, of three rows each, whose counts must be those of what they hold.
Differences told(const Views& views, DiffQuery query) {
    Differences found;
    ViewDiff page;
    std::size_t added = 0, removed = 0, changed = 0;
    std::string last;
    query.limit = 3;
    do {
        auto answer = views.diff(query);
        if (!answer) throw std::runtime_error(answer.error().message);
        page = std::move(*answer);
        for (const auto& row : page.rows) {
            EXPECT_LT(last, row.key);
            last = row.key;
            found[row.key] = {row.before ? row.before->json : "", row.after ? row.after->json : ""};
            ++(!row.before ? added : !row.after ? removed : changed);
        }
        query.cursor = page.next_cursor;
        query.to = 0;  // the cursor knows it
    } while (!query.cursor.empty());
    EXPECT_EQ(page.added, added);
    EXPECT_EQ(page.removed, removed);
    EXPECT_EQ(page.changed, changed);
    return found;
}

TEST(Diff, IsWhatTheViewsOfBothMomentsSayHoweverItIsFound) {
    const auto feed = town(5, 8, 120);
    MemoryLog log;
    log.take(feed);
    Directory directory, other;
    const auto noted = open_views(directory, log);
    const auto compared = open_views(other, log, all_projections(), {.path = {}, .diff_changes = 0});
    ASSERT_TRUE(catch_up(*noted, log));
    ASSERT_TRUE(catch_up(*compared, log));
    const std::vector<std::pair<std::string, RowFilter>> questions{
        {"current_ledger", {}}, {"current_ledger", {{"ledger", "2014"}, {"lamp", {"red", "grey"}}}}, {"calendar", {}}};
    std::set<std::string> kinds;
    for (const auto& [view, filter] : questions) {
        std::vector<Rows> rows;
        for (Position at = 0; at < log.end(); at += 13) rows.push_back(as_of(*noted, view, filter, at));
        for (std::size_t to = 0; to < rows.size(); ++to) {
            const auto all = between({}, rows[to]);
            EXPECT_EQ(told(*noted, {.view = view, .filter = filter, .from = {}, .to = to * 13}), all);
            EXPECT_EQ(told(*compared, {.view = view, .filter = filter, .from = {}, .to = to * 13}), all);
            for (std::size_t from = 0; from <= to; ++from) {
                const DiffQuery query{.view = view, .filter = filter, .from = from * 13, .to = to * 13};
                const auto expected = between(rows[from], rows[to]);
                ASSERT_EQ(told(*noted, query), expected) << view << " " << from << " to " << to;
                ASSERT_EQ(told(*compared, query), expected) << view << " " << from << " to " << to;
                for (const auto& [key, row] : expected)
                    kinds.insert(row.first.empty() ? "added" : row.second.empty() ? "removed" : "changed");
            }
        }
    }
    EXPECT_EQ(kinds.size(), 3u);  // else the town is too quiet to show anything
}

TEST(Diff, SaysWhatItCannotAnswer) {
    const auto feed = town(5, 8, 20);
    MemoryLog log;
    log.take(feed);
    Directory directory;
    const auto views = open_views(directory, log, all_projections(), {.path = {}, .diff_changes = 0, .diff_rows = 3});
    ASSERT_TRUE(catch_up(*views, log));
    const auto expect = [&](const DiffQuery& query, ErrorCode code, const std::string& part) {
        const auto diff = views->diff(query);
        ASSERT_FALSE(diff) << part;
        EXPECT_EQ(diff.error().code, code);
        EXPECT_THAT(diff.error().message, HasSubstr(part));
    };
    const auto last = log.end() - 1;
    expect({.view = "nowhere", .filter = {}, .from = 0, .to = 1}, ErrorCode::not_found, "nowhere");
    expect({.view = "units", .filter = {{"colour", "red"}}, .from = 0, .to = 1}, ErrorCode::invalid, "colour");
    expect({.view = "units", .filter = {}, .from = 2, .to = 1}, ErrorCode::invalid, "earlier moment first");
    expect({.view = "units", .filter = {}, .from = 0, .to = log.end()}, ErrorCode::gone, "ahead");
    expect({.view = "units", .filter = {}, .from = 0, .to = 1, .limit = 0}, ErrorCode::invalid, "limit");
    expect({.view = "units", .filter = {}, .from = 0, .to = 1, .limit = 501}, ErrorCode::over_limit, "500");
    expect({.view = "current_ledger", .filter = {}, .from = 0, .to = last}, ErrorCode::over_limit, "more than 3 rows");
    const auto listed = views->list({.view = "units", .filter = {}, .limit = 1})->next_cursor;
    ASSERT_FALSE(listed.empty());
    expect({.view = "units", .filter = {}, .from = 0, .to = 1, .cursor = listed}, ErrorCode::invalid, "cursor");
}

class Pages : public testing::Test {
  protected:
    void SetUp() override {
        log.take(feed, feed.told().size() / 2);
        views = open_views(directory, log);
        ASSERT_TRUE(catch_up(*views, log));
    }
    ViewQuery first_page(const std::string& order) {
        ViewQuery query{.view = "current_ledger", .filter = {}, .order = order, .limit = 2};
        query.cursor = views->list(query)->next_cursor;
        return query;
    }
    ViewDiff first_differences() {
        return *views->diff({.view = "current_ledger", .filter = {}, .from = 10, .to = log.end() - 1, .limit = 2});
    }
    DiffQuery next_differences(const std::string& cursor) {
        return {.view = "current_ledger", .filter = {}, .from = 10, .to = 0, .limit = 500, .cursor = cursor};
    }

    Feed feed = town(11, 9, 200);
    Directory directory;
    MemoryLog log;
    std::unique_ptr<Views> views;
};

TEST_F(Pages, AreAllOfTheFirstOnesPositionWhileTheLedgerGoesOn) {
    std::atomic<bool> done = false;
    std::thread writer([&] {
        for (auto end = feed.told().size() / 2; end <= feed.told().size(); ++end) {
            log.take(feed, end);
            views->wake();
        }
        done = true;
    });
    struct Read {
        std::string order;
        Position position = 0;
        std::vector<ViewRow> rows;
    };
    std::vector<Read> reads;
    for (bool last = false; !last;) {
        last = done;
        for (const auto* order : {"", "number", "-percent", "-changed_position"}) {
            ViewQuery query{.view = "current_ledger", .filter = {}, .order = order, .limit = 2};
            Read read{order, 0, {}};
            do {
                const auto page = views->list(query);
                ASSERT_TRUE(page) << page.error().message;
                EXPECT_TRUE(query.cursor.empty() || page->position == read.position);
                read.position = *page->position;
                read.rows.insert(read.rows.end(), page->rows.begin(), page->rows.end());
                query.cursor = page->next_cursor;
            } while (!query.cursor.empty());
            reads.push_back(std::move(read));
        }
    }
    writer.join();
    for (const auto& read : reads) {
        const auto whole = views->list(
            {.view = "current_ledger", .filter = {}, .order = read.order, .limit = 500, .as_of = read.position});
        ASSERT_EQ(whole->rows.size(), read.rows.size());
        for (std::size_t i = 0; i < whole->rows.size(); ++i) {
            EXPECT_EQ(whole->rows[i].key, read.rows[i].key) << read.order << " as of " << read.position;
            EXPECT_EQ(whole->rows[i].json, read.rows[i].json);
        }
    }
}

TEST_F(Pages, GoOnAcrossARebuildAndAnotherStart) {
    const auto query = first_page("-percent");
    const auto expected = contents(views->list(query)->rows);
    const auto diff = first_differences();
    const auto rest = views->diff(next_differences(diff.next_cursor))->rows.size();
    EXPECT_EQ(rest + 2, diff.added + diff.removed + diff.changed);
    log.take(feed);
    ASSERT_TRUE(views->rebuild({}));
    EXPECT_EQ(contents(views->list(query)->rows), expected);
    EXPECT_EQ(views->diff(next_differences(diff.next_cursor))->rows.size(), rest);
    views.reset();
    views = open_views(directory, log);
    EXPECT_EQ(contents(views->list(query)->rows), expected);
    EXPECT_EQ(views->diff(next_differences(diff.next_cursor))->rows.size(), rest);
}

TEST_F(Pages, SayThatTheyCannotGoOnWhereTextsWereRemovedByLaw) {
    const auto query = first_page("title");
    const auto diff = first_differences();
    const auto target = std::ranges::find_if(
        feed.told(), [](const auto& told) { return std::holds_alternative<item::Entered>(told.event); });
    auto left = target->event;
    std::get<item::Entered>(left).title = redaction::removed_text;
    const auto position = target->header.position;
    const redaction::Execution execution{.requested_by = AccountId{"supervisor"},
                                         .requester_name = "督查员",
                                         .rule = "个人信息保护法第四十七条",
                                         .members = {"/title"},
                                         .stream = target->header.stream,
                                         .stream_version = target->header.stream_version,
                                         .schema = info_of(left).schema,
                                         .substitute = to_base64(encode_event(left))};
    const auto stream = "redaction/" + std::to_string(position);
    feed.add(stream, redaction::Requested{execution.rule, execution.members}, "申请");
    const auto by = feed.add(stream, redaction::Approved{execution}, "同意").header.position;
    log.redact(position, encode_event(left), by, feed);
    ASSERT_TRUE(catch_up(*views, log));
    const auto page = views->list(query);
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error().code, ErrorCode::gone);
    EXPECT_THAT(page.error().message, HasSubstr("begin again without a cursor"));
    EXPECT_EQ(views->diff(next_differences(diff.next_cursor)).error().code, ErrorCode::gone);
    EXPECT_FALSE(first_page("title").cursor.empty());
}

/// The same rows by a later version.
class Later final : public Projection {
  public:
    explicit Later(std::unique_ptr<Projection> of) : of_(std::move(of)) {}
    std::string_view name() const override { return of_->name(); }
    std::uint32_t version() const override { return of_->version() + 1; }
    boost::json::object row_schema() const override { return of_->row_schema(); }
    std::vector<std::string_view> key_fields() const override { return of_->key_fields(); }
    void apply(const Fact& fact, taizhang::Rows& rows) const override { of_->apply(fact, rows); }

  private:
    std::unique_ptr<Projection> of_;
};

TEST_F(Pages, SayThatTheyCannotGoOnWhereALaterVersionMadeTheRows) {
    const auto query = first_page("number");
    views.reset();
    auto projections = all_projections();
    for (auto& projection : projections) projection = std::make_unique<Later>(std::move(projection));
    views = open_views(directory, log, std::move(projections));
    ASSERT_TRUE(views->rebuild({}));
    EXPECT_EQ(views->list(query).error().code, ErrorCode::gone);
}

}  // namespace
}  // namespace taizhang
