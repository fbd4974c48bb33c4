#include <taizhang/decimal.hpp>

#include <gmock/gmock.h>

namespace taizhang {

TEST(Decimal, KeepsTheDigitsAsWritten) {
    for (const char* text : {"0", "16", "14.5", "1.50", "-0.05", "999999999999999999"}) {
        EXPECT_EQ(Decimal::parse(text)->to_string(), text);
    }
}

TEST(Decimal, RefusesWhatIsNotADecimal) {
    for (const char* text :
         {"", "-", ".5", "5.", "1e3", "1,000", "１６", "0x10", "1.2.3", "+1", "1234567890123456789", "0.1234567891"}) {
        EXPECT_FALSE(Decimal::parse(text)) << text;
    }
}

TEST(Decimal, ComparesByValueNotByDigits) {
    EXPECT_EQ(*Decimal::parse("1.50"), *Decimal::parse("1.5"));
    EXPECT_LT(*Decimal::parse("-2"), *Decimal::parse("-1.99"));
    EXPECT_GT(*Decimal::parse("0.1"), *Decimal::parse("0.09"));
}

TEST(Decimal, AddsWithoutBinaryRounding) {
    EXPECT_EQ(add(*Decimal::parse("0.1"), *Decimal::parse("0.2"))->to_string(), "0.3");
    EXPECT_FALSE(add(*Decimal::parse("999999999999999999"), Decimal(1)));
}

TEST(Decimal, DividesRoundingHalfUpAndRefusesZero) {
    EXPECT_EQ(divide(Decimal(2), Decimal(3), 2)->to_string(), "0.67");
    EXPECT_EQ(divide(Decimal(-1), Decimal(8), 2)->to_string(), "-0.13");
    EXPECT_EQ(divide(*Decimal::parse("0.125"), Decimal(1), 2)->to_string(), "0.13");
    EXPECT_FALSE(divide(Decimal(1), Decimal(0), 2));
}

TEST(Decimal, MultipliesExactlyOrNotAtAll) {
    EXPECT_EQ(multiply(*Decimal::parse("1.25"), *Decimal::parse("-0.4"))->to_string(), "-0.500");
    EXPECT_EQ(multiply(*Decimal::parse("1000000.00000"), *Decimal::parse("1.00000"))->to_string(), "1000000.000000000");
    EXPECT_FALSE(multiply(*Decimal::parse("1000000000"), *Decimal::parse("1000000000")));
    EXPECT_FALSE(multiply(*Decimal::parse("0.00001"), *Decimal::parse("0.00001"))) << "would need ten decimals";
}

TEST(Decimal, HoldsItsLimitsAtTheEdge) {
    EXPECT_EQ(Decimal::of(999'999'999'999'999'999, 9)->to_string(), "999999999.999999999");
    EXPECT_FALSE(Decimal::of(1'000'000'000'000'000'000, 0));
    EXPECT_FALSE(Decimal::of(std::numeric_limits<std::int64_t>::min(), 0));
    EXPECT_FALSE(Decimal::of(1, 10));
    EXPECT_FALSE(Decimal::of(1, -1));
    EXPECT_EQ(subtract(*Decimal::parse("-999999999999999999"), Decimal(1)).error().code, ErrorCode::over_limit);
}

TEST(Decimal, WritesWhatItReadsAgainAsTheSame) {
    for (const auto& [text, written] :
         {std::pair{"007", "7"}, {"-0", "0"}, {"0.000000001", "0.000000001"}, {"-0.50", "-0.50"}}) {
        const auto read = *Decimal::parse(text);
        EXPECT_EQ(read.to_string(), written);
        EXPECT_EQ(Decimal::parse(read.to_string())->to_string(), written);
    }
}

TEST(Quantity, ConvertsFromTheSmallestToTheLargestUnit) {
    EXPECT_EQ(*conversion_factor("元", "亿元"), *Decimal::parse("0.00000001"));
    EXPECT_EQ(*conversion_factor("亿元", "千万元"), Decimal(10));
    EXPECT_EQ(*conversion_factor("户", "户"), Decimal(1)) << "an unknown unit converts into itself";
    EXPECT_FALSE(conversion_factor("户", "个"));
    EXPECT_FALSE(conversion_factor("亩", "平方公里"));
}

TEST(Quantity, ConvertsUnitsOfMoneyExactly) {
    const auto sum = add(Quantity{*Decimal::parse("1.5"), "亿元"}, Quantity{*Decimal::parse("2000"), "万元"});
    ASSERT_TRUE(sum);
    EXPECT_EQ(sum->value, *Decimal::parse("1.7"));
    EXPECT_EQ(sum->unit, "亿元");
}

TEST(Quantity, RefusesToAddWhatDoesNotMeasureTheSame) {
    const auto sum = add(Quantity{Decimal(1), "亿元"}, Quantity{Decimal(1), "个"});
    ASSERT_FALSE(sum);
    EXPECT_THAT(sum.error().message, testing::HasSubstr("个"));
}

}  // namespace taizhang
