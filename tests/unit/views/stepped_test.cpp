// Views that are driven from outside, one batch at a time.
#include "src/views/projector.hpp"
#include "tests/unit/views/harness.hpp"
#include "tests/unit/views/town.hpp"

namespace taizhang::test {
namespace {

std::unique_ptr<SteppedViews> open_stepped(const Directory& directory, const EventLog& log) {
    auto views = SteppedViews::open({.path = directory.views(), .batch_events = 10}, log, all_projections());
    if (!views) throw std::runtime_error(views.error().message);
    return std::move(*views);
}

TEST(SteppedViews, do_one_batch_at_each_step_and_nothing_by_themselves) {
    MemoryLog log;
    const auto feed = town(1, 3, 20);
    for (const auto& told : feed.told()) log.add(told);
    const Directory directory;
    const auto views = open_stepped(directory, log);
    views->wake();
    EXPECT_FALSE(views->applied());
    ASSERT_TRUE(views->step());
    EXPECT_EQ(views->applied(), Position{9});
    while (views->step()) {
    }
    EXPECT_EQ(views->applied(), log.end() - 1);
}

TEST(SteppedViews, are_rebuilt_by_whoever_asks_to_the_same_bytes) {
    MemoryLog log;
    const auto feed = town(2, 3, 20);
    for (const auto& told : feed.told()) log.add(told);
    const Directory directory;
    const auto views = open_stepped(directory, log);
    while (views->step()) {
    }
    const auto before = views->digest("current_ledger").value();
    ASSERT_TRUE(views->rebuild({"current_ledger"}));
    EXPECT_EQ(views->applied(), log.end() - 1);
    EXPECT_EQ(views->digest("current_ledger").value(), before);
}

}  // namespace
}  // namespace taizhang::test
