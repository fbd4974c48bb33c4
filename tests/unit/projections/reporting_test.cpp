// Monthly reports and plans: `report_status`, `progress`, `plans`, `ledgers`, `burden`.
#include "projections/items/plans.hpp"
#include "projections/items/progress.hpp"
#include "projections/items/report_status.hpp"
#include "projections/registers/ledgers.hpp"
#include "projections/supervision/burden.hpp"
#include "tests/unit/projections/feed.hpp"

#include <gmock/gmock.h>

namespace taizhang {
namespace {

using namespace test;
using rows::ReportState;
using testing::ElementsAre;

report::FellDue fell_due(std::string unit, std::uint32_t fields = 6) {
    return {LedgerId{"2014"}, UnitId{unit}, period("2014-03"), Date(2014, 4, 8), {ItemId{"1"}, ItemId{"2"}}, fields};
}

report::Submitted submitted(std::string unit, bool late) {
    report::Submitted e;
    e.ledger = LedgerId{"2014"};
    e.unit = UnitId{unit};
    e.period = period("2014-03");
    e.items = {ItemId{"1"}, ItemId{"2"}};
    e.summary = "all";
    e.due = Date(2014, 4, 8);
    e.late = late;
    return e;
}

rows::ReportRow report_row(const Feed& feed, const std::string& unit = "fgw") {
    return row_of<ReportStatusView, rows::ReportRow>(feed, "2014/2014-03/" + unit);
}

TEST(ReportStatus, S1_4_AReportIsOwedThenLateThenMissedAndStaysSoWhenItComesAtLast) {
    Feed feed;
    feed.add("report/r", fell_due("fgw"));
    EXPECT_EQ(report_row(feed).state, ReportState::owed);
    EXPECT_EQ(report_row(feed).fields, 6u);
    EXPECT_FALSE(report_row(feed).submitted_at);
    feed.add("report/r", report::Reminded{Date(2014, 4, 8), 3});
    feed.add("report/r", report::CameLate{Date(2014, 4, 8)});
    EXPECT_EQ(report_row(feed).state, ReportState::late);
    feed.add("report/r", report::Missed{Date(2014, 4, 8)});
    EXPECT_EQ(report_row(feed).state, ReportState::missed);
    feed.add("report/r", submitted("fgw", true));
    EXPECT_EQ(report_row(feed).state, ReportState::submitted);
    feed.add("report/r", report::Accepted{});
    const auto row = report_row(feed);
    EXPECT_EQ(row.state, ReportState::accepted);
    EXPECT_TRUE(row.late);
    EXPECT_TRUE(row.missed);
    EXPECT_THAT(row.reminded, ElementsAre(3));
}

TEST(ReportStatus, S1_4_TwoUnitsOfOneMonthStandSideBySide) {
    Feed feed;
    feed.add("report/a", fell_due("fgw"));
    feed.add("report/b", fell_due("sjw"));
    feed.add("report/b", submitted("sjw", false));
    EXPECT_EQ(report_row(feed, "fgw").state, ReportState::owed);
    EXPECT_EQ(report_row(feed, "sjw").state, ReportState::submitted);
    EXPECT_FALSE(report_row(feed, "sjw").late);
}

TEST(ReportStatus, AReportHandedInBeforeItFellDueKeepsWhatItIs) {
    Feed feed;
    feed.add("report/r", submitted("fgw", false));
    feed.add("report/r", report::Accepted{});
    feed.add("report/r", fell_due("fgw"));
    EXPECT_EQ(report_row(feed).state, ReportState::accepted);
    EXPECT_EQ(report_row(feed).due->to_string(), "2014-04-08");
}

TEST(ReportStatus, S1_4_AFalseReportIsMarkedAndReturnsAreCounted) {
    Feed feed;
    feed.add("report/r", submitted("fgw", false));
    feed.add("report/r", report::Returned{"mend"});
    feed.add("report/r", submitted("fgw", true));
    feed.add("report/r", report::Accepted{});
    feed.add("report/r", report::FoundFalse{"a field where a plant was told", {ItemId{"2"}}});
    const auto row = report_row(feed);
    EXPECT_EQ(row.returns, 1u);
    EXPECT_EQ(row.resubmissions, 1u);
    EXPECT_FALSE(row.late);  // mending does not make it late
    EXPECT_TRUE(row.found_false);
    EXPECT_EQ(row.false_items.at(0).value, "2");
}

TEST(ReportStatus, WhatIsOwedPassesToTheSuccessorAndWhatIsAcceptedStays) {
    Feed feed;
    feed.add("report/a", fell_due("fgw"));
    auto other = fell_due("fgw");
    other.ledger = LedgerId{"other"};
    feed.add("report/b", other);
    feed.add("report/b", report::Accepted{});
    feed.add("unit/fgw", unit::Merged{UnitId{"new"}}, "reform");
    EXPECT_EQ(report_row(feed).answers.value, "new");
    EXPECT_EQ(report_row(feed).unit.value, "fgw");
    EXPECT_EQ((row_of<ReportStatusView, rows::ReportRow>(feed, "other/2014-03/fgw").answers.value), "fgw");
}

TEST(Progress, Rule_2_ACorrectedReportShowsTheFirstFigureAndWhatACorrectionMustName) {
    Feed feed;
    enter_item(feed);
    auto report = reported("fgw", "2014-03", "30", "first words");
    report.actuals = {{"增长", decimal("12"), "%"}, {"投资", decimal("5"), "亿元"}};
    const auto first = feed.add("item/1", report).header.position;
    item::ProgressCorrected correction;
    correction.corrects = first;
    correction.percent = decimal("12");
    correction.actuals = {{"增长", decimal("9"), "%"}};
    const auto second = feed.add("item/1", correction, "misread").header.position;
    correction = {};
    correction.corrects = second;
    correction.progress = "second words";
    const auto third = feed.add("item/1", correction, "again").header.position;
    const auto row = row_of<ProgressView, rows::ProgressRow>(feed, "2014/2014-03/fgw/1");
    EXPECT_EQ(row.percent, decimal("12"));
    EXPECT_EQ(*row.first_percent, decimal("30"));
    EXPECT_TRUE(row.behind);
    EXPECT_EQ(row.progress, "second words");
    EXPECT_EQ(row.actuals.size(), 2u);
    EXPECT_EQ(row.actuals.at(1).value, decimal("9"));
    EXPECT_EQ(row.position, first);
    EXPECT_EQ(row.last_position, third);
}

TEST(Progress, TwoUnitsReportTheSameItemInRowsOfTheirOwn) {
    Feed feed;
    enter_item(feed);
    feed.add("item/1", reported("fgw", "2014-03", "30"));
    feed.add("item/1", reported("sjw", "2014-03", "20"));
    EXPECT_THAT(keys_of<ProgressView>(feed), ElementsAre("2014/2014-03/fgw/1", "2014/2014-03/sjw/1"));
}

TEST(Plans, S7_2_APlanKeepsItsFiveSettingsAndWhatBecameOfIt) {
    Feed feed;
    enter_item(feed);
    feed.add("item/1", item::PlanMissed{UnitId{"fgw"}, Date(2014, 1, 31)});
    feed.as("clerk", "fgw")
        .add("item/1", item::PlanFiled{{}, "goals", "who", "when", "how well", "how", Date(2014, 1, 31), true});
    feed.as("office", {}).add("item/1", item::PlanReturned{UnitId{"fgw"}, "too thin"});
    const auto row = row_of<PlansView, rows::PlanRow>(feed, "2014/1/fgw");
    EXPECT_EQ(row.state, rows::PlanState::returned);
    EXPECT_EQ(row.standards, "how well");
    EXPECT_TRUE(row.missed);
    EXPECT_TRUE(row.late);
    EXPECT_EQ(row.filed_by, "name of clerk");
    EXPECT_EQ(row.findings, "too thin");
}

rows::LedgerRow ledger_row(const Feed& feed) {
    return row_of<LedgersView, rows::LedgerRow>(feed, "2014");
}

TEST(Ledgers, S1_4_ConsolidationsTellWhoReportedAndWhoIsMissing) {
    Feed feed;
    enter_item(feed);
    feed.add("ledger/2014", ledger::Consolidated{period("2014-03"), "one", {UnitId{"fgw"}}, {UnitId{"sjw"}}});
    feed.add("ledger/2014", ledger::Consolidated{period("2014-03"), "two", {UnitId{"fgw"}, UnitId{"sjw"}}, {}});
    const auto row = ledger_row(feed);
    ASSERT_EQ(row.consolidations.size(), 1u);
    EXPECT_EQ(row.consolidations[0].summary, "two");
    EXPECT_TRUE(row.consolidations[0].missing.empty());
}

TEST(Ledgers, S1_5_AnOverdueCheckStaysAndSaysThatItWasMadeUpFor) {
    Feed feed;
    enter_item(feed);
    feed.add("ledger/2014", ledger::CheckOverdue{1, Date(2014, 4, 15)});
    EXPECT_FALSE(ledger_row(feed).overdue_checks.at(0).checked);
    feed.add("ledger/2014", ledger::Checked{1, "fine"});
    EXPECT_TRUE(ledger_row(feed).overdue_checks.at(0).checked);
    feed.add("ledger/2014", ledger::Closed{"over"});
    EXPECT_EQ(ledger_row(feed).closing_summary, "over");
}

TEST(Ledgers, ItemsAreCountedWhereTheyStand) {
    Feed feed;
    enter_item(feed);
    auto second = entered();
    second.draft = true;
    feed.add("item/2", second);
    feed.add("item/1", item::Acknowledged{UnitId{"fgw"}});
    feed.add("item/1", item::Acknowledged{UnitId{"sjw"}});
    feed.add("item/2", item::Activated{});
    const auto row = ledger_row(feed);
    EXPECT_EQ(row.items, 2u);
    ASSERT_EQ(row.statuses.size(), 2u);
    EXPECT_EQ(row.statuses[0].status, rows::ItemStatus::entered);
    EXPECT_EQ(row.statuses[1].status, rows::ItemStatus::acknowledged);
    EXPECT_EQ(row.statuses[1].items, 1u);
}

TEST(Burden, Rule_11_WhatAUnitWasAskedForIsSummedByTheMonthOfAsking) {
    Feed feed;
    adopt(feed, "[plans]\nmonth = 1\nday = 31\n");
    open_under_regime(feed);
    feed.add("item/1", entered());
    feed.at("2014-04-01T01:00:00Z").add("report/a", fell_due("fgw", 6));
    auto other = fell_due("fgw", 9);
    other.ledger = LedgerId{"other"};
    feed.add("report/b", other);
    feed.add("report/a", report::Reminded{Date(2014, 4, 8), 3});
    feed.add("item/1", item::Reminded{item::ReminderOf::deadline, {}, {}, Date(2014, 4, 30), 7});
    feed.add("item/1", item::Urged{"hurry", UnitId{"sjw"}});
    feed.add("rectification/o",
             rectification::Ordered{.unit = UnitId{"fgw"}, .demand = "mend", .deadline = Date(2014, 5, 1)});
    feed.add("rectification/o", rectification::Rejected{"not mended", {}});
    const auto row = [&](const char* key) { return row_of<BurdenView, rows::BurdenRow>(feed, key); };
    EXPECT_EQ(row("2014-04/fgw").reports, 2u);
    EXPECT_EQ(row("2014-04/fgw").fields, 15u);
    EXPECT_EQ(row("2014-04/fgw").items, 4u);
    EXPECT_EQ(row("2014-04/fgw").reminders, 2u);
    EXPECT_EQ(row("2014-04/fgw").rectifications, 2u);
    EXPECT_EQ(row("2014-04/fgw").plans, 0u);
    EXPECT_EQ(row("2014-01/fgw").plans, 1u);
    EXPECT_EQ(row("2014-01/sjw").plans, 1u);
    EXPECT_EQ(row("2014-04/sjw").urgings, 1u);
}

}  // namespace
}  // namespace taizhang
