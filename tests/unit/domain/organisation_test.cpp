#include "tests/unit/domain/year_city.hpp"

namespace taizhang {

namespace {

/// jxw supports item/1, leads item/2 alone; it is 3 April.
class Organisation : public YearCity {
  protected:
    Organisation() {
        auto event = entered();
        event.units = {party("jxw")};
        world.set_up("item/2", event);
        world.account("czj-leader", {Role::unit_leader}, "czj");
        world.at("2014-04-03T10:00");
    }
    void merge(const std::string& unit = "jxw", const std::string& into = "czj") {
        world.set_up("unit/" + unit, unit::Merged{UnitId{into}});
    }
};

TEST_F(Organisation, Rule12_WhoeverFollowsAMergedUnitActsOnWhatItHadOpen) {
    EXPECT_THAT(world.give("czj-clerk", "item/2", item::Acknowledged{}), not_allowed());
    merge();
    ASSERT_THAT(world.give("czj-clerk", "item/2", item::Acknowledged{}), Accepted());
    const item::MilestonePlanned planned{"开工", "开工", Date(2014, 6, 30)};
    EXPECT_THAT(world.give("czj-clerk", "item/2", planned), Accepted()) << "as its lead";
    EXPECT_THAT(world.give("czj-clerk", "item/1", planned), not_allowed()) << "there it supports";
    const auto result = world.give("czj-clerk", "item/2", progress("2014-03", "30"));
    ASSERT_THAT(result, Accepted());
    EXPECT_EQ(std::get<item::ProgressReported>(result->front().event).unit, UnitId{"czj"});
    EXPECT_THAT(world.give("czj-clerk", "item/2", item::CompletionClaimed{"好"}), Accepted());
}

TEST_F(Organisation, Rule12_TheMergedUnitsAccountsActNoMore) {
    merge();
    EXPECT_THAT(world.give("jxw-clerk", "item/2", item::Acknowledged{}), not_allowed());
    EXPECT_THAT(world.give("jxw-clerk", report_stream("jxw"), submission({entry("2", "30")})), not_allowed());
}

TEST_F(Organisation, Rule12_AUnitDissolvedWithoutSuccessorAnswersForItself) {
    world.set_up("unit/jxw", unit::Dissolved{});
    EXPECT_THAT(world.give("jxw-clerk", "item/2", item::Acknowledged{}), Accepted());
}

TEST_F(Organisation, Rule12_WhatThePredecessorDidHolds) {
    acknowledge("jxw-clerk", "item/2");
    ASSERT_THAT(world.give("jxw-clerk", "item/2", progress("2014-02", "40")), Accepted());
    const auto reported = world.end();
    ASSERT_THAT(world.give("jxw-clerk", "item/2", progress("2014-03", "50")), Accepted());
    merge();
    EXPECT_THAT(world.give("czj-clerk", "item/2", item::Acknowledged{}), Fails(ErrorCode::refused, ""));
    EXPECT_THAT(world.give("czj-clerk", "item/2", progress("2014-03", "60")), Fails(ErrorCode::conflict, "/period"));
    ASSERT_THAT(world.give("czj-clerk", "item/2",
                           item::ProgressCorrected{.corrects = reported, .percent = number("45")}, "核减"),
                Accepted());
    const auto* known = find_progress(item("item/2"), UnitId{"jxw"}, month("2014-03"));
    ASSERT_NE(known, nullptr) << "the figure stays who reported it";
    EXPECT_EQ(known->percent, number("45"));
    EXPECT_THAT(world.give("czj-clerk", "item/2", progress("2014-04", "44")), refused_by("S7.3"))
        << "less than its predecessor reported";
}

TEST_F(Organisation, Rule12_SuccessionIsFollowedOverSeveralStepsAndThroughCollectives) {
    auto event = entered();
    event.units = {party("fgw"), party("districts")};
    world.set_up("item/3", event);
    merge("d1", "d2");
    merge("d2", "czj");
    EXPECT_THAT(world.give("czj-clerk", "item/3", item::Acknowledged{}), Accepted());
    EXPECT_THAT(units_today(world, item("item/3")), testing::ElementsAre(UnitId{"fgw"}, UnitId{"czj"}, UnitId{"d3"}));
}

TEST_F(Organisation, S1_4_AReportThatFellDueBeforeTheMergerIsHandedInUnderTheOldName) {
    const auto due = fell_due("jxw", {ItemId{"1"}, ItemId{"2"}});
    ASSERT_THAT(world.give("system", report_stream("jxw"), due), Accepted());
    merge();
    ASSERT_THAT(world.give("czj-clerk", "item/1", item::Acknowledged{}), Accepted());
    ASSERT_THAT(world.give("czj-clerk", "item/2", item::Acknowledged{}), Accepted());
    auto event = submission({entry("1", "30")});
    event.unit = UnitId{"jxw"};
    EXPECT_THAT(world.give("czj-clerk", report_stream("jxw"), event), refused_by("S1.4")) << "item 2 is owed too";
    event.entries.push_back(entry("2", "30"));
    const auto result = world.give("czj-clerk", report_stream("jxw"), event);
    ASSERT_THAT(result, Accepted());
    EXPECT_EQ(std::get<report::Submitted>(result->front().event).unit, UnitId{"jxw"});
    EXPECT_NE(find_progress(item("item/2"), UnitId{"jxw"}, month("2014-03")), nullptr);
    EXPECT_THAT(world.give("fgw-clerk", report_stream("jxw"), event), not_allowed());
}

TEST_F(Organisation, S1_4_AfterTheMergerReportsFallDueForTheSuccessorAlone) {
    merge();
    EXPECT_THAT(world.give("system", report_stream("jxw"), fell_due("jxw", {ItemId{"2"}})), refused_at("/unit"));
    ASSERT_THAT(world.give("system", report_stream("czj"), fell_due("czj", {ItemId{"2"}})), Accepted());
    ASSERT_THAT(world.give("czj-clerk", "item/2", item::Acknowledged{}), Accepted());
    auto event = submission({entry("2", "30")});
    event.unit = UnitId{"jxw"};
    EXPECT_THAT(world.give("czj-clerk", report_stream("jxw"), event), refused_by("S1.4")) << "nothing new begins there";
    event.unit.reset();
    EXPECT_THAT(world.give("czj-clerk", report_stream("czj"), event), Accepted());
}

TEST_F(Organisation, S1_4_ConsolidatingCountsEachReportUnderTheNameThatItStandsIn) {
    acknowledge("jxw-clerk", "item/2");
    ASSERT_THAT(world.give("jxw-clerk", report_stream("jxw"), submission({entry("2", "30")})), Accepted());
    ASSERT_THAT(world.give("holder", report_stream("jxw"), report::Accepted{}), Accepted());
    merge();
    const auto march = world.give("holder", "ledger/2014", ledger::Consolidated{month("2014-03"), "汇总", {}, {}});
    ASSERT_THAT(march, Accepted());
    EXPECT_THAT(std::get<ledger::Consolidated>(march->front().event).reported, testing::ElementsAre(UnitId{"jxw"}));
    world.at("2014-05-03T10:00");
    const auto april = world.give("holder", "ledger/2014", ledger::Consolidated{month("2014-04"), "汇总", {}, {}});
    ASSERT_THAT(april, Accepted());
    EXPECT_THAT(std::get<ledger::Consolidated>(april->front().event).missing,
                testing::ElementsAre(UnitId{"fgw"}, UnitId{"czj"}));
}

TEST_F(Organisation, S7_2_APlanOfThePredecessorIsTakenOnAndWhatItMissedIsFiledForIt) {
    under_regime("[plans]\nmonth = 1\nday = 31\n");
    const item::PlanFiled plan{
        .goals = "目标", .responsibility = "责任", .schedule = "时限", .standards = "标准", .measures = "措施"};
    ASSERT_THAT(world.give("jxw-clerk", "item/1", plan), Accepted());
    ASSERT_THAT(world.give("system", "item/2", item::PlanMissed{UnitId{"jxw"}, Date(2014, 1, 31)}), Accepted());
    merge();
    EXPECT_THAT(world.give("czj-clerk", "item/1", plan), refused_by("S7.2"));
    EXPECT_THAT(world.give("system", "item/2", item::PlanMissed{UnitId{"czj"}, Date(2014, 1, 31)}), refused_by("S7.2"));
    const auto result = world.give("czj-clerk", "item/2", plan);
    ASSERT_THAT(result, Accepted());
    EXPECT_EQ(std::get<item::PlanFiled>(result->front().event).unit, UnitId{"jxw"});
    EXPECT_EQ(item("item/2").plans.size(), 1u);
}

TEST_F(Organisation, Rule12_TheHoldersSuccessorHoldsItsLedgers) {
    world.account("czj-holder", {Role::ledger_holder}, "czj");
    EXPECT_THAT(world.give("czj-holder", "item/1", item::Urged{"快", {}}), not_allowed());
    merge("stats");
    EXPECT_THAT(world.give("czj-holder", "item/1", item::Urged{"快", {}}), Accepted());
    EXPECT_THAT(world.give("holder", "item/1", item::Urged{"快", {}}), not_allowed());
}

TEST_F(Organisation, Rule12_AnOrderAgainstAMergedUnitIsItsSuccessors) {
    const rectification::Ordered order{
        .unit = UnitId{"jxw"}, .item = ItemId{"2"}, .demand = "补手续", .deadline = Date(2014, 4, 20)};
    ASSERT_THAT(world.give("supervisor", "rectification/r", order), Accepted());
    const rectification::Reported reported{.result = "已补"};
    EXPECT_THAT(world.give("czj-clerk", "rectification/r", reported), not_allowed());
    merge();
    EXPECT_THAT(world.give("czj-clerk", "rectification/r", reported), Accepted());
}

TEST_F(Organisation, Rule12_APostOfAMergedUnitIsGivenUpThroughItsSuccessor) {
    world.set_up("person/li", person::Enrolled{.name = "李乙", .unit = UnitId{"jxw"}, .post = "科长"});
    const NamedPerson li{PersonId{"li"}, "李乙", "科长"};
    merge();
    EXPECT_EQ(person_today(world, li, UnitId{"czj"}), PersonId{"li"});
    ASSERT_THAT(world.give("czj-leader", "person/li", person::Relieved{UnitId{"jxw"}, "科长"}), Accepted());
    EXPECT_EQ(person_today(world, li, UnitId{"czj"}), std::nullopt);
    EXPECT_THAT(world.give("czj-leader", "person/li", person::Appointed{UnitId{"czj"}, "副科长"}), Accepted());
}

}  // namespace

}  // namespace taizhang
