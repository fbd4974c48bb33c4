// What a replica takes from a leader that is honest, slow, restarted, or lies.
#include "tests/unit/replica/leader.hpp"

#include "src/redaction/substituting_log.hpp"
#include "src/replica/replica.hpp"
#include "tests/unit/log/temporary_directory.hpp"

namespace taizhang::replica {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

class Intakes : public testing::Test {
  protected:
    void SetUp() override {
        leader.write("unit/a", 3);
        leader.write("unit/b", 2);
        leader.sign();
    }
    Intake fresh() { return intake_over(copy, trusting(leader), &holds); }
    /// One that has everything that the leader has.
    Intake level() {
        auto intake = fresh();
        EXPECT_TRUE(stage_up_to(intake, leader, leader.log.end()));
        EXPECT_TRUE(intake.advance(leader));
        EXPECT_EQ(copy.end(), leader.log.end());
        return intake;
    }
    void expect_same() const {
        ASSERT_EQ(copy.end(), leader.log.end());
        for (Position p = 0; p < copy.end(); ++p)
            EXPECT_EQ(encode_record(copy.read(p, {.count = 1}).value().at(0)), leader.bytes(p)) << p;
        EXPECT_EQ(*tlog::tree_root(tlog::LogHashes(copy), copy.end()),
                  *tlog::tree_root(tlog::LogHashes(leader.log), copy.end()));
    }
    template <class T>
    static void expect_forged(const Result<T>& result, const std::string& what, std::optional<Position> position = {}) {
        ASSERT_FALSE(result);
        const Error error = result.error();
        EXPECT_TRUE(is_forged(error)) << error.message;
        EXPECT_THAT(error.message, HasSubstr(what));
        const auto* told = error.details.if_contains("position");
        EXPECT_EQ(told ? std::optional(told->to_number<Position>()) : std::nullopt, position) << error.message;
    }

    FakeLeader leader;
    SimulatedLog copy{followed};
    std::vector<Hold> holds;
};

}  // namespace

TEST_F(Intakes, AppendWhatIsSignedAsTheVeryBytes) {
    auto intake = fresh();
    ASSERT_TRUE(stage_up_to(intake, leader, 5));
    const auto appended = intake.advance(leader);
    ASSERT_TRUE(appended) << appended.error().message;
    EXPECT_THAT(*appended, SizeIs(5));
    expect_same();
    EXPECT_EQ(intake.newest().value()->note, leader.log.checkpoints().latest().value()->note);
}

TEST_F(Intakes, HoldBackWhatNoCheckpointCovers) {
    auto intake = level();
    leader.write("unit/a", 2);
    ASSERT_TRUE(stage_up_to(intake, leader, 7));
    EXPECT_THAT(intake.advance(leader).value(), IsEmpty());
    EXPECT_EQ(copy.end(), 5U);
    leader.sign();
    EXPECT_THAT(intake.advance(leader).value(), SizeIs(2));
    expect_same();
}

TEST_F(Intakes, ProveABeginningOfWhatIsSignedAndCutNoCommandInTwo) {
    leader.write("unit/c", 1);
    ASSERT_TRUE(leader.log.append(test::GroupBuilder(leader.log).events("unit/d", 3).take()));  // one command: 6, 7, 8
    leader.write("unit/a", 1);
    leader.sign();
    auto intake = fresh();
    ASSERT_TRUE(stage_up_to(intake, leader, 8));
    EXPECT_THAT(intake.advance(leader).value(), SizeIs(6));
    EXPECT_THAT(intake.newest().value(), testing::Eq(std::nullopt)) << "not all of the checkpoint's records are here";
    ASSERT_TRUE(stage_up_to(intake, leader, 10));
    EXPECT_THAT(intake.advance(leader).value(), SizeIs(4));
    expect_same();
}

TEST_F(Intakes, GoOnAfterACrashAndWhenNobodyAnswers) {
    (void)level();
    const auto again = copy.restart();
    auto intake = intake_over(*again, trusting(leader));
    EXPECT_EQ(intake.next(), 5U);
    leader.write("unit/a", 4);
    leader.sign();
    leader.write("unit/a", 1);
    leader.cut_off = true;
    ASSERT_TRUE(stage_up_to(intake, leader, 7));
    const auto failed = intake.advance(leader);
    ASSERT_FALSE(failed);
    EXPECT_FALSE(is_forged(failed.error()));
    leader.cut_off = false;
    ASSERT_TRUE(stage_up_to(intake, leader, 9));
    EXPECT_THAT(intake.advance(leader).value(), SizeIs(4));
    EXPECT_EQ(again->end(), 9U);
}

TEST_F(Intakes, NameTheRecordThatWasChangedOnTheWay) {
    auto intake = fresh();
    ASSERT_TRUE(stage_up_to(intake, leader, 2));
    auto changed = leader.log.read(2, {.count = 1}).value().at(0);
    changed.payload = "another text";
    test::seal(changed);
    ASSERT_TRUE(intake.stage("unit/a", 2, encode_record(changed)));
    ASSERT_TRUE(stage_up_to(intake, leader, 5));
    leader.proofs = 0;  // silent when it is first asked for where it begins
    expect_forged(intake.advance(leader), "is not in the tree of 5 records");
    leader.proofs.reset();
    expect_forged(intake.advance(leader), "position 2: the record that came is not the one", 2);
    EXPECT_EQ(copy.end(), 0U);
}

TEST_F(Intakes, RefuseWhatIsNoRecord) {
    const auto record = leader.log.read(0, {.count = 1}).value().at(0);
    auto flipped = leader.bytes(0);
    flipped.back() = static_cast<char>(flipped.back() ^ 1);
    expect_forged(fresh().stage("unit/a", 0, flipped), "position 0", 0);
    expect_forged(fresh().stage("unit/a", 0, flipped.substr(0, 20)), "position 0", 0);
    expect_forged(fresh().stage("unit/z", 0, leader.bytes(0)), "another stream", 0);
    expect_forged(fresh().stage("unit/a", 0, leader.bytes(1)), "its position is 1", 0);
}

TEST_F(Intakes, RefuseACheckpointThatTheLeadersKeyDidNotSign) {
    auto intake = fresh();
    ASSERT_TRUE(stage_up_to(intake, leader, 5));
    leader.key = tlog::test_key(followed.origin, 'x');
    leader.write("unit/a", 1);
    leader.sign();
    ASSERT_TRUE(stage_up_to(intake, leader, 6));
    EXPECT_THAT(intake.advance(leader).value(), SizeIs(5)) << "as far as the key that is trusted has signed";
    expect_forged(intake.advance(leader), "not signed as it must be");
    EXPECT_EQ(copy.end(), 5U);
}

TEST_F(Intakes, RefuseAnotherHistoryUnderTheSameKey) {
    auto intake = level();
    FakeLeader other;
    other.write("unit/b", 4);
    other.sign();
    expect_forged(intake.advance(other), "signed another history");  // shorter
    other.write("unit/b", 4);
    other.sign();
    auto longer = intake_over(copy, trusting(leader));
    ASSERT_TRUE(stage_up_to(longer, other, 8));
    expect_forged(longer.advance(other), "does not continue the 5 records");
    EXPECT_EQ(copy.end(), 5U);
}

TEST_F(Intakes, SayThatTheLeaderWasRestored) {
    auto intake = level();
    FakeLeader restored({"test.example/log/0000000000000008", 8});
    restored.key = tlog::test_key(restored.log.identity().origin, 'k');
    restored.write("unit/a", 1);
    restored.sign();
    expect_forged(intake.advance(restored), "the leader now has another log");
}

TEST_F(Intakes, WaitForTheWitnessesThatAreTrusted) {
    auto policy = trusting(leader);
    const auto witness = tlog::test_key("witness.example", 'w', tlog::KeyKind::cosignature_v1);
    policy.witnesses = {witness.verifier()};
    policy.quorum = 1;
    auto intake = intake_over(copy, policy);
    ASSERT_TRUE(stage_up_to(intake, leader, 5));
    const auto waits = intake.advance(leader);
    ASSERT_FALSE(waits);
    EXPECT_FALSE(is_forged(waits.error()));
    const auto note = leader.log.checkpoints().latest().value()->note;
    const std::array more{tlog::cosign(witness, tlog::parse_note(note)->text, Time{1'400'000'000'000})};
    ASSERT_TRUE(leader.log.checkpoints().advance(5, {5, *tlog::with_signatures(note, more)}));
    EXPECT_THAT(intake.advance(leader).value(), SizeIs(5));
}

TEST_F(Intakes, RemoveWhatWasRedactedAtTheLeader) {
    const auto target = test::append_named(leader.log, "a name that must go");
    leader.sign();
    auto intake = level();
    EXPECT_THAT(encode_record(copy.read(target, {.count = 1}).value().at(0)), HasSubstr("a name that must go"));
    test::append_order(leader.log, target);
    leader.sign();
    ASSERT_TRUE(stage_up_to(intake, leader, leader.log.end()));
    ASSERT_TRUE(intake.advance(leader));
    expect_same();
    EXPECT_THAT(encode_record(copy.read(target, {.count = 1}).value().at(0)),
                testing::Not(HasSubstr("a name that must go")));
    EXPECT_THAT(holds, IsEmpty());
}

TEST_F(Intakes, ShowNothingOfAGapBeforeItsOrderIsThere) {
    const auto target = test::append_named(leader.log, "a name that must go");
    leader.write("unit/b", 2);
    const auto order = test::append_order(leader.log, target);
    leader.sign();
    auto intake = fresh();
    ReadableLog readable(copy);
    SubstitutingLog shown(readable);
    ASSERT_TRUE(stage_up_to(intake, leader, order));  // all but the order and the command before it
    ASSERT_TRUE(intake.advance(leader));
    ASSERT_GT(copy.end(), target);
    ASSERT_THAT(holds, SizeIs(1));
    EXPECT_EQ(holds[0].from, target);
    EXPECT_EQ(holds[0].until, order + 1);
    readable.show_below(intake.hold().from);
    EXPECT_EQ(shown.end(), target);
    EXPECT_THAT(shown.read(target - 1, {}).value(), SizeIs(1));
    ASSERT_TRUE(stage_up_to(intake, leader, order + 1));
    ASSERT_TRUE(intake.advance(leader));
    readable.show_below(intake.hold().from);
    EXPECT_EQ(shown.end(), order + 1);
    EXPECT_TRUE(shown.read(target, {.count = 1}));
    EXPECT_EQ(holds.back().until, 0U);
    expect_same();
}

TEST_F(Intakes, RefuseAPayloadThatIsLeftOutWithoutAnOrder) {
    auto intake = fresh();
    ASSERT_TRUE(stage_up_to(intake, leader, 1));
    const auto entry = header_entry(leader.log.read(1, {.count = 1}).value().at(0).header);
    ASSERT_TRUE(intake.stage("unit/a", 1, encode_redacted(entry, 4)));
    ASSERT_TRUE(stage_up_to(intake, leader, 5));
    expect_forged(intake.advance(leader), "does not order it", 1);
    EXPECT_EQ(copy.end(), 0U);
}

TEST_F(Intakes, BelieveNoOrderThatIsNotProvenTogetherWithWhatItRedacts) {
    const auto target = test::append_named(leader.log, "a name that stays");
    leader.write("unit/b", 1);
    leader.write("unit/c", 1);  // where the forged order will stand
    leader.sign();
    auto intake = fresh();
    ASSERT_TRUE(stage_up_to(intake, leader, target));
    const auto header_of = [&](Position p) { return leader.log.read(p, {.count = 1}).value().at(0).header; };
    ASSERT_TRUE(intake.stage("unit/a", target, encode_redacted(header_entry(header_of(target)), target + 2)));
    ASSERT_TRUE(intake.stage("unit/b", target + 1, encode_redacted(header_entry(header_of(target + 1)), 1'000)));
    auto order = test::order_for(leader.log, header_of(target), test::execution_for(header_of(target)));
    order.header.position = target + 2;
    test::seal(order);
    ASSERT_TRUE(intake.stage(order.header.stream.value, target + 2, encode_record(order)));
    expect_forged(intake.advance(leader), "does not order it", target);
    EXPECT_EQ(copy.end(), 0U);
}

TEST_F(Intakes, FollowTheKeysThatTheLogAdopts) {
    const auto next = tlog::test_key(followed.origin, 'n');
    test::append(leader.log, test::record_of(leader.log, "log/keys", log::KeyAdopted{next.verifier().to_string()}));
    leader.sign();
    const auto first = trusting(leader);
    leader.key = tlog::test_key(followed.origin, 'n');
    leader.write("unit/a", 2);
    leader.sign();
    auto intake = intake_over(copy, first);  // knows the first key alone, and the newest note does not bear it
    ASSERT_TRUE(stage_up_to(intake, leader, 8));
    leader.cut_off = true;  // before the note that can be verified came: that is nobody's forgery
    const auto waits = intake.advance(leader);
    ASSERT_FALSE(waits);
    EXPECT_FALSE(is_forged(waits.error())) << waits.error().message;
    leader.cut_off = false;
    for (const std::size_t appended : {5, 1, 2}) EXPECT_THAT(intake.advance(leader).value(), SizeIs(appended));
    expect_same();
    EXPECT_THAT(intake.policy().log_keys, SizeIs(2));
}

TEST(ReplicaMark, IsOfAHoldRememberedAndReadersAreHeldBackAtOnce) {
    const test::TemporaryDirectory directory;
    SimulatedLog log(followed);
    test::append_named(log, "shown already");
    ReadableLog readable(log);
    const auto mark = std::make_shared<Mark>(Mark::make(directory / "replica.json", "tcp://127.0.0.1:5550").value());
    const auto remember = holding(mark, readable);
    ASSERT_TRUE(remember({.from = 1, .until = 3}));
    test::append_named(log, "its order is not here yet");
    EXPECT_EQ(readable.end(), 1U) << "seen before the one who appended could hold it back";
    ASSERT_TRUE(remember({}));
    EXPECT_EQ(readable.end(), 1U) << "shown with all of the group, by the one who appended it";
    EXPECT_EQ(mark->hold().until, 0U);
}

TEST(ReplicaMark, RemembersWhatWasRefusedAndHeldUntilAnOperatorHasLooked) {
    const test::TemporaryDirectory directory;
    const auto path = directory / "replica.json";
    EXPECT_FALSE(Mark::open(path).value());
    auto mark = Mark::make(path, "tcp://127.0.0.1:5550").value();
    ASSERT_TRUE(mark.hold({.from = 3, .until = 9}));
    ASSERT_TRUE(mark.refuse({.what = "forged", .position = 5, .at = Time{1'400'000'000'000}}));
    auto again = *Mark::open(path).value();
    EXPECT_EQ(again.hold().from, 3U);
    EXPECT_EQ(again.hold().until, 9U);
    ASSERT_TRUE(again.content().refused);
    EXPECT_EQ(again.content().refused->position, 5U);
    ASSERT_TRUE(again.forgive());
    ASSERT_TRUE(again.hold({}));
    EXPECT_FALSE(Mark::open(path).value()->content().refused);
    EXPECT_EQ(Mark::open(path).value()->hold().until, 0U);
}

}  // namespace taizhang::replica
