#include "tests/unit/regime/texts.hpp"

namespace taizhang::regime {

namespace {

class WorkingDays : public testing::Test {
  protected:
    const Calendar calendar = shipped("working-days.toml").calendar;
};

TEST_F(WorkingDays, OctoberOf2014) {
    EXPECT_TRUE(calendar.covers(2014));
    EXPECT_TRUE(calendar.is_working_day(Date(2014, 9, 28)));  // a Sunday, worked
    EXPECT_TRUE(calendar.is_working_day(Date(2014, 9, 30)));
    for (unsigned day = 1; day <= 7; ++day) EXPECT_FALSE(calendar.is_working_day(Date(2014, 10, day))) << day;
    EXPECT_TRUE(calendar.is_working_day(Date(2014, 10, 8)));
    EXPECT_TRUE(calendar.is_working_day(Date(2014, 10, 11)));  // a Saturday, worked
    EXPECT_FALSE(calendar.is_working_day(Date(2014, 10, 12)));
}

TEST_F(WorkingDays, ADueDayMovesAsTheRuleSays) {
    EXPECT_EQ(calendar.due_day(Date(2014, 10, 5), Shift::after), Date(2014, 10, 8));
    EXPECT_EQ(calendar.due_day(Date(2014, 10, 5), Shift::before), Date(2014, 9, 30));
    EXPECT_EQ(calendar.due_day(Date(2014, 10, 5), Shift::on), Date(2014, 10, 5));
    EXPECT_EQ(calendar.due_day(Date(2014, 10, 11), Shift::after), Date(2014, 10, 11));
}

TEST_F(WorkingDays, AreCountedAcrossHolidays) {
    EXPECT_EQ(calendar.add_working_days(Date(2014, 9, 30), 1), Date(2014, 10, 8));
    EXPECT_EQ(calendar.add_working_days(Date(2014, 9, 30), 4), Date(2014, 10, 11));
    EXPECT_EQ(calendar.add_working_days(Date(2014, 9, 30), 5), Date(2014, 10, 13));
    EXPECT_EQ(calendar.add_working_days(Date(2014, 10, 4), 0), Date(2014, 10, 4));
}

/// Statutory holidays that fall on a weekend are made up for, and days taken in exchange are worked at a weekend: each
/// notice frees as many working days as there are statutory holidays, 11 until 2024 and 13 since, and what was
/// given besides (3 September 2015; the longer Spring Festival of 2020).
TEST_F(WorkingDays, EachYearFreesAsManyDaysAsTheLawGives) {
    const Calendar weekends;
    const std::map<int, int> freed = {{2014, 11}, {2015, 12}, {2016, 11}, {2017, 11}, {2020, 13},
                                      {2021, 11}, {2024, 11}, {2025, 13}, {2026, 13}};
    for (const auto& [year, expected] : freed) {
        int count = 0;
        for (Date day(year, 1, 1); day.year() == year; day = Date(day.days() + std::chrono::days(1)))
            count += weekends.is_working_day(day) - calendar.is_working_day(day);
        EXPECT_EQ(count, expected) << year;
    }
}

TEST_F(WorkingDays, AHolidayMayReachIntoAnotherYear) {
    EXPECT_FALSE(calendar.is_working_day(Date(2018, 12, 31)));
    EXPECT_TRUE(calendar.is_working_day(Date(2018, 12, 29)));
}

TEST(Calendar, WithoutDataIsMondayToFriday) {
    const Calendar none;
    EXPECT_FALSE(none.covers(2014));
    EXPECT_TRUE(none.is_working_day(Date(2014, 10, 3)));
    EXPECT_FALSE(none.is_working_day(Date(2014, 10, 4)));
    EXPECT_EQ(none.due_day(Date(2014, 10, 4), Shift::after), Date(2014, 10, 6));
    EXPECT_EQ(none.due_day(Date(2014, 10, 4), Shift::before), Date(2014, 10, 3));
}

}  // namespace

}  // namespace taizhang::regime
