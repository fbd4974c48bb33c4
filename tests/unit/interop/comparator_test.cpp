#include <gmock/gmock.h>

#include "src/interop/breakdown.hpp"

namespace taizhang::interop {

TEST(Comparator, KeepsItsSign) {
    for (const char* sign : {">=", ">", "<=", "<", "=", "~"}) EXPECT_EQ(Comparator::parse(sign)->to_string(), sign);
}

TEST(Comparator, RefusesOtherSigns) {
    for (const char* sign : {"", "=>", "≥", "==", " >="}) EXPECT_FALSE(Comparator::parse(sign)) << sign;
}

}  // namespace taizhang::interop
