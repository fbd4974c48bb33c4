// How cosignatures are gathered: when a checkpoint becomes official, and what is told of witnesses that do not sign.
#include <gmock/gmock.h>

#include "tests/unit/notary/fakes.hpp"

namespace taizhang::notary {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Gathering : public testing::Test {
  protected:
    SimulatedLog log{{origin, 7}};
    VirtualClock clock{*Time::parse("2014-03-05T04:00:00Z")};
    std::shared_ptr<FakeWitness> supervision = witness("supervision.example", 2);
    std::shared_ptr<FakeWitness> audit = witness("audit.example", 3);
    NotaryOptions options{.witnesses = {supervision, audit},
                          .quorum = 1,
                          .every = std::chrono::milliseconds(1),
                          .retry = std::chrono::milliseconds(1)};

    static tlog::SigningKey key() { return tlog::test_key(origin, 1); }
    std::shared_ptr<FakeWitness> witness(const std::string& name, char seed) {
        return std::make_shared<FakeWitness>(name, seed, key().verifier(), clock);
    }
    std::unique_ptr<Notary> open(EventLog& over) { return Notary::open(over, key(), options, clock).value(); }
    std::unique_ptr<Notary> open() { return open(log); }
    void append(int count) { log.append(test::GroupBuilder(log).events("item/a", count).take()).value(); }
    void sign_and_gather(Notary& notary, int more) {
        if (more > 0) append(more);
        ASSERT_TRUE(notary.sign_now());
        notary.gather_now();
    }
    void expect_invalid(const std::string& why) {
        const auto opened = Notary::open(log, key(), options, clock);
        ASSERT_FALSE(opened);
        EXPECT_EQ(opened.error().code, ErrorCode::invalid);
        EXPECT_THAT(opened.error().message, HasSubstr(why));
    }
};

TEST_F(Gathering, BecomesOfficialWithItsQuorumAndIsKeptSo) {
    options.quorum = 2;
    audit->down(true);
    const auto notary = open();
    sign_and_gather(*notary, 3);
    EXPECT_EQ(notary->official().error().code, ErrorCode::not_found);
    EXPECT_THAT(notary->official().error().message, HasSubstr("2 of 2 witnesses"));
    audit->down(false);
    clock.advance(std::chrono::seconds(9));
    notary->gather_now();
    const auto official = notary->official().value();
    const auto seen = tlog::open_checkpoint(official.note, notary->policy()).value();
    EXPECT_TRUE(seen.official);
    EXPECT_EQ(seen.cosigners.size(), 2u);
    EXPECT_EQ(log.checkpoints().latest().value()->note, official.note);
    EXPECT_EQ(notary->state().official_size, 3u);
    EXPECT_EQ(notary->state().official_at, clock.now());
    EXPECT_THAT(supervision->asked(), ElementsAre(0));  // who has cosigned is not asked again
    EXPECT_THAT(audit->asked(), ElementsAre(0, 0));
}

TEST_F(Gathering, OfficialIsSinceTheFirstThatSufficed) {
    audit->down(true);
    const auto notary = open();
    sign_and_gather(*notary, 3);
    const auto since = notary->state().official_at;
    EXPECT_EQ(since, clock.now());
    audit->down(false);
    clock.advance(std::chrono::seconds(9));
    notary->gather_now();
    EXPECT_EQ(notary->state().witnesses[1].cosigned_size, 3u);
    EXPECT_EQ(notary->state().official_at, since);
}

TEST_F(Gathering, EachIsAskedFromWhatItKnows) {
    const auto notary = open();
    for (const int more : {3, 300, 7}) sign_and_gather(*notary, more);
    EXPECT_THAT(supervision->asked(), ElementsAre(0, 3, 303));
    EXPECT_EQ(supervision->store().known->size, 310u);
    for (const auto& asked : notary->state().witnesses) {
        EXPECT_EQ(asked.cosigned_size, 310u) << asked.name;
        EXPECT_THAT(asked.last_problem, IsEmpty());
    }
}

TEST_F(Gathering, OneThatIsAwayKeepsNobodyFromSigning) {
    supervision->down(true);
    const auto notary = open();
    sign_and_gather(*notary, 3);
    EXPECT_EQ(notary->official().value().size, 3u);
    const auto state = notary->state();
    EXPECT_EQ(state.witnesses[0].name, "supervision.example");
    EXPECT_EQ(state.witnesses[0].address, "fake://supervision.example");
    EXPECT_EQ(state.witnesses[0].last_problem, "nobody is there");
    EXPECT_FALSE(state.witnesses[0].cosigned_size);
    EXPECT_EQ(state.witnesses[1].cosigned_size, 3u);
}

TEST_F(Gathering, OneThatHangsKeepsTheOtherFromNothing) {
    supervision->hold(true);
    const auto notary = open();
    notary->start();
    supervision->wait_until_asked(1);
    while (!notary->state().official_size) std::this_thread::yield();  // while the first still hangs
    EXPECT_EQ(notary->sign_now().value().size, 0u);
    append(2);
    EXPECT_EQ(notary->sign_now().value().size, 2u);
    supervision->hold(false);
    notary->stop();
    EXPECT_THAT(notary->state().stopped_because, IsEmpty());
}

TEST_F(Gathering, WhatIsCosignedAfterTheNextWasSignedIsOfficialAllTheSame) {
    options.witnesses = {supervision};
    const auto notary = open();
    append(3);
    ASSERT_TRUE(notary->sign_now());
    supervision->hold(true);
    std::jthread gathering([&] { notary->gather_now(); });
    supervision->wait_until_asked(1);
    append(2);
    ASSERT_TRUE(notary->sign_now());
    supervision->hold(false);
    gathering.join();
    EXPECT_EQ(notary->official().value().size, 3u);
    EXPECT_EQ(notary->state().signed_size, 5u);
    EXPECT_EQ(log.checkpoints().latest().value()->size, 5u);
    notary->gather_now();
    EXPECT_EQ(notary->official().value().size, 5u);
}

TEST_F(Gathering, IsToldWhichSizeItKnowsAndAsksOnceMoreFromThere) {
    {
        const auto before = open();
        sign_and_gather(*before, 3);
    }
    append(4);
    options.witnesses = {audit};
    supervision = witness("supervision.example", 4);  // another key: what it has cosigned is not known to us
    {
        const auto kept = log.checkpoints().latest().value();
        const auto text = tlog::parse_note(kept->note)->text;
        ASSERT_TRUE(supervision->store().keep(tlog::Checkpoint::parse(text).value()));
    }
    options.witnesses = {supervision};
    const auto notary = open();
    sign_and_gather(*notary, 0);
    EXPECT_THAT(supervision->asked(), ElementsAre(0, 3));
    EXPECT_EQ(notary->official().value().size, 7u);
}

TEST_F(Gathering, OneThatAnswers409AgainIsNotAskedAThirdTime) {
    options.witnesses = {audit};
    const auto notary = open();
    audit->answer(tlog::WitnessAnswer{.status = 409, .content_type = "text/x.tlog.size", .body = "2\n"});
    sign_and_gather(*notary, 3);
    EXPECT_THAT(audit->asked(), ElementsAre(0, 2));
    EXPECT_THAT(notary->state().witnesses[0].last_problem, HasSubstr("409"));
}

TEST_F(Gathering, OneThatKnowsMoreThanTheLogHasIsAnAlarm) {
    ASSERT_TRUE(audit->store().keep({.origin = origin, .size = 9, .root = tlog::empty_root()}));
    options.witnesses = {audit};
    const auto notary = open();
    sign_and_gather(*notary, 3);
    EXPECT_THAT(audit->asked(), ElementsAre(0));
    EXPECT_THAT(notary->state().witnesses[0].last_problem, HasSubstr("has cosigned a checkpoint of 9 records"));
    EXPECT_THAT(notary->state().stopped_because, IsEmpty());
    EXPECT_FALSE(notary->official());
    append(10);  // a rewritten log does not get past it either
    sign_and_gather(*notary, 0);
    EXPECT_THAT(audit->asked(), ElementsAre(0, 9));  // it had told
    EXPECT_THAT(notary->state().witnesses[0].last_problem, HasSubstr("it answered 422"));
}

TEST_F(Gathering, RefusalsAreTold) {
    options.witnesses = {audit};
    const auto notary = open();
    for (const unsigned status : {400u, 403u, 404u, 422u, 500u}) {
        audit->answer(tlog::WitnessAnswer{.status = status, .body = "because\n"});
        sign_and_gather(*notary, 1);
        EXPECT_THAT(notary->state().witnesses[0].last_problem,
                    HasSubstr("it answered " + std::to_string(status) + ": because"));
    }
    EXPECT_FALSE(notary->official());
    audit->answer(std::nullopt);
    notary->gather_now();
    EXPECT_THAT(notary->state().witnesses[0].last_problem, IsEmpty());
}

TEST_F(Gathering, AnswersThatAreNoSignatureOfThatWitnessAreRefused) {
    options.witnesses = {audit};
    const auto notary = open();
    append(3);
    const auto kept = notary->sign_now().value();
    const auto text = tlog::parse_note(kept.note)->text;
    const auto line = [&](const tlog::SigningKey& by, const std::string& of) {
        return tlog::format_signature(tlog::cosign(by, of, clock.now()));
    };
    const auto other = tlog::test_key("audit.example", 9, tlog::KeyKind::cosignature_v1);
    const auto right = tlog::test_key("audit.example", 3, tlog::KeyKind::cosignature_v1);
    const std::vector<std::pair<std::string, std::string>> wrong{
        {"", "not with lines of signatures"},
        {"yes", "not with lines of signatures"},
        {"\n" + line(right, text), "not with lines of signatures"},
        {line(other, text), "without a signature of audit.example+"},
        {line(right, "another text\n"), "is not that witness's signature"},
        {"409\n", "not with lines of signatures"}};
    for (const auto& [body, why] : wrong) {
        audit->answer(tlog::WitnessAnswer{.body = body});
        notary->gather_now();
        EXPECT_THAT(notary->state().witnesses[0].last_problem, HasSubstr(why)) << body;
    }
    EXPECT_FALSE(notary->official());
    EXPECT_EQ(log.checkpoints().latest().value()->note, kept.note);
    audit->answer(tlog::WitnessAnswer{.body = line(other, text) + line(right, text)});
    notary->gather_now();
    EXPECT_TRUE(notary->official());
    EXPECT_THAT(notary->official().value().note, testing::Not(HasSubstr(line(other, text))));
}

TEST_F(Gathering, NonsenseInsteadOfASizeIsTold) {
    options.witnesses = {audit};
    const auto notary = open();
    append(3);
    ASSERT_TRUE(notary->sign_now());
    for (const auto* body : {"", "-1\n", "2\n\n", "18446744073709551616\n", "two\n"}) {
        audit->answer(tlog::WitnessAnswer{.status = 409, .content_type = "text/x.tlog.size", .body = body});
        notary->gather_now();
        EXPECT_THAT(notary->state().witnesses[0].last_problem, HasSubstr("should tell the size")) << body;
    }
}

TEST_F(Gathering, AnotherRootAtTheSameSizeIsToldInTheWitnesssWords) {
    options.witnesses = {audit};
    const auto notary = open();
    append(3);
    ASSERT_TRUE(notary->sign_now());
    audit->answer(tlog::WitnessAnswer{.status = 409, .body = "another root at size 3\n"});
    notary->gather_now();
    EXPECT_THAT(notary->state().witnesses[0].last_problem, HasSubstr("it answered 409: another root at size 3"));
}

TEST_F(Gathering, BytesThatAreNoTextAreNotPassedOn) {
    options.witnesses = {audit};
    const auto notary = open();
    append(3);
    ASSERT_TRUE(notary->sign_now());
    for (const unsigned status : {200u, 403u, 409u}) {
        audit->answer(tlog::WitnessAnswer{.status = status, .body = "\xff\xfe\x01"});
        notary->gather_now();
        const auto problem = notary->state().witnesses[0].last_problem;
        EXPECT_THAT(problem, testing::Not(HasSubstr("\xff"))) << status;
        EXPECT_THAT(problem, testing::Not(IsEmpty())) << status;
    }
}

TEST_F(Gathering, ARestartFindsTheNewestOfficialBehindNewerOnes) {
    {
        const auto notary = open();
        sign_and_gather(*notary, 3);
        for (int i = 0; i < 5; ++i) {
            append(1);
            ASSERT_TRUE(notary->sign_now());
        }
    }
    const auto notary = open();
    EXPECT_EQ(notary->state().signed_size, 8u);
    EXPECT_EQ(notary->official().value().size, 3u);
    EXPECT_EQ(notary->state().witnesses[0].cosigned_size, 3u);
    notary->gather_now();
    EXPECT_THAT(supervision->asked(), ElementsAre(0, 3));  // not from nothing again
    EXPECT_EQ(notary->official().value().size, 8u);
}

TEST_F(Gathering, TheThreadAsksOneThatFailedAgainByItself) {
    options.quorum = 2;
    audit->down(true);
    const auto notary = open();
    notary->start();
    audit->wait_until_asked(3);  // nothing was appended meanwhile
    audit->down(false);
    while (!notary->state().official_size) std::this_thread::yield();
    notary->stop();
    EXPECT_THAT(supervision->asked(), ElementsAre(0));
}

TEST_F(Gathering, AStoppedNotaryHasNothingWitnessed) {
    const auto first = open();
    ASSERT_TRUE(first->sign_now());
    const auto second = open();  // knows that one
    append(1);
    ASSERT_TRUE(first->sign_now());
    append(1);
    ASSERT_FALSE(second->sign_now());
    second->gather_now();
    EXPECT_THAT(audit->asked(), IsEmpty());
}

TEST_F(Gathering, TwoOverOneStoreDoNotOverwriteEachOthersCosignatures) {
    const auto first = open();
    append(1);
    ASSERT_TRUE(first->sign_now());
    const auto second = open();
    append(1);
    ASSERT_TRUE(second->sign_now());
    first->gather_now();
    EXPECT_THAT(first->state().stopped_because, HasSubstr("the latest should be the one of size 1"));
    EXPECT_FALSE(first->official());
}

TEST_F(Gathering, AQuorumThatCannotBeReachedIsRefused) {
    options.quorum = 3;
    expect_invalid("a quorum of 3 cannot be reached with 2 witnesses");
    options.quorum = 2;
    options.witnesses = {audit, witness("audit.example", 5)};
    expect_invalid("two witnesses have the name 'audit.example'");
    options.witnesses = {audit, witness("other.example", 3)};
    expect_invalid("has the key of another one");
}

}  // namespace

}  // namespace taizhang::notary
