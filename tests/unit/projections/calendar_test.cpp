#include "projections/calendar/calendar.hpp"

#include "tests/unit/projections/feed.hpp"

#include <gmock/gmock.h>

namespace taizhang {
namespace {

using namespace test;
using rows::DueRow;
using rows::DueState;
using testing::ElementsAre;

DueRow due(const Feed& feed, const std::string& key) {
    return row_of<CalendarView, DueRow>(feed, key);
}

std::vector<std::string> keys(const Feed& feed) {
    return keys_of<CalendarView>(feed);
}

item::Entered with_deadline() {
    auto e = entered();
    e.deadline = Date(2014, 6, 30);
    return e;
}

TEST(Calendar, ADeadlineMovesWithAnExtensionAndSaysFromWhere) {
    Feed feed;
    feed.add("item/1", with_deadline());
    EXPECT_THAT(keys(feed), ElementsAre("2014-06-30/deadline/1/"));
    feed.add("item/1", item::FellOverdue{Date(2014, 6, 30)});
    EXPECT_EQ(due(feed, "2014-06-30/deadline/1/").state, DueState::late);
    feed.add("item/1", item::ExtensionGranted{Date(2014, 9, 30)});
    EXPECT_THAT(keys(feed), ElementsAre("2014-09-30/deadline/1/"));
    auto row = due(feed, "2014-09-30/deadline/1/");
    EXPECT_EQ(row.state, DueState::open);
    EXPECT_TRUE(row.was_late);
    EXPECT_EQ(row.moved_from->to_string(), "2014-06-30");
    EXPECT_EQ(row.title, "工业");
    EXPECT_EQ(row.unit->value, "fgw");
    feed.add("item/1", item::CompletionClaimed{"done"});
    EXPECT_EQ(due(feed, "2014-09-30/deadline/1/").state, DueState::done);
    feed.add("item/1", item::CompletionRejected{"not done"});
    EXPECT_EQ(due(feed, "2014-09-30/deadline/1/").state, DueState::open);
}

TEST(Calendar, SuspendedThingsAreNotDueUntilTheItemIsResumed) {
    Feed feed;
    feed.add("item/1", with_deadline());
    feed.add("item/1", item::MilestonePlanned{"m/1", "开工", Date(2014, 3, 1)});
    feed.add("item/1", item::MilestoneReached{"m/1", Date(2014, 2, 27)});
    feed.add("item/1", item::MilestonePlanned{"m2", "竣工", Date(2014, 5, 1)});
    feed.add("item/1", item::Suspended{}, "why");
    EXPECT_EQ(due(feed, "2014-03-01/milestone/1/m/1").state, DueState::done);
    EXPECT_EQ(due(feed, "2014-05-01/milestone/1/m2").state, DueState::dropped);
    EXPECT_EQ(due(feed, "2014-06-30/deadline/1/").state, DueState::dropped);
    feed.add("item/1", item::Resumed{});
    EXPECT_EQ(due(feed, "2014-05-01/milestone/1/m2").state, DueState::open);
    feed.add("item/1", item::MilestoneMissed{"m2", Date(2014, 5, 1)});
    EXPECT_EQ(due(feed, "2014-05-01/milestone/1/m2").state, DueState::missed);
    EXPECT_EQ(due(feed, "2014-05-01/milestone/1/m2").title, "竣工");
}

TEST(Calendar, S7_2_PlansAndAcknowledgementsAreDueByTheRulesForEachUnit) {
    Feed feed;
    adopt(feed, "[plans]\nmonth = 1\nday = 31\n[acknowledgement]\nwithin = \"3 working days\"\n");
    open_under_regime(feed);
    feed.add("item/1", entered());  // on Monday, 2014-01-13
    EXPECT_THAT(keys(feed), ElementsAre("2014-01-16/acknowledgement/1/fgw", "2014-01-16/acknowledgement/1/sjw",
                                        "2014-01-31/plan/1/fgw", "2014-01-31/plan/1/sjw"));
    feed.add("item/1", item::Acknowledged{UnitId{"fgw"}});
    feed.add("item/1", item::AcknowledgementOverdue{UnitId{"sjw"}, Date(2014, 1, 16)});
    feed.add("item/1", item::PlanFiled{UnitId{"fgw"}, "g", "r", "s", "st", "m", Date(2014, 1, 31), false});
    feed.add("item/1", item::PlanMissed{UnitId{"sjw"}, Date(2014, 1, 31)});
    EXPECT_EQ(due(feed, "2014-01-16/acknowledgement/1/fgw").state, DueState::done);
    EXPECT_EQ(due(feed, "2014-01-16/acknowledgement/1/sjw").state, DueState::late);
    EXPECT_EQ(due(feed, "2014-01-31/plan/1/fgw").state, DueState::done);
    EXPECT_EQ(due(feed, "2014-01-31/plan/1/sjw").state, DueState::missed);
    feed.add("item/1", item::PlanReturned{UnitId{"fgw"}, "too thin"});
    EXPECT_EQ(due(feed, "2014-01-31/plan/1/fgw").state, DueState::open);
}

TEST(Calendar, ADraftOwesNothingUntilItIsActivated) {
    Feed feed;
    adopt(feed, "[acknowledgement]\nwithin = \"5 days\"\n");
    open_under_regime(feed);
    auto draft = with_deadline();
    draft.draft = true;
    feed.add("item/1", draft);
    EXPECT_EQ(due(feed, "2014-06-30/deadline/1/").state, DueState::dropped);
    feed.at("2014-02-01T01:00:00Z").add("item/1", item::Activated{});
    EXPECT_EQ(due(feed, "2014-06-30/deadline/1/").state, DueState::open);
    EXPECT_EQ(due(feed, "2014-02-06/acknowledgement/1/sjw").state, DueState::open);
}

TEST(Calendar, AmendedRulesMoveWhatStillRuns) {
    Feed feed;
    adopt(feed, "[plans]\nmonth = 1\nday = 31\n[checking]\ndue_day = 15\n");
    open_under_regime(feed);
    feed.add("item/1", entered());
    feed.add("item/1", item::PlanFiled{UnitId{"fgw"}, "g", "r", "s", "st", "m", Date(2014, 1, 31), false});
    feed.add("ledger/2014", ledger::Checked{1, "fine"});
    amend(feed, "[plans]\nmonth = 2\nday = 10\n[checking]\ndue_day = 20\n");
    EXPECT_THAT(keys(feed),
                ElementsAre("2014-01-31/plan/1/fgw", "2014-02-10/plan/1/sjw", "2014-04-15/check/2014/1",
                            "2014-07-20/check/2014/2", "2014-10-20/check/2014/3", "2015-01-20/check/2014/4"));
    EXPECT_EQ(due(feed, "2014-04-15/check/2014/1").state, DueState::done);
}

TEST(Calendar, S1_4_AReportIsLateThenMissedThenDoneAndOpenAgainWhenReturned) {
    Feed feed;
    const std::string key = "2014-04-08/report/r/fgw";
    feed.add("report/r",
             report::FellDue{LedgerId{"2014"}, UnitId{"fgw"}, period("2014-03"), Date(2014, 4, 8), {ItemId{"1"}}, 6});
    EXPECT_EQ(due(feed, key).state, DueState::open);
    EXPECT_EQ(due(feed, key).period->to_string(), "2014-03");
    feed.add("report/r", report::CameLate{Date(2014, 4, 8)});
    EXPECT_EQ(due(feed, key).state, DueState::late);
    feed.add("report/r", report::Missed{Date(2014, 4, 8)});
    EXPECT_EQ(due(feed, key).state, DueState::missed);
    feed.add("unit/fgw", unit::Merged{UnitId{"new"}}, "reform");
    EXPECT_EQ(due(feed, key).answers->value, "new");
    report::Submitted submitted;
    submitted.ledger = LedgerId{"2014"};
    submitted.unit = UnitId{"fgw"};
    submitted.period = period("2014-03");
    feed.add("report/r", submitted);
    EXPECT_EQ(due(feed, key).state, DueState::done);
    EXPECT_TRUE(due(feed, key).was_late);
    feed.add("report/r", report::Returned{"mend"});
    EXPECT_EQ(due(feed, key).state, DueState::missed);
}

TEST(Calendar, S1_7_AnOrderMovesWhenItIsRejectedWithANewDay) {
    Feed feed;
    feed.add("rectification/o",
             rectification::Ordered{.unit = UnitId{"fgw"}, .demand = "mend", .deadline = Date(2014, 5, 1)});
    feed.add("rectification/o", rectification::Reported{"mended"});
    EXPECT_EQ(due(feed, "2014-05-01/rectification/o/").state, DueState::done);
    feed.add("rectification/o", rectification::Rejected{"no", Date(2014, 6, 1)});
    EXPECT_THAT(keys(feed), ElementsAre("2014-06-01/rectification/o/"));
    EXPECT_EQ(due(feed, "2014-06-01/rectification/o/").state, DueState::open);
    EXPECT_EQ(due(feed, "2014-06-01/rectification/o/").title, "mend");
}

TEST(Calendar, ATransferPassesTheDeadlineToTheNewLead) {
    Feed feed;
    adopt(feed, "[acknowledgement]\nwithin = \"3 days\"\n");
    open_under_regime(feed);
    feed.add("item/1", with_deadline());
    feed.add("item/1", item::Transferred{UnitId{"fgw"}, UnitId{"gxj"}, {}}, "why");
    EXPECT_EQ(due(feed, "2014-06-30/deadline/1/").answers->value, "gxj");
    EXPECT_THAT(keys(feed), ElementsAre("2014-01-16/acknowledgement/1/gxj", "2014-01-16/acknowledgement/1/sjw",
                                        "2014-06-30/deadline/1/"));
}

TEST(Calendar, ReviewsInspectionsAndReconsiderationsHaveTheirDays) {
    Feed feed;
    feed.add("review/v", review::Scheduled{.title = "拉练", .on = Date(2014, 3, 20), .organiser = UnitId{"zdb"}});
    feed.add("review/v", review::Rescheduled{Date(2014, 3, 25), {}, {}}, "rain");
    feed.add("inspection/i", inspection::Scheduled{.title = "检查", .on = Date(2014, 4, 1), .units = {UnitId{"fgw"}}});
    feed.add("inspection/i", inspection::Cancelled{});
    feed.add("accountability/m", accountability::Proposed{.measure = accountability::Measure::summons,
                                                          .subject = {"unit/fgw"},
                                                          .grounds = "behind",
                                                          .deadline = Date(2014, 3, 1)});
    feed.add("accountability/m", accountability::Confirmed{});
    feed.add("accountability/m", accountability::SummonsHeld{Date(2014, 2, 28), {}, "held"});
    feed.add("accountability/m", accountability::ReconsiderationRequested{"no", Date(2014, 3, 31)});
    EXPECT_THAT(keys(feed), ElementsAre("2014-03-01/proposal/m/", "2014-03-25/review/v/",
                                        "2014-03-31/reconsideration/m/", "2014-04-01/inspection/i/"));
    EXPECT_EQ(due(feed, "2014-03-01/proposal/m/").state, DueState::done);
    EXPECT_EQ(due(feed, "2014-04-01/inspection/i/").state, DueState::dropped);
    EXPECT_EQ(due(feed, "2014-03-31/reconsideration/m/").state, DueState::open);
}

}  // namespace
}  // namespace taizhang
