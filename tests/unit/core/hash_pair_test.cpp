#include <taizhang/hash_pair.hpp>

#include <gtest/gtest.h>

namespace taizhang {

namespace {

std::string bytes_of(std::size_t size, unsigned seed) {
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>((i * 131 + seed * 7919) >> 3 ^ i);
    return bytes;
}

void expect_both(const HashedParts& first, const HashedParts& second) {
    const auto pair = sha256_pair(first, second);
    EXPECT_EQ(pair.first, sha256({first.head, first.body})) << first.head.size() << "+" << first.body.size();
    EXPECT_EQ(pair.second, sha256({second.head, second.body})) << second.head.size() << "+" << second.body.size();
}

TEST(HashPair, IsWhatEachAloneHashesToAtEveryLength) {
    const std::string head(1, '\0'), salt = bytes_of(16, 3);
    for (std::size_t size = 0; size < 400; ++size) {
        const auto a = bytes_of(size, 1), b = bytes_of((size * 7) % 389, 2);
        expect_both({head, a}, {salt, b});
        expect_both({{}, b}, {a.substr(0, size % 65), a});
    }
}

TEST(HashPair, TakesOneThatIsMuchLongerThanTheOther) {
    const auto small = bytes_of(5, 1), large = bytes_of(1 << 20, 2);
    expect_both({{}, small}, {{}, large});
    expect_both({large.substr(0, 64), large}, {{}, {}});
}

TEST(HashPair, HashesTheStandardsExample) {
    const auto pair = sha256_pair({{}, "abc"}, {"a", "bc"});
    EXPECT_EQ(pair.first.to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(pair.second, pair.first);
}

}  // namespace

}  // namespace taizhang
