// One build of rows beside another: who sees what, before, during and after, also when the program ends at any moment.
#include "src/views/projector.hpp"
#include "src/views/row_store.hpp"
#include "tests/unit/views/harness.hpp"
#include "tests/unit/views/town.hpp"

#include <gmock/gmock.h>

namespace taizhang {
namespace {

using namespace test;

/// How the tests' projections are told to behave from outside, as a program that was mended would.
struct Wish {
    std::uint32_t version = 1;
    std::optional<Position> poison = {};
};

/// Counts events by category, so many for each as its version says.
class Tally final : public Projection {
  public:
    Tally(std::string name, const Wish& wish) : name_(std::move(name)), version_(wish.version), wish_(wish) {}
    std::string_view name() const override { return name_; }
    std::uint32_t version() const override { return version_; }
    boost::json::object row_schema() const override {
        return {{"type", "object"}, {"properties", {{"count", {{"type", "integer"}}}}}};
    }
    void apply(const Fact& fact, Rows& rows) const override {
        const std::string key(fact.header.stream.category());
        const auto before = rows.get(key);
        const auto count = before ? std::stoi(before->substr(9)) : 0;
        rows.put(key, "{\"count\":" + std::to_string(count + int(version_)) + "}");
        rows.put(hidden_key("last"), std::to_string(fact.header.position));
        if (wish_.poison == fact.header.position) throw std::runtime_error("it tastes bad");
    }

  private:
    const std::string name_;
    const std::uint32_t version_;
    const Wish& wish_;
};

class BlueGreen : public testing::Test {
  protected:
    Directory directory;
    MemoryLog log;
    Feed feed;
    Wish wish;

    BlueGreen() { grow(20); }

    void grow(int by) {
        for (int i = 0; i < by; ++i)
            feed.add("unit/u" + std::to_string(log.end() + Position(i)), unit::Registered{"u"});
        log.take(feed);
    }
    std::unique_ptr<SteppedViews> open() {
        Projections all;
        all.push_back(std::make_unique<Tally>("tally", wish));
        static const Wish untouched;
        all.push_back(std::make_unique<Tally>("other", untouched));
        auto views = SteppedViews::open({.path = directory.views(), .batch_events = 4}, log, std::move(all));
        if (!views) throw std::runtime_error(views.error().message);
        return std::move(*views);
    }
    std::unique_ptr<SteppedViews> caught_up() {
        auto views = open();
        finish(*views);
        return views;
    }
    static void finish(SteppedViews& views) {
        while (views.step()) {
        }
    }
    static ViewState state_of(const Views& views, std::string_view name) {
        for (const auto& state : views.states()) {
            if (state.name == name) return state;
        }
        return {};
    }
    static std::string row(const Views& views, std::string_view view, std::optional<Position> as_of = {}) {
        const auto found = views.get(view, "unit", as_of);
        return found && *found ? (**found).json : "none";
    }
    static std::string counted(std::uint64_t count) { return "{\"count\":" + std::to_string(count) + "}"; }
    /// Builds of which something is stored, of all views.
    std::size_t builds() const {
        const auto store = RowStore::open(directory.views(), log.identity(), log.end());
        return (*store)->generations()->size();
    }
};

TEST_F(BlueGreen, ReadersOfARebuiltViewGoOnWithTheLogUntilTheNewRowsTakeOver) {
    const auto views = caught_up();
    const auto before = views->digest("tally").value();
    ASSERT_TRUE(views->begin_rebuild({"tally"}));
    ASSERT_TRUE(views->step());
    const auto state = state_of(*views, "tally");
    ASSERT_TRUE(state.building);
    EXPECT_TRUE(state.building->beside);
    EXPECT_EQ(state.building->next, 4u);
    EXPECT_EQ(state.lag, 0u);
    EXPECT_FALSE(state_of(*views, "other").building);
    EXPECT_EQ(row(*views, "tally"), counted(20));
    EXPECT_EQ(views->digest("tally").value(), before);
    grow(3);
    ASSERT_TRUE(views->step());
    EXPECT_TRUE(state_of(*views, "tally").building);
    EXPECT_EQ(row(*views, "tally"), counted(23));  // the old rows are not left behind meanwhile
    EXPECT_EQ(state_of(*views, "other").applied, 22u);
    const auto digest = views->digest("tally").value();
    finish(*views);
    EXPECT_FALSE(state_of(*views, "tally").building);
    EXPECT_EQ(row(*views, "tally"), counted(23));
    EXPECT_EQ(views->digest("tally").value(), digest);
    EXPECT_EQ(row(*views, "tally", 9), counted(10));
}

/// Whoever follows sees each change once, whichever rows tell of it.
TEST_F(BlueGreen, FollowersNoticeNothingOfASwitchWithinOneVersion) {
    const auto views = caught_up();
    Position seen = 19;
    std::vector<std::string> told;
    const auto follow = [&] {
        const auto changes = views->changes_since("tally", {}, seen).value();
        for (const auto& one : changes.upserts) told.push_back(one.json);
        EXPECT_TRUE(changes.removals.empty());
        EXPECT_GE(changes.position, seen);
        seen = changes.position;
    };
    ASSERT_TRUE(views->begin_rebuild({}));
    for (int i = 0; i < 12; ++i) {
        if (i % 3 == 0) grow(1);
        views->step();
        follow();
    }
    finish(*views);
    follow();
    EXPECT_FALSE(state_of(*views, "tally").building);
    EXPECT_EQ(told, (std::vector{counted(21), counted(22), counted(23), counted(24)}));
    EXPECT_EQ(views->shown_version("tally"), 1u);
}

/// However far it came, the program may end: readers see the old rows, whole and no older, or the new ones.
TEST_F(BlueGreen, AnEndAtAnyStepLeavesTheOldRowsOrTheNewOnes) {
    const auto expected = caught_up()->digest("tally").value();
    for (int steps = 0; steps < 9; ++steps) {
        {
            const auto views = open();
            ASSERT_TRUE(views->begin_rebuild({"tally"}));
            for (int i = 0; i < steps; ++i) views->step();
        }
        {
            const auto views = open();
            EXPECT_EQ(row(*views, "tally"), counted(20)) << steps;
            EXPECT_EQ(views->digest("tally").value(), expected) << steps;
            finish(*views);
            EXPECT_FALSE(state_of(*views, "tally").building) << steps;
            EXPECT_EQ(views->digest("tally").value(), expected) << steps;
        }
        EXPECT_EQ(builds(), 2u) << steps;
    }
}

TEST_F(BlueGreen, AnEndAtAnyStepOfALaterVersionLeavesTheOldRowsOrTheNewOnes) {
    caught_up();
    wish.version = 2;
    bool switched = false;
    for (int i = 0; i < 9; ++i) {
        const auto views = open();
        views->step();
        const bool now = views->shown_version("tally") == 2;
        EXPECT_TRUE(now || !switched);
        switched = now;
        EXPECT_EQ(row(*views, "tally"), counted(now ? 40 : 20)) << i;
        EXPECT_EQ(row(*views, "tally", 4), counted(now ? 10 : 5)) << i;
        EXPECT_EQ(row(*views, "other"), counted(20));
    }
    EXPECT_TRUE(switched);
    EXPECT_EQ(builds(), 2u);
}

TEST_F(BlueGreen, APoisonEventStopsOneProjectionAndARetryGoesOnWhenItsCauseIsGone) {
    wish.poison = 7;
    const auto views = caught_up();
    auto state = state_of(*views, "tally");
    ASSERT_TRUE(state.poison);
    EXPECT_EQ(state.poison->position, 7u);
    EXPECT_EQ(state.poison->event, "unit.registered");
    EXPECT_EQ(state.poison->stream, "unit/u7");
    EXPECT_EQ(state.applied, 6u);
    EXPECT_EQ(state.lag, 13u);
    EXPECT_EQ(row(*views, "tally"), counted(7));
    EXPECT_EQ(row(*views, "other"), counted(20));
    EXPECT_EQ(views->retry("other").error().code, ErrorCode::invalid);
    ASSERT_TRUE(views->retry("tally"));
    finish(*views);
    EXPECT_TRUE(state_of(*views, "tally").poison);  // it tastes as before
    wish.poison.reset();
    ASSERT_TRUE(views->retry("tally"));
    finish(*views);
    state = state_of(*views, "tally");
    EXPECT_EQ(state.stopped_because, "");
    EXPECT_FALSE(state.poison);
    EXPECT_EQ(state.lag, 0u);
    EXPECT_EQ(row(*views, "tally"), counted(20));
}

TEST_F(BlueGreen, ARebuildThatMeetsAPoisonEventIsGivenUpAndReadersKeepTheirRows) {
    auto views = caught_up();
    wish.poison = 5;
    EXPECT_THAT(views->rebuild({"tally"}).error().message, testing::HasSubstr("event 5"));
    auto state = state_of(*views, "tally");
    EXPECT_THAT(state.rebuild_failed, testing::HasSubstr("event 5"));
    EXPECT_EQ(state.stopped_because, "");
    EXPECT_FALSE(state.building);
    grow(1);
    finish(*views);
    EXPECT_EQ(row(*views, "tally"), counted(21));
    wish.poison.reset();
    EXPECT_TRUE(views->rebuild({"tally"}));
    EXPECT_EQ(state_of(*views, "tally").rebuild_failed, "");
    views.reset();
    EXPECT_EQ(builds(), 2u);
}

/// While nothing is written to the log, only the count tells one build from another.
TEST_F(BlueGreen, ANameWhoseFilesWaitToBeDeletedIsNotGivenAgain) {
    auto views = caught_up();
    const auto before = views->digest("tally").value();
    for (int i = 0; i < 2; ++i) {  // the old rows' files go when there is nothing else to do
        ASSERT_TRUE(views->begin_rebuild({"tally"}));
        do ASSERT_TRUE(views->step());
        while (state_of(*views, "tally").building);
    }
    finish(*views);
    EXPECT_EQ(views->digest("tally").value(), before);
    EXPECT_EQ(row(*views, "tally", 9), counted(10));
    views.reset();
    const auto store = RowStore::open(directory.views(), log.identity(), log.end()).value();
    EXPECT_EQ(store->serving("tally").value()->again, 2u);
}

/// Two drops, and a reader who came between them: the first one's end does not let go what the second holds.
TEST_F(BlueGreen, WhatIsDroppedLaterWaitsForReadersWhoCameLater) {
    auto store = RowStore::open(directory.views(), log.identity(), log.end()).value();
    const std::vector names{layout::generation("v", {1, 0}), layout::generation("v", {1, 1})};
    const auto write = [&](const std::function<void(RowBatch&)>& what) {
        RowBatch batch(*store);
        what(batch);
        ASSERT_TRUE(store->commit(batch));
    };
    const auto drop = [&](std::size_t one) {
        write([&](RowBatch& batch) { batch.drop(names[one]), batch.demand_scrub(); });
    };
    const std::vector<std::function<Result<bool>()>> ends{[&] { return store->sweep(names); },
                                                          [&] { return store->scrub(); }};
    for (const auto& end : ends) {
        write([&](RowBatch& batch) {
            for (const auto& name : names) batch.put(name, "k", 0, "{}");
        });
        auto first = std::make_unique<RowReader>(*store);
        drop(0);
        EXPECT_FALSE(*end());
        auto second = std::make_unique<RowReader>(*store);
        drop(1);
        first.reset();
        EXPECT_FALSE(*end());
        EXPECT_TRUE(*store->scrub_demanded());
        EXPECT_TRUE(*second->row(names[1], "k", 0));
        second.reset();
        EXPECT_TRUE(*end());
    }
    EXPECT_FALSE(*store->scrub_demanded());
}

/// One that starts far behind is none of the others' business.
TEST_F(BlueGreen, AViewThatIsFarBehindHoldsUpNobody) {
    wish.poison = 0;
    const auto views = caught_up();
    wish.poison.reset();
    ASSERT_TRUE(views->retry("tally"));
    grow(1);
    views->step();
    EXPECT_EQ(state_of(*views, "other").applied, 20u);
    EXPECT_EQ(state_of(*views, "tally").applied, 3u);
}

}  // namespace
}  // namespace taizhang
