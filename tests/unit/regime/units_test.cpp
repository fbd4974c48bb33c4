#include "src/regime/units.hpp"

#include <gmock/gmock.h>

namespace taizhang::regime {

namespace {

using testing::HasSubstr;

Quantity quantity(std::string_view text) {
    return *parse_quantity(text);
}

TEST(Units, ReadsWhatRegimesWrite) {
    EXPECT_EQ(to_text(quantity("5000万元")), "5000万元");
    EXPECT_EQ(to_text(quantity("0.5 亿元")), "0.5亿元");
    EXPECT_EQ(to_text(quantity("50人")), "50人");
    for (const auto* text : {"", "5000", "万元", "1.万元", "1..2万元", "１万元", "1e3万元", "1万元 "})
        EXPECT_FALSE(parse_quantity(text)) << text;
    EXPECT_THAT(parse_quantity("3块").error().message, HasSubstr("'块'"));
}

TEST(Units, ComparesAcrossUnitsExactly) {
    EXPECT_EQ(compare(quantity("1亿元"), quantity("10000万元")), std::strong_ordering::equal);
    EXPECT_EQ(compare(quantity("10000万元"), quantity("1亿元")), std::strong_ordering::equal);
    EXPECT_EQ(compare(quantity("9999.999999999万元"), quantity("1亿元")), std::strong_ordering::less);
    EXPECT_EQ(compare(quantity("1亿元"), quantity("99999999.99元")), std::strong_ordering::greater);
    EXPECT_EQ(compare(quantity("1亿元"), quantity("1亿美元")), std::nullopt);
    EXPECT_EQ(compare(quantity("999999999999999999亿元"), quantity("1元")), std::nullopt);
    EXPECT_EQ(compare(quantity("3项"), quantity("2项")), std::strong_ordering::greater);
}

TEST(Units, ConvertsOnlyWithoutLoss) {
    EXPECT_EQ(in_unit(quantity("36870万元"), "亿元")->to_string(), "3.687");
    EXPECT_EQ(in_unit(quantity("1.5亿元"), "万元")->to_string(), "15000");
    EXPECT_EQ(in_unit(quantity("0.01元"), "亿元").error().code, ErrorCode::over_limit);
    EXPECT_FALSE(in_unit(quantity("1亿元"), "个"));
}

}  // namespace

}  // namespace taizhang::regime
