// The ledger's year, supervision and changes of organisation in `current_ledger`.
#include "projections/items/current_ledger.hpp"

#include "tests/unit/projections/feed.hpp"

#include <gmock/gmock.h>

namespace taizhang {
namespace {

using namespace test;
using rows::ItemRow;
using rows::ItemStatus;
using testing::ElementsAre;
using testing::IsEmpty;

ItemRow row_of_year(const Feed& feed) {
    return row_of<CurrentLedgerView, ItemRow>(feed, "2014/1");
}

std::vector<std::string> texts(const std::vector<UnitId>& units) {
    std::vector<std::string> all;
    for (const auto& unit : units) all.push_back(unit.value);
    return all;
}

TEST(CurrentLedgerYear, S1_1_ADraftWaitsUntilItIsActivated) {
    Feed feed;
    auto draft = entered();
    draft.draft = true;
    feed.add("item/1", draft);
    EXPECT_EQ(row_of_year(feed).status, ItemStatus::draft);
    feed.add("item/1", item::Activated{});
    EXPECT_EQ(row_of_year(feed).status, ItemStatus::entered);
}

TEST(CurrentLedgerYear, LampGoesByTheRegimesBoundsAndAnAmendmentJudgesOnlyTheNextReport) {
    Feed feed;
    adopt(feed, "[schedule]\nbounds = \"points\"\ngreen = 0\nyellow = 20\n");
    open_under_regime(feed);
    feed.add("item/1", entered());
    feed.add("item/1", reported("fgw", "2014-03", "10"));  // 15 points behind 25
    EXPECT_EQ(row_of_year(feed).lamp, Lamp::yellow);
    amend(feed, "[schedule]\nbounds = \"points\"\ngreen = 0\nyellow = 5\n");
    EXPECT_EQ(row_of_year(feed).lamp, Lamp::yellow);
    feed.add("item/1", item::ProblemRaised{"p", "no land"});  // says nothing new of progress
    EXPECT_EQ(row_of_year(feed).lamp, Lamp::yellow);
    feed.add("item/1", reported("fgw", "2014-04", "18.33"));
    EXPECT_EQ(row_of_year(feed).lamp, Lamp::red);
}

TEST(CurrentLedgerYear, ShareBoundsAreInclusiveAndInPercentOfTheSchedule) {
    const std::vector<std::pair<std::string, Lamp>> cases{{"24", Lamp::green},
                                                          {"23.75", Lamp::green},
                                                          {"23.74", Lamp::yellow},
                                                          {"20", Lamp::yellow},
                                                          {"19.99", Lamp::red}};
    for (const auto& [percent, lamp] : cases) {
        Feed feed;
        adopt(feed, "[schedule]\nbounds = \"share\"\ngreen = 5\nyellow = 20\n");
        open_under_regime(feed);
        feed.add("item/1", entered());
        feed.add("item/1", reported("fgw", "2014-03", percent));
        EXPECT_EQ(row_of_year(feed).lamp, lamp) << percent;
    }
}

TEST(CurrentLedgerYear, AMergedUnitsItemsAreFoundUnderItsSuccessorAndKeepThePrintedNames) {
    Feed feed;
    feed.add("item/1", entered());
    feed.add("unit/sjw", unit::Registered{.name = "审计委"});
    feed.add("unit/sjw", unit::Merged{UnitId{"mid"}}, "reform");
    feed.add("unit/mid", unit::Dissolved{UnitId{"new"}}, "reform");
    const auto row = row_of_year(feed);
    EXPECT_EQ(row.units.at(1).unit.value, "sjw");
    EXPECT_EQ(row.units.at(1).name, "printed sjw");
    EXPECT_THAT(texts(row.answerable), ElementsAre("fgw", "new"));
    ASSERT_EQ(row.answering.size(), 1u);
    EXPECT_EQ(row.answering[0].unit.value, "sjw");
    EXPECT_EQ(row.answering[0].answers.value, "new");
    EXPECT_EQ(row.version, 1u);  // the item's own stream did not move
}

TEST(CurrentLedgerYear, AnItemAssignedToAUnitThatEndedBeforeIsAnsweredByItsSuccessorAtOnce) {
    Feed feed;
    feed.add("unit/sjw", unit::Merged{UnitId{"new"}}, "reform");
    feed.add("item/1", entered());
    EXPECT_THAT(texts(row_of_year(feed).answerable), ElementsAre("fgw", "new"));
    feed.add("item/1", item::UnitsAssigned{{party("fgw", PartyRole::lead)}, false}, "why");
    feed.add("unit/new", unit::Merged{UnitId{"newer"}}, "reform");
    EXPECT_THAT(texts(row_of_year(feed).answerable), ElementsAre("fgw"));
    EXPECT_THAT(row_of_year(feed).answering, IsEmpty());
}

TEST(CurrentLedgerYear, S7_5_MembersOfACollectiveAreAnswerableEachForItself) {
    Feed feed;
    auto e = entered();
    e.units.front().collective = true;
    e.units.front().members = {UnitId{"a"}, UnitId{"b"}};
    feed.add("item/1", e);
    feed.add("unit/b", unit::Merged{UnitId{"a"}}, "reform");
    EXPECT_THAT(texts(row_of_year(feed).answerable), ElementsAre("fgw", "a", "sjw"));
}

TEST(CurrentLedgerYear, Rule_12_WhoeverHoldsThePostTodayIsShownBesideThePersonNamed) {
    Feed feed;
    auto e = entered();
    e.responsible_leader = named("jia", "甲", "主任");
    feed.add("item/1", e);
    EXPECT_THAT(row_of_year(feed).holders, IsEmpty());  // nobody was ever known to hold it
    feed.add("person/jia", person::Enrolled{"甲", UnitId{"fgw"}, "主任"});
    feed.add("person/yi", person::Enrolled{"乙", UnitId{"fgw"}, "副主任"});
    feed.add("person/jia", person::Relieved{UnitId{"fgw"}, "主任"});
    ASSERT_EQ(row_of_year(feed).holders.size(), 1u);
    EXPECT_FALSE(row_of_year(feed).holders[0].person);
    feed.add("person/yi", person::Appointed{UnitId{"fgw"}, "主任"});
    const auto row = row_of_year(feed);
    EXPECT_EQ(row.holders.at(0).person->value, "yi");
    EXPECT_EQ(row.holders.at(0).name, "乙");
    EXPECT_EQ(row.responsible_leader->name, "甲");
}

TEST(CurrentLedgerYear, S7_2_PlansStandByUnitAndLatenessStays) {
    Feed feed;
    feed.add("item/1", entered());
    feed.add("item/1", item::PlanMissed{UnitId{"fgw"}, Date(2014, 1, 31)});
    EXPECT_EQ(row_of_year(feed).plans.at(0).state, rows::PlanState::missed);
    const item::PlanFiled filed{UnitId{"fgw"}, "g", "r", "s", "st", "m", Date(2014, 1, 31), true};
    feed.add("item/1", filed);
    feed.add("item/1", item::PlanReturned{UnitId{"fgw"}, "too thin"});
    auto again = filed;
    again.late = false;
    feed.add("item/1", again);
    feed.add("item/1", item::PlanApproved{UnitId{"fgw"}, {}});
    const auto row = row_of_year(feed);
    ASSERT_EQ(row.plans.size(), 1u);
    EXPECT_EQ(row.plans[0].state, rows::PlanState::approved);
    EXPECT_TRUE(row.plans[0].late);
}

TEST(CurrentLedgerYear, S4_1_TheStepsOfAProjectAreKeptInOrder) {
    Feed feed;
    auto e = entered();
    e.project_kind = "招商项目";
    feed.add("item/1", e);
    feed.add("item/1", item::StageAdvanced{"跟踪", Date(2014, 1, 20), {}});
    feed.add("item/1", item::StageAdvanced{"对接", Date(2014, 2, 20), "met"});
    const auto row = row_of_year(feed);
    EXPECT_EQ(row.project.kind, "招商项目");
    EXPECT_EQ(row.project.stage, "对接");
    EXPECT_EQ(row.project.steps_reached.at(0).step, "跟踪");
}

TEST(CurrentLedgerYear, S4_3_ATaskForceReplacesTheEarlierOne) {
    Feed feed;
    feed.add("item/1", entered());
    feed.add("item/1", item::TaskForceFormed{named({}, "甲"), named({}, "乙"), {}});
    feed.add("item/1", item::TaskForceFormed{named({}, "丙"), named({}, "丁"), {named({}, "戊")}}, "why");
    feed.add("item/1", item::PairedLeaderAssigned{named({}, "市长")});
    const auto row = row_of_year(feed);
    EXPECT_EQ(row.project.task_force->head.name, "丁");
    EXPECT_EQ(row.project.paired_leader->name, "市长");
}

TEST(CurrentLedgerYear, S1_5_CarriedOverSaysWhereTo) {
    Feed feed;
    feed.add("item/1", entered());
    feed.add("item/1", item::CarriedOver{LedgerId{"2015"}, ItemId{"15-1"}, {}}, "why");
    feed.add("item/1", item::Archived{"A-7"});
    const auto row = row_of_year(feed);
    EXPECT_EQ(row.status, ItemStatus::carried_over);
    EXPECT_EQ(row.year.carried_to->ledger.value, "2015");
    EXPECT_EQ(row.replaced_by->value, "15-1");
    EXPECT_TRUE(row.year.archived);
    EXPECT_EQ(row.year.file_number, "A-7");
}

TEST(CurrentLedgerYear, SuspensionAndMergingAreStatuses) {
    Feed feed;
    feed.add("item/1", entered());
    feed.add("item/1", item::Acknowledged{UnitId{"fgw"}});
    feed.add("item/1", item::Suspended{Date(2014, 9, 1)}, "why");
    EXPECT_EQ(row_of_year(feed).status, ItemStatus::suspended);
    EXPECT_EQ(row_of_year(feed).year.suspended_until->to_string(), "2014-09-01");
    feed.add("item/1", item::Resumed{});
    EXPECT_EQ(row_of_year(feed).status, ItemStatus::acknowledged);
    EXPECT_FALSE(row_of_year(feed).year.suspended_until);
    feed.add("item/1", item::Merged{ItemId{"2"}}, "why");
    EXPECT_EQ(row_of_year(feed).status, ItemStatus::merged);
    EXPECT_EQ(row_of_year(feed).replaced_by->value, "2");
}

TEST(CurrentLedgerYear, OverdueEndsWithAClaimOrANewDeadlineAndComesBackWhenTheClaimIsRejected) {
    Feed feed;
    auto e = entered();
    e.deadline = Date(2014, 6, 30);
    feed.add("item/1", e);
    feed.add("item/1", item::FellOverdue{Date(2014, 6, 30)});
    EXPECT_EQ(row_of_year(feed).supervision.overdue_since->to_string(), "2014-06-30");
    feed.add("item/1", item::CompletionClaimed{"done"});
    EXPECT_FALSE(row_of_year(feed).supervision.overdue_since);
    feed.add("item/1", item::CompletionRejected{"not done"});
    EXPECT_EQ(row_of_year(feed).supervision.overdue_since->to_string(), "2014-06-30");
    feed.add("item/1", item::ExtensionGranted{Date(2014, 9, 30)});
    EXPECT_FALSE(row_of_year(feed).supervision.overdue_since);
}

TEST(CurrentLedgerYear, Rule_9_TheOfficesConfidenceStandsBesideTheUnitsPercent) {
    Feed feed;
    feed.add("item/1", entered());
    feed.add("item/1", reported("fgw", "2014-03", "90"));
    feed.add("item/1", item::ConfidenceAssessed{item::Confidence::red, "seen: a field", period("2014-03")});
    const auto row = row_of_year(feed);
    EXPECT_EQ(row.percent->to_string(), "90");
    EXPECT_EQ(row.lamp, Lamp::green);
    EXPECT_EQ(row.supervision.confidence->confidence, item::Confidence::red);
    EXPECT_EQ(row.supervision.confidence->grounds, "seen: a field");
}

TEST(CurrentLedgerYear, WhatTimeBroughtIsShownUntilItIsMadeGood) {
    Feed feed;
    feed.add("item/1", entered());
    feed.add("item/1", item::MilestonePlanned{"m1", "start", Date(2014, 3, 1)});
    feed.add("item/1", item::MilestoneMissed{"m1", Date(2014, 3, 1)});
    feed.add("item/1", item::AcknowledgementOverdue{UnitId{"sjw"}, Date(2014, 1, 16)});
    feed.add("item/1", item::Listed{"hurry", Date(2014, 5, 1)});
    feed.add("rectification/o",
             rectification::Ordered{
                 .unit = UnitId{"fgw"}, .item = ItemId{"1"}, .demand = "mend", .deadline = Date(2014, 4, 1)});
    auto row = row_of_year(feed);
    EXPECT_EQ(row.supervision.missed_milestones, 1u);
    EXPECT_EQ(row.supervision.open_rectifications, 1u);
    EXPECT_THAT(texts(row.supervision.unacknowledged), ElementsAre("sjw"));
    EXPECT_EQ(row.supervision.listed->text, "hurry");
    feed.add("item/1", item::MilestoneReached{"m1", Date(2014, 3, 9)});
    feed.add("item/1", item::Acknowledged{UnitId{"sjw"}});
    feed.add("item/1", item::Delisted{"done"});
    feed.add("rectification/o", rectification::Reported{"mended"});
    EXPECT_EQ(row_of_year(feed).supervision.open_rectifications, 1u);  // until it is accepted
    feed.add("rectification/o", rectification::Accepted{"seen"});
    row = row_of_year(feed);
    EXPECT_EQ(row.supervision.missed_milestones, 0u);
    EXPECT_TRUE(row.milestones.at(0).missed);
    EXPECT_EQ(row.supervision.open_rectifications, 0u);
    EXPECT_THAT(row.supervision.unacknowledged, IsEmpty());
    EXPECT_FALSE(row.supervision.listed);
}

TEST(CurrentLedgerYear, S2_2_AFormsColumnsAreReplacedByNameAndQuartersKeepTheirOwnFigures) {
    Feed feed;
    auto e = entered();
    e.form = "表三";
    e.fields = {{"备注", "a"}, {"所属区", "b"}};
    e.targets = {{"签约", {">="}, decimal("10"), "个", false, {}}};
    feed.add("item/1", e);
    item::Revised revised;
    revised.fields = {{"备注", "c"}};
    feed.add("item/1", revised, "why");
    const std::vector<std::pair<std::string, std::string>> reports{
        {"2014-02", "2"}, {"2014-03", "3"}, {"2014-05", "7"}};
    for (const auto& [month, figure] : reports) {
        auto report = reported("fgw", month, "50");
        report.actuals = {{"签约", decimal(figure), "个"}};
        feed.add("item/1", report);
    }
    const auto row = row_of_year(feed);
    EXPECT_EQ(row.fields.at(0).value, "c");
    EXPECT_EQ(row.fields.at(1).value, "b");
    ASSERT_EQ(row.targets.at(0).quarters.size(), 2u);
    EXPECT_EQ(row.targets[0].quarters[0].value, decimal("3"));
    EXPECT_EQ(row.targets[0].quarters[1].quarter, 2u);
    EXPECT_EQ(row.targets[0].quarters[1].value, decimal("7"));
}

TEST(CurrentLedger, S8_6_AQuartersFigureIsThatOfItsLastHalfMonth) {
    Feed feed;
    enter_item(feed);
    const std::vector<std::pair<std::string, std::string>> reports{
        {"2014-05-2", "3"}, {"2014-06-1", "5"}, {"2014-06-2", "7"}, {"2014-07-1", "8"}};
    for (const auto& [half, figure] : reports) {
        auto report = reported("fgw", half, "50");
        report.actuals = {{"增长", decimal(figure), "%"}};
        feed.add("item/1", report);
        const auto quarters = row_of_year(feed).targets.at(0).quarters;
        ASSERT_FALSE(quarters.empty()) << half;
        EXPECT_EQ(quarters.back().value, decimal(figure)) << half;
    }
    const auto quarters = row_of_year(feed).targets.at(0).quarters;
    ASSERT_EQ(quarters.size(), 2u);
    EXPECT_EQ(quarters[0].quarter, 2u);
    EXPECT_EQ(quarters[0].value, decimal("7"));
}

}  // namespace
}  // namespace taizhang
