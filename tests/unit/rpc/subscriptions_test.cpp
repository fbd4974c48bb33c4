// Reading events and views, following them, and what happens to those who read slowly.
#include "rig.hpp"

#include <gtest/gtest.h>

namespace taizhang::rpc::test {
namespace {

std::vector<std::string> methods_of(const std::vector<json::object>& told) {
    std::vector<std::string> names;
    for (const auto& one : told) names.emplace_back(one.at("method").as_string());
    return names;
}

std::vector<Position> positions_of(const std::vector<json::object>& told) {
    std::vector<Position> positions;
    for (const auto& one : told) {
        if (one.at("method") != "events.event") continue;
        const std::string sequence(one.at("params").at("result").at("sequence").as_string());
        EXPECT_EQ(sequence.size(), 20u);
        positions.push_back(std::stoull(sequence));
    }
    return positions;
}

std::vector<Position> range(Position from, Position to) {
    std::vector<Position> all;
    for (auto i = from; i < to; ++i) all.push_back(i);
    return all;
}

// ---- events.read
// -------------------------------------------------------------------------------------------------------

TEST(EventsRead, GoesThroughTheWholeLogPageByPage) {
    Rig rig;
    rig.add_events(25);
    auto client = rig.logged_in("audit");
    std::size_t seen = 0;
    for (std::uint64_t next = 0; next < rig.log.end();) {
        const auto page = client.result("events.read", {{"from", next}, {"limit", 7}});
        seen += page.at("events").as_array().size();
        EXPECT_EQ(page.at("end"), std::int64_t(rig.log.end()));
        EXPECT_EQ(page.at("epoch"), "00000000000000ab");
        next = page.at("next").to_number<std::uint64_t>();
    }
    EXPECT_EQ(seen, rig.log.end());
}

TEST(EventsRead, TellsOfEventsFarBackWhatItTellsOfNewOnes) {
    Rig far({.recent_events = 10}), near;
    for (auto* rig : {&far, &near}) rig->add_events(1'200);
    auto one = far.logged_in("audit"), other = near.logged_in("audit");
    for (const auto& params : {json::object{{"from", 0}}, json::object{{"from", 3}, {"limit", 257}},
                               json::object{{"from", 1'190}}, json::object{{"filter", {{"streams", {"item/"}}}}}})
        EXPECT_EQ(one.result("events.read", params), other.result("events.read", params)) << json::serialize(params);
}

TEST(EventsRead, LooksAtABoundedNumberAndSaysWhereToGoOnAlsoWhenNothingMatched) {
    Rig rig({.scanned_events = 256});
    rig.add_events(1'000);
    auto client = rig.logged_in("lin");
    const auto page = client.result("events.read", {{"filter", json::parse(R"({"types":["item.closed_out"]})")}});
    EXPECT_TRUE(page.at("events").as_array().empty());
    EXPECT_EQ(page.at("next"), 256);
}

TEST(EventsRead, FiltersByStreamTypeUnitActorAndTime) {
    Rig rig;
    rig.log.add({"item/a"}, item::Urged{"x", {}}, start_of_2014, "lin", "fgw");
    rig.log.add({"item/b"}, item::ClosedOut{}, start_of_2014 + std::chrono::hours(1), "boss", "dcs");
    rig.log.add({"unit/fgw"}, unit::Renamed{"n", {}}, start_of_2014 + std::chrono::hours(2), "boss", "dcs");
    auto client = rig.logged_in("lin");
    const auto subjects = [&](const char* filter) {
        std::string all;
        const auto page = client.result("events.read", {{"filter", json::parse(filter)}});
        for (const auto& event : page.at("events").as_array())
            all += std::string(event.at("subject").as_string()) + " ";
        return all;
    };
    EXPECT_EQ(subjects(R"({"streams":["item/"]})"), "item/a item/b ");
    EXPECT_EQ(subjects(R"({"streams":["item/a","unit/"]})"), "item/a unit/fgw ");
    EXPECT_EQ(subjects(R"({"types":["taizhang.item.closed_out.v1"]})"), "item/b ");
    EXPECT_EQ(subjects(R"({"types":["taizhang.item.urged","unit.renamed"]})"), "item/a unit/fgw ");
    EXPECT_EQ(subjects(R"({"units":["fgw"]})"), "item/a unit/fgw ");
    EXPECT_EQ(subjects(R"({"actors":["boss"]})"), "item/b unit/fgw ");
    EXPECT_EQ(subjects(R"({"since":"2014-01-02T09:00:00+08:00"})"), "item/b unit/fgw ");
    EXPECT_EQ(subjects(R"({"until":"2014-01-02T09:00:00+08:00"})"), "item/a item/b ");
}

TEST(EventsRead, SaysWhatIsWrongWithAFilterALimitOrAPosition) {
    Rig rig;
    auto client = rig.logged_in("lin");
    const auto answer =
        client.call("events.read", {{"filter", json::parse(R"({"types":["item.urged","item.nonsense"]})")}});
    EXPECT_EQ(answer.at("error").at("data").at("path"), "/filter/types/1");
    EXPECT_EQ(client.code("events.read", {{"limit", 0}}), -32602);
    EXPECT_EQ(client.code("events.read", {{"limit", 1'000}}), 0);
    EXPECT_EQ(client.code("events.read", {{"limit", 1'001}}), 6);
    EXPECT_EQ(client.code("events.read", {{"from", rig.log.end()}}), 0);
    EXPECT_EQ(client.code("events.read", {{"from", rig.log.end() + 1}}), 2);
    EXPECT_EQ(client.code("events.read", {{"filter", {{"streams", json::array(101, "item/")}}}}), 6);
}

// ---- events.subscribe
// --------------------------------------------------------------------------------------------------

TEST(EventsSubscribe, ReplaysThenSaysThatItHasCaughtUpThenGoesOnLive) {
    Rig rig;
    rig.add_events(300);
    auto client = rig.logged_in("lin");
    const auto answer = client.result("events.subscribe", {{"from", 5}});
    EXPECT_EQ(answer.at("position"), 5);
    auto told = client.notifications();
    ASSERT_EQ(told.size(), 301u);
    EXPECT_EQ(positions_of(told), range(5, 305));
    EXPECT_EQ(told.back().at("method"), "events.caught_up");
    EXPECT_EQ(told.back().at("params").at("position"), 305);
    rig.add_events(2);
    told = client.notifications();
    EXPECT_EQ(methods_of(told), (std::vector<std::string>{"events.event", "events.event"}));
    EXPECT_EQ(positions_of(told), range(305, 307));
    EXPECT_EQ(told[0].at("params").at("subscription"), answer.at("subscription"));
}

TEST(EventsSubscribe, FromNowGivesOnlyWhatComes) {
    Rig rig;
    rig.add_events(3);
    auto client = rig.logged_in("lin");
    client.result("events.subscribe", {{"from", "now"}});
    EXPECT_EQ(methods_of(client.notifications()), (std::vector<std::string>{"events.caught_up"}));
    rig.add_events(1);
    EXPECT_EQ(positions_of(client.notifications()), range(8, 9));
}

TEST(EventsSubscribe, TheAnswerComesBeforeTheFirstNotificationAlsoInABatch) {
    Rig rig;
    rig.engine.holds_answers = true;
    rig.add_events(3);
    auto client = rig.logged_in("lin");
    client.send(R"([{"jsonrpc":"2.0","id":1,"method":"events.subscribe","params":{"from":0}},
                    {"jsonrpc":"2.0","id":2,"method":"item.close_out","params":{"item":"i","command_id":")" +
                command_id + R"("}}])");
    EXPECT_FALSE(client.session->pump());
    EXPECT_EQ(client.outlet->queued_frames(), 0u);
    rig.engine.release();
    EXPECT_TRUE(json::parse(client.outlet->read_one()).is_array());
    EXPECT_GT(client.outlet->wakes, 0);
    EXPECT_EQ(positions_of(client.notifications()).size(), 4u);
}

TEST(EventsSubscribe, ASlowReaderFallsBehindAndStillGetsEachEventOnceInOrder) {
    Rig rig({.queued_bytes = 2'000, .recent_events = 10});
    auto client = rig.logged_in("lin");
    client.outlet->limit = 2'000;
    client.result("events.subscribe", {{"from", "now"}});
    auto told = client.notifications();
    rig.add_events(50);
    client.session->pump();
    EXPECT_LT(client.outlet->queued_bytes(), 4'000u);  // and not 50 events
    rig.add_events(50);
    const auto late = client.notifications();
    told.insert(told.end(), late.begin(), late.end());
    EXPECT_EQ(positions_of(told), range(5, 105));
    const auto names = methods_of(told);
    EXPECT_EQ(std::count(names.begin(), names.end(), "events.fell_behind"), 1);
    EXPECT_EQ(names.back(), "events.caught_up");
    EXPECT_EQ(rig.services.metrics.fell_behind, 1u);
}

TEST(EventsSubscribe, APumpLooksAtABoundedNumberAndAsksToBeCalledAgain) {
    Rig rig({.scanned_events = 128});
    rig.add_events(300);
    auto client = rig.logged_in("lin");
    client.result("events.subscribe", {{"from", "now"}});
    client.notifications();
    rig.add_events(300);
    EXPECT_TRUE(client.session->pump());
    EXPECT_EQ(client.outlet->queued_frames(), 128u);
}

TEST(EventsSubscribe, WhatManyAreOwedIsMadeOnceAndForgottenWhenATextIsRedacted) {
    Rig rig;
    auto one = rig.logged_in("lin"), two = rig.logged_in("lin"), three = rig.logged_in("lin");
    for (auto* client : {&one, &two, &three}) client->result("events.subscribe", {{"from", "now"}});
    for (auto* client : {&one, &two, &three}) client->notifications();
    rig.add_events(3);
    EXPECT_EQ(positions_of(one.notifications()).size(), 3u);
    EXPECT_EQ(positions_of(two.notifications()).size(), 3u);
    EXPECT_EQ(one.outlet->last_burst, two.outlet->last_burst) << "the very same bytes, of all three events";
    EXPECT_EQ(one.outlet->last_burst->messages(), 3u);
    rig.log.add({"redaction/" + std::to_string(rig.log.end() - 1)}, redaction::Approved{}, start_of_2014, "boss",
                "dcs");
    EXPECT_EQ(positions_of(three.notifications()).size(), 4u);
    EXPECT_NE(three.outlet->last_burst, one.outlet->last_burst);
}

TEST(EventsSubscribe, WhoMaySeeAccountsIsNotGivenWhatOthersAre) {
    Rig rig;
    auto clerk = rig.logged_in("lin"), auditor = rig.logged_in("audit");
    for (auto* client : {&clerk, &auditor}) client->result("events.subscribe", {{"from", 0}});
    EXPECT_LT(positions_of(clerk.notifications()).size(), positions_of(auditor.notifications()).size());
    rig.add_events(1);
    EXPECT_EQ(positions_of(clerk.notifications()), positions_of(auditor.notifications()));
}

TEST(EventsSubscribe, EndsWhenAskedToAndIsLimitedPerConnection) {
    Rig rig({.subscriptions = 2});
    auto client = rig.logged_in("lin");
    const auto first = client.result("events.subscribe", {{"from", "now"}}).at("subscription");
    EXPECT_EQ(client.code("events.subscribe", {{"from", "now"}}), 0);
    EXPECT_EQ(client.code("events.subscribe", {{"from", "now"}}), 6);
    EXPECT_EQ(client.code("view.unsubscribe", {{"subscription", first}}), 2);
    EXPECT_EQ(client.code("events.unsubscribe", {{"subscription", first}}), 0);
    EXPECT_EQ(client.code("events.unsubscribe", {{"subscription", first}}), 2);
    EXPECT_EQ(client.code("events.subscribe", {{"from", "now"}}), 0);
    EXPECT_EQ(client.code("events.subscribe", {}), -32602);
    EXPECT_EQ(rig.services.metrics.event_subscriptions, 2u);
}

// ---- views
// ---------------------------------------------------------------------------------------------------------------

struct Views : testing::Test {
    Views() {
        rig.add_events(95);  // the log ends at 100
        rig.views.change({"items", "a", 10, R"({"lamp":"green"})"});
        rig.views.change({"items", "b", 20, R"({"lamp":"red"})"});
        rig.views.change({"items", "a", 30, R"({"lamp":"red"})"});
        rig.views.apply_until(50);
    }
    Rig rig;
};

TEST_F(Views, ListShowsRowsNowAndAsOfAPositionAndTellsWhich) {
    auto client = rig.logged_in("lin");
    auto page = client.result("view.list", {{"view", "items"}, {"filter", {{"lamp", "red"}}}});
    EXPECT_EQ(page.at("position"), 50);
    EXPECT_EQ(page.at("total"), 2);
    EXPECT_EQ(page.at("rows").at(0).at("key"), "a");
    EXPECT_EQ(page.at("rows").at(0).at("position"), 30);
    EXPECT_EQ(page.at("rows").at(0).at("row").at("lamp"), "red");
    page = client.result("view.list", {{"view", "items"}, {"as_of", 15}});
    EXPECT_EQ(page.at("position"), 15);
    EXPECT_EQ(page.at("rows").as_array().size(), 1u);
    EXPECT_EQ(page.at("rows").at(0).at("row").at("lamp"), "green");
}

TEST_F(Views, ListGoesPageByPageUpToItsLimit) {
    auto client = rig.logged_in("lin");
    const auto page = client.result("view.list", {{"view", "items"}, {"limit", 1}});
    ASSERT_TRUE(page.contains("next_cursor"));
    const auto rest = client.result("view.list", {{"view", "items"}, {"cursor", page.at("next_cursor")}});
    EXPECT_EQ(rest.at("rows").at(0).at("key"), "b");
    EXPECT_FALSE(rest.contains("next_cursor"));
    EXPECT_EQ(client.code("view.list", {{"view", "items"}, {"limit", 1'000}}), 0);
    EXPECT_EQ(client.code("view.list", {{"view", "items"}, {"limit", 1'001}}), 6);
    EXPECT_EQ(client.code("view.list", {{"view", "items"}, {"order", "wrong"}}), -32602);
    EXPECT_EQ(client.code("view.list", {{"view", "nonsense"}}), 2);
}

TEST_F(Views, GetGivesARowOrNull) {
    auto client = rig.logged_in("lin");
    auto row = client.result("view.get", {{"view", "items"}, {"key", "a"}});
    EXPECT_EQ(row.at("row").at("lamp"), "red");
    EXPECT_EQ(row.at("row_position"), 30);
    EXPECT_EQ(row.at("position"), 50);
    row = client.result("view.get", {{"view", "items"}, {"key", "a"}, {"as_of", 5}});
    EXPECT_TRUE(row.at("row").is_null());
    EXPECT_EQ(row.at("position"), 5);
}

TEST_F(Views, AtLeastWaitsUntilThePositionIsApplied) {
    auto client = rig.logged_in("lin");
    client.send(R"({"jsonrpc":"2.0","id":7,"method":"view.list","params":{"view":"items","at_least":60}})");
    client.session->pump();
    EXPECT_EQ(client.outlet->queued_frames(), 0u);
    rig.views.apply_until(60);
    EXPECT_EQ(client.next().at("result").at("position"), 60);
    EXPECT_EQ(client.code("view.list", {{"view", "items"}, {"at_least", 100}}), 2);
    EXPECT_EQ(client.code("view.list", {{"view", "items"}, {"as_of", 100}}), 2);
}

TEST_F(Views, AtLeastSaysSoWhenTheViewsStop) {
    auto client = rig.logged_in("lin");
    client.send(R"({"jsonrpc":"2.0","id":7,"method":"view.list","params":{"view":"items","at_least":60}})");
    rig.views.give_up_waiters();
    EXPECT_EQ(code_of(client.next().as_object()), -32603);
}

TEST_F(Views, SubscribeGivesASnapshotThenEveryChangeOnce) {
    auto client = rig.logged_in("lin");
    const auto answer = client.result("view.subscribe", {{"view", "items"}, {"filter", {{"lamp", "red"}}}});
    EXPECT_EQ(answer.at("rows").as_array().size(), 2u);
    EXPECT_TRUE(client.notifications().empty());
    rig.views.change({"items", "b", 55, std::nullopt});
    rig.views.change({"items", "a", 56, R"({"lamp":"green"})"});
    rig.views.change({"items", "c", 57, R"({"lamp":"red"})"});
    rig.views.apply_until(60);
    const auto told = client.notifications();
    ASSERT_EQ(told.size(), 1u);
    const auto& params = told[0].at("params").as_object();
    EXPECT_EQ(params.at("subscription"), answer.at("subscription"));
    EXPECT_EQ(params.at("position"), 60);
    EXPECT_EQ(params.at("upserts").as_array().size(), 1u);
    EXPECT_EQ(params.at("upserts").at(0).at("key"), "c");
    EXPECT_EQ(params.at("removals"), json::array({"a", "b"}));
    EXPECT_TRUE(client.notifications().empty());
}

TEST_F(Views, SubscribeFromAPositionGivesWhatChangedSince) {
    auto client = rig.logged_in("lin");
    const auto answer = client.result("view.subscribe", {{"view", "items"}, {"from", 15}});
    EXPECT_FALSE(answer.contains("rows"));
    EXPECT_EQ(answer.at("position"), 15);
    const auto told = client.notifications();
    ASSERT_EQ(told.size(), 1u);
    EXPECT_EQ(told[0].at("params").at("upserts").as_array().size(), 2u);
    EXPECT_EQ(client.code("view.subscribe", {{"view", "items"}, {"from", 15}, {"filter", {{"wrong", 1}}}}), -32602);
}

TEST_F(Views, ASlowReaderGetsTheLatestRowAlone) {
    auto client = rig.logged_in("lin");
    client.result("view.subscribe", {{"view", "items"}});
    client.outlet->limit = 0;
    for (Position p = 51; p < 60; ++p) {
        rig.views.change({"items", "a", p, R"({"lamp":"v)" + std::to_string(p) + R"("})"});
        rig.views.apply_until(p);
        client.session->pump();
    }
    EXPECT_EQ(client.outlet->queued_frames(), 0u);
    client.outlet->limit = max_queued_bytes;
    std::vector<json::object> told = client.notifications();
    ASSERT_FALSE(told.empty());
    EXPECT_EQ(told.back().at("params").at("upserts").at(0).at("row").at("lamp"), "v59");
    EXPECT_LE(told.size(), 2u);
}

TEST_F(Views, ChangesAreMadeOnceForAllWhoAreOwedTheSame) {
    auto one = rig.logged_in("lin"), two = rig.logged_in("lin");
    one.result("view.subscribe", {{"view", "items"}});
    two.result("view.subscribe", {{"view", "items"}});
    one.notifications(), two.notifications();
    rig.views.change({"items", "a", 55, R"({"lamp":"x"})"});
    rig.views.apply_until(60);
    EXPECT_EQ(one.notifications().size(), 1u);
    rig.views.asked_for_changes = 0;
    EXPECT_EQ(two.notifications().size(), 1u);
    EXPECT_EQ(rig.views.asked_for_changes, 0);
    EXPECT_EQ(one.outlet->last_burst, two.outlet->last_burst) << "the very same bytes";
}

TEST_F(Views, AReaderGoesOnFromWhereItWasOrIsToldWhyItCannot) {
    auto client = rig.logged_in("lin");
    const auto first = client.result("view.subscribe", {{"view", "items"}});
    const json::object resumed{
        {"view", "items"}, {"from", first.at("position")}, {"epoch", first.at("epoch")}, {"version", 1}};
    EXPECT_FALSE(client.result("view.subscribe", resumed).contains("rows"));
    auto of_another = resumed;
    of_another["epoch"] = "00000000000000ac";
    auto refused = client.call("view.subscribe", of_another).at("error").as_object();
    EXPECT_EQ(refused.at("code"), 9);
    EXPECT_EQ(refused.at("data"), (json::object{{"path", "/epoch"}, {"epoch", "00000000000000ab"}}));
    rig.views.version = 2;
    refused = client.call("view.subscribe", resumed).at("error").as_object();
    EXPECT_EQ(refused.at("code"), 9);
    EXPECT_EQ(refused.at("data"), (json::object{{"path", "/version"}, {"version", 2}}));
    auto ahead = resumed;
    ahead["from"] = 1'000;
    EXPECT_EQ(client.code("view.subscribe", ahead), 2);
    EXPECT_EQ(client.code("events.subscribe", {{"from", 3}, {"epoch", "00000000000000ab"}}), 0);
    EXPECT_EQ(client.code("events.subscribe", {{"from", 3}, {"epoch", "00000000000000ac"}}), 9);
}

TEST_F(Views, WhoFollowsAViewThatIsBuiltByAnotherVersionIsToldToBeginAnew) {
    auto client = rig.logged_in("lin");
    client.result("view.subscribe", {{"view", "items"}});
    rig.views.version = 2;
    rig.views.change({"items", "a", 55, R"({"lamp":"x"})"});
    rig.views.apply_until(60);
    const auto told = client.notifications();
    ASSERT_EQ(told.size(), 1u);
    EXPECT_EQ(told[0].at("method"), "subscription.ended");
    EXPECT_EQ(told[0].at("params").at("error").at("code"), 9);
    EXPECT_EQ(client.result("view.subscribe", {{"view", "items"}}).at("version"), 2);
}

}  // namespace
}  // namespace taizhang::rpc::test
