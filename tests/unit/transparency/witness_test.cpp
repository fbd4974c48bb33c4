#include "src/transparency/witness.hpp"

#include "tests/unit/transparency/small_tree.hpp"

#include <gmock/gmock.h>

#include <barrier>
#include <thread>

namespace taizhang::tlog {

namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

const std::string origin = "ledger.example.gov/2014";

/// Keeps everything that it was given, in order; can be told to fail.
class MemoryStore final : public WitnessStore {
  public:
    Result<std::optional<Checkpoint>> latest(const std::string& of) const override {
        if (unreadable) return corrupt("unreadable");
        const auto before = kept.size();
        for (int i = 0; i < 20; ++i) std::this_thread::yield();  // whoever asks without waiting his turn gets in here
        if (kept.size() != before) raced = true;
        for (auto it = kept.rbegin(); it != kept.rend(); ++it) {
            if (it->origin == of) return std::optional(*it);
        }
        return std::optional<Checkpoint>();
    }
    Status keep(const Checkpoint& next) override {
        if (full) return Error{ErrorCode::not_writable, "full"};
        kept.push_back(next);
        return {};
    }

    std::vector<Checkpoint> kept;
    bool unreadable = false;
    bool full = false;
    mutable bool raced = false;
};

struct WitnessTest : testing::Test {
    SigningKey log = test_key(origin, 1);
    SigningKey other_log = test_key("ledger.example.gov/2015", 5);
    MemoryStore store;
    VirtualClock clock{*Time::parse("2014-03-05T04:00:00.999Z")};
    Witness witness{test_key("audit.example.gov", 2, KeyKind::cosignature_v1),
                    {{origin, {log.verifier()}}, {"ledger.example.gov/2015", {other_log.verifier()}}},
                    store,
                    clock};
    std::vector<Digest> leaves = some_leaves(40);

    Leaves first(std::size_t size) const { return Leaves(leaves).first(size); }
    static Checkpoint checkpoint(Leaves d, const std::string& of = origin) {
        return {.origin = of, .size = d.size(), .root = mth(d)};
    }
    std::string note(Leaves d) const { return signed_with(checkpoint(d).text(), log); }
    AddCheckpoint request(std::size_t from, Leaves d) const {
        return {.old_size = from, .path = consistency(from, d), .checkpoint = note(d)};
    }
    WitnessAnswer add(const AddCheckpoint& request) { return witness.add_checkpoint(request.text()); }
    WitnessAnswer add(std::size_t from, std::size_t to) { return add(request(from, first(to))); }
    unsigned status(const AddCheckpoint& request) { return add(request).status; }

    /// The note with what the witness answered, opened by somebody who trusts both.
    Result<OpenedCheckpoint> opened(const std::string& note, const WitnessAnswer& answer) const {
        return open_checkpoint(
            note + answer.body,
            {.origin = origin, .log_keys = {log.verifier()}, .witnesses = {witness.verifier()}, .quorum = 1});
    }
};

}  // namespace

TEST_F(WitnessTest, CosignsTheFirstCheckpointAndWhatContinuesIt) {
    std::size_t from = 0;
    for (const std::size_t to : {7u, 8u, 9u, 16u, 33u, 40u}) {
        const auto answer = add(from, to);
        ASSERT_EQ(answer.status, 200u) << to << answer.body;
        const auto seen = opened(note(first(to)), answer);
        ASSERT_TRUE(seen) << seen.error().message;
        EXPECT_TRUE(seen->official);
        EXPECT_EQ(seen->cosigners[0].at, *Time::parse("2014-03-05T04:00:00Z"));
        EXPECT_EQ(store.kept.back(), checkpoint(first(to)));
        from = to;
    }
}

TEST_F(WitnessTest, CosignsTheSameCheckpointAgainAsOfNow) {
    ASSERT_EQ(add(0, 7).status, 200u);
    clock.advance(std::chrono::hours(1));
    const auto again = add(7, 7);
    ASSERT_EQ(again.status, 200u) << again.body;
    EXPECT_EQ(opened(note(first(7)), again)->cosigners[0].at, *Time::parse("2014-03-05T05:00:00Z"));
}

TEST_F(WitnessTest, CosignsAnEmptyLogOfWhichItKnowsNothing) {
    EXPECT_EQ(add(0, 0).status, 200u);
    EXPECT_EQ(add(0, 0).status, 200u);
    EXPECT_EQ(add(0, 5).status, 200u);
}

TEST_F(WitnessTest, RefusesASplitView) {
    ASSERT_EQ(add(0, 20).status, 200u);
    auto other = leaves;
    other[10] = leaf_hash("rewritten");
    const auto forked = Leaves(other);
    EXPECT_EQ(status(request(20, forked)), 422u);               // a proof from another beginning
    const auto same_size = add(request(20, forked.first(20)));  // another root
    EXPECT_EQ(same_size.status, 409u);
    EXPECT_EQ(same_size.content_type, "text/plain; charset=utf-8") << "it is no size to go on from";
    EXPECT_EQ(status(request(0, forked)), 409u);   // as if there had been nothing before
    EXPECT_EQ(status(request(10, forked)), 409u);  // proven from where both still agree
    auto smuggled = request(20, leaves);
    smuggled.checkpoint = note(forked);  // the right proof for the other history
    EXPECT_EQ(status(smuggled), 422u);
    EXPECT_THAT(store.kept, SizeIs(1));
    EXPECT_EQ(add(20, 40).status, 200u);  // the true history goes on
}

TEST_F(WitnessTest, AnswersAReplayWithTheSizeThatItKnows) {
    ASSERT_EQ(add(0, 7).status, 200u);
    ASSERT_EQ(add(7, 12).status, 200u);
    for (const auto& replay :
         {request(0, first(7)), request(7, first(12)), request(7, first(40)), request(0, first(0))}) {
        const auto answer = add(replay);
        EXPECT_EQ(answer.status, 409u);
        EXPECT_EQ(answer.content_type, "text/x.tlog.size");
        EXPECT_EQ(answer.body, "12\n");
    }
    EXPECT_EQ(store.kept.back().size, 12u);
}

TEST_F(WitnessTest, TellsANewcomerThatItKnowsNothingYet) {
    const auto answer = add(3, 7);
    EXPECT_EQ(answer.status, 409u);
    EXPECT_EQ(answer.body, "0\n");
}

TEST_F(WitnessTest, RefusesAProofThatDoesNotHold) {
    ASSERT_EQ(add(0, 7).status, 200u);
    const auto good = request(7, leaves);
    for (std::size_t i = 0; i < good.path.size(); ++i) {
        auto changed = good;
        changed.path[i].bytes[0] ^= 1;
        EXPECT_EQ(status(changed), 422u) << i;
    }
    auto none = good, longer = good;
    none.path.clear();
    longer.path.push_back(good.path[0]);
    EXPECT_EQ(status(none), 422u);
    EXPECT_EQ(status(longer), 422u);
    EXPECT_THAT(store.kept, SizeIs(1));
}

TEST_F(WitnessTest, RefusesAProofWhereNoneIsNeeded) {
    auto first_contact = request(0, first(7));
    first_contact.path = {leaves[0]};
    EXPECT_EQ(status(first_contact), 422u);
    ASSERT_EQ(add(0, 7).status, 200u);
    auto same = request(7, first(7));
    same.path = {leaves[0]};
    EXPECT_EQ(status(same), 422u);
}

TEST_F(WitnessTest, RefusesAnEmptyLogWithAnotherRoot) {
    const Checkpoint wrong{.origin = origin, .size = 0, .root = leaves[0]};
    EXPECT_EQ(status({.old_size = 0, .path = {}, .checkpoint = signed_with(wrong.text(), log)}), 422u);
    EXPECT_THAT(store.kept, IsEmpty());
}

TEST_F(WitnessTest, RefusesAnOldSizeAboveTheCheckpoints) {
    ASSERT_EQ(add(0, 12).status, 200u);
    for (const std::size_t old_size : {8u, 12u, 13u}) {
        const auto answer = add(AddCheckpoint{.old_size = old_size, .path = {}, .checkpoint = note(first(7))});
        EXPECT_EQ(answer.status, 400u) << old_size;
    }
}

TEST_F(WitnessTest, DoesNotKnowOtherLogs) {
    const Checkpoint strange{.origin = "ledger.example.gov/2016", .size = 7, .root = mth(first(7))};
    const auto answer = add({.old_size = 9, .path = {}, .checkpoint = signed_with(strange.text(), log)});
    EXPECT_EQ(answer.status, 404u);  // said before anything else is looked at
    EXPECT_THAT(answer.body, HasSubstr("ledger.example.gov/2016"));
}

TEST_F(WitnessTest, TrustsOnlyTheKeysOfThatLog) {
    const std::string text = checkpoint(first(7)).text();
    EXPECT_EQ(status({.old_size = 0, .path = {}, .checkpoint = signed_with(text, other_log)}), 403u);
    EXPECT_EQ(status({.old_size = 9, .path = {}, .checkpoint = signed_with(text, test_key(origin, 9))}), 403u);
    EXPECT_THAT(store.kept, IsEmpty());
}

TEST_F(WitnessTest, RejectsABadSignatureOfATrustedKeyBesideAGoodOne) {
    auto bad = *parse_note(note(first(7)));
    bad.signatures[0].blob[0] ^= 1;
    const std::string lines = note(first(7)) + format_signature(bad.signatures[0]);
    EXPECT_EQ(status({.old_size = 0, .path = {}, .checkpoint = lines}), 403u);
    const std::string unknown = note(first(7)) + "— somebody AAAAAAA=\n";
    EXPECT_EQ(status({.old_size = 0, .path = {}, .checkpoint = unknown}), 200u);
}

TEST_F(WitnessTest, FollowsEachLogForItself) {
    ASSERT_EQ(add(0, 12).status, 200u);
    const auto next = checkpoint(first(3), "ledger.example.gov/2015");
    EXPECT_EQ(status({.old_size = 0, .path = {}, .checkpoint = signed_with(next.text(), other_log)}), 200u);
    EXPECT_EQ(add(12, 13).status, 200u);
}

TEST_F(WitnessTest, CosignsTheExtensionLinesWithTheRest) {
    const std::string text = checkpoint(first(7)).text() + "extension\n";
    const auto answer = add({.old_size = 0, .path = {}, .checkpoint = signed_with(text, log)});
    ASSERT_EQ(answer.status, 200u);
    EXPECT_TRUE(opened(signed_with(text, log), answer)->official);
}

TEST_F(WitnessTest, SignsNothingThatItCannotKeep) {
    store.full = true;
    auto answer = add(0, 7);
    EXPECT_EQ(answer.status, 500u);
    EXPECT_THAT(answer.body, Not(HasSubstr("—")));
    store.full = false;
    store.unreadable = true;
    answer = add(0, 7);
    EXPECT_EQ(answer.status, 500u);
    EXPECT_THAT(answer.body, Not(HasSubstr("—")));
    EXPECT_THAT(store.kept, IsEmpty());
    store.unreadable = false;
    EXPECT_EQ(add(0, 7).status, 200u);
}

TEST_F(WitnessTest, SignsNothingWhileItsClockIsNotSet) {
    clock.set({999});
    EXPECT_EQ(add(0, 7).status, 500u);
    EXPECT_THAT(store.kept, IsEmpty());
}

TEST_F(WitnessTest, RemembersAcrossARestart) {
    ASSERT_EQ(add(0, 12).status, 200u);
    Witness restarted(test_key("audit.example.gov", 2, KeyKind::cosignature_v1), {{origin, {log.verifier()}}}, store,
                      clock);
    EXPECT_EQ(restarted.add_checkpoint(request(0, first(7)).text()).status, 409u);
    EXPECT_EQ(restarted.add_checkpoint(request(12, leaves).text()).status, 200u);
}

TEST_F(WitnessTest, GivesRacingRequestsOneHistory) {
    auto other = leaves;
    other[0] = leaf_hash("another beginning");
    for (std::size_t round = 0; round < 200; ++round) {
        store.kept.clear();
        const std::size_t size = 1 + round % 39;
        std::array<WitnessAnswer, 2> answers;
        std::barrier start(2);
        const auto run = [&](std::size_t i, Leaves d) {
            start.arrive_and_wait();
            answers[i] = add(request(0, d));
        };
        std::thread one(run, 0, first(size)), two(run, 1, Leaves(other).first(size + 1));
        one.join();
        two.join();
        const std::size_t winner = answers[0].status == 200 ? 0 : 1;
        ASSERT_EQ(answers[winner].status, 200u);
        ASSERT_EQ(answers[1 - winner].status, 409u);
        ASSERT_EQ(answers[1 - winner].body, std::to_string(size + winner) + "\n");
        ASSERT_THAT(store.kept, SizeIs(1));
        ASSERT_EQ(store.kept[0].size, size + winner);
        ASSERT_FALSE(store.raced);
    }
}

TEST_F(WitnessTest, NeedsKeysOfTheRightKinds) {
    const std::map<std::string, std::vector<VerifierKey>> logs{{origin, {log.verifier()}}};
    EXPECT_THROW(Witness(test_key("w", 2), logs, store, clock), std::invalid_argument);
    const std::map<std::string, std::vector<VerifierKey>> wrong{{origin, {witness.verifier()}}};
    EXPECT_THROW(Witness(test_key("w", 2, KeyKind::cosignature_v1), wrong, store, clock), std::invalid_argument);
}

TEST_F(WitnessTest, AnswersMalformedRequestsWith400) {
    const std::string good = note(first(7));
    const std::string hash = to_base64(leaves[0].view()) + "\n";
    std::string many;
    for (int i = 0; i < 64; ++i) many += hash;
    const std::vector<std::string> wrong = {"",
                                            "old 0\n",
                                            "old 0\n\n",
                                            good,
                                            "\n" + good,
                                            "old 0\n" + good,
                                            "old 0\n\n" + checkpoint(first(7)).text(),
                                            "old 00\n\n" + good,
                                            "old 01\n\n" + good,
                                            "old +1\n\n" + good,
                                            "old -1\n\n" + good,
                                            "old  0\n\n" + good,
                                            "old 0 \n\n" + good,
                                            "old\n\n" + good,
                                            "Old 0\n\n" + good,
                                            "new 0\n\n" + good,
                                            "old 18446744073709551616\n\n" + good,
                                            "old 0\nAAAA\n\n" + good,
                                            "old 0\nx\n\n" + good,
                                            "old 0\r\n\r\n" + good,
                                            "old 0\n" + many + "\n" + good,
                                            "old 0\n\n\n" + good,
                                            "old 0\n\n" + good.substr(0, good.size() - 1),
                                            "old 0\n\n" + good + "\n",
                                            "old 0\n\n" + good + "\xff",
                                            "old 0\n\n" + good + std::string(max_witness_request_bytes, 'x'),
                                            "old 0\n\n" + signed_with(origin + "\n07\n" + hash, log)};
    for (const auto& body : wrong) {
        const auto answer = witness.add_checkpoint(body);
        EXPECT_EQ(answer.status, 400u) << body.substr(0, 200);
        EXPECT_FALSE(answer.body.empty());
    }
    EXPECT_THAT(store.kept, IsEmpty());
    EXPECT_EQ(witness.add_checkpoint("old 0\n\n" + good).status, 200u);
}

TEST(AddCheckpoint, IsBoundedAndHasACheckpoint) {
    const std::string start = "old 0\n\n";
    EXPECT_FALSE(AddCheckpoint::parse(start));
    EXPECT_TRUE(AddCheckpoint::parse(start + std::string(max_witness_request_bytes - start.size(), 'x')));
    const std::string larger(max_witness_request_bytes - start.size() + 1, 'x');
    EXPECT_EQ(AddCheckpoint::parse(start + larger).error().code, ErrorCode::over_limit);
}

TEST(AddCheckpoint, SurvivesItsText) {
    const AddCheckpoint request{
        .old_size = 20'852'014, .path = some_leaves(63), .checkpoint = "note\n\n— a AAAAAAA=\n"};
    const auto parsed = AddCheckpoint::parse(request.text());
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->old_size, request.old_size);
    EXPECT_EQ(parsed->path, request.path);
    EXPECT_EQ(parsed->checkpoint, request.checkpoint);
    EXPECT_THAT(request.text(), StartsWith("old 20852014\n"));
}

}  // namespace taizhang::tlog
