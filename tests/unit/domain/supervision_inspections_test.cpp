#include "tests/unit/domain/supervised_city.hpp"

namespace taizhang {

namespace {

class Inspections : public SupervisedCity {
  protected:
    Result<std::vector<Happening>> schedule(const inspection::Scheduled& plan, const std::string& id = "i") {
        return world.give("supervisor", "inspection/" + id, plan);
    }
    Result<std::vector<Happening>> hold(Date on = Date(2014, 4, 10)) {
        return world.give("supervisor", "inspection/i", inspection::Held{on, "查看台账和现场"});
    }
    Result<std::vector<Happening>> find(const inspection::FindingRecorded& finding) {
        return world.give("supervisor", "inspection/i", finding);
    }
    static inspection::FindingRecorded finding(const std::string& unit = "fgw") {
        return {.finding = "f1", .unit = UnitId{unit}, .text = "进度造表与现场不符"};
    }
};

TEST_F(Inspections, S1_6_AllFourKindsMayLieAheadAndNameWhoIsInspectedAndByWhom) {
    for (const auto kind :
         {inspection::Kind::routine, inspection::Kind::spot, inspection::Kind::daily, inspection::Kind::special}) {
        auto plan = inspection_of("fgw");
        plan.kind = kind;
        plan.on = Date(2014, 5, 20);
        EXPECT_THAT(schedule(plan, reflect::enum_name(kind)), Accepted());
    }
}

TEST_F(Inspections, S1_6_OnlyTheKindsThatTheRegimeKnows) {
    under_regime("[inspections]\nkinds = [\"routine\", \"special\"]\n");
    auto plan = inspection_of("fgw");
    plan.kind = inspection::Kind::spot;
    EXPECT_THAT(schedule(plan), refused_by("S1.6"));
    plan.kind = inspection::Kind::special;
    EXPECT_THAT(schedule(plan), Accepted());
}

TEST_F(Inspections, S1_6_SomebodyLooksAtSomething) {
    auto plan = inspection_of("fgw");
    plan.units.clear();
    EXPECT_THAT(schedule(plan), refused_at("/units"));
    plan.items = {ItemId{"1"}};
    plan.inspectors.clear();
    EXPECT_THAT(schedule(plan), refused_at("/inspectors"));
    plan.inspectors = {named(" ")};
    EXPECT_THAT(schedule(plan), invalid_at("/inspectors/0/name"));
    plan.inspectors = {named("督查员")};
    EXPECT_THAT(schedule(plan), Accepted());
}

TEST_F(Inspections, S1_6_UnitsAndItemsExistAndComeOnce) {
    auto plan = inspection_of("nobody");
    EXPECT_THAT(schedule(plan), Fails(ErrorCode::not_found, "/units/0"));
    plan = inspection_of("fgw");
    plan.units.push_back(UnitId{"fgw"});
    EXPECT_THAT(schedule(plan), invalid_at("/units/1"));
    plan = inspection_of("fgw");
    plan.items = {ItemId{"99"}};
    EXPECT_THAT(schedule(plan), Fails(ErrorCode::not_found, "/items/0"));
    world.set_up("ledger/other", ledger::Opened{.title = "另册", .year = 2014, .holder = UnitId{"stats"}});
    plan.items = {ItemId{"1"}};
    plan.ledger = LedgerId{"other"};
    EXPECT_THAT(schedule(plan), invalid_at("/items/0"));
}

TEST_F(Inspections, S1_6_HeldNotBeforeItsDayUnlessUnannouncedAndNeverInTheFuture) {
    auto plan = inspection_of("fgw");
    plan.on = Date(2014, 4, 12);
    ASSERT_THAT(schedule(plan), Accepted());
    EXPECT_THAT(hold(Date(2014, 4, 10)), refused_by("S1.6"));
    EXPECT_THAT(hold(Date(2014, 4, 11)), invalid_at("/held_on"));
    plan.kind = inspection::Kind::spot;
    ASSERT_THAT(schedule(plan, "spot"), Accepted());
    EXPECT_THAT(world.give("supervisor", "inspection/spot", inspection::Held{Date(2014, 4, 10), "突击查看"}),
                Accepted());
    world.at("2014-04-12T18:00");
    EXPECT_THAT(hold(Date(2014, 4, 12)), Accepted());
    EXPECT_THAT(hold(Date(2014, 4, 12)), refused_by("S1.6"));
}

TEST_F(Inspections, S1_6_FindingsFollowTheInspectionUnderNamesOfTheirOwn) {
    ASSERT_THAT(schedule(inspection_of("fgw")), Accepted());
    EXPECT_THAT(find(finding()), refused_by("S1.6"));
    ASSERT_THAT(hold(), Accepted());
    EXPECT_THAT(find(finding()), Accepted());
    EXPECT_THAT(find(finding()), refused_at("/finding"));
    EXPECT_EQ(world.state<InspectionState>("inspection/i").findings.size(), 1u);
}

TEST_F(Inspections, S1_6_FindingsConcernWhoWasInspectedItselfOrThroughAnItem) {
    ASSERT_THAT(schedule(inspection_of("fgw")), Accepted());
    ASSERT_THAT(hold(), Accepted());
    EXPECT_THAT(find(finding("jxw")), refused_at("/unit"));

    auto plan = inspection_of("czj");
    plan.items = {ItemId{"1"}};
    ASSERT_THAT(schedule(plan, "items"), Accepted());
    ASSERT_THAT(world.give("supervisor", "inspection/items", inspection::Held{Date(2014, 4, 10), "查看"}), Accepted());
    EXPECT_THAT(world.give("supervisor", "inspection/items", finding("jxw")), Accepted());
}

TEST_F(Inspections, S1_6_ACollectiveStandsForItsMembersAndAMergedUnitForItsSuccessor) {
    ASSERT_THAT(schedule(inspection_of("districts")), Accepted());
    ASSERT_THAT(hold(), Accepted());
    EXPECT_THAT(find(finding("fgw")), refused_at("/unit"));
    EXPECT_THAT(find(finding("d2")), Accepted());

    ASSERT_THAT(schedule(inspection_of("jxw"), "merged"), Accepted());
    ASSERT_THAT(world.give("supervisor", "inspection/merged", inspection::Held{Date(2014, 4, 10), "查看"}), Accepted());
    world.set_up("unit/jxw", unit::Merged{UnitId{"fgw"}});
    EXPECT_THAT(world.give("supervisor", "inspection/merged", finding("fgw")), Accepted());
}

TEST_F(Inspections, S1_6_AFindingsItemIsOneOfTheUnits) {
    ASSERT_THAT(schedule(inspection_of("czj")), Accepted());
    ASSERT_THAT(hold(), Accepted());
    auto about = finding("czj");
    about.item = ItemId{"1"};
    EXPECT_THAT(find(about), refused_at("/item"));
    about.item = ItemId{"99"};
    EXPECT_THAT(find(about), Fails(ErrorCode::not_found, "/item"));
}

TEST_F(Inspections, S1_6_WhatWasHeldIsNotCancelledAndWhatWasCancelledIsNotHeld) {
    ASSERT_THAT(schedule(inspection_of("fgw")), Accepted());
    EXPECT_THAT(world.give("supervisor", "inspection/i", inspection::Cancelled{}), invalid_at("/reason"));
    ASSERT_THAT(world.give("supervisor", "inspection/i", inspection::Cancelled{}, "改期"), Accepted());
    EXPECT_THAT(hold(), refused_by("S1.6"));
    ASSERT_THAT(schedule(inspection_of("fgw"), "j"), Accepted());
    ASSERT_THAT(world.give("supervisor", "inspection/j", inspection::Held{Date(2014, 4, 10), "查看"}), Accepted());
    EXPECT_THAT(world.give("supervisor", "inspection/j", inspection::Cancelled{}, "改期"), refused_by("S1.6"));
}

TEST_F(Inspections, S1_6_OnlyTheSupervisionOfficeInspects) {
    for (const auto* by : {"holder", "fgw-clerk", "mayor", "auditor"})
        EXPECT_THAT(world.give(by, "inspection/i", inspection_of("fgw")), not_allowed()) << by;
}

}  // namespace

}  // namespace taizhang
