// When what the rules demand falls due.
#include "tests/unit/regime/texts.hpp"

namespace taizhang::regime {

namespace {

Period period(std::string_view text) {
    return *Period::parse(text);
}

class Due : public testing::Test {
  protected:
    const Calendar calendar = shipped("working-days.toml").calendar;
};

TEST_F(Due, S1_4_TheReportByThe5thOfTheFollowingMonth) {
    const auto reporting = shipped("S1.toml").reporting;
    EXPECT_EQ(report_due(reporting, period("2014-02"), calendar), Date(2014, 3, 5));
    EXPECT_EQ(report_due(reporting, period("2014-09"), calendar),
              Date(2014, 10, 8));  // after the National Day holidays
    EXPECT_EQ(report_due(reporting, period("2014-12"), calendar), Date(2015, 1, 5));
}

TEST_F(Due, TheReportOnThe28thOfTheSameMonthOrBefore) {
    const auto reporting = good(file("tests/unit/regime/city_of_cards.toml")).reporting;
    EXPECT_EQ(report_due(reporting, period("2014-08"), calendar), Date(2014, 8, 28));
    EXPECT_EQ(report_due(reporting, period("2014-06"), calendar), Date(2014, 6, 27));  // the 28th is a Saturday
    EXPECT_EQ(report_due(reporting, period("2014-09"), calendar), Date(2014, 9, 28));  // a Sunday that is worked
}

TEST_F(Due, ADayThatAMonthDoesNotHaveIsItsLast) {
    Reporting reporting;
    reporting.due_day = 31;
    reporting.following_month = false;
    EXPECT_EQ(report_due(reporting, period("2014-02"), calendar), Date(2014, 2, 28));
    EXPECT_EQ(report_due(reporting, period("2016-02"), calendar), Date(2016, 2, 29));
    EXPECT_EQ(report_due(reporting, period("2014-03"), calendar), Date(2014, 3, 31));
}

TEST_F(Due, WithoutADayTheReportIsDueOnThe5th) {
    EXPECT_EQ(report_due(no_rules().reporting, period("2014-02"), calendar), Date(2014, 3, 5));
}

TEST_F(Due, S8_6_AReportForEachHalfOfAMonth) {
    const auto reporting = good(regime_with("[reporting]\ndue_days = [15, 30]\nshift = \"after\"\n")).reporting;
    EXPECT_TRUE(reporting.by_half_months());
    EXPECT_EQ(report_due(reporting, period("2014-01-1"), calendar), Date(2014, 1, 15));
    EXPECT_EQ(report_due(reporting, period("2014-01-2"), calendar), Date(2014, 1, 30));
    EXPECT_EQ(report_due(reporting, period("2014-02-2"), calendar), Date(2014, 2, 28));
    EXPECT_EQ(report_due(reporting, period("2014-03-1"), calendar), Date(2014, 3, 17));  // the 15th is a Saturday
    const auto periods = reporting_periods(reporting, 2014);
    ASSERT_EQ(periods.size(), 24u);
    EXPECT_EQ(periods.front(), period("2014-01-1"));
    EXPECT_EQ(periods.back(), period("2014-12-2"));
    EXPECT_EQ(reporting_periods(no_rules().reporting, 2014).size(), 12u);
}

TEST_F(Due, S8_6_TheSecondHalfMayBeDueInTheMonthAfter) {
    const auto reporting = good(regime_with("[reporting]\ndue_days = [20, 5]\n")).reporting;
    EXPECT_TRUE(is_due_within(reporting, period("2014-12-1")));
    EXPECT_FALSE(is_due_within(reporting, period("2014-12-2")));
    EXPECT_EQ(report_due(reporting, period("2014-12-1"), calendar), Date(2014, 12, 20));
    EXPECT_EQ(report_due(reporting, period("2014-12-2"), calendar), Date(2015, 1, 5));
}

TEST_F(Due, S8_6_DaysOfHalvesAreTwoAndStandAlone) {
    for (const char* days : {"[15]", "[15, 30, 31]", "[15, 15]", "[5, 20]", "[]"})
        EXPECT_THAT(places(regime_with(std::string("[reporting]\ndue_days = ") + days + "\n")),
                    testing::Contains("5 reporting.due_days"))
            << days;
    EXPECT_THAT(places(regime_with("[reporting]\ndue_day = 5\ndue_days = [15, 30]\n")),
                testing::ElementsAre("5 reporting.due_day"));
    EXPECT_THAT(places(regime_with("[reporting]\ndue_days = [15, 30]\nmonth = \"same\"\n")),
                testing::ElementsAre("6 reporting.month"));
}

TEST_F(Due, AReportIsMissedWhenItsGraceHasEnded) {
    Reporting reporting;
    reporting.grace_days = 10;
    EXPECT_EQ(report_missed_on(reporting, Date(2014, 3, 5)), Date(2014, 3, 16));
    reporting.grace_days = 0;
    EXPECT_EQ(report_missed_on(reporting, Date(2014, 3, 5)), Date(2014, 3, 6));
}

TEST_F(Due, S7_2_PlansByTheEndOfJanuary) {
    const auto plans = shipped("S7.toml").plans;
    EXPECT_EQ(plan_due(plans, 2014, calendar), Date(2014, 1, 31));
    EXPECT_EQ(plan_due(plans, 2015, calendar), Date(2015, 1, 31));
    EXPECT_EQ(plan_due(no_rules().plans, 2014, calendar), std::nullopt);
}

TEST_F(Due, PlansBeforeAWeekend) {
    const auto plans = good(file("tests/unit/regime/city_of_quarters.toml")).plans;
    EXPECT_EQ(plan_due(plans, 2014, calendar), Date(2014, 3, 14));  // the 15th is a Saturday
}

TEST_F(Due, S1_5_EachQuarterIsCheckedInTheMonthAfter) {
    const auto checking = shipped("S1.toml").checking;
    EXPECT_EQ(check_due(checking, 2014, 1, calendar), Date(2014, 4, 15));
    EXPECT_EQ(check_due(checking, 2014, 3, calendar), Date(2014, 10, 15));
    EXPECT_EQ(check_due(checking, 2014, 4, calendar), Date(2015, 1, 15));
    EXPECT_EQ(check_due(no_rules().checking, 2014, 1, calendar), std::nullopt);
}

TEST_F(Due, TermsCountCalendarOrWorkingDays) {
    EXPECT_EQ(due_after(Date(2014, 9, 30), {15, false}, calendar), Date(2014, 10, 15));
    EXPECT_EQ(due_after(Date(2014, 9, 30), {3, true}, calendar), Date(2014, 10, 10));
    EXPECT_EQ(due_after(Date(2014, 9, 30), {}, calendar), Date(2014, 9, 30));
}

}  // namespace

}  // namespace taizhang::regime
