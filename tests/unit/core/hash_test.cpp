#include <taizhang/record.hpp>
#include <taizhang/reflect/storage.hpp>

#include <gmock/gmock.h>

namespace taizhang {

namespace {

Digest node_hash(const Digest& left, const Digest& right) {
    return sha256({std::string_view("\1", 1), left.view(), right.view()});
}

EventHeader header() {
    EventHeader header;
    header.position = 7;
    header.stream = {"item/a"};
    header.stream_version = 1;
    header.type = 3;
    header.actor.account = {"clerk"};
    header.command = "item.acknowledge";
    return header;
}

}  // namespace

TEST(Sha256, KnownAnswers) {  // FIPS 180-4 examples
    EXPECT_EQ(sha256({}).to_string(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256({"abc"}).to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256({"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"}).to_string(),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Sha256, HashesTheConcatenationOfItsParts) {
    EXPECT_EQ(sha256({"a", "", "bc"}), sha256({"abc"}));
}

TEST(MerkleHashes, KnownAnswersOfTheTransparencyLog) {
    const auto one = leaf_hash("one"), two = leaf_hash("two"), three = leaf_hash("three");
    EXPECT_EQ(to_base64(sha256({}).view()), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    EXPECT_EQ(to_base64(one.view()), "0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=");
    EXPECT_EQ(to_base64(node_hash(node_hash(one, two), three).view()), "Wqx3HImawpLnS/Gv4ubjAvi1WIOy0b8Ze0amvqbavKk=");
}

TEST(PayloadDigest, CoversSaltAndPayloadInThatOrder) {
    Salt salt{};
    for (std::size_t i = 0; i < salt.size(); ++i) salt[i] = static_cast<std::uint8_t>('a' + i);
    EXPECT_EQ(payload_digest(salt, "payload"), sha256({"abcdefghijklmnoppayload"}));
    auto other = salt;
    other[15] ^= 1;
    EXPECT_NE(payload_digest(other, "payload"), payload_digest(salt, "payload"));
}

TEST(HeaderEntry, ChangesWithEveryFieldThatItCommitsTo) {
    const auto entry = header_entry(header());
    const std::vector<std::function<void(EventHeader&)>> changes = {
        [](auto& h) { h.position = 8; },
        [](auto& h) { h.stream = {"item/b"}; },
        [](auto& h) { h.stream_version = 2; },
        [](auto& h) { h.type = 4; },
        [](auto& h) { h.schema = 2; },
        [](auto& h) { h.recorded = {1}; },
        [](auto& h) { h.effective = {1}; },
        [](auto& h) { h.actor.account = {"other"}; },
        [](auto& h) { h.actor.role = "auditor"; },
        [](auto& h) { h.actor.unit = UnitId{"u"}; },
        [](auto& h) { h.command_id.bytes[0] = 1; },
        [](auto& h) { h.command = "item.revise"; },
        [](auto& h) { h.reason = "r"; },
        [](auto& h) { h.correlation = CommandId{}; },
        [](auto& h) { h.causation = 0; },
        [](auto& h) { h.payload_digest.bytes[31] = 1; },
    };
    for (std::size_t i = 0; i < changes.size(); ++i) {
        auto changed = header();
        changes[i](changed);
        EXPECT_NE(header_entry(changed), entry) << "change " << i << " is not committed to";
    }
}

TEST(HeaderEntry, LoadsBackAsTheSameHeader) {
    const auto loaded = reflect::load<EventHeader>(header_entry(header()));
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_EQ(header_entry(*loaded), header_entry(header()));
    EXPECT_EQ(loaded->stream, header().stream);
    EXPECT_FALSE(loaded->causation);
}

TEST(Text, HexAndBase64OfEveryRemainder) {
    EXPECT_EQ(to_hex(std::string_view("\x00\x0f\xff", 3)), "000fff");
    // RFC 4648, section 10
    EXPECT_EQ(to_base64(""), "");
    EXPECT_EQ(to_base64("f"), "Zg==");
    EXPECT_EQ(to_base64("fo"), "Zm8=");
    EXPECT_EQ(to_base64("foo"), "Zm9v");
    EXPECT_EQ(to_base64("foobar"), "Zm9vYmFy");
}

}  // namespace taizhang
