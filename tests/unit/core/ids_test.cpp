#include <taizhang/ids.hpp>

#include <gmock/gmock.h>

namespace taizhang {

using testing::HasSubstr;

TEST(Id, TakesTheGrammarAtItsEdges) {
    for (const std::string& text : {std::string("a"), std::string("2014-cz.009_X"), std::string(max_id_length, 'z')}) {
        const auto id = ItemId::parse(text);
        ASSERT_TRUE(id) << text;
        EXPECT_EQ(id->to_string(), text);
    }
}

TEST(Id, RefusesWhatIsOutsideTheGrammar) {
    for (const std::string& text :
         {std::string(), std::string(max_id_length + 1, 'z'), std::string("a b"), std::string("a/b"),
          std::string("单位"), std::string("a\0b", 3), std::string("a\n"), std::string("ａ")}) {
        EXPECT_FALSE(ItemId::parse(text)) << text;
    }
}

TEST(Id, SaysWhichCharacterIsWrong) {
    const auto id = UnitId::parse("zone 4");
    ASSERT_FALSE(id);
    EXPECT_EQ(id.error().code, ErrorCode::invalid);
    EXPECT_THAT(id.error().message, HasSubstr("character 5 of 'zone 4'"));
}

TEST(Id, OfOneKindIsNotAnIdOfAnother) {
    static_assert(!std::is_convertible_v<UnitId, ItemId>);
    static_assert(!std::is_constructible_v<StreamId, ItemId>);
}

TEST(StreamId, IsCategoryAndId) {
    const auto stream = StreamId::parse("item/2014-cz-009");
    ASSERT_TRUE(stream);
    EXPECT_EQ(stream->category(), "item");
    EXPECT_EQ(stream->id(), "2014-cz-009");
    EXPECT_EQ(*stream, StreamId::of(ItemId{"2014-cz-009"}));
}

TEST(StreamId, RefusesWhatIsNotCategoryAndId) {
    for (const char* text : {"", "item", "/a", "item/", "Item/a", "item/a/b", "it em/a", "item2/a", "item/单"}) {
        EXPECT_FALSE(StreamId::parse(text)) << text;
    }
}

TEST(StreamId, ErrorDoesNotRepeatAMegabyte) {
    const auto stream = StreamId::parse(std::string(1 << 20, 'x'));
    ASSERT_FALSE(stream);
    EXPECT_LT(stream.error().message.size(), 200u);
}

TEST(CommandId, ReadsBothCasesAndWritesLowerCase) {
    const auto id = CommandId::parse("018F3C3E-7b2a-7C11-8a51-0f1e2d3c4b5a");
    ASSERT_TRUE(id);
    EXPECT_EQ(id->to_string(), "018f3c3e-7b2a-7c11-8a51-0f1e2d3c4b5a");
    EXPECT_EQ(CommandId::from_bytes({reinterpret_cast<const char*>(id->bytes.data()), id->bytes.size()}), *id);
}

TEST(CommandId, RefusesWhatIsNotAUuid) {
    for (const char* text : {"", "018f3c3e7b2a7c118a510f1e2d3c4b5a", "018f3c3e-7b2a-7c11-8a51-0f1e2d3c4b5",
                             "018f3c3e-7b2a-7c11-8a51-0f1e2d3c4b5aa", "018f3c3e-7b2a-7c11-8a510-f1e2d3c4b5a",
                             "g18f3c3e-7b2a-7c11-8a51-0f1e2d3c4b5a", "018f3c3e-7b2a-7c11-8a51-0f1e2d3c4b-a"}) {
        EXPECT_FALSE(CommandId::parse(text)) << text;
    }
}

TEST(Digest, RoundTripsAsHex) {
    const auto digest = sha256({"abc"});
    EXPECT_EQ(Digest::parse(digest.to_string()).value(), digest);
    EXPECT_FALSE(Digest::parse(digest.to_string().substr(1)));
    EXPECT_FALSE(Digest::parse(digest.to_string() + "0"));
    EXPECT_FALSE(Digest::parse("z" + digest.to_string().substr(1)));
}

TEST(Digest, ErrorMessageStaysValidTextWhenItShortensChinese) {
    // 64 bytes fall inside a three-byte character: cut there, and no browser would accept the frame
    std::string chinese;
    for (int i = 0; i < 100; ++i) chinese += "账";
    for (const auto& message : {Digest::parse(chinese).error().message, CommandId::parse(chinese).error().message,
                                StreamId::parse(chinese).error().message}) {
        EXPECT_THAT(message, HasSubstr("账…"));
        EXPECT_LT(message.size(), 200u);
    }
}

}  // namespace taizhang
