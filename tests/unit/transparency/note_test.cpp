#include "src/transparency/note.hpp"

#include "tests/unit/transparency/small_tree.hpp"

#include <gmock/gmock.h>

#include <type_traits>

namespace taizhang::tlog {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// Published with Go's golang.org/x/mod/sumdb/note.
const std::string peter_key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const std::string peter_secret = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const std::string enoch_key = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
const std::string text =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const std::string peter_line =
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const std::string enoch_line =
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

VerifierKey key_from(const std::string& vkey) {
    return *VerifierKey::parse(vkey);
}

/// The line with one bit of its signature, counted from the end of the blob, changed.
std::string with_changed_bit(const std::string& line) {
    Note note = *parse_note("x\n\n" + line);
    note.signatures[0].blob.back() ^= 1;
    return format_signature(note.signatures[0]);
}

Result<std::vector<VerifierKey>> opened(const std::string& note, const std::vector<VerifierKey>& keys) {
    TZ_TRY(const Note parsed, parse_note(note));
    return verified_by(parsed, keys);
}

}  // namespace

TEST(VerifierKey, ReadsThePublishedKeysAndWritesThemAgain) {
    for (const auto& vkey :
         {peter_key, enoch_key, std::string("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"),
          std::string("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")}) {
        const auto parsed = VerifierKey::parse(vkey);
        ASSERT_TRUE(parsed) << vkey;
        EXPECT_EQ(parsed->kind, KeyKind::ed25519);
        EXPECT_EQ(parsed->to_string(), vkey);
    }
}

TEST(VerifierKey, RefusesEveryPartOfAKeyAndEveryChangedByte) {
    for (std::size_t begin = 0; begin <= peter_key.size(); ++begin) {
        for (std::size_t end = begin; end <= peter_key.size(); ++end) {
            if (end - begin == peter_key.size()) continue;
            EXPECT_FALSE(VerifierKey::parse(peter_key.substr(begin, end - begin))) << begin << ' ' << end;
        }
    }
    for (std::size_t i = 0; i < peter_key.size(); ++i) {
        auto changed = peter_key;
        ++changed[i];
        EXPECT_FALSE(VerifierKey::parse(changed)) << changed;
    }
}

TEST(VerifierKey, RefusesKeysOfAnotherLengthAndOfUnknownKindsThoughTheirIdsFit) {
    EXPECT_FALSE(VerifierKey::parse("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=="));
    const auto unknown = VerifierKey::parse("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, ErrorCode::invalid);
    EXPECT_THAT(unknown.error().message, HasSubstr("kind"));
}

TEST(VerifierKey, SaysWhichIdItShouldHave) {
    auto wrong = peter_key;
    wrong.replace(wrong.find("c74f20a3"), 8, "c74f20a4");
    const auto parsed = VerifierKey::parse(wrong);
    ASSERT_FALSE(parsed);
    EXPECT_THAT(parsed.error().message, HasSubstr("c74f20a3"));
}

TEST(VerifierKey, HasAnotherIdForEachKindAndName) {
    const auto log = test_key("a", 1), witness = test_key("a", 1, KeyKind::cosignature_v1), other = test_key("b", 1);
    EXPECT_EQ(log.verifier().public_key, witness.verifier().public_key);
    EXPECT_NE(log.verifier().id(), witness.verifier().id());
    EXPECT_NE(log.verifier().id(), other.verifier().id());
    EXPECT_EQ(VerifierKey::parse(witness.verifier().to_string())->kind, KeyKind::cosignature_v1);
}

TEST(KeyName, RefusesSpacesOfAnyKindPlusAndWhatIsNotText) {
    for (const std::string name : {"",
                                   " ",
                                   "a b",
                                   "a+b",
                                   "a\tb",
                                   "a\nb",
                                   "a\u0085b",
                                   "a\u00A0b",
                                   "a\u1680",
                                   "\u2000",
                                   "\u200A",
                                   "\u2028",
                                   "\u2029",
                                   "\u202F",
                                   "\u205F",
                                   "台\u3000账",
                                   "\x01",
                                   "\xFF",
                                   "\xC0\xA0",
                                   "\xE0\x80\xAF",
                                   "\xE0\x9F\xBF",
                                   "\xF0\x8F\xBF\xBF",
                                   "\xED\xA0\x80",
                                   "\xF4\x90\x80\x80",
                                   "a\xE2\x80"}) {
        EXPECT_FALSE(SigningKey::generate(name)) << to_hex(name);
    }
    for (const std::string name : {"ledger.example.gov/2014", "台账", "\u200B", "\U0001F512"}) {
        EXPECT_TRUE(SigningKey::generate(name)) << name;
    }
}

TEST(SigningKey, SignsThePublishedNote) {
    const auto peter = SigningKey::parse(peter_secret);
    ASSERT_TRUE(peter);
    EXPECT_EQ(peter->verifier(), key_from(peter_key));
    EXPECT_EQ(signed_with(text, *peter), text + "\n" + peter_line);
    EXPECT_EQ(peter->secret_text(), peter_secret);
}

TEST(SigningKey, RefusesEveryPartOfASecretAndEveryChangedByte) {
    for (std::size_t begin = 0; begin <= peter_secret.size(); ++begin) {
        for (std::size_t end = begin; end <= peter_secret.size(); ++end) {
            if (end - begin == peter_secret.size()) continue;
            EXPECT_FALSE(SigningKey::parse(peter_secret.substr(begin, end - begin))) << begin << ' ' << end;
        }
    }
    for (std::size_t i = 0; i < peter_secret.size(); ++i) {
        auto changed = peter_secret;
        ++changed[i];
        EXPECT_FALSE(SigningKey::parse(changed)) << changed;
    }
}

TEST(SigningKey, NeverShowsItsSecretInAnError) {
    const std::string without_id = "PRIVATE+KEY+PeterNeumann+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    for (const auto& wrong : {peter_secret + "=", peter_secret.substr(12), without_id}) {
        const auto parsed = SigningKey::parse(wrong);
        ASSERT_FALSE(parsed);
        EXPECT_THAT(parsed.error().message, Not(HasSubstr("EKFALVFG")));
    }
    const auto mistaken = VerifierKey::parse(peter_secret);
    ASSERT_FALSE(mistaken);
    EXPECT_THAT(mistaken.error().message, Not(HasSubstr("EKFALVFG")));
}

TEST(SigningKey, IsNewEachTimeAndSurvivesItsText) {
    const auto one = SigningKey::generate("log"), two = SigningKey::generate("log");
    ASSERT_TRUE(one && two);
    EXPECT_NE(one->verifier(), two->verifier());
    const auto again = SigningKey::parse(one->secret_text());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->sign("m"), one->sign("m"));
}

TEST(SigningKey, IsWipedWhenItIsMovedAway) {
    auto one = test_key("log", 7);
    const auto seed = to_base64("\x01" + std::string(32, 7));
    ASSERT_THAT(one.secret_text(), HasSubstr(seed));
    SigningKey two = std::move(one);
    EXPECT_THAT(one.secret_text(), Not(HasSubstr(seed)));  // NOLINT: what is left of it is looked at on purpose
    one = std::move(two);
    EXPECT_THAT(two.secret_text(), Not(HasSubstr(seed)));  // NOLINT
    EXPECT_THAT(one.secret_text(), HasSubstr(seed));
    EXPECT_FALSE(std::is_copy_constructible_v<SigningKey>);
}

TEST(SigningKey, TakesSeedsOf32BytesOnly) {
    EXPECT_FALSE(SigningKey::from_seed("log", KeyKind::ed25519, std::string(31, 'x')));
    EXPECT_FALSE(SigningKey::from_seed("log", KeyKind::ed25519, std::string(64, 'x')));
    EXPECT_FALSE(SigningKey::from_seed("l g", KeyKind::ed25519, std::string(32, 'x')));
}

TEST(SignedBy, HoldsForTheKeyAndTheMessageOnly) {
    const auto one = test_key("log", 1), two = test_key("log", 2);
    auto signature = one.sign("message");
    EXPECT_TRUE(signed_by(one.verifier(), "message", signature));
    EXPECT_FALSE(signed_by(two.verifier(), "message", signature));
    EXPECT_FALSE(signed_by(one.verifier(), "messagE", signature));
    signature[63] ^= 0x80;
    EXPECT_FALSE(signed_by(one.verifier(), "message", signature));
}

TEST(Note, OpensThePublishedNotes) {
    const std::string both = text + "\n" + peter_line + enoch_line;
    EXPECT_THAT(*opened(both, {key_from(peter_key)}), ElementsAre(key_from(peter_key)));
    EXPECT_THAT(*opened(both, {key_from(enoch_key), key_from(peter_key)}),
                ElementsAre(key_from(peter_key), key_from(enoch_key)));
    EXPECT_THAT(*opened(both, {}), IsEmpty());
    EXPECT_EQ(parse_note(both)->text, text);
    EXPECT_EQ(format_note(*parse_note(both)), both);
    EXPECT_THAT(
        *opened("This is an example message.\n\n— example.com/foo "
                "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n",
                {key_from("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")}),
        SizeIs(1));
}

TEST(Note, OfAKnownKeyWithASignatureThatDoesNotHoldIsRejectedWhole) {
    const auto bad = with_changed_bit(peter_line);
    for (const auto& lines : {bad, bad + enoch_line, enoch_line + bad, peter_line + bad, bad + peter_line}) {
        const auto result = opened(text + "\n" + lines, {key_from(peter_key), key_from(enoch_key)});
        ASSERT_FALSE(result) << lines;
        EXPECT_EQ(result.error().code, ErrorCode::corrupt);
        EXPECT_THAT(result.error().message, HasSubstr("PeterNeumann+c74f20a3"));
    }
    EXPECT_THAT(*opened(text + "\n" + bad + enoch_line, {key_from(enoch_key)}), SizeIs(1));
}

TEST(Note, WithASignatureOfTheWrongLengthByAKnownKeyIsRejected) {
    for (const std::size_t size : {1u, 63u, 65u, 72u}) {
        const Note note{.text = text,
                        .signatures = {{"PeterNeumann", key_from(peter_key).id(), std::string(size, 'x')}}};
        EXPECT_EQ(verified_by(note, std::array{key_from(peter_key)}).error().code, ErrorCode::corrupt) << size;
    }
    auto longer = *parse_note(text + "\n" + peter_line);
    longer.signatures[0].blob += 'x';
    EXPECT_EQ(verified_by(longer, std::array{key_from(peter_key)}).error().code, ErrorCode::corrupt);
}

TEST(Note, WhoseTextWasChangedIsRejected) {
    auto changed = text + "\n" + peter_line;
    changed[3] ^= 0x20;
    EXPECT_EQ(opened(changed, {key_from(peter_key)}).error().code, ErrorCode::corrupt);
}

TEST(Note, CountsAKeyThatSignsTwiceOnce) {
    EXPECT_THAT(*opened(text + "\n" + peter_line + peter_line, {key_from(peter_key)}), SizeIs(1));
    EXPECT_THAT(*opened(text + "\n" + peter_line, {key_from(peter_key), key_from(peter_key)}), SizeIs(1));
}

TEST(Note, MatchesKeysOnNameAndIdTogether) {
    const auto log = test_key("log", 1), other = test_key("log", 2);
    EXPECT_THAT(*opened(signed_with("x\n", log), {other.verifier()}), IsEmpty());
    auto renamed = *parse_note(signed_with("x\n", log));
    renamed.signatures[0].name = "Log";
    EXPECT_THAT(*verified_by(renamed, std::array{log.verifier()}), IsEmpty());
}

TEST(Note, SplitsAtItsLastEmptyLine) {
    const auto log = test_key("log", 1);
    for (const std::string body : {"a\n\nb\n", "a\n\n— log AAAAAAA=\n", "\n", "a\n\n"}) {
        const auto note = parse_note(signed_with(body, log));
        ASSERT_TRUE(note) << body;
        EXPECT_EQ(note->text, body);
        EXPECT_THAT(note->signatures, SizeIs(1));
        EXPECT_THAT(*verified_by(*note, std::array{log.verifier()}), SizeIs(1));
    }
}

TEST(Note, RefusesWhatIsMalformed) {
    const std::vector<std::string> wrong = {
        "",
        "\n",
        text,
        text + "\n",
        text + peter_line,                                          // no empty line, no signatures
        text + "\n" + peter_line.substr(0, peter_line.size() - 1),  // no newline at the end
        text.substr(0, text.size() - 1) + "\n" + peter_line,        // the text's own newline is missing
        "\x01" + text + "\n" + peter_line,
        text + "\t\n\n" + peter_line,  // control characters
        text + "\r\n\n" + peter_line,
        std::string("\0\n\n", 3) + peter_line,  //
        "\xff" + text + "\n" + peter_line,
        "\xC0\xAF\n\n" + peter_line,  // not UTF-8
        "\xED\xA0\x80\n\n" + peter_line,
        text + "\n" + peter_line + "\xE2\x80",  //
        text + "\n— Bad Name x08go/ZJ\n",
        text + "\n— a+b x08go/ZJ\n",  // names
        text + "\n—  x08go/ZJ\n",
        text + "\n— a\u00A0b x08go/ZJ\n",                 //
        text + "\n" + peter_line + "Unexpected line.\n",  // not a signature
        text + "\n- a x08go/ZJ\n",
        text + "\n—a x08go/ZJ\n",
        text + "\n– a x08go/ZJ\n",  // not U+2014, a space
        text + "\n— a\n",
        text + "\n— a \n",
        text + "\n— a x08goA==\n",  // nothing after the id
        text + "\n— a x08go/Z\n",
        text + "\n— a x08go/ZJkg\n",  // not padded
        text + "\n— a x08go/ZJkg=\n",
        text + "\n— a x08go/ZJkh==\n",  // wrongly padded; unused bits set
        text + "\n— a x08go/ZJ \n",
        text + "\n— a  x08go/ZJ\n",  // spaces
        text + "\n— a x08go_ZJ\n",
        text + "\n— a x08go/ZJ====\n",  // another alphabet
    };
    for (const auto& note : wrong) {
        const auto parsed = parse_note(note);
        ASSERT_FALSE(parsed) << note;
        EXPECT_EQ(parsed.error().code, ErrorCode::invalid) << note;
    }
}

TEST(Note, IsBounded) {
    std::string lines;
    for (std::size_t i = 0; i < max_note_signatures; ++i) lines += peter_line;
    EXPECT_TRUE(parse_note(text + "\n" + lines));
    EXPECT_EQ(parse_note(text + "\n" + lines + peter_line).error().code, ErrorCode::invalid);
    const std::string rest = "\n\n" + peter_line;
    EXPECT_TRUE(parse_note(std::string(max_note_bytes - rest.size(), 'x') + rest));
    EXPECT_EQ(parse_note(std::string(max_note_bytes - rest.size() + 1, 'x') + rest).error().code,
              ErrorCode::over_limit);
}

TEST(Note, RefusesTwoKnownKeysThatCannotBeToldApart) {
    VerifierKey one{.name = "log"}, two{.name = "log"};  // found by trying: the id has 32 bits only
    const auto set_end = [](VerifierKey& key, std::uint32_t number) {
        for (std::size_t i = 0; i < 4; ++i) key.public_key[31 - i] = std::uint8_t(number >> (8 * i));
    };
    set_end(one, 29982);
    set_end(two, 41147);
    ASSERT_EQ(one.id(), two.id());
    const NoteSignature signature{"log", one.id(), std::string(64, 'x')};
    EXPECT_EQ(*key_of(signature, {}), nullptr);
    EXPECT_EQ(**key_of(signature, std::array{two, two}), two);
    EXPECT_EQ(key_of(signature, std::array{one, two}).error().code, ErrorCode::invalid);
}

}  // namespace taizhang::tlog
