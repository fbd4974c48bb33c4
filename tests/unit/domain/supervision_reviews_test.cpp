#include "tests/unit/domain/supervised_city.hpp"

namespace taizhang {

namespace {

class Reviews : public SupervisedCity {
  protected:
    static review::Scheduled tour() {
        return {.kind = review::Kind::tour,
                .title = "四月拉练",
                .ledger = LedgerId{"2014"},
                .on = Date(2014, 4, 10),
                .host = UnitId{"d1"},
                .organiser = UnitId{"stats"},
                .objects = {{ItemId{"1"}, UnitId{"fgw"}, "开发区"}}};
    }
    Result<std::vector<Happening>> schedule(const review::Scheduled& plan, const std::string& by = "supervisor") {
        return world.give(by, "review/t", plan);
    }
    void held() {
        ASSERT_THAT(schedule(tour()), Accepted());
        ASSERT_THAT(world.give("supervisor", "review/t", review::Held{Date(2014, 4, 10), "看了一个项目", {}}),
                    Accepted());
    }
    Result<std::vector<Happening>> remark(const review::RemarkMade& made) {
        return world.give("supervisor", "review/t", made);
    }
    static review::RemarkMade remark_of(const std::string& name) {
        return {.remark = name, .by = named("市长"), .text = "加快征收", .item = ItemId{"1"}};
    }
    static bulletin::Issued minutes() {
        return {.kind = bulletin::Kind::minutes,
                .title = "四月拉练工作纪要",
                .review = ReviewId{"t"},
                .body = {{bulletin::BlockKind::paragraph, "市长指出：加快征收。", {}}},
                .signed_by = "市政府办公室",
                .dated = Date(2014, 4, 10)};
    }
};

TEST_F(Reviews, S4_2_ATourIsHostedByOneDistrictAndShowsSomething) {
    auto plan = tour();
    plan.host.reset();
    EXPECT_THAT(schedule(plan), refused_by("S4.2"));
    plan.host = UnitId{"jxw"};
    EXPECT_THAT(schedule(plan), refused_at("/host"));
    plan.host = UnitId{"districts"};
    EXPECT_THAT(schedule(plan), refused_at("/host"));
    plan = tour();
    plan.objects.clear();
    EXPECT_THAT(schedule(plan), refused_at("/objects"));
    EXPECT_THAT(schedule(tour()), Accepted());
}

TEST_F(Reviews, S1_8_AMeetingNeedsNeitherHostNorObjects) {
    auto plan = tour();
    plan.kind = review::Kind::dispatch;
    plan.host.reset();
    plan.objects.clear();
    EXPECT_THAT(schedule(plan), Accepted());
}

TEST_F(Reviews, S4_2_ObjectsExistInTheLedgerAndComeOnce) {
    auto plan = tour();
    plan.objects.push_back({ItemId{"1"}, {}, {}});
    EXPECT_THAT(schedule(plan), invalid_at("/objects/1/item"));
    plan.objects[1].item = ItemId{"99"};
    EXPECT_THAT(schedule(plan), Fails(ErrorCode::not_found, "/objects/1/item"));
    plan = tour();
    plan.objects[0].unit = UnitId{"nobody"};
    EXPECT_THAT(schedule(plan), Fails(ErrorCode::not_found, "/objects/0/unit"));
    world.set_up("ledger/other", ledger::Opened{.title = "另册", .year = 2014, .holder = UnitId{"stats"}});
    plan = tour();
    plan.ledger = LedgerId{"other"};
    EXPECT_THAT(schedule(plan), invalid_at("/objects/0/item"));
}

TEST_F(Reviews, S4_3_AProjectThatIsTouredHasItsTaskForce) {
    under_regime("[[project_kind]]\nname = \"工业\"\nsteps = [\"手续\", \"开工\"]\n");
    auto project = entered();
    project.project_kind = "工业";
    world.set_up("item/2", project);
    auto plan = tour();
    plan.objects.push_back({ItemId{"2"}, {}, {}});
    const auto result = schedule(plan);
    ASSERT_THAT(result, refused_by("S4.3"));
    EXPECT_EQ(result.error().details.at("items"), boost::json::array({"2"}));
    world.set_up("item/2", item::TaskForceFormed{named("副市长"), named("专班组长"), {named("成员")}});
    EXPECT_THAT(schedule(plan), Accepted());
}

TEST_F(Reviews, S4_2_TheOfficeThatTheRegimeNamesOrganisesTours) {
    under_regime("[tours]\nevery_months = 1\norganiser = \"市重点项目办\"\n");
    EXPECT_THAT(schedule(tour()), refused_at("/organiser"));
    world.set_up("unit/stats", unit::Renamed{"单位stats", {"市重点项目办"}});
    EXPECT_THAT(schedule(tour()), Accepted());
}

TEST_F(Reviews, S4_2_AHolderOrganisesItsOwnReviewsAlone) {
    EXPECT_THAT(schedule(tour(), "other-holder"), not_allowed());
    EXPECT_THAT(schedule(tour(), "fgw-leader"), not_allowed());
    ASSERT_THAT(schedule(tour(), "holder"), Accepted());
    EXPECT_THAT(world.give("other-holder", "review/t", review::Cancelled{}, "改期"), not_allowed());
}

TEST_F(Reviews, S4_2_APlanChangesWithAReasonAndKeepsItsRules) {
    ASSERT_THAT(schedule(tour()), Accepted());
    EXPECT_THAT(world.give("supervisor", "review/t", review::Rescheduled{{}, UnitId{"d2"}, {}}), invalid_at("/reason"));
    EXPECT_THAT(world.give("supervisor", "review/t", review::Rescheduled{}, "防汛"), invalid_at("/on"));
    EXPECT_THAT(world.give("supervisor", "review/t", review::Rescheduled{{}, UnitId{"jxw"}, {}}, "防汛"),
                refused_at("/host"));
    ASSERT_THAT(world.give("supervisor", "review/t", review::Rescheduled{Date(2014, 4, 20), UnitId{"d2"}, {}}, "防汛"),
                Accepted());
    EXPECT_EQ(world.state<ReviewState>("review/t").plan.host, UnitId{"d2"});
    EXPECT_EQ(world.state<ReviewState>("review/t").plan.objects.size(), 1u);
}

TEST_F(Reviews, S4_2_WhatWasHeldWasHeldOnceAndNotInTheFuture) {
    ASSERT_THAT(schedule(tour()), Accepted());
    EXPECT_THAT(world.give("supervisor", "review/t", review::Held{Date(2014, 4, 11), "看了", {}}),
                invalid_at("/held_on"));
    ASSERT_THAT(world.give("supervisor", "review/t", review::Held{Date(2014, 4, 10), "看了", {}}), Accepted());
    EXPECT_THAT(world.give("supervisor", "review/t", review::Cancelled{}, "改期"), refused_by("S4.2"));
    EXPECT_THAT(world.give("supervisor", "review/t", review::Rescheduled{{}, UnitId{"d2"}, {}}, "防汛"),
                refused_by("S4.2"));
}

TEST_F(Reviews, S1_9_RemarksAreMadeAtAReviewThatWasHeldByNamedLeaders) {
    ASSERT_THAT(schedule(tour()), Accepted());
    EXPECT_THAT(remark(remark_of("r1")), refused_by("S4.2"));
    ASSERT_THAT(world.give("supervisor", "review/t", review::Held{Date(2014, 4, 10), "看了", {}}), Accepted());
    auto made = remark_of("r1");
    made.by.name = "";
    EXPECT_THAT(remark(made), invalid_at("/by/name"));
    EXPECT_THAT(remark(remark_of("r1")), Accepted());
    EXPECT_THAT(remark(remark_of("r1")), refused_at("/remark"));
}

TEST_F(Reviews, S1_9_ARemarkMayConcernAnotherItemOfTheLedgerButNoOther) {
    held();
    world.set_up("item/2", entered());
    auto made = remark_of("r1");
    made.item = ItemId{"2"};
    EXPECT_THAT(remark(made), Accepted());
    world.set_up("ledger/other", ledger::Opened{.title = "另册", .year = 2014, .holder = UnitId{"stats"}});
    auto elsewhere = entered();
    elsewhere.ledger = LedgerId{"other"};
    world.set_up("item/3", elsewhere);
    made = remark_of("r2");
    made.item = ItemId{"3"};
    EXPECT_THAT(remark(made), invalid_at("/item"));
}

TEST_F(Reviews, S1_9_MinutesAreTheBulletinOfThatKindAndThatReview) {
    held();
    const review::MinutesIssued issued{BulletinId{"m"}};
    EXPECT_THAT(world.give("supervisor", "review/t", issued), Fails(ErrorCode::not_found, "/bulletin"));
    auto brief = minutes();
    brief.kind = bulletin::Kind::brief;
    world.set_up("bulletin/brief", brief);
    EXPECT_THAT(world.give("supervisor", "review/t", review::MinutesIssued{BulletinId{"brief"}}),
                refused_at("/bulletin"));
    world.set_up("bulletin/m", minutes());
    ASSERT_THAT(world.give("supervisor", "review/t", issued), Accepted());
    world.set_up("bulletin/m2", minutes());
    EXPECT_THAT(world.give("supervisor", "review/t", review::MinutesIssued{BulletinId{"m2"}}), refused_by("S1.9"));
    world.set_up("bulletin/m", bulletin::Withdrawn{BulletinId{"m2"}});
    EXPECT_THAT(world.give("supervisor", "review/t", issued), refused_at("/bulletin"));
    EXPECT_THAT(world.give("supervisor", "review/t", review::MinutesIssued{BulletinId{"m2"}}), Accepted());
}

TEST_F(Reviews, S1_9_NoMinutesOfWhatWasNotHeldOrOfAnotherReview) {
    ASSERT_THAT(schedule(tour()), Accepted());
    EXPECT_THAT(world.give("supervisor", "bulletin/m", minutes()), refused_by("S1.9"));
    ASSERT_THAT(world.give("supervisor", "review/t", review::Held{Date(2014, 4, 10), "看了", {}}), Accepted());
    ASSERT_THAT(world.give("supervisor", "bulletin/m", minutes()), Accepted());
    auto other = tour();
    other.kind = review::Kind::dispatch;
    world.set_up("review/u", other);
    world.set_up("review/u", review::Held{Date(2014, 4, 10), "开会", {}});
    EXPECT_THAT(world.give("supervisor", "review/u", review::MinutesIssued{BulletinId{"m"}}), refused_at("/bulletin"));
}

}  // namespace

}  // namespace taizhang
