// The record's bytes: golden ones that must be readable for ever, and damaged ones that must never be.
#include "src/log/record_codec.hpp"
#include "tests/unit/log/records.hpp"

#include <taizhang/reflect/storage.hpp>

#include <gmock/gmock.h>

#include <fstream>

namespace taizhang::test {
namespace {

using testing::HasSubstr;

struct Golden {
    std::string bytes;
    Digest leaf;
};

/// The files were written by another program from docs/formats/record.md alone; they are never made anew.
Golden golden(const std::string& name) {
    std::ifstream file(std::string(TAIZHANG_SOURCE_DIR) + "/tests/golden/records/" + name + ".hex");
    Golden out;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("# leaf ")) out.leaf = Digest::parse(line.substr(7)).value();
        if (line.starts_with("#")) continue;
        for (std::size_t i = 0; i + 1 < line.size(); i += 2)
            out.bytes += static_cast<char>(std::stoi(line.substr(i, 2), nullptr, 16));
    }
    return out;
}

TEST(GoldenRecord, V1WithEveryMemberSet) {
    const auto [bytes, leaf] = golden("v1_every_member_set");
    const auto record = decode_verified(bytes, 70'000, leaf);
    ASSERT_TRUE(record) << record.error().message;
    const auto& h = record->header;
    EXPECT_EQ(h.position, 70'000u);
    EXPECT_EQ(h.stream.value, "item/2014-cz-009");
    EXPECT_EQ(h.stream_version, 12u);
    EXPECT_EQ(h.type, 309);
    EXPECT_EQ(h.schema, 2);
    EXPECT_EQ(h.recorded.to_string(), "2014-01-13T00:30:00.123Z");
    EXPECT_EQ(h.effective.to_string(), "2014-01-12T16:00:00.000Z");
    EXPECT_EQ(h.actor.account.value, "li.ming");
    EXPECT_EQ(h.actor.person.value().value, "p-17");
    EXPECT_EQ(h.actor.unit.value().value, "u-chengguan");
    EXPECT_EQ(h.actor.name, "李明");
    EXPECT_EQ(h.actor.role, "unit_clerk");
    EXPECT_EQ(h.command_id.to_string(), "018f3c3e-7b2a-7c11-8a51-0f1e2d3c4b5a");
    EXPECT_EQ(h.command, "item.report_progress");
    EXPECT_EQ(h.reason, "一月报账；见附件");
    EXPECT_EQ(h.correlation.value().to_string(), "018f3c3e-7b2a-7c11-8a51-0f1e2d3c4b00");
    EXPECT_EQ(h.causation, Position(69'999));
    EXPECT_EQ(record->salt[15], 15);
    EXPECT_EQ(record->payload, std::string("进度 60%\0\n", 12));
}

TEST(GoldenRecord, V1WithNothingOptional) {
    const auto [bytes, leaf] = golden("v1_nothing_optional");
    const auto record = decode_verified(bytes, 0, leaf);
    ASSERT_TRUE(record) << record.error().message;
    EXPECT_EQ(record->header.stream.value, "account/system");
    EXPECT_EQ(record->header.recorded.to_string(), "0001-01-01T00:00:00.000Z");
    EXPECT_EQ(record->header.actor.account.value, "s");
    EXPECT_FALSE(record->header.actor.person || record->header.actor.unit || record->header.correlation ||
                 record->header.causation);
    EXPECT_EQ(record->payload, "");
}

TEST(GoldenRecord, V1Redacted) {
    const auto [bytes, leaf] = golden("v1_redacted");
    const auto record = decode_verified(bytes, 70'000, leaf);
    ASSERT_TRUE(record) << record.error().message;
    EXPECT_EQ(leaf, golden("v1_every_member_set").leaf);  // every proof holds
    EXPECT_EQ(record->header.reason, "一月报账；见附件");
    EXPECT_EQ(record->redacted.value().by, 70'345u);
    EXPECT_EQ(record->redacted->schema, 0);
    EXPECT_EQ(record->payload, "");
    EXPECT_EQ(record->salt, Salt{});
}

/// A leaf is the hash of the header's bytes: a header that is encoded otherwise would break every proof.
TEST(GoldenRecord, IsWrittenTodayAsItWasThen) {
    for (const auto* name : {"v1_every_member_set", "v1_nothing_optional", "v1_redacted"}) {
        const auto [bytes, leaf] = golden(name);
        const auto record = decode_record(bytes).value();
        EXPECT_EQ(to_hex(encode_record(record)), to_hex(bytes)) << name;
        EXPECT_TRUE(verify_record(record, leaf)) << name;
    }
}

TEST(RecordCodec, NoCutRecordIsRead) {
    for (const auto* name : {"v1_every_member_set", "v1_redacted"}) {
        const auto [bytes, leaf] = golden(name);
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            EXPECT_EQ(decode_verified(std::string_view(bytes).substr(0, size), 70'000, leaf).error().code,
                      ErrorCode::corrupt)
                << size;
        }
    }
}

TEST(RecordCodec, NoRecordWithAFlippedBitIsRead) {
    for (const auto* name : {"v1_every_member_set", "v1_redacted"}) {
        const auto [bytes, leaf] = golden(name);
        for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
            auto damaged = bytes;
            damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
            const auto record = decode_verified(damaged, 70'000, leaf);
            ASSERT_FALSE(record) << "bit " << bit;
            EXPECT_EQ(record.error().details.at("position").to_number<Position>(), 70'000u);
        }
    }
}

TEST(RecordCodec, HostileBytesAreRefusedWithoutHashesToo) {
    const auto [bytes, leaf] = golden("v1_every_member_set");
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        auto damaged = bytes;
        damaged[at] = '\xff';
        if (const auto record = decode_record(damaged); !record) EXPECT_EQ(record.error().code, ErrorCode::corrupt);
    }
    EXPECT_THAT(decode_record("abc").error().message, HasSubstr("too short"));
    EXPECT_THAT(decode_record(std::string("\xff\xff\xff\xff", 4)).error().message, HasSubstr("at most 65535"));
    EXPECT_THAT(decode_record(bytes + std::string(max_payload_bytes, 'x')).error().message,
                HasSubstr("at most 1048576"));
}

TEST(RecordCodec, ARecordAtAnotherPositionIsRefused) {
    const auto [bytes, leaf] = golden("v1_every_member_set");
    EXPECT_THAT(decode_verified(bytes, 5, leaf).error().message,
                HasSubstr("position 5: the record found there is that of position 70000"));
}

TEST(RecordCodec, AnOrderBeforeTheRecordIsRefused) {
    const auto record = make_record(3, "item/a", 1, command_id(1));
    const auto entry = header_entry(record.header);
    EXPECT_TRUE(decode_verified(encode_redacted(entry, 4), 3, leaf_hash(entry)));
    for (const Position by : {0, 3}) {
        EXPECT_THAT(decode_verified(encode_redacted(entry, by), 3, leaf_hash(entry)).error().message,
                    HasSubstr("position " + std::to_string(by) + ", which is said to have ordered it, is not after"));
    }
}

/// What stands in for the payload is not the record's.
TEST(RecordCodec, ASubstituteIsNotStored) {
    auto record = make_record(3, "item/a", 1, command_id(1));
    record.redacted = Redacted{.by = 9, .schema = 1};
    EXPECT_EQ(encode_record(record), encode_redacted(header_entry(record.header), 9));
    EXPECT_TRUE(verify_payload(record));
}

TEST(RecordCodec, AnEditedHeaderWithItsPayloadResealedIsRefused) {
    auto record = make_record(3, "item/a", 1, command_id(1));
    const auto leaf = leaf_hash(header_entry(record.header));
    ASSERT_TRUE(verify_record(record, leaf));
    record.payload = "another";
    EXPECT_THAT(verify_record(record, leaf).error().message, HasSubstr("its payload hashes to"));
    seal(record);
    EXPECT_THAT(verify_record(record, leaf).error().message, HasSubstr("position 3: its header hashes to"));
}

}  // namespace
}  // namespace taizhang::test
