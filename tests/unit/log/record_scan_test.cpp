// Walking a log: the same records and the same refusals as reading page by page.
#include "src/log/record_scan.hpp"

#include "src/log/record_codec.hpp"
#include "src/log/record_reader.hpp"
#include "tests/unit/log/engines.hpp"
#include "tests/unit/log/intruder.hpp"
#include "tests/unit/log/records.hpp"

#include <gmock/gmock.h>

namespace taizhang::test {
namespace {

using testing::HasSubstr;

std::vector<std::string> scanned(const EventLog& log, Position from, Position to) {
    std::vector<std::string> out;
    scan(log, from, to, [&](const Record& record) -> Status {
        out.push_back(encode_record(record));
        return {};
    }).value();
    return out;
}

std::vector<std::string> read(const EventLog& log, Position from, Position to) {
    std::vector<std::string> out;
    for (const auto& record : log.read(from, {.count = to - from}).value()) out.push_back(encode_record(record));
    return out;
}

template <class Engine>
class Scan : public testing::Test {
  protected:
    EventLog& log() { return *engine_.log; }
    void fill(int events) { log().append(GroupBuilder(log()).events("item/a", events).take()).value(); }

  private:
    Engine engine_;
};
TYPED_TEST_SUITE(Scan, Engines, EngineNames);

TYPED_TEST(Scan, ShowsWhatReadingShows) {
    this->fill(600);
    this->fill(3);
    for (const auto& [from, to] : std::vector<std::pair<Position, Position>>{{0, 603}, {17, 300}, {602, 603}})
        EXPECT_EQ(scanned(this->log(), from, to), read(this->log(), from, to)) << from;
}

TYPED_TEST(Scan, EndsWhereTheLogEnds) {
    EXPECT_TRUE(scanned(this->log(), 0, 10).empty());
    this->fill(3);
    EXPECT_EQ(scanned(this->log(), 1, 1'000).size(), 2u);
    EXPECT_TRUE(scanned(this->log(), 3, 10).empty());
    EXPECT_TRUE(scanned(this->log(), 2, 1).empty());
}

TYPED_TEST(Scan, AVisitorsFailureEndsIt) {
    this->fill(5);
    int seen = 0;
    const auto ended = scan(this->log(), 0, 5,
                            [&](const Record&) -> Status { return ++seen < 3 ? Status() : Status(invalid("enough")); });
    EXPECT_EQ(ended.error().message, "enough");
    EXPECT_EQ(seen, 3);
}

TYPED_TEST(Scan, AStreamAmongOthersIsReadWhole) {
    auto build = GroupBuilder(this->log());
    for (const auto* stream : {"item/a", "item/a", "item/b", "item/a", "item/b", "item/b", "item/a"})
        build.event(stream);
    this->log().append(build.take()).value();
    const auto positions = [&](const std::string& stream, Version from) {
        std::vector<Position> out;
        for (const auto& record : this->log().read_stream({stream}, from, {}).value())
            out.push_back(record.header.position);
        return out;
    };
    EXPECT_THAT(positions("item/a", 1), testing::ElementsAre(0, 1, 3, 6));
    EXPECT_THAT(positions("item/b", 1), testing::ElementsAre(2, 4, 5));
    EXPECT_THAT(positions("item/b", 2), testing::ElementsAre(4, 5));
}

TEST(ScanOfDamage, StopsInFrontOfARecordWhoseLeafIsAnother) {
    RocksEngine engine;
    engine.log->append(GroupBuilder(*engine.log).events("item/a", 700).take()).value();
    engine.log.reset();
    Intruder(engine.path()).put(log_layout::Family::leaves, log_layout::u64_bytes(7), std::string(32, 'x'));
    engine.log = engine.open();
    Position next = 0;
    const auto stopped = scan(*engine.log, 0, 700, [&](const Record& record) -> Status {
        next = record.header.position + 1;
        return {};
    });
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, ErrorCode::corrupt);
    EXPECT_EQ(stopped.error().details.at("position").to_number<Position>(), 7u);
    EXPECT_EQ(next, 7u);
}

struct Stored {
    Record record = make_record(5, "item/a", 3, command_id(9));
    std::string bytes = encode_record(record);
    Digest leaf = leaf_hash(header_entry(record.header));
};

Status read_into_fresh(std::string_view bytes, Position position, std::string_view leaf) {
    Record record;
    return read_verified(bytes, position, leaf, record);
}

TEST(ReadVerified, ReadsOneAfterTheOther) {
    Record record;
    for (Position position : {5u, 6u, 7u}) {
        auto made = make_record(position, "item/" + std::string(position, 'a'), position, command_id(position));
        if (position == 6) made.header.actor.person.reset();
        ASSERT_TRUE(read_verified(encode_record(made), position, leaf_hash(header_entry(made.header)).view(), record));
        EXPECT_EQ(encode_record(record), encode_record(made));
    }
}

TEST(ReadVerified, ReadsARedactedOneBetweenOthers) {
    const Stored stored;
    Record record;
    const auto redacted = encode_redacted(header_entry(stored.record.header), 8);
    ASSERT_TRUE(read_verified(stored.bytes, 5, stored.leaf.view(), record));
    ASSERT_TRUE(read_verified(redacted, 5, stored.leaf.view(), record));
    EXPECT_EQ(record.redacted.value().by, 8u);
    EXPECT_TRUE(record.payload.empty());
    ASSERT_TRUE(read_verified(stored.bytes, 5, stored.leaf.view(), record));
    EXPECT_FALSE(record.redacted);
    EXPECT_EQ(encode_record(record), stored.bytes);
}

TEST(ReadVerified, RefusesAsDecodeVerifiedDoesWhateverBitIsFlipped) {
    const Stored stored;
    for (std::size_t bit = 0; bit < stored.bytes.size() * 8; ++bit) {
        auto bad = stored.bytes;
        bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << bit % 8));
        const auto refused = read_into_fresh(bad, 5, stored.leaf.view());
        ASSERT_FALSE(refused) << "bit " << bit;
        EXPECT_EQ(refused.error().message, decode_verified(bad, 5, stored.leaf).error().message);
    }
}

TEST(ReadVerified, RefusesAnotherPositionAnotherLeafAndAnEditedPayload) {
    const Stored stored;
    EXPECT_FALSE(read_into_fresh(stored.bytes, 6, stored.leaf.view()));
    EXPECT_FALSE(read_into_fresh(stored.bytes, 5, sha256({"x"}).view()));
    EXPECT_FALSE(read_into_fresh(stored.bytes, 5, stored.leaf.view().substr(1)));
    EXPECT_FALSE(read_into_fresh(stored.bytes + "x", 5, stored.leaf.view()));
}

}  // namespace
}  // namespace taizhang::test
