// Moments: where events stand in time, and what a view shows as of one and not as of the other.
#include "projections/items/current_ledger.hpp"
#include "projections/items/report_status.hpp"
#include "projections/registers/ledgers.hpp"
#include "rig.hpp"

#include <gtest/gtest.h>

namespace taizhang::rpc::test {
namespace {

json::value at_second(int seconds) {
    return json::value((start_of_2014 + std::chrono::seconds(seconds)).to_string());
}

/// "from-until:events" of each bucket.
std::string told(const json::object& timeline) {
    std::string text;
    for (const auto& bucket : timeline.at("buckets").as_array()) {
        text += (text.empty() ? "" : " ") + json::serialize(bucket.at("from_position")) + "-" +
                json::serialize(bucket.at("until_position")) + ":" + json::serialize(bucket.at("events"));
    }
    return text;
}

class Timeline : public testing::Test {
  protected:
    /// Behind the rig's five accounts, which stand at second 0, as many events as are named at each second.
    void add(int second, int count) {
        for (int i = 0; i < count; ++i)
            rig.log.add({"item/a"}, item::Urged{"please", {}}, start_of_2014 + std::chrono::seconds(second));
    }
    json::object ask(json::object params) { return rig.logged_in("lin").result("events.timeline", std::move(params)); }

    Rig rig;
};

TEST_F(Timeline, CountsEventsInEqualPartsOfTimeWithThePositionsAtTheirBounds) {
    add(10, 3);
    add(30, 1);
    add(39, 2);
    const auto whole = ask({{"since", at_second(0)}, {"until", at_second(40)}, {"buckets", 4}});
    EXPECT_EQ(told(whole), "0-5:5 5-8:3 8-8:0 8-11:3");
    const auto& second = whole.at("buckets").as_array()[1].as_object();
    EXPECT_EQ(second.at("since"), at_second(10));
    EXPECT_EQ(second.at("until"), at_second(20));
    EXPECT_EQ(whole.at("first").at("position"), 0);
    EXPECT_EQ(whole.at("first").at("time"), at_second(0));
    EXPECT_EQ(whole.at("last").at("position"), 10);
    EXPECT_EQ(whole.at("last").at("time"), at_second(39));
    EXPECT_EQ(told(ask({{"since", at_second(30)}, {"until", at_second(39)}, {"buckets", 1}})), "8-9:1");
    EXPECT_EQ(told(ask({{"since", at_second(50)}, {"buckets", 1}})), "11-11:0");
    EXPECT_EQ(told(ask({{"until", at_second(-50)}, {"since", at_second(-60)}, {"buckets", 2}})), "0-0:0 0-0:0");
}

TEST_F(Timeline, EveryEventStandsInOneBucketWhateverTheirNumber) {
    for (int i = 0; i < 60; ++i) add(7 * i * i % 50 + 60 * i, i % 4);
    for (const int buckets : {1, 2, 7, 100, 499, 500}) {
        const auto answer = ask({{"buckets", buckets}});
        const auto& found = answer.at("buckets").as_array();
        ASSERT_EQ(found.size(), std::size_t(buckets));
        std::int64_t next = 0;
        for (const auto& bucket : found) {
            EXPECT_EQ(bucket.at("from_position"), next);
            next = bucket.at("until_position").as_int64();
        }
        EXPECT_EQ(next, std::int64_t(rig.log.end()));
    }
    EXPECT_EQ(ask({}).at("buckets").as_array().size(), 100u);
}

TEST_F(Timeline, HasNoMorePartsThanMillisecondsAndRefusesWhatItCannotCut) {
    auto client = rig.logged_in("lin");
    EXPECT_EQ(told(client.result("events.timeline")), "0-5:5");
    const auto answer = client.call("events.timeline", {{"since", at_second(5)}, {"until", at_second(5)}});
    EXPECT_EQ(answer.at("error").at("data").at("path"), "/until");
    EXPECT_EQ(client.code("events.timeline", {{"buckets", 0}}), -32602);
    EXPECT_EQ(client.code("events.timeline", {{"buckets", 501}}), 6);
    EXPECT_EQ(rig.logged_in("ops").code("events.timeline"), 5);
}

// ---- view.diff
// ---------------------------------------------------------------------------------------------------------

class Differences : public testing::Test {
  protected:
    Differences() {
        rig.add_events(10);  // positions 5 to 14, each a second after the one before
        rig.views.change({"items", "a", 5, R"({"title":"甲","units":["x"],"targets":[{"at":"1"},{"at":"2"}]})"});
        rig.views.change({"items", "b", 6, R"({"title":"乙"})"});
        rig.views.change({"items", "a", 8, R"({"units":["x","y"],"targets":[{"at":"1"},{"at":"3"}],"lamp":"red"})"});
        rig.views.change({"items", "b", 9, {}});
        rig.views.change({"items", "c", 10, R"({"title":"丙"})"});
        rig.views.apply_until(12);
    }
    json::object ask(json::object params) {
        params["view"] = "items";
        return rig.logged_in("lin").result("view.diff", std::move(params));
    }
    json::value error(json::object params) {
        params["view"] = "items";
        return rig.logged_in("lin").call("view.diff", std::move(params)).at("error");
    }

    Rig rig;
};

TEST_F(Differences, AreToldAsRowsAndFieldByField) {
    const auto answer = ask({{"from", 7}, {"to", 10}});
    EXPECT_EQ(answer.at("rows"), json::parse(R"([
        {"key":"a","change":"changed",
         "before":{"position":5,"row":{"title":"甲","units":["x"],"targets":[{"at":"1"},{"at":"2"}]}},
         "after":{"position":8,"row":{"units":["x","y"],"targets":[{"at":"1"},{"at":"3"}],"lamp":"red"}},
         "fields":[{"field":"title","before":"甲","after":null},
                   {"field":"units","before":["x"],"after":["x","y"]},
                   {"field":"targets.1.at","before":"2","after":"3"},
                   {"field":"lamp","before":null,"after":"red"}]},
        {"key":"c","change":"added","after":{"position":10,"row":{"title":"丙"}},"fields":[]},
        {"key":"b","change":"removed","before":{"position":6,"row":{"title":"乙"}},"fields":[]}])"));
    EXPECT_EQ(answer.at("added"), 1);
    EXPECT_EQ(answer.at("removed"), 1);
    EXPECT_EQ(answer.at("changed"), 1);
    EXPECT_EQ(answer.at("from_time"), at_second(7));
    EXPECT_EQ(answer.at("to_time"), at_second(10));
    EXPECT_FALSE(answer.contains("next_cursor"));
    const auto brief = ask({{"from", 7}, {"to", 10}, {"fields_only", true}});
    const auto& row = brief.at("rows").as_array()[0].as_object();
    EXPECT_FALSE(row.contains("before") || row.contains("after"));
    EXPECT_EQ(row.at("fields"), answer.at("rows").as_array()[0].at("fields"));
    EXPECT_TRUE(brief.at("rows").as_array()[1].as_object().contains("after"));
}

TEST_F(Differences, AreBetweenTimesToo) {
    const auto positions = ask({{"from", 7}, {"to", 10}});
    EXPECT_EQ(ask({{"from", at_second(7)}, {"to", at_second(10)}}), positions);
    EXPECT_EQ(ask({{"from", 7}}).at("to"), 12);  // what the view shows now
    const auto all = ask({{"from", at_second(-1)}, {"to", 8}});
    EXPECT_FALSE(all.contains("from"));
    EXPECT_EQ(all.at("added"), 2);
    const auto none = ask({{"from", at_second(-2)}, {"to", at_second(-1)}});
    EXPECT_TRUE(none.at("rows").as_array().empty());
    EXPECT_FALSE(none.contains("to"));
    EXPECT_EQ(ask({{"from", 7}, {"to", 10}, {"filter", {{"title", "丙"}}}}).at("rows").as_array().size(), 1u);
}

TEST_F(Differences, WaitForTheViewAndSayWhichMomentIsNotThere) {
    EXPECT_EQ(error({{"from", 7}, {"to", 15}}).at("code"), 2);
    EXPECT_EQ(error({{"from", 7}, {"to", 15}}).at("data").at("path"), "/to");
    auto client = rig.logged_in("lin");
    client.send(R"({"jsonrpc":"2.0","id":9,"method":"view.diff","params":{"view":"items","from":7,"to":14}})");
    EXPECT_EQ(client.outlet->queued_frames(), 0u);
    rig.views.apply_until(14);
    EXPECT_EQ(client.next().at("result").at("to"), 14);
    EXPECT_EQ(client.code("view.diff", {{"view", "accounts"}, {"from", 1}}), 5);
    EXPECT_EQ(client.code("view.diff", {{"view", "items"}}), -32602);
}

// ---- questions beside the views
// ------------------------------------------------------------------------------------------

TEST(Questions, AreAnsweredAsOfAMomentToo) {
    Rig rig;
    rig.add_events(10);
    const auto put = [&](const std::string& view, const std::string& key, const auto& row, Position at) {
        rig.views.change({view, key, at, json::serialize(reflect::to_json(row))});
    };
    rows::LedgerRow ledger;
    ledger.ledger = LedgerId{"L"};
    ledger.holder = UnitId{"fgw"};
    put("ledgers", "L", ledger, 6);
    rows::ItemRow item;
    item.ledger = LedgerId{"L"};
    item.item = ItemId{"i"};
    item.status = rows::ItemStatus::draft;
    item.missing_fixings = {Fixing::goal, Fixing::rewards};
    put("current_ledger", "L/i", item, 6);
    item.missing_fixings.clear();
    put("current_ledger", "L/i", item, 9);
    rows::ReportRow report;
    report.ledger = LedgerId{"L"};
    report.period = *Period::parse("2014-01");
    report.unit = UnitId{"fgw"};
    report.answers = report.unit;
    report.report = ReportId{"r"};
    report.state = rows::ReportState::submitted;
    put("report_status", "L/2014-01/fgw", report, 6);
    report.state = rows::ReportState::accepted;
    put("report_status", "L/2014-01/fgw", report, 9);
    rig.views.apply_until(12);
    auto client = rig.logged_in("lin");
    const auto ask = [&](const std::string& method, json::object params, json::value as_of) {
        params["ledger"] = "L";
        if (!as_of.is_null()) params["as_of"] = std::move(as_of);
        auto answer = client.call(method, std::move(params));
        EXPECT_TRUE(answer.contains("result") || code_of(answer) == 2) << json::serialize(answer);
        return answer;
    };
    const json::object january{{"period", "2014-01"}};
    EXPECT_EQ(ask("ledger.gaps", {}, 8).at("result").at("items").as_array().size(), 1u);
    EXPECT_EQ(ask("ledger.gaps", {}, at_second(8)).at("result").at("items").as_array().size(), 1u);
    EXPECT_EQ(ask("ledger.gaps", {}, nullptr).at("result").at("items").as_array().size(), 0u);
    EXPECT_EQ(ask("report.prefill", january, 8).at("result").at("owed"), true);
    EXPECT_EQ(ask("report.prefill", january, nullptr).at("result").at("owed"), false);
    EXPECT_EQ(ask("forms.list", {}, 8).at("result").at("position"), 8);
    for (const auto* method : {"ledger.gaps", "forms.list"}) {
        EXPECT_EQ(code_of(ask(method, {}, 5)), 2) << method;  // the ledger was not there
        const auto early = ask(method, {}, at_second(-1));
        EXPECT_EQ(code_of(early), 2) << method;
        EXPECT_EQ(early.at("error").at("data").at("path"), "/as_of") << method;
    }
    EXPECT_EQ(code_of(ask("report.prefill", january, at_second(-1))), 2);
}

}  // namespace
}  // namespace taizhang::rpc::test
