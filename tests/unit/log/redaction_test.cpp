// Removing salt and payload of a record by a later one: what every engine of the event log promises.
#include "src/log/record_codec.hpp"
#include "tests/unit/log/engines.hpp"
#include "tests/unit/log/records.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <thread>

namespace taizhang::test {
namespace {

using testing::HasSubstr;

template <class Engine>
class Redaction : public testing::Test {
  protected:
    EventLog& log() { return *engine_.log; }
    Engine& engine() { return engine_; }
    GroupBuilder build() { return GroupBuilder(log()); }
    void append(const std::vector<Record>& group) {
        const auto done = log().append(group);
        ASSERT_TRUE(done) << done.error().message;
    }
    std::vector<Record> order(Position target) {
        auto group = build().event("redaction/" + std::to_string(target)).take();
        group.back().erases = target;
        return group;
    }
    Record at(Position position) {
        auto page = log().read(position, {.count = 1});
        EXPECT_TRUE(page) << page.error().message;
        return page && !page->empty() ? page->front() : Record{};
    }
    Digest leaf(Position position) { return log().tree_hashes(0, position, 1).value().at(0); }

    /// Redacted by `by`, and nothing else about it has changed.
    void expect_redacted(const Record& original, Position by) {
        const auto found = at(original.header.position);
        EXPECT_EQ(header_entry(found.header), header_entry(original.header));
        ASSERT_TRUE(found.redacted) << "position " << original.header.position;
        EXPECT_EQ(found.redacted->by, by);
        EXPECT_EQ(found.redacted->schema, 0);
        EXPECT_EQ(found.payload, "");
        EXPECT_EQ(found.salt, Salt{});
        EXPECT_EQ(leaf(original.header.position), leaf_hash(header_entry(original.header)));
    }

  private:
    Engine engine_;
};

TYPED_TEST_SUITE(Redaction, Engines, EngineNames);

TYPED_TEST(Redaction, RemovesSaltAndPayloadAndLeavesTheRest) {
    const auto group = this->build().events("item/a", 5).take();
    this->append(group);
    this->append(this->order(2));
    for (int round = 0; round < 2; ++round) {
        this->expect_redacted(group[2], 5);
        for (const Position other : {0, 1, 3, 4})
            EXPECT_EQ(encode_record(this->at(other)), encode_record(group[other])) << other;
        EXPECT_FALSE(this->at(5).redacted);
        EXPECT_EQ(this->log().version({"item/a"}).value(), 5u);
        EXPECT_EQ(this->log().find_command(group[2].header.command_id).value()->count, 5u);
        const auto stream = this->log().read_stream({"item/a"}, 3, {.count = 1}).value();
        EXPECT_TRUE(stream.at(0).redacted);
        this->engine().reopen();
    }
    this->append(this->build().event("item/a").take());  // it goes on
}

TYPED_TEST(Redaction, WithinOneGroup) {
    auto group = this->build().event("item/a").event("redaction/0").take();
    group[1].erases = 0;
    this->append(group);
    this->expect_redacted(group[0], 1);
    this->engine().reopen();
    this->expect_redacted(group[0], 1);
}

TYPED_TEST(Redaction, ASecondOrderReplacesTheFirst) {
    const auto group = this->build().event("item/a").take();
    this->append(group);
    this->append(this->order(0));
    this->append(this->order(0));
    this->expect_redacted(group[0], 2);
    this->engine().reopen();
    this->expect_redacted(group[0], 2);
}

TYPED_TEST(Redaction, OfARecordThatIsNotBeforeItIsRefused) {
    this->append(this->build().events("item/a", 2).take());
    for (const Position target : {2, 3, 1'000}) {
        auto group = this->order(1);
        group.back().erases = target;
        const auto done = this->log().append(group);
        ASSERT_FALSE(done) << target;
        EXPECT_EQ(done.error().code, ErrorCode::internal);
        EXPECT_THAT(done.error().message, HasSubstr("orders to remove the payload of position " +
                                                    std::to_string(target) + ", which is not before it"));
    }
    EXPECT_EQ(this->log().end(), 2u);
    this->append(this->order(1));
}

/// As backups and replicas bring them.
TYPED_TEST(Redaction, RecordsThatComeWithoutPayloadAreTaken) {
    auto group = this->build().events("item/a", 2).take();
    auto bare = group[0];
    bare.salt = {};
    bare.payload.clear();
    bare.redacted = Redacted{.by = 2};
    this->append({bare, group[1]});
    this->append(this->build().event("redaction/0").take());
    this->expect_redacted(group[0], 2);
    this->engine().reopen();
    this->expect_redacted(group[0], 2);
}

TYPED_TEST(Redaction, RecordsThatComeWithHalfAPayloadAreRefused) {
    const auto group = this->build().event("item/a").take();
    const auto refuse = [&](const Record& record, const char* why) {
        const auto done = this->log().append(std::vector{record});
        ASSERT_FALSE(done) << why;
        EXPECT_THAT(done.error().message, HasSubstr(why));
    };
    auto bare = group[0];
    bare.redacted = Redacted{.by = 1, .schema = 1};
    refuse(bare, "is redacted, but comes with a salt or a payload");
    bare.payload.clear();
    bare.salt.fill(1);
    refuse(bare, "is redacted, but comes with a salt or a payload");
    bare.salt = {};
    bare.redacted->by = 0;
    refuse(bare, "is redacted by position 0, which is not after it");
    EXPECT_EQ(this->log().end(), 0u);
}

/// What was not acknowledged has not happened, unless it is found after the next start, whole.
TYPED_TEST(Redaction, OutlivesACrash) {
    const auto group = this->build().events("item/a", 3).take();
    this->append(group);
    this->append(this->order(1));
    this->engine().crash();
    this->expect_redacted(group[1], 3);
    EXPECT_EQ(this->log().end(), 4u);
}

TEST(RedactionSimulated, AGroupThatFailedErasesNothingBeforeTheRestart) {
    SimulatedLog log({"test.example/log", 7});
    const auto group = GroupBuilder(log).event("item/a").take();
    ASSERT_TRUE(log.append(group));
    auto order = GroupBuilder(log).event("redaction/0").take();
    order[0].erases = 0;
    log.fail_next_append(SimulatedFault::after_persisting);
    EXPECT_FALSE(log.append(order));
    EXPECT_EQ(log.read(0, {}).value().at(0).payload, group[0].payload);
    const auto next = log.restart();
    EXPECT_EQ(next->read(0, {.count = 1}).value().at(0).redacted.value().by, 1u);
    EXPECT_EQ(next->end(), 2u);
}

/// Who sees that a payload is gone can read by which record.
TYPED_TEST(Redaction, TheOrderIsShownNoLaterThanWhatItDid) {
    constexpr Position records = 300;
    this->append(this->build().events("item/a", records).take());
    std::atomic<Position> looked_at = 0;
    std::atomic<bool> failed = false, ended = false;
    std::thread reader([&] {
        for (Position position = 0; position < records; position = looked_at) {
            const auto page = this->log().read(position, {.count = 1});
            if (!page || page->empty()) break;
            if (!page->front().redacted) continue;
            if (page->front().redacted->by >= this->log().end()) failed = true;
            ++looked_at;
        }
        ended = true;
    });
    for (Position target = 0; target < records; ++target) {
        this->append(this->order(target));
        while (looked_at <= target && !ended) std::this_thread::yield();
    }
    reader.join();
    EXPECT_FALSE(failed);
    EXPECT_EQ(looked_at, records);
}

}  // namespace
}  // namespace taizhang::test
