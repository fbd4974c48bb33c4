#include "tests/unit/domain/admission_city.hpp"

namespace taizhang {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

class AdmissionFiling : public AdmissionCity {
  protected:
    static std::vector<std::string> names(const std::vector<admission::Missing>& missing, bool required) {
        std::vector<std::string> names;
        for (const auto& one : missing) {
            if (one.required == required) names.push_back(one.material);
        }
        return names;
    }
};

TEST_F(AdmissionFiling, S3_1_WhoIsEligibleIsRecordedWithTheReasons) {
    const auto result = open(file());
    ASSERT_THAT(result, Accepted());
    const auto& filed = first_of<admission::Filed>(result);
    ASSERT_TRUE(filed.eligibility);
    EXPECT_TRUE(filed.eligibility->met);
    EXPECT_EQ(filed.eligibility->admission_class, "retail");
    EXPECT_THAT(filed.eligibility->reasons, ElementsAre(HasSubstr("达到500万元")));
    EXPECT_EQ(filed.next, "属地");
    EXPECT_EQ(state().stage, AdmissionStage::filed);
}

TEST_F(AdmissionFiling, S3_1_WhoIsNotIsRefusedWithTheReasons) {
    auto small = file();
    small.figures = {{"年收入", number("499.99"), "万元"}};
    const auto result = open(small);
    ASSERT_THAT(result, refused_by("S3.1"));
    EXPECT_THAT(std::string(result.error().details.at("reasons").as_array().at(0).as_string()),
                HasSubstr("未达到500万元"));
    small.figures.clear();
    EXPECT_THAT(open(small), refused_by("S3.1"));
    auto other = file();
    other.industry = "采矿业";
    EXPECT_THAT(open(other), refused_at("/industry"));
}

TEST_F(AdmissionFiling, S3_1_FiguresAreComparedInTheirUnits) {
    auto wrong = file();
    wrong.figures = {{"年收入", number("600"), "人"}};
    EXPECT_THAT(open(wrong), invalid_at("/figures/0/unit"));
    wrong.figures = {{"税收", number("600"), "万元"}};
    EXPECT_THAT(open(wrong), invalid_at("/figures/0/key"));
    wrong.figures = {{"年收入", number("600"), "万元"}, {"年收入", number("700"), "万元"}};
    EXPECT_THAT(open(wrong), invalid_at("/figures/1/key"));
    auto other = file();
    other.figures = {{"年收入", number("0.05"), "亿元"}};
    EXPECT_THAT(open(other), Accepted());
}

TEST_F(AdmissionFiling, S3_1_AQualificationCountsByItsName) {
    auto builder = file();
    builder.industry = "建筑业";
    builder.figures.clear();
    EXPECT_THAT(open(builder), refused_by("S3.1"));
    builder.qualifications = {"建筑业企业资质证书"};
    EXPECT_THAT(open(builder), Accepted());
}

TEST_F(AdmissionFiling, S3_1_ALedgerWithoutRulesOfAdmissionAdmitsNobody) {
    world.set_up("ledger/other", ledger::Opened{.title = "另册", .year = 2014, .holder = UnitId{"stats"}});
    auto other = file();
    other.ledger = LedgerId{"other"};
    EXPECT_THAT(open(other), refused_at("/ledger"));
}

TEST_F(AdmissionFiling, S3_2_EachProcedureHasItsConditions) {
    auto grown = file();
    grown.situation = admission::Situation::grown;
    EXPECT_THAT(open(grown), refused_by("S3.2"));
    grown.procedure = "yearly";
    EXPECT_THAT(open(grown), Accepted());
    auto old = file();
    old.opened_on = Date(2013, 12, 31);
    EXPECT_THAT(world.give("d1-clerk", "admission/b", old), refused_by("S3.2"));
    old.procedure = "weekly";
    EXPECT_THAT(world.give("d1-clerk", "admission/b", old), invalid_at("/procedure"));
}

TEST_F(AdmissionFiling, S3_2_WhatIsExpectedCountsWhereTheProcedureSaysSo) {
    auto service = file();
    service.industry = "物业管理";
    service.figures = {{"从业人员", number("20"), "人"}};
    service.expected = {{"年收入", number("1200"), "万元"}};
    EXPECT_THAT(open(service), Accepted());
    service.procedure = "yearly";
    service.situation = admission::Situation::grown;
    EXPECT_THAT(world.give("d1-clerk", "admission/b", service), refused_by("S3.1"));
}

TEST_F(AdmissionFiling, S3_3_AFileListsWhatIsMissing) {
    const auto result = open(file());
    ASSERT_THAT(result, Accepted());
    const auto& missing = first_of<admission::Filed>(result).missing;
    EXPECT_THAT(names(missing, true), ElementsAre("登记表", "单位证照"));
    EXPECT_THAT(names(missing, false), ElementsAre("情况说明"));
    EXPECT_THAT(missing.at(1).reason, HasSubstr("执照、税务登记证"));
    EXPECT_THAT(pass("d1-clerk", "属地"), refused_by("S3.3"));
    ASSERT_THAT(attach("登记表"), Accepted());
    ASSERT_THAT(attach("执照"), Accepted());
    const auto refusal = pass("d1-clerk", "属地");
    ASSERT_THAT(refusal, refused_by("S3.3"));
    EXPECT_EQ(refusal.error().details.at("missing"), boost::json::array({"单位证照"}));
    const auto last = attach("税务登记证");
    ASSERT_THAT(last, Accepted());
    EXPECT_THAT(names(first_of<admission::MaterialAttached>(last).missing, true), ElementsAre());
    EXPECT_THAT(pass("d1-clerk", "属地"), Accepted());
}

TEST_F(AdmissionFiling, S3_3_CopiesAreOfDifferentMonths) {
    auto branch = file();
    branch.entity = "产业活动单位";
    ASSERT_THAT(open(branch), Accepted());
    ASSERT_THAT(attach("登记表"), Accepted());
    ASSERT_THAT(attach("统一代码"), Accepted());
    for (const auto* period : {"2014-03", "2014-04", "2014-04"}) ASSERT_THAT(attach("经营情况", period), Accepted());
    EXPECT_THAT(state().materials, SizeIs(4));
    EXPECT_THAT(pass("d1-clerk", "属地"), refused_by("S3.3"));
    EXPECT_THAT(attach("经营情况", "2014-07"), invalid_at("/period"));
    ASSERT_THAT(attach("经营情况", "2014-05"), Accepted());
    EXPECT_THAT(pass("d1-clerk", "属地"), Accepted());
}

TEST_F(AdmissionFiling, S3_3_OnlyWhatIsAskedIsAttached) {
    ASSERT_THAT(open(file()), Accepted());
    EXPECT_THAT(attach("经营情况", "2014-03"), invalid_at("/material"));
    EXPECT_THAT(attach("照片"), invalid_at("/material"));
    EXPECT_THAT(give("d1-clerk", admission::MaterialAttached{.material = "登记表"}), invalid_at("/document/title"));
}

TEST_F(AdmissionFiling, S3_4_FiledByItsPlaceOrDepartmentOrTheHolder) {
    for (const auto* stranger : {"d2-clerk", "jxw-clerk", "shop", "other-holder", "supervisor", "auditor"})
        EXPECT_THAT(open(file(), stranger), not_allowed()) << stranger;
    for (const auto* who : {"d1-clerk", "d1-leader", "fgw-clerk", "holder"}) {
        auto another = file();
        another.enterprise = UnitId{std::string("shop-of-") + who};
        world.set_up("unit/" + another.enterprise.value, unit::Registered{.name = who, .kind = unit::Kind::enterprise});
        EXPECT_THAT(world.give(who, std::string("admission/by-") + who, another), Accepted()) << who;
    }
    EXPECT_THAT(open(file()), Accepted());
    EXPECT_THAT(world.give("d2-clerk", "admission/a", admission::MaterialAttached{.material = "登记表"}),
                not_allowed());
}

TEST_F(AdmissionFiling, S3_4_AnEnterpriseOfAPlace) {
    auto wrong = file();
    wrong.enterprise = UnitId{"jxw"};
    EXPECT_THAT(open(wrong), refused_at("/enterprise"));
    wrong = file();
    wrong.region = UnitId{"czj"};
    wrong.department = UnitId{"fgw"};
    EXPECT_THAT(open(wrong, "fgw-clerk"), refused_at("/region"));
    wrong = file();
    wrong.enterprise = UnitId{"nobody"};
    EXPECT_THAT(open(wrong), Fails(ErrorCode::not_found, "/enterprise"));
    wrong = file();
    wrong.opened_on = Date(2014, 6, 11);
    EXPECT_THAT(open(wrong), invalid_at("/opened_on"));
    wrong = file();
    wrong.code.clear();
    EXPECT_THAT(open(wrong), invalid_at("/code"));
}

TEST_F(AdmissionFiling, WhatTheDeciderSetsIsNotTheClients) {
    auto forged = file();
    forged.figures = {{"年收入", number("700"), "万元"}};
    forged.eligibility = admission::Eligibility{.met = true, .admission_class = "services", .reasons = {"关系户"}};
    forged.missing = {{"什么都不缺", false, ""}};
    forged.next = "国家统计局";
    const auto result = open(forged);
    ASSERT_THAT(result, Accepted());
    const auto& filed = first_of<admission::Filed>(result);
    EXPECT_EQ(filed.eligibility->admission_class, "retail");
    EXPECT_THAT(filed.eligibility->reasons, ElementsAre(HasSubstr("700万元")));
    EXPECT_THAT(filed.missing, SizeIs(3));
    EXPECT_EQ(filed.next, "属地");
}

}  // namespace

}  // namespace taizhang
