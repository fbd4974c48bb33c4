#include "tests/unit/domain/year_city.hpp"

namespace taizhang {

namespace {

const char* const five =
    "[fixings]\nrequired = [\"goal\", \"tasks\", \"deadline\", \"responsibility\", \"rewards\"]\n"
    "activation = true\n";
const char* const handed_over = "年底交账";

class Drafts : public YearCity {
  protected:
    Drafts() {
        under_regime(five);
        world.set_up("item/2", entered());
    }
    Result<std::vector<Happening>> activate(const std::string& by = "holder") {
        return world.give(by, "item/2", item::Activated{});
    }
    void complete() {
        ASSERT_THAT(world.give("holder", "item/2", item::Revised{.rewards = "纳入年度考核"}, "补齐"), Accepted());
        const item::PeopleAssigned people{.responsible_leader = named("张甲"), .responsible_person = named("李乙")};
        ASSERT_THAT(world.give("fgw-clerk", "item/2", people), Accepted());
    }
};

TEST_F(Drafts, S1_1_UnderARegimeThatActivatesAnItemBeginsAsADraftWhateverTheClientSays) {
    auto event = entered();
    event.draft = false;
    ASSERT_THAT(world.give("holder", "item/3", event), Accepted());
    EXPECT_EQ(item("item/3").stage, ItemStage::draft);
    under_regime("");
    event.draft = true;
    ASSERT_THAT(world.give("holder", "item/4", event), Accepted());
    EXPECT_EQ(item("item/4").stage, ItemStage::active);
}

TEST_F(Drafts, S1_1_WhatLacksOneOfTheFiveIsToldAllOfThemAndNotActivated) {
    const auto result = activate();
    ASSERT_THAT(result, refused_by("S1.1"));
    EXPECT_THAT(told(result.error(), "missing"), testing::ElementsAre("responsibility", "rewards"));
    EXPECT_THAT(result.error().message, testing::HasSubstr("item.assign_people"));
    complete();
    ASSERT_THAT(activate(), Accepted());
    EXPECT_EQ(item("item/2").stage, ItemStage::active);
    EXPECT_THAT(activate(), Fails(ErrorCode::refused, ""));
}

TEST_F(Drafts, S1_1_OnlyTheFixingsThatTheRegimeDemandsAreAskedFor) {
    under_regime("[fixings]\nrequired = [\"rewards\"]\nactivation = true\n");
    const auto result = activate();
    ASSERT_THAT(result, refused_by("S1.1"));
    EXPECT_THAT(told(result.error(), "missing"), testing::ElementsAre("rewards"));
    under_regime("[fixings]\nactivation = true\n");
    EXPECT_THAT(activate(), Accepted());
}

TEST_F(Drafts, S1_1_TheHolderGivesADraftTheDeadlineThatItLacks) {
    auto event = entered();
    event.deadline.reset();
    ASSERT_THAT(world.give("holder", "item/3", event), Accepted());
    const item::ExtensionGranted granted{Date(2014, 12, 20)};
    ASSERT_THAT(world.give("holder", "item/3", granted, "定时限"), Accepted());
    EXPECT_EQ(item("item/3").deadline, Date(2014, 12, 20));
    EXPECT_THAT(world.give("holder", "item/3", item::ExtensionGranted{Date(2015, 1, 20)}, "再定"),
                Fails(ErrorCode::refused, ""));
}

TEST_F(Drafts, S1_3_ADraftIsPlannedButNotWorkedOn) {
    EXPECT_THAT(world.give("fgw-clerk", "item/2", item::Acknowledged{}), refused_by("S1.3"));
    EXPECT_THAT(world.give("fgw-clerk", "item/2", progress("2014-01", "10")), refused_by("S1.3"));
    EXPECT_THAT(world.give("fgw-clerk", "item/2", item::CompletionClaimed{"好"}), refused_by("S1.3"));
    const item::MilestonePlanned planned{"开工", "开工", Date(2014, 6, 1)};
    EXPECT_THAT(world.give("fgw-clerk", "item/2", planned), Accepted());
    EXPECT_THAT(world.give("fgw-clerk", "item/2", item::MilestoneReached{"开工", Date(2014, 1, 1)}),
                refused_by("S1.3"));
    EXPECT_THAT(world.give("holder", "item/2", item::Revised{.title = "新题"}, "勘误"), Accepted());
    EXPECT_THAT(world.give("holder", "item/2", item::UnitsAssigned{{party("czj")}, false}), Accepted());
    EXPECT_THAT(world.give("holder", "item/2", item::Cancelled{}, "不立"), Accepted());
}

TEST_F(Drafts, OnlyTheHolderAndSupervisionActivate) {
    complete();
    EXPECT_THAT(activate("fgw-leader"), not_allowed());
    EXPECT_THAT(activate("supervisor"), Accepted());
}

class EnteringUnderRules : public YearCity {
  protected:
    EnteringUnderRules() {
        under_regime(
            "[[form]]\nid = \"表四\"\ntitle = \"项目\"\ncolumns = [{ title = \"名称\", source = \"title\" }]\n"
            "[[project_kind]]\nname = \"招商项目\"\nsteps = [\"跟踪\", \"对接\", \"签约\"]\n");
    }
    Result<std::vector<Happening>> enter(const item::Entered& event, const std::string& id = "2") {
        return world.give("holder", "item/" + id, event);
    }
};

TEST_F(EnteringUnderRules, S2_1_AFormIsOneOfTheRegimes) {
    auto event = entered();
    event.form = "表九";
    const auto result = enter(event);
    ASSERT_THAT(result, invalid_at("/form"));
    EXPECT_THAT(result.error().message, testing::HasSubstr("表四"));
    event.form = "表四";
    event.fields = {{"备注", "重点"}, {"备注", "又"}};
    EXPECT_THAT(enter(event), invalid_at("/fields/1/name"));
    event.fields = {{"备注", ""}};
    ASSERT_THAT(enter(event), Accepted());
    const item::Revised same{.fields = {{"备注", ""}}};
    EXPECT_THAT(world.give("holder", "item/2", same, "补"), Fails(ErrorCode::refused, ""));
    const item::Revised other{.fields = {{"备注", "已开工"}}};
    EXPECT_THAT(world.give("fgw-clerk", "item/2", other, "补"), not_allowed());
    ASSERT_THAT(world.give("holder", "item/2", other, "补"), Accepted());
    EXPECT_EQ(item("item/2").fields[0].value, "已开工");
}

TEST_F(EnteringUnderRules, S4_1_AKindOfProjectIsOneOfTheRegimes) {
    auto event = entered();
    event.project_kind = "别的";
    EXPECT_THAT(enter(event), refused_by("S4.1"));
    event.project_kind = "招商项目";
    EXPECT_THAT(enter(event), Accepted());
    under_regime("");
    EXPECT_THAT(enter(event, "3"), refused_by("S4.1"));
}

TEST_F(EnteringUnderRules, S1_3_APartStandsInTheSameLedgerOrOneBelow) {
    world.set_up(
        "ledger/fgw",
        ledger::Opened{.title = "发改委台账", .year = 2014, .holder = UnitId{"stats"}, .parent = LedgerId{"2014"}});
    world.set_up("ledger/side", ledger::Opened{.title = "别的", .year = 2014, .holder = UnitId{"stats"}});
    auto event = entered();
    event.parent = ItemId{"1"};
    EXPECT_THAT(enter(event, "same"), Accepted());
    event.ledger = LedgerId{"fgw"};
    EXPECT_THAT(enter(event, "below"), Accepted());
    event.ledger = LedgerId{"side"};
    EXPECT_THAT(enter(event, "beside"), refused_by("S1.3"));
    event.ledger = LedgerId{"2014"};
    event.parent = ItemId{"below"};
    EXPECT_THAT(enter(event, "above"), refused_by("S1.3"));
    event.parent = ItemId{"nobody"};
    EXPECT_THAT(enter(event, "none"), Fails(ErrorCode::not_found, "/parent"));
}

TEST_F(EnteringUnderRules, S1_5_WhatIsCarriedOnIsOfAnEarlierYear) {
    auto event = entered();
    event.carried_from = ItemId{"1"};
    EXPECT_THAT(enter(event), refused_by("S1.5"));
    open_next_year();
    event.ledger = LedgerId{"2015"};
    EXPECT_THAT(enter(event), Accepted());
}

TEST_F(EnteringUnderRules, Rule12_WhoIsNamedWithAPostHoldsItAtAResponsibleUnit) {
    const person::Enrolled enrolled{.name = "张甲", .unit = UnitId{"fgw"}, .post = "主任"};
    world.set_up("person/zhang", enrolled);
    auto event = entered();
    event.responsible_leader = NamedPerson{PersonId{"zhang"}, "张甲", "书记"};
    EXPECT_THAT(enter(event), refused_at("/responsible_leader/post"));
    event.units = {party("czj")};
    event.responsible_leader->post = "主任";
    EXPECT_THAT(enter(event), refused_at("/responsible_leader/post"));
    event.units = {party("czj"), party("fgw")};
    EXPECT_THAT(enter(event), Accepted());
    EXPECT_EQ(person_today(world, *event.responsible_leader, UnitId{"fgw"}), PersonId{"zhang"});
    world.set_up("person/zhang", person::Relieved{UnitId{"fgw"}, "主任"});
    EXPECT_EQ(person_today(world, *event.responsible_leader, UnitId{"fgw"}), std::nullopt);
    EXPECT_EQ(item("item/2").responsible_leader->person, PersonId{"zhang"}) << "history stays with who held it";
}

class Rest : public YearCity {};

TEST_F(Rest, WhatIsSuspendedRestsUntilResumedAndMayBeRevisedOrCancelled) {
    acknowledge();
    EXPECT_THAT(world.give("holder", "item/1", item::Resumed{}, "复工"), Fails(ErrorCode::refused, ""));
    EXPECT_THAT(world.give("holder", "item/1", item::Suspended{Date(2014, 1, 15)}, "停工"), invalid_at("/until"));
    suspend();
    EXPECT_THAT(world.give("fgw-clerk", "item/1", progress("2014-01", "10")), Fails(ErrorCode::refused, ""));
    EXPECT_THAT(world.give("fgw-clerk", "item/1", item::CompletionClaimed{"好"}), Fails(ErrorCode::refused, ""));
    EXPECT_THAT(world.give("holder", "item/1", item::Urged{"快", {}}), Fails(ErrorCode::refused, ""));
    EXPECT_THAT(world.give("holder", "item/1", item::Suspended{}, "停工"), Fails(ErrorCode::refused, ""));
    EXPECT_THAT(world.give("holder", "item/1", item::Revised{.title = "新题"}, "勘误"), Accepted());
    ASSERT_THAT(world.give("holder", "item/1", item::Resumed{}, "复工"), Accepted());
    EXPECT_THAT(world.give("fgw-clerk", "item/1", progress("2014-01", "10")), Accepted());
    suspend();
    EXPECT_THAT(world.give("holder", "item/1", item::Cancelled{}, "撤销"), Accepted());
}

TEST_F(Rest, AnItemIsMergedIntoALivingOneOfItsLedger) {
    world.set_up("item/2", entered());
    world.set_up("item/3", entered());
    world.set_up("item/3", item::Cancelled{});
    open_next_year();
    auto other = entered();
    other.ledger = LedgerId{"2015"};
    other.chapter.reset();
    world.set_up("item/4", other);
    const auto merge = [&](const char* into) {
        return world.give("holder", "item/1", item::Merged{ItemId{into}}, "合并");
    };
    EXPECT_THAT(merge("1"), invalid_at("/into"));
    EXPECT_THAT(merge("3"), refused_at("/into"));
    EXPECT_THAT(merge("4"), invalid_at("/into"));
    ASSERT_THAT(merge("2"), Accepted());
    const auto result = world.give("fgw-clerk", "item/1", item::Acknowledged{});
    ASSERT_THAT(result, Fails(ErrorCode::refused, ""));
    EXPECT_THAT(result.error().message, testing::HasSubstr("'2'"));
}

TEST_F(Rest, OnlyWhatHasEndedIsFiledAndOnceAlsoWhenTheYearIsOver) {
    EXPECT_THAT(world.give("holder", "item/1", item::Archived{}), Fails(ErrorCode::refused, ""));
    close_ledger();
    EXPECT_THAT(world.give("holder", "item/1", item::Archived{"2014-001"}), Accepted());
    EXPECT_THAT(world.give("holder", "item/1", item::Archived{}), Fails(ErrorCode::refused, ""));
}

class HandingOver : public YearCity {
  protected:
    HandingOver() {
        world.at("2014-12-28T10:00");
        open_next_year();
    }
    Result<std::vector<Happening>> carry(const item::CarriedOver& event, const std::string& stream = "item/1") {
        return world.give("holder", stream, event, handed_over);
    }
    static item::CarriedOver over(const char* as = "2015-1") { return {LedgerId{"2015"}, ItemId{as}, {}}; }
    Result<std::vector<Happening>> close() { return world.give("holder", "ledger/2014", ledger::Closed{"交账"}); }
};

TEST_F(HandingOver, S1_5_ALedgerWithOpenItemsIsNotClosedAndTellsWhich) {
    for (int i = 2; i <= 25; ++i) world.set_up("item/" + std::to_string(i), entered());
    const auto result = close();
    ASSERT_THAT(result, refused_by("S1.5"));
    EXPECT_EQ(told(result.error(), "open").size(), 20u);
    EXPECT_EQ(result.error().details.at("count").to_number<int>(), 25);
    for (int i = 1; i <= 25; ++i) world.set_up("item/" + std::to_string(i), item::Cancelled{});
    EXPECT_THAT(close(), Accepted());
}

TEST_F(HandingOver, S1_5_ClaimedVerifiedAndSuspendedItemsAreOpenStill) {
    acknowledge();
    ASSERT_THAT(world.give("fgw-clerk", "item/1", item::CompletionClaimed{"好"}), Accepted());
    EXPECT_THAT(close(), refused_by("S1.5"));
    ASSERT_THAT(world.give("supervisor", "item/1", item::CompletionVerified{"实"}), Accepted());
    EXPECT_THAT(close(), refused_by("S1.5"));
    EXPECT_THAT(carry(over()), refused_by("S1.5")) << "it is done, and waits only to be closed out";
    ASSERT_THAT(world.give("supervisor", "item/1", item::ClosedOut{}), Accepted());
    EXPECT_THAT(close(), Accepted());
}

TEST_F(HandingOver, S1_5_WhatIsOpenIsEnteredInTheNextYearInTheSameCommand) {
    world.set_up("item/1", item::Revised{.chapter = "一", .goal = "翻番", .measures = "每周调度", .rewards = "考核"});
    const auto result = carry(over());
    ASSERT_THAT(result, Accepted());
    ASSERT_EQ(result->size(), 2u);
    EXPECT_EQ(item().stage, ItemStage::carried_over);
    EXPECT_EQ(item().replaced_by, ItemId{"2015-1"});
    const auto& rest = item("item/2015-1");
    EXPECT_EQ(rest.ledger, LedgerId{"2015"});
    EXPECT_EQ(rest.carried_from, ItemId{"1"});
    EXPECT_EQ(rest.deadline, Date(2015, 12, 31));
    EXPECT_EQ(rest.chapter, "一");
    EXPECT_EQ(rest.goal, "翻番");
    EXPECT_EQ(rest.measures, "每周调度");
    EXPECT_EQ(rest.rewards, "考核");
    EXPECT_EQ(rest.targets.size(), 1u);
    EXPECT_EQ(lead_of(rest)->unit, UnitId{"fgw"});
    EXPECT_EQ(rest.units[1].role, PartyRole::supporting);
    EXPECT_THAT(rest.acknowledgements, testing::IsEmpty());
    EXPECT_THAT(close(), Accepted());
}

TEST_F(HandingOver, S1_5_ItIsCarriedOnceAndOnlyToALaterOpenYear) {
    EXPECT_THAT(carry({LedgerId{"2014"}, ItemId{"x"}, {}}), refused_by("S1.5"));
    EXPECT_THAT(carry({LedgerId{"1999"}, ItemId{"x"}, {}}), Fails(ErrorCode::not_found, "/to"));
    EXPECT_THAT(carry({LedgerId{"2015"}, ItemId{"1"}, {}}), Fails(ErrorCode::conflict, "/as"));
    EXPECT_THAT(carry({LedgerId{"2015"}, ItemId{}, {}}), invalid_at("/as"));
    EXPECT_THAT(carry({LedgerId{"2015"}, ItemId{"结转"}, {}}), invalid_at("/as")) << "no log keeps such a name";
    EXPECT_EQ(item().stage, ItemStage::active) << "all of it happens, or nothing";
    EXPECT_THAT(carry({LedgerId{"2015"}, ItemId{"x"}, Date(2014, 12, 27)}), invalid_at("/deadline"));
    ASSERT_THAT(carry({LedgerId{"2015"}, ItemId{"x"}, Date(2015, 6, 30)}), Accepted());
    EXPECT_EQ(item("item/x").deadline, Date(2015, 6, 30));
    EXPECT_EQ(item("item/x").deadline_basis, DeadlineBasis::stated);
    EXPECT_THAT(carry(over("y")), refused_by("S1.5"));
    world.set_up("item/2", entered());
    world.set_up("item/2", item::Cancelled{});
    EXPECT_THAT(carry(over("y"), "item/2"), refused_by("S1.5"));
    world.set_up("item/x", item::Cancelled{});
    world.set_up("ledger/2015", ledger::Closed{"交账"});
    world.set_up("item/3", entered());
    EXPECT_THAT(carry(over("z"), "item/3"), refused_by("S1.5"));
}

TEST_F(HandingOver, S1_5_WhatTheNextLedgerDoesNotKnowStaysBehindAndDraftsBeginAnew) {
    under_regime("[[project_kind]]\nname = \"招商项目\"\nsteps = [\"跟踪\", \"签约\"]\n");
    under_regime(five, "2015");
    auto event = entered();
    event.chapter = "九";
    event.form = "表四";
    event.project_kind = "招商项目";
    event.deadline = Date(2016, 2, 29);
    world.set_up("item/2", event);
    suspend("item/2");
    ASSERT_THAT(carry(over(), "item/2"), Accepted());
    EXPECT_EQ(item("item/2015-1").chapter, std::nullopt);
    EXPECT_EQ(item("item/2015-1").project_kind, std::nullopt);
    EXPECT_EQ(item("item/2015-1").form, "表四") << "that ledger's regime has no forms of its own";
    EXPECT_EQ(item("item/2015-1").deadline, Date(2017, 2, 28));
    EXPECT_EQ(item("item/2015-1").stage, ItemStage::draft);
}

TEST_F(HandingOver, S1_5_TheRestIsEnteredUnderWhoeverAnswersToday) {
    world.set_up("person/zhang", person::Enrolled{.name = "张甲", .unit = UnitId{"fgw"}, .post = "主任"});
    world.set_up("item/1", item::PeopleAssigned{.responsible_leader = NamedPerson{PersonId{"zhang"}, "张甲", "主任"},
                                                .responsible_person = named("李乙")});
    world.set_up("person/zhang", person::Relieved{UnitId{"fgw"}, "主任"});
    world.set_up("unit/fgw", unit::Merged{UnitId{"jxw"}});
    ASSERT_THAT(carry(over()), Accepted());
    const auto& rest = item("item/2015-1");
    ASSERT_EQ(rest.units.size(), 1u);
    EXPECT_EQ(rest.units[0].unit, UnitId{"jxw"});
    EXPECT_EQ(rest.units[0].role, PartyRole::lead);
    EXPECT_FALSE(rest.responsible_leader) << "he has left the post that he was named with";
    EXPECT_EQ(rest.responsible_person->name, "李乙");
}

TEST_F(HandingOver, S1_5_APartIsCarriedUnderItsWhole) {
    auto part = entered();
    part.parent = ItemId{"1"};
    world.set_up("item/part", part);
    world.set_up("item/late", part);
    ASSERT_THAT(carry(over("early"), "item/late"), Accepted());
    EXPECT_FALSE(item("item/early").parent) << "the whole stands in last year's ledger still";
    ASSERT_THAT(carry(over()), Accepted());
    ASSERT_THAT(carry(over("2015-part"), "item/part"), Accepted());
    EXPECT_EQ(item("item/2015-part").parent, ItemId{"2015-1"});
}

TEST_F(HandingOver, OnlyTheHolderOfBothLedgersCarriesOver) {
    world.set_up("ledger/gov", ledger::Opened{.title = "别家", .year = 2015, .holder = UnitId{"gov"}});
    EXPECT_THAT(carry({LedgerId{"gov"}, ItemId{"x"}, {}}), not_allowed());
    EXPECT_THAT(world.give("fgw-leader", "item/1", over(), handed_over), not_allowed());
    EXPECT_THAT(world.give("supervisor", "item/1", over(), handed_over), Accepted());
}

}  // namespace

}  // namespace taizhang
