#include "events/schedule.hpp"
#include "events/fixings.hpp"
#include "events/report_id.hpp"

#include <gmock/gmock.h>

namespace taizhang {

namespace {

Period month(std::string_view text) {
    return *Period::parse(text);
}
Decimal number(std::string_view text) {
    return *Decimal::parse(text);
}

TEST(Schedule, S7_3_IsMonthsGoneOfTwelveInPercent) {
    EXPECT_EQ(scheduled_percent(month("2014-01")).to_string(), "8.33");
    EXPECT_EQ(scheduled_percent(month("2014-02")).to_string(), "16.67");
    EXPECT_EQ(scheduled_percent(month("2014-03")).to_string(), "25.00");
    EXPECT_EQ(scheduled_percent(month("2014-12")).to_string(), "100.00");
}

TEST(Schedule, S8_6_HalfMonthsGoneCountExactly) {
    EXPECT_EQ(scheduled_percent(month("2014-01-1")).to_string(), "4.17");
    EXPECT_EQ(scheduled_percent(month("2014-01-2")).to_string(), "8.33");
    EXPECT_EQ(scheduled_percent(month("2014-02-1")).to_string(), "12.50");
    EXPECT_EQ(scheduled_percent(month("2014-12-1")).to_string(), "95.83");
    EXPECT_EQ(scheduled_percent(month("2014-12-2")).to_string(), "100.00");
    EXPECT_EQ(period_of(*Time::parse("2014-03-20T00:00:00+08:00")).to_string(), "2014-03");
    EXPECT_EQ(report_id(LedgerId{"2014"}, month("2014-03-1"), UnitId{"fgw"}).value, "2014.2014-03-1.fgw");
}

TEST(Schedule, S7_3_BehindIsLessThanTheSchedule) {
    EXPECT_FALSE(behind_schedule(number("8.33"), month("2014-01")));
    EXPECT_TRUE(behind_schedule(number("8.329999999"), month("2014-01")));
    EXPECT_FALSE(behind_schedule(number("100"), month("2014-12")));
    EXPECT_TRUE(behind_schedule(number("99.99"), month("2014-12")));
}

TEST(Lamp, TurnsAtTheBoundsInclusive) {
    const auto due = number("50.00");
    EXPECT_EQ(lamp(number("50"), due), Lamp::green);
    EXPECT_EQ(lamp(number("49.999"), due), Lamp::yellow);
    EXPECT_EQ(lamp(number("40"), due), Lamp::yellow);
    EXPECT_EQ(lamp(number("39.999"), due), Lamp::red);
    EXPECT_EQ(lamp(std::nullopt, due), Lamp::grey);
    EXPECT_EQ(lamp(number("39.999"), due, {.yellow = number("20")}), Lamp::yellow);
}

TEST(Schedule, S1_4_AMonthsReportIsDueInTheNextMonth) {
    EXPECT_EQ(report_due(month("2014-03"), 5), Date(2014, 4, 5));
    EXPECT_EQ(report_due(month("2014-12"), 5), Date(2015, 1, 5));
    EXPECT_EQ(report_due(month("2014-01"), 28), Date(2014, 2, 28));
}

TEST(Schedule, TheMonthIsThatOfChina) {
    EXPECT_EQ(period_of(*Time::parse("2014-01-31T15:59:59Z")), month("2014-01"));
    EXPECT_EQ(period_of(*Time::parse("2014-01-31T16:00:00Z")), month("2014-02"));
}

TEST(ReportId, S1_4_SaysLedgerMonthAndUnit) {
    EXPECT_EQ(report_id({"2014"}, month("2014-03"), {"fgw"}).value, "2014.2014-03.fgw");
}

TEST(ReportId, StaysAnIdAndDistinctWhereTheNamesAreLong) {
    const auto id = [](std::size_t ledger, const std::string& unit) {
        return report_id({std::string(ledger, 'l')}, month("2014-03"), {unit}).value;
    };
    EXPECT_EQ(id(40, std::string(15, 'u')).size(), 64u);
    EXPECT_THAT(id(40, std::string(15, 'u')), testing::StartsWith("llll"));
    const auto digested = id(40, std::string(16, 'u'));
    EXPECT_EQ(digested.size(), 64u);
    EXPECT_THAT(digested, testing::StartsWith("2014-03."));
    EXPECT_NE(digested, id(41, std::string(16, 'u')));
    EXPECT_NE(digested, id(40, std::string(15, 'u') + "v"));
    EXPECT_TRUE(check_id(digested));
}

TEST(Fixings, S1_1_AreListedInTheDocumentsOrder) {
    EXPECT_THAT(missing_fixings({}), testing::ElementsAre(Fixing::goal, Fixing::tasks, Fixing::deadline,
                                                          Fixing::responsibility, Fixing::rewards));
    EXPECT_THAT(missing_fixings({.goal = true, .tasks = true, .deadline = true, .responsibility = true}),
                testing::ElementsAre(Fixing::rewards));
    EXPECT_THAT(missing_fixings({true, true, true, true, true}), testing::IsEmpty());
}

}  // namespace

}  // namespace taizhang
