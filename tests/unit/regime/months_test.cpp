#include "src/regime/months.hpp"

#include <gtest/gtest.h>

namespace taizhang::regime {

namespace {

TEST(Months, ADayThatAMonthDoesNotHaveIsItsLast) {
    EXPECT_EQ(day_of(std::chrono::year{2014} / 2, 31), Date(2014, 2, 28));
    EXPECT_EQ(day_of(std::chrono::year{2014} / 4, 5), Date(2014, 4, 5));
    EXPECT_EQ(last_day(*Period::parse("2016-02")), Date(2016, 2, 29));
    EXPECT_EQ(last_day(*Period::parse("2014-12")), Date(2014, 12, 31));
}

TEST(Months, LaterOnTheSameDayAcrossTheYear) {
    EXPECT_EQ(months_later(Date(2014, 8, 31), 6), Date(2015, 2, 28));
    EXPECT_EQ(months_later(Date(2016, 2, 29), 12), Date(2017, 2, 28));
    EXPECT_EQ(months_later(Date(2014, 12, 5), 1), Date(2015, 1, 5));
}

}  // namespace

}  // namespace taizhang::regime
