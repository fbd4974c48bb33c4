#include "projections/audit/audit_trail.hpp"

#include "tests/unit/projections/feed.hpp"

#include <gmock/gmock.h>

namespace taizhang {
namespace {

using namespace test;
using rows::TrailRow;

TrailRow last_row(const Feed& feed) {
    const bool account = feed.told().back().header.stream.category() == "account";
    const auto rows = project(feed, AuditTrailView(account ? TrailOf::accounts : TrailOf::ledgers));
    const auto& header = feed.told().back().header;
    auto version = std::to_string(header.stream_version);
    const auto key = header.stream.value + "/" + std::string(10 - version.size(), '0') + version;
    return get_row<TrailRow>(rows, key).value();
}

/// "field: before → after", one each.
std::vector<std::string> last_changes(const Feed& feed) {
    std::vector<std::string> lines;
    for (const auto& change : last_row(feed).changes)
        lines.push_back(change.field + ": " + boost::json::serialize(change.before) + " → " +
                        boost::json::serialize(change.after));
    return lines;
}

using testing::ElementsAre;

TEST(AuditTrail, EveryEventHasItsRowWithWhoWhenAndWhy) {
    Feed feed;
    feed.as("clerk", "fgw").add("unit/fgw", unit::Registered{.name = "发改委"}, "because");
    const auto row = last_row(feed);
    EXPECT_EQ(row.position, 0u);
    EXPECT_EQ(row.type, "unit.registered");
    EXPECT_EQ(row.command, "unit.register");
    EXPECT_EQ(row.actor.account.value, "clerk");
    EXPECT_EQ(row.actor.unit->value, "fgw");
    EXPECT_EQ(row.reason, "because");
    EXPECT_EQ(row.recorded.to_string(), "2014-01-13T01:00:00.000Z");
}

TEST(AuditTrail, AccountsHaveATrailOfTheirOwnThatFewMayRead) {
    Feed feed;
    feed.add("account/x", account::Opened{"x", {Role::unit_clerk}, {}, {}});
    feed.add("unit/fgw", unit::Registered{.name = "发改委"});
    const auto listed = [](const PlainRows& rows) {
        std::vector<std::string> keys;
        for (const auto& [key, row] : rows.rows)
            if (!hidden(key)) keys.push_back(key);
        return keys;
    };
    EXPECT_THAT(listed(project(feed, AuditTrailView(TrailOf::ledgers))), ElementsAre("unit/fgw/0000000001"));
    EXPECT_THAT(listed(project(feed, AuditTrailView(TrailOf::accounts))), ElementsAre("account/x/0000000001"));
}

TEST(AuditTrail, RevisionShowsEachFieldOldAndNewAndNothingElse) {
    Feed feed;
    enter_item(feed);
    feed.add("item/1", item::Revised{.title = "工业经济", .text = "工业增长16%以上", .goal = "第一"}, "why");
    EXPECT_THAT(last_changes(feed), ElementsAre(R"(title: "工业" → "工业经济")", R"(goal: null → "第一")"));
    feed.add("item/1", item::Revised{.goal = "第二"}, "why");
    EXPECT_THAT(last_changes(feed), ElementsAre(R"(goal: "第一" → "第二")"));
}

TEST(AuditTrail, ReportIsComparedWithTheSameUnitsReportBefore) {
    Feed feed;
    enter_item(feed);
    feed.add("item/1", reported("fgw", "2014-01", "9", "one"));
    feed.add("item/1", reported("sjw", "2014-01", "5", "two"));
    feed.add("item/1", reported("fgw", "2014-02", "18", "one"));
    EXPECT_THAT(last_changes(feed), ElementsAre(R"(period: "2014-01" → "2014-02")", R"(percent: "9" → "18")"));
    EXPECT_EQ(last_row(feed).unit->value, "fgw");
    EXPECT_EQ(last_row(feed).period->to_string(), "2014-02");
}

TEST(AuditTrail, WhatAReportNoLongerSaysIsShownAsTakenAway) {
    Feed feed;
    enter_item(feed);
    auto first = reported("fgw", "2014-01", "9", "one");
    first.problems = "no land";
    feed.add("item/1", first);
    feed.add("item/1", reported("fgw", "2014-02", "9", "one"));
    EXPECT_THAT(last_changes(feed), testing::Contains(R"(problems: "no land" → null)"));
}

TEST(AuditTrail, CorrectionGoesFromTheCorrectedValueToTheNewOne) {
    Feed feed;
    enter_item(feed);
    const auto january = feed.add("item/1", reported("fgw", "2014-01", "9", "one")).header.position;
    feed.add("item/1", reported("fgw", "2014-02", "18", "two"));
    item::ProgressCorrected correction;
    correction.corrects = january;
    correction.percent = decimal("7");
    const auto first = feed.add("item/1", correction, "misread").header.position;
    EXPECT_THAT(last_changes(feed), ElementsAre(R"(percent: "9" → "7")"));
    EXPECT_EQ(last_row(feed).corrects, january);
    correction.corrects = first;
    correction.percent = decimal("8");
    feed.add("item/1", correction, "again");
    EXPECT_THAT(last_changes(feed), ElementsAre(R"(percent: "7" → "8")"));
    feed.add("item/1", reported("fgw", "2014-03", "20", "two"));  // against february, not the corrected january
    EXPECT_THAT(last_changes(feed), testing::Contains(R"(percent: "18" → "20")"));
}

TEST(AuditTrail, CorrectedFiguresReplaceTheirIndicatorsOnly) {
    Feed feed;
    enter_item(feed);
    auto first = reported("fgw", "2014-01", "9");
    first.actuals = {{"a", decimal("1"), "个"}, {"b", decimal("2"), "个"}};
    item::ProgressCorrected correction;
    correction.corrects = feed.add("item/1", first).header.position;
    correction.actuals = {{"a", decimal("3"), "个"}};
    feed.add("item/1", correction, "why");
    const auto changes = last_row(feed).changes;
    ASSERT_EQ(changes.size(), 1u);
    EXPECT_EQ(boost::json::serialize(changes[0].after),
              R"([{"indicator":"a","value":"3","unit":"个"},{"indicator":"b","value":"2","unit":"个"}])");
}

TEST(AuditTrail, ExtensionGrantedMovesTheDeadlineFromTheOldOne) {
    Feed feed;
    enter_item(feed);
    feed.add("item/1", item::ExtensionGranted{Date(2014, 6, 1)}, "why");
    feed.add("item/1", item::ExtensionRequested{Date(2014, 9, 1)}, "why");
    feed.add("item/1", item::ExtensionGranted{Date(2014, 9, 1)}, "why");
    EXPECT_THAT(last_changes(feed),
                ElementsAre(R"(deadline: "2014-06-01" → "2014-09-01")", R"(extension.state: "requested" → "granted")"));
}

TEST(AuditTrail, TransferNamesBothAndTheListOfUnits) {
    Feed feed;
    enter_item(feed);
    feed.add("item/1", item::Transferred{UnitId{"fgw"}, UnitId{"gxj"}, "工信局"}, "why");
    const auto changes = last_row(feed).changes;
    ASSERT_EQ(changes.size(), 2u);
    EXPECT_EQ(changes[0].field, "lead");
    EXPECT_EQ(changes[0].before, "fgw");
    EXPECT_EQ(changes[0].after, "gxj");
    EXPECT_EQ(changes[1].field, "units");
    EXPECT_EQ(changes[1].after.as_array().size(), 2u);
}

TEST(AuditTrail, WordsSaidOnceHaveNoOldValueAndAreTheSummary) {
    Feed feed;
    enter_item(feed);
    feed.add("item/1", item::Urged{"hurry", {}});
    EXPECT_THAT(last_changes(feed), ElementsAre(R"(urged: null → "hurry")"));
    EXPECT_EQ(last_row(feed).summary, "hurry");
}

TEST(AuditTrail, OtherStreamsFieldsAreFollowedToo) {
    struct Case {
        std::string stream;
        Event first, second;
        std::vector<std::string> changes;
    };
    const std::vector<Case> cases{
        {"unit/a", unit::Registered{.name = "旧"}, unit::Renamed{"新", {}}, {R"(name: "旧" → "新")"}},
        {"unit/b",
         unit::Registered{.name = "b"},
         unit::Merged{UnitId{"c"}},
         {R"(status: null → "merged")", R"(successor: null → "c")"}},
        {"person/p",
         person::Enrolled{"甲", UnitId{"a"}, "局长"},
         person::Relieved{UnitId{"a"}, "局长"},
         {R"(unit: "a" → null)", R"(post: "局长" → null)"}},
        {"account/x",
         account::Opened{"x", {Role::unit_clerk}, {}, {}},
         account::RoleGranted{Role::unit_leader},
         {R"(roles: ["unit_clerk"] → ["unit_clerk","unit_leader"])"}},
        {"account/y",
         account::Opened{"y", {Role::unit_clerk}, {}, {}},
         account::RoleRevoked{Role::unit_clerk},
         {R"(roles: ["unit_clerk"] → [])"}},
        {"account/z",
         account::Opened{"z", {}, {}, {}},
         account::CredentialChanged{"secret"},
         {R"(credential: null → "secret")"}},
        {"ledger/l",
         ledger::Opened{.title = "旧", .year = 2014},
         ledger::Amended{.title = "新"},
         {R"(title: "旧" → "新")"}},
        {"regime/r", regime::Adopted{"t", "S1", "x", {}}, regime::Amended{"y", {}}, {R"(text: "x" → "y")"}},
        {"report/q",
         report::Submitted{.ledger = LedgerId{"l"}, .unit = UnitId{"a"}},
         report::Returned{"mend"},
         {R"(state: "submitted" → "returned")", R"(findings: null → "mend")"}},
    };
    for (const auto& one : cases) {
        Feed feed;
        feed.add(one.stream, one.first);
        feed.add(one.stream, one.second);
        EXPECT_THAT(last_changes(feed), testing::ElementsAreArray(one.changes)) << one.stream;
    }
}

}  // namespace
}  // namespace taizhang
