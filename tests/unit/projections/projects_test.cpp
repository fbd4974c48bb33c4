// Views of projects: the library, the wall chart, the needs board, and how many have started.
#include "projections/audit/audit_trail.hpp"
#include "projections/calendar/calendar.hpp"
#include "projections/items/current_ledger.hpp"
#include "projections/projects/project_library.hpp"
#include "projections/projects/project_needs.hpp"
#include "projections/projects/project_schedule.hpp"
#include "projections/projects/start_ratio.hpp"
#include "tests/unit/projections/feed.hpp"

#include <gmock/gmock.h>

namespace taizhang {
namespace {

using namespace test;
using rows::NeedRow;
using rows::NeedState;
using rows::ProjectRow;
using rows::ScheduleRow;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* rules = R"(
[projects]
demands = ["paired_leader", "person"]
[[projects.batch]]
key = "promote_start"
title = "促进开工"
definition = "年内开工"
start = ["within"]
[[projects.threshold]]
name = "重大项目"
at_least = "1亿元"
demands = ["task_force"]
[[projects.escalation]]
key = "group"
title = "工作小组"
days = 30
[[projects.escalation]]
key = "office"
title = "重大办"
[[projects.support]]
key = "land"
title = "土地指标"
unit = "亩"
)";

Amount money(std::string_view value, const std::string& unit) {
    return {decimal(value), unit};
}

item::Profiled profile() {
    item::Profiled e;
    e.owner = "光电公司";
    e.region = UnitId{"ec"};
    e.industry = "工业";
    e.total_investment = money("2", "亿元");
    e.year_investment = money("8000", "万元");
    e.done_before = money("0.5", "亿元");
    e.start = Date(2014, 4, 1);
    e.finish = Date(2014, 12, 1);
    e.qualifies = {{"重大项目", true, {}, "达到"}};
    return e;
}

Feed project_feed() {
    Feed feed;
    adopt(feed, rules);
    open_under_regime(feed);
    feed.add("item/1", entered());
    return feed;
}

ProjectRow project_row(const Feed& feed, const std::string& key = "2014/1") {
    return row_of<ProjectLibraryView, ProjectRow>(feed, key);
}

ScheduleRow schedule_row(const Feed& feed, const std::string& key) {
    return row_of<ProjectScheduleView, ScheduleRow>(feed, key);
}

TEST(ProjectLibrary, AnItemIsAProjectOnceSomethingIsSaidOfItAsOne) {
    auto feed = project_feed();
    feed.add("item/1", item::PeopleAssigned{.responsible_person = named({}, "李乙")});
    EXPECT_THAT(keys_of<ProjectLibraryView>(feed), IsEmpty());
    feed.add("item/1", profile());
    EXPECT_THAT(keys_of<ProjectLibraryView>(feed), ElementsAre("2014/1"));
    const auto row = project_row(feed);
    EXPECT_EQ(row.title, "工业");
    EXPECT_EQ(row.year, 2014);
    EXPECT_EQ(row.people.person->name, "李乙");
    EXPECT_EQ(row.project_class, "重大项目");
}

TEST(ProjectLibrary, S5_8_WhatItsSizeDemandsAndIsNotThereIsListed) {
    auto feed = project_feed();
    feed.add("item/1", item::PeopleAssigned{.responsible_person = named({}, "李乙")});
    auto small = profile();
    small.total_investment = money("9999", "万元");
    feed.add("item/1", small);
    EXPECT_THAT(project_row(feed).lacks, ElementsAre("paired_leader"));
    feed.add("item/1", profile());
    EXPECT_THAT(project_row(feed).lacks, ElementsAre("paired_leader", "task_force"));
    feed.add("item/1", item::PairedLeaderAssigned{named({}, "市长")});
    EXPECT_THAT(project_row(feed).lacks, ElementsAre("task_force"));
    feed.add("item/1", item::TaskForceFormed{named({}, "市长"), named({}, "主任"), {}});
    EXPECT_THAT(project_row(feed).lacks, IsEmpty());
}

TEST(ProjectLibrary, S9_7_SumsAreExactInOneUnitAndACorrectionCountsOnce) {
    auto feed = project_feed();
    feed.add("item/1", profile());
    feed.as("clerk", "fgw");
    const auto first = feed.add("item/1", item::InvestmentBooked{period("2014-03"), money("1000.1", "万元")}).header;
    feed.as("other", "sjw").add("item/1", item::InvestmentBooked{period("2014-03"), money("0.02", "亿元")});
    item::InvestmentBooked corrected{period("2014-03"), money("2000.1", "万元")};
    corrected.corrects = first.position;
    feed.as("clerk", "fgw").add("item/1", corrected);
    const auto investment = project_row(feed).investment;
    EXPECT_EQ(investment.unit, "亿元");
    EXPECT_EQ(investment.year_booked, decimal("0.22001"));
    EXPECT_EQ(investment.done, decimal("0.72001"));
    EXPECT_EQ(investment.year_percent, decimal("27.50"));
    ASSERT_EQ(investment.bookings.size(), 2u);
    EXPECT_TRUE(investment.bookings[0].corrected);
    EXPECT_EQ(investment.bookings[0].position, first.position);
}

TEST(ProjectLibrary, S9_2_ABatchThatHoldsNoMoreIsADoubtWithItsReason) {
    auto feed = project_feed();
    feed.add("item/1", profile());
    feed.add("item/1", item::BatchSet{2014, "promote_start"});
    EXPECT_EQ(project_row(feed).batch, "promote_start");
    EXPECT_THAT(project_row(feed).doubts, IsEmpty());
    item::PlanAdjusted adjusted;
    adjusted.start = Date(2015, 3, 1);
    feed.add("item/1", adjusted, "土地未到位");
    const auto row = project_row(feed);
    ASSERT_EQ(row.doubts.size(), 1u);
    EXPECT_NE(row.doubts[0].find("促进开工"), std::string::npos);
    EXPECT_EQ(row.days.start, Date(2015, 3, 1));
    EXPECT_EQ(row.days.first_start, Date(2014, 4, 1));
    EXPECT_EQ(row.days.adjustments, 1u);
}

TEST(ProjectLibrary, S5_7_PassagesTellWhenItEnteredAndWhyItLeft) {
    auto feed = project_feed();
    feed.add("item/1", item::LibraryEntered{item::Library::reserve, {}, {}});
    EXPECT_THAT(project_row(feed).libraries, ElementsAre(item::Library::reserve));
    feed.add("item/1", item::LibraryLeft{item::Library::reserve, item::Leaving::cancelled, {}, true}, "资金无法落实");
    const auto row = project_row(feed);
    EXPECT_THAT(row.libraries, IsEmpty());
    ASSERT_EQ(row.passages.size(), 1u);
    EXPECT_EQ(row.passages[0].because, item::Leaving::cancelled);
    EXPECT_EQ(row.passages[0].reason, "资金无法落实");
    EXPECT_TRUE(row.passages[0].none_yet);
}

TEST(ProjectLibrary, S8_5_LevelsTimesAndAnswersOfAProblemAreKept) {
    auto feed = project_feed();
    feed.add("item/1", profile());
    feed.at("2014-03-01T01:00:00Z").add("item/1", item::ProblemRaised{"用地", "指标不足"});
    EXPECT_EQ(project_row(feed).problems[0].level, "group");
    EXPECT_EQ(project_row(feed).problems[0].next_level_after, Date(2014, 3, 31));
    feed.at("2014-03-10T01:00:00Z").add("item/1", item::ProblemEscalated{"用地", "office"});
    feed.add("item/1", item::ProblemResolved{"用地", "已批复"});
    const auto problem = project_row(feed).problems.at(0);
    EXPECT_EQ(problem.level, "office");
    ASSERT_EQ(problem.steps.size(), 2u);
    EXPECT_EQ(problem.steps[1].at.to_string(), "2014-03-10T01:00:00.000Z");
    EXPECT_EQ(problem.answer, "已批复");
    EXPECT_FALSE(problem.next_level_after);
}

TEST(ProjectLibrary, TheStepOrMilestoneOfStartingTellsThatItStarted) {
    auto feed = project_feed();
    feed.add("item/1", profile());
    feed.add("item/1", item::MilestonePlanned{"m", "开工（开业）", Date(2014, 4, 1)});
    EXPECT_FALSE(project_row(feed).started);
    feed.add("item/1", item::MilestoneReached{"m", Date(2014, 4, 9)});
    EXPECT_TRUE(project_row(feed).started);
    EXPECT_EQ(project_row(feed).days.started_on, Date(2014, 4, 9));
}

TEST(ProjectLibrary, WhatCannotBeAddedUpIsLeftOutAndDoubtedUntilItIsPutRight) {
    auto feed = project_feed();
    auto wrong = profile();
    wrong.total_investment = money("20000000000", "亿元");
    feed.add("item/1", wrong);
    feed.as("clerk", "fgw").add("item/1", item::InvestmentBooked{period("2014-03"), money("1234567.89", "元")});
    const auto doubtful = project_row(feed);
    EXPECT_FALSE(doubtful.investment.done);
    EXPECT_FALSE(doubtful.investment.year_booked);
    EXPECT_FALSE(doubtful.investment.total);
    EXPECT_EQ(doubtful.investment.unit, "亿元");
    EXPECT_EQ(doubtful.investment.bookings.size(), 1u);
    ASSERT_EQ(doubtful.doubts.size(), 1u);
    EXPECT_THAT(doubtful.doubts[0], testing::HasSubstr("不能准确合计"));
    feed.add("item/1", profile());
    const auto right = project_row(feed);
    EXPECT_THAT(right.doubts, IsEmpty());
    EXPECT_EQ(right.investment.unit, "元");
    EXPECT_EQ(right.investment.done, decimal("51234567.89"));
}

TEST(ProjectLibrary, WhatCouldNotBeAddedUpIsNotCarriedOverInPart) {
    auto feed = project_feed();
    auto wrong = profile();
    wrong.done_before = money("999999999999999999", "元");
    feed.add("item/1", wrong);
    feed.as("clerk", "fgw").add("item/1", item::InvestmentBooked{period("2014-03"), money("1", "万元")});
    EXPECT_FALSE(project_row(feed).investment.done);
    feed.add("ledger/2015", ledger::Opened{.title = "下年", .year = 2015, .holder = UnitId{"gov"}});
    feed.add("item/1", item::CarriedOver{.to = LedgerId{"2015"}, .as = ItemId{"1b"}});
    auto rest = entered();
    rest.ledger = LedgerId{"2015"};
    rest.carried_from = ItemId{"1"};
    feed.add("item/1b", rest);
    EXPECT_FALSE(project_row(feed, "2015/1b").profile.done_before);
}

TEST(ProjectLibrary, AnItemCarriedOverTakesWithItWhatWasKnownAndDone) {
    auto feed = project_feed();
    feed.add("item/1", profile());
    feed.as("clerk", "fgw").add("item/1", item::InvestmentBooked{period("2014-03"), money("1000", "万元")});
    feed.add("ledger/2015", ledger::Opened{.title = "下年", .year = 2015, .holder = UnitId{"gov"}});
    feed.add("item/1", item::CarriedOver{.to = LedgerId{"2015"}, .as = ItemId{"1b"}});
    auto rest = entered();
    rest.ledger = LedgerId{"2015"};
    rest.carried_from = ItemId{"1"};
    feed.add("item/1b", rest);
    const auto row = project_row(feed, "2015/1b");
    EXPECT_EQ(row.profile.owner, "光电公司");
    EXPECT_FALSE(row.profile.year_investment);
    EXPECT_EQ(row.investment.done, decimal("0.6"));
    EXPECT_EQ(row.investment.year_booked, decimal("0"));
    EXPECT_EQ(project_row(feed).status, rows::ItemStatus::carried_over);
}

TEST(ProjectLibrary, FollowsItsLeadThroughAMerger) {
    auto feed = project_feed();
    feed.add("item/1", profile());
    feed.add("unit/fgw", unit::Merged{UnitId{"new"}}, "reform");
    EXPECT_EQ(project_row(feed).lead->value, "new");
}

TEST(ProjectLibrary, RowTextIsThatOfTheDocument) {
    auto feed = project_feed();
    feed.add("item/1", profile());
    feed.add("item/1", item::ServiceOfficerAssigned{named({}, "代办员"), UnitId{"sjw"}});
    feed.add("item/1", item::LibraryEntered{item::Library::plan, "文件", {}});
    const auto text = *project<ProjectLibraryView>(feed).get("2014/1");
    EXPECT_EQ(text, boost::json::serialize(reflect::to_json(project_row(feed))));
}

TEST(ProjectSchedule, S6_4_WhatWasPlannedAtAnyPastDayStandsBesideWhatIs) {
    auto feed = project_feed();
    feed.at("2014-01-20T01:00:00Z").add("item/1", item::MilestonePlanned{"roof", "封顶", Date(2014, 6, 30)});
    item::PlanAdjusted adjusted;
    adjusted.milestones = {{"roof", "主体封顶", Date(2014, 9, 30)}};
    feed.at("2014-04-10T01:00:00Z").add("item/1", adjusted, "汛期");
    feed.at("2014-10-02T01:00:00Z").add("item/1", item::MilestoneReached{"roof", Date(2014, 10, 1)});
    const auto row = schedule_row(feed, "2014/1/roof");
    ASSERT_EQ(row.plans.size(), 2u);
    EXPECT_EQ(planned_at(row, *Time::parse("2014-01-19T00:00:00Z")), nullptr);
    EXPECT_EQ(planned_at(row, *Time::parse("2014-03-01T00:00:00Z"))->due, Date(2014, 6, 30));
    EXPECT_EQ(planned_at(row, *Time::parse("2014-05-01T00:00:00Z"))->due, Date(2014, 9, 30));
    EXPECT_TRUE(row.plans[1].adjusted);
    EXPECT_EQ(row.plans[1].reason, "汛期");
    EXPECT_EQ(row.name, "主体封顶");
    EXPECT_EQ(row.reached_on, Date(2014, 10, 1));
    EXPECT_EQ(row.late_days, 1);
    EXPECT_EQ(row.late_days_first, 93);
}

TEST(ProjectSchedule, S6_4_TheSpanGoesFromStartToCompletion) {
    auto feed = project_feed();
    feed.add("item/1", profile());
    feed.add("item/1", item::StageAdvanced{"开工", Date(2014, 4, 5)});
    item::Profiled built;
    built.finished_on = Date(2014, 11, 21);
    feed.add("item/1", built);
    feed.add("item/1", item::ClosedOut{});
    const auto row = schedule_row(feed, "2014/1/");
    EXPECT_EQ(row.name, "工业");
    EXPECT_EQ(row.start, Date(2014, 4, 1));
    EXPECT_EQ(row.started_on, Date(2014, 4, 5));
    EXPECT_EQ(row.late_days, -10);
    EXPECT_EQ(row.status, rows::ItemStatus::closed_out);
}

TEST(ProjectSchedule, AMissedDayStaysThoughThePlanIsAdjusted) {
    auto feed = project_feed();
    feed.add("item/1", item::MilestonePlanned{"roof", "封顶", Date(2014, 2, 1)});
    feed.add("item/1", item::MilestoneMissed{"roof", Date(2014, 2, 1)});
    item::PlanAdjusted adjusted;
    adjusted.milestones = {{"roof", "封顶", Date(2014, 9, 30)}};
    feed.add("item/1", adjusted, "汛期");
    EXPECT_THAT(schedule_row(feed, "2014/1/roof").missed, ElementsAre(Date(2014, 2, 1)));
    const auto item = row_of<CurrentLedgerView, rows::ItemRow>(feed, "2014/1");
    EXPECT_EQ(item.milestones[0].due, Date(2014, 9, 30));
    EXPECT_FALSE(item.milestones[0].missed);
    EXPECT_EQ((row_of<CalendarView, rows::DueRow>(feed, "2014-09-30/milestone/1/roof").state), rows::DueState::open);
}

TEST(ProjectNeeds, S6_8_RequestedThenGrantedOrDeclined) {
    auto feed = project_feed();
    feed.add("item/1", profile());
    feed.at("2014-03-01T01:00:00Z")
        .as("clerk", "fgw")
        .add("item/1",
             item::SupportRequested{"用地", "land", "指标不足", money("120", "亩"), Date(2014, 3, 5), UnitId{"land"}});
    const std::string key = "2014/1/用地";
    auto row = row_of<ProjectNeedsView, NeedRow>(feed, key);
    EXPECT_EQ(row.kind_title, "土地指标");
    EXPECT_EQ(row.region->value, "ec");
    EXPECT_EQ(row.requesting->value, "fgw");
    feed.add("unit/land", unit::Merged{UnitId{"nature"}}, "reform");
    EXPECT_EQ((row_of<ProjectNeedsView, NeedRow>(feed, key).answers->value), "nature");
    feed.at("2014-03-06T01:00:00Z").add("item/1", item::SupportGranted{"用地", "已安排", money("100", "亩")});
    row = row_of<ProjectNeedsView, NeedRow>(feed, key);
    EXPECT_EQ(row.state, NeedState::granted);
    EXPECT_EQ(row.granted->value, decimal("100"));
    EXPECT_TRUE(row.late);
    EXPECT_EQ(project_row(feed).needs.granted, 1u);
    EXPECT_EQ(project_row(feed).needs.requested, 0u);
}

TEST(ProjectNeeds, WhatACancelledItemAskedForIsDropped) {
    auto feed = project_feed();
    feed.add("item/1", item::SupportRequested{"资金", "funds", "缺口", {}, {}, {}});
    feed.add("item/1", item::Cancelled{}, "why");
    EXPECT_EQ((row_of<ProjectNeedsView, NeedRow>(feed, "2014/1/资金").state), NeedState::dropped);
}

ProjectRow signed_project(const std::string& id, int year, bool started, const std::string& region,
                          const std::string& industry = "工业") {
    ProjectRow row;
    row.item = ItemId{id};
    row.profile.signed_on = Date(year, 5, 1);
    row.profile.region = UnitId{region};
    row.profile.industry = industry;
    row.lead = UnitId{"u-" + region};
    row.started = started;
    return row;
}

TEST(StartRatio, S6_7_EarlierYearsAndThisYearByRegionIndustryAndUnit) {
    std::vector<ProjectRow> projects{signed_project("a", 2013, true, "d1"), signed_project("b", 2012, true, "d1"),
                                     signed_project("c", 2013, false, "d2"), signed_project("d", 2014, false, "d2"),
                                     signed_project("e", 2014, false, "d1", "金融")};
    projects.push_back(signed_project("gone", 2013, false, "d1"));
    projects.back().status = rows::ItemStatus::cancelled;
    projects.push_back(signed_project("unsigned", 2013, false, "d1"));
    projects.back().profile.signed_on.reset();
    const std::vector<regime::StartRatio> ratios{{"往年", regime::Signed::earlier, {2, 3}, {}},
                                                 {"当年", regime::Signed::this_year, {1, 3}, {}}};
    const auto gauges = start_ratios(projects, 2014, ratios);
    ASSERT_EQ(gauges.size(), 2u);
    EXPECT_EQ(gauges[0].all.started, 2u);
    EXPECT_EQ(gauges[0].all.total, 3u);
    EXPECT_EQ(gauges[0].all.result.met, true);
    ASSERT_EQ(gauges[0].by_region.size(), 2u);
    EXPECT_EQ(gauges[0].by_region[1].key, "d2");
    EXPECT_EQ(gauges[0].by_region[1].result.met, false);
    EXPECT_THAT(gauges[0].by_region[1].waiting, ElementsAre(ItemId{"c"}));
    EXPECT_EQ(gauges[1].all.result.met, false);
    EXPECT_EQ(gauges[1].all.result.lacking, 1u);
    ASSERT_EQ(gauges[1].by_industry.size(), 2u);
    EXPECT_EQ(gauges[1].by_unit[0].key, "u-d1");
}

TEST(StartRatio, WithoutProjectsNothingIsMetOrMissed) {
    const auto gauges = start_ratios({}, 2014, {{"往年", regime::Signed::earlier, {2, 3}, {}}});
    EXPECT_FALSE(gauges.at(0).all.result.met);
    EXPECT_THAT(gauges.at(0).by_region, IsEmpty());
}

TEST(AuditTrail, TellsOfProjectsWhatChangedAndWhatItWasBefore) {
    auto feed = project_feed();
    feed.as("clerk", "fgw");
    feed.add("item/1", item::InvestmentBooked{period("2014-03"), money("500", "万元")});
    item::InvestmentBooked corrected{period("2014-03"), money("600", "万元")};
    corrected.corrects = 3;
    feed.add("item/1", corrected);
    const auto row = row_of<AuditTrailView, rows::TrailRow>(feed, "item/1/0000000003");
    ASSERT_EQ(row.changes.size(), 1u);
    EXPECT_EQ(row.changes[0].field, "investment.fgw.2014-03");
    EXPECT_EQ(row.changes[0].before.at("value"), "500");
    EXPECT_EQ(row.changes[0].after.at("value"), "600");
    EXPECT_EQ(row.corrects, Position(3));
}

}  // namespace
}  // namespace taizhang
