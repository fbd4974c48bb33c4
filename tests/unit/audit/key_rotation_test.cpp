// From the first key to the last, over the checkpoints of a log that changed its keys.
#include "src/audit/bundle.hpp"
#include "src/audit/key_history.hpp"
#include "src/audit/verifier.hpp"
#include "tests/unit/audit/history.hpp"

#include <gmock/gmock.h>

namespace taizhang::audit {
namespace {

using namespace test;
using testing::HasSubstr;

constexpr std::size_t record_count = 20;

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
    auto records = history(record_count);
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
    ASSERT_TRUE(verifier.expect(note_of(records, record_count, second_key()), "the newest"));
    ASSERT_TRUE(verifier.expect(note_of(records, 8), "one of both keys' time"));
    ASSERT_TRUE(verifier.expect(note_of(records, 3), "an early one"));
    const auto status = feed(verifier, records);
    ASSERT_TRUE(status) << status.error().message;
    EXPECT_EQ(verifier.checkpoints_held(), 3u);
    EXPECT_EQ(verifier.covered(), record_count);
}

TEST(KeyRotation, ASecondKeyForWhichNobodyVouchesIsNotTrusted) {
    const auto records = rotated();
    Verifier verifier(trusted());
    ASSERT_TRUE(verifier.expect(note_of(records, record_count, second_key()), "the newest"));
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
    auto records = history(record_count);
    tell(records, 4, log::KeyAdopted{key_of("old.example/log", 's').verifier().to_string()}, 1);
    std::map<std::string, Version> versions;
    for (auto& record : records) record.header.stream_version = ++versions[record.header.stream.value];
    EXPECT_THAT(*key_changes(*log_of(records), record_count), testing::IsEmpty());
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
    EXPECT_THAT(followed(*log, trusted(), record_count)->log_keys, testing::IsEmpty());
    keep(3, 8, log_key());
    keep(8, record_count, second_key());
    EXPECT_THAT(followed(*log, trusted(), 3)->log_keys, testing::ElementsAre(log_key().verifier()));
    EXPECT_THAT(followed(*log, trusted(), 8)->log_keys,
                testing::ElementsAre(log_key().verifier(), second_key().verifier()));
    EXPECT_THAT(followed(*log, trusted(), record_count)->log_keys, testing::ElementsAre(second_key().verifier()));
    EXPECT_THAT(*keys_told(*log, std::nullopt), testing::ElementsAre(log_key().verifier(), second_key().verifier()));
}

/// A bundle of unit/u1 from a log that kept a checkpoint of 8 records by the first key; without the line for the
/// second key's adoption if that is left out.
std::vector<std::string> bundle_lines(std::span<const std::pair<std::size_t, const tlog::SigningKey*>> kept) {
    const auto records = rotated();
    const auto log = log_of(records);
    std::optional<std::uint64_t> before;
    for (const auto& [size, key] : kept) {
        EXPECT_TRUE(log->checkpoints().advance(before, {size, note_of(records, size, *key)}));
        before = size;
    }
    auto both = trusted();
    both.log_keys.push_back(second_key().verifier());
    std::vector<std::string> lines;
    const auto report = write_bundle(*log, both, note_of(records, record_count, second_key()),
                                     {.stream = StreamId{"unit/u1"}}, Time{0}, [&](std::string_view line) -> Status {
                                         lines.emplace_back(line.substr(0, line.size() - 1));
                                         return {};
                                     });
    EXPECT_TRUE(report) << report.error().message;
    return lines;
}

const std::vector<std::pair<std::size_t, const tlog::SigningKey*>> kept_by_turns{
    {3, &log_key()}, {8, &log_key()}, {14, &second_key()}};

Result<BundleReport> check(const std::vector<std::string>& lines, const tlog::TrustPolicy& policy) {
    std::size_t at = 0;
    return verify_bundle(
        [&]() -> Result<std::optional<std::string>> {
            return at < lines.size() ? std::optional(lines[at++]) : std::nullopt;
        },
        policy);
}

TEST(KeyRotation, ABundleLeadsFromTheFirstKeyToItsCheckpoint) {
    const auto lines = bundle_lines(kept_by_turns);
    EXPECT_TRUE(lines[1].starts_with("{\"key\":4,")) << lines[1];
    EXPECT_TRUE(lines[2].starts_with("{\"key\":12,")) << lines[2];
    const auto report = check(lines, trusted());
    ASSERT_TRUE(report) << report.error().message;
    ASSERT_EQ(report->keys.size(), 2u);
    EXPECT_EQ(report->keys[0].position, 4u);
    EXPECT_EQ(report->keys[1].what, tlog::KeyChange::retired);
    EXPECT_FALSE(report->own_keys);
}

TEST(KeyRotation, ABundleWhoseCheckpointNobodyTrustedVouchesForIsRefused) {
    // the first key has signed nothing that covers the adoption
    const std::vector<std::pair<std::size_t, const tlog::SigningKey*>> silent{{3, &log_key()}, {8, &second_key()}};
    const auto lines = bundle_lines(silent);
    EXPECT_FALSE(check(lines, trusted()));
    auto second = trusted();
    second.log_keys = {second_key().verifier()};
    EXPECT_TRUE(check(lines, second));
    auto without = bundle_lines(kept_by_turns);
    std::erase_if(without, [](const auto& line) { return line.starts_with("{\"key\":"); });
    EXPECT_FALSE(check(without, trusted()));
    EXPECT_TRUE(check(without, second)) << "who trusts the second key needs no history";
}

TEST(KeyRotation, EveryChangedByteInABundlesLinesForKeysIsFound) {
    const auto lines = bundle_lines(kept_by_turns);
    for (const std::size_t number : {1u, 2u}) {
        // of a checkpoint that vouches for nothing which is not trusted already, nobody needs the signatures
        const auto unneeded = lines[number].find("— "), after = lines[number].find("\",\"path\"");
        for (std::size_t at = 0; at < lines[number].size(); at += 7) {
            if (number == 2 && at >= unneeded && at < after) continue;
            auto changed = lines;
            changed[number][at] ^= 1;
            EXPECT_FALSE(check(changed, trusted())) << number << ", byte " << at;
        }
    }
    auto swapped = lines;
    std::swap(swapped[1], swapped[2]);
    EXPECT_FALSE(check(swapped, trusted()));
    auto unretired = lines;
    unretired.erase(unretired.begin() + 1);
    const auto refused = check(unretired, trusted());
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message, HasSubstr("line 2"));
}

}  // namespace
}  // namespace taizhang::audit
