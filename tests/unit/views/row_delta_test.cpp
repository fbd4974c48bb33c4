#include "src/views/row_delta.hpp"

#include "projections/row_text.hpp"

#include <gtest/gtest.h>
#include <random>

namespace taizhang {
namespace {

/// With the bytes of its text and where its members begin.
struct Written {
    std::string text;
    std::vector<std::uint32_t> parts;
    TextParts whole() const { return {text, parts}; }
};

struct Sample {
    std::optional<std::string> first;
    std::string title;
    std::vector<std::uint32_t> list;
    std::optional<std::uint32_t> figure;
    std::uint32_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Sample, (), (first, title, list, figure, version))

Written written(const Sample& row) {
    RowBuffer buffer;
    write_row(buffer, row);
    return {std::string(buffer.text()), buffer.parts()};
}

TEST(RowDelta, LeadsFromOneVersionToTheNextHoweverMembersComeAndGo) {
    std::mt19937_64 random(11);
    Sample row;
    row.title = std::string(400, 'x');
    auto before = written(row);
    for (int i = 0; i < 2'000; ++i) {
        if (random() % 4 == 0) row.title += "台账";
        if (random() % 40 == 0) row.title = std::string(400, 'x');
        if (random() % 2 == 0) row.list.push_back(static_cast<std::uint32_t>(random() % 1'000));
        if (random() % 30 == 0) row.list.clear();
        row.figure = random() % 2 ? std::optional(static_cast<std::uint32_t>(random() % 100)) : std::nullopt;
        row.first = random() % 3 == 0 ? std::optional<std::string>(std::to_string(random() % 10)) : std::nullopt;
        ++row.version;
        const auto after = written(row);
        for (const auto& [a, b] : {std::pair(before.whole(), after.whole()), {{before.text}, {after.text}}}) {
            const auto delta = make_delta(a, b);
            if (delta) {
                EXPECT_EQ(apply_delta(before.text, *delta).value(), after.text);
            }
        }
        before = after;
    }
}

TEST(RowDelta, TellsOfALongRowOnlyWhatIsNew) {
    Sample row;
    row.title = std::string(5'000, 'x');
    row.list.assign(500, 7);
    const auto before = written(row);
    row.list.push_back(8);
    row.figure = 3;
    row.version = 2;
    const auto after = written(row);
    const auto delta = make_delta(before.whole(), after.whole());
    ASSERT_TRUE(delta);
    EXPECT_LT(delta->size(), 40u);
    EXPECT_EQ(apply_delta(before.text, *delta).value(), after.text);
}

TEST(RowDelta, OfTheSameTextIsEmpty) {
    const Written row{std::string(100, 'a'), {}};
    const auto delta = make_delta(row.whole(), row.whole());
    ASSERT_TRUE(delta);
    EXPECT_EQ(*delta, "");
    EXPECT_EQ(apply_delta(row.text, "").value(), row.text);
}

TEST(RowDelta, IsNotMadeWhereHardlyAnythingIsTheSame) {
    EXPECT_FALSE(make_delta({std::string_view("abcdefgh")}, {std::string_view("stuvwxyz")}));
}

TEST(RowDelta, ThatAsksForMoreThanThereIsIsRefused) {
    const std::string before(10, 'a');
    std::string beyond, cut, endless(11, '\xFF');
    for (const auto value : {11, 0, 0}) append_varint(beyond, static_cast<std::uint64_t>(value));
    for (const auto value : {1, 1, 5}) append_varint(cut, static_cast<std::uint64_t>(value));
    for (const auto& delta : {beyond, cut, endless, std::string("\x01")})
        EXPECT_EQ(apply_delta(before, delta).error().code, ErrorCode::corrupt);
}

TEST(Varint, OfAnySizeIsReadBack) {
    for (const std::uint64_t value : {0ull, 1ull, 127ull, 128ull, 300ull, 1ull << 35, ~0ull}) {
        std::string bytes;
        append_varint(bytes, value);
        std::string_view rest = bytes;
        EXPECT_EQ(take_varint(rest), value);
        EXPECT_TRUE(rest.empty());
    }
}

}  // namespace
}  // namespace taizhang
