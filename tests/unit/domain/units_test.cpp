#include "tests/unit/domain/city.hpp"

namespace taizhang {

namespace {

const char* const reform = "机构改革";

class Units : public City {
  protected:
    Result<std::vector<Happening>> give(const std::string& unit, const Event& event, const std::string& reason = {}) {
        return world.give("supervisor", "unit/" + unit, event, reason);
    }
    const UnitState& unit(const std::string& id) { return world.state<UnitState>("unit/" + id); }
};

TEST_F(Units, AnImportedUnitIsConfirmedOnce) {
    ASSERT_THAT(give("new", unit::Registered{.name = "新局", .confirmed = false}), Accepted());
    EXPECT_FALSE(unit("new").confirmed);
    ASSERT_THAT(give("new", unit::Confirmed{unit::Kind::department, UnitId{"gov"}}), Accepted());
    EXPECT_TRUE(unit("new").confirmed);
    EXPECT_EQ(unit("new").kind, unit::Kind::department);
    EXPECT_THAT(give("new", unit::Confirmed{}), Fails(ErrorCode::refused, ""));
}

TEST_F(Units, RegisteringNeedsAKnownParentAndDistinctAliases) {
    EXPECT_THAT(give("new", unit::Registered{.name = "新局", .parent = UnitId{"nobody"}}),
                Fails(ErrorCode::not_found, "/parent"));
    EXPECT_THAT(give("new", unit::Registered{.name = "新局", .aliases = {"局", "局"}}), invalid_at("/aliases/1"));
    EXPECT_THAT(give("new", unit::Registered{.name = ""}), invalid_at("/name"));
    EXPECT_THAT(give("fgw", unit::Registered{.name = "又一个"}), Fails(ErrorCode::conflict, ""));
}

TEST_F(Units, TheOldNameStaysAnAlias) {
    ASSERT_THAT(give("jxw", unit::Renamed{"市工信局", {"工信局"}}), Accepted());
    EXPECT_EQ(unit("jxw").name, "市工信局");
    EXPECT_THAT(unit("jxw").aliases, testing::UnorderedElementsAre("单位jxw", "工信局"));
    EXPECT_THAT(give("jxw", unit::Renamed{"市工信局", {"工信局"}}), Fails(ErrorCode::refused, ""));
    ASSERT_THAT(give("jxw", unit::Renamed{"单位jxw", {}}), Accepted());
    EXPECT_THAT(unit("jxw").aliases, testing::UnorderedElementsAre("市工信局", "工信局"));
}

TEST_F(Units, NobodyStandsAboveItself) {
    ASSERT_THAT(give("jxw", unit::Moved{UnitId{"fgw"}}), Accepted());
    ASSERT_THAT(give("czj", unit::Moved{UnitId{"jxw"}}), Accepted());
    EXPECT_THAT(give("fgw", unit::Moved{UnitId{"czj"}}), refused_at("/parent"));
    EXPECT_THAT(give("fgw", unit::Moved{UnitId{"fgw"}}), refused_at("/parent"));
    EXPECT_THAT(give("fgw", unit::Moved{std::nullopt}), Fails(ErrorCode::refused, ""));
    EXPECT_THAT(give("jxw", unit::Moved{std::nullopt}), Accepted());
}

TEST_F(Units, S7_5_OnlyCollectivesHaveMembers) {
    EXPECT_THAT(give("fgw", unit::MembersSet{{UnitId{"d1"}}}), refused_by("S7.5"));
    EXPECT_THAT(give("new", unit::Registered{.name = "新局", .members = {UnitId{"d1"}}}), invalid_at("/members"));
    EXPECT_THAT(give("districts", unit::MembersSet{{UnitId{"d1"}, UnitId{"d1"}}}), invalid_at("/members/1"));
    EXPECT_THAT(give("districts", unit::MembersSet{{UnitId{"districts"}}}), invalid_at("/members/0"));
    EXPECT_THAT(give("districts", unit::MembersSet{{UnitId{"nobody"}}}), Fails(ErrorCode::not_found, "/members/0"));
    EXPECT_THAT(give("districts", unit::MembersSet{{UnitId{"d1"}, UnitId{"d2"}, UnitId{"d3"}}}),
                Fails(ErrorCode::refused, ""));
    EXPECT_THAT(give("districts", unit::MembersSet{{UnitId{"d1"}}}), Accepted());
}

TEST_F(Units, MergingNamesAnotherLivingUnitAndGivesAReason) {
    EXPECT_THAT(give("jxw", unit::Merged{UnitId{"fgw"}}), invalid_at("/reason"));
    EXPECT_THAT(give("jxw", unit::Merged{UnitId{"jxw"}}, reform), invalid_at("/into"));
    EXPECT_THAT(give("jxw", unit::Merged{UnitId{"districts"}}, reform), invalid_at("/into"));
    ASSERT_THAT(give("jxw", unit::Merged{UnitId{"fgw"}}, reform), Accepted());
    const auto result = give("jxw", unit::Renamed{"新名", {}});
    ASSERT_THAT(result, Fails(ErrorCode::refused, ""));
    EXPECT_THAT(result.error().message, testing::HasSubstr("'fgw'"));
    EXPECT_THAT(give("czj", unit::Dissolved{UnitId{"jxw"}}, reform), refused_at("/successor"));
}

TEST_F(Units, PersonsHoldPostsAtUnits) {
    const auto give_person = [&](const Event& event, const std::string& by = "fgw-leader") {
        return world.give(by, "person/zhang", event);
    };
    EXPECT_THAT(give_person(person::Enrolled{.name = "张甲", .post = "主任"}, "supervisor"), invalid_at("/unit"));
    EXPECT_THAT(give_person(person::Enrolled{.name = "张甲", .unit = UnitId{"jxw"}}), not_allowed());
    ASSERT_THAT(give_person(person::Enrolled{.name = "张甲", .unit = UnitId{"fgw"}, .post = "主任"}), Accepted());
    EXPECT_THAT(give_person(person::Appointed{UnitId{"fgw"}, "主任"}), Fails(ErrorCode::refused, ""));
    ASSERT_THAT(give_person(person::Appointed{UnitId{"fgw"}, "书记"}), Accepted());
    ASSERT_THAT(give_person(person::Relieved{UnitId{"fgw"}, "主任"}), Accepted());
    EXPECT_THAT(give_person(person::Relieved{UnitId{"fgw"}, "主任"}), Fails(ErrorCode::refused, ""));
    EXPECT_THAT(world.state<PersonState>("person/zhang").posts, testing::ElementsAre(HeldPost{UnitId{"fgw"}, "书记"}));
}

}  // namespace

}  // namespace taizhang
