#include "src/views/row_filter.hpp"
#include "tests/unit/views/harness.hpp"
#include "tests/unit/views/town.hpp"

#include <gmock/gmock.h>

namespace taizhang {
namespace {

using namespace test;
using testing::ElementsAre;

std::vector<std::string> keys(const std::vector<ViewRow>& rows) {
    std::vector<std::string> found;
    for (const auto& row : rows) found.push_back(row.key);
    return found;
}

/// Ledgers 2014 and 2015 with a few items each, in view of one test.
class Reading : public testing::Test {
  protected:
    void enter(const std::string& ledger, const std::string& id, const std::string& number,
               const std::vector<Party>& units) {
        item::Entered e;
        e.ledger = LedgerId{ledger};
        e.number = number;
        e.title = "\"quoted\" 台账 " + id;
        e.units = units;
        feed.add("item/" + id, e);
    }
    void SetUp() override {
        for (const auto* year : {"2014", "2015"})
            feed.add(std::string("ledger/") + year,
                     ledger::Opened{.title = year, .year = 2014, .holder = UnitId{"gov"}});
        enter("2014", "a", "10", {party("fgw", PartyRole::lead), party("sjw")});
        enter("2014", "b", "9", {party("sjw", PartyRole::lead)});
        enter("2014", "c", "1", {party("gxj", PartyRole::lead)});
        enter("2015", "d", "2", {party("fgw", PartyRole::lead)});
        feed.add("item/a", reported("fgw", "2014-03", "9.5"));
        feed.add("item/b", reported("sjw", "2014-03", "30"));
        settle();
    }
    void settle() {
        log.take(feed);
        if (!views) views = open_views(directory, log);
        ASSERT_TRUE(catch_up(*views, log));
    }
    std::vector<std::string> listed(const RowFilter& filter, const std::string& order = {}) {
        const auto page = views->list({.view = "current_ledger", .filter = filter, .order = order});
        if (!page) throw std::runtime_error(page.error().message);
        EXPECT_EQ(page->total, page->rows.size());
        return keys(page->rows);
    }
    Error refusal(ViewQuery query) {
        const auto page = views->list(query);
        return page ? Error{ErrorCode::internal, "was not refused"} : page.error();
    }

    Feed feed;
    Directory directory;
    MemoryLog log;
    std::unique_ptr<Views> views;
    const std::vector<std::unique_ptr<Projection>> projections = all_projections();
};

TEST_F(Reading, FiltersByValueByOneOfSeveralThroughListsAndByAbsence) {
    EXPECT_THAT(listed({}), ElementsAre("2014/a", "2014/b", "2014/c", "2015/d"));
    EXPECT_THAT(listed({{"ledger", "2015"}}), ElementsAre("2015/d"));
    EXPECT_THAT(listed({{"number", {"9", "1"}}}), ElementsAre("2014/b", "2014/c"));
    EXPECT_THAT(listed({{"units.unit", "sjw"}}), ElementsAre("2014/a", "2014/b"));
    EXPECT_THAT(listed({{"units.unit", "fgw"}, {"ledger", "2014"}}), ElementsAre("2014/a"));
    EXPECT_THAT(listed({{"title", "\"quoted\" 台账 b"}}), ElementsAre("2014/b"));
    EXPECT_THAT(listed({{"percent", nullptr}}), ElementsAre("2014/c", "2015/d"));
    EXPECT_THAT(listed({{"open_list", false}, {"version", 2}}), ElementsAre("2014/a", "2014/b"));
    EXPECT_THAT(listed({{"ledger", "nowhere"}}), ElementsAre());
    EXPECT_THAT(listed({{"ledger", "20"}}), ElementsAre());  // a part of a key is no match
}

TEST_F(Reading, OnlyKeysThatBeginAsTheFilterSaysAreLookedAt) {
    const auto view = std::ranges::find(projections, "current_ledger", &Projection::name);
    const auto prefix = [&](const RowFilter& filter) { return CompiledFilter::make(**view, filter)->key_prefix(); };
    EXPECT_EQ(prefix({{"ledger", "2014"}}), "2014/");
    EXPECT_EQ(prefix({{"ledger", {"2014"}}}), "2014/");
    EXPECT_EQ(prefix({{"ledger", {"2014", "2015", "2014-S1"}}}), "201");
    EXPECT_EQ(prefix({{"ledger", {"2014", "1999"}}}), "");
    EXPECT_EQ(prefix({{"ledger", {"2014", nullptr}}}), "");
    EXPECT_EQ(prefix({{"number", "9"}}), "");
    EXPECT_THAT(listed({{"ledger", {"2014", "2015"}}, {"number", {"9", "2"}}}), ElementsAre("2014/b", "2015/d"));
    EXPECT_THAT(listed({{"ledger", boost::json::array()}}), ElementsAre());
}

TEST_F(Reading, OrdersNumbersByValueAndAbsentOnesLast) {
    EXPECT_THAT(listed({}, "number"), ElementsAre("2014/c", "2015/d", "2014/b", "2014/a"));
    EXPECT_THAT(listed({}, "-number"), ElementsAre("2014/a", "2014/b", "2015/d", "2014/c"));
    EXPECT_THAT(listed({}, "percent"), ElementsAre("2014/a", "2014/b", "2014/c", "2015/d"));
    EXPECT_THAT(listed({}, "-percent"), ElementsAre("2014/b", "2014/a", "2014/c", "2015/d"));
    EXPECT_THAT(listed({}, "-changed_position"), ElementsAre("2014/b", "2014/a", "2015/d", "2014/c"));
    EXPECT_THAT(listed({}, "-"), ElementsAre("2015/d", "2014/c", "2014/b", "2014/a"));
    EXPECT_THAT(listed({}, "-ledger,number"), ElementsAre("2015/d", "2014/c", "2014/b", "2014/a"));
    EXPECT_THAT(listed({}, "version,-number"), ElementsAre("2015/d", "2014/c", "2014/a", "2014/b"));
    EXPECT_THAT(listed({}, "ledger,-"), ElementsAre("2014/c", "2014/b", "2014/a", "2015/d"));
}

TEST_F(Reading, PagesStayAsTheyWereWhileRowsChange) {
    struct Paging {
        ViewQuery query;
        std::vector<std::string> whole, seen;
    };
    std::vector<Paging> all;
    for (const auto* order : {"", "number", "-percent", "-changed_position", "-", "-version,lamp,-number"}) {
        Paging one{{.view = "current_ledger", .filter = {}, .order = order, .limit = 3}, listed({}, order), {}};
        const auto first = views->list(one.query);
        one.seen = keys(first->rows);
        one.query.cursor = first->next_cursor;
        all.push_back(one);
    }
    const auto position = log.end() - 1;
    feed.add("item/c", reported("gxj", "2014-05", "77"));
    feed.add("item/a", item::Revised{.number = "0"}, "why");
    enter("2014", "0", "0", {party("x", PartyRole::lead)});
    settle();
    for (auto& one : all) {
        const auto second = views->list(one.query);
        ASSERT_TRUE(second) << second.error().message;
        EXPECT_EQ(second->position, position);
        EXPECT_EQ(second->total, 4u);
        EXPECT_TRUE(second->next_cursor.empty());
        for (const auto& key : keys(second->rows)) one.seen.push_back(key);
        EXPECT_EQ(one.seen, one.whole) << one.query.order;
    }
}

TEST_F(Reading, APageEndsWithoutACursorAtItsEdge) {
    ViewQuery query{.view = "current_ledger", .filter = {}, .order = {}, .limit = 4};
    EXPECT_TRUE(views->list(query)->next_cursor.empty());
    query.limit = 3;
    EXPECT_FALSE(views->list(query)->next_cursor.empty());
}

TEST_F(Reading, AsOfShowsThePastWithItsTime) {
    const auto page = views->list({.view = "current_ledger", .filter = {}, .as_of = 3});
    ASSERT_TRUE(page);
    EXPECT_THAT(keys(page->rows), ElementsAre("2014/a", "2014/b"));
    EXPECT_EQ(page->position, 3u);
    EXPECT_EQ(page->time, feed.told()[3].header.recorded);
    EXPECT_EQ(page->rows[0].position, 2u);
    const auto now = views->get("current_ledger", "2014/a", std::nullopt),
               then = views->get("current_ledger", "2014/a", 5);
    EXPECT_EQ((**now).position, 6u);
    EXPECT_EQ((**then).position, 2u);
    EXPECT_FALSE(*views->get("current_ledger", "2014/a", 1));
    EXPECT_FALSE(*views->get("current_ledger", "nothing", std::nullopt));
    EXPECT_FALSE(*views->get("current_ledger", std::string(1, hidden_mark) + "item/a", std::nullopt));
}

TEST_F(Reading, WhatCannotBeReadIsToldWithItsPlace) {
    const auto expect = [&](const ViewQuery& query, ErrorCode code, const std::string& part) {
        const auto error = refusal(query);
        EXPECT_EQ(error.code, code) << error.message;
        EXPECT_THAT(error.message, testing::HasSubstr(part));
    };
    expect({.view = "nowhere"}, ErrorCode::not_found, "current_ledger");
    expect({.view = "units", .filter = {{"colour", "red"}}}, ErrorCode::invalid, "former_names");
    EXPECT_EQ(refusal({.view = "units", .filter = {{"colour", "red"}}}).details.at("path"), "/filter/colour");
    expect({.view = "current_ledger", .filter = {{"units", "a"}}}, ErrorCode::invalid, "group of fields");
    expect({.view = "current_ledger", .filter = {{"units.name.x", "a"}}}, ErrorCode::invalid, "'x'");
    expect({.view = "units", .filter = {{"name", boost::json::object{}}}}, ErrorCode::invalid, "expected a text");
    expect({.view = "units", .filter = {}, .order = "colour"}, ErrorCode::invalid, "colour");
    expect({.view = "current_ledger", .filter = {}, .order = "units.name"}, ErrorCode::invalid, "several values");
    expect({.view = "units", .filter = {}, .order = "name,,kind"}, ErrorCode::invalid, "no field ''");
    expect({.view = "units", .filter = {}, .order = "name,kind,name,kind,name"}, ErrorCode::over_limit, "4 fields");
    expect({.view = "units", .filter = {}, .order = {}, .limit = 0}, ErrorCode::invalid, "limit");
    expect({.view = "units", .filter = {}, .order = {}, .limit = max_view_rows + 1}, ErrorCode::over_limit, "1000");
    expect({.view = "units", .filter = {}, .order = {}, .as_of = 9999}, ErrorCode::gone, "9999");
    for (const auto* cursor : {"x", "1.2.3", "99999999999999999999.aa.bb", "7..61"})
        expect({.view = "units", .filter = {}, .order = {}, .limit = 1, .cursor = cursor}, ErrorCode::invalid,
               "cursor");
    EXPECT_EQ(views->snapshot("nowhere", {}).error().code, ErrorCode::not_found);
    EXPECT_EQ(views->changes_since("nowhere", {}, 0).error().code, ErrorCode::not_found);
    EXPECT_EQ(views->get("nowhere", "a", {}).error().code, ErrorCode::not_found);
    EXPECT_EQ(views->rebuild({"nowhere"}).error().code, ErrorCode::not_found);
}

TEST_F(Reading, ACursorOfAnotherQueryIsRefused) {
    ViewQuery query{.view = "current_ledger", .filter = {}, .order = "number", .limit = 1};
    query.cursor = views->list(query)->next_cursor;
    EXPECT_TRUE(views->list(query));
    query.order = "-number";
    EXPECT_EQ(refusal(query).code, ErrorCode::invalid);
}

TEST_F(Reading, ARowThatLeavesTheFilterIsARemovalAndOneThatNeverMatchedIsNothing) {
    const RowFilter grey{{"lamp", "grey"}, {"ledger", "2014"}};
    const auto before = log.end() - 1;
    feed.add("item/c", reported("gxj", "2014-03", "60"));  // grey until now
    feed.add("item/b", reported("sjw", "2014-04", "60"));  // green all along
    feed.add("item/d", reported("fgw", "2014-04", "60"));  // of another ledger
    settle();
    const auto changes = views->changes_since("current_ledger", grey, before);
    ASSERT_TRUE(changes);
    EXPECT_THAT(changes->removals, ElementsAre("2014/c"));
    EXPECT_TRUE(changes->upserts.empty());
    EXPECT_EQ(changes->position, log.end() - 1);
    const auto none = views->changes_since("current_ledger", grey, changes->position);
    EXPECT_TRUE(none->removals.empty() && none->upserts.empty());
}

TEST_F(Reading, AReaderAheadOfTheViewHasSeenNoChange) {
    const auto changes = views->changes_since("current_ledger", {}, 500);
    ASSERT_TRUE(changes);
    EXPECT_EQ(changes->position, 500u);
    EXPECT_TRUE(changes->upserts.empty());
}

TEST_F(Reading, PositionAtIsTheLastEventRecordedByThen) {
    EXPECT_EQ(*position_at(log, feed.told()[3].header.recorded), 3u);
    EXPECT_EQ(*position_at(log, feed.told()[3].header.recorded + std::chrono::milliseconds(1)), 3u);
    EXPECT_EQ(*position_at(log, feed.told()[4].header.recorded - std::chrono::milliseconds(1)), 3u);
    EXPECT_EQ(*position_at(log, feed.told()[0].header.recorded - std::chrono::milliseconds(1)), std::nullopt);
    EXPECT_EQ(*position_at(log, Time{INT64_MAX}), log.end() - 1);
}

TEST(EmptyViews, HaveNoPositionAndNoRows) {
    Directory directory;
    MemoryLog log;
    const auto views = open_views(directory, log);
    EXPECT_FALSE(views->applied());
    const auto page = views->snapshot("units", {});
    ASSERT_TRUE(page);
    EXPECT_FALSE(page->position);
    EXPECT_FALSE(page->time);
    EXPECT_TRUE(page->rows.empty());
    EXPECT_EQ(views->changes_since("units", {}, before_first)->position, before_first);
    EXPECT_EQ(views->list({.view = "units", .filter = {}, .as_of = 0}).error().code, ErrorCode::gone);
}

}  // namespace
}  // namespace taizhang
