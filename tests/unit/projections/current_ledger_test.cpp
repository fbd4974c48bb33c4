#include "projections/items/current_ledger.hpp"

#include "tests/unit/projections/feed.hpp"

#include <gmock/gmock.h>

namespace taizhang {
namespace {

using namespace test;
using rows::ItemRow;
using rows::ItemStatus;

ItemRow item_row(const Feed& feed) {
    return get_row<ItemRow>(project<CurrentLedgerView>(feed), "2014/1").value();
}

std::string percent_of(const ItemRow& row) {
    return row.percent ? row.percent->to_string() : "none";
}

TEST(CurrentLedger, EnteredItemStandsUnderItsLedgerUnjudged) {
    Feed feed;
    enter_item(feed);
    const auto row = item_row(feed);
    EXPECT_EQ(row.item.value, "1");
    EXPECT_EQ(row.title, "工业");
    EXPECT_EQ(row.units.at(0).name, "printed fgw");
    EXPECT_EQ(row.status, ItemStatus::entered);
    EXPECT_EQ(row.lamp, Lamp::grey);
    EXPECT_FALSE(row.percent);
    EXPECT_EQ(row.version, 1u);
    EXPECT_EQ(row.changed_position, 1u);
}

TEST(CurrentLedger, S1_1_MissingFixingsAreListedUntilTheyAreThere) {
    Feed feed;
    enter_item(feed);
    EXPECT_THAT(item_row(feed).missing_fixings,
                testing::ElementsAre(Fixing::deadline, Fixing::responsibility, Fixing::rewards));
    feed.add("item/1", item::Revised{.rewards = "奖"}, "why");
    feed.add("item/1", item::PeopleAssigned{.responsible_leader = NamedPerson{{}, "甲"},
                                            .responsible_person = NamedPerson{{}, "乙"}});
    feed.add("item/1", item::ExtensionGranted{Date(2014, 12, 31)}, "why");
    EXPECT_THAT(item_row(feed).missing_fixings, testing::IsEmpty());
}

TEST(CurrentLedger, LampHoldsTheLastMonthReportedAgainstItsSchedule) {
    const std::vector<std::pair<std::string, Lamp>> cases{
        {"25", Lamp::green}, {"24.9", Lamp::yellow}, {"15", Lamp::yellow}, {"14.9", Lamp::red}};
    for (const auto& [percent, lamp] : cases) {
        Feed feed;
        enter_item(feed);
        feed.add("item/1", reported("fgw", "2014-03", percent));
        const auto row = item_row(feed);
        EXPECT_EQ(row.lamp, lamp) << percent;
        EXPECT_EQ(*row.scheduled_percent, decimal("25"));
        EXPECT_EQ(row.last_period->to_string(), "2014-03");
    }
}

TEST(CurrentLedger, OneReportingUnitsFigureIsTheItems) {
    Feed feed;
    enter_item(feed);
    feed.add("item/1", reported("fgw", "2014-01", "8.33"));
    EXPECT_EQ(percent_of(item_row(feed)), "8.33");
}

TEST(CurrentLedger, SeveralReportingUnitsAreAveragedRoundedHalfUp) {
    Feed feed;
    enter_item(feed);
    feed.add("item/1", reported("fgw", "2014-01", "10"));
    feed.add("item/1", reported("sjw", "2014-01", "10.5"));
    EXPECT_EQ(percent_of(item_row(feed)), "10.3");
    feed.add("item/1", reported("fgw", "2014-02", "20.5"));
    EXPECT_EQ(percent_of(item_row(feed)), "15.5");  // each unit's latest
}

TEST(CurrentLedger, S7_5_EveryMemberOfACollectiveCountsOnceAndFiguresAddUp) {
    Feed feed;
    enter_item(feed);
    auto districts = party("gequ", PartyRole::lead);
    districts.collective = true;
    districts.members = {UnitId{"a"}, UnitId{"b"}};
    feed.add("item/1", item::UnitsAssigned{{districts}, false}, "why");
    feed.add("item/1", item::TargetSet{{"投资", {">="}, decimal("5"), "亿元", false, {}}});
    auto a = reported("a", "2014-02", "10"), b = reported("b", "2014-02", "20");
    a.actuals = {{"投资", decimal("1.5"), "亿元"}, {"增长", decimal("12"), "%"}};
    b.actuals = {{"投资", decimal("2000"), "万元"}, {"增长", decimal("14"), "%"}};
    feed.add("item/1", a);
    feed.add("item/1", b);
    const auto row = item_row(feed);
    EXPECT_EQ(percent_of(row), "15.0");
    EXPECT_EQ(*row.targets.at(0).actual, decimal("14"));  // a share is not added up
    EXPECT_EQ(row.targets.at(1).actual_unit, "万元");
    EXPECT_EQ(*row.targets.at(1).actual, decimal("17000"));
}

TEST(CurrentLedger, JointUnitsFiguresAreNotAddedUp) {
    Feed feed;
    enter_item(feed);
    auto a = reported("fgw", "2014-02", "10"), b = reported("sjw", "2014-01", "10");
    a.actuals = {{"增长", decimal("12"), "个"}};
    b.actuals = {{"增长", decimal("11"), "个"}};
    feed.add("item/1", a);
    feed.add("item/1", b);
    EXPECT_EQ(*item_row(feed).targets.at(0).actual, decimal("12"));
    EXPECT_EQ(item_row(feed).targets.at(0).actual_period->to_string(), "2014-02");
}

TEST(CurrentLedger, CorrectionChangesTheFigureAndSaysSo) {
    Feed feed;
    enter_item(feed);
    const auto first_report = feed.add("item/1", reported("fgw", "2014-03", "30", "first")).header.position;
    item::ProgressCorrected correction;
    correction.corrects = first_report;
    correction.percent = decimal("12");
    const auto first = feed.add("item/1", correction, "misread").header.position;
    correction = {};
    correction.corrects = first;  // a correction of the correction is one of the report
    correction.progress = "second";
    feed.add("item/1", correction, "again");
    const auto row = item_row(feed);
    ASSERT_EQ(row.progress.size(), 1u);
    EXPECT_TRUE(row.progress[0].corrected);
    EXPECT_EQ(row.progress[0].position, first_report);
    EXPECT_EQ(percent_of(row), "12");
    EXPECT_EQ(row.progress_text, "second");
    EXPECT_EQ(row.lamp, Lamp::red);
}

TEST(CurrentLedger, CorrectingAnEarlierMonthLeavesTheShownTextAlone) {
    Feed feed;
    enter_item(feed);
    const auto january = feed.add("item/1", reported("fgw", "2014-01", "9", "january")).header.position;
    feed.add("item/1", reported("fgw", "2014-02", "18", "february"));
    item::ProgressCorrected correction;
    correction.corrects = january;
    correction.progress = "january, mended";
    feed.add("item/1", correction, "why");
    EXPECT_EQ(item_row(feed).progress_text, "february");
    EXPECT_EQ(percent_of(item_row(feed)), "18");
}

TEST(CurrentLedger, CorrectionOfNoReportIsPoison) {
    Feed feed;
    enter_item(feed);
    item::ProgressCorrected correction;
    correction.corrects = 0;
    feed.add("item/1", correction, "why");
    EXPECT_THROW(project<CurrentLedgerView>(feed), std::runtime_error);
}

TEST(CurrentLedger, ReportOfNobodyIsPoison) {
    Feed feed;
    enter_item(feed);
    auto nobodys = reported("fgw", "2014-01", "9");
    nobodys.unit.reset();
    feed.add("item/1", nobodys);  // by the office, which is no unit
    EXPECT_THROW(project<CurrentLedgerView>(feed), std::runtime_error);
}

TEST(CurrentLedger, TransferPassesTheLeadAndTheNewLeadsFigureCounts) {
    Feed feed;
    enter_item(feed);
    feed.add("item/1", reported("fgw", "2014-01", "40"));
    feed.add("item/1", item::Transferred{UnitId{"fgw"}, UnitId{"gxj"}, "工信局"}, "why");
    auto row = item_row(feed);
    EXPECT_EQ(row.units.at(0).unit.value, "gxj");
    EXPECT_EQ(row.units.at(0).name, "工信局");
    EXPECT_EQ(row.units.at(0).role, PartyRole::lead);
    EXPECT_EQ(percent_of(row), "40");  // nobody else has reported
    feed.add("item/1", reported("gxj", "2014-02", "10"));
    EXPECT_EQ(percent_of(item_row(feed)), "10");
}

TEST(CurrentLedger, StatusClimbsTheLadderAndComesBackWhenRejected) {
    Feed feed;
    enter_item(feed);
    const auto after = [&](Event event) {
        feed.add("item/1", std::move(event), "why");
        return item_row(feed).status;
    };
    EXPECT_EQ(after(item::Acknowledged{UnitId{"fgw"}}), ItemStatus::acknowledged);
    EXPECT_EQ(after(item::CompletionClaimed{"done"}), ItemStatus::completion_claimed);
    EXPECT_EQ(after(item::CompletionRejected{"not done"}), ItemStatus::acknowledged);
    EXPECT_EQ(after(item::CompletionClaimed{"done"}), ItemStatus::completion_claimed);
    EXPECT_EQ(after(item::CompletionVerified{"seen"}), ItemStatus::verified);
    EXPECT_EQ(after(item::ClosedOut{}), ItemStatus::closed_out);
    EXPECT_EQ(after(item::Reopened{Date(2014, 11, 30)}), ItemStatus::acknowledged);
    EXPECT_EQ(item_row(feed).deadline->to_string(), "2014-11-30");
    EXPECT_EQ(after(item::Cancelled{}), ItemStatus::cancelled);
    EXPECT_EQ(item_row(feed).lamp, Lamp::grey);
}

TEST(CurrentLedger, ExtensionMovesTheDeadlineOnlyWhenGranted) {
    Feed feed;
    enter_item(feed);
    feed.as("clerk", "fgw").add("item/1", item::ExtensionRequested{Date(2014, 9, 1)}, "why");
    EXPECT_FALSE(item_row(feed).deadline);
    EXPECT_EQ(item_row(feed).extension->requested_by, "name of clerk");
    feed.add("item/1", item::ExtensionRefused{});
    EXPECT_EQ(item_row(feed).extension->state, rows::ExtensionState::refused);
    EXPECT_FALSE(item_row(feed).deadline);
    feed.add("item/1", item::ExtensionRequested{Date(2014, 10, 1)}, "why");
    feed.add("item/1", item::ExtensionGranted{Date(2014, 9, 15)});
    EXPECT_EQ(item_row(feed).extension->state, rows::ExtensionState::granted);
    EXPECT_EQ(item_row(feed).deadline->to_string(), "2014-09-15");
}

TEST(CurrentLedger, ProblemsAndMilestonesGoTheirWay) {
    Feed feed;
    enter_item(feed);
    feed.add("item/1", item::ProblemRaised{"p1", "no land"});
    feed.add("item/1", item::ProblemEscalated{"p1", "leading group"});
    EXPECT_EQ(item_row(feed).problems.at(0).state, rows::ProblemState::escalated);
    feed.add("item/1", item::ProblemResolved{"p1", "land found"});
    feed.add("item/1", item::MilestonePlanned{"m1", "start", Date(2014, 3, 1)});
    feed.add("item/1", item::MilestoneReached{"m1", Date(2014, 2, 27)});
    const auto row = item_row(feed);
    EXPECT_EQ(row.problems.at(0).answer, "land found");
    EXPECT_EQ(row.problems.at(0).to, "leading group");
    EXPECT_EQ(row.milestones.at(0).reached_on->to_string(), "2014-02-27");
}

}  // namespace
}  // namespace taizhang
