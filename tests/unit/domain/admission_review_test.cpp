#include "tests/unit/domain/admission_city.hpp"

namespace taizhang {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class AdmissionReview : public AdmissionCity {
  protected:
    Result<std::vector<Happening>> send_back(const std::string& by, const std::string& level,
                                             const std::string& findings = "利润表不清") {
        return give(by, admission::Returned{level, findings});
    }
};

TEST_F(AdmissionReview, S3_4_LevelsComeInOrderEachOnce) {
    filed();
    EXPECT_THAT(pass("d1-stats", "区统计局"), refused_at("/level"));
    ASSERT_THAT(pass("d1-clerk", "属地"), Accepted());
    const auto again = pass("d1-clerk", "属地");
    ASSERT_THAT(again, refused_by("S3.4"));
    EXPECT_EQ(again.error().details.at("next"), "区统计局");
    EXPECT_THAT(pass("d1-stats", "县统计局"), invalid_at("/level"));
    const auto second = pass("d1-stats", "区统计局");
    ASSERT_THAT(second, Accepted());
    EXPECT_EQ(first_of<admission::Passed>(second).next, "市统计局");
    EXPECT_THAT(state().passed, ElementsAre("属地", "区统计局"));
}

TEST_F(AdmissionReview, S3_4_EachLevelIsLookedAtByItsOwnOffice) {
    filed();
    EXPECT_THAT(pass("d1-stats", "属地"), refused_by("S3.4"));
    EXPECT_THAT(pass("holder", "属地"), refused_by("S3.4"));
    EXPECT_THAT(pass("jxw-clerk", "属地"), not_allowed());
    ASSERT_THAT(pass("fgw-clerk", "属地"), Accepted());
    EXPECT_THAT(pass("d2-stats", "区统计局"), not_allowed());
    EXPECT_THAT(pass("d1-clerk", "区统计局"), refused_by("S3.4"));
    EXPECT_THAT(pass("other-holder", "区统计局"), not_allowed());
    EXPECT_THAT(pass("supervisor", "区统计局"), not_allowed());
    ASSERT_THAT(pass("d1-stats", "区统计局"), Accepted());
    EXPECT_THAT(pass("d1-stats", "市统计局"), refused_by("S3.4"));
    ASSERT_THAT(pass("holder", "市统计局"), Accepted());
    const auto last = pass("holder", "国家统计局");
    ASSERT_THAT(last, Accepted());
    EXPECT_FALSE(first_of<admission::Passed>(last).next);
}

TEST_F(AdmissionReview, S3_4_NobodyLooksAtWhatHeFiledHimself) {
    ASSERT_THAT(open(file(), "holder"), Accepted());
    ASSERT_THAT(attach("登记表"), Accepted());
    ASSERT_THAT(attach("统一代码"), Accepted());
    ASSERT_THAT(pass("d1-clerk", "属地"), Accepted());
    EXPECT_THAT(pass("holder", "区统计局"), refused_by("S3.4"));
    EXPECT_THAT(pass("holder-2", "区统计局"), Accepted());
}

TEST_F(AdmissionReview, S3_4_NorWithAnotherAccountOfHis) {
    world.set_up("person/wang-of-two", person::Enrolled{.name = "王某"});
    for (const auto* id : {"wang-1", "wang-2"})
        world.set_up(std::string("account/") + id, account::Opened{.name = id,
                                                                   .roles = {Role::ledger_holder},
                                                                   .unit = UnitId{"stats"},
                                                                   .person = PersonId{"wang-of-two"}});
    ASSERT_THAT(open(file(), "wang-1"), Accepted());
    ASSERT_THAT(attach("登记表"), Accepted());
    ASSERT_THAT(attach("统一代码"), Accepted());
    ASSERT_THAT(pass("d1-clerk", "属地"), Accepted());
    EXPECT_THAT(pass("wang-2", "区统计局"), refused_by("S3.4"));
    EXPECT_THAT(pass("holder", "区统计局"), Accepted());
}

TEST_F(AdmissionReview, S3_4_TheDistrictsOfficeLooksAtWhatLiesInItsStreets) {
    world.set_up("unit/street", unit::Registered{.name = "某街道", .kind = unit::Kind::street, .parent = UnitId{"d1"}});
    world.account("street-clerk", {Role::unit_clerk}, "street");
    auto of_street = file();
    of_street.region = UnitId{"street"};
    ASSERT_THAT(open(of_street, "street-clerk"), Accepted());
    for (const auto* name : {"登记表", "统一代码"}) {
        const admission::MaterialAttached material{.material = name, .document = {.title = name}};
        ASSERT_THAT(give("street-clerk", material), Accepted());
    }
    ASSERT_THAT(pass("street-clerk", "属地"), Accepted());
    EXPECT_THAT(pass("d2-stats", "区统计局"), not_allowed());
    EXPECT_THAT(pass("d1-stats", "区统计局"), Accepted());
}

TEST_F(AdmissionReview, S3_4_ReturnedWithFindingsItBeginsAgainAtTheFirstLevel) {
    filed();
    EXPECT_THAT(give("d1-clerk", admission::Refiled{}), refused_by("S3.4"));
    ASSERT_THAT(pass("d1-clerk", "属地"), Accepted());
    EXPECT_THAT(send_back("d1-stats", "区统计局", " "), invalid_at("/findings"));
    ASSERT_THAT(send_back("d1-stats", "区统计局"), Accepted());
    EXPECT_EQ(state().stage, AdmissionStage::returned);
    EXPECT_THAT(pass("d1-stats", "区统计局"), refused_by("S3.4"));
    ASSERT_THAT(attach("情况说明"), Accepted());
    const auto refiled = give("d1-clerk", admission::Refiled{.figures = {{"年收入", number("650"), "万元"}}});
    ASSERT_THAT(refiled, Accepted());
    EXPECT_EQ(first_of<admission::Refiled>(refiled).next, "属地");
    EXPECT_TRUE(state().passed.empty());
    EXPECT_EQ(state().stage, AdmissionStage::filed);
    EXPECT_EQ(state().file.figures.at(0).value, number("650"));
    EXPECT_EQ(state().file.name, "某商贸有限公司");
    EXPECT_THAT(pass("d1-stats", "区统计局"), refused_at("/level"));
    EXPECT_THAT(pass("d1-clerk", "属地"), Accepted());
}

TEST_F(AdmissionReview, S3_1_WhatIsFiledAgainIsJudgedAnew) {
    filed();
    ASSERT_THAT(send_back("d1-clerk", "属地"), Accepted());
    EXPECT_THAT(give("d1-clerk", admission::Refiled{.figures = {{"年收入", number("100"), "万元"}}}),
                refused_by("S3.1"));
    EXPECT_THAT(give("d1-clerk", admission::Refiled{.procedure = "yearly"}), refused_by("S3.2"));
    const auto branch = give("d1-clerk", admission::Refiled{.entity = "产业活动单位"});
    ASSERT_THAT(branch, Accepted());
    EXPECT_THAT(pass("d1-clerk", "属地"), refused_by("S3.3"));
}

TEST_F(AdmissionReview, S3_4_RejectedIsTheEnd) {
    filed();
    ASSERT_THAT(give("d1-clerk", admission::Rejected{"属地", "已迁出"}), Accepted());
    EXPECT_THAT(give("d1-clerk", admission::Refiled{}), refused_by("S3.4"));
    EXPECT_THAT(attach("情况说明"), refused_by("S3.4"));
    EXPECT_THAT(pass("d1-clerk", "属地"), refused_by("S3.4"));
    EXPECT_THAT(give("holder", admission()), refused_by("S3.4"));
    EXPECT_THAT(world.give("d1-clerk", "admission/b", file()), Accepted());
}

TEST_F(AdmissionReview, S3_4_AdmittedOnlyAfterTheLastLevel) {
    filed();
    for (const auto& [by, level] : {std::pair("d1-clerk", "属地"), std::pair("d1-stats", "区统计局"),
                                    std::pair("holder", "市统计局"), std::pair("holder", "国家统计局")}) {
        const auto early = give("holder", admission());
        ASSERT_THAT(early, refused_by("S3.4"));
        EXPECT_EQ(early.error().details.at("next"), level);
        ASSERT_THAT(pass(by, level), Accepted());
    }
    EXPECT_THAT(give("d1-clerk", admission()), not_allowed());
    EXPECT_THAT(give("holder", admission("2014-05")), refused_by("S3.5"));
    EXPECT_THAT(give("holder", admission("2014-06-2")), invalid_at("/from"));
    auto future = admission();
    future.admitted_on = Date(2014, 6, 11);
    EXPECT_THAT(give("holder", future), invalid_at("/admitted_on"));
    ASSERT_THAT(give("holder", admission()), Accepted());
    EXPECT_EQ(state().stage, AdmissionStage::admitted);
    EXPECT_THAT(give("holder", admission()), refused_by("S3.4"));
}

TEST_F(AdmissionReview, S3_5_RemovedWithAReason) {
    admitted();
    EXPECT_THAT(give("holder", admission::Removed{Date(2014, 6, 10), "停业"}), invalid_at("/reason"));
    EXPECT_THAT(give("holder", admission::Removed{Date(2014, 6, 8), "停业"}, "停业"), invalid_at("/removed_on"));
    EXPECT_THAT(give("holder", admission::Removed{Date(2014, 6, 11), "停业"}, "停业"), invalid_at("/removed_on"));
    EXPECT_THAT(give("d1-clerk", admission::Removed{Date(2014, 6, 10), "停业"}, "停业"), not_allowed());
    ASSERT_THAT(give("holder", admission::Removed{Date(2014, 6, 10), "停业"}, "停业"), Accepted());
    EXPECT_EQ(state().stage, AdmissionStage::removed);
    EXPECT_THAT(give("holder", admission::Removed{Date(2014, 6, 10), "停业"}, "停业"), refused_by("S3.5"));
}

TEST_F(AdmissionReview, Rule_12_WhoeverFollowsThePlaceCarriesOn) {
    filed();
    world.set_up("unit/d1", unit::Merged{UnitId{"d2"}});
    EXPECT_THAT(pass("d1-clerk", "属地"), not_allowed());
    ASSERT_THAT(pass("d2-clerk", "属地"), Accepted());
    EXPECT_THAT(pass("d2-stats", "区统计局"), Accepted());
}

}  // namespace

}  // namespace taizhang
