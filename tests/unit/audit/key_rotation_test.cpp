// From the first key to the last, over the checkpoints of a log that changed its keys.
#include "src/audit/key_history.hpp"
#include "src/audit/verifier.hpp"
#include "tests/unit/audit/history.hpp"

#include <gmock/gmock.h>

namespace taizhang::audit {
namespace {

using namespace test;
using testing::HasSubstr;

constexpr std::size_t count = 20;

const tlog::SigningKey& second_key() {
    static const auto key = key_of(identity.origin, 's');
    return key;
}

/// The record at that position tells of a key.
void tell(std::vector<Record>& records, Position at, const Event& event, Version version) {
    auto& record = records[at];
    record.header.stream = {"log/keys"};
    record.header.stream_version = version;
    record.header.type = info_of(event).number;
    record.header.schema = info_of(event).schema;
    record.payload = encode_event(event);
    seal(record);
}

/// Second key adopted at 4, the first retired at 12. The other streams' versions follow.
std::vector<Record> rotated() {
    auto records = history(count);
    tell(records, 4, log::KeyAdopted{second_key().verifier().to_string()}, 1);
    tell(records, 12, log::KeyRetired{log_key().verifier().to_string()}, 2);
    std::map<std::string, Version> versions;
    for (auto& record : records) record.header.stream_version = ++versions[record.header.stream.value];
    return records;
}

Status feed(Verifier& verifier, std::span<const Record> records) {
    for (const auto& record : records) TZ_CHECK(verifier.add(record));
    return verifier.finish();
}

TEST(KeyRotation, TheFirstKeyAloneLeadsToCheckpointsOfTheSecond) {
    const auto records = rotated();
    Verifier verifier(trusted());
    ASSERT_TRUE(verifier.expect(note_of(records, count, second_key()), "the newest"));
    ASSERT_TRUE(verifier.expect(note_of(records, 8), "one of both keys' time"));
    ASSERT_TRUE(verifier.expect(note_of(records, 3), "an early one"));
    const auto status = feed(verifier, records);
    ASSERT_TRUE(status) << status.error().message;
    EXPECT_EQ(verifier.checkpoints_held(), 3u);
    EXPECT_EQ(verifier.covered(), count);
}

TEST(KeyRotation, ASecondKeyForWhichNobodyVouchesIsNotTrusted) {
    const auto records = rotated();
    Verifier verifier(trusted());
    ASSERT_TRUE(verifier.expect(note_of(records, count, second_key()), "the newest"));
    ASSERT_TRUE(verifier.expect(note_of(records, 4), "one from before the adoption"));
    const auto status = feed(verifier, records);
    ASSERT_FALSE(status);
    EXPECT_THAT(status.error().message, HasSubstr("the newest"));
}

TEST(KeyRotation, ARetiredKeysGenuineSignatureIsRefused) {
    const auto records = rotated();
    Verifier verifier(trusted());
    ASSERT_TRUE(verifier.expect(note_of(records, 8), "one of both keys' time"));
    ASSERT_TRUE(verifier.expect(note_of(records, 13), "one that covers the retirement"));
    const auto status = feed(verifier, records);
    ASSERT_FALSE(status);
    EXPECT_THAT(status.error().message, HasSubstr("one that covers the retirement"));
}

TEST(KeyRotation, OfTwoCheckpointsOfOneSizeTheOneVouchesForTheOther) {
    const auto records = rotated();
    Verifier verifier(trusted());
    ASSERT_TRUE(verifier.expect(note_of(records, 8, second_key()), "the second's"));
    ASSERT_TRUE(verifier.expect(note_of(records, 8), "the first's"));
    EXPECT_TRUE(feed(verifier, records));
    EXPECT_EQ(verifier.checkpoints_held(), 2u);
}

TEST(KeyRotation, KeysOfTheNameThatARestoredLogHadBeforeAreNotItsOwn) {
    auto records = history(count);
    tell(records, 4, log::KeyAdopted{key_of("old.example/log", 's').verifier().to_string()}, 1);
    std::map<std::string, Version> versions;
    for (auto& record : records) record.header.stream_version = ++versions[record.header.stream.value];
    EXPECT_THAT(*key_changes(*log_of(records), count), testing::IsEmpty());
    Verifier verifier(trusted());
    ASSERT_TRUE(verifier.expect(note_of(records, 8), "the first's"));
    EXPECT_TRUE(feed(verifier, records));
}

TEST(KeyRotation, APolicyFollowsTheCheckpointsThatALogKeeps) {
    const auto records = rotated();
    const auto log = log_of(records);
    auto keep = [&](std::optional<std::uint64_t> before, std::size_t size, const tlog::SigningKey& key) {
        ASSERT_TRUE(log->checkpoints().advance(before, {size, note_of(records, size, key)}));
    };
    keep(std::nullopt, 3, log_key());
    EXPECT_THAT(followed(*log, trusted(), count)->log_keys, testing::IsEmpty());
    keep(3, 8, log_key());
    keep(8, count, second_key());
    EXPECT_THAT(followed(*log, trusted(), 3)->log_keys, testing::ElementsAre(log_key().verifier()));
    EXPECT_THAT(followed(*log, trusted(), 8)->log_keys,
                testing::ElementsAre(log_key().verifier(), second_key().verifier()));
    EXPECT_THAT(followed(*log, trusted(), count)->log_keys, testing::ElementsAre(second_key().verifier()));
    EXPECT_THAT(*keys_told(*log, std::nullopt), testing::ElementsAre(log_key().verifier(), second_key().verifier()));
}

}  // namespace
}  // namespace taizhang::audit
