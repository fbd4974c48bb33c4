// Which unit a printed name means: domain.md, rule 14.
#include "src/interop/unit_names.hpp"

#include <gmock/gmock.h>

namespace taizhang::interop {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class UnitNamesOfLists : public testing::Test {
  protected:
    UnitNames names{{}};

    std::string id(const std::string& name, const std::string& level, bool collective = false) {
        return names.find_or_make(name, level, collective).id;
    }
};

}  // namespace

TEST_F(UnitNamesOfLists, PrefixOfTheListCoversTheNamesWithoutOne) {
    const auto printed_short = id("法制办", "市");
    EXPECT_EQ(id("市法制办", "市"), printed_short);
    EXPECT_EQ(id("法制办", "市"), printed_short);
    const auto printed_long = id("市工商局", "市");
    EXPECT_EQ(id("工商局", "市"), printed_long);
    EXPECT_NE(printed_long, printed_short);
    EXPECT_EQ(names.registered(), 2u);
}

TEST_F(UnitNamesOfLists, TheSameOfficeAtTwoLevelsIsTwoUnits) {
    const auto city = id("市公安局", "市");
    const auto district = id("区公安局", "区");
    EXPECT_NE(city, district);
    EXPECT_EQ(id("公安局", "市"), city);
    EXPECT_EQ(id("公安局", "区"), district);
    // the list of a city may name an office of a district in full, and the other way round
    EXPECT_EQ(id("区公安局", "市"), district);
    EXPECT_EQ(id("市公安局", "区"), city);
    EXPECT_EQ(names.registered(), 2u);
}

TEST_F(UnitNamesOfLists, ListWithoutPrefixMeansWhoeverWasFirstKnownByTheShortName) {
    const auto city = id("市公安局", "市");
    (void)id("区公安局", "区");
    EXPECT_EQ(id("公安局", ""), city);
}

TEST_F(UnitNamesOfLists, NewUnitTellsItsOtherNames) {
    const auto short_one = names.find_or_make("法制办", "市", false);
    EXPECT_TRUE(short_one.made);
    EXPECT_THAT(short_one.aliases, ElementsAre("市法制办"));
    const auto long_one = names.find_or_make("市工商局", "市", false);
    EXPECT_THAT(long_one.aliases, ElementsAre("工商局"));
    // the short name is the city's already
    const auto district = names.find_or_make("区工商局", "区", false);
    EXPECT_TRUE(district.made);
    EXPECT_THAT(district.aliases, IsEmpty());
    const auto again = names.find_or_make("工商局", "市", false);
    EXPECT_FALSE(again.made);
    EXPECT_THAT(again.aliases, IsEmpty());
}

TEST_F(UnitNamesOfLists, IdFollowsFromTheFullNameAndMayStandInAStream) {
    UnitNames others({});
    const auto here = id("法制办", "市");
    EXPECT_EQ(others.find_or_make("市法制办", "", false).id, here);
    EXPECT_THAT(here, testing::MatchesRegex("u-[0-9a-f]{10}"));
}

TEST_F(UnitNamesOfLists, WhoIsRegisteredAlreadyIsFoundUnderEveryName) {
    UnitNames known({{"市场监督管理局", "u-1"}, {"工商局", "u-1"}, {"市公安局", "u-2"}});
    EXPECT_EQ(known.find_or_make("公安局", "市", false).id, "u-2");
    EXPECT_EQ(known.find_or_make("工商局", "", false).id, "u-1");
    EXPECT_EQ(known.registered(), 0u);
}

TEST_F(UnitNamesOfLists, CollectiveHasNoPrefixOfItsOwnAndTakesNone) {
    const auto districts = names.find_or_make("各区", "市", true);
    EXPECT_TRUE(districts.made);
    EXPECT_THAT(districts.aliases, IsEmpty());
    EXPECT_EQ(id("各区", "", true), districts.id);
    EXPECT_NE(id("各区政府", "市", true), districts.id);
    const auto departments = names.find_or_make("市直有关部门", "市", true);
    EXPECT_THAT(departments.aliases, IsEmpty());
}

TEST(LevelPrefix, IsTheFirstCharacterOfALongerName) {
    EXPECT_EQ(level_prefix("市工商局"), "市");
    EXPECT_EQ(level_prefix("区财政局"), "区");
    EXPECT_EQ(level_prefix("县农委"), "县");
    EXPECT_EQ(level_prefix("省发改委"), "省");
    EXPECT_EQ(level_prefix("州教育局"), "州");
    EXPECT_EQ(level_prefix("梁子湖区政府"), "");
    EXPECT_EQ(level_prefix("发改委"), "");
    EXPECT_EQ(level_prefix("市区"), "");
    EXPECT_EQ(level_prefix("市"), "");
    EXPECT_EQ(level_prefix(""), "");
}

TEST(KindOfName, FollowsTheEnding) {
    EXPECT_EQ(kind_of_name("鄂州市政府", false), "government");
    EXPECT_EQ(kind_of_name("临江市人民政府", false), "government");
    EXPECT_EQ(kind_of_name("梁子湖区政府", false), "district");
    EXPECT_EQ(kind_of_name("东河县人民政府", false), "district");
    EXPECT_EQ(kind_of_name("开发区", false), "zone");
    EXPECT_EQ(kind_of_name("葛店开发区管委会", false), "zone");
    EXPECT_EQ(kind_of_name("凤凰街办", false), "street");
    EXPECT_EQ(kind_of_name("西山街道办事处", false), "street");
    EXPECT_EQ(kind_of_name("昌达公司", false), "enterprise");
    EXPECT_EQ(kind_of_name("鄂州大学", false), "institution");
    EXPECT_EQ(kind_of_name("市工商局", false), "department");
    EXPECT_EQ(kind_of_name("农委", false), "department");
    EXPECT_EQ(kind_of_name("法制办", false), "department");
    EXPECT_EQ(kind_of_name("政府办公室", false), "department");
    EXPECT_EQ(kind_of_name("人行", false), "other");
    EXPECT_EQ(kind_of_name("各街办", true), "collective");
}

TEST(UnitNames, WordsThatBeginLikeALevelAreNotOne) {
    EXPECT_EQ(level_prefix("市场监管局"), "");
    EXPECT_EQ(level_prefix("市市场监管局"), "市");
    EXPECT_EQ(level_prefix("区域合作办公室"), "");
    EXPECT_EQ(level_prefix("市政府办公室"), "市");
    UnitNames names({});
    const auto full = names.find_or_make("市市场监管局", "市", false);
    EXPECT_EQ(names.find_or_make("市场监管局", "市", false).id, full.id);
}

}  // namespace taizhang::interop
