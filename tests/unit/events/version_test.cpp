#include "events/version.hpp"

#include <taizhang/ids.hpp>

#include <gmock/gmock.h>

namespace taizhang {

namespace {

struct MovedV1 {
    std::string to;
};
BOOST_DESCRIBE_STRUCT(MovedV1, (), (to))

struct MovedV2 {
    using Previous = MovedV1;
    UnitId to;
    static MovedV2 upcast(const MovedV1& old) { return {UnitId{old.to}}; }
};
BOOST_DESCRIBE_STRUCT(MovedV2, (), (to))

struct Moved {
    using Previous = MovedV2;
    std::vector<UnitId> units;
    static Moved upcast(const MovedV2& old) { return {{old.to}}; }
};
BOOST_DESCRIBE_STRUCT(Moved, (), (units))

struct Appended {
    std::string to;
    bool confirmed = true;
    std::vector<std::string> aliases;
};
BOOST_DESCRIBE_STRUCT(Appended, (), (to, confirmed, aliases))

TEST(Upcasting, LiftsEveryOlderVersionStepByStep) {
    const auto from_1 = load_version<Moved>(1, 3, reflect::store(MovedV1{"fgw"}));
    const auto from_2 = load_version<Moved>(2, 3, reflect::store(MovedV2{UnitId{"fgw"}}));
    const auto from_3 = load_version<Moved>(3, 3, reflect::store(Moved{{UnitId{"fgw"}}}));
    for (const auto* lifted : {&from_1, &from_2, &from_3}) {
        ASSERT_TRUE(*lifted);
        EXPECT_THAT((*lifted)->units, testing::ElementsAre(UnitId{"fgw"}));
    }
}

TEST(Upcasting, RefusesVersionsThatItDoesNotKnow) {
    const auto bytes = reflect::store(MovedV1{"fgw"});
    EXPECT_EQ(load_version<Moved>(0, 3, bytes).error().code, ErrorCode::corrupt);
    EXPECT_EQ(load_version<Moved>(4, 3, bytes).error().code, ErrorCode::corrupt);
    EXPECT_EQ(load_version<MovedV1>(1, 2, bytes).error().code, ErrorCode::corrupt);
}

TEST(Upcasting, DamagedOldBytesAreCorruptNotLifted) {
    EXPECT_EQ(load_version<Moved>(1, 3, "\x01\x05").error().code, ErrorCode::corrupt);
}

TEST(Upcasting, MembersAppendedWithinAVersionKeepTheirDefaults) {
    const auto read = reflect::load<Appended>(reflect::store(MovedV1{"fgw"}));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->to, "fgw");
    EXPECT_TRUE(read->confirmed);
    EXPECT_THAT(read->aliases, testing::IsEmpty());
    EXPECT_FALSE(reflect::load<MovedV1>(reflect::store(Appended{"fgw", false, {}})))
        << "a newer record, an older program";
}

}  // namespace

}  // namespace taizhang
