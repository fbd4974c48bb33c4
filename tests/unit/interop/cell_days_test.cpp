// Days, months and years as cells of lists print them.
#include "src/interop/cell_days.hpp"

#include <gmock/gmock.h>

namespace taizhang::interop {

namespace {

std::string days(const CellValue& value) {
    const auto read = read_days(value);
    if (!read) return "none";
    return read->first.to_string() + ".." + read->last.to_string() + (read->certain ? "" : "?");
}
std::string days(const char* text) {
    return days(CellValue(std::string(text)));
}
std::string years(const char* text) {
    const auto read = read_years(CellValue(std::string(text)));
    return read ? read->start.first.to_string() + ".." + read->finish.last.to_string() : "none";
}
CellValue number(const char* text) {
    return CellNumber{*Decimal::parse(text)};
}

TEST(CellDays, ADayIsReadInEveryUsualSpelling) {
    for (const char* text :
         {"2014-03-15", "2014.3.15", "2014/3/15", "2014年3月15日", "２０１４年３月１５日", "20140315", " 2014-3-15 "})
        EXPECT_EQ(days(text), "2014-03-15..2014-03-15") << text;
    EXPECT_EQ(days(CellValue(CellDate{Date(2014, 3, 15)})), "2014-03-15..2014-03-15");
}

TEST(CellDays, AMonthOrAYearIsAllOfItsDays) {
    for (const char* text : {"2014年3月", "2014-03", "2014.3", "2014/3", "2014年3月底", "2014年 3月"})
        EXPECT_EQ(days(text), "2014-03-01..2014-03-31") << text;
    EXPECT_EQ(days("2016年2月"), "2016-02-01..2016-02-29");
    EXPECT_EQ(days("2014年"), "2014-01-01..2014-12-31");
    EXPECT_EQ(days("2014年底"), "2014-01-01..2014-12-31");
    EXPECT_EQ(days(number("2014")), "2014-01-01..2014-12-31");
    EXPECT_EQ(days(CellValue(CellDate{Date(2014, 3, 1), DatePrecision::month})), "2014-03-01..2014-03-31");
}

TEST(CellDays, ANumberWithoutADatesFormatIsADayThatIsNotCertain) {
    EXPECT_EQ(days(number("41713")), "2014-03-15..2014-03-15?");
    EXPECT_EQ(days(number("2014.3")), "2014-03-01..2014-03-31?");
}

TEST(CellDays, WhatIsNoDayIsNone) {
    for (const char* text : {"", "待定", "2014年13月", "2014-02-30", "3月", "年内", "2014年3月至5月", "12014-03-15",
                             "2014-03-15左右", "99999999"})
        EXPECT_EQ(days(text), "none") << text;
    EXPECT_EQ(days(number("7")), "none");
    EXPECT_EQ(days(number("-41713")), "none");
    EXPECT_EQ(days(CellValue(CellFault{"#REF!"})), "none");
    EXPECT_EQ(days(CellValue(CellNumber{*Decimal::parse("41713"), "%"})), "none");
}

TEST(CellDays, ASpanOfYearsIsTwoOfThem) {
    for (const char* text : {"2014-2016", "2014—2016", "2014年至2016年", "2014～2016年"})
        EXPECT_EQ(years(text), "2014-01-01..2016-12-31") << text;
    EXPECT_EQ(years("2014年3月至2016年6月"), "2014-03-01..2016-06-30");
    EXPECT_EQ(years("2014.3-2016.6"), "2014-03-01..2016-06-30");
    for (const char* text : {"2014", "2014-03", "三年", "2014-2016-2018", "2014至待定"})
        EXPECT_EQ(years(text), "none") << text;
}

}  // namespace

}  // namespace taizhang::interop
