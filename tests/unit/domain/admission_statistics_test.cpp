#include "tests/unit/domain/admission_city.hpp"

namespace taizhang {

namespace {

using admission::Misreporting;
using admission::MisreportingFound;
using testing::SizeIs;

class AdmissionStatistics : public AdmissionCity {
  protected:
    Result<std::vector<Happening>> report(const std::string& period, const std::string& by = "shop") {
        return give(by, statistic(period));
    }
    Result<std::vector<Happening>> find(Misreporting kind, const std::string& period,
                                        const std::string& by = "supervisor") {
        return give(by, MisreportingFound{kind, month(period), "经核实", {}});
    }
};

TEST_F(AdmissionStatistics, S3_5_FirstAdmittedThenFigures) {
    passed();
    EXPECT_THAT(report("2014-06"), refused_by("S3.5"));
    ASSERT_THAT(give("holder", admission()), Accepted());
    EXPECT_THAT(report("2014-05"), refused_by("S3.5"));
    EXPECT_THAT(report("2014-06"), Accepted());
    EXPECT_THAT(report("2014-07"), invalid_at("/period"));
    EXPECT_THAT(report("2014-06-1"), refused_at("/period"));
}

TEST_F(AdmissionStatistics, S3_5_NoneAfterTheMonthOfItsRemoval) {
    admitted();
    ASSERT_THAT(give("holder", admission::Removed{Date(2014, 6, 10), "停业"}, "停业"), Accepted());
    world.at("2014-08-05T09:00");
    EXPECT_THAT(report("2014-07"), refused_by("S3.5"));
    EXPECT_THAT(report("2014-06"), Accepted());
}

TEST_F(AdmissionStatistics, Rule_11_TheEnterpriseAloneReportsItsFigures) {
    admitted();
    EXPECT_THAT(report("2014-06", "d1-clerk"), refused_by("rule 11"));
    EXPECT_THAT(report("2014-06", "fgw-clerk"), refused_by("rule 11"));
    for (const auto* other : {"holder", "supervisor", "d1-stats", "d2-clerk"})
        EXPECT_THAT(report("2014-06", other), not_allowed()) << other;
    EXPECT_THAT(report("2014-06", "system"), refused_by("rule 11"));
    EXPECT_THAT(report("2014-06"), Accepted());
}

TEST_F(AdmissionStatistics, S3_5_LateByTheLedgersRules) {
    admitted();
    world.at("2014-07-08T23:59");
    const auto in_time = report("2014-06");
    ASSERT_THAT(in_time, Accepted());
    EXPECT_EQ(first_of<admission::StatisticReported>(in_time).due, Date(2014, 7, 8));
    EXPECT_EQ(first_of<admission::StatisticReported>(in_time).late, false);
    world.at("2014-08-09T00:00");
    auto forged = statistic("2014-07");
    forged.late = false;
    const auto late = give("shop", forged);
    ASSERT_THAT(late, Accepted());
    EXPECT_EQ(first_of<admission::StatisticReported>(late).late, true);
}

TEST_F(AdmissionStatistics, Rule_2_ASecondReportOfAMonthIsACorrection) {
    admitted();
    const auto position = world.end();
    auto early = statistic("2014-06");
    early.corrects = position - 1;
    EXPECT_THAT(give("shop", early), invalid_at("/corrects"));
    ASSERT_THAT(report("2014-06"), Accepted());
    EXPECT_THAT(report("2014-06"), Fails(ErrorCode::conflict, "/corrects"));
    auto correction = statistic("2014-06", "55");
    correction.corrects = position + 5;
    EXPECT_THAT(give("shop", correction, "漏了一笔"), invalid_at("/corrects"));
    correction.corrects = position;
    EXPECT_THAT(give("shop", correction), invalid_at("/reason"));
    world.at("2014-07-20T09:00");
    const auto result = give("shop", correction, "漏了一笔");
    ASSERT_THAT(result, Accepted());
    EXPECT_EQ(first_of<admission::StatisticReported>(result).late, false);
    EXPECT_THAT(state().statistics, SizeIs(1));
    EXPECT_THAT(state().statistics.at(0).positions, SizeIs(2));
}

TEST_F(AdmissionStatistics, S3_5_FiguresHaveNamesAndUnits) {
    admitted();
    auto wrong = statistic("2014-06");
    wrong.figures.clear();
    EXPECT_THAT(give("shop", wrong), invalid_at("/figures"));
    wrong.figures = {{"年收入", number("6"), "人"}};
    EXPECT_THAT(give("shop", wrong), invalid_at("/figures/0/unit"));
    wrong.figures = {{"", number("6"), "人"}};
    EXPECT_THAT(give("shop", wrong), invalid_at("/figures/0/key"));
}

TEST_F(AdmissionStatistics, S3_7_WhatIsFoundFitsWhatIsRecorded) {
    admitted();
    EXPECT_THAT(find(Misreporting::false_figures, "2014-06"), refused_by("S3.7"));
    EXPECT_THAT(find(Misreporting::refused, "2014-06"), refused_by("S3.7"));
    ASSERT_THAT(report("2014-06"), Accepted());
    EXPECT_THAT(find(Misreporting::late, "2014-06"), refused_by("S3.7"));
    ASSERT_THAT(find(Misreporting::false_figures, "2014-06"), Accepted());
    EXPECT_THAT(find(Misreporting::false_figures, "2014-06", "holder"), refused_by("S3.7"));
    ASSERT_THAT(find(Misreporting::concealed, "2014-06", "holder"), Accepted());
    world.at("2014-08-08T23:59");
    EXPECT_THAT(find(Misreporting::refused, "2014-07"), refused_by("S3.7"));
    world.at("2014-08-09T00:00");
    EXPECT_THAT(find(Misreporting::refused, "2014-07"), Accepted());
    EXPECT_THAT(find(Misreporting::late, "2014-07"), Accepted());
    EXPECT_THAT(state().misreported, SizeIs(4));
}

TEST_F(AdmissionStatistics, S3_7_FoundByTheBureauOrTheSupervisionOffice) {
    admitted();
    ASSERT_THAT(report("2014-06"), Accepted());
    for (const auto* other : {"shop", "d1-clerk", "d1-stats", "other-holder"})
        EXPECT_THAT(find(Misreporting::concealed, "2014-06", other), not_allowed()) << other;
    EXPECT_THAT(find(Misreporting::concealed, "2014-05"), refused_by("S3.5"));
    EXPECT_THAT(give("supervisor", MisreportingFound{Misreporting::concealed, month("2014-06"), "", {}}),
                invalid_at("/findings"));
    EXPECT_THAT(give("supervisor", MisreportingFound{Misreporting::concealed, month("2014-06"), "经核实", {99999}}),
                invalid_at("/evidence/0"));
}

TEST_F(AdmissionStatistics, S3_7_WhatProvesFalseLaterWasFalseThen) {
    admitted();
    ASSERT_THAT(report("2014-06"), Accepted());
    ASSERT_THAT(give("holder", admission::Removed{Date(2014, 6, 10), "停业"}, "停业"), Accepted());
    EXPECT_THAT(find(Misreporting::false_figures, "2014-06"), Accepted());
}

TEST_F(AdmissionStatistics, S3_5_GoOnWhenTheLedgersYearIsOver) {
    admitted();
    close_ledger();
    world.at("2015-02-03T09:00");
    EXPECT_THAT(report("2015-01"), Accepted());
    EXPECT_THAT(world.give("d1-clerk", "admission/b", file()), refused_by("S1.5"));
}

}  // namespace

}  // namespace taizhang
