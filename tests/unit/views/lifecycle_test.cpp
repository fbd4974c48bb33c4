// Faults, versions and restarts.
#include "tests/unit/views/harness.hpp"
#include "tests/unit/views/town.hpp"

#include <gmock/gmock.h>
#include <rocksdb/db.h>
#include <fstream>

namespace taizhang {
namespace {

using namespace test;

/// Counts events by category; its version changes what the rows look like, and it may be told to fail at a position.
class Counter final : public Projection {
  public:
    explicit Counter(std::uint32_t version = 1, std::optional<Position> poison = {}, std::string name = "counter")
        : version_(version), poison_(poison), name_(std::move(name)) {}
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
        if (poison_ == fact.header.position) throw std::runtime_error("it tastes bad");
    }

  private:
    const std::uint32_t version_;
    const std::optional<Position> poison_;
    const std::string name_;
};

Projections counters(std::uint32_t version, std::optional<Position> poison = {}) {
    Projections all;
    all.push_back(std::make_unique<Counter>(version, poison));
    all.push_back(std::make_unique<Counter>(1, std::nullopt, "other"));
    return all;
}

ViewState state_of(const Views& views, std::string_view name) {
    for (const auto& state : views.states()) {
        if (state.name == name) return state;
    }
    return {};
}

std::string row(const Views& views, std::string_view view, std::string_view key) {
    const auto found = views.get(view, key, std::nullopt);
    return found && *found ? (**found).json : "none";
}

Feed units(std::size_t count) {
    Feed feed;
    for (std::size_t i = 0; i < count; ++i) feed.add("unit/u" + std::to_string(i), unit::Registered{.name = "u"});
    return feed;
}

TEST(Projector, PoisonEventStopsItsProjectionAloneAndLeavesNoTrace) {
    Directory directory;
    MemoryLog log;
    const auto feed = units(10);
    log.take(feed);
    const auto views = open_views(directory, log, counters(1, 5));
    EXPECT_FALSE(catch_up(*views, log));  // not every projection came so far
    EXPECT_THAT(state_of(*views, "counter").stopped_because,
                testing::AllOf(testing::HasSubstr("event 5"), testing::HasSubstr("unit.registered"),
                               testing::HasSubstr("unit/u5"), testing::HasSubstr("it tastes bad")));
    EXPECT_EQ(state_of(*views, "counter").applied, 4u);
    EXPECT_EQ(row(*views, "counter", "unit"), R"({"count":5})");
    EXPECT_EQ(state_of(*views, "other").applied, 9u);
    EXPECT_EQ(row(*views, "other", "unit"), R"({"count":10})");
    EXPECT_EQ(views->applied(), 9u);
    std::promise<bool> early;
    views->when_applied(4, [&](bool whole) { early.set_value(whole); });
    EXPECT_TRUE(early.get_future().get());
    EXPECT_THAT(views->rebuild({"counter"}).error().message, testing::HasSubstr("event 5"));
}

TEST(Projector, AMendedProjectionGoesOnWhereItStoppedAfterARestart) {
    Directory directory;
    MemoryLog log;
    const auto feed = units(10);
    log.take(feed);
    auto views = open_views(directory, log, counters(1, 5));
    catch_up(*views, log);
    views.reset();
    views = open_views(directory, log, counters(1));
    EXPECT_TRUE(catch_up(*views, log));
    EXPECT_EQ(row(*views, "counter", "unit"), R"({"count":10})");
}

TEST(Projector, UndecodableEventStopsWithItsPositionAndEarlierRowsStay) {
    Directory directory;
    MemoryLog log;
    const auto feed = units(10);
    log.take(feed);
    log.damage(7);
    const auto views = open_views(directory, log, counters(1));
    EXPECT_FALSE(catch_up(*views, log));
    EXPECT_THAT(state_of(*views, "other").stopped_because, testing::HasSubstr("event 7"));
    EXPECT_EQ(row(*views, "other", "unit"), R"({"count":7})");
    EXPECT_EQ(views->applied(), 6u);  // all have stopped: where they stand
}

/// Lets the projector read so far and no farther.
class GatedLog final : public EventLog {
  public:
    explicit GatedLog(MemoryLog& log) : log_(log) {}
    void open_to(Position position) {
        const std::lock_guard lock(mutex_);
        open_ = position;
        opened_.notify_all();
    }
    void await_reader_at(Position position) {
        std::unique_lock lock(mutex_);
        opened_.wait(lock, [&] { return waiting_at_ == position; });
    }
    const LogIdentity& identity() const override { return log_.identity(); }
    Position end() const override { return log_.end(); }
    Status append(std::span<const Record> group) override { return log_.append(group); }
    Result<std::vector<Record>> read(Position from, ReadLimit limit) const override {
        std::unique_lock lock(mutex_);
        waiting_at_ = from;
        opened_.notify_all();
        opened_.wait(lock, [&] { return from < open_; });
        waiting_at_.reset();
        return log_.read(from, limit);
    }
    Result<std::vector<Record>> read_stream(const StreamId&, Version, ReadLimit) const override {
        return std::vector<Record>();
    }
    Result<Version> version(const StreamId&) const override { return Version{0}; }
    Result<std::optional<CommandOutcome>> find_command(const CommandId&) const override {
        return std::optional<CommandOutcome>();
    }
    Result<std::vector<Digest>> tree_hashes(unsigned, std::uint64_t, std::size_t) const override {
        return std::vector<Digest>();
    }
    CheckpointStore& checkpoints() override { throw std::logic_error("the tests' log keeps no checkpoints"); }

  private:
    MemoryLog& log_;
    mutable std::mutex mutex_;
    mutable std::condition_variable opened_;
    Position open_ = 0;
    mutable std::optional<Position> waiting_at_;
};

TEST(Projector, ANewVersionIsBuiltBesideTheOldAndTakesOverWhenItHasCaughtUp) {
    Directory directory;
    MemoryLog log;
    const auto feed = units(10);
    log.take(feed);
    {
        const auto views = open_views(directory, log, counters(1));
        ASSERT_TRUE(catch_up(*views, log));
    }
    GatedLog gated(log);
    gated.open_to(4);
    const auto views = open_views(directory, gated, counters(2), {.path = {}, .batch_events = 4});
    gated.await_reader_at(4);
    EXPECT_TRUE(state_of(*views, "counter").rebuilding);
    EXPECT_FALSE(state_of(*views, "other").rebuilding);
    EXPECT_EQ(row(*views, "counter", "unit"), R"({"count":10})");  // the old version's
    EXPECT_EQ(state_of(*views, "counter").applied, 9u);
    gated.open_to(100);
    ASSERT_TRUE(views->rebuild({"other"}));  // is answered after the catching up that is under way
    EXPECT_FALSE(state_of(*views, "counter").rebuilding);
    EXPECT_EQ(row(*views, "counter", "unit"), R"({"count":20})");
    EXPECT_EQ((**views->get("counter", "unit", 3)).json, R"({"count":8})");  // with its history
}

TEST(Projector, OldVersionsRowsAreGoneAfterTheTakeOver) {
    Directory directory, fresh;
    MemoryLog log;
    const auto feed = units(10);
    log.take(feed);
    Digest once;
    for (const std::uint32_t version : {1u, 2u, 1u}) {
        const auto views = open_views(directory, log, counters(version));
        ASSERT_TRUE(catch_up(*views, log));
        ASSERT_TRUE(views->rebuild({"other"}));
        EXPECT_EQ(row(*views, "counter", "unit"), "{\"count\":" + std::to_string(10 * version) + "}");
        once = views->digest("counter").value();
    }
    const auto views = open_views(fresh, log, counters(1));
    ASSERT_TRUE(catch_up(*views, log));
    EXPECT_EQ(views->digest("counter").value(), once);
}

TEST(Projector, AStoreThatVanishedUnderWayIsResumedFromItsLastBatch) {
    const auto feed = town(5, 6, 200);
    MemoryLog log;
    log.take(feed);
    Directory whole, crashed, copy;
    const auto expected = [&] {
        const auto views = open_views(whole, log);
        EXPECT_TRUE(catch_up(*views, log));
        return digests(*views);
    }();
    GatedLog gated(log);
    gated.open_to(90);
    auto views = open_views(crashed, gated, all_projections(), {.path = {}, .batch_events = 30});
    gated.await_reader_at(90);
    // What a crash leaves: the files as they are at this moment, never closed.
    std::filesystem::copy(crashed.views(), copy.views(), std::filesystem::copy_options::recursive);
    gated.open_to(10'000);
    views.reset();
    const auto resumed = open_views(copy, log);
    EXPECT_TRUE(catch_up(*resumed, log));
    EXPECT_EQ(digests(*resumed), expected);
}

TEST(Projector, AnotherEpochOrAShorterLogBuildsAnew) {
    Directory directory;
    MemoryLog log(1), restored(2), shorter(2);
    const auto feed = units(10), others = units(3);
    log.take(feed);
    restored.take(feed);
    shorter.take(others);
    for (const auto* one : {&log, &restored, &shorter, &log}) {
        const auto views = open_views(directory, *one, counters(1));
        ASSERT_TRUE(catch_up(*views, *one));
        EXPECT_EQ(row(*views, "counter", "unit"), "{\"count\":" + std::to_string(one->end()) + "}");
        EXPECT_EQ(views->changes_since("counter", {}, before_first)->upserts.size(), 1u);
    }
}

TEST(Projector, WhenAppliedIsAnsweredFalseOnStop) {
    Directory directory;
    MemoryLog log;
    const auto views = open_views(directory, log, counters(1));
    std::promise<bool> asked, late;
    views->when_applied(5, [&](bool whole) { asked.set_value(whole); });
    views->stop();
    EXPECT_FALSE(asked.get_future().get());
    views->when_applied(5, [&](bool whole) { late.set_value(whole); });
    EXPECT_FALSE(late.get_future().get());
    EXPECT_EQ(views->rebuild({}).error().code, ErrorCode::busy);
}

TEST(Projector, ListenersHearOfEveryBatchUntilTheyLeave) {
    Directory directory;
    MemoryLog log;
    const auto feed = units(30);
    const auto views = open_views(directory, log, counters(1), {.path = {}, .batch_events = 5});
    std::vector<Position> heard;
    std::uint64_t handle = 0;
    handle = views->listen([&](Position position) {
        heard.push_back(position);
        if (position >= 19) views->unlisten(handle);
    });
    log.take(feed);
    ASSERT_TRUE(catch_up(*views, log));
    views->stop();
    EXPECT_EQ(heard, (std::vector<Position>{4, 9, 14, 19}));
}

TEST(Opening, ForeignDirectoryIsRefusedAndLeftAlone) {
    Directory directory;
    MemoryLog log;
    std::filesystem::create_directories(directory.views());
    std::ofstream(directory.views() + "/thesis.txt") << "years of work";
    const auto views = Views::open({.path = directory.views()}, log, all_projections());
    ASSERT_FALSE(views);
    EXPECT_EQ(views.error().code, ErrorCode::corrupt);
    EXPECT_THAT(views.error().message, testing::HasSubstr("thesis.txt"));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(directory.views()), {}), 1);
}

TEST(Opening, AnotherProgramsDatabaseIsRefusedAndLeftAlone) {
    Directory directory;
    MemoryLog log;
    rocksdb::DB* raw = nullptr;
    rocksdb::Options options;
    options.create_if_missing = true;
    std::filesystem::create_directories(directory.views());
    ASSERT_TRUE(rocksdb::DB::Open(options, directory.views(), &raw).ok());
    ASSERT_TRUE(raw->Put({}, "key", "value").ok());
    delete raw;
    const auto views = Views::open({.path = directory.views()}, log, all_projections());
    ASSERT_FALSE(views);
    EXPECT_THAT(views.error().message, testing::HasSubstr("another program"));
    ASSERT_TRUE(rocksdb::DB::Open(options, directory.views(), &raw).ok());
    std::string value;
    EXPECT_TRUE(raw->Get({}, "key", &value).ok());
    delete raw;
}

TEST(Opening, AStoreWhoseMakingWasInterruptedIsCompleted) {
    MemoryLog log;
    rocksdb::Options options;
    options.create_if_missing = true;
    Directory empty_database, no_current;
    std::filesystem::create_directories(empty_database.views());
    rocksdb::DB* raw = nullptr;
    ASSERT_TRUE(rocksdb::DB::Open(options, empty_database.views(), &raw).ok());  // its first family alone
    delete raw;
    EXPECT_TRUE(Views::open({.path = empty_database.views()}, log, all_projections()));
    std::filesystem::create_directories(no_current.views());
    std::ofstream(std::filesystem::path(no_current.views()) / "MANIFEST-000001") << "half";
    EXPECT_TRUE(Views::open({.path = no_current.views()}, log, all_projections()));
}

TEST(Opening, DamagedStoreIsRefusedWithWhatToDo) {
    Directory directory;
    MemoryLog log;
    const auto feed = units(10);
    log.take(feed);
    {
        const auto views = open_views(directory, log, counters(1));
        ASSERT_TRUE(catch_up(*views, log));
    }
    std::ofstream(directory.views() + "/CURRENT") << "nonsense";
    const auto views = Views::open({.path = directory.views()}, log, counters(1));
    ASSERT_FALSE(views);
    EXPECT_THAT(views.error().message, testing::HasSubstr("delete that directory"));
}

TEST(Opening, ADirectoryInUseIsNotDamaged) {
    Directory directory;
    MemoryLog log;
    const auto views = open_views(directory, log, counters(1));
    const auto second = Views::open({.path = directory.views()}, log, counters(1));
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::not_writable);
    EXPECT_THAT(second.error().message, testing::HasSubstr("in use"));
}

}  // namespace
}  // namespace taizhang
