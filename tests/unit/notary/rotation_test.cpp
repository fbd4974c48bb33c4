// Keys that follow one another: who signs when, and whom an auditor with the first key believes.
#include "src/transparency/key_chain.hpp"
#include "tests/unit/notary/fakes.hpp"

#include <gmock/gmock.h>

namespace taizhang::notary {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using tlog::KeyChange;
using tlog::VerifierKey;

tlog::SigningKey key(char which) {
    return tlog::test_key(origin, which);
}
VerifierKey public_key(char which) {
    return key(which).verifier();
}

/// What the log says and which files are there, as the test wants it.
class FakeRing final : public KeyRing {
  public:
    std::vector<KeyChange> said;
    std::vector<char> files;
    std::optional<Error> trouble;

    Result<std::vector<KeyChange>> changes(tlog::TreeSize size) override {
        if (trouble) return *trouble;
        std::vector<KeyChange> covered;
        for (const auto& change : said) {
            if (change.position < size) covered.push_back(change);
        }
        return covered;
    }
    Result<tlog::SigningKey> load(const VerifierKey& wanted) override {
        for (const char one : files) {
            if (public_key(one) == wanted) return key(one);
        }
        return not_found("keys/x.key is missing");
    }
};

class Rotation : public testing::Test {
  protected:
    SimulatedLog log{{origin, 7}};
    VirtualClock clock{*Time::parse("2014-03-05T04:00:00Z")};
    std::shared_ptr<FakeRing> ring = std::make_shared<FakeRing>();

    void append(int count) { log.append(test::GroupBuilder(log).events("item/a", count).take()).value(); }
    Result<std::unique_ptr<Notary>> try_open(char first = 1) {
        return Notary::open(log, key(first), {.every = std::chrono::milliseconds(1), .keys = ring}, clock);
    }
    std::unique_ptr<Notary> open(char first = 1) { return try_open(first).value(); }
    /// The event stands at the log's end.
    void adopt(char which) { change(which, KeyChange::adopted); }
    void retire(char which) { change(which, KeyChange::retired); }
    void change(char which, KeyChange::What what) {
        ring->said.push_back({log.end(), public_key(which), what});
        append(1);
    }
    /// Who has signed, of the three.
    static std::vector<char> signers(const KeptCheckpoint& kept) {
        std::vector<char> found;
        const auto note = tlog::parse_note(kept.note).value();
        for (const char which : {1, 2, 3}) {
            const std::array known{public_key(which)};
            if (!tlog::verified_by(note, known).value().empty()) found.push_back(which);
        }
        EXPECT_EQ(note.signatures.size(), found.size());
        return found;
    }
};

TEST_F(Rotation, AnAdoptedKeySignsBesideTheFirstFromItsEventOn) {
    ring->files = {2};
    append(3);
    const auto notary = open();
    EXPECT_THAT(signers(*notary->sign_now()), ElementsAre(1));
    adopt(2);
    EXPECT_THAT(signers(*notary->sign_now()), ElementsAre(1, 2));
    EXPECT_EQ(notary->key(), public_key(2));
    EXPECT_THAT(notary->policy().log_keys, ElementsAre(public_key(1), public_key(2)));
    EXPECT_THAT(notary->state().key_problems, IsEmpty());
}

TEST_F(Rotation, ARetiredKeySignsNothingThatCoversItsRetirement) {
    ring->files = {2};
    append(3);
    const auto notary = open();
    adopt(2);
    notary->sign_now().value();
    retire(1);
    EXPECT_THAT(signers(*notary->sign_now()), ElementsAre(2));
    append(5);
    EXPECT_THAT(signers(*notary->sign_now()), ElementsAre(2));
    EXPECT_EQ(notary->official()->size, log.end());
}

TEST_F(Rotation, SeveralEventsBetweenTwoCheckpointsCountAllTheSame) {
    ring->files = {2, 3};
    append(3);
    const auto notary = open();
    notary->sign_now().value();
    adopt(2);
    adopt(3);
    retire(2);
    EXPECT_THAT(signers(*notary->sign_now()), ElementsAre(1, 3));
}

TEST_F(Rotation, AnAdoptedKeyWithoutItsFileIsToldAndTheOthersSign) {
    append(3);
    const auto notary = open();
    adopt(2);
    EXPECT_THAT(signers(*notary->sign_now()), ElementsAre(1));
    EXPECT_THAT(notary->state().key_problems,
                ElementsAre(testing::AllOf(HasSubstr(public_key(2).to_string()), HasSubstr("missing"))));
    EXPECT_EQ(notary->key(), public_key(1));
    ring->files = {2};
    append(1);
    EXPECT_THAT(signers(*notary->sign_now()), ElementsAre(1, 2));
    EXPECT_THAT(notary->state().key_problems, IsEmpty());
}

TEST_F(Rotation, AFileWithAnotherKeyIsNotSignedWith) {
    append(3);
    const auto notary = open();
    class Wrong final : public KeyRing {
      public:
        Result<std::vector<KeyChange>> changes(tlog::TreeSize) override {
            return std::vector{KeyChange{3, public_key(2), KeyChange::adopted}};
        }
        Result<tlog::SigningKey> load(const VerifierKey&) override { return key(3); }
    };
    append(1);
    const auto other =
        Notary::open(log, key(1), {.every = std::chrono::milliseconds(1), .keys = std::make_shared<Wrong>()}, clock)
            .value();
    EXPECT_THAT(signers(*other->sign_now()), ElementsAre(1));
    EXPECT_THAT(other->state().key_problems, SizeIs(1));
}

TEST_F(Rotation, WithoutAnyKeyInForceSigningStopsAndSaysSo) {
    append(3);
    const auto notary = open();
    notary->sign_now().value();
    adopt(2);
    retire(1);
    const auto refused = notary->sign_now();
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message, HasSubstr("keys/"));
    EXPECT_THAT(notary->state().stopped_because, HasSubstr("no key"));
    EXPECT_EQ(log.checkpoints().latest().value()->size, 3u);
}

TEST_F(Rotation, WhatTheLogSaysMustBeReadable) {
    append(3);
    const auto notary = open();
    ring->trouble = corrupt("event 2 is damaged");
    EXPECT_FALSE(notary->sign_now());
    EXPECT_THAT(notary->state().stopped_because, HasSubstr("damaged"));
}

TEST_F(Rotation, ARestartGoesOnWithTheNewKeyAloneOnceTheOldOneIsRetired) {
    ring->files = {2};
    append(3);
    {
        const auto notary = open();
        notary->sign_now().value();
        adopt(2);
        retire(1);
        notary->sign_now().value();
    }
    const auto notary = open(2);
    append(2);
    EXPECT_THAT(signers(*notary->sign_now()), ElementsAre(2));
    EXPECT_EQ(notary->official()->size, log.end());
    EXPECT_EQ(open(1)->sign_now()->size, log.end());  // the old file may stay where it is
}

TEST_F(Rotation, ACheckpointUnderARetiredKeyAloneIsNotTheLogs) {
    ring->files = {2};
    append(3);
    open()->sign_now().value();
    adopt(2);
    retire(1);
    const tlog::Checkpoint forged{origin, log.end(), tlog::tree_root(tlog::LogHashes(log), log.end()).value()};
    const auto old = key(1);
    const std::array keys{&old};
    log.checkpoints().advance(3, {log.end(), tlog::sign_note(forged.text(), keys)}).value();
    const auto opened = try_open();
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::corrupt);
}

// ---- whom an auditor believes --------------------------------------------------------------------------------------

/// A checkpoint of that size, signed by these; its root is of no matter here.
std::string note_of(tlog::TreeSize size, std::initializer_list<char> signers) {
    std::vector<tlog::SigningKey> keys;
    for (const char which : signers) keys.push_back(key(which));
    std::vector<const tlog::SigningKey*> pointers;
    for (const auto& one : keys) pointers.push_back(&one);
    return tlog::sign_note(tlog::Checkpoint{origin, size, {}}.text(), pointers);
}

class Trust : public testing::Test {
  protected:
    const std::vector<KeyChange> said{{10, public_key(2), KeyChange::adopted},
                                      {20, public_key(1), KeyChange::retired},
                                      {30, public_key(3), KeyChange::adopted},
                                      {40, public_key(2), KeyChange::retired}};
    tlog::KeyTrust trust{{public_key(1)}, said};
    bool opens(tlog::TreeSize size, std::initializer_list<char> signers) {
        return trust.open(note_of(size, signers), {.origin = origin}).has_value();
    }
};

TEST_F(Trust, FollowsFromTheFirstKeyToTheLast) {
    EXPECT_TRUE(opens(5, {1}));
    EXPECT_TRUE(opens(15, {1, 2}));
    EXPECT_TRUE(opens(25, {2}));
    EXPECT_TRUE(opens(35, {2, 3}));
    EXPECT_TRUE(opens(45, {3}));
}

TEST_F(Trust, ANewKeyIsNotBelievedBeforeAnOlderOneVouchedForIt) {
    EXPECT_FALSE(opens(45, {3}));
    EXPECT_FALSE(opens(25, {2}));
    EXPECT_TRUE(opens(15, {1}));  // covers the adoption
    EXPECT_TRUE(opens(25, {2}));
    EXPECT_FALSE(opens(45, {3}));
}

TEST_F(Trust, ACheckpointBeforeTheAdoptionVouchesForNothing) {
    EXPECT_TRUE(opens(10, {1}));
    EXPECT_FALSE(opens(11, {2}));
    EXPECT_TRUE(opens(11, {1}));
    EXPECT_TRUE(opens(12, {2}));
}

TEST_F(Trust, ARetiredKeyIsNotBelievedAnyMore) {
    EXPECT_TRUE(opens(20, {1}));
    EXPECT_FALSE(opens(21, {1}));
    EXPECT_TRUE(opens(21, {2}));
    EXPECT_FALSE(opens(41, {2}));
}

TEST_F(Trust, AStrangersKeyIsNeverBelieved) {
    tlog::KeyTrust other{{public_key(3)}, {}};
    EXPECT_FALSE(other.open(note_of(5, {1, 2}), {.origin = origin}));
}

}  // namespace

}  // namespace taizhang::notary
