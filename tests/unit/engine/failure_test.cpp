// When the disk fails, everything that rests on the failed write is refused and nothing is written any more; what a
// restart finds is what counts.
#include "tests/unit/engine/engine_test.hpp"

namespace taizhang {

namespace {

class FailedAppend : public EngineTest, public testing::WithParamInterface<SimulatedFault> {
  protected:
    /// One group in the append that fails, with a duplicate and a refusal in it, and ten more commands behind it.
    void fail_under_load() {
        start({}, {[this](std::span<const Record> group) { heard += group.size(); }});
        ASSERT_THAT(give(register_unit(1, "fgw")), IsAccepted());
        hold_group([this] {
            submit(rename_unit(2, "fgw", "发改委"));
            for (std::size_t i = 0; i < 10; ++i) submit(register_unit(10 + i, "u" + std::to_string(i)));
            submit(rename_unit(2, "fgw", "发改委"));  // joins the failing one
            submit(register_unit(3, "fgw"));          // a refusal: it waits too
        });
        for (std::size_t i = 10; i < 20; ++i) submit(register_unit(10 + i, "u" + std::to_string(i)));
        log->disk().fail_next_append(GetParam());
        log->appends.open();
        answers.await_all(24);
    }
    std::atomic<std::size_t> heard = 0;
};

class Failure : public EngineTest {
  protected:
    /// A record of command 1 in the log that no engine of today would have written.
    void append_foreign(const std::function<void(Record&)>& change) {
        const Event registered = unit::Registered{.name = "发改委", .kind = unit::Kind::department};
        Record record;
        record.header.stream = StreamId{"unit/fgw"};
        record.header.stream_version = 1;
        record.header.type = info_of(registered).number;
        record.header.recorded = record.header.effective = clock.now();
        record.header.actor.account = system_account;
        record.header.command_id = command_id(1);
        record.payload = encode_event(registered);
        change(record);
        record.header.payload_digest = payload_digest(record.salt, record.payload);
        ASSERT_TRUE(log->disk().append({&record, 1}));
    }
};

}  // namespace

TEST_P(FailedAppend, EverythingPendingIsAnsweredNotWritable) {
    fail_under_load();
    for (std::size_t number = 1; number < 24; ++number)
        EXPECT_THAT(answers.await(number), FailsWith(ErrorCode::not_writable)) << number;
    EXPECT_EQ(heard, 1u);
    EXPECT_EQ(answers.order().size(), 24u);
}

TEST_P(FailedAppend, LaterCommandsAreNotWritableAndTheCauseIsTold) {
    fail_under_load();
    EXPECT_THAT(give(register_unit(99, "later")), FailsWith(ErrorCode::not_writable));
    EXPECT_THAT(give(register_unit(1, "fgw")), FailsWith(ErrorCode::not_writable));  // even one that is in the log
    const auto counters = engine->counters();
    EXPECT_FALSE(counters.writable);
    EXPECT_THAT(counters.stopped_because, testing::HasSubstr("stopped writing at position 1"));
    EXPECT_EQ(counters.events, 1u);
    EXPECT_EQ(counters.groups, 1u);
    EXPECT_EQ(log->end(), 1u);
}

TEST_P(FailedAppend, StopsAllTheSame) {
    fail_under_load();
    engine->stop();
    EXPECT_EQ(answers.order().size(), 24u);
    EXPECT_THAT(give(register_unit(99, "later")), FailsWith(ErrorCode::not_writable));
}

TEST_P(FailedAppend, RestartFindsWhatWasPersistedAndSendingAgainHasOneEffect) {
    fail_under_load();
    restart();
    const auto again = give(rename_unit(2, "fgw", "发改委"));
    if (GetParam() == SimulatedFault::after_persisting)
        EXPECT_THAT(again, IsDuplicate());
    else
        EXPECT_THAT(again, IsAccepted());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->position, 1u);
    EXPECT_EQ(again->version, 2u);
    EXPECT_THAT(give(register_unit(20, "u10")), IsAccepted());  // never reached the disk
    EXPECT_TRUE(engine->counters().writable);
    EXPECT_EQ(log->end(), GetParam() == SimulatedFault::after_persisting ? 13u : 3u);  // with ten of the same group
}

INSTANTIATE_TEST_SUITE_P(Both, FailedAppend,
                         testing::Values(SimulatedFault::before_persisting, SimulatedFault::after_persisting),
                         [](const auto& info) {
                             return info.param == SimulatedFault::before_persisting ? "BeforePersisting"
                                                                                    : "AfterPersisting";
                         });

TEST_F(Failure, StreamThatCannotBeReadIsRefusedEveryTimeAndNeverTakenForANewOne) {
    start();
    ASSERT_THAT(give(register_unit(1, "fgw")), IsAccepted());
    ASSERT_THAT(give(register_unit(2, "jxw")), IsAccepted());
    log->disk().flip_bit(0, 200);
    restart();
    for (std::uint64_t number = 10; number < 13; ++number) {
        EXPECT_THAT(give(register_unit(number, "fgw")), FailsWith(ErrorCode::corrupt)) << number;
        EXPECT_THAT(give(rename_unit(100 + number, "fgw", "发改委")), FailsWith(ErrorCode::corrupt)) << number;
    }
    EXPECT_THAT(give(rename_unit(20, "jxw", "经信委")), IsAccepted());
    EXPECT_EQ(log->end(), 3u);
}

TEST_F(Failure, VersionOfAStreamThatCannotBeReadIsNoConflict) {
    start();
    ASSERT_THAT(give(register_unit(1, "fgw")), IsAccepted());
    ASSERT_THAT(give(register_unit(99, "last")), IsAccepted());
    log->disk().flip_bit(0, 200);
    restart();
    auto renamed = rename_unit(2, "fgw", "发改委");
    renamed.expected_version = 1;
    EXPECT_THAT(give(renamed), FailsWith(ErrorCode::corrupt));
    // and the next command does not suffer for it
    EXPECT_THAT(give(register_unit(3, "jxw")), IsAccepted());
}

TEST_F(Failure, AccountThatCannotBeReadGivesNoCommand) {
    start();
    ASSERT_THAT(give(command(1, "account/dbs", account::Opened{.name = "督查室", .roles = {Role::supervision}})),
                IsAccepted());
    ASSERT_THAT(give(register_unit(99, "last")), IsAccepted());
    log->disk().flip_bit(0, 200);
    restart();
    auto request = register_unit(2, "fgw");
    request.account = AccountId{"dbs"};
    EXPECT_THAT(give(request), FailsWith(ErrorCode::corrupt));
    request.id = command_id(3);
    EXPECT_THAT(give(request), FailsWith(ErrorCode::corrupt));
    EXPECT_THAT(give(register_unit(4, "jxw")), IsAccepted());
}

TEST_F(Failure, DamagedRecordOfAKnownCommandIsTold) {
    start();
    ASSERT_THAT(give(register_unit(1, "fgw")), IsAccepted());
    ASSERT_THAT(give(register_unit(99, "last")), IsAccepted());
    log->disk().flip_bit(0, 200);
    restart();
    EXPECT_THAT(give(register_unit(1, "fgw")), FailsWith(ErrorCode::corrupt));
}

TEST_F(Failure, EngineOnALogWhoseLastRecordCannotBeReadIsBornStopped) {
    start();
    ASSERT_THAT(give(register_unit(1, "fgw")), IsAccepted());
    log->disk().flip_bit(0, 200);
    restart();
    const auto counters = engine->counters();
    EXPECT_FALSE(counters.writable);
    EXPECT_THAT(counters.stopped_because, testing::HasSubstr("position 0"));
    EXPECT_THAT(give(register_unit(2, "jxw")), FailsWith(ErrorCode::not_writable));
    EXPECT_EQ(log->end(), 1u);
}

TEST_F(Failure, RecordOfATypeThatIsNotKnownHereDoesNotPassForTheCommand) {
    append_foreign([](Record& record) { record.header.type = 65'000; });
    start();
    EXPECT_THAT(give(register_unit(1, "fgw")), FailsWith(ErrorCode::conflict));
    EXPECT_THAT(give(register_unit(2, "jxw")), IsAccepted());
}

TEST_F(Failure, HeaderThatNoLogTakesIsRefusedAndStopsNobody) {
    // an account as another version may have left it: the name is longer than any that is taken today
    append_foreign([](Record& record) {
        const account::Opened opened{.name = std::string(max_header_bytes, 'x'), .roles = {Role::supervision}};
        record.header.stream = StreamId{"account/long"};
        record.header.type = info_of(opened).number;
        record.payload = encode_event(opened);
    });
    start();
    auto request = register_unit(2, "fgw");
    request.account = AccountId{"long"};
    const auto answer = give(request);
    ASSERT_THAT(answer, FailsWith(ErrorCode::over_limit));
    EXPECT_EQ(answer.error().details.at("limit"), max_header_bytes);
    EXPECT_TRUE(engine->counters().writable);
    EXPECT_THAT(give(register_unit(3, "fgw")), IsAccepted());
}

}  // namespace taizhang
