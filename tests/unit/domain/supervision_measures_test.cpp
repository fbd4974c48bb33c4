// Accountability from the proposal to what is carried out (rules 6 and 10; S1.7, S4.5, S7.4).
#include "tests/unit/domain/supervised_city.hpp"

namespace taizhang {

namespace {

using accountability::Measure;

class Measures : public SupervisedCity {
  protected:
    Result<std::vector<Happening>> give(const accountability::Proposed& proposed, const std::string& id = "z") {
        return world.give("colleague", "accountability/" + id, proposed);
    }
    Result<std::vector<Happening>> act(const Event& event, const std::string& by = "supervisor",
                                       const std::string& reason = {}) {
        return world.give(by, "accountability/z", event, reason);
    }
    void agreed(Measure what) {
        ASSERT_THAT(propose(what), Accepted());
        ASSERT_THAT(confirm(), Accepted());
        ASSERT_EQ(judged().stage, AccountabilityStage::agreed);
    }

    static constexpr const char* ladder = R"([[step]]
name = "迟报催办"
on = "report_late"
take = "urging"
mode = "automatic"
text = "请即报送"
[[step]]
name = "落后整改"
on = "behind"
take = "rectification"
mode = "proposed"
deadline = "15 days"
text = "责令限期整改"
[cards]
yellow_months = 3
red_months = 6
)";
};

// ---- proposals -----------------------------------------------------------------------------------------------------

TEST_F(Measures, S7_4_AProposalHasGroundsASubjectAndTheLedgerOfItsItems) {
    auto proposed = measure(Measure::criticism);
    proposed.grounds = " ";
    EXPECT_THAT(give(proposed), invalid_at("/grounds"));
    proposed = measure(Measure::criticism, "unit/nobody");
    EXPECT_THAT(give(proposed), Fails(ErrorCode::not_found, "/subject"));
    proposed = measure(Measure::criticism, "item/1");
    EXPECT_THAT(give(proposed), invalid_at("/subject"));
    proposed = measure(Measure::criticism, "unit/districts");
    EXPECT_THAT(give(proposed), refused_by("S7.5"));
    proposed = measure(Measure::criticism);
    proposed.items.push_back(ItemId{"99"});
    EXPECT_THAT(give(proposed), Fails(ErrorCode::not_found, "/items/1"));
    ASSERT_THAT(propose(Measure::criticism), Accepted());
    EXPECT_EQ(judged().ledger, LedgerId{"2014"});
    EXPECT_EQ(judged().stage, AccountabilityStage::proposed);
}

TEST_F(Measures, S7_4_EvidenceHasHappenedAndTheOrderWasTheSubjects) {
    auto proposed = measure(Measure::criticism);
    proposed.evidence = {0, world.end()};
    EXPECT_THAT(give(proposed), invalid_at("/evidence/1"));
    proposed.evidence = {0, world.end() - 1};
    world.set_up("rectification/r", order());
    proposed.rectification = RectificationId{"r"};
    EXPECT_THAT(give(proposed), Accepted());
    proposed.subject = StreamId{"unit/jxw"};
    EXPECT_THAT(give(proposed, "y"), refused_at("/subject"));
    proposed.rectification = RectificationId{"none"};
    EXPECT_THAT(give(proposed, "x"), Fails(ErrorCode::not_found, "/rectification"));
}

TEST_F(Measures, Rule_10_AgainstPersonsOnlySummonsCriticismAndInquiry) {
    for (const auto what : {Measure::urging, Measure::rectification, Measure::yellow_card, Measure::red_card,
                            Measure::statement, Measure::listing})
        EXPECT_THAT(propose(what, "person/wang"), refused_by("rule 10")) << reflect::enum_name(what);
    for (const auto what : {Measure::summons, Measure::criticism, Measure::inquiry})
        EXPECT_THAT(propose(what, "person/wang", reflect::enum_name(what)), Accepted());
}

TEST_F(Measures, S1_7_RectificationIsProposedWithADeadlineToCome) {
    auto proposed = measure(Measure::rectification);
    proposed.deadline.reset();
    EXPECT_THAT(give(proposed), refused_at("/deadline"));
    proposed.deadline = Date(2014, 4, 10);
    EXPECT_THAT(give(proposed), invalid_at("/deadline"));
}

TEST_F(Measures, Rule_6_AStepOfTheLadderIsOneThatTheRegimeHas) {
    under_regime(ladder);
    auto proposed = measure(Measure::rectification);
    proposed.rule = "约谈";
    EXPECT_THAT(give(proposed), invalid_at("/rule"));
    proposed.rule = "迟报催办";
    EXPECT_THAT(give(proposed), invalid_at("/rule"));  // takes another measure
    proposed.rule = "落后整改";
    EXPECT_THAT(give(proposed), Accepted());
}

TEST_F(Measures, S7_4_OnlyTheSupervisionOfficeAndTheSystemPropose) {
    for (const auto* by : {"holder", "fgw-clerk", "mayor", "auditor"})
        EXPECT_THAT(world.give(by, "accountability/z", measure(Measure::criticism)), not_allowed()) << by;
    EXPECT_THAT(world.give("system", "accountability/z", measure(Measure::criticism)), Accepted());
}

// ---- agreed or dropped ---------------------------------------------------------------------------------------------

TEST_F(Measures, Rule_6_NobodyConfirmsWhatHeProposedHimself) {
    ASSERT_THAT(propose(Measure::criticism), Accepted());
    EXPECT_THAT(confirm("colleague"), refused_by("rule 6"));
    EXPECT_THAT(confirm("supervisor"), Accepted());
    EXPECT_THAT(confirm("supervisor"), refused_by("S1.7"));
}

TEST_F(Measures, Rule_6_TheSystemConfirmsOnlyWhatTheRegimeTakesByItself) {
    under_regime(ladder);
    auto automatic = measure(Measure::urging);
    automatic.rule = "迟报催办";
    world.set_up("accountability/a", automatic);
    EXPECT_THAT(confirm("system", "a"),
                brings_about({"accountability/a accountability.confirmed", "item/1 item.urged"}));
    auto proposed = measure(Measure::rectification);
    proposed.rule = "落后整改";
    world.set_up("accountability/b", proposed);
    EXPECT_THAT(confirm("system", "b"), refused_by("rule 6"));
    EXPECT_THAT(confirm("supervisor", "b"), Accepted());
    world.set_up("accountability/c", measure(Measure::urging));
    EXPECT_THAT(confirm("system", "c"), refused_by("rule 6"));
}

TEST_F(Measures, Rule_10_PersonsAndInquiriesAreApprovedNotConfirmed) {
    ASSERT_THAT(propose(Measure::summons, "person/wang", "person"), Accepted());
    ASSERT_THAT(propose(Measure::inquiry, "unit/fgw", "inquiry"), Accepted());
    ASSERT_THAT(propose(Measure::summons, "unit/fgw", "unit"), Accepted());
    for (const auto* id : {"person", "inquiry"}) {
        EXPECT_THAT(confirm("supervisor", id), refused_by("rule 10")) << id;
        EXPECT_THAT(confirm("system", id), refused_by("rule 10")) << id;
        EXPECT_THAT(approve("supervisor", id), not_allowed()) << id;
        EXPECT_THAT(approve("mayor", id), Accepted()) << id;
    }
    EXPECT_THAT(approve("mayor", "unit"), refused_by("rule 10"));
}

TEST_F(Measures, Rule_10_TheAuthorDoesNotApprove) {
    world.account("both", {Role::supervision, Role::approver}, "dbs");
    ASSERT_THAT(world.give("both", "accountability/z", measure(Measure::inquiry)), Accepted());
    EXPECT_THAT(approve("both"), refused_by("rule 10"));
    EXPECT_THAT(act(accountability::Approved{.authority = ""}, "mayor"), invalid_at("/authority"));
    EXPECT_THAT(approve("mayor"), Accepted());
}

TEST_F(Measures, Rule_10_NobodyDecidesInHisOwnMatter) {
    world.account("inside", {Role::supervision}, "fgw");
    ASSERT_THAT(propose(Measure::criticism), Accepted());
    EXPECT_THAT(confirm("inside"), refused_by("rule 10"));
    EXPECT_THAT(act(accountability::Dismissed{"不成立"}, "inside", "查无此事"), refused_by("rule 10"));
    account::Opened opened{.name = "王局长", .roles = {Role::approver}};
    opened.person = PersonId{"wang"};
    world.set_up("account/wang2", opened);
    ASSERT_THAT(propose(Measure::criticism, "person/wang", "w"), Accepted());
    EXPECT_THAT(approve("wang2", "w"), refused_by("rule 10"));
}

TEST_F(Measures, Rule_6_AProposalIsDismissedWithFindingsAndAReason) {
    ASSERT_THAT(propose(Measure::criticism), Accepted());
    EXPECT_THAT(act(accountability::Dismissed{"已说明"}), invalid_at("/reason"));
    EXPECT_THAT(act(accountability::Dismissed{" "}, "supervisor", "已说明"), invalid_at("/findings"));
    ASSERT_THAT(act(accountability::Dismissed{"用地批复晚到"}, "supervisor", "事出有因"), Accepted());
    EXPECT_THAT(confirm(), refused_by("S1.7"));
    EXPECT_THAT(act(accountability::Dismissed{"用地批复晚到"}, "supervisor", "事出有因"), refused_by("S1.7"));
}

// ---- what follows from the confirmation ----------------------------------------------------------------------------

TEST_F(Measures, S1_7_AConfirmedRectificationIsOrderedUnderTheSameId) {
    ASSERT_THAT(propose(Measure::rectification), Accepted());
    EXPECT_THAT(confirm(),
                brings_about({"accountability/z accountability.confirmed", "rectification/z rectification.ordered"}));
    EXPECT_EQ(ordered("z").unit, UnitId{"fgw"});
    EXPECT_EQ(ordered("z").item, ItemId{"1"});
    EXPECT_EQ(ordered("z").deadline, Date(2014, 4, 25));
    EXPECT_EQ(judged().stage, AccountabilityStage::carried_out);
}

TEST_F(Measures, S1_7_TheConfirmationMaySetAnotherDeadlineAndMustWhereTheProposedOnePassed) {
    ASSERT_THAT(propose(Measure::rectification), Accepted());
    world.at("2014-04-25T10:00");
    EXPECT_THAT(confirm(), invalid_at("/deadline"));
    EXPECT_EQ(judged().stage, AccountabilityStage::proposed);
    EXPECT_THAT(act(accountability::Confirmed{{}, Date(2014, 4, 20)}), invalid_at("/deadline"));
    ASSERT_THAT(act(accountability::Confirmed{{}, Date(2014, 5, 8)}), Accepted());
    EXPECT_EQ(ordered("z").deadline, Date(2014, 5, 8));
}

TEST_F(Measures, S1_7_AnOrderFallsToWhoeverFollowsTheUnit) {
    ASSERT_THAT(propose(Measure::rectification), Accepted());
    world.set_up("unit/fgw", unit::Merged{UnitId{"czj"}});
    ASSERT_THAT(confirm(), Accepted());
    EXPECT_EQ(ordered("z").unit, UnitId{"czj"});
    EXPECT_EQ(judged().subject, StreamId{"unit/fgw"});
}

TEST_F(Measures, S6_6_AConfirmedCardIsIssuedAndLapsesByTheRegime) {
    under_regime(ladder);
    ASSERT_THAT(propose(Measure::yellow_card, "unit/fgw", "y"), Accepted());
    EXPECT_THAT(confirm("supervisor", "y"), brings_about({"accountability/y accountability.confirmed",
                                                          "accountability/y accountability.card_issued"}));
    EXPECT_EQ(judged("y").deadline, Date(2014, 7, 10));
    ASSERT_THAT(propose(Measure::red_card, "unit/fgw", "r"), Accepted());
    ASSERT_THAT(confirm("supervisor", "r"), Accepted());
    EXPECT_EQ(judged("r").deadline, Date(2014, 10, 10));
    EXPECT_EQ(judged("r").stage, AccountabilityStage::carried_out);
}

TEST_F(Measures, S6_6_WithoutARegimeACardLapsesAfterAYearAndOnADayThatExists) {
    world.at("2016-02-29T10:00");
    ASSERT_THAT(propose(Measure::yellow_card), Accepted());
    ASSERT_THAT(confirm(), Accepted());
    EXPECT_EQ(judged().deadline, Date(2017, 2, 28));
}

TEST_F(Measures, S6_6_ACardIsIssuedOnce) {
    ASSERT_THAT(propose(Measure::yellow_card), Accepted());
    EXPECT_THAT(act(accountability::CardIssued{}), refused_by("S1.7"));
    ASSERT_THAT(confirm(), Accepted());
    EXPECT_THAT(act(accountability::CardIssued{}), refused_by("S1.7"));
    EXPECT_THAT(act(accountability::CardIssued{accountability::Colour::red, {}}), refused_by("S1.7"));
}

TEST_F(Measures, S6_6_ACardIsLiftedWhileItStands) {
    ASSERT_THAT(propose(Measure::yellow_card), Accepted());
    EXPECT_THAT(act(accountability::CardLifted{"已赶上"}, "supervisor", "整改到位"), refused_by("S1.7"));
    ASSERT_THAT(confirm(), Accepted());
    world.at("2015-04-11T10:00");
    EXPECT_THAT(act(accountability::CardLifted{"已赶上"}, "supervisor", "整改到位"), refused_by("S1.7"));
    world.at("2015-04-10T10:00");
    EXPECT_THAT(act(accountability::CardLifted{"已赶上"}), invalid_at("/reason"));
    ASSERT_THAT(act(accountability::CardLifted{"已赶上"}, "supervisor", "整改到位"), Accepted());
    EXPECT_EQ(judged().stage, AccountabilityStage::lifted);
    EXPECT_THAT(act(accountability::CardLifted{"已赶上"}, "supervisor", "整改到位"), refused_by("S1.7"));
}

TEST_F(Measures, S6_6_WhatIsNoCardIsNotLifted) {
    agreed(Measure::criticism);
    EXPECT_THAT(act(accountability::CardLifted{"已赶上"}, "supervisor", "整改到位"), refused_by("S1.7"));
}

TEST_F(Measures, S1_6_ConfirmedListingListsEachItemThatGoesOn) {
    world.set_up("item/2", entered());
    world.set_up("item/3", entered());
    world.set_up("item/3", item::Listed{"早已挂牌", {}});
    auto proposed = measure(Measure::listing);
    proposed.items = {ItemId{"1"}, ItemId{"2"}, ItemId{"3"}};
    ASSERT_THAT(give(proposed), Accepted());
    world.set_up("item/2", item::Cancelled{});
    EXPECT_THAT(confirm(), brings_about({"accountability/z accountability.confirmed", "item/1 item.listed"}));
    EXPECT_TRUE(item().listed);
    proposed.items.clear();
    EXPECT_THAT(give(proposed, "y"), invalid_at("/items"));
}

TEST_F(Measures, S1_7_ConfirmedUrgingUrgesTheUnitOnEachItem) {
    world.set_up("item/2", entered());
    auto proposed = measure(Measure::urging, "unit/jxw");
    proposed.items = {ItemId{"1"}, ItemId{"2"}};
    ASSERT_THAT(give(proposed), Accepted());
    const auto result = confirm();
    ASSERT_THAT(result,
                brings_about({"accountability/z accountability.confirmed", "item/1 item.urged", "item/2 item.urged"}));
    EXPECT_EQ(std::get<item::Urged>((*result)[1].event).unit, UnitId{"jxw"});
    EXPECT_EQ(std::get<item::Urged>((*result)[1].event).text, "一季度欠序时进度");
}

TEST_F(Measures, S1_7_WhereNothingCanBeUrgedAnyMoreTheProposalIsDismissed) {
    ASSERT_THAT(propose(Measure::urging), Accepted());
    world.set_up("item/1", item::Cancelled{});
    EXPECT_THAT(confirm(), refused_by("S1.7"));
    EXPECT_THAT(act(accountability::Dismissed{"事项已撤销"}, "supervisor", "事项已撤销"), Accepted());
}

// ---- carried out by hand -------------------------------------------------------------------------------------------

TEST_F(Measures, S1_7_CriticismIsCirculatedOnceItIsAgreedOn) {
    ASSERT_THAT(propose(Measure::criticism), Accepted());
    EXPECT_THAT(act(accountability::CriticismCirculated{"通报批评", {}}), refused_by("S1.7"));
    ASSERT_THAT(confirm(), Accepted());
    EXPECT_THAT(act(accountability::CriticismCirculated{" ", {}}), invalid_at("/text"));
    EXPECT_THAT(act(accountability::CriticismCirculated{"通报批评", BulletinId{"none"}}),
                Fails(ErrorCode::not_found, "/bulletin"));
    world.set_up("bulletin/b", bulletin::Issued{.title = "通报",
                                                .body = {{bulletin::BlockKind::paragraph, "正文", {}}},
                                                .signed_by = "督查室",
                                                .dated = Date(2014, 4, 10)});
    world.set_up("bulletin/b", bulletin::Withdrawn{});
    EXPECT_THAT(act(accountability::CriticismCirculated{"通报批评", BulletinId{"b"}}), refused_at("/bulletin"));
    ASSERT_THAT(act(accountability::CriticismCirculated{"通报批评", {}}), Accepted());
    EXPECT_EQ(judged().stage, AccountabilityStage::carried_out);
    EXPECT_THAT(act(accountability::CriticismCirculated{"通报批评", {}}), refused_by("S1.7"));
}

TEST_F(Measures, S4_5_ASummonsIsRecordedAfterItWasHeld) {
    ASSERT_THAT(propose(Measure::summons, "person/wang"), Accepted());
    const accountability::SummonsHeld held{Date(2014, 4, 10), {named("王局长")}, "限期一个月赶上"};
    EXPECT_THAT(act(held), refused_by("S1.7"));
    ASSERT_THAT(approve(), Accepted());
    auto later = held;
    later.held_on = Date(2014, 4, 11);
    EXPECT_THAT(act(later), invalid_at("/held_on"));
    EXPECT_THAT(act(held), Accepted());
}

TEST_F(Measures, S7_4_AStatementIsMadeByTheUnitOrRecordedByTheOffice) {
    agreed(Measure::statement);
    const accountability::StatementMade made{Date(2014, 4, 10), "五月底前赶上序时进度"};
    EXPECT_THAT(act(made, "jxw-clerk"), not_allowed());
    EXPECT_THAT(act(accountability::StatementMade{Date(2014, 4, 11), "表态"}, "fgw-leader"), invalid_at("/made_on"));
    ASSERT_THAT(act(made, "fgw-leader"), Accepted());
    ASSERT_THAT(propose(Measure::statement, "unit/fgw", "y"), Accepted());
    ASSERT_THAT(confirm("supervisor", "y"), Accepted());
    world.set_up("unit/fgw", unit::Merged{UnitId{"czj"}});
    EXPECT_THAT(world.give("fgw-leader", "accountability/y", made), not_allowed());
    EXPECT_THAT(world.give("czj-clerk", "accountability/y", made), Accepted());
}

TEST_F(Measures, Rule_10_AnInquiryIsReferredAndItsOutcomeIsTold) {
    ASSERT_THAT(propose(Measure::inquiry, "person/wang"), Accepted());
    const accountability::Referred referred{"市纪委监察局", "移送材料"};
    const accountability::OutcomeRecorded outcome{"诫勉谈话", "纪发〔2014〕3号"};
    EXPECT_THAT(act(referred), refused_by("S1.7"));
    ASSERT_THAT(approve(), Accepted());
    EXPECT_THAT(act(outcome), refused_by("rule 10"));
    ASSERT_THAT(act(referred), Accepted());
    EXPECT_THAT(act(outcome, "mayor"), Accepted());
    EXPECT_EQ(judged().stage, AccountabilityStage::carried_out);
}

TEST_F(Measures, Rule_10_OnlyAnInquiryIsReferred) {
    agreed(Measure::criticism);
    EXPECT_THAT(act(accountability::Referred{"市纪委监察局", "移送材料"}), refused_by("S1.7"));
}

}  // namespace

}  // namespace taizhang
