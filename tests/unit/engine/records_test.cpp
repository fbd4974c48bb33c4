// What the engine writes down: who, when, why, in which order; and what it refuses because the log could not hold it.
#include <taizhang/reflect/json.hpp>

#include "tests/unit/engine/engine_test.hpp"

namespace taizhang {

namespace {

class Records : public EngineTest {
  protected:
    void SetUp() override { start(); }

    void open_account(std::uint64_t number, const std::string& id, Role role, std::optional<UnitId> unit = {}) {
        ASSERT_THAT(give(command(number, "account/" + id,
                                 account::Opened{.name = "账号" + id, .roles = {role}, .unit = std::move(unit)})),
                    IsAccepted());
    }
    static CommandRequest by(const std::string& account, CommandRequest request) {
        request.account = AccountId{account};
        return request;
    }
    EventHeader last_header() const { return records().back().header; }
};

/// A ledger with so many and so long chapter titles that its payload has just that many bytes.
ledger::Opened ledger_of_size(std::size_t bytes) {
    const auto repeated = [](std::string_view one, std::size_t times) {
        std::string out;
        while (times-- > 0) out += one;
        return out;
    };
    ledger::Opened opened{.title = "大台账", .year = 2014, .holder = UnitId{"fgw"}};
    for (int i = 0; i < 500; ++i)
        opened.chapters.push_back({repeated("𠀀", 60) + std::to_string(i), repeated("𠀀", 500)});
    opened.chapters.back().title = repeated("𠀀", 400);  // room for what does not divide by four
    auto excess = encode_event(opened).size() - bytes;
    for (auto& chapter : opened.chapters) {
        while (excess >= 4 && chapter.title.size() > 400) {
            chapter.title.resize(chapter.title.size() - 4);
            excess -= 4;
        }
    }
    auto& last = opened.chapters.back().title;
    if (excess > 0) last.replace(last.size() - 4, 4, std::string(4 - excess, 'x'));
    return opened;
}

}  // namespace

TEST_F(Records, HeaderTellsWhoWhenAndWhy) {
    ASSERT_THAT(give(register_unit(1, "dbs")), IsAccepted());
    open_account(2, "chen", Role::supervision, UnitId{"dbs"});
    clock.advance(std::chrono::hours(24));
    auto request = by("chen", rename_unit(3, "dbs", "督查室"));
    request.reason = "挂牌";
    request.effective_at = Time{clock.now().milliseconds - 3'600'000};
    request.correlation = command_id(77);
    request.causation = 1;
    const auto answer = give(request);
    ASSERT_THAT(answer, IsAccepted());

    const auto header = last_header();
    EXPECT_EQ(header.position, answer->position);
    EXPECT_EQ(header.stream.value, "unit/dbs");
    EXPECT_EQ(header.stream_version, 2u);
    EXPECT_EQ(find_event(header.type)->name, "unit.renamed");
    EXPECT_EQ(header.recorded, clock.now());
    EXPECT_EQ(header.effective, *request.effective_at);
    EXPECT_EQ(header.actor.account.value, "chen");
    EXPECT_EQ(header.actor.name, "账号chen");
    EXPECT_EQ(header.actor.unit, UnitId{"dbs"});
    EXPECT_EQ(header.actor.role, "supervision");
    EXPECT_EQ(header.command_id, command_id(3));
    EXPECT_EQ(header.command, "unit.rename");
    EXPECT_EQ(header.reason, "挂牌");
    EXPECT_EQ(header.correlation, command_id(77));
    EXPECT_EQ(header.causation, 1u);
}

TEST_F(Records, SystemAccountActsAsSystemAndEffectiveIsNow) {
    ASSERT_THAT(give(register_unit(1, "fgw")), IsAccepted());
    const auto header = last_header();
    EXPECT_EQ(header.actor.account, system_account);
    EXPECT_EQ(header.actor.role, "system");
    EXPECT_FALSE(header.actor.unit);
    EXPECT_EQ(header.effective, clock.now());
    EXPECT_EQ(header.recorded, clock.now());
    EXPECT_FALSE(header.correlation);
    EXPECT_FALSE(header.causation);
}

TEST_F(Records, SaltsDiffer) {
    ASSERT_THAT(give(register_unit(1, "a")), IsAccepted());
    ASSERT_THAT(give(register_unit(2, "b")), IsAccepted());
    const auto all = records();
    EXPECT_NE(all[0].salt, all[1].salt);
    EXPECT_NE(all[0].salt, Salt{});
}

TEST_F(Records, UnknownAccountIsForbidden) {
    EXPECT_THAT(give(by("nobody", register_unit(1, "fgw"))), FailsWith(ErrorCode::forbidden));
    EXPECT_EQ(log->end(), 0u);
}

TEST_F(Records, ClosedAccountIsForbidden) {
    open_account(1, "chen", Role::supervision);
    ASSERT_THAT(give(by("chen", register_unit(2, "fgw"))), IsAccepted());
    ASSERT_THAT(give(command(3, "account/chen", account::Closed{})), IsAccepted());
    EXPECT_THAT(give(by("chen", register_unit(4, "jxw"))), FailsWith(ErrorCode::forbidden));
}

TEST_F(Records, AccountWithoutTheRoleIsForbidden) {
    open_account(1, "auditor", Role::auditor);
    EXPECT_THAT(give(by("auditor", register_unit(2, "fgw"))), FailsWith(ErrorCode::forbidden));
}

TEST_F(Records, RecordedNeverGoesBackWithTheClock) {
    ASSERT_THAT(give(register_unit(1, "a")), IsAccepted());
    const auto first = clock.now();
    clock.set({first.milliseconds - 86'400'000});
    ASSERT_THAT(give(register_unit(2, "b")), IsAccepted());
    EXPECT_EQ(last_header().recorded, first);
    EXPECT_EQ(last_header().effective, first);
    clock.set({first.milliseconds + 1});
    ASSERT_THAT(give(register_unit(3, "c")), IsAccepted());
    EXPECT_EQ(last_header().recorded, clock.now());
}

TEST_F(Records, RecordedNeverGoesBackOverARestart) {
    ASSERT_THAT(give(register_unit(1, "a")), IsAccepted());
    const auto first = clock.now();
    clock.set({first.milliseconds - 86'400'000});
    restart();
    ASSERT_THAT(give(register_unit(2, "b")), IsAccepted());
    EXPECT_EQ(last_header().recorded, first);
}

TEST_F(Records, PayloadOfExactlyTheLimitIsKept) {
    ASSERT_THAT(give(register_unit(1, "fgw")), IsAccepted());
    ASSERT_THAT(give(command(2, "ledger/2014", ledger_of_size(max_payload_bytes))), IsAccepted());
    EXPECT_EQ(records().back().payload.size(), max_payload_bytes);
}

TEST_F(Records, PayloadBeyondTheLimitIsRefusedAndTheNextCommandIsFine) {
    ASSERT_THAT(give(register_unit(1, "fgw")), IsAccepted());
    const auto answer = give(command(2, "ledger/2014", ledger_of_size(max_payload_bytes + 1)));
    ASSERT_THAT(answer, FailsWith(ErrorCode::over_limit));
    EXPECT_EQ(answer.error().details.at("limit"), max_payload_bytes);
    auto small = command(3, "ledger/2014", ledger::Opened{.title = "台账", .year = 2014, .holder = UnitId{"fgw"}});
    small.expected_version = 0;  // the refused one left no trace in memory either
    const auto next = give(small);
    ASSERT_THAT(next, IsAccepted());
    EXPECT_EQ(next->position, 1u);
    EXPECT_EQ(next->version, 1u);
}

TEST_F(Records, WhatTheLogWouldRefuseIsRefusedBeforeItAndStopsNobody) {
    ASSERT_THAT(give(register_unit(1, "fgw")), IsAccepted());
    EXPECT_THAT(give(register_unit(2, "no such id")), FailsWith(ErrorCode::invalid));
    EXPECT_THAT(give(register_unit(3, std::string(max_id_length + 1, 'u'))), FailsWith(ErrorCode::invalid));

    auto reason = rename_unit(4, "fgw", "发改委");
    for (std::size_t i = 0; i <= max_reason_characters; ++i) reason.reason += "因";
    EXPECT_THAT(give(reason), FailsWith(ErrorCode::over_limit));
    reason.reason = std::string(max_header_bytes, '\x80');  // no characters at all, and too many bytes
    EXPECT_THAT(give(reason), FailsWith(ErrorCode::over_limit));

    auto cause = rename_unit(5, "fgw", "发改委");
    cause.causation = 1;  // its own position
    EXPECT_THAT(give(cause), FailsWith(ErrorCode::invalid));

    EXPECT_TRUE(engine->counters().writable);
    EXPECT_THAT(give(rename_unit(6, "fgw", "发改委")), IsAccepted());
}

TEST_F(Records, LongestReasonFitsTheHeader) {
    ASSERT_THAT(give(register_unit(1, "fgw")), IsAccepted());
    auto request = rename_unit(2, "fgw", "发改委");
    for (std::size_t i = 0; i < max_reason_characters; ++i) request.reason += "𠀀";
    EXPECT_THAT(give(request), IsAccepted());
    EXPECT_EQ(last_header().reason, request.reason);
}

TEST_F(Records, ThreadsThatSubmitAtOnceGetPositionsWithoutGaps) {
    constexpr std::size_t threads = 8, each = 100;
    std::vector<std::thread> clients;
    for (std::size_t t = 0; t < threads; ++t) {
        clients.emplace_back([this, t] {
            for (std::size_t i = 0; i < each; ++i) {
                const auto number = t * each + i;
                engine->submit(register_unit(number, "u" + std::to_string(number)), answers.take(number));
            }
        });
    }
    for (auto& client : clients) client.join();
    answers.await_all(threads * each);
    const auto all = records();
    ASSERT_EQ(all.size(), threads * each);
    for (Position position = 0; position < all.size(); ++position) EXPECT_EQ(all[position].header.position, position);
    for (std::size_t number = 0; number < all.size(); ++number) {
        const auto answer = answers.await(number);
        ASSERT_THAT(answer, IsAccepted());
        EXPECT_EQ(all.at(answer->position).header.command_id, command_id(number));
    }
}

}  // namespace taizhang
