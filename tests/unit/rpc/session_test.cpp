// Logging in, commands, errors, views and events through a session, on fakes.
#include "rig.hpp"

#include <gtest/gtest.h>

#include <set>

namespace taizhang::rpc::test {
namespace {

json::object close_out(const std::string& id = command_id) {
    return {{"item", "2014-009"}, {"command_id", id}};
}

// ---- every error code
// ------------------------------------------------------------------------------------------------

TEST(Errors, EachKindOfRefusalHasItsCodeAndItsData) {
    const std::pair<Error, int> kinds[] = {{invalid("x", "/a"), -32602},
                                           {Error{ErrorCode::conflict, "x", {{"version", 4}}}, 1},
                                           {not_found("x"), 2},
                                           {refused("x", "S7.3"), 3},
                                           {Error{ErrorCode::not_logged_in, "x", {}}, 4},
                                           {forbidden("x"), 5},
                                           {Error{ErrorCode::over_limit, "x", {{"limit", 4'000}}}, 6},
                                           {Error{ErrorCode::busy, "x", {}}, 7},
                                           {Error{ErrorCode::not_writable, "x", {}}, 8},
                                           {Error{ErrorCode::gone, "x", {}}, 9},
                                           {corrupt("x"), -32603},
                                           {Error{ErrorCode::internal, "x", {}}, -32603}};
    Rig rig;
    auto client = rig.logged_in("lin");
    for (const auto& [error, code] : kinds) {
        rig.engine.refusal = error;
        const auto answer = client.call("item.close_out", close_out());
        EXPECT_EQ(code_of(answer), code);
        for (const auto& [key, value] : error.details) EXPECT_EQ(answer.at("error").at("data").at(key), value);
    }
    rig.engine.refusal = Error{ErrorCode::busy, "x", {}};
    const auto answer = client.call("item.close_out", close_out());
    EXPECT_GT(answer.at("error").at("data").at("retry_after_ms").as_int64(), 0);
}

// ---- logging in
// ------------------------------------------------------------------------------------------------------

TEST(Login, GivesATokenThatLogsInAnotherConnection) {
    Rig rig;
    auto first = rig.client();
    const auto login = first.result("auth.login", {{"account", "lin"}, {"secret", right_secret}});
    EXPECT_EQ(login.at("roles"), json::array({"unit_clerk"}));
    EXPECT_EQ(login.at("unit"), "fgw");
    EXPECT_EQ(login.at("expires_at"), json::value((start_of_2014 + std::chrono::hours(12)).to_string()));
    auto second = rig.client();
    EXPECT_EQ(second.result("auth.token", {{"token", login.at("token")}}).at("account"), "lin");
    first.result("auth.logout");
    EXPECT_EQ(second.code("system.health"), 4);  // the token is revoked for both
}

TEST(Login, IsKnownToTheServerFromTheAnswerUntilTheLogout) {
    Rig rig;
    auto client = rig.client();
    EXPECT_FALSE(client.session->logged_in());
    client.call("auth.login", {{"account", "lin"}, {"secret", "wrong secret"}});
    EXPECT_FALSE(client.session->logged_in());
    client.call("auth.login", {{"account", "lin"}, {"secret", right_secret}});
    EXPECT_TRUE(client.session->logged_in());
    client.call("auth.logout");
    EXPECT_FALSE(client.session->logged_in());
    const auto trusted = Session::open(rig.services, {.address = "local", .trusted = system_account}, client.outlet);
    EXPECT_TRUE(trusted->logged_in());
    trusted->close();
}

TEST(Login, UnknownAccountsAndWrongSecretsAreToldTheSame) {
    Rig rig;
    auto client = rig.client();
    const auto wrong = client.call("auth.login", {{"account", "lin"}, {"secret", "wrong secret"}});
    const auto unknown = client.call("auth.login", {{"account", "nobody"}, {"secret", "wrong secret"}});
    EXPECT_EQ(code_of(wrong), 4);
    EXPECT_EQ(wrong.at("error"), unknown.at("error"));
}

TEST(Login, ClosedAccountsCannotAndWhoIsLoggedInEndsAtOnce) {
    Rig rig;
    auto client = rig.logged_in("lin");
    rig.log.add({"account/lin"}, account::Closed{}, start_of_2014, "admin");
    EXPECT_EQ(client.code("view.list", {{"view", "items"}}), 4);
    EXPECT_EQ(client.code("auth.login", {{"account", "lin"}, {"secret", right_secret}}), 4);
}

TEST(Login, TokensExpire) {
    Rig rig;
    auto client = rig.logged_in("lin");
    for (int i = 0; i < 11; ++i) {
        rig.clock.advance(std::chrono::hours(1));
        EXPECT_EQ(client.code("system.health"), 0);
    }
    rig.clock.advance(std::chrono::hours(1) - std::chrono::milliseconds(1));
    EXPECT_EQ(client.code("system.health"), 0);
    rig.clock.advance(std::chrono::milliseconds(1));
    EXPECT_EQ(client.code("system.health"), 4);
}

TEST(Login, IsThrottledAfterFiveFailuresEvenWithTheRightSecret) {
    Rig rig;
    auto client = rig.client();
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(client.code("auth.login", {{"account", "lin"}, {"secret", "wrong secret"}}), 4);
    const auto answer = client.call("auth.login", {{"account", "lin"}, {"secret", right_secret}});
    EXPECT_EQ(code_of(answer), 7);
    EXPECT_EQ(answer.at("error").at("data").at("retry_after_ms"), 1'000);
    EXPECT_EQ(client.code("auth.login", {{"account", "ops"}, {"secret", right_secret}}), 0);
    rig.clock.advance(std::chrono::seconds(1));
    EXPECT_EQ(client.code("auth.login", {{"account", "lin"}, {"secret", right_secret}}), 0);
}

TEST(Secrets, AreRecordedFirstAndThenStored) {
    Rig rig;
    auto client = rig.logged_in("admin");
    const json::object params{{"account", "boss"}, {"secret", "a new secret"}, {"command_id", command_id}};
    rig.engine.refusal = refused("no");
    EXPECT_EQ(client.code("account.set_secret", params), 3);
    EXPECT_EQ(rig.client().code("auth.login", {{"account", "boss"}, {"secret", "a new secret"}}), 4);
    rig.engine.refusal.reset();
    EXPECT_EQ(client.result("account.set_secret", params).at("events"), json::array({"account.credential_changed"}));
    EXPECT_EQ(rig.client().code("auth.login", {{"account", "boss"}, {"secret", "a new secret"}}), 0);
    EXPECT_TRUE(client.result("account.set_secret", params).at("duplicate").as_bool());
}

TEST(Secrets, AreSetByAccountAdministratorsAloneAndHave8To1024Bytes) {
    Rig rig;
    auto params = json::object{{"account", "boss"}, {"secret", "12345678"}, {"command_id", command_id}};
    EXPECT_EQ(rig.logged_in("boss").code("account.set_secret", params), 5);
    auto client = rig.logged_in("admin");
    for (const auto& [length, code] : {std::pair{7, -32602}, {8, 0}, {1'024, 0}, {1'025, -32602}}) {
        params["secret"] = std::string(std::size_t(length), 'x');
        EXPECT_EQ(client.code("account.set_secret", params), code) << length;
    }
}

TEST(Secrets, ChangingTheOwnOneTakesTheOldOneAndEndsOtherTokens) {
    Rig rig;
    auto other = rig.logged_in("lin");
    auto client = rig.logged_in("lin");
    EXPECT_EQ(client.code("auth.change_secret", {{"old", "wrong secret"}, {"new", "another one"}}), 4);
    EXPECT_EQ(client.code("auth.change_secret", {{"old", right_secret}, {"new", "another one"}}), 0);
    EXPECT_EQ(client.code("system.health"), 0);
    EXPECT_EQ(other.code("system.health"), 4);
    EXPECT_EQ(rig.client().code("auth.login", {{"account", "lin"}, {"secret", "another one"}}), 0);
}

// ---- who may
// -----------------------------------------------------------------------------------------------------------

TEST(Access, NothingButDiscoverAndLoginWithoutALogin) {
    Rig rig;
    auto client = rig.client();
    for (const char* method : {"system.health", "auth.logout", "events.read", "view.list", "item.close_out"})
        EXPECT_EQ(client.code(method), 4) << method;
    EXPECT_EQ(client.code("rpc.discover"), 0);
}

TEST(Access, OperationsSeesHealthAndNoLedger) {
    Rig rig;
    auto client = rig.logged_in("ops");
    EXPECT_EQ(client.result("system.health").at("status"), "ok");
    EXPECT_EQ(client.code("events.read"), 5);
    EXPECT_EQ(client.code("view.list", {{"view", "items"}}), 5);
    EXPECT_EQ(client.code("events.subscribe", {{"from", "now"}}), 5);
}

TEST(Access, AccountsAreSeenByAuditorsAndAccountAdministratorsAlone) {
    Rig rig;
    rig.add_events(1);
    auto clerk = rig.logged_in("lin");
    EXPECT_EQ(clerk.code("view.list", {{"view", "accounts"}}), 5);
    EXPECT_EQ(clerk.result("events.read").at("events").as_array().size(), 1u);
    auto auditor = rig.logged_in("audit");
    EXPECT_EQ(auditor.code("view.list", {{"view", "accounts"}}), 0);
    EXPECT_EQ(auditor.result("events.read").at("events").as_array().size(), 6u);
}

TEST(Access, ALostRoleEndsSubscriptionsAndSaysWhy) {
    Rig rig;
    auto client = rig.logged_in("lin");
    client.result("events.subscribe", {{"from", "now"}});
    client.notifications();
    rig.log.add({"account/lin"}, account::Closed{}, start_of_2014, "admin");
    const auto told = client.notifications();
    ASSERT_EQ(told.size(), 1u);
    EXPECT_EQ(told[0].at("method"), "subscription.ended");
    EXPECT_EQ(told[0].at("params").at("error").at("code"), 4);
    EXPECT_EQ(rig.services.metrics.event_subscriptions, 0u);
}

// ---- commands
// ------------------------------------------------------------------------------------------------------------

TEST(Commands, CarryFieldsAndCircumstancesToTheEngine) {
    Rig rig;
    auto client = rig.logged_in("lin");
    const auto answer = client.result("item.report_progress", {{"item", "2014-009"},
                                                               {"unit", "fgw"},
                                                               {"period", "2014-01"},
                                                               {"percent", "25"},
                                                               {"progress", "begun"},
                                                               {"command_id", command_id},
                                                               {"expected_version", 4},
                                                               {"reason", "because"},
                                                               {"effective_at", "2014-01-01T00:00:00Z"}});
    EXPECT_EQ(answer.at("stream"), "item/2014-009");
    EXPECT_EQ(answer.at("events"), json::array({"item.progress_reported"}));
    EXPECT_FALSE(answer.at("duplicate").as_bool());
    const auto& request = rig.engine.requests.at(0);
    EXPECT_EQ(request.account.value, "lin");
    EXPECT_EQ(request.expected_version, 4u);
    EXPECT_EQ(request.reason, "because");
    EXPECT_EQ(request.effective_at, *Time::parse("2014-01-01T00:00:00Z"));
    EXPECT_EQ(std::get<item::ProgressReported>(request.proposal).unit, UnitId{"fgw"});
}

TEST(Commands, TellTheEngineHowLargeTheyAre) {
    Rig rig;
    auto client = rig.logged_in("lin");
    const json::object urge{{"text", std::string(5'000, 'x')}, {"item", "i"}, {"command_id", command_id}};
    EXPECT_EQ(client.code("item.urge", urge), 0);
    EXPECT_EQ(client.code("item.close_out", close_out("11111111-1111-4111-8111-111111111112")), 0);
    ASSERT_EQ(rig.engine.requests.size(), 2u);
    EXPECT_GE(rig.engine.requests[0].bytes, 5'000u);
    EXPECT_LT(rig.engine.requests[0].bytes, 6'000u);
    EXPECT_GT(rig.engine.requests[1].bytes, 0u);
    EXPECT_LT(rig.engine.requests[1].bytes, 1'000u);
}

TEST(Commands, SayWhichParameterIsWrong) {
    Rig rig;
    auto client = rig.logged_in("lin");
    const std::pair<json::object, const char*> wrong[] = {
        {{{"item", "a"}}, "/command_id"},
        {{{"item", "a"}, {"command_id", "5"}}, "/command_id"},
        {{{"command_id", command_id}}, "/item"},
        {{{"item", "a b"}, {"command_id", command_id}}, "/item"},
        {{{"item", 5}, {"command_id", command_id}}, "/item"},
        {{{"item", "a"}, {"command_id", command_id}, {"expected_version", -1}}, "/expected_version"},
        {{{"item", "a"}, {"command_id", command_id}, {"note", 5}}, "/note"},
        {{{"item", "a"}, {"command_id", command_id}, {"nonsense", 5}}, "/nonsense"}};
    for (const auto& [params, path] : wrong) {
        const auto answer = client.call("item.close_out", params);
        EXPECT_EQ(code_of(answer), -32602);
        EXPECT_EQ(answer.at("error").at("data").at("path"), path) << json::serialize(answer);
    }
    EXPECT_TRUE(rig.engine.requests.empty());
}

TEST(Commands, AReportsIdFollowsFromWhatItIsOf) {
    Rig rig;
    auto client = rig.logged_in("lin");
    const auto answer = client.result(
        "report.submit", {{"ledger", "2014"}, {"period", "2014-01"}, {"summary", "s"}, {"command_id", command_id}});
    EXPECT_EQ(answer.at("stream"), "report/2014.2014-01.fgw");
}

TEST(Commands, ARegimesDigestIsComputedWhereItIsLeftOut) {
    Rig rig;
    auto client = rig.logged_in("boss");
    client.result("regime.adopt",
                  {{"regime", "s1"}, {"title", "t"}, {"system", "S1"}, {"text", "x = 1"}, {"command_id", command_id}});
    EXPECT_EQ(std::get<regime::Adopted>(rig.engine.requests.at(0).proposal).digest, sha256({"x = 1"}));
}

TEST(Commands, BeyondTheLimitOfOutstandingOnesAreBusyAndAreTakenAgainLater) {
    Rig rig({.outstanding = 2});
    rig.engine.holds_answers = true;
    auto client = rig.logged_in("lin");
    const auto command = [](int id) {
        auto params = close_out("11111111-1111-4111-8111-11111111111" + std::to_string(id));
        return json::serialize(
            json::object{{"jsonrpc", "2.0"}, {"id", id}, {"method", "item.close_out"}, {"params", params}});
    };
    for (int id : {1, 2, 3}) client.send(command(id));
    EXPECT_FALSE(client.session->accepts_input());
    const auto busy = json::parse(client.outlet->read_one()).as_object();
    EXPECT_EQ(busy.at("id"), 3);
    EXPECT_EQ(code_of(busy), 7);
    rig.engine.release();
    EXPECT_EQ(client.outlet->read_all().size(), 2u);
    EXPECT_TRUE(client.session->accepts_input());
}

TEST(Commands, AnswersThatComeAfterTheConnectionEndedAreDropped) {
    Rig rig;
    rig.engine.holds_answers = true;
    {
        auto client = rig.logged_in("lin");
        client.send(R"({"jsonrpc":"2.0","id":1,"method":"item.close_out","params":)" + json::serialize(close_out()) +
                    "}");
    }
    EXPECT_EQ(rig.engine.held(), 1u);
    rig.engine.release();
    EXPECT_EQ(rig.services.metrics.sessions_open, 0u);
}

TEST(Answers, AClientThatReadsNothingIsCutOffAndHoldsABoundedAmount) {
    Rig rig({.outstanding = 4});
    auto client = rig.client();
    client.outlet->limit = 1;
    for (int i = 0; i < 100 && client.outlet->closed_with == 0; ++i)
        client.send(R"({"jsonrpc":"2.0","id":1,"method":"rpc.discover"})");
    EXPECT_EQ(client.outlet->closed_with, 1008);
    EXPECT_EQ(client.outlet->queued_frames(), 1u);
}

TEST(Answers, ThatDidNotFitFollowInOrderOnceTheQueueHasDrained) {
    Rig rig;
    auto client = rig.client();
    client.outlet->limit = 1;
    for (int id = 1; id <= 3; ++id)
        client.send(R"({"jsonrpc":"2.0","id":)" + std::to_string(id) + R"(,"method":"auth.logout"})");
    std::vector<std::int64_t> ids;
    for (int i = 0; i < 3; ++i) {
        for (const auto& frame : client.outlet->read_all()) ids.push_back(json::parse(frame).at("id").as_int64());
        client.session->pump();
    }
    EXPECT_EQ(ids, (std::vector<std::int64_t>{1, 2, 3}));
}

}  // namespace
}  // namespace taizhang::rpc::test
