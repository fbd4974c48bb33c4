#include <taizhang/clock.hpp>
#include <taizhang/time.hpp>

#include <gmock/gmock.h>

namespace taizhang {

using namespace std::chrono_literals;

TEST(Time, ReadsOffsetsAndWritesUtc) {
    const std::pair<const char*, const char*> cases[] = {
        {"2014-01-13T08:30:00+08:00", "2014-01-13T00:30:00.000Z"},
        {"2014-01-13T00:30:00Z", "2014-01-13T00:30:00.000Z"},
        {"2014-01-13 00:30:00.5z", "2014-01-13T00:30:00.500Z"},
        {"2014-12-31T23:30:00.1239-01:00", "2015-01-01T00:30:00.123Z"},
        {"1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"},
        {"2016-02-29T12:00:00-00:30", "2016-02-29T12:30:00.000Z"},
    };
    for (const auto& [text, utc] : cases) {
        const auto time = Time::parse(text);
        ASSERT_TRUE(time) << text;
        EXPECT_EQ(time->to_string(), utc);
    }
    EXPECT_EQ(Time::parse("1970-01-01T00:00:01Z")->milliseconds, 1000);
}

TEST(Time, RefusesWhatIsNotRfc3339) {
    for (const char* text : {"", "2014-01-13", "2014-01-13T08:30:00", "2014-02-30T00:00:00Z", "2014-13-01T00:00:00Z",
                             "2014-01-13T24:00:00Z", "2014-01-13T08:60:00Z", "2014-01-13T08:30:00.Z",
                             "2014-01-13T08:30:00+0800", "2014-01-13T08:30:00+24:00", "2014-01-13T08:30:00Z ",
                             "0000-01-01T00:00:00Z", "14-01-13T08:30:00Z", "２０14-01-13T08:30:00Z"}) {
        EXPECT_FALSE(Time::parse(text)) << text;
    }
}

TEST(Time, EveryTimeThatIsReadCanBeWrittenAndReadAgain) {
    for (const char* text : {"0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "0001-01-01T08:00:00+08:00"}) {
        const auto time = Time::parse(text);
        ASSERT_TRUE(time) << text;
        EXPECT_EQ(Time::parse(time->to_string()).value(), *time);
    }
    EXPECT_FALSE(Time::parse("9999-12-31T23:59:59-08:00")) << "is in the year 10000";
    EXPECT_FALSE(Time::parse("0001-01-01T00:00:00+08:00")) << "is in the year 0";
}

TEST(Date, RoundTripsAndRefusesDaysThatAreNotInTheCalendar) {
    EXPECT_EQ(Date::parse("2016-02-29")->to_string(), "2016-02-29");
    for (const char* text : {"", "2014-02-29", "2014-00-01", "2014-01-00", "2014-1-1", "2014-01-01T", "2014/01/01"}) {
        EXPECT_FALSE(Date::parse(text)) << text;
    }
}

TEST(Date, BelongsToChinaNotToUtc) {
    EXPECT_EQ(china_date(*Time::parse("2014-01-12T15:59:59.999Z")), Date(2014, 1, 12));
    EXPECT_EQ(china_date(*Time::parse("2014-01-12T16:00:00Z")), Date(2014, 1, 13));
    EXPECT_EQ(china_date(*Time::parse("1969-12-31T15:59:59Z")), Date(1969, 12, 31));
}

TEST(Date, EndsInItsLastMillisecond) {
    const Date day(2014, 3, 5);
    EXPECT_EQ(start_of_day(day).to_string(), "2014-03-04T16:00:00.000Z");
    EXPECT_EQ(end_of_day(day).to_string(), "2014-03-05T15:59:59.999Z");
    EXPECT_EQ(end_of_day(day) + 1ms, start_of_day(Date(2014, 3, 6)));
    EXPECT_EQ(china_date(end_of_day(day)), day);
}

TEST(Period, IsAMonth) {
    EXPECT_EQ(Period::parse("2014-03")->to_string(), "2014-03");
    EXPECT_LT(*Period::parse("2013-12"), *Period::parse("2014-01"));
    for (const char* text : {"", "2014", "2014-0", "2014-00", "2014-13", "2014-3", "2014-03-01", "0000-01"}) {
        EXPECT_FALSE(Period::parse(text)) << text;
    }
}

TEST(Period, S8_6_IsHalfAMonthToo) {
    const auto first = *Period::parse("2014-02-1"), second = *Period::parse("2014-02-2");
    EXPECT_EQ(first.to_string(), "2014-02-1");
    EXPECT_EQ(second.to_string(), "2014-02-2");
    EXPECT_EQ(first.first_day(), Date(2014, 2, 1));
    EXPECT_EQ(first.last_day(), Date(2014, 2, 15));
    EXPECT_EQ(second.first_day(), Date(2014, 2, 16));
    EXPECT_EQ(second.last_day(), Date(2014, 2, 28));
    EXPECT_EQ(Period::parse("2016-02")->first_day(), Date(2016, 2, 1));
    EXPECT_EQ(Period::parse("2016-02")->last_day(), Date(2016, 2, 29));
    EXPECT_TRUE(first.is_half());
    EXPECT_FALSE(Period::parse("2014-02")->is_half());
    for (const char* text :
         {"2014-02-0", "2014-02-3", "2014-02-", "2014-02-12", "2014-02-1 ", "2014-2-1", "2014-02-x"}) {
        EXPECT_FALSE(Period::parse(text)) << text;
    }
}

TEST(Period, S8_6_HalvesLieInOrderWithinTheirMonthAsTheirTextsDo) {
    const std::vector<std::string> texts = {"2014-01", "2014-01-1", "2014-01-2", "2014-02", "2014-02-2", "2014-03-1"};
    for (std::size_t i = 1; i < texts.size(); ++i) {
        EXPECT_LT(texts[i - 1], texts[i]);
        EXPECT_LT(*Period::parse(texts[i - 1]), *Period::parse(texts[i]));
    }
}

TEST(VirtualClock, StandsStillUntilToldOtherwise) {
    VirtualClock clock(*Time::parse("2014-01-01T00:00:00Z"));
    EXPECT_EQ(clock.now(), clock.now());
    clock.advance(36h);
    EXPECT_EQ(clock.now().to_string(), "2014-01-02T12:00:00.000Z");
    clock.set({5});
    EXPECT_EQ(clock.now().milliseconds, 5);
}

TEST(TimeErrors, StayValidTextWhenTheyShortenChinese) {
    std::string chinese;
    for (int i = 0; i < 100; ++i) chinese += "月";
    for (const auto& message : {Time::parse(chinese).error().message, Date::parse(chinese).error().message,
                                Period::parse(chinese).error().message}) {
        EXPECT_THAT(message, testing::HasSubstr("月…"));
    }
}

}  // namespace taizhang
