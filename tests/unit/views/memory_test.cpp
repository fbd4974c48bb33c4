// Rows in memory are bounded by what the options say, whatever the log holds.
#include "src/views/key_filter.hpp"
#include "src/views/projector.hpp"
#include "tests/unit/views/harness.hpp"
#include "tests/unit/views/town.hpp"

namespace taizhang {
namespace {

using namespace test;

struct Built {
    std::size_t most = 0;  ///< bytes in memory, after any batch
    std::map<std::string, Digest> rows;
};

Built build(const EventLog& log, std::size_t resident, std::size_t projector) {
    const Directory directory;
    const auto views = SteppedViews::open(
        {.path = directory.views(), .batch_events = 10, .resident_bytes = resident, .projector_bytes = projector}, log,
        all_projections());
    if (!views) throw std::runtime_error(views.error().message);
    Built built;
    std::vector<std::string> names;
    for (const auto& state : (*views)->states()) names.push_back(state.name);
    for (std::size_t i = 0; (*views)->step(); ++i) {
        static_cast<void>((*views)->list({.view = names[i % names.size()]}));  // what nobody reads is not kept
        built.most = std::max(built.most, (*views)->bytes());
    }
    built.rows = digests(**views);
    return built;
}

TEST(MemoryOfViews, StaysWithinItsBoundAndChangesNoRow) {
    const auto feed = town(7, 100, 3'000);
    MemoryLog log;
    log.take(feed);
    constexpr std::size_t plenty = 256 << 20, little = 200'000;
    constexpr std::size_t batch = 150'000;  // what ten events touch can only be let go after them
    const auto all = build(log, plenty, plenty), few = build(log, little, little);
    EXPECT_GT(all.most, 4 * (2 * little + batch));
    EXPECT_LE(few.most, 2 * little + batch);
    EXPECT_EQ(few.rows, all.rows);
}

TEST(MemoryOfViews, RowsForReadersAreKeptOnceSomebodyHasReadThem) {
    MemoryLog log;
    log.take(town(7, 100, 1'000));
    const Directory directory;
    const auto views = SteppedViews::open({.path = directory.views()}, log, all_projections());
    ASSERT_TRUE(views);
    while ((*views)->step()) {
    }
    const auto unread = (*views)->bytes();
    const auto from_store = (*views)->list({.view = "current_ledger"});
    (*views)->step();
    EXPECT_GT((*views)->bytes(), unread + 10'000);
    const auto from_memory = (*views)->list({.view = "current_ledger"});
    ASSERT_TRUE(from_store && from_memory);
    EXPECT_FALSE(from_memory->rows.empty());
    EXPECT_EQ(contents(from_memory->rows), contents(from_store->rows));
}

TEST(KeyFilter, LetsEveryKeyPassThatWasAddedAndFewOthers) {
    const auto key = [](int i) { return "2014/unit-" + std::to_string(i); };
    KeyFilter written;
    EXPECT_FALSE(written.may_hold(key(0)));
    constexpr int added = 100'000;
    for (int i = 0; i < added; ++i) written.add(key(i));
    int missed = 0, passed = 0;
    for (int i = 0; i < added; ++i) missed += written.may_hold(key(i)) ? 0 : 1;
    for (int i = added; i < 2 * added; ++i) passed += written.may_hold(key(i)) ? 1 : 0;
    EXPECT_EQ(missed, 0);
    EXPECT_LT(passed, added / 5);
    EXPECT_LT(written.bytes(), 4u * added);
}

TEST(MemoryOfViews, NothingAtAllIsEnough) {
    const auto feed = town(8, 20, 300);
    MemoryLog log;
    log.take(feed);
    EXPECT_EQ(build(log, 0, 0).rows, build(log, 1 << 20, 1 << 20).rows);
}

}  // namespace
}  // namespace taizhang
