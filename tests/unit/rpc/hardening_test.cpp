// Sessions that end, what one account may spend, and what is refused and kept for auditors.
#include "rig.hpp"

#include <gtest/gtest.h>

namespace taizhang::rpc::test {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

TEST(Sessions, EndWithoutCallsAndAtTheLatestAfterTheirLife) {
    Rig rig;
    auto idle = rig.logged_in("lin"), busy = rig.logged_in("lin");
    for (int i = 0; i < 11; ++i) {
        rig.clock.advance(minutes(65));
        EXPECT_EQ(busy.code("system.health"), 0) << i;
    }
    EXPECT_EQ(idle.code("system.health"), 4);
    rig.clock.advance(minutes(6));
    EXPECT_EQ(busy.code("system.health"), 4) << "twelve hours after the login";
}

TEST(Sessions, AreNotKeptFromEndingByASubscription) {
    Rig rig;
    auto client = rig.logged_in("lin");
    client.result("events.subscribe", {{"from", 0}});
    for (int i = 0; i < 3; ++i) {
        rig.clock.advance(minutes(50));
        rig.add_events(1);
        client.notifications();
    }
    EXPECT_EQ(client.code("system.health"), 4);
}

TEST(Sessions, AreListedAndEndedOneByOne) {
    Rig rig;
    auto here = rig.logged_in("lin"), there = rig.client("198.51.100.9"), other = rig.logged_in("boss");
    rig.clock.advance(minutes(1));
    there.result("auth.login", {{"account", "lin"}, {"secret", right_secret}});
    there.result("events.subscribe", {{"from", 0}});
    const auto sessions = here.result("auth.sessions").at("sessions").as_array();
    ASSERT_EQ(sessions.size(), 2U);
    EXPECT_EQ(sessions[0].at("address"), "198.51.100.9");
    EXPECT_EQ(sessions[0].at("current"), false);
    EXPECT_EQ(sessions[1].at("current"), true);
    const json::object params{{"session", sessions[0].at("session")}};
    EXPECT_EQ(other.code("auth.revoke_session", params), 2) << "another account's";
    here.result("auth.revoke_session", params);
    const auto told = there.notifications();
    ASSERT_FALSE(told.empty());
    EXPECT_EQ(told.back().at("method"), "subscription.ended");
    EXPECT_EQ(there.code("system.health"), 4);
    EXPECT_EQ(here.code("system.health"), 0);
    EXPECT_EQ(here.code("auth.revoke_session", params), 2) << "it has ended already";
}

TEST(Sessions, AllOfAnAccountEndAtOnceByEvent) {
    Rig rig;
    auto one = rig.logged_in("lin"), two = rig.logged_in("lin"), admin = rig.logged_in("admin");
    const auto token = rig.authenticator->issue(AccountId{"lin"}).text;
    EXPECT_EQ(admin.result("account.sessions", {{"account", "lin"}}).at("sessions").as_array().size(), 3U);
    EXPECT_EQ(one.code("account.sessions", {{"account", "lin"}}), 5);
    admin.result("account.revoke_sessions", {{"account", "lin"}, {"command_id", command_id}});
    EXPECT_EQ(one.code("system.health"), 4);
    EXPECT_EQ(two.code("system.health"), 4);
    EXPECT_EQ(rig.client().code("auth.token", {{"token", token}}), 4);
    EXPECT_TRUE(admin.result("account.sessions", {{"account", "lin"}}).at("sessions").as_array().empty());
    EXPECT_EQ(one.code("auth.login", {{"account", "lin"}, {"secret", right_secret}}), 0);
    EXPECT_EQ(one.result("auth.logout_everywhere").at("events"), json::array({"account.sessions_revoked"}));
    EXPECT_EQ(one.code("system.health"), 4);
    EXPECT_EQ(admin.code("system.health"), 0);
}

TEST(Sessions, ThatEndTakeThePresenceOfAConnectionWithoutSubscriptionsAlong) {
    Rig rig;
    rig.log.add({"item/2014-5"}, item::Urged{"x", {}}, start_of_2014, "lin", "fgw");
    auto lin = rig.logged_in("lin"), admin = rig.logged_in("admin");
    lin.result("presence.here", {{"subject", "item/2014-5"}});
    lin.session->pump();
    EXPECT_NE(lin.session->follows(), NewsOf::nothing) << "or no news would reach it";
    EXPECT_EQ(rig.services.presence.since("item/2014-5", std::nullopt).at.size(), 1U);
    admin.result("account.revoke_sessions", {{"account", "lin"}, {"command_id", command_id}});
    lin.session->pump();
    EXPECT_TRUE(rig.services.presence.since("item/2014-5", std::nullopt).at.empty());
    lin.session->pump();
    EXPECT_EQ(lin.session->follows(), NewsOf::nothing);
}

TEST(Budgets, AnAccountWaitsWhenItHasSpentWhatItHasOverAllItsConnections) {
    Rig rig({.budget = {.each_second = 10, .at_most = 20}});
    auto one = rig.logged_in("lin"), two = rig.logged_in("lin"), other = rig.logged_in("boss");
    for (int i = 0; i < 10; ++i) {
        EXPECT_EQ(one.code("system.health"), 0);
        EXPECT_EQ(two.code("system.health"), 0);
    }
    const auto answer = two.call("system.health");
    EXPECT_EQ(code_of(answer), 7);
    EXPECT_EQ(answer.at("error").at("data").at("retry_after_ms"), 100);
    EXPECT_EQ(other.code("system.health"), 0);
    rig.clock.advance(std::chrono::milliseconds(100));
    EXPECT_EQ(one.code("system.health"), 0);
    EXPECT_EQ(two.code("view.list", {{"view", "items"}}), 7) << "it costs five";
    EXPECT_EQ(rig.services.refusals.counted(Refusal::calls_too_fast), 2U);
}

const access::Refused& refused_in(const CommandRequest& request) {
    return std::get<access::Refused>(request.proposal);
}

TEST(AccessLog, KeepsWhatWasRefusedToWhomAndHowOften) {
    Rig rig;
    auto stranger = rig.client("192.0.2.7"), clerk = rig.logged_in("lin");
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(stranger.code("auth.login", {{"account", "lin"}, {"secret", "wrong secret"}}), 4);
        rig.clock.advance(std::chrono::seconds(1));
    }
    EXPECT_EQ(stranger.code("auth.login", {{"account", "my secret!"}, {"secret", "x"}}), 4);
    EXPECT_EQ(stranger.code("auth.token", {{"token", "stolen"}}), 4);
    EXPECT_EQ(stranger.code("system.health"), 4);
    EXPECT_EQ(clerk.code("view.list", {{"view", "accounts"}}), 5);
    rig.engine.refusal = forbidden("x");
    EXPECT_EQ(clerk.code("item.close_out", {{"item", "2014-009"}, {"command_id", command_id}}), 5);
    rig.engine.refusal.reset();
    rig.engine.requests.clear();
    rig.services.refusals.write(rig.engine, rig.clock.now());
    std::map<std::string, access::Refused> kept;
    for (const auto& request : rig.engine.requests) {
        EXPECT_EQ(request.account, system_account);
        EXPECT_EQ(request.stream.value, "access/2014-01-02");
        const auto& one = refused_in(request);
        kept.emplace(reflect::enum_name(one.why) + std::string(" ") + one.method.value_or(""), one);
    }
    ASSERT_EQ(kept.size(), 5U);
    const auto& wrong = kept.at("wrong_secret auth.login");
    EXPECT_EQ(wrong.count, 3U);
    EXPECT_EQ(wrong.account, AccountId{"lin"});
    EXPECT_EQ(wrong.address, "192.0.2.7");
    EXPECT_EQ((wrong.last_at - wrong.first_at).count(), 2'000);
    EXPECT_FALSE(kept.at("unknown_account auth.login").account) << "it may have been a secret";
    EXPECT_FALSE(kept.at("bad_token auth.token").account);
    EXPECT_EQ(kept.at("not_allowed view.list").account, AccountId{"lin"});
    EXPECT_EQ(kept.at("not_allowed item.close_out").count, 1U);
    rig.engine.requests.clear();
    rig.services.refusals.write(rig.engine, rig.clock.now());
    EXPECT_TRUE(rig.engine.requests.empty());
}

/// The streams of the events that were told or read.
std::vector<std::string> subjects(const json::array& events) {
    std::vector<std::string> all;
    for (const auto& one : events) all.emplace_back(one.at("subject").as_string());
    return all;
}

TEST(AccessLog, IsToldLiveOnlyToThoseWhoReadIt) {
    Rig rig;
    rig.add_events(2);
    rig.log.add({"access/2014-01-02"}, access::Refused{}, start_of_2014, "system");
    for (const auto* reader : {"lin", "audit"}) {
        auto client = rig.logged_in(reader);
        const auto read = client.result("events.read", {{"from", 0}, {"limit", 100}});
        client.result("events.subscribe", {{"from", 0}});
        json::array told;
        for (const auto& one : client.notifications())
            if (one.at("method") == "events.event") told.push_back(one.at("params").at("result"));
        EXPECT_EQ(subjects(told), subjects(read.at("events").as_array())) << reader;
        EXPECT_EQ(subjects(told).back() == "access/2014-01-02", reader == std::string("audit"));
    }
}

TEST(AccessLog, IsNotFloodedAndLosesNoCount) {
    Rig rig;
    for (int i = 0; i < 1'000; ++i)
        rig.services.refusals.note({.address = std::to_string(i), .why = access::Why::bad_token}, rig.clock.now());
    rig.engine.refusal = Error{ErrorCode::not_writable, "x", {}};
    rig.services.refusals.write(rig.engine, rig.clock.now());
    EXPECT_EQ(rig.engine.requests.size(), Refusals::max_different + 1);
    rig.engine.refusal.reset();
    rig.engine.requests.clear();
    rig.services.refusals.write(rig.engine, rig.clock.now());
    ASSERT_EQ(rig.engine.requests.size(), 1U);
    EXPECT_EQ(refused_in(rig.engine.requests[0]).why, access::Why::several);
    EXPECT_EQ(refused_in(rig.engine.requests[0]).count, 1'000U);
}

TEST(AccessLog, IsReadByAuditorsAndAccountAdministratorsAlone) {
    Rig rig;
    rig.log.add({"access/2014-01-01"}, access::Refused{}, start_of_2014, "system");
    for (const auto* may : {"audit", "admin"}) {
        auto reader = rig.logged_in(may);
        const auto events = reader.result("events.read", {{"from", 0}}).at("events").as_array();
        EXPECT_EQ(events.back().at("type"), "taizhang.access.refused.v1") << may;
        EXPECT_NE(reader.code("view.list", {{"view", "access_log"}}), 5) << may;
    }
    for (const auto* may_not : {"lin", "boss"}) {
        auto reader = rig.logged_in(may_not);
        EXPECT_EQ(json::serialize(reader.result("events.read", {{"from", 0}})).find("access.refused"),
                  std::string::npos);
        EXPECT_EQ(reader.code("view.list", {{"view", "access_log"}}), 5) << may_not;
    }
}

TEST(Throttling, CountsAWholeNetworkOfIPv6AndAnIPv4AddressHoweverItIsWritten) {
    EXPECT_EQ(throttle_key("2001:db8:1:2:3:4:5:6"), throttle_key("2001:db8:1:2::1"));
    EXPECT_NE(throttle_key("2001:db8:1:2::1"), throttle_key("2001:db8:1:3::1"));
    EXPECT_EQ(throttle_key("::ffff:192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(throttle_key("192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(throttle_key("fe80::1%eth0"), "fe80::/64");
}

}  // namespace
}  // namespace taizhang::rpc::test
