#include "tests/unit/domain/supervised_city.hpp"

namespace taizhang {

namespace {

using accountability::Measure;

class Reconsideration : public SupervisedCity {
  protected:
    /// A yellow card of 10 April against fgw: proposed by the colleague, confirmed by the supervisor.
    Reconsideration() {
        if (!propose(Measure::yellow_card) || !confirm()) throw std::logic_error("no card");
    }
    Result<std::vector<Happening>> ask(const std::string& by = "fgw-leader", const std::string& id = "z") {
        return world.give(by, "accountability/" + id, accountability::ReconsiderationRequested{"批复四月才到", {}});
    }
    Result<std::vector<Happening>> rule(accountability::Ruling ruling, const std::string& by = "mayor") {
        return world.give(by, "accountability/z", accountability::ReconsiderationDecided{ruling, "经查属实"}, "复核");
    }
};

TEST_F(Reconsideration, Rule_10_ThePartyConcernedAsksAndNobodyElse) {
    EXPECT_THAT(ask("jxw-clerk"), not_allowed());
    EXPECT_THAT(ask("supervisor"), not_allowed());
    EXPECT_THAT(ask("system"), refused_by("rule 10"));
    EXPECT_THAT(ask("fgw-leader"), Accepted());
}

TEST_F(Reconsideration, Rule_10_ThirtyDaysToAskAndAsManyToDecide) {
    world.at("2014-05-10T23:00");
    const auto result = ask();
    ASSERT_THAT(result, Accepted());
    EXPECT_EQ(judged().decide_by, Date(2014, 6, 9));
}

TEST_F(Reconsideration, Rule_10_AfterTheDaysItIsTooLate) {
    world.at("2014-05-11T00:00");
    EXPECT_THAT(ask(), refused_by("rule 10"));
}

TEST_F(Reconsideration, Rule_10_TheRegimesDaysCount) {
    under_regime("[reconsideration]\ndays = 7\n");
    world.at("2014-04-18T09:00");
    EXPECT_THAT(ask(), refused_by("rule 10"));
    world.at("2014-04-17T09:00");
    ASSERT_THAT(ask(), Accepted());
    EXPECT_EQ(judged().decide_by, Date(2014, 4, 24));
}

TEST_F(Reconsideration, Rule_10_WhoeverHadAPartInItDoesNotDecide) {
    ASSERT_THAT(ask(), Accepted());
    EXPECT_THAT(rule(accountability::Ruling::upheld, "colleague"), refused_by("rule 10"));
    EXPECT_THAT(rule(accountability::Ruling::upheld, "supervisor"), refused_by("rule 10"));
    EXPECT_THAT(rule(accountability::Ruling::upheld, "fgw-leader"), not_allowed());
    world.account("third", {Role::supervision}, "dbs");
    EXPECT_THAT(rule(accountability::Ruling::upheld, "third"), Accepted());
}

TEST_F(Reconsideration, Rule_10_WhoeverAskedAndHisUnitDoNotDecide) {
    world.account("asker", {Role::unit_leader, Role::approver}, "fgw");
    ASSERT_THAT(ask("asker"), Accepted());
    EXPECT_THAT(rule(accountability::Ruling::revoked, "asker"), refused_by("rule 10"));
    world.account("neighbour", {Role::approver}, "fgw");
    EXPECT_THAT(rule(accountability::Ruling::revoked, "neighbour"), refused_by("rule 10"));
}

TEST_F(Reconsideration, Rule_10_WhatARevokedMeasureBroughtAboutFallsWithIt) {
    const auto order = world.give("colleague", "accountability/o", [&] {
        auto proposed = measure(Measure::rectification, "unit/fgw");
        proposed.deadline = Date(2014, 5, 30);
        return proposed;
    }());
    ASSERT_THAT(order, Accepted());
    ASSERT_THAT(confirm("supervisor", "o"), Accepted());
    EXPECT_THAT(world.give("mayor", "rectification/o", rectification::Withdrawn{}, "自行撤回"), not_allowed());
    ASSERT_THAT(ask("fgw-leader", "o"), Accepted());
    const auto ruled =
        world.give("mayor", "accountability/o",
                   accountability::ReconsiderationDecided{accountability::Ruling::revoked, "经查不实"}, "复核");
    EXPECT_THAT(ruled, brings_about({"accountability/o accountability.reconsideration_decided",
                                     "rectification/o rectification.withdrawn"}));
    EXPECT_EQ(ordered("o").stage, RectificationStage::withdrawn);
}

TEST_F(Reconsideration, Rule_10_ARevokedMeasureIsOverAndAnUpheldOneStands) {
    EXPECT_THAT(rule(accountability::Ruling::revoked), refused_by("rule 10"));
    ASSERT_THAT(ask(), Accepted());
    ASSERT_THAT(rule(accountability::Ruling::revoked), Accepted());
    EXPECT_EQ(judged().stage, AccountabilityStage::revoked);
    EXPECT_THAT(ask(), Fails(ErrorCode::refused, ""));

    ASSERT_THAT(propose(Measure::red_card, "unit/fgw", "y"), Accepted());
    ASSERT_THAT(confirm("supervisor", "y"), Accepted());
    ASSERT_THAT(ask("fgw-clerk", "y"), Accepted());
    ASSERT_THAT(world.give("mayor", "accountability/y",
                           accountability::ReconsiderationDecided{accountability::Ruling::upheld, "事实清楚"}, "复核"),
                Accepted());
    EXPECT_EQ(judged("y").stage, AccountabilityStage::carried_out);
}

TEST_F(Reconsideration, Rule_10_ItIsAskedForOnce) {
    ASSERT_THAT(ask(), Accepted());
    EXPECT_THAT(ask("fgw-clerk"), refused_by("rule 10"));
    ASSERT_THAT(rule(accountability::Ruling::upheld), Accepted());
    EXPECT_THAT(ask(), refused_by("rule 10"));
    EXPECT_THAT(rule(accountability::Ruling::revoked, "deputy"), refused_by("rule 10"));
}

TEST_F(Reconsideration, Rule_10_NothingIsReconsideredBeforeItIsAgreedOn) {
    ASSERT_THAT(propose(Measure::criticism, "unit/fgw", "y"), Accepted());
    EXPECT_THAT(ask("fgw-leader", "y"), refused_by("S1.7"));
    ASSERT_THAT(confirm("supervisor", "y"), Accepted());
    EXPECT_THAT(ask("fgw-leader", "y"), Accepted());
}

TEST_F(Reconsideration, Rule_10_APersonAsksForHimself) {
    ASSERT_THAT(propose(Measure::criticism, "person/wang", "w"), Accepted());
    ASSERT_THAT(approve("mayor", "w"), Accepted());
    EXPECT_THAT(ask("fgw-leader", "w"), not_allowed());
    EXPECT_THAT(ask("wang", "w"), Accepted());
}

TEST_F(Reconsideration, Rule_12_TheSuccessorOfAMergedUnitAsks) {
    world.set_up("unit/fgw", unit::Merged{UnitId{"czj"}});
    EXPECT_THAT(ask("fgw-leader"), not_allowed());
    EXPECT_THAT(ask("czj-clerk"), Accepted());
    EXPECT_EQ(judged().subject, StreamId{"unit/fgw"});
}

TEST_F(Reconsideration, Rule_10_AnAnswerThatIsOverdueIsRecordedOnce) {
    ASSERT_THAT(ask(), Accepted());
    const accountability::ReconsiderationOverdue overdue{Date(2014, 5, 10)};
    world.at("2014-05-10T23:59");
    EXPECT_THAT(world.give("system", "accountability/z", overdue), invalid_at("/due"));
    world.at("2014-05-11T00:00");
    EXPECT_THAT(world.give("system", "accountability/z", accountability::ReconsiderationOverdue{Date(2014, 5, 9)}),
                invalid_at("/due"));
    EXPECT_THAT(world.give("supervisor", "accountability/z", overdue), not_allowed());
    ASSERT_THAT(world.give("system", "accountability/z", overdue), Accepted());
    EXPECT_THAT(world.give("system", "accountability/z", overdue), refused_at("/due"));
    ASSERT_THAT(rule(accountability::Ruling::upheld), Accepted());
    EXPECT_THAT(world.give("system", "accountability/z", overdue), refused_by("rule 10"));
}

}  // namespace

}  // namespace taizhang
