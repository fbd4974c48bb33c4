#include "src/transparency/tile.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

namespace taizhang::tlog {

namespace {

constexpr std::uint64_t most = ~std::uint64_t{0};

TileName full(unsigned level, std::uint64_t index) {
    return {.level = level, .index = index};
}
TileName partial(unsigned level, std::uint64_t index, std::size_t width) {
    return {.level = level, .index = index, .width = width};
}
TileName bundle(std::uint64_t index, std::size_t width = tile_width) {
    return {.level = std::nullopt, .index = index, .width = width};
}

/// Every hash is another one: that of "<level>/<index>".
class Numbered : public HashReader {
  public:
    static Digest at(unsigned level, std::uint64_t index) {
        return sha256({std::to_string(level), "/", std::to_string(index)});
    }
    Result<std::vector<Digest>> hashes(unsigned level, std::uint64_t first, std::size_t count) const override {
        ++calls;
        std::vector<Digest> all;
        for (std::size_t i = 0; i < count; ++i) all.push_back(at(level, first + i));
        if (one_too_few) all.pop_back();
        return all;
    }

    bool one_too_few = false;
    mutable std::size_t calls = 0;
};

std::vector<std::string> numbered_entries(std::size_t count) {
    std::vector<std::string> entries;
    for (std::size_t i = 0; i < count; ++i) entries.push_back(std::string(i % 300, char('a' + i % 26)));
    return entries;
}

}  // namespace

TEST(TileName, HasOneSpelling) {
    const std::vector<std::pair<TileName, std::string>> spellings = {
        {full(0, 0), "tile/0/000"},
        {full(0, 7), "tile/0/007"},
        {full(0, 999), "tile/0/999"},
        {full(0, 1'000), "tile/0/x001/000"},
        {full(0, 1'234'067), "tile/0/x001/x234/067"},
        {full(1, 100'000), "tile/1/x100/000"},
        {full(9, 5), "tile/9/005"},
        {full(10, 5), "tile/10/005"},
        {full(63, most), "tile/63/x018/x446/x744/x073/x709/x551/615"},
        {partial(0, 273, 112), "tile/0/273.p/112"},
        {partial(1, 1, 1), "tile/1/001.p/1"},
        {partial(2, 1'000'000, 255), "tile/2/x001/x000/000.p/255"},
        {partial(63, most, 255), "tile/63/x018/x446/x744/x073/x709/x551/615.p/255"},
        {bundle(0), "tile/entries/000"},
        {bundle(1'234'067, 17), "tile/entries/x001/x234/067.p/17"},
    };
    for (const auto& [name, path] : spellings) {
        EXPECT_EQ(name.path(), path);
        const auto parsed = TileName::parse(path);
        ASSERT_TRUE(parsed) << path << ": " << parsed.error().message;
        EXPECT_EQ(*parsed, name) << path;
    }
}

constexpr const char* other_spellings[] = {
    "",
    "tile",
    "tile/",
    "tile//",
    "tile/0",
    "tile/0/",
    "tile//000",
    "/tile/0/000",
    "Tile/0/000",
    "tile/0/000/",
    "tile/0/000 ",
    " tile/0/000",
    "tile/0//000",
    "tile/0/000\n",
    "tile/entries",
    "tile/entries/",
    "tile/Entries/000",
    "tile/data/000",
    "tile/entry/000",  // parts
    "tile/00/000",
    "tile/01/000",
    "tile/063/000",
    "tile/64/000",
    "tile/100/000",
    "tile/-1/000",
    "tile/+1/000",
    "tile/1x/000",
    "tile/ 1/000",
    "tile/99999999999999999999/000",  // level
    "tile/0/0",
    "tile/0/00",
    "tile/0/0000",
    "tile/0/1",
    "tile/0/12",
    "tile/0/1234",
    "tile/0/1000",
    "tile/0/-01",
    "tile/0/+01",
    "tile/0/0x1",
    "tile/0/00a",
    "tile/0/０００",  // last group
    "tile/0/x001",
    "tile/0/x001/",
    "tile/0/x001/x234",
    "tile/0/x001/x234/",
    "tile/0/001/000",
    "tile/0/001/x000",
    "tile/0/x001/0",
    "tile/0/x001/00",
    "tile/0/x001/0000",
    "tile/0/x1/000",
    "tile/0/x01/000",
    "tile/0/x0001/000",
    "tile/0/X001/000",
    "tile/0/xx01/000",
    "tile/0/x/000",
    "tile/0/x001//000",
    "tile/0/x001/067/x234",
    "tile/0/x001x234/067",
    "tile/0/x00x/000",
    "tile/0/x001.000",
    "tile/0/x-01/000",  // groups
    "tile/0/x000/000",
    "tile/0/x000/001",
    "tile/0/x000/x001/000",  // leading zeros
    "tile/0/x018/x446/x744/x073/x709/x551/616",
    "tile/0/x019/x000/x000/x000/x000/x000/000",
    "tile/0/x001/x000/x000/x000/x000/x000/x000/000",  // more than 64 bits
    "tile/0/000.p",
    "tile/0/000.p/",
    "tile/0/000.p/0",
    "tile/0/000.p/00",
    "tile/0/000.p/01",
    "tile/0/000.p/001",
    "tile/0/000.p/256",
    "tile/0/000.p/257",
    "tile/0/000.p/1000",
    "tile/0/000.p/-1",
    "tile/0/000.p/+1",
    "tile/0/000.p/1/",
    "tile/0/000.p/1a",
    "tile/0/000.p/ 1",
    "tile/0/000.P/1",
    "tile/0/000p/1",
    "tile/0/000./1",
    "tile/0/.p/1",
    "tile/0/000.p/1.p/1",
    "tile/0/x001.p/1",
    "tile/0/x001.p/1/000",
    "tile/0.p/1/000",
    "tile/0/000.p/99999999999999999999",  // width
};

TEST(TileName, RefusesEveryOtherSpelling) {
    for (const char* path : other_spellings) {
        const auto parsed = TileName::parse(path);
        ASSERT_FALSE(parsed) << path;
        EXPECT_EQ(parsed.error().code, ErrorCode::invalid) << path;
    }
}

TEST(TileName, RefusesZeroBytesAndWhatIsEndless) {
    EXPECT_FALSE(TileName::parse(std::string_view("tile/0/000\0", 11)));
    EXPECT_FALSE(TileName::parse(std::string_view("tile/0/00\0", 10)));
    std::string endless = "tile/0/";
    for (int i = 0; i < 100'000; ++i) endless += "x000/";
    const auto parsed = TileName::parse(endless + "000");
    ASSERT_FALSE(parsed);
    EXPECT_LT(parsed.error().message.size(), 300);
    EXPECT_FALSE(TileName::parse("tile/0/" + std::string(1'000'000, '0')));
}

TEST(TileName, EveryIndexAroundTheGroupsReadsBack) {
    for (const std::uint64_t at :
         {std::uint64_t{1}, std::uint64_t{1'000}, std::uint64_t{1'000'000}, std::uint64_t{1} << 32}) {
        for (std::uint64_t index = at - 1; index < at + 2; ++index) {
            for (const std::size_t width : {1, 9, 10, 99, 100, 255, 256}) {
                EXPECT_EQ(*TileName::parse(partial(3, index, width).path()), partial(3, index, width));
            }
        }
    }
}

TEST(HasTile, KnowsTheTilesOfSeventyThousandLeaves) {
    constexpr TreeSize size = 70'000;
    for (std::uint64_t index = 0; index < 273; ++index) EXPECT_TRUE(has_tile(full(0, index), size)) << index;
    EXPECT_TRUE(has_tile(partial(0, 273, 112), size));
    EXPECT_TRUE(has_tile(full(1, 0), size));
    EXPECT_TRUE(has_tile(partial(1, 1, 17), size));
    EXPECT_TRUE(has_tile(partial(2, 0, 1), size));
    EXPECT_TRUE(has_tile(bundle(272), size));
    EXPECT_TRUE(has_tile(bundle(273, 112), size));

    for (const TileName& name :
         {full(0, 273), full(0, 274), partial(0, 273, 113), partial(0, 273, 255), partial(0, 274, 1), full(1, 1),
          partial(1, 1, 18), partial(1, 2, 1), full(2, 0), partial(2, 0, 2), partial(2, 1, 1), full(3, 0),
          partial(3, 0, 1), bundle(273), bundle(273, 113), bundle(274, 1)}) {
        EXPECT_FALSE(has_tile(name, size)) << name.path();
    }
}

TEST(HasTile, KeepsThePartialTilesOfEarlierSizes) {
    EXPECT_TRUE(has_tile(partial(0, 273, 1), 70'000));
    EXPECT_TRUE(has_tile(partial(0, 0, 255), 70'000));
    EXPECT_TRUE(has_tile(partial(1, 0, 3), 70'000));
    EXPECT_TRUE(has_tile(bundle(5, 3), 70'000));
}

TEST(HasTile, CountsOnlyWhatIsComplete) {
    EXPECT_FALSE(has_tile(partial(0, 0, 1), 0));
    EXPECT_TRUE(has_tile(partial(0, 0, 1), 1));
    EXPECT_FALSE(has_tile(full(0, 0), 255));
    EXPECT_TRUE(has_tile(full(0, 0), 256));
    EXPECT_FALSE(has_tile(partial(0, 1, 1), 256));
    EXPECT_FALSE(has_tile(partial(1, 0, 1), 255));
    EXPECT_TRUE(has_tile(partial(1, 0, 1), 256));
    EXPECT_FALSE(has_tile(full(1, 0), 65'535));
    EXPECT_TRUE(has_tile(full(1, 0), 65'536));
}

TEST(HasTile, SaysNoAtTheEndsOfTheNumbers) {
    EXPECT_TRUE(has_tile(partial(7, 0, 255), most));
    EXPECT_FALSE(has_tile(full(7, 0), most));
    EXPECT_TRUE(has_tile(partial(0, most >> 8, 255), most));
    EXPECT_FALSE(has_tile(full(0, most >> 8), most));
    EXPECT_FALSE(has_tile(full(0, most), most));
    EXPECT_FALSE(has_tile(partial(0, (most >> 8) + 1, 1), most)) << "its first hash would be number 2^64";
    for (const unsigned level : {8U, 9U, 63U, 64U, ~0U}) EXPECT_FALSE(has_tile(partial(level, 0, 1), most)) << level;
    EXPECT_FALSE(has_tile(partial(0, 0, 0), most));
    EXPECT_FALSE(has_tile(partial(0, 0, 257), most));
    EXPECT_FALSE(has_tile(bundle(0, 0), most));
}

TEST(TileBytes, AreTheHashesOfThatTile) {
    const Numbered reader;
    const std::string bytes = *tile_bytes(reader, full(1, 3));
    ASSERT_EQ(bytes.size(), 8'192);
    for (std::size_t i = 0; i < 256; ++i) {
        ASSERT_EQ(bytes.substr(i * 32, 32), Numbered::at(1, 3 * 256 + i).view()) << i;
    }
    EXPECT_EQ(*tile_bytes(reader, partial(1, 3, 17)), bytes.substr(0, 17 * 32));
    EXPECT_NE(*tile_bytes(reader, full(1, 2)), bytes);
    EXPECT_NE(*tile_bytes(reader, full(0, 3)), bytes);
}

TEST(TileBytes, RefuseWhatIsNoTileOfHashes) {
    Numbered reader;
    for (const TileName& name : {bundle(0), partial(0, 0, 0), partial(0, 0, 257), partial(0, 0, most), full(8, 0),
                                 full(63, 0), full(0, most), full(0, (most >> 8) + 1), full(7, 1)}) {
        const auto bytes = tile_bytes(reader, name);
        ASSERT_FALSE(bytes) << name.index;
        EXPECT_EQ(bytes.error().code, ErrorCode::invalid);
    }
    EXPECT_EQ(reader.calls, 0);
    reader.one_too_few = true;
    EXPECT_EQ(tile_bytes(reader, full(0, 0)).error().code, ErrorCode::corrupt);
}

TEST(ParseTile, GivesBackTheHashes) {
    const Numbered reader;
    for (const std::size_t width : {1, 2, 112, 255, 256}) {
        const auto hashes = parse_tile(*tile_bytes(reader, partial(2, 9, width)), width);
        ASSERT_TRUE(hashes);
        EXPECT_EQ(*hashes, *reader.hashes(2, 9 * 256, width));
    }
}

TEST(ParseTile, RefusesEveryOtherLengthAndWidth) {
    const std::string bytes(8'192, 'h');
    EXPECT_TRUE(parse_tile(bytes, 256));
    for (const std::size_t width : {std::size_t{0}, std::size_t{1}, std::size_t{255}, std::size_t{257},
                                    std::size_t{most}, std::size_t{1} << 59}) {
        EXPECT_FALSE(parse_tile(bytes, width)) << width;
        EXPECT_FALSE(parse_tile("", width)) << width;
    }
    EXPECT_FALSE(parse_tile(std::string_view(bytes).substr(1), 256));
    EXPECT_FALSE(parse_tile(bytes + "h", 256));
    EXPECT_EQ(parse_tile(bytes + "h", 256).error().code, ErrorCode::invalid);
}

TEST(Bundle, HasALengthAndTheBytesOfEachEntry) {
    const std::vector<std::string> entries = {"ab", "", std::string(258, 'c')};
    EXPECT_EQ(bundle_bytes(entries),
              std::string("\x00\x02", 2) + "ab" + std::string("\x00\x00\x01\x02", 4) + entries[2]);
}

TEST(Bundle, ReadsBack) {
    for (const std::size_t width : {1, 2, 112, 256}) {
        const auto entries = numbered_entries(width);
        const auto parsed = parse_bundle(bundle_bytes(entries), width);
        ASSERT_TRUE(parsed) << parsed.error().message;
        EXPECT_EQ(*parsed, entries);
    }
    const std::vector<std::string> longest = {std::string(max_entry_bytes, '\xff'), std::string(3, '\0')};
    EXPECT_EQ(*parse_bundle(bundle_bytes(longest), 2), longest);
}

TEST(Bundle, IsNeverMadeOfAnEntryThatWouldBeCut) {
    const std::vector<std::string> entries = {std::string(max_entry_bytes + 1, 'x')};
    EXPECT_THROW(bundle_bytes(entries), std::length_error);
}

TEST(Bundle, RefusesToBeCutOrLengthenedAnywhere) {
    const std::string bytes = bundle_bytes(numbered_entries(40));
    ASSERT_TRUE(parse_bundle(bytes, 40));
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        const std::vector<char> cut(bytes.begin(),
                                    bytes.begin() + static_cast<std::ptrdiff_t>(length));  // no more after
        const auto parsed = parse_bundle({cut.data(), cut.size()}, 40);
        ASSERT_FALSE(parsed) << length;
        ASSERT_EQ(parsed.error().code, ErrorCode::invalid);
        ASSERT_THAT(parsed.error().message, testing::HasSubstr("ends within entry")) << length;
    }
    for (const std::string& more : {std::string("x"), std::string(2, '\0'), bytes})
        EXPECT_FALSE(parse_bundle(bytes + more, 40));
    EXPECT_FALSE(parse_bundle(bytes, 39));
    EXPECT_FALSE(parse_bundle(bytes, 41));
}

TEST(Bundle, RefusesWidthsThatNoBundleHas) {
    const std::string zeros(2 * 300, '\0');
    for (const std::size_t width : {std::size_t{0}, std::size_t{257}, std::size_t{300}, std::size_t{most}}) {
        EXPECT_FALSE(parse_bundle(zeros, width)) << width;
    }
    EXPECT_FALSE(parse_bundle("", 0));
    EXPECT_TRUE(parse_bundle(std::string_view(zeros).substr(0, 512), 256));
}

}  // namespace taizhang::tlog
