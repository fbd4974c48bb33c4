#include "tests/unit/domain/city.hpp"

namespace taizhang {

namespace {

class Entering : public City {
  protected:
    Result<std::vector<Happening>> enter(const item::Entered& event) { return world.give("holder", "item/2", event); }
};

TEST_F(Entering, S1_1_TellsWhichOfTheFiveFixingsAreMissing) {
    EXPECT_THAT(missing_fixings(item()), testing::ElementsAre(Fixing::responsibility, Fixing::rewards));
    auto bare = entered();
    bare.deadline.reset();
    bare.targets.clear();
    ASSERT_THAT(enter(bare), Accepted());
    EXPECT_THAT(missing_fixings(item("item/2")),
                testing::ElementsAre(Fixing::goal, Fixing::deadline, Fixing::responsibility, Fixing::rewards));
}

TEST_F(Entering, S1_1_AnItemWithAllFiveFixingsLacksNothing) {
    auto whole = entered();
    whole.goal = "翻番";
    whole.rewards = "纳入年度考核";
    whole.responsible_leader = NamedPerson{std::nullopt, "张甲", {}};
    whole.responsible_person = NamedPerson{std::nullopt, "李乙", {}};
    ASSERT_THAT(enter(whole), Accepted());
    EXPECT_THAT(missing_fixings(item("item/2")), testing::IsEmpty());
}

TEST_F(Entering, S1_2_NeedsAResponsibleUnit) {
    auto event = entered();
    event.units.clear();
    EXPECT_THAT(enter(event), refused_by("S1.2"));
}

TEST_F(Entering, S1_2_NeedsNumberTitleAndText) {
    for (const auto member : {&item::Entered::number, &item::Entered::title, &item::Entered::text}) {
        auto event = entered();
        event.*member = " \t\u3000";
        EXPECT_THAT(enter(event), Fails(ErrorCode::invalid, ""));
    }
}

TEST_F(Entering, TextIsCountedInCharactersAndLimited) {
    auto event = entered();
    event.text.clear();
    for (std::size_t i = 0; i < max_text_characters; ++i) event.text += "字";
    EXPECT_THAT(enter(event), Accepted());
    event.text += "字";
    const auto result = world.give("holder", "item/3", event);
    ASSERT_THAT(result, Fails(ErrorCode::over_limit, "/text"));
    EXPECT_EQ(result.error().details.at("limit").to_number<std::size_t>(), max_text_characters);
}

TEST_F(Entering, S7_1_FirstUnitLeadsAndIsMarkedAsInferredWhereNoneIsMarked) {
    auto event = entered();
    event.units = {party("jxw"), party("fgw")};
    const auto result = enter(event);
    ASSERT_THAT(result, Accepted());
    const auto& units = std::get<item::Entered>(result->front().event).units;
    EXPECT_EQ(units[0].role, PartyRole::lead);
    EXPECT_TRUE(units[0].inferred);
    EXPECT_EQ(units[1].role, PartyRole::responsible);
    EXPECT_FALSE(units[1].inferred);
}

TEST_F(Entering, S7_1_AMarkedLeadKeepsItsPlaceAndIsNotInferred) {
    auto event = entered();
    event.units = {party("jxw"), party("fgw", PartyRole::lead)};
    ASSERT_THAT(enter(event), Accepted());
    EXPECT_EQ(lead_of(item("item/2"))->unit.value, "fgw");
    EXPECT_FALSE(lead_of(item("item/2"))->inferred);
    EXPECT_EQ(item("item/2").units[0].role, PartyRole::responsible);
}

TEST_F(Entering, S7_1_TwoLeadsAreRefused) {
    auto event = entered();
    event.units = {party("jxw", PartyRole::lead), party("fgw", PartyRole::lead)};
    EXPECT_THAT(enter(event), refused_by("S7.1"));
}

TEST_F(Entering, UnknownUnitIsToldWithItsPlace) {
    auto event = entered();
    event.units.push_back(party("nobody"));
    EXPECT_THAT(enter(event), Fails(ErrorCode::not_found, "/units/2/unit"));
}

TEST_F(Entering, TheSameUnitTwiceIsRefused) {
    auto event = entered();
    event.units.push_back(party("fgw"));
    EXPECT_THAT(enter(event), invalid_at("/units/2/unit"));
}

TEST_F(Entering, DissolvedUnitIsRefusedNamingItsSuccessor) {
    world.set_up("unit/jxw", unit::Merged{UnitId{"fgw"}});
    const auto result = enter(entered());
    ASSERT_THAT(result, refused_at("/units/1/unit"));
    EXPECT_THAT(result.error().message, testing::HasSubstr("'fgw'"));
}

TEST_F(Entering, S7_5_CollectiveIsExpandedToItsMembersOfThatDay) {
    auto event = entered();
    event.units = {party("fgw"), party("districts")};
    ASSERT_THAT(enter(event), Accepted());
    world.set_up("unit/districts", unit::MembersSet{{UnitId{"d1"}}});
    const auto& collective = item("item/2").units[1];
    EXPECT_TRUE(collective.collective);
    EXPECT_THAT(collective.members, testing::ElementsAre(UnitId{"d1"}, UnitId{"d2"}, UnitId{"d3"}));
    EXPECT_TRUE(concerns(item("item/2"), UnitId{"d3"}));
}

TEST_F(Entering, S7_5_WhatAClientClaimsToBeMembersIsNotBelieved) {
    auto event = entered();
    event.units[0].collective = true;
    event.units[0].members = {UnitId{"czj"}};
    ASSERT_THAT(enter(event), Accepted());
    EXPECT_FALSE(item("item/2").units[0].collective);
    EXPECT_FALSE(concerns(item("item/2"), UnitId{"czj"}));
}

TEST_F(Entering, S7_5_NestedCollectivesAreFlattenedAndCyclesEnd) {
    world.set_up("unit/all", unit::Registered{.name = "各区和部门",
                                              .kind = unit::Kind::collective,
                                              .members = {UnitId{"districts"}, UnitId{"d2"}, UnitId{"jxw"}}});
    world.set_up("unit/districts", unit::MembersSet{{UnitId{"d1"}, UnitId{"d2"}, UnitId{"all"}}});
    auto event = entered();
    event.units = {party("fgw"), party("all")};
    ASSERT_THAT(enter(event), Accepted());
    EXPECT_THAT(item("item/2").units[1].members, testing::ElementsAre(UnitId{"d1"}, UnitId{"d2"}, UnitId{"jxw"}));
}

TEST_F(Entering, S7_5_AMemberThatHasEndedGivesPlaceToItsSuccessor) {
    world.set_up("unit/d2", unit::Merged{UnitId{"d3"}});
    auto event = entered();
    event.units = {party("fgw"), party("districts")};
    ASSERT_THAT(enter(event), Accepted());
    EXPECT_THAT(item("item/2").units[1].members, testing::ElementsAre(UnitId{"d1"}, UnitId{"d3"}));
}

TEST_F(Entering, S7_5_ACollectiveNobodyHasFilledYetIsKeptAsRead) {
    world.set_up("unit/streets",
                 unit::Registered{.name = "各街办", .kind = unit::Kind::collective, .confirmed = false});
    auto event = entered();
    event.units.push_back(party("streets"));
    ASSERT_THAT(enter(event), Accepted());
    EXPECT_TRUE(item("item/2").units[2].collective);
    EXPECT_THAT(item("item/2").units[2].members, testing::IsEmpty());
}

TEST_F(Entering, TargetsNeedIndicatorAndUnitOfMeasure) {
    auto event = entered();
    event.targets[0].indicator.clear();
    EXPECT_THAT(enter(event), invalid_at("/targets/0/indicator"));
    event = entered();
    event.targets[0].unit.clear();
    EXPECT_THAT(enter(event), invalid_at("/targets/0/unit"));
}

TEST_F(Entering, AChapterIsKeptAsPrintedAndMayNotBeBlank) {
    auto event = entered();
    event.chapter = "十";
    EXPECT_THAT(enter(event), Accepted());
    EXPECT_EQ(item("item/2").chapter, "十");
    event.chapter = "";
    EXPECT_THAT(world.give("holder", "item/3", event), invalid_at("/chapter"));
}

TEST_F(Entering, LedgerMustExistAndBeOpen) {
    auto event = entered();
    event.ledger = LedgerId{"2013"};
    EXPECT_THAT(enter(event), Fails(ErrorCode::not_found, "/ledger"));
    close_ledger();
    EXPECT_THAT(enter(entered()), refused_by("S1.5"));
}

TEST_F(Entering, AnIdIsTakenOnlyOnce) {
    EXPECT_THAT(world.give("holder", "item/1", entered()), Fails(ErrorCode::conflict, ""));
}

TEST_F(Entering, S7_5_EachMemberOfACollectiveAcknowledgesForItself) {
    auto event = entered();
    event.units = {party("fgw"), party("districts")};
    ASSERT_THAT(enter(event), Accepted());
    EXPECT_THAT(world.give("d1-clerk", "item/2", item::Acknowledged{}), Accepted());
    EXPECT_TRUE(has_acknowledged(item("item/2"), UnitId{"d1"}));
    EXPECT_FALSE(has_acknowledged(item("item/2"), UnitId{"d2"}));
    EXPECT_THAT(world.give("d1-clerk", "item/2", item::Acknowledged{}), Fails(ErrorCode::refused, ""));
}

TEST_F(Entering, RevisingNeedsAReasonAndAChange) {
    EXPECT_THAT(world.give("holder", "item/1", item::Revised{.title = "新题"}), invalid_at("/reason"));
    EXPECT_THAT(world.give("holder", "item/1", item::Revised{.title = "投资"}, "勘误"), refused_by(""));
    EXPECT_THAT(world.give("holder", "item/1", item::Revised{}, "勘误"), refused_by(""));
    EXPECT_THAT(world.give("holder", "item/1", item::Revised{.title = "新题"}, "勘误"), Accepted());
    EXPECT_EQ(item().title, "新题");
    EXPECT_EQ(item().text, entered().text);
}

TEST_F(Entering, AssigningPeopleNeedsAChangeAndKnownPersons) {
    const item::PeopleAssigned named{.responsible_person = NamedPerson{std::nullopt, "李乙", {}}};
    EXPECT_THAT(world.give("fgw-clerk", "item/1", named), Accepted());
    EXPECT_THAT(world.give("fgw-clerk", "item/1", named), refused_by(""));
    EXPECT_THAT(world.give("fgw-clerk", "item/1", item::PeopleAssigned{}), refused_by(""));
    const item::PeopleAssigned unknown{.liaison = NamedPerson{PersonId{"nobody"}, "王丙", {}}};
    EXPECT_THAT(world.give("fgw-clerk", "item/1", unknown), Fails(ErrorCode::not_found, "/liaison/person"));
}

TEST_F(Entering, AssigningTheSameUnitsAgainIsRefused) {
    const item::UnitsAssigned same{{party("fgw", PartyRole::lead), party("jxw", PartyRole::supporting)}, false};
    EXPECT_THAT(world.give("holder", "item/1", same), refused_by(""));
    const item::UnitsAssigned other{{party("czj")}, false};
    ASSERT_THAT(world.give("holder", "item/1", other), Accepted());
    EXPECT_EQ(lead_of(item())->unit.value, "czj");
}

TEST_F(Entering, TransferMovesTheLeadAndTheOldUnitIsOut) {
    EXPECT_THAT(world.give("holder", "item/1", item::Transferred{UnitId{"jxw"}, UnitId{"czj"}, {}}, "职能调整"),
                refused_by("S7.1"));
    EXPECT_THAT(world.give("holder", "item/1", item::Transferred{UnitId{"fgw"}, UnitId{"districts"}, {}}, "职能调整"),
                refused_by("S7.1"));
    ASSERT_THAT(world.give("holder", "item/1", item::Transferred{UnitId{"fgw"}, UnitId{"czj"}, {}}, "职能调整"),
                Accepted());
    EXPECT_EQ(lead_of(item())->unit.value, "czj");
    EXPECT_EQ(lead_of(item())->name, "单位czj");
    EXPECT_FALSE(concerns(item(), UnitId{"fgw"}));
    EXPECT_THAT(world.give("fgw-clerk", "item/1", item::Acknowledged{}), not_allowed());
    EXPECT_THAT(world.give("czj-clerk", "item/1", item::Acknowledged{}), Accepted());
}

TEST_F(Entering, TransferToASupportingUnitDoesNotListItTwice) {
    ASSERT_THAT(world.give("holder", "item/1", item::Transferred{UnitId{"fgw"}, UnitId{"jxw"}, {}}, "职能调整"),
                Accepted());
    ASSERT_EQ(item().units.size(), 1u);
    EXPECT_EQ(lead_of(item())->unit.value, "jxw");
}

}  // namespace

}  // namespace taizhang
