#include <taizhang/reflect/json.hpp>
#include <taizhang/reflect/storage.hpp>

#include <gmock/gmock.h>

#include "tests/unit/core/sample.hpp"

namespace taizhang::reflect {

namespace {

using testing::HasSubstr;
using testing_sample::Node;
using testing_sample::Sample;

/// One struct as it was, and as later versions of the program know it.
struct First {
    std::string name;
    std::int32_t count = 0;
};
BOOST_DESCRIBE_STRUCT(First, (), (name, count))

struct Second {
    std::string name;
    std::int32_t count = 0;
    std::optional<std::string> basis;
    bool stretch = true;
    std::vector<std::string> notes;
};
BOOST_DESCRIBE_STRUCT(Second, (), (name, count, basis, stretch, notes))

struct Wrapped {
    std::vector<First> rows;
    std::string after;
};
BOOST_DESCRIBE_STRUCT(Wrapped, (), (rows, after))

struct WrappedLater {
    std::vector<Second> rows;
    std::string after;
};
BOOST_DESCRIBE_STRUCT(WrappedLater, (), (rows, after))

std::string u64(std::uint64_t value) {
    std::string bytes;
    for (int i = 0; i < 8; ++i) bytes += static_cast<char>(value >> (8 * i));
    return bytes;
}

}  // namespace

TEST(Storage, RoundTripsEveryKindOfMember) {
    const auto sample = testing_sample::full_sample();
    const auto loaded = load<Sample>(store(sample));
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_EQ(to_json(*loaded), to_json(sample));
    EXPECT_EQ(loaded->amount.to_string(), "14.50");
    EXPECT_EQ(store(*loaded), store(sample));
}

TEST(Storage, IsTheDocumentedBytes) {
    using namespace std::string_literals;
    const auto expected =
        "\x01"s + "\x02"s + u64(3) + "abc" + "\x05\x00\x00\x00"s;  // little endian, members, name, count
    EXPECT_EQ(store(First{"abc", 5}), expected);
}

TEST(Storage, OldRecordsKeepTheDefaultsOfFieldsAppendedLater) {
    const auto loaded = load<Second>(store(First{"年初建账", 3}));
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_EQ(loaded->name, "年初建账");
    EXPECT_EQ(loaded->count, 3);
    EXPECT_FALSE(loaded->basis);
    EXPECT_TRUE(loaded->stretch);
    EXPECT_THAT(loaded->notes, testing::IsEmpty());
}

TEST(Storage, FieldsMayBeAppendedToNestedStructs) {
    const auto loaded = load<WrappedLater>(store(Wrapped{{{"a", 1}, {"b", 2}}, "end"}));
    ASSERT_TRUE(loaded) << loaded.error().message;
    ASSERT_EQ(loaded->rows.size(), 2u);
    EXPECT_EQ(loaded->rows[1].name, "b");
    EXPECT_TRUE(loaded->rows[1].stretch);
    EXPECT_EQ(loaded->after, "end");
}

TEST(Storage, RecordOfANewerProgramIsRefusedNotMisread) {
    const auto loaded = load<First>(store(Second{"a", 1, {}, false, {}}));
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().code, ErrorCode::corrupt);
    EXPECT_THAT(loaded.error().message, HasSubstr("newer version"));
    EXPECT_THAT(load<Wrapped>(store(WrappedLater{{{"a", 1, {}, true, {}}}, ""})).error().message,
                HasSubstr("newer version"));
}

TEST(Storage, TruncatedAtEveryByteIsAnError) {
    const auto bytes = store(testing_sample::full_sample());
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        const std::string cut = bytes.substr(0, length);  // a copy of its own: reading past the end is seen by asan
        const auto loaded = load<Sample>(cut);
        ASSERT_FALSE(loaded) << "accepted when cut after byte " << length;
        EXPECT_EQ(loaded.error().code, ErrorCode::corrupt);
    }
}

TEST(Storage, BytesLeftOverAreAnError) {
    const auto loaded = load<First>(store(First{"a", 1}) + "x");
    ASSERT_FALSE(loaded);
    EXPECT_THAT(loaded.error().message, HasSubstr("1 bytes are left over"));
}

TEST(Storage, EveryFlippedBitIsReadOrRefusedWithoutHarm) {
    const auto bytes = store(testing_sample::full_sample());
    std::size_t refused = 0;
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        auto flipped = bytes;
        flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
        const auto loaded = load<Sample>(flipped);
        if (!loaded)
            ++refused;
        else
            EXPECT_FALSE(store(*loaded).empty());
    }
    EXPECT_GT(refused, bytes.size());
}

TEST(Storage, HostileLengthsAreRefusedBeforeAnythingIsAllocated) {
    using namespace std::string_literals;
    for (std::uint64_t length : {std::uint64_t(2), std::uint64_t(1) << 40, std::numeric_limits<std::uint64_t>::max()}) {
        const auto text = load<First>("\x01\x02"s + u64(length) + "a");
        ASSERT_FALSE(text);
        EXPECT_THAT(text.error().message, HasSubstr("larger than the bytes that follow"));
        const auto rows = load<Wrapped>("\x01\x02"s + u64(length) + "\x00"s);
        ASSERT_FALSE(rows);
        EXPECT_THAT(rows.error().message, HasSubstr("larger than the bytes that follow"));
    }
}

TEST(Storage, FlagsThatAreNeitherZeroNorOneAreRefused) {
    auto bytes = store(Second{"", 0, {}, true, {}});
    const std::size_t basis = 1 + 1 + 8 + 4, stretch = basis + 1;
    for (std::size_t at : {basis, stretch}) {
        auto bad = bytes;
        bad[at] = 2;
        EXPECT_THAT(load<Second>(bad).error().message, HasSubstr("neither 0 nor 1"));
    }
}

TEST(Storage, BytesThatWereNotWrittenLittleEndianAreRefused) {
    auto bytes = store(First{"a", 1});
    for (char mark : {'\0', '\2', '\xff'}) {
        bytes[0] = mark;
        EXPECT_FALSE(load<First>(bytes)) << int(mark);
    }
}

TEST(Storage, EnumNameThatIsNotKnownIsRefused) {
    auto bytes = store(testing_sample::full_sample());
    bytes.replace(bytes.find("yellow"), 6, "purple");
    EXPECT_THAT(load<Sample>(bytes).error().message, HasSubstr("'purple' is none of green, yellow, red"));
}

TEST(Storage, TextScalarThatDoesNotParseIsRefused) {
    auto bytes = store(testing_sample::full_sample());
    bytes.replace(bytes.find("14.50"), 5, "14,50");
    EXPECT_THAT(load<Sample>(bytes).error().message, HasSubstr("14,50"));
}

TEST(Storage, AValueThatIsUsedAgainKeepsNothingOfTheFormerOne) {
    Sample bare;
    bare.item = {"i"};
    auto again = testing_sample::full_sample();
    ASSERT_TRUE(load_into(store(bare), again));
    EXPECT_EQ(to_json(again), to_json(bare));
    Second second{"a", 1, "basis", false, {"note"}};
    ASSERT_TRUE(load_into(store(First{"b", 2}), second));
    EXPECT_EQ(to_json(second), to_json(Second{"b", 2, {}, true, {}}));
}

}  // namespace taizhang::reflect
