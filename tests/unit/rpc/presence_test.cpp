// Who looks at or edits what, and who hears of it; and of news of views, from the first event on.
#include "rig.hpp"

#include <gtest/gtest.h>

namespace taizhang::rpc::test {
namespace {

json::object here(const char* doing) {
    return {{"subject", "item/2014-5"}, {"doing", doing}};
}

/// "lin editing, boss looking"
std::string who(const json::value& at) {
    std::string text;
    for (const auto& one : at.at("here").as_array())
        text += (text.empty() ? "" : ", ") + std::string(one.at("account").as_string()) + " " +
                std::string(one.at("doing").as_string());
    return text;
}

struct PresenceOf : testing::Test {
    PresenceOf() { rig.log.add({"item/2014-5"}, item::Urged{"x", {}}, start_of_2014, "lin", "fgw"); }
    Rig rig;
};

TEST_F(PresenceOf, AnItemIsToldToWhoFollowsItUntilTheConnectionEnds) {
    auto watcher = rig.logged_in("audit");
    auto boss = rig.logged_in("boss");
    {
        auto lin = rig.logged_in("lin");
        EXPECT_EQ(who(lin.result("presence.here", here("looking"))), "lin looking");
        EXPECT_EQ(who(boss.result("presence.here", here("looking"))), "boss looking, lin looking");
        const auto answer = watcher.result("presence.subscribe", {{"subject", "item/"}});
        EXPECT_EQ(who(answer.at("at").at(0)), "boss looking, lin looking");
        boss.result("presence.here", here("editing"));
        boss.result("presence.here", here("editing"));
        const auto told = watcher.notifications();
        ASSERT_EQ(told.size(), 1u);
        EXPECT_EQ(who(told[0].at("params").at("at").at(0)), "boss editing, lin looking");
        EXPECT_EQ(boss.code("presence.gone", {{"subject", "item/2014-5"}}), 0);
        EXPECT_EQ(who(watcher.notifications().at(0).at("params").at("at").at(0)), "lin looking");
    }
    EXPECT_EQ(who(watcher.notifications().at(0).at("params").at("at").at(0)), "");
    EXPECT_EQ(rig.services.metrics.presence_subscriptions, 1u);
    watcher.call("auth.logout", {});
    EXPECT_EQ(rig.services.metrics.presence_subscriptions, 0u);
}

TEST_F(PresenceOf, AccountsIsHiddenAndEachConnectionIsInFewPlaces) {
    rig.add_events(0);
    auto clerk = rig.logged_in("lin"), auditor = rig.logged_in("audit");
    EXPECT_EQ(clerk.code("presence.subscribe", {{"subject", "account/"}}), 5);
    EXPECT_EQ(clerk.code("presence.subscribe", {{"subject", "access/"}}), 5);
    EXPECT_EQ(clerk.code("presence.here", {{"subject", "account/lin"}}), 5);
    EXPECT_EQ(auditor.code("presence.here", {{"subject", "account/lin"}}), 0);
    EXPECT_EQ(clerk.code("presence.here", {{"subject", "item/none"}}), 2);
    EXPECT_EQ(clerk.code("presence.subscribe", {{"subject", "everything"}}), -32602);
    for (int i = 0; i < 17; ++i) {
        const auto id = "item/x" + std::to_string(i);
        rig.log.add({id}, item::Urged{"x", {}}, start_of_2014, "lin", "fgw");
        EXPECT_EQ(clerk.code("presence.here", {{"subject", id}}), i < 16 ? 0 : 6);
    }
    EXPECT_EQ(clerk.result("presence.subscribe", {{"subject", "item/x1"}}).at("at").as_array().size(), 1u)
        << "and not item/x10";
}

TEST(EmptyViews, AreShownAtNoPositionAndFollowedFromTheFirstEventOn) {
    Rig rig;
    auto client = rig.logged_in("lin");
    const auto answer = client.result("view.subscribe", {{"view", "items"}});
    EXPECT_TRUE(answer.at("position").is_null());
    EXPECT_TRUE(client.notifications().empty());
    rig.views.change({"items", "a", 0, R"({"lamp":"x"})"});
    rig.views.apply_until(0);
    const auto told = client.notifications();
    ASSERT_EQ(told.size(), 1u);
    EXPECT_EQ(told[0].at("params").at("upserts").as_array().size(), 1u);
}

TEST(NewsOfViews, ReachesWhoListens) {
    Rig rig;
    int told = 0;
    const auto handle = rig.services.news.listen([&](NewsOf) { ++told; });
    rig.views.apply_until(0);
    EXPECT_EQ(told, 1);
    rig.services.news.unlisten(handle);
    rig.views.apply_until(1);
    EXPECT_EQ(told, 1);
}

}  // namespace
}  // namespace taizhang::rpc::test
