#include <taizhang/random.hpp>

#include <gmock/gmock.h>

namespace taizhang {

TEST(Random, SeededRepeatsItselfAndDependsOnTheSeed) {
    SeededRandom first(7), again(7), other(8);
    const auto id = make_command_id(first);
    EXPECT_EQ(make_command_id(again), id);
    EXPECT_NE(make_command_id(other), id);
    EXPECT_NE(make_command_id(first), id);
}

TEST(Random, SystemFillsEveryByteAndNeverTheSame) {
    SystemRandom random;
    std::array<std::uint8_t, 4'096> bytes{};
    random.fill(bytes);
    std::array<bool, 256> seen{};
    for (auto byte : bytes) seen[byte] = true;
    EXPECT_GT(std::count(seen.begin(), seen.end(), true), 200);  // all but impossible to miss: 4,096 draws of 256
    EXPECT_NE(make_command_id(random), make_command_id(random));
}

TEST(Random, CommandIdsAreUuidsOfVersion4) {
    SeededRandom random(1);
    for (int i = 0; i < 100; ++i) {
        const auto text = make_command_id(random).to_string();
        EXPECT_EQ(text[14], '4') << text;
        EXPECT_THAT(std::string("89ab"), testing::HasSubstr(text.substr(19, 1))) << text;
        EXPECT_TRUE(CommandId::parse(text));
    }
}

}  // namespace taizhang
