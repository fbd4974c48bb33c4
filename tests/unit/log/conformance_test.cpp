// What every engine of the event log promises, run over all of them.
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
class Conformance : public testing::Test {
  protected:
    EventLog& log() { return *engine_.log; }
    void reopen() { engine_.reopen(); }
    GroupBuilder build() { return GroupBuilder(log()); }
    void append(const std::vector<Record>& group) {
        const auto done = log().append(group);
        ASSERT_TRUE(done) << done.error().message;
    }
    /// The group must be refused for the reason given, and leave no trace.
    void refuse(const std::vector<Record>& group, const std::string& reason) {
        const auto end = log().end();
        const auto version = log().version({"item/new"}).value();
        const auto done = log().append(group);
        ASSERT_FALSE(done) << "was appended; expected: " << reason;
        EXPECT_EQ(done.error().code, ErrorCode::internal);
        EXPECT_THAT(done.error().message, HasSubstr(reason));
        EXPECT_EQ(log().end(), end);
        EXPECT_TRUE(log().read(end, {}).value().empty());
        EXPECT_EQ(log().version({"item/new"}).value(), version);
    }
    std::vector<Position> positions(Position from, ReadLimit limit) {
        return positions_of(log().read(from, limit).value());
    }
    static std::vector<Position> positions_of(const std::vector<Record>& page) {
        std::vector<Position> out;
        for (const auto& record : page) out.push_back(record.header.position);
        return out;
    }

  private:
    Engine engine_;
};

TYPED_TEST_SUITE(Conformance, Engines, EngineNames);

TYPED_TEST(Conformance, EmptyLogEndsAtZeroAndKnowsWhoItIs) {
    EXPECT_EQ(this->log().end(), 0u);
    EXPECT_EQ(this->log().identity().origin, "test.example/log");
    EXPECT_EQ(this->log().identity().epoch, 7u);
    EXPECT_TRUE(this->log().read(0, {}).value().empty());
    EXPECT_EQ(this->log().version({"item/a"}).value(), 0u);
    EXPECT_FALSE(this->log().find_command(command_id(1)).value());
    EXPECT_TRUE(this->log().tree_hashes(0, 0, 10).value().empty());
}

TYPED_TEST(Conformance, RecordsComeBackByteForByteAlsoAfterReopening) {
    auto group = this->build().event("item/a").event("item/a").event("unit/b").take();
    group[1].payload = std::string("\0\xff binary", 9);
    seal(group[1]);
    group[2].header.correlation = command_id(99);
    group[2].header.causation = 1;
    this->append(group);
    for (int round = 0; round < 2; ++round) {
        const auto page = this->log().read(0, {}).value();
        ASSERT_EQ(page.size(), 3u);
        for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(encode_record(page[i]), encode_record(group[i]));
        EXPECT_EQ(page[2].header.causation, Position(1));
        this->reopen();
    }
}

TYPED_TEST(Conformance, PositionsVersionsAndCommandsGoOnAfterReopening) {
    this->append(this->build().events("item/a", 3).event("item/b").take());
    this->reopen();
    this->append(this->build().events("item/a", 2).take());
    EXPECT_EQ(this->log().end(), 6u);
    EXPECT_EQ(this->log().version({"item/a"}).value(), 5u);
    EXPECT_EQ(this->log().version({"item/b"}).value(), 1u);
    EXPECT_EQ(this->positions_of(this->log().read_stream({"item/a"}, 1, {}).value()),
              (std::vector<Position>{0, 1, 2, 4, 5}));
}

TYPED_TEST(Conformance, PagesEndAtTheCountOrTheBytesButHoldAtLeastOne) {
    this->append(this->build().events("item/a", 10).take());
    EXPECT_EQ(this->positions(3, {.count = 2}), (std::vector<Position>{3, 4}));
    EXPECT_EQ(this->positions(8, {.count = 100}), (std::vector<Position>{8, 9}));
    EXPECT_EQ(this->positions(8, {.count = 0}), (std::vector<Position>{8}));
    EXPECT_EQ(this->positions(8, {.count = 9, .bytes = 1}), (std::vector<Position>{8}));
    const auto one = encode_record(this->log().read(0, {.count = 1}).value()[0]).size();
    EXPECT_EQ(this->positions(2, {.count = 9, .bytes = 3 * one + 1}), (std::vector<Position>{2, 3, 4}));
    EXPECT_TRUE(this->positions(10, {}).empty());
    EXPECT_TRUE(this->positions(1'000'000, {}).empty());
}

TYPED_TEST(Conformance, StreamPagesBeginAtAVersionAndHoldNoOtherStream) {
    for (int i = 0; i < 4; ++i) this->append(this->build().event("item/a").event("item/a.b").event("item/ab").take());
    const auto page = this->log().read_stream({"item/a"}, 2, {.count = 2}).value();
    EXPECT_EQ(this->positions_of(page), (std::vector<Position>{3, 6}));
    EXPECT_EQ(page[0].header.stream_version, 2u);
    EXPECT_EQ(this->log().read_stream({"item/a"}, 0, {}).value().size(), 4u);
    EXPECT_TRUE(this->log().read_stream({"item/a"}, 5, {}).value().empty());
    EXPECT_TRUE(this->log().read_stream({"item/"}, 1, {}).value().empty());
    EXPECT_EQ(this->log().version({"item/a"}).value(), 4u);
    EXPECT_EQ(this->log().version({"item/"}).value(), 0u);
}

TYPED_TEST(Conformance, AStreamThatWasLookedForBeforeItBeganOrBehindItsEndIsFoundWhole) {
    EXPECT_TRUE(this->log().read_stream({"item/a"}, 1, {}).value().empty());
    this->append(this->build().events("item/a", 2).take());
    EXPECT_EQ(this->log().read_stream({"item/a"}, 1, {}).value().size(), 2u);
    this->reopen();  // nothing is remembered
    EXPECT_TRUE(this->log().read_stream({"item/a"}, 3, {}).value().empty());
    EXPECT_EQ(this->log().version({"item/a"}).value(), 2u);
    EXPECT_TRUE(this->log().read_stream({"item/a"}, 3, {}).value().empty());
    this->append(this->build().event("item/a").take());
    EXPECT_EQ(this->positions_of(this->log().read_stream({"item/a"}, 3, {}).value()), (std::vector<Position>{2}));
}

TYPED_TEST(Conformance, ACommandIsFoundWithAllItsEvents) {
    this->append(this->build().event("item/a").take());
    const auto group = this->build().events("item/b", 3).event("item/c").take();
    this->append(group);
    const auto first = this->log().find_command(group[0].header.command_id).value();
    ASSERT_TRUE(first);
    EXPECT_EQ(first->first, 1u);
    EXPECT_EQ(first->count, 3u);
    EXPECT_EQ(this->log().find_command(group[3].header.command_id).value()->first, 4u);
    EXPECT_FALSE(this->log().find_command(command_id(424242)).value());
}

TYPED_TEST(Conformance, LeafHashesAreThoseOfTheHeaders) {
    this->append(this->build().events("item/a", 5).take());
    const auto hashes = this->log().tree_hashes(0, 1, 3).value();
    ASSERT_EQ(hashes.size(), 3u);
    for (Position p = 1; p < 4; ++p) {
        const auto record = this->log().read(p, {.count = 1}).value()[0];
        EXPECT_EQ(hashes[p - 1], leaf_hash(header_entry(record.header)));
        EXPECT_TRUE(verify_record(record, hashes[p - 1]));
    }
    EXPECT_EQ(this->log().tree_hashes(0, 3, 100).value().size(), 2u);
    EXPECT_TRUE(this->log().tree_hashes(0, 5, 1).value().empty());
}

TYPED_TEST(Conformance, AnEmptyGroupIsNothing) {
    this->append({});
    EXPECT_EQ(this->log().end(), 0u);
}

TYPED_TEST(Conformance, RefusesWhatDoesNotContinueTheLog) {
    this->append(this->build().events("item/a", 2).take());
    const auto changed = [&](auto change) {
        auto group = this->build().event("item/new").event("item/new").take();
        change(group);
        return group;
    };
    using Group = std::vector<Record>;
    this->refuse(changed([](Group& g) { g[0].header.position = 3; }), "wrong position: it should have 2, but has 3");
    this->refuse(changed([](Group& g) { g[1].header.position = 2; }), "wrong position: it should have 3, but has 2");
    this->refuse(changed([](Group& g) { g[1].header.stream_version = 1; }),
                 "wrong stream version: it should have 2, but has 1");
    this->refuse(changed([](Group& g) { g[0].header.stream = {"item/a"}; }),
                 "wrong stream version: it should have 3, but has 1");
    this->refuse(changed([](Group& g) { g[0].header.recorded = Time{0}; }),
                 "was recorded at 1970-01-01T00:00:00.000Z, before");
    this->refuse(changed([](Group& g) { g[0].header.recorded = g[1].header.recorded + std::chrono::milliseconds(1); }),
                 "before the last");
    this->refuse(changed([](Group& g) { g[1].header.causation = 3; }), "names position 3, which is not before it");
}

TYPED_TEST(Conformance, EqualTimesAreAllowed) {
    auto group = this->build().events("item/a", 2).take();
    group[1].header.recorded = group[0].header.recorded;
    this->append(group);
}

TYPED_TEST(Conformance, RefusesACommandThatIsThereAlready) {
    const auto group = this->build().event("item/a").take();
    this->append(group);
    for (int round = 0; round < 2; ++round) {
        auto again = this->build().event("item/new").take();
        again[0].header.command_id = group[0].header.command_id;
        this->refuse(again, "which is in the log already");
        this->reopen();
    }
}

TYPED_TEST(Conformance, RefusesACommandInTwoParts) {
    auto split = this->build().event("item/new").event("item/b").event("item/new").take();
    split[2].header.command_id = split[0].header.command_id;
    this->refuse(split, "which is in the log already");
}

TYPED_TEST(Conformance, ACommandMayReachSeveralStreamsAndIsFoundWhole) {
    auto group = this->build().event("report/r").event("item/a").event("item/b").take();
    for (auto& record : group) {
        record.header.command_id = group[0].header.command_id;
        seal(record);
    }
    const auto first = this->log().end();
    this->append(group);
    const auto outcome = this->log().find_command(group[0].header.command_id).value();
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->first, first);
    EXPECT_EQ(outcome->count, 3u);
    EXPECT_EQ(this->log().version({"item/b"}).value(), 1u);
}

TYPED_TEST(Conformance, RefusesADigestThatIsNotThePayloads) {
    auto group = this->build().event("item/new").take();
    group[0].payload += '!';
    this->refuse(group, "payload_digest");
    group = this->build().event("item/new").take();
    group[0].salt[0] ^= 1;
    this->refuse(group, "payload_digest");
}

TYPED_TEST(Conformance, SizesAreAllowedUpToTheEdgeAndRefusedBeyond) {
    auto group = this->build().event("item/new").take();
    group[0].payload = std::string(max_payload_bytes + 1, 'x');
    seal(group[0]);
    this->refuse(group, "payload of 1048577 bytes; at most 1048576");
    group[0].payload.pop_back();
    seal(group[0]);
    this->append(group);

    group = this->build().event("item/b").take();
    group[0].header.command.clear();
    group[0].header.command = std::string(max_header_bytes - header_entry(group[0].header).size(), 'c');
    ASSERT_EQ(header_entry(group[0].header).size(), max_header_bytes);
    group[0].header.command += 'c';
    this->refuse(std::vector(group), "header of 65536 bytes; at most 65535");
    group[0].header.command.pop_back();
    this->append(group);

    group = this->build().event("item/c").take();
    group[0].header.reason.clear();
    for (std::size_t i = 0; i <= max_reason_characters; ++i) group[0].header.reason += "因";
    this->refuse(group, "reason of 4001 characters; at most 4000");
    group[0].header.reason.resize(3 * max_reason_characters);
    this->append(group);
    EXPECT_EQ(this->log().read(0, {}).value().size(), 3u);
}

TYPED_TEST(Conformance, RefusesNamesThatCouldNotBeReadAgain) {
    const auto named = [&](auto change) {
        auto group = this->build().event("item/new").take();
        change(group[0].header);
        return group;
    };
    this->refuse(named([](EventHeader& h) { h.stream = {std::string("item/a\0b", 8)}; }), "bad stream");
    this->refuse(named([](EventHeader& h) { h.stream = {"item"}; }), "bad stream");
    this->refuse(named([](EventHeader& h) { h.actor.account = {""}; }), "bad actor.account");
    this->refuse(named([](EventHeader& h) { h.actor.person = PersonId{"a b"}; }), "bad actor.person");
    this->refuse(named([](EventHeader& h) { h.actor.unit = UnitId{std::string(65, 'u')}; }), "bad actor.unit");
}

TYPED_TEST(Conformance, AGroupIsAppendedWholeOrNotAtAll) {
    auto group = this->build().events("item/new", 20).take();
    group.back().payload += '!';
    this->refuse(group, "position 19");
    EXPECT_FALSE(this->log().find_command(group[0].header.command_id).value());
    EXPECT_TRUE(this->log().tree_hashes(0, 0, 100).value().empty());
    group.back().payload.pop_back();
    this->append(group);
    EXPECT_EQ(this->log().end(), 20u);
}

TYPED_TEST(Conformance, ReadersSeeWholeGroupsWhileTheWriterWrites) {
    constexpr Position group_size = 8, groups = 60;
    std::atomic<bool> done = false;
    std::atomic<int> half_groups = 0, stale_versions = 0, errors = 0;
    const auto reader = [&] {
        while (!done) {
            const auto end = this->log().end();
            const auto version = this->log().version({"item/a"});
            // both ends of the page are multiples of the group, so only a group that is shown in part can end it
            // elsewhere
            const auto page = this->log().read(end - std::min(end, 2 * group_size), {.count = 5 * group_size});
            errors += !page || !version;
            half_groups += end % group_size != 0 || (page && page->size() % group_size != 0);
            stale_versions += version && *version < end;
        }
    };
    std::thread first(reader), second(reader);
    for (std::size_t i = 0; i < groups; ++i) this->append(this->build().events("item/a", int(group_size)).take());
    done = true;
    first.join();
    second.join();
    EXPECT_EQ(errors, 0);
    EXPECT_EQ(half_groups, 0);
    EXPECT_EQ(stale_versions, 0);
    EXPECT_EQ(this->log().end(), group_size * groups);
}

}  // namespace
}  // namespace taizhang::test
