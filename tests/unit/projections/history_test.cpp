// What supervision, time and changes of organisation leave in `accountability_history`, and in the trail.
#include "projections/accountability/accountability_history.hpp"
#include "projections/audit/audit_trail.hpp"
#include "projections/registers/persons.hpp"
#include "projections/registers/regimes.hpp"
#include "tests/unit/projections/feed.hpp"

#include <gmock/gmock.h>

namespace taizhang {
namespace {

using namespace test;
using rows::AccountabilityRow;
using testing::ElementsAre;

/// "subject kind text", in the order of the keys.
std::vector<std::string> history(const Feed& feed) {
    std::vector<std::string> lines;
    for (const auto& [key, text] : project<AccountabilityHistoryView>(feed).rows) {
        if (hidden(key)) continue;
        const auto row = *reflect::from_json<AccountabilityRow>(*reflect::parse_json(text));
        lines.push_back(row.subject.value + " " + reflect::enum_name(row.kind) + " " + row.text);
    }
    return lines;
}

TEST(AccountabilityHistory, Rule_12_WhatHappenedStaysWithWhoeverHeldThePostThatDay) {
    Feed feed;
    feed.add("person/jia", person::Enrolled{"甲", UnitId{"fgw"}, "主任"});
    feed.add("person/yi", person::Enrolled{"乙", {}, {}});
    auto e = entered();
    e.responsible_leader = named({}, "甲", "主任");
    feed.add("item/1", e);
    feed.add("item/1", item::FellOverdue{Date(2014, 6, 30)});
    feed.add("person/jia", person::Relieved{UnitId{"fgw"}, "主任"});
    feed.add("item/1", item::Urged{"to nobody", {}});
    feed.add("person/yi", person::Appointed{UnitId{"fgw"}, "主任"});
    feed.add("item/1", item::Listed{"hurry", {}});
    EXPECT_THAT(history(feed),
                ElementsAre("person/jia overdue 2014-06-30", "person/yi listed hurry", "unit/fgw overdue 2014-06-30",
                            "unit/fgw urged to nobody", "unit/fgw listed hurry"));
}

TEST(AccountabilityHistory, AfterAMergerTheSuccessorIsToldAndTheOldRowsStay) {
    Feed feed;
    feed.add("item/1", entered());
    feed.add("item/1", item::Urged{"one", {}});
    feed.add("unit/fgw", unit::Merged{UnitId{"new"}}, "reform");
    feed.add("item/1", item::Urged{"two", {}});
    EXPECT_THAT(history(feed), ElementsAre("unit/fgw urged one", "unit/fgw merged_into new", "unit/new took_over fgw",
                                           "unit/new urged two"));
}

TEST(AccountabilityHistory, S1_4_LatenessIsToldOnceMissingAndFalsehoodBesides) {
    Feed feed;
    report::FellDue fell_due{LedgerId{"2014"}, UnitId{"fgw"}, period("2014-03"), Date(2014, 4, 8), {}, 6};
    feed.add("report/r", fell_due);
    feed.add("report/r", report::CameLate{Date(2014, 4, 8)});
    feed.add("report/r", report::Missed{Date(2014, 4, 8)});
    report::Submitted submitted;
    submitted.ledger = LedgerId{"2014"};
    submitted.unit = UnitId{"fgw"};
    submitted.period = period("2014-03");
    submitted.late = true;
    feed.add("report/r", submitted);
    feed.add("report/r", report::FoundFalse{"not so", {}});
    EXPECT_THAT(history(feed), ElementsAre("unit/fgw report_late 2014-04-08", "unit/fgw report_missed 2014-04-08",
                                           "unit/fgw report_false not so"));
}

TEST(AccountabilityHistory, S7_2_AMissedPlanIsNotToldAgainAsALateOne) {
    Feed feed;
    feed.add("item/1", entered());
    feed.add("item/1", item::PlanMissed{UnitId{"sjw"}, Date(2014, 1, 31)});
    feed.add("item/1", item::PlanFiled{UnitId{"sjw"}, "g", "r", "s", "st", "m", Date(2014, 1, 31), true});
    feed.add("item/1", item::PlanFiled{UnitId{"fgw"}, "g", "r", "s", "st", "m", Date(2014, 1, 31), true});
    EXPECT_THAT(history(feed), ElementsAre("unit/fgw plan_late 2014-01-31", "unit/sjw plan_missed 2014-01-31"));
}

TEST(AccountabilityHistory, S1_7_TheLadderStandsWithTheUnitStepByStep) {
    Feed feed;
    feed.add("item/1", entered());
    feed.add("rectification/o",
             rectification::Ordered{
                 .unit = UnitId{"fgw"}, .item = ItemId{"1"}, .demand = "mend", .deadline = Date(2014, 5, 1)});
    feed.add("rectification/o", rectification::FellOverdue{Date(2014, 5, 1)});
    feed.add("accountability/m",
             accountability::Proposed{
                 .measure = accountability::Measure::criticism, .subject = {"unit/fgw"}, .grounds = "not mended"});
    feed.add("accountability/m", accountability::Confirmed{"so be it", {}});
    feed.add("accountability/m", accountability::CriticismCirculated{"criticised", {}});
    EXPECT_THAT(history(feed),
                ElementsAre("unit/fgw rectification_ordered mend", "unit/fgw rectification_overdue 2014-05-01",
                            "unit/fgw measure_proposed not mended", "unit/fgw measure_confirmed so be it",
                            "unit/fgw criticised criticised"));
}

TEST(AccountabilityHistory, S1_6_FindingsAndS1_9_RemarksStandWithTheUnitConcerned) {
    Feed feed;
    feed.add("item/1", entered());
    feed.add("inspection/i", inspection::Scheduled{.title = "检查", .on = Date(2014, 4, 1)});
    feed.add("inspection/i", inspection::FindingRecorded{"f", UnitId{"sjw"}, ItemId{"1"}, "no fence", {}});
    feed.add("review/v", review::Scheduled{.title = "拉练", .on = Date(2014, 3, 20), .organiser = UnitId{"zdb"}});
    feed.add("review/v", review::RemarkMade{"r", named({}, "市长"), "faster", ItemId{"1"}, {}});
    feed.add("item/1", item::ConfidenceAssessed{item::Confidence::red, "seen", {}});
    EXPECT_THAT(history(feed), ElementsAre("unit/fgw remark_made faster", "unit/fgw confidence_red seen",
                                           "unit/sjw finding_recorded no fence"));
}

TEST(AccountabilityHistory, Rule_10_AMeasureStaysWithThePersonAndThePostOfThatDay) {
    Feed feed;
    feed.add("person/jia", person::Enrolled{"甲", UnitId{"fgw"}, "主任"});
    feed.add("accountability/m",
             accountability::Proposed{
                 .measure = accountability::Measure::inquiry, .subject = {"person/jia"}, .grounds = "shirked"});
    feed.add("person/jia", person::Appointed{UnitId{"sjw"}, "局长"});
    feed.add("accountability/m", accountability::Approved{"常务会议", {}});
    feed.add("accountability/m", accountability::Referred{"监察局", "case"});
    const auto last = row_of<AccountabilityHistoryView, AccountabilityRow>(feed, "person/jia/00000000000000000004");
    EXPECT_EQ(last.post, "主任");
    EXPECT_EQ(last.measure, accountability::Measure::inquiry);
    EXPECT_EQ(last.stream.value, "accountability/m");
}

/// "field old → new", of the stream's last event.
std::vector<std::string> changes(const Feed& feed) {
    const auto& header = feed.told().back().header;
    auto version = std::to_string(header.stream_version);
    const auto key = header.stream.value + "/" + std::string(10 - version.size(), '0') + version;
    std::vector<std::string> lines;
    const auto all = project<AuditTrailView>(feed);
    const auto row = reflect::parse_json(*all.get(key)).value();
    for (const auto& change : row.at("changes").as_array())
        lines.push_back(std::string(change.at("field").as_string()) + " " +
                        boost::json::serialize(change.at("before")) + " → " +
                        boost::json::serialize(change.at("after")));
    return lines;
}

TEST(AuditTrail, APlanIsToldByUnitAndAFormsColumnByName) {
    Feed feed;
    auto e = entered();
    e.fields = {{"备注", "a"}, {"区", "b"}};
    feed.add("item/1", e);
    feed.add("item/1", item::PlanFiled{UnitId{"fgw"}, "g", "r", "s", "st", "m", {}, {}});
    feed.add("item/1", item::PlanFiled{UnitId{"sjw"}, "g2", "r", "s", "st", "m", {}, {}});
    feed.add("item/1", item::PlanReturned{UnitId{"fgw"}, "thin"});
    EXPECT_THAT(changes(feed), ElementsAre("plan.fgw.state \"filed\" → \"returned\"", "findings null → \"thin\""));
    item::Revised revised;
    revised.fields = {{"备注", "c"}};
    feed.add("item/1", revised, "why");
    EXPECT_THAT(changes(feed),
                ElementsAre("fields [{\"name\":\"备注\",\"value\":\"a\"},{\"name\":\"区\",\"value\":\"b\"}] → "
                            "[{\"name\":\"备注\",\"value\":\"c\"},{\"name\":\"区\",\"value\":\"b\"}]"));
}

TEST(AuditTrail, ARevisionWithoutFieldsLeavesTheFormsColumnsAlone) {
    Feed feed;
    auto e = entered();
    e.fields = {{"备注", "a"}};
    feed.add("item/1", e);
    feed.add("item/1", item::Revised{.title = "新"}, "why");
    EXPECT_THAT(changes(feed), ElementsAre("title \"工业\" → \"新\""));
}

TEST(AuditTrail, StatusesOfTheYearAndStatesOfSupervisionAreToldOldAndNew) {
    Feed feed;
    auto draft = entered();
    draft.draft = true;
    feed.add("item/1", draft);
    feed.add("item/1", item::Activated{});
    EXPECT_THAT(changes(feed), ElementsAre("status \"draft\" → \"entered\""));
    feed.add("rectification/o",
             rectification::Ordered{.unit = UnitId{"fgw"}, .demand = "mend", .deadline = Date(2014, 5, 1)});
    feed.add("rectification/o", rectification::Rejected{"no", Date(2014, 6, 1)});
    EXPECT_THAT(changes(feed), ElementsAre("deadline \"2014-05-01\" → \"2014-06-01\"", "findings null → \"no\""));
    feed.add("accountability/m",
             accountability::Proposed{
                 .measure = accountability::Measure::criticism, .subject = {"unit/fgw"}, .grounds = "behind"});
    feed.add("accountability/m", accountability::Dismissed{"floods"});
    EXPECT_THAT(changes(feed), ElementsAre("state \"proposed\" → \"dismissed\"", "findings null → \"floods\""));
}

TEST(Persons, SeveralPostsAreHeldAtOnceAndTheLastOneStillHeldIsShown) {
    Feed feed;
    feed.add("person/jia", person::Enrolled{"甲", UnitId{"fgw"}, "主任"});
    feed.add("person/jia", person::Appointed{UnitId{"sjw"}, "局长"});
    const auto row = [&] { return row_of<PersonsView, rows::PersonRow>(feed, "jia"); };
    EXPECT_EQ(row().posts.size(), 2u);
    EXPECT_EQ(row().post, "局长");
    feed.add("person/jia", person::Relieved{UnitId{"sjw"}, "局长"});
    EXPECT_EQ(row().post, "主任");
    EXPECT_EQ(row().former_posts.at(0).post, "局长");
}

TEST(Regimes, EveryAmendmentIsListedWithItsReason) {
    Feed feed;
    adopt(feed, "");
    amend(feed, "[plans]\nmonth = 2\n");
    const auto row = row_of<RegimesView, rows::RegimeRow>(feed, "r");
    ASSERT_EQ(row.amended.size(), 1u);
    EXPECT_EQ(row.amended[0].reason, "why");
    EXPECT_LT(row.adopted_at, row.amended[0].at);
}

}  // namespace
}  // namespace taizhang
