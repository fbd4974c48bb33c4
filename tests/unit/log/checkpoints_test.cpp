// The checkpoints that every engine of the log keeps: none goes back, two never follow the same one, none is lost.
#include "src/transparency/note.hpp"
#include "tests/unit/log/engines.hpp"
#include "tests/unit/log/records.hpp"

#include <gmock/gmock.h>

#include <array>
#include <numeric>
#include <thread>

namespace taizhang::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

template <class Engine>
class Checkpoints : public testing::Test {
  protected:
    Checkpoints() { log().append(GroupBuilder(log()).events("item/a", 20).take()).value(); }
    EventLog& log() { return *engine_.log; }
    CheckpointStore& store() { return log().checkpoints(); }
    void keep(std::optional<std::uint64_t> expected, std::uint64_t size, const std::string& note) {
        const auto done = store().advance(expected, {size, note});
        ASSERT_TRUE(done) << done.error().message;
    }
    /// The same chain as a server makes: 0, 5, 12, 20.
    void keep_four() {
        keep(std::nullopt, 0, "none");
        keep(0, 5, "five");
        keep(5, 12, "twelve");
        keep(12, 20, "twenty");
    }
    void refuse(std::optional<std::uint64_t> expected, const KeptCheckpoint& next, ErrorCode code,
                const std::string& reason) {
        const auto before = store().latest().value();
        const auto done = store().advance(expected, next);
        ASSERT_FALSE(done) << "was kept; expected: " << reason;
        EXPECT_EQ(done.error().code, code);
        EXPECT_THAT(done.error().message, HasSubstr(reason));
        const auto after = store().latest().value();
        ASSERT_EQ(before.has_value(), after.has_value());
        if (before) EXPECT_EQ(std::pair(before->size, before->note), std::pair(after->size, after->note));
    }
    std::string latest() {
        const auto latest = store().latest().value();
        return latest ? std::to_string(latest->size) + " " + latest->note : "";
    }
    std::string at_most(std::uint64_t size) {
        const auto found = store().at_most(size).value();
        return found ? found->note : "";
    }
    std::vector<std::string> list(std::uint64_t from, std::size_t limit) {
        std::vector<std::string> notes;
        for (const auto& checkpoint : store().list(from, limit).value()) notes.push_back(checkpoint.note);
        return notes;
    }

    Engine engine_;
};
TYPED_TEST_SUITE(Checkpoints, Engines, EngineNames);

TYPED_TEST(Checkpoints, ThereIsNoneAtFirst) {
    EXPECT_EQ(this->latest(), "");
    EXPECT_EQ(this->at_most(~std::uint64_t{0}), "");
    EXPECT_THAT(this->list(0, 10), ElementsAre());
}

TYPED_TEST(Checkpoints, AreFoundBySizeAndListedInOrderAlsoAfterReopening) {
    this->keep_four();
    for (int round = 0; round < 3; ++round) {
        EXPECT_EQ(this->latest(), "20 twenty");
        EXPECT_EQ(this->at_most(0), "none");
        EXPECT_EQ(this->at_most(4), "none");
        EXPECT_EQ(this->at_most(5), "five");
        EXPECT_EQ(this->at_most(19), "twelve");
        EXPECT_EQ(this->at_most(~std::uint64_t{0}), "twenty");
        EXPECT_THAT(this->list(0, 10), ElementsAre("none", "five", "twelve", "twenty"));
        EXPECT_THAT(this->list(5, 2), ElementsAre("five", "twelve"));
        EXPECT_THAT(this->list(6, 2), ElementsAre("twelve", "twenty"));
        EXPECT_THAT(this->list(21, 2), ElementsAre());
        EXPECT_THAT(this->list(0, 0), ElementsAre());
        round == 0 ? this->engine_.reopen() : this->engine_.crash();
    }
}

TYPED_TEST(Checkpoints, TheFirstExpectsNoneAndTheNextExpectsTheLatest) {
    this->refuse(0, {5, "five"}, ErrorCode::conflict, "the latest should be the one of size 0, but is none");
    this->keep(std::nullopt, 5, "five");
    this->refuse(std::nullopt, {6, "six"}, ErrorCode::conflict, "should be none, but is the one of size 5");
    this->refuse(4, {6, "six"}, ErrorCode::conflict, "should be the one of size 4, but is the one of size 5");
    const auto late = this->store().advance(4, {6, "six"});
    EXPECT_EQ(late.error().details.at("size"), boost::json::value(std::uint64_t(5)));
    this->engine_.reopen();
    this->refuse(std::nullopt, {6, "six"}, ErrorCode::conflict, "should be none");
    this->keep(5, 6, "six");
}

TYPED_TEST(Checkpoints, NoneGoesBackOrBeyondTheDurableEnd) {
    this->refuse(std::nullopt, {21, "x"}, ErrorCode::internal, "size 21 was not kept: the log durably ends at 20");
    this->keep(std::nullopt, 12, "twelve");
    this->refuse(12, {11, "x"}, ErrorCode::internal, "it covers less than the latest, which has size 12");
    this->refuse(12, {21, "x"}, ErrorCode::internal, "the log durably ends at 20");
    this->log().append(GroupBuilder(this->log()).event("item/a").take()).value();
    this->keep(12, 21, "21");
}

TYPED_TEST(Checkpoints, TheSameSizeAgainReplacesTheNote) {
    this->keep(std::nullopt, 5, "five");
    this->keep(5, 12, "twelve");
    this->keep(12, 12, "twelve, cosigned");
    EXPECT_EQ(this->latest(), "12 twelve, cosigned");
    EXPECT_THAT(this->list(0, 10), ElementsAre("five", "twelve, cosigned"));
    this->engine_.crash();
    EXPECT_THAT(this->list(0, 10), ElementsAre("five", "twelve, cosigned"));
}

TYPED_TEST(Checkpoints, NotesAreBytesOfANotesSize) {
    const std::string bytes("\0\xff — text\n", 12), largest(tlog::max_note_bytes, 'n');
    this->keep(std::nullopt, 1, bytes);
    this->engine_.reopen();
    EXPECT_EQ(this->at_most(1), bytes);
    this->keep(1, 2, largest);
    this->refuse(2, {3, largest + "n"}, ErrorCode::internal, "its note has 65537 bytes; 1 to 65536 are allowed");
    this->refuse(2, {3, ""}, ErrorCode::internal, "its note has 0 bytes");
}

TYPED_TEST(Checkpoints, OfThoseWhoRaceOneWinsEachStep) {
    constexpr std::uint64_t steps = 20;
    this->keep(std::nullopt, 0, "start");
    std::array<int, 4> won{};
    const auto run = [&](std::size_t who) {
        for (std::uint64_t size = 1; size <= steps; ++size) {
            const auto done = this->store().advance(size - 1, {size, "by " + std::to_string(who)});
            won[who] += done.has_value();
            // a loser of this step goes on as soon as the winner is through
            while (this->store().latest().value()->size < size) std::this_thread::yield();
        }
    };
    std::vector<std::thread> threads;
    for (std::size_t who = 0; who < won.size(); ++who) threads.emplace_back(run, who);
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(std::accumulate(won.begin(), won.end(), 0), int(steps));
    EXPECT_EQ(this->store().list(0, 100).value().size(), steps + 1);
    EXPECT_EQ(this->store().latest().value()->size, steps);
}

TYPED_TEST(Checkpoints, AreKeptWhileRecordsAreAppended) {
    std::jthread appender([&] {
        for (int i = 0; i < 60; ++i) this->log().append(GroupBuilder(this->log()).events("item/b", 3).take()).value();
    });
    std::optional<std::uint64_t> last;
    while (last != 200) {
        const auto end = this->log().end();
        ASSERT_NO_FATAL_FAILURE(this->keep(last, end, "at " + std::to_string(end)));
        last = end;
    }
    appender.join();
    this->engine_.crash();
    EXPECT_EQ(this->latest(), "200 at 200");
}

TEST(SimulatedCheckpoints, OneThatFailedIsLostAndStopsTheWriter) {
    SimulatedLog log({"test.example/log", 7});
    ASSERT_TRUE(log.checkpoints().advance(std::nullopt, {0, "none"}));
    log.fail_next_checkpoint(SimulatedFault::before_persisting);
    EXPECT_EQ(log.checkpoints().advance(0, {0, "lost"}).error().code, ErrorCode::not_writable);
    EXPECT_EQ(log.checkpoints().advance(0, {0, "again"}).error().code, ErrorCode::not_writable);
    EXPECT_EQ(log.append(GroupBuilder(log).event("item/a").take()).error().code, ErrorCode::not_writable);
    EXPECT_EQ(log.checkpoints().latest().value()->note, "none");
    const auto next = log.restart();
    EXPECT_EQ(next->checkpoints().latest().value()->note, "none");
    EXPECT_TRUE(next->checkpoints().advance(0, {0, "more"}));
}

TEST(SimulatedCheckpoints, OneThatFailedButPersistedIsHiddenUntilARestartFindsIt) {
    SimulatedLog log({"test.example/log", 7});
    ASSERT_TRUE(log.append(GroupBuilder(log).events("item/a", 3).take()));
    log.fail_next_checkpoint(SimulatedFault::after_persisting);
    EXPECT_EQ(log.checkpoints().advance(std::nullopt, {3, "three"}).error().code, ErrorCode::not_writable);
    EXPECT_FALSE(log.checkpoints().latest().value());
    const auto next = log.restart();
    EXPECT_EQ(next->checkpoints().latest().value()->size, 3u);
    EXPECT_EQ(next->checkpoints().advance(std::nullopt, {3, "three"}).error().code, ErrorCode::conflict);
}

TEST(SimulatedCheckpoints, AFailedAppendStopsThemToo) {
    SimulatedLog log({"test.example/log", 7});
    log.fail_next_append(SimulatedFault::after_persisting);
    ASSERT_FALSE(log.append(GroupBuilder(log).events("item/a", 3).take()));
    EXPECT_EQ(log.checkpoints().advance(std::nullopt, {0, "none"}).error().code, ErrorCode::not_writable);
    EXPECT_TRUE(log.restart()->checkpoints().advance(std::nullopt, {3, "three"}));
}

}  // namespace
}  // namespace taizhang::test
