#include "tests/unit/domain/supervised_city.hpp"

namespace taizhang {

namespace {

class Rectification : public SupervisedCity {
  protected:
    Result<std::vector<Happening>> give_order(const rectification::Ordered& what, const std::string& id = "r") {
        return world.give("supervisor", "rectification/" + id, what);
    }
    Result<std::vector<Happening>> report(const std::string& by = "fgw-clerk", bool finished = true) {
        return world.give(by, "rectification/r", rectification::Reported{"手续已补齐", finished});
    }
    void given() { ASSERT_THAT(give_order(order()), Accepted()); }

    /// An inspection of fgw that found "f1" there.
    void found_at_fgw() {
        world.set_up("inspection/i", inspection_of("fgw"));
        world.set_up("inspection/i", inspection::Held{Date(2014, 4, 10), "查看"});
        world.set_up("inspection/i",
                     inspection::FindingRecorded{.finding = "f1", .unit = UnitId{"fgw"}, .text = "手续不全"});
    }
};

TEST_F(Rectification, S1_7_AnOrderTakesTheLedgerFromItsItem) {
    const auto result = give_order(order());
    ASSERT_THAT(result, Accepted());
    EXPECT_EQ(std::get<rectification::Ordered>(result->front().event).ledger, LedgerId{"2014"});
    EXPECT_EQ(ordered().deadline, Date(2014, 4, 25));
}

TEST_F(Rectification, S1_7_ADeadlineGivesTime) {
    EXPECT_THAT(give_order(order(Date(2014, 4, 10))), invalid_at("/deadline"));
    EXPECT_THAT(give_order(order(Date(2014, 4, 11))), Accepted());
}

TEST_F(Rectification, S1_7_OrdersAreForUnitsThatCanMendIt) {
    auto wrong = order();
    wrong.unit = UnitId{"districts"};
    EXPECT_THAT(give_order(wrong), refused_by("S7.5"));
    wrong.unit = UnitId{"czj"};
    EXPECT_THAT(give_order(wrong), refused_at("/item"));
    wrong.item.reset();
    EXPECT_THAT(give_order(wrong), Accepted());
    world.set_up("unit/czj", unit::Merged{UnitId{"fgw"}});
    EXPECT_THAT(give_order(wrong, "late"), refused_at("/unit"));
    world.set_up("ledger/other", ledger::Opened{.title = "另册", .year = 2014, .holder = UnitId{"stats"}});
    wrong = order();
    wrong.ledger = LedgerId{"other"};
    EXPECT_THAT(give_order(wrong, "other"), invalid_at("/item"));
}

TEST_F(Rectification, S1_7_AnOrderStandsOnAFindingThatWasMadeAtThatUnit) {
    found_at_fgw();
    auto founded = order();
    founded.inspection = InspectionId{"i"};
    EXPECT_THAT(give_order(founded), invalid_at("/finding"));
    founded.finding = "f2";
    EXPECT_THAT(give_order(founded), Fails(ErrorCode::not_found, "/finding"));
    founded.finding = "f1";
    founded.unit = UnitId{"jxw"};
    EXPECT_THAT(give_order(founded), refused_at("/finding"));
    founded.unit = UnitId{"fgw"};
    EXPECT_THAT(give_order(founded), Accepted());
    founded.inspection.reset();
    EXPECT_THAT(give_order(founded, "half"), invalid_at("/inspection"));
}

TEST_F(Rectification, S1_7_AProposalIsConfirmedBeforeItIsOrdered) {
    ASSERT_THAT(propose(accountability::Measure::rectification), Accepted());
    auto founded = order();
    founded.proposal = AccountabilityId{"z"};
    EXPECT_THAT(give_order(founded), refused_at("/proposal"));
    EXPECT_THAT(give_order(founded, "z"), refused_at("/proposal"));  // as the confirmation would name it
    ASSERT_THAT(confirm(), Accepted());
    EXPECT_THAT(give_order(founded, "again"), Accepted());
    founded.unit = UnitId{"jxw"};
    EXPECT_THAT(give_order(founded, "other"), refused_at("/proposal"));
    ASSERT_THAT(propose(accountability::Measure::yellow_card, "unit/fgw", "card"), Accepted());
    founded = order();
    founded.proposal = AccountabilityId{"card"};
    EXPECT_THAT(give_order(founded, "card"), refused_at("/proposal"));
}

TEST_F(Rectification, S1_7_TheUnitItselfReportsAndNobodyForIt) {
    given();
    EXPECT_THAT(report("jxw-clerk"), not_allowed());
    EXPECT_THAT(report("supervisor"), not_allowed());
    EXPECT_THAT(report("system"), invalid_at("/unit"));
    EXPECT_THAT(report("fgw-leader"), Accepted());
    EXPECT_EQ(ordered().stage, RectificationStage::reported);
    EXPECT_THAT(report(), refused_by("S1.7"));
}

TEST_F(Rectification, S1_7_TheSuccessorOfAMergedUnitReports) {
    given();
    world.set_up("unit/fgw", unit::Merged{UnitId{"czj"}});
    EXPECT_THAT(report("fgw-clerk"), not_allowed());
    EXPECT_THAT(report("czj-clerk"), Accepted());
    EXPECT_EQ(ordered().unit, UnitId{"fgw"});
}

TEST_F(Rectification, S1_7_AnInterimReportLeavesTheOrderOpen) {
    given();
    ASSERT_THAT(report("fgw-clerk", false), Accepted());
    EXPECT_EQ(ordered().stage, RectificationStage::open);
    EXPECT_THAT(world.give("supervisor", "rectification/r", rectification::Accepted{"合格"}), refused_by("S1.7"));
}

TEST_F(Rectification, S1_7_WhoeverReportedDoesNotJudge) {
    given();
    world.account("both", {Role::unit_clerk, Role::supervision}, "fgw");
    ASSERT_THAT(report("both"), Accepted());
    EXPECT_THAT(world.give("both", "rectification/r", rectification::Accepted{"合格"}), refused_by("S1.7"));
    EXPECT_THAT(world.give("both", "rectification/r", rectification::Rejected{"不合格", {}}), refused_by("S1.7"));
    EXPECT_THAT(world.give("supervisor", "rectification/r", rectification::Accepted{" "}), invalid_at("/findings"));
    ASSERT_THAT(world.give("supervisor", "rectification/r", rectification::Accepted{"合格"}), Accepted());
    EXPECT_THAT(world.give("supervisor", "rectification/r", rectification::Rejected{"不合格", {}}), refused_by("S1.7"));
}

TEST_F(Rectification, S1_7_ARejectionOpensItAgainPerhapsWithANewDeadline) {
    given();
    ASSERT_THAT(report(), Accepted());
    EXPECT_THAT(world.give("supervisor", "rectification/r", rectification::Rejected{"不合格", Date(2014, 4, 10)}),
                invalid_at("/deadline"));
    ASSERT_THAT(world.give("supervisor", "rectification/r", rectification::Rejected{"不合格", Date(2014, 5, 5)}),
                Accepted());
    EXPECT_EQ(ordered().stage, RectificationStage::open);
    EXPECT_EQ(ordered().deadline, Date(2014, 5, 5));
    EXPECT_THAT(report(), Accepted());
}

TEST_F(Rectification, S1_7_AnExtensionLeadsToALaterDayAndSaysWhy) {
    given();
    EXPECT_THAT(world.give("supervisor", "rectification/r", rectification::Extended{Date(2014, 5, 5)}),
                invalid_at("/reason"));
    EXPECT_THAT(world.give("supervisor", "rectification/r", rectification::Extended{Date(2014, 4, 25)}, "汛期"),
                invalid_at("/to"));
    EXPECT_THAT(world.give("supervisor", "rectification/r", rectification::Extended{Date(2014, 4, 26)}, "汛期"),
                Accepted());
    world.at("2014-05-10T10:00");
    EXPECT_THAT(world.give("supervisor", "rectification/r", rectification::Extended{Date(2014, 5, 10)}, "汛期"),
                invalid_at("/to"));
    ASSERT_THAT(report(), Accepted());
    EXPECT_THAT(world.give("supervisor", "rectification/r", rectification::Extended{Date(2014, 6, 1)}, "汛期"),
                refused_by("S1.7"));
}

TEST_F(Rectification, S1_7_WhatIsWithdrawnIsOver) {
    given();
    EXPECT_THAT(world.give("supervisor", "rectification/r", rectification::Withdrawn{}), invalid_at("/reason"));
    ASSERT_THAT(world.give("supervisor", "rectification/r", rectification::Withdrawn{}, "查无此事"), Accepted());
    EXPECT_THAT(report(), refused_by("S1.7"));
    EXPECT_THAT(world.give("supervisor", "rectification/r", rectification::Withdrawn{}, "查无此事"),
                refused_by("S1.7"));
}

TEST_F(Rectification, S1_7_ItFallsOverdueOnceWhenTheDayHasEnded) {
    given();
    const rectification::FellOverdue overdue{Date(2014, 4, 25)};
    EXPECT_THAT(world.give("supervisor", "rectification/r", overdue), not_allowed());
    world.at("2014-04-25T23:59");
    EXPECT_THAT(world.give("system", "rectification/r", overdue), invalid_at("/deadline"));
    world.at("2014-04-26T00:00");
    EXPECT_THAT(world.give("system", "rectification/r", rectification::FellOverdue{Date(2014, 4, 24)}),
                invalid_at("/deadline"));
    ASSERT_THAT(world.give("system", "rectification/r", overdue), Accepted());
    EXPECT_EQ(ordered().overdue_since, Date(2014, 4, 25));
    EXPECT_THAT(world.give("system", "rectification/r", overdue), refused_at("/deadline"));
}

TEST_F(Rectification, S1_7_ANewDeadlineMayFallOverdueAgainAndWhatIsReportedNever) {
    given();
    world.at("2014-04-26T00:00");
    ASSERT_THAT(world.give("system", "rectification/r", rectification::FellOverdue{Date(2014, 4, 25)}), Accepted());
    ASSERT_THAT(world.give("supervisor", "rectification/r", rectification::Extended{Date(2014, 4, 30)}, "汛期"),
                Accepted());
    world.at("2014-05-01T00:00");
    ASSERT_THAT(world.give("system", "rectification/r", rectification::FellOverdue{Date(2014, 4, 30)}), Accepted());
    ASSERT_THAT(give_order(order(Date(2014, 5, 3)), "s"), Accepted());
    ASSERT_THAT(world.give("fgw-clerk", "rectification/s", rectification::Reported{"已整改"}), Accepted());
    world.at("2014-05-04T00:00");
    EXPECT_THAT(world.give("system", "rectification/s", rectification::FellOverdue{Date(2014, 5, 3)}),
                refused_by("S1.7"));
}

TEST_F(Rectification, S1_7_ARemindersDaysAreTrueAndCountDown) {
    given();
    world.at("2014-04-22T09:00");
    EXPECT_THAT(world.give("system", "rectification/r", rectification::Reminded{Date(2014, 4, 25), 2}),
                invalid_at("/days"));
    EXPECT_THAT(world.give("system", "rectification/r", rectification::Reminded{Date(2014, 4, 24), 2}),
                invalid_at("/due"));
    ASSERT_THAT(world.give("system", "rectification/r", rectification::Reminded{Date(2014, 4, 25), 3}), Accepted());
    EXPECT_THAT(world.give("system", "rectification/r", rectification::Reminded{Date(2014, 4, 25), 3}),
                refused_at("/days"));
    world.at("2014-04-24T09:00");
    EXPECT_THAT(world.give("system", "rectification/r", rectification::Reminded{Date(2014, 4, 25), 1}), Accepted());
    world.at("2014-04-26T09:00");
    EXPECT_THAT(world.give("system", "rectification/r", rectification::Reminded{Date(2014, 4, 25), 0}, "",
                           *Time::parse("2014-04-25T09:00:00+08:00")),
                invalid_at("/due"));
}

TEST_F(Rectification, S1_7_AReminderAfterTheServiceStoodStillTellsTheDaysThatAreLeftNow) {
    given();
    world.at("2014-04-24T15:00");
    const auto then = *Time::parse("2014-04-22T09:00:00+08:00");
    EXPECT_THAT(world.give("system", "rectification/r", rectification::Reminded{Date(2014, 4, 25), 3}, "", then),
                invalid_at("/days"));
    EXPECT_THAT(world.give("system", "rectification/r", rectification::Reminded{Date(2014, 4, 25), 1}, "", then),
                Accepted());
}

}  // namespace

}  // namespace taizhang
