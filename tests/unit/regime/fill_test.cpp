#include "src/regime/fill.hpp"

#include <gtest/gtest.h>

namespace taizhang::regime {

namespace {

TEST(Fill, PutsInWhatIsNamedAndLeavesTheRest) {
    EXPECT_EQ(fill("{year}年{month}月{x}", {{"year", "2014"}, {"month", "3"}}), "2014年3月{x}");
    EXPECT_EQ(fill("{a}{a}", {{"a", "1"}}), "11");
    EXPECT_EQ(fill("没有", {{"a", "1"}}), "没有");
    EXPECT_EQ(fill("{a", {{"a", "1"}}), "{a");
    EXPECT_EQ(fill("", {}), "");
}

TEST(Fill, WhatIsPutInIsNotLookedAtAgain) {
    EXPECT_EQ(fill("{item}（{unit}）", {{"item", "{unit}项"}, {"unit", "市发改委"}}), "{unit}项（市发改委）");
}

}  // namespace

}  // namespace taizhang::regime
