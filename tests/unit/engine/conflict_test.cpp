// A stale version is refused with what changed since; the same command id has one effect.
#include <taizhang/reflect/json.hpp>

#include "tests/unit/engine/engine_test.hpp"

namespace taizhang {

namespace {

class Conflict : public EngineTest {
  protected:
    void SetUp() override {
        start();
        ASSERT_THAT(give(register_unit(1, "fgw", "计划委")), IsAccepted());
    }

    static CommandRequest stale(std::uint64_t number, Version expected) {
        auto request = rename_unit(number, "fgw", "别名" + std::to_string(number));
        request.expected_version = expected;
        return request;
    }

    std::vector<std::int64_t> versions_told(const Error& error) {
        std::vector<std::int64_t> versions;
        for (const auto& change : error.details.at("changes").as_array())
            versions.push_back(change.at("version").to_number<std::int64_t>());
        return versions;
    }
};

class SameCommand : public Conflict {};

/// A conflict tells what stands in the stream, so it is told to those only who might have given the command.
class ConflictFor : public Conflict, public testing::WithParamInterface<Role> {
  protected:
    void SetUp() override {
        Conflict::SetUp();
        const account::Opened opened{.name = "甲", .roles = {GetParam()}, .unit = UnitId{"fgw"}};
        ASSERT_THAT(give(command(11, "account/jia", opened)), IsAccepted());
        ASSERT_THAT(give(command(12, "account/yi", account::Opened{.name = "乙", .roles = {Role::auditor}})),
                    IsAccepted());
        ASSERT_THAT(
            give(command(13, "ledger/2014", ledger::Opened{.title = "台账", .year = 2014, .holder = UnitId{"fgw"}})),
            IsAccepted());
    }

    Result<CommandAnswer> give_stale(std::uint64_t number, const std::string& stream, Event proposal) {
        auto request = command(number, stream, std::move(proposal));
        request.account = AccountId{"jia"};
        request.expected_version = 0;
        return give(std::move(request));
    }
    void expect_told_to(std::initializer_list<Role> roles, const Result<CommandAnswer>& answer) {
        const bool told = std::find(roles.begin(), roles.end(), GetParam()) != roles.end();
        EXPECT_THAT(answer, FailsWith(told ? ErrorCode::conflict : ErrorCode::forbidden));
        EXPECT_EQ(answer.error().details.contains("changes"), told);
    }
};

}  // namespace

TEST_F(Conflict, StaleVersionIsToldWhatChangedSince) {
    auto renamed = rename_unit(2, "fgw", "发改委");
    renamed.reason = "机构改革";
    ASSERT_THAT(give(renamed), IsAccepted());
    const auto answer = give(stale(3, 1));
    ASSERT_THAT(answer, FailsWith(ErrorCode::conflict));
    const auto& details = answer.error().details;
    EXPECT_EQ(details.at("version"), 2u);
    ASSERT_EQ(details.at("changes").as_array().size(), 1u);
    const auto& change = details.at("changes").as_array()[0].as_object();
    EXPECT_EQ(change.at("type"), "unit.renamed");
    EXPECT_EQ(change.at("version"), 2u);
    EXPECT_EQ(change.at("position"), 1u);
    EXPECT_EQ(change.at("actor"), "system");
    EXPECT_EQ(change.at("reason"), "机构改革");
    EXPECT_EQ(change.at("recorded"), boost::json::value(clock.now().to_string()));
    EXPECT_EQ(change.at("data").at("name"), "发改委");
    EXPECT_EQ(log->end(), 2u);
}

TEST_F(Conflict, IsToldOnlyAfterTheSyncOfWhatItRestsOn) {
    std::size_t refused = 0;
    hold_group([&] {
        submit(rename_unit(2, "fgw", "发改委"));
        refused = submit(stale(3, 1));
        submit(stale(4, 9));
    });
    EXPECT_EQ(answers.order().size(), 1u);  // only the registration
    log->appends.open();
    const auto answer = answers.await(refused);
    ASSERT_THAT(answer, FailsWith(ErrorCode::conflict));
    EXPECT_THAT(versions_told(answer.error()), testing::ElementsAre(2));
}

TEST_F(Conflict, WhatChangedEndsAtTheVersionThatIsTold) {
    std::size_t refused = 0;
    hold_group([&] {
        submit(rename_unit(2, "fgw", "发改委"));
        refused = submit(stale(3, 1));
        submit(rename_unit(4, "fgw", "发展改革委"));  // durable with the refusal, and decided after it
    });
    log->appends.open();
    const auto answer = answers.await(refused);
    ASSERT_THAT(answer, FailsWith(ErrorCode::conflict));
    EXPECT_EQ(answer.error().details.at("version"), 2u);
    EXPECT_THAT(versions_told(answer.error()), testing::ElementsAre(2));
}

TEST_F(Conflict, VersionThatIsStillToComeIsToldNoChanges) {
    for (const Version expected : {Version(2), std::numeric_limits<Version>::max()}) {
        const auto answer = give(stale(10 + expected % 10, expected));
        ASSERT_THAT(answer, FailsWith(ErrorCode::conflict));
        EXPECT_EQ(answer.error().details.at("version"), 1u);
        EXPECT_THAT(versions_told(answer.error()), testing::IsEmpty());
    }
}

TEST_F(Conflict, ManyChangesAreToldUpToTwenty) {
    for (std::size_t i = 0; i < 30; ++i) submit(rename_unit(100 + i, "fgw", "名" + std::to_string(i)));
    const auto answer = give(stale(200, 1));
    ASSERT_THAT(answer, FailsWith(ErrorCode::conflict));
    EXPECT_EQ(answer.error().details.at("version"), 31u);
    const auto told = versions_told(answer.error());
    ASSERT_EQ(told.size(), 20u);
    EXPECT_EQ(told.front(), 2);
    EXPECT_EQ(told.back(), 21);
}

TEST_F(Conflict, ChangesTakeAtMost64KiBTogether) {
    for (std::size_t i = 0; i < 20; ++i) {
        auto renamed = rename_unit(100 + i, "fgw", "名" + std::to_string(i));
        for (std::size_t c = 0; c < max_reason_characters; ++c) renamed.reason += "因";
        submit(std::move(renamed));
    }
    const auto answer = give(stale(200, 1));
    ASSERT_THAT(answer, FailsWith(ErrorCode::conflict));
    EXPECT_EQ(versions_told(answer.error()), (std::vector<std::int64_t>{2, 3, 4, 5, 6}));
    EXPECT_LE(boost::json::serialize(answer.error().details.at("changes")).size(), std::size_t{64} << 10);
}

TEST_F(Conflict, ALargeChangeIsToldWithoutItsData) {
    ledger::Opened opened{.title = "大台账", .year = 2014, .holder = UnitId{"fgw"}};
    for (int i = 0; i < 500; ++i) opened.chapters.push_back({std::to_string(i), std::string(400, 'x')});
    ASSERT_THAT(give(command(2, "ledger/2014", opened)), IsAccepted());
    ASSERT_THAT(
        give(command(3, "ledger/2015", ledger::Opened{.title = "小台账", .year = 2015, .holder = UnitId{"fgw"}})),
        IsAccepted());
    for (const char* ledger : {"2014", "2015"}) {
        auto request = command(4, std::string("ledger/") + ledger, ledger::Amended{});
        request.expected_version = 0;
        const auto answer = give(std::move(request));
        ASSERT_THAT(answer, FailsWith(ErrorCode::conflict));
        ASSERT_THAT(versions_told(answer.error()), testing::ElementsAre(1));
        const boost::json::object change = answer.error().details.at("changes").at(0).as_object();
        EXPECT_EQ(change.at("type"), "ledger.opened");
        EXPECT_EQ(change.contains("data"), std::string_view(ledger) == "2015");
    }
}

TEST_F(Conflict, CurrentVersionIsNoConflict) {
    EXPECT_THAT(give(stale(2, 1)), IsAccepted());
    auto fresh = register_unit(3, "jxw");
    fresh.expected_version = 0;
    EXPECT_THAT(give(fresh), IsAccepted());
}

TEST_F(SameCommand, ComesAgainAndGetsTheSameAnswer) {
    const auto again = give(register_unit(1, "fgw", "计划委"));
    ASSERT_THAT(again, IsDuplicate());
    EXPECT_EQ(again->position, 0u);
    EXPECT_EQ(again->version, 1u);
    EXPECT_EQ(again->stream.value, "unit/fgw");
    EXPECT_THAT(again->events, testing::ElementsAre("unit.registered"));
    EXPECT_EQ(log->end(), 1u);
    EXPECT_EQ(engine->counters().duplicates, 1u);
}

TEST_F(SameCommand, AnswerIsThatOfThenAlthoughTheStreamHasMovedOn) {
    ASSERT_THAT(give(rename_unit(2, "fgw", "发改委")), IsAccepted());
    auto again = register_unit(1, "fgw", "计划委");
    again.expected_version = 0;
    const auto answer = give(again);
    ASSERT_THAT(answer, IsDuplicate());
    EXPECT_EQ(answer->version, 1u);
}

TEST_F(SameCommand, ComesAgainWhileTheFirstIsUnderWay) {
    std::size_t first = 0;
    std::vector<std::size_t> later;
    const auto again = [&] { later.push_back(submit(rename_unit(2, "fgw", "发改委"))); };
    hold_group([&] {
        first = submit(rename_unit(2, "fgw", "发改委"));
        for (int i = 0; i < 5; ++i) again();
        submit(register_unit(3, "jxw"));
    });
    for (int i = 0; i < 5; ++i) again();  // they find the first one in the log
    log->appends.open();
    const auto original = answers.await(first);
    ASSERT_THAT(original, IsAccepted());
    for (const auto number : later) {
        const auto answer = answers.await(number);
        ASSERT_THAT(answer, IsDuplicate());
        EXPECT_EQ(answer->position, original->position);
        EXPECT_EQ(answer->version, original->version);
        EXPECT_EQ(answer->events, original->events);
    }
    engine->stop();
    EXPECT_EQ(log->end(), 3u);
}

TEST_F(SameCommand, ComesAgainAfterARestart) {
    restart();
    const auto again = give(register_unit(1, "fgw", "计划委"));
    ASSERT_THAT(again, IsDuplicate());
    EXPECT_EQ(again->position, 0u);
    EXPECT_EQ(again->version, 1u);
    EXPECT_EQ(log->end(), 1u);
}

TEST_F(SameCommand, IdOfAnotherCommandIsAConflict) {
    EXPECT_THAT(give(rename_unit(1, "fgw", "发改委")), FailsWith(ErrorCode::conflict));
    EXPECT_THAT(give(register_unit(1, "jxw")), FailsWith(ErrorCode::conflict));
    EXPECT_EQ(log->end(), 1u);
}

TEST_F(SameCommand, IdOfAnotherAccountsCommandIsAConflict) {
    ASSERT_THAT(give(command(2, "account/office", account::Opened{"office", {Role::supervision}, {}, {}})),
                IsAccepted());
    auto again = register_unit(1, "fgw", "计划委");
    again.account = AccountId{"office"};
    EXPECT_THAT(give(again), FailsWith(ErrorCode::conflict));
    EXPECT_EQ(log->end(), 2u);
}

TEST_F(SameCommand, IdOfAnotherCommandUnderWayIsAConflict) {
    std::size_t first = 0;
    std::vector<std::size_t> others;
    hold_group([&] {
        first = submit(rename_unit(2, "fgw", "发改委"));
        others.push_back(submit(register_unit(2, "jxw")));
        others.push_back(submit(command(2, "unit/fgw", unit::Moved{})));
        auto of_another = rename_unit(2, "fgw", "发改委");
        of_another.account = AccountId{"office"};
        others.push_back(submit(of_another));
    });
    log->appends.open();
    EXPECT_THAT(answers.await(first), IsAccepted());
    for (const auto number : others) EXPECT_THAT(answers.await(number), FailsWith(ErrorCode::conflict)) << number;
}

TEST_F(SameCommand, RefusedOneMayBeSentAgainAndIsDecidedAnew) {
    EXPECT_THAT(give(rename_unit(2, "jxw", "经信委")), FailsWith(ErrorCode::not_found));
    ASSERT_THAT(give(register_unit(3, "jxw")), IsAccepted());
    EXPECT_THAT(give(rename_unit(2, "jxw", "经信委")), IsAccepted());
}

TEST_P(ConflictFor, AccountsIsToldToAccountAdministratorsAlone) {
    expect_told_to({Role::account_admin}, give_stale(20, "account/yi", account::RoleGranted{Role::auditor}));
    expect_told_to({Role::account_admin}, give_stale(21, "account/yi", account::Closed{}));
}

TEST_P(ConflictFor, LedgersAndUnitsIsToldToWhoMayChangeThem) {
    expect_told_to({Role::ledger_holder, Role::supervision}, give_stale(20, "ledger/2014", ledger::Amended{}));
    expect_told_to({Role::ledger_holder, Role::supervision}, give_stale(21, "unit/fgw", unit::Renamed{.name = "新"}));
}

TEST_P(ConflictFor, StreamsOfAnotherCategoryIsToldToNobody) {
    for (const char* stream : {"account/yi", "ledger/2014"}) {
        const auto answer = give_stale(20, stream, item::Acknowledged{});
        ASSERT_FALSE(answer);
        EXPECT_NE(answer.error().code, ErrorCode::conflict) << stream;
        EXPECT_FALSE(answer.error().details.contains("changes")) << stream;
    }
}

INSTANTIATE_TEST_SUITE_P(Roles, ConflictFor,
                         testing::Values(Role::unit_clerk, Role::unit_leader, Role::ledger_holder, Role::supervision,
                                         Role::auditor, Role::account_admin, Role::operations),
                         [](const auto& info) { return std::string(reflect::enum_name(info.param)); });

}  // namespace taizhang
