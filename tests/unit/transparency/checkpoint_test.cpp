#include "src/transparency/checkpoint.hpp"

#include "tests/unit/transparency/small_tree.hpp"

#include <gmock/gmock.h>

namespace taizhang::tlog {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string empty_base64 = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
const Time noon = *Time::parse("2014-03-05T04:00:00.999Z");

SigningKey witness_key(const std::string& name, char seed) {
    return test_key(name, seed, KeyKind::cosignature_v1);
}

/// A log, a checkpoint of three leaves, and a policy with two witnesses of which both must have signed.
struct Scene {
    SigningKey log = test_key("ledger.example.gov/2014", 1);
    SigningKey supervision = witness_key("supervision.example.gov", 2);
    SigningKey audit = witness_key("audit.example.gov", 3);
    Checkpoint checkpoint{.origin = "ledger.example.gov/2014", .size = 3, .root = mth(some_leaves(3))};
    std::string note = signed_with(checkpoint.text(), log);
    TrustPolicy policy{.origin = checkpoint.origin,
                       .log_keys = {log.verifier()},
                       .witnesses = {supervision.verifier(), audit.verifier()},
                       .quorum = 2};

    std::string cosigned(const std::vector<const SigningKey*>& keys) const {
        std::vector<NoteSignature> more;
        for (const auto* key : keys) more.push_back(cosign(*key, checkpoint.text(), noon));
        return *with_signatures(note, more);
    }
};

}  // namespace

TEST(Checkpoint, IsThreeLines) {
    const Checkpoint checkpoint{.origin = "ledger.example.gov/2014", .size = 0, .root = empty_root()};
    EXPECT_EQ(checkpoint.text(), "ledger.example.gov/2014\n0\n" + empty_base64 + "\n");
    EXPECT_EQ(*Checkpoint::parse(checkpoint.text()), checkpoint);
}

TEST(Checkpoint, OfThePublicChecksumDatabaseIsOpened) {
    const std::string note =
        "go.sum database tree\n13485\n/ZWur4obeiqK+ASdnPK+/Rmz6LPQMUeSmHh0+UkL54Y=\n\n— sum.golang.org "
        "Az3grnQReYTvpCrRxT+w50vixbqBlB/aPS8bL8f8KW4HHP+UjLSXOJgCh4f54n8hO6lrESglzyRXMXnhaWzaeY3zqw8=\n";
    const TrustPolicy policy{
        .log_keys = {*VerifierKey::parse("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8")}};
    const auto opened = open_checkpoint(note, policy);
    ASSERT_TRUE(opened) << opened.error().message;
    EXPECT_EQ(opened->checkpoint.origin, "go.sum database tree");
    EXPECT_EQ(opened->checkpoint.size, 13'485u);
    EXPECT_EQ(opened->signed_with.name, "sum.golang.org");
}

TEST(Checkpoint, TakesTheLargestSize) {
    const auto parsed = Checkpoint::parse("o\n18446744073709551615\n" + empty_base64 + "\n");
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->size, ~TreeSize{0});
}

TEST(Checkpoint, PassesOverExtensionLines) {
    const auto parsed = Checkpoint::parse("o\n1\n" + empty_base64 + "\nmore\nand more\n");
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->text(), "o\n1\n" + empty_base64 + "\n");
}

TEST(Checkpoint, RefusesWhatIsMalformed) {
    const std::string root = empty_base64 + "\n";
    const std::vector<std::string> wrong = {
        "",
        "o\n",
        "o\n1\n",
        "o\n1\n" + empty_base64,  // lines or the last newline missing
        "\n1\n" + root,           // no origin
        "o\n01\n" + root,
        "o\n+1\n" + root,
        "o\n-1\n" + root,
        "o\n 1\n" + root,  // sizes
        "o\n1 \n" + root,
        "o\n00\n" + root,
        "o\n\n" + root,
        "o\n0x1\n" + root,
        "o\n1.0\n" + root,
        "o\n18446744073709551616\n" + root,
        "o\n１\n" + root,                              //
        "o\n1\n" + empty_base64.substr(0, 43) + "\n",  // not padded
        "o\n1\n" + empty_base64 + "=\n",
        "o\n1\n" + empty_base64 + " \n",                 //
        "o\n1\n" + empty_base64.substr(0, 42) + "V=\n",  // unused bits set
        "o\n1\nAAAA\n",
        "o\n1\n" + to_base64(std::string(33, 0)) + "\n",
        "o\n1\n" + empty_base64.substr(0, 40) + "\n",
        "o\n1\n\n",  // not 32 bytes
        "o\n1\n" + root + "\n",
        "o\n1\n" + root + "x",
        "o\n1\n" + root + "x\n\ny\n",  // extensions
        "o\r\n1\n" + root,
        "o\xff\n1\n" + root,  // characters
    };
    for (const auto& text : wrong) {
        const auto parsed = Checkpoint::parse(text);
        ASSERT_FALSE(parsed) << text;
        EXPECT_EQ(parsed.error().code, ErrorCode::invalid) << text;
    }
}

TEST(Cosignature, IsTheWitnessesSignatureOfATimeAndTheText) {
    const Scene scene;
    const auto signature = cosign(scene.audit, scene.checkpoint.text(), noon);
    ASSERT_THAT(signature.blob, SizeIs(72));
    EXPECT_EQ(to_hex(signature.blob.substr(0, 8)), "000000005316a140");  // 1393992000
    const auto by_hand = scene.audit.sign("cosignature/v1\ntime 1393992000\n" + scene.checkpoint.text());
    EXPECT_EQ(signature.blob.substr(8), std::string(by_hand.begin(), by_hand.end()));
    const auto at = verify_cosignature(scene.audit.verifier(), scene.checkpoint.text(), signature);
    ASSERT_TRUE(at);
    EXPECT_EQ(*at, *Time::parse("2014-03-05T04:00:00Z"));
}

TEST(Cosignature, DoesNotHoldForAnotherTextTimeKeyNameOrLength) {
    const Scene scene;
    const std::string text = scene.checkpoint.text();
    const auto good = cosign(scene.audit, text, noon);
    const auto refused = [&](const VerifierKey& key, const std::string& what, const NoteSignature& signature) {
        const auto at = verify_cosignature(key, what, signature);
        return !at && at.error().code == ErrorCode::corrupt;
    };
    EXPECT_TRUE(refused(scene.audit.verifier(), text + "x\n", good));
    EXPECT_TRUE(refused(scene.supervision.verifier(), text, good));
    for (const std::size_t byte : {0u, 7u, 8u, 71u}) {
        auto changed = good;
        changed.blob[byte] ^= 1;
        EXPECT_TRUE(refused(scene.audit.verifier(), text, changed)) << byte;
    }
    for (const std::size_t size : {0u, 8u, 64u, 71u, 73u}) {
        auto changed = good;
        changed.blob.resize(size);
        EXPECT_TRUE(refused(scene.audit.verifier(), text, changed)) << size;
    }
    auto renamed = good;
    renamed.name = "another.example.gov";
    EXPECT_TRUE(refused(scene.audit.verifier(), text, renamed));
    renamed = good;
    renamed.id[3] ^= 1;
    EXPECT_TRUE(refused(scene.audit.verifier(), text, renamed));
    auto plain = scene.audit.verifier();
    plain.kind = KeyKind::ed25519;
    renamed = good;
    renamed.id = plain.id();
    EXPECT_TRUE(refused(plain, text, renamed));
}

TEST(Cosignature, OfATimeThatCannotBeIsRefused) {
    const Scene scene;
    const std::string text = scene.checkpoint.text();
    const std::uint64_t second = 9'223'372'036'854'776;  // its milliseconds are more than 63 bits hold
    const auto signature = scene.audit.sign("cosignature/v1\ntime " + std::to_string(second) + "\n" + text);
    std::string blob;
    for (int shift = 56; shift >= 0; shift -= 8) blob += char(second >> shift & 0xFF);
    blob.append(signature.begin(), signature.end());
    const auto& key = scene.audit.verifier();
    EXPECT_EQ(verify_cosignature(key, text, {key.name, key.id(), blob}).error().code, ErrorCode::corrupt);
}

TEST(OpenCheckpoint, IsOfficialWithAQuorumOfWitnesses) {
    const Scene scene;
    EXPECT_FALSE(open_checkpoint(scene.note, scene.policy)->official);
    EXPECT_FALSE(open_checkpoint(scene.cosigned({&scene.audit}), scene.policy)->official);
    const auto opened = open_checkpoint(scene.cosigned({&scene.audit, &scene.supervision}), scene.policy);
    ASSERT_TRUE(opened);
    EXPECT_TRUE(opened->official);
    EXPECT_EQ(opened->checkpoint, scene.checkpoint);
    EXPECT_EQ(opened->signed_with, scene.log.verifier());
    ASSERT_THAT(opened->cosigners, SizeIs(2));
    EXPECT_EQ(opened->cosigners[0].key, scene.audit.verifier());
    EXPECT_EQ(opened->cosigners[0].at, *Time::parse("2014-03-05T04:00:00Z"));
}

TEST(OpenCheckpoint, CountsAWitnessOnceHoweverOftenItSigned) {
    const Scene scene;
    auto note = scene.cosigned({&scene.audit});
    note += format_signature(cosign(scene.audit, scene.checkpoint.text(), noon + std::chrono::hours(1)));
    note += format_signature(cosign(scene.audit, scene.checkpoint.text(), noon - std::chrono::hours(1)));
    const auto opened = open_checkpoint(note, scene.policy);
    ASSERT_TRUE(opened);
    ASSERT_THAT(opened->cosigners, SizeIs(1));
    EXPECT_EQ(opened->cosigners[0].at, *Time::parse("2014-03-05T05:00:00Z"));
    EXPECT_FALSE(opened->official);
}

TEST(OpenCheckpoint, CountsOneOfficeWithTwoKeysAndOneKeyWithTwoNamesOnce) {
    const Scene scene;
    const auto renewed = witness_key("audit.example.gov", 4);
    const auto alias = witness_key("alias.example.gov", 3);
    for (const auto* other : {&renewed, &alias}) {
        auto policy = scene.policy;
        policy.witnesses.push_back(other->verifier());
        const auto opened = open_checkpoint(scene.cosigned({&scene.audit, other}), policy);
        ASSERT_TRUE(opened);
        EXPECT_THAT(opened->cosigners, SizeIs(2));
        EXPECT_FALSE(opened->official) << other->verifier().name;
        EXPECT_TRUE(open_checkpoint(scene.cosigned({&scene.audit, other, &scene.supervision}), policy)->official);
    }
}

TEST(OpenCheckpoint, CountsOfficesThatShareNamesAndKeysCrosswiseOnce) {
    const Scene scene;
    const auto renewed = witness_key("audit.example.gov", 4);
    const auto one = witness_key("one.example.gov", 7), alias = witness_key("alias.example.gov", 7);
    auto policy = scene.policy;
    for (const auto* key : {&renewed, &one, &alias}) policy.witnesses.push_back(key->verifier());
    const auto note = scene.cosigned({&scene.audit, &renewed, &one, &alias});
    for (const auto& [quorum, official] : {std::pair{2u, true}, {3u, false}}) {
        policy.quorum = quorum;
        const auto opened = open_checkpoint(note, policy);
        ASSERT_TRUE(opened);
        EXPECT_THAT(opened->cosigners, SizeIs(4));
        EXPECT_EQ(opened->official, official) << quorum;
    }
}

TEST(OpenCheckpoint, PassesOverWitnessesThatNobodyTrusts) {
    const Scene scene;
    const auto stranger = witness_key("stranger.example", 9);
    const auto opened = open_checkpoint(scene.cosigned({&stranger}), scene.policy);
    ASSERT_TRUE(opened);
    EXPECT_THAT(opened->cosigners, IsEmpty());
}

TEST(OpenCheckpoint, RejectsACosignatureOfATrustedWitnessThatDoesNotHold) {
    const Scene scene;
    auto signature = cosign(scene.audit, scene.checkpoint.text(), noon);
    signature.blob[7] ^= 1;  // the time
    const auto opened = open_checkpoint(scene.note + format_signature(signature), scene.policy);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::corrupt);
    EXPECT_THAT(opened.error().message, HasSubstr("audit.example.gov"));
}

TEST(OpenCheckpoint, RejectsWhatTheLogHasNotSigned) {
    const Scene scene;
    const auto other = test_key("ledger.example.gov/2014", 8);
    const auto forged = signed_with(scene.checkpoint.text(), other);
    EXPECT_EQ(open_checkpoint(forged, scene.policy).error().code, ErrorCode::corrupt);
    // cosignatures do not stand in for the log's own
    const std::vector<NoteSignature> all{cosign(scene.audit, scene.checkpoint.text(), noon),
                                         cosign(scene.supervision, scene.checkpoint.text(), noon)};
    EXPECT_EQ(open_checkpoint(*with_signatures(forged, all), scene.policy).error().code, ErrorCode::corrupt);
    auto changed = scene.note;
    changed[changed.find("\n3\n") + 1] = '4';
    EXPECT_EQ(open_checkpoint(changed, scene.policy).error().code, ErrorCode::corrupt);
}

TEST(OpenCheckpoint, TakesAnyOfTheLogsKeys) {
    const Scene scene;
    auto policy = scene.policy;
    policy.log_keys = {test_key("ledger.example.gov/2014", 8).verifier(), scene.log.verifier()};
    EXPECT_EQ(open_checkpoint(scene.note, policy)->signed_with, scene.log.verifier());
}

TEST(OpenCheckpoint, RejectsAnotherOrigin) {
    const Scene scene;
    auto policy = scene.policy;
    policy.origin = "ledger.example.gov/2015";
    const auto opened = open_checkpoint(scene.note, policy);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::corrupt);
    policy.origin.clear();
    EXPECT_TRUE(open_checkpoint(scene.note, policy));
}

TEST(OpenCheckpoint, RefusesAPolicyWithKeysOfTheWrongKind) {
    const Scene scene;
    auto policy = scene.policy;
    policy.witnesses.push_back(scene.log.verifier());
    EXPECT_EQ(open_checkpoint(scene.note, policy).error().code, ErrorCode::invalid);
    policy = scene.policy;
    policy.log_keys.push_back(scene.audit.verifier());
    EXPECT_EQ(open_checkpoint(scene.note, policy).error().code, ErrorCode::invalid);
}

TEST(OpenCheckpoint, ChecksSignaturesOverExtensionLinesToo) {
    const Scene scene;
    const std::string text = scene.checkpoint.text() + "extension\n";
    const auto opened =
        open_checkpoint(signed_with(text, scene.log) + format_signature(cosign(scene.audit, text, noon)), scene.policy);
    ASSERT_TRUE(opened);
    EXPECT_THAT(opened->cosigners, SizeIs(1));
    auto removed = signed_with(text, scene.log);
    removed.erase(removed.find("extension\n"), 10);
    EXPECT_FALSE(open_checkpoint(removed, scene.policy));
}

TEST(WithSignatures, ReplacesTheOlderLineOfTheSameKey) {
    const Scene scene;
    const auto before = cosign(scene.audit, scene.checkpoint.text(), noon);
    const auto after = cosign(scene.audit, scene.checkpoint.text(), noon + std::chrono::hours(1));
    const auto once = with_signatures(scene.note, std::array{before});
    ASSERT_TRUE(once);
    EXPECT_EQ(*once, scene.note + format_signature(before));
    EXPECT_EQ(*with_signatures(*once, std::array{after}), scene.note + format_signature(after));
}

TEST(WithSignatures, WritesNothingThatCannotBeReadAgain) {
    const Scene scene;
    EXPECT_FALSE(with_signatures(scene.note, std::array{NoteSignature{"a b", {}, "x"}}));
    EXPECT_FALSE(with_signatures(scene.note, std::array{NoteSignature{"a", {}, ""}}));
    EXPECT_FALSE(with_signatures("not a note\n", {}));
    std::vector<NoteSignature> many;
    for (std::size_t i = 0; i < max_note_signatures; ++i) many.push_back({"w" + std::to_string(i), {}, "x"});
    EXPECT_FALSE(with_signatures(scene.note, many));
}

}  // namespace taizhang::tlog
