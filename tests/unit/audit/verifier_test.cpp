#include "src/audit/verifier.hpp"

#include "tests/unit/audit/history.hpp"

#include <gmock/gmock.h>

namespace taizhang::audit {
namespace {

using namespace test;
using testing::HasSubstr;

constexpr std::size_t count = 20;

Status feed(Verifier& verifier, std::span<const Record> records) {
    for (const auto& record : records) TZ_CHECK(verifier.add(record));
    return verifier.finish();
}

/// A history in which one thing is wrong, where it must be found, and what must be said of it.
struct Wrong {
    const char* name;
    void (*wrong)(std::vector<Record>&);
    std::int64_t found_at;
    const char* said;
};

const Wrong wrongs[] = {
    {"payload", [](auto& r) { r[7].payload[3] ^= 1; }, 7, "salt and payload hash to"},
    {"salt", [](auto& r) { r[7].salt[15] ^= 0x80; }, 7, "salt and payload hash to"},
    {"a digest", [](auto& r) { r[7].header.payload_digest.bytes[0] ^= 1; }, 7, "salt and payload hash to"},
    {"a record dropped", [](auto& r) { r.erase(r.begin() + 7); }, 7, "got that of position 8"},
    {"the first record dropped", [](auto& r) { r.erase(r.begin()); }, 0, "got that of position 1"},
    {"a record twice", [](auto& r) { r.insert(r.begin() + 7, r[7]); }, 8, "got that of position 7"},
    {"two swapped", [](auto& r) { std::swap(r[7], r[8]); }, 7, "got that of position 8"},
    {"a command id used again", [](auto& r) { r[9].header.command_id = r[2].header.command_id; }, 9, "in two places"},
    {"a command torn apart", [](auto& r) { r[5].header.command_id = r[3].header.command_id; }, 5, "in two places"},
    {"a version left out", [](auto& r) { ++r[9].header.stream_version; }, 9,
     "expected version 4 of unit/u0, got version 5"},
    {"a version twice", [](auto& r) { --r[9].header.stream_version; }, 9,
     "expected version 4 of unit/u0, got version 3"},
    {"a stream that begins late", [](auto& r) { r[0].header.stream_version = 2; }, 0, "expected version 1"},
    {"an event in another stream", [](auto& r) { r[10].header.stream = {"unit/u0"}; }, 10,
     "expected version 5 of unit/u0"},
    {"time that goes back", [](auto& r) { r[9].header.recorded = r[7].header.recorded; }, 9,
     "before the event that it"},
    {"an event that causes itself", [](auto& r) { r[7].header.causation = 7; }, 7, "as its cause"},
    {"a cause in the future", [](auto& r) { r[7].header.causation = 8; }, 7, "as its cause"},
};

TEST(Verifier, NamesThePositionOfEverySingleFault) {
    for (const auto& one : wrongs) {
        auto records = history(count);
        one.wrong(records);
        Verifier verifier(trusted());
        const auto status = feed(verifier, records);
        EXPECT_FALSE(status) << one.name;
        if (status) continue;
        EXPECT_EQ(status.error().code, ErrorCode::corrupt) << one.name;
        EXPECT_EQ(position_of(status.error()), one.found_at) << one.name << ": " << status.error().message;
        EXPECT_THAT(status.error().message, HasSubstr(one.said)) << one.name;
    }
}

TEST(Verifier, AcceptsAHistoryWithItsCheckpointsInAnyOrder) {
    const auto records = history(count);
    Verifier verifier(trusted());
    for (std::size_t size : {20, 0, 7, 1}) ASSERT_TRUE(verifier.expect(note_of(records, size), "a checkpoint"));
    const auto status = feed(verifier, records);
    ASSERT_TRUE(status) << status.error().message;
    EXPECT_EQ(verifier.size(), count);
    EXPECT_EQ(verifier.root(), root_of(records));
    EXPECT_EQ(verifier.checkpoints_held(), 4u);
    EXPECT_EQ(verifier.covered(), count);
    EXPECT_EQ(verifier.official_held(), 0u);
}

TEST(Verifier, FromBytesItHashesWhatItWasGiven) {
    const auto records = history(count);
    Verifier verifier(trusted());
    ASSERT_TRUE(verifier.expect(note_of(records, count), "a checkpoint"));
    for (const auto& record : records)
        ASSERT_TRUE(verifier.add(header_entry(record.header), record.salt, record.payload));
    EXPECT_TRUE(verifier.finish());
    EXPECT_EQ(verifier.checkpoints_held(), 1u);
    const auto garbage = Verifier(trusted()).add("no header", {}, "");
    ASSERT_FALSE(garbage);
    EXPECT_EQ(position_of(garbage.error()), 0);
}

// Whoever changes a record and makes its digest right again leaves a header that hashes to another leaf.
TEST(Verifier, APayloadReplacedWithItsDigestIsFoundByTheNextCheckpoint) {
    auto records = history(count);
    Verifier verifier(trusted());
    for (std::size_t size : {5, 10, 20})
        ASSERT_TRUE(verifier.expect(note_of(records, size), "checkpoint of " + std::to_string(size)));
    records[7].payload = encode_event(Event(unit::Renamed{.name = "别的名称", .aliases = {}}));
    seal(records[7]);
    const auto status = feed(verifier, records);
    ASSERT_FALSE(status);
    EXPECT_EQ(position_of(status.error()), 5) << "the last position up to which all is proven";
    EXPECT_THAT(status.error().message, HasSubstr("checkpoint of 10"));
    EXPECT_EQ(verifier.checkpoints_held(), 1u);
}

TEST(Verifier, AKeptLeafTellsThePositionItself) {
    auto records = history(count);
    const auto leaf = leaf_hash(header_entry(records[7].header));
    records[7].header.reason = "别的理由";
    Verifier verifier(trusted());
    for (std::size_t i = 0; i < 7; ++i)
        ASSERT_TRUE(verifier.add(records[i], leaf_hash(header_entry(records[i].header))));
    const auto status = verifier.add(records[7], leaf);
    ASSERT_FALSE(status);
    EXPECT_EQ(position_of(status.error()), 7);
}

TEST(Verifier, RefusesAForgedCheckpointAndAnUnknownKey) {
    const auto records = history(count);
    Verifier verifier(trusted());
    auto forged = note_of(records, count);
    forged.replace(forged.find("\n20\n"), 4, "\n19\n");
    EXPECT_FALSE(verifier.expect(forged, "a forged one"));
    const auto unknown = verifier.expect(note_of(records, count, key_of("other.example/log", 'x')), "a stranger's");
    ASSERT_FALSE(unknown);
    EXPECT_THAT(unknown.error().message, HasSubstr("a stranger's: no known key"));
    EXPECT_TRUE(feed(verifier, records));
    EXPECT_EQ(verifier.checkpoints_held(), 0u);
}

TEST(Verifier, AKeyOfTheLogsNameThatTheLogDidNotAdoptIsToldWhereItsCheckpointIsReached) {
    const auto records = history(count);
    Verifier verifier(trusted());
    ASSERT_TRUE(verifier.expect(note_of(records, 10, key_of(identity.origin, 'x')), "a stranger's"));
    const auto status = feed(verifier, records);
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, ErrorCode::corrupt);
    EXPECT_THAT(status.error().message, HasSubstr("a stranger's: no known key"));
    EXPECT_EQ(verifier.size(), 10u);
}

TEST(Verifier, ASignedCheckpointOfAnotherHistoryDoesNotHold) {
    const auto records = history(count);
    auto others = history(count);
    others[3].header.reason = "另一段历史";
    Verifier verifier(trusted());
    ASSERT_TRUE(verifier.expect(note_of(others, 10), "the other office's checkpoint"));
    const auto status = feed(verifier, records);
    ASSERT_FALSE(status);
    EXPECT_THAT(status.error().message, HasSubstr("the other office's checkpoint"));
}

TEST(Verifier, ALogShorterThanACheckpointHasLostRecords) {
    const auto records = history(count);
    Verifier verifier(trusted());
    ASSERT_TRUE(verifier.expect(note_of(records, 15), "the checkpoint of May"));
    ASSERT_TRUE(verifier.expect(note_of(records, 18), "the checkpoint of June"));
    const auto status = feed(verifier, std::span(records).first(12));
    ASSERT_FALSE(status);
    EXPECT_EQ(position_of(status.error()), 12);
    EXPECT_THAT(status.error().message, HasSubstr("the checkpoint of May covers 15 records"));
    EXPECT_EQ(verifier.expect(note_of(records, 3), "late").error().code, ErrorCode::invalid);
}

TEST(Verifier, CountsTheOfficialOnes) {
    const auto records = history(count);
    auto policy = trusted();
    policy.witnesses = {witness_key().verifier()};
    policy.quorum = 1;
    const auto plain = note_of(records, 10);
    const auto text = tlog::parse_note(plain)->text;
    const std::array more{tlog::cosign(witness_key(), text, Time{1'400'000'000'000})};
    Verifier verifier(policy);
    ASSERT_TRUE(verifier.expect(*tlog::with_signatures(plain, more), "cosigned"));
    ASSERT_TRUE(verifier.expect(note_of(records, count), "not cosigned"));
    ASSERT_TRUE(feed(verifier, records));
    EXPECT_EQ(verifier.checkpoints_held(), 2u);
    EXPECT_EQ(verifier.official_held(), 1u);
    EXPECT_EQ(verifier.official_size(), 10u);
    EXPECT_EQ(verifier.covered(), count);
}

TEST(Verifier, WithoutKeysComparesRootsAndSaysSo) {
    auto records = history(count);
    Verifier verifier({.origin = identity.origin});
    EXPECT_FALSE(verifier.checks_signatures());
    ASSERT_TRUE(verifier.expect(note_of(records, count, key_of(identity.origin, 'x')), "unsigned, as it were"));
    EXPECT_FALSE(verifier.expect("other.example/log\n0\n" + to_base64(tlog::empty_root().view()) + "\n\n— a AAAAAAAA\n",
                                 "another log's"));
    records[19].header.reason.clear();
    EXPECT_FALSE(feed(verifier, records));
}

}  // namespace
}  // namespace taizhang::audit
