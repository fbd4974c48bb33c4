#include "tests/unit/domain/year_city.hpp"

namespace taizhang {

namespace {

class Plans : public YearCity {
  protected:
    Plans() { under_regime("[plans]\nmonth = 1\nday = 31\n"); }

    static item::PlanFiled plan() {
        return {.goals = "目标", .responsibility = "责任", .schedule = "时限", .standards = "标准", .measures = "措施"};
    }
    Result<std::vector<Happening>> file(const std::string& by = "fgw-clerk", const item::PlanFiled& event = plan()) {
        return world.give(by, "item/1", event);
    }
    Result<std::vector<Happening>> approve(const std::string& unit = "fgw", const std::string& by = "supervisor") {
        return world.give(by, "item/1", item::PlanApproved{UnitId{unit}, {}});
    }
    Result<std::vector<Happening>> send_back() {
        return world.give("supervisor", "item/1", item::PlanReturned{UnitId{"fgw"}, "不具体"});
    }
    Result<std::vector<Happening>> miss(const std::string& unit = "fgw", Date due = Date(2014, 1, 31)) {
        return world.give("system", "item/1", item::PlanMissed{UnitId{unit}, due});
    }
    static const item::PlanFiled& filed(const Result<std::vector<Happening>>& result) {
        return std::get<item::PlanFiled>(result->front().event);
    }
};

TEST_F(Plans, S7_2_APlanSetsAllFive) {
    for (const auto& [member, path] :
         {std::pair(&item::PlanFiled::goals, "/goals"), std::pair(&item::PlanFiled::responsibility, "/responsibility"),
          std::pair(&item::PlanFiled::schedule, "/schedule"), std::pair(&item::PlanFiled::standards, "/standards"),
          std::pair(&item::PlanFiled::measures, "/measures")}) {
        auto event = plan();
        event.*member = " ";
        EXPECT_THAT(file("fgw-clerk", event), refused_by("S7.2")) << path;
        EXPECT_THAT(file("fgw-clerk", event), refused_at(path));
    }
    EXPECT_THAT(file(), Accepted());
}

TEST_F(Plans, S7_2_EachResponsibleUnitFilesItsOwnByTheEndOfJanuary) {
    world.now = *Time::parse("2014-01-31T15:59:59.999Z");
    const auto first = file();
    ASSERT_THAT(first, Accepted());
    EXPECT_EQ(filed(first).unit, UnitId{"fgw"});
    EXPECT_EQ(filed(first).due, Date(2014, 1, 31));
    EXPECT_EQ(filed(first).late, false);
    world.now = *Time::parse("2014-01-31T16:00:00Z");
    auto event = plan();
    event.late = false;
    event.due = Date(2014, 12, 31);
    const auto second = file("jxw-clerk", event);
    ASSERT_THAT(second, Accepted());
    EXPECT_EQ(filed(second).late, true);
    EXPECT_EQ(filed(second).due, Date(2014, 1, 31));
    EXPECT_THAT(file("czj-clerk"), not_allowed());
    EXPECT_THAT(file("supervisor"), not_allowed());
}

TEST_F(Plans, S7_2_FiledAgainOnlyAfterAReturnAndLatenessIsOfTheFirstFiling) {
    ASSERT_THAT(file(), Accepted());
    EXPECT_THAT(file(), refused_by("S7.2"));
    ASSERT_THAT(send_back(), Accepted());
    world.at("2014-02-10T10:00");
    const auto again = file();
    ASSERT_THAT(again, Accepted());
    EXPECT_EQ(filed(again).late, false);
    ASSERT_THAT(approve(), Accepted());
    EXPECT_THAT(file(), refused_by("S7.2"));
    EXPECT_THAT(send_back(), refused_by("S7.2"));
}

TEST_F(Plans, S7_2_APlanIsJudgedOnceFiledByWhoeverDidNotFileIt) {
    EXPECT_THAT(approve(), refused_by("S7.2"));
    world.account("both", {Role::unit_clerk, Role::supervision}, "fgw");
    ASSERT_THAT(file("both"), Accepted());
    EXPECT_THAT(approve("fgw", "both"), refused_by("S7.2"));
    EXPECT_THAT(approve("fgw", "fgw-leader"), not_allowed());
    EXPECT_THAT(approve("jxw"), refused_by("S7.2"));
    EXPECT_THAT(world.give("holder", "item/1", item::PlanReturned{UnitId{"fgw"}, " "}), invalid_at("/findings"));
    EXPECT_THAT(approve(), Accepted());
}

TEST_F(Plans, S7_2_APlanIsMissedOnceAfterTheDayAndMayStillBeFiledLate) {
    world.now = *Time::parse("2014-01-31T15:59:59.999Z");
    EXPECT_THAT(miss(), refused_by("S7.2"));
    world.at("2014-02-01T00:00");
    EXPECT_THAT(miss("fgw", Date(2014, 1, 30)), refused_by("S7.2"));
    EXPECT_THAT(miss("czj"), refused_by("S1.2"));
    EXPECT_THAT(world.give("supervisor", "item/1", item::PlanMissed{UnitId{"fgw"}, Date(2014, 1, 31)}), not_allowed());
    ASSERT_THAT(miss(), Accepted());
    EXPECT_THAT(miss(), refused_by("S7.2"));
    const auto late = file();
    ASSERT_THAT(late, Accepted());
    EXPECT_EQ(filed(late).late, true);
    EXPECT_THAT(miss(), refused_by("S7.2"));
    EXPECT_THAT(miss("jxw"), Accepted());
}

TEST_F(Plans, S7_2_NoPlanIsMissedOfAnItemThatCameAfterTheDay) {
    world.at("2014-05-05T10:00");
    world.set_up("item/2", entered());
    const item::PlanMissed missed{UnitId{"fgw"}, Date(2014, 1, 31)};
    EXPECT_THAT(world.give("system", "item/2", missed), refused_by("S7.2"));
    const auto result = world.give("fgw-clerk", "item/2", plan());
    ASSERT_THAT(result, Accepted());
    EXPECT_EQ(filed(result).due, std::nullopt);
    EXPECT_EQ(filed(result).late, false);
}

TEST_F(Plans, S7_2_WhereTheRegimeWantsNoneAPlanIsWelcomeAndNeverMissed) {
    under_regime("");
    world.at("2014-06-01T10:00");
    EXPECT_THAT(miss(), refused_by("S7.2"));
    const auto result = file();
    ASSERT_THAT(result, Accepted());
    EXPECT_EQ(filed(result).due, std::nullopt);
    EXPECT_EQ(filed(result).late, false);
}

const char* const kinds = "[[project_kind]]\nname = \"招商项目\"\nsteps = [\"跟踪\", \"对接\", \"签约\"]\n";

class Projects : public YearCity {
  protected:
    Projects() {
        under_regime(kinds);
        auto event = entered();
        event.project_kind = "招商项目";
        world.set_up("item/p", event);
    }
    Result<std::vector<Happening>> advance(const std::string& step, Date on = Date(2014, 1, 10),
                                           const std::string& stream = "item/p") {
        return world.give("fgw-clerk", stream, item::StageAdvanced{step, on, {}});
    }
    Result<std::vector<Happening>> decompose(std::vector<item::Part> parts) {
        return world.give("fgw-clerk", "item/1", item::Decomposed{std::move(parts)});
    }
    static item::Part part(const std::string& name) {
        return {.part = name,
                .text = "征地",
                .unit = UnitId{"jxw"},
                .leader = named("张甲"),
                .person = named("李乙"),
                .deadline = Date(2014, 6, 30)};
    }
};

TEST_F(Projects, S4_1_StepsAreReachedInTheKindsOrder) {
    const auto result = advance("签约");
    ASSERT_THAT(result, refused_by("S4.1"));
    EXPECT_EQ(result.error().details.at("next").as_string(), "跟踪");
    EXPECT_THAT(advance("落地"), invalid_at("/step"));
    EXPECT_THAT(advance("跟踪", Date(2014, 1, 16)), invalid_at("/reached_on"));
    ASSERT_THAT(advance("跟踪"), Accepted());
    EXPECT_THAT(advance("跟踪"), refused_by("S4.1"));
    ASSERT_THAT(advance("对接"), Accepted());
    ASSERT_THAT(advance("签约"), Accepted());
    EXPECT_THAT(advance("签约"), refused_by("S4.1"));
    EXPECT_THAT(item("item/p").steps_reached, testing::ElementsAre("跟踪", "对接", "签约"));
}

TEST_F(Projects, S4_1_OnlyAProjectOfAKnownKindHasSteps) {
    EXPECT_THAT(advance("跟踪", Date(2014, 1, 10), "item/1"), refused_by("S4.1"));
    ASSERT_THAT(world.give("holder", "item/1", item::Revised{.project_kind = "招商项目"}, "归类"), Accepted());
    EXPECT_THAT(advance("跟踪", Date(2014, 1, 10), "item/1"), Accepted());
    under_regime("");
    EXPECT_THAT(advance("对接", Date(2014, 1, 10), "item/1"), refused_by("S4.1"));
}

TEST_F(Projects, S4_1_AProjectThatHasBegunKeepsItsKind) {
    under_regime(std::string(kinds) + "[[project_kind]]\nname = \"建设项目\"\nsteps = [\"手续\", \"开工\"]\n");
    const item::Revised other{.project_kind = "建设项目"};
    EXPECT_THAT(world.give("holder", "item/p", other, "改类"), Accepted());
    EXPECT_THAT(world.give("holder", "item/p", item::Revised{.project_kind = "招商项目"}, "改类"), Accepted());
    ASSERT_THAT(advance("跟踪"), Accepted());
    EXPECT_THAT(world.give("holder", "item/p", other, "改类"), refused_by("S4.1"));
}

TEST_F(Projects, S4_1_NextYearsItemGoesOnWhereThisYearsStood) {
    ASSERT_THAT(advance("跟踪"), Accepted());
    open_next_year();
    under_regime(kinds, "2015");
    const item::CarriedOver over{LedgerId{"2015"}, ItemId{"p15"}, {}};
    ASSERT_THAT(world.give("holder", "item/p", over, "结转"), Accepted());
    EXPECT_THAT(advance("跟踪", Date(2014, 1, 10), "item/p15"), refused_by("S4.1"));
    EXPECT_THAT(advance("对接", Date(2014, 1, 10), "item/p15"), Accepted());
}

TEST_F(Projects, S4_3_ATaskForceHasOneLeaderAndOneHeadByName) {
    const auto form = [&](const item::TaskForceFormed& event) { return world.give("fgw-clerk", "item/p", event); };
    EXPECT_THAT(form({named(" "), named("李乙"), {}}), refused_by("S4.3"));
    EXPECT_THAT(form({named("张甲"), named(""), {}}), refused_by("S4.3"));
    EXPECT_THAT(form({named("张甲"), named("李乙"), {named("李乙")}}), refused_by("S4.3"));
    ASSERT_THAT(form({named("张甲"), named("李乙"), {named("王丙")}}), Accepted());
    EXPECT_THAT(form({named("张甲"), named("李乙"), {named("王丙")}}), Fails(ErrorCode::refused, ""));
    ASSERT_THAT(form({named("张甲"), named("赵丁"), {}}), Accepted());
    EXPECT_EQ(item("item/p").task_force->head.name, "赵丁");
    EXPECT_THAT(world.give("jxw-clerk", "item/p", item::TaskForceFormed{named("张甲"), named("李乙"), {}}),
                not_allowed());
}

TEST_F(Projects, S4_3_APairedLeaderIsNamedByTheHolder) {
    const item::PairedLeaderAssigned paired{named("副市长")};
    EXPECT_THAT(world.give("fgw-leader", "item/p", paired), not_allowed());
    ASSERT_THAT(world.give("holder", "item/p", paired), Accepted());
    EXPECT_THAT(world.give("holder", "item/p", paired), Fails(ErrorCode::refused, ""));
    EXPECT_EQ(item("item/p").paired_leader->name, "副市长");
}

TEST_F(Projects, S1_3_PartsGoToALeaderAndAPersonByNameWithADayUpToTheItems) {
    EXPECT_THAT(decompose({}), refused_by("S1.3"));
    auto nobody = part("a");
    nobody.person.name = "";
    EXPECT_THAT(decompose({part("b"), nobody}), refused_at("/parts/1/person"));
    EXPECT_THAT(decompose({nobody}), refused_by("S1.3"));
    auto late = part("a");
    late.deadline = Date(2015, 1, 1);
    EXPECT_THAT(decompose({late}), refused_by("S1.3"));
    late.deadline = Date(2014, 12, 31);
    EXPECT_THAT(decompose({late}), Accepted());
    auto foreign = part("a");
    foreign.unit = UnitId{"czj"};
    EXPECT_THAT(decompose({foreign}), refused_by("S1.2"));
    EXPECT_THAT(decompose({part("a"), part("a")}), invalid_at("/parts/1/part"));
    ASSERT_THAT(decompose({part("a"), part("b")}), Accepted());
    EXPECT_EQ(item().parts.size(), 2u);
    EXPECT_THAT(decompose({part("a"), part("b")}), Fails(ErrorCode::refused, ""));
}

TEST_F(Projects, S1_3_AtMostAHundredParts) {
    std::vector<item::Part> parts;
    for (int i = 0; i < 100; ++i) parts.push_back(part("p" + std::to_string(i)));
    EXPECT_THAT(decompose(parts), Accepted());
    parts.push_back(part("p100"));
    EXPECT_THAT(decompose(parts), Fails(ErrorCode::over_limit, "/parts"));
}

}  // namespace

}  // namespace taizhang
