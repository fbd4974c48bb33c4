#include <gmock/gmock.h>

#include "src/interop/breakdown.hpp"
#include "src/interop/chars.hpp"
#include "src/interop/encoding.hpp"

namespace taizhang::interop {

namespace {

using std::string_literals::operator""s;
using testing::HasSubstr;

const std::string sample = "某市2014年任务分解\n一、工业\n1、提升产能。产值增长8%。（责任单位：市工业局、市发改委）\n";

std::string message_of(std::string_view bytes, BreakdownLimits limits = {}) {
    const auto read = read_breakdown(bytes, limits);
    return read ? "read" : read.error().message;
}

std::string utf16(bool little) {
    std::string out;
    const std::u32string text = *from_utf8(sample);
    for (const char32_t c : text) {
        const char high = static_cast<char>(c >> 8), low = static_cast<char>(c & 0xFF);
        out += little ? std::string{low, high} : std::string{high, low};
    }
    return out;
}

/// The sample in GB18030, as bytes.
const std::string gb_sample =
    "\xC4\xB3\xCA\xD0"
    "2014\xC4\xEA\xC8\xCE\xCE\xF1\xB7\xD6\xBD\xE2\n\xD2\xBB\xA1\xA2\xB9\xA4\xD2\xB5\n1\xA1\xA2\xCC\xE1\xC9\xFD\xB2\xFA"
    "\xC4\xDC\xA1\xA3"
    "\xA3\xA8\xD4\xF0\xC8\xCE\xB5\xA5\xCE\xBB\xA3\xBA\xCA\xD0\xB9\xA4\xD2\xB5\xBE\xD6\xA1\xA2\xCA\xD0\xB7\xA2\xB8\xC4\xCE\xAF\xA3\xA9\n"s;

}  // namespace

TEST(Malformed, EmptyAndBlankDocumentsAreTold) {
    EXPECT_THAT(message_of(""), HasSubstr("empty"));
    EXPECT_THAT(message_of(" \n\t\r\n　 \n"), HasSubstr("only blanks"));
    EXPECT_THAT(message_of("\xEF\xBB\xBF"), HasSubstr("only blanks"));
}

TEST(Malformed, OtherFormatsAreToldByTheirName) {
    EXPECT_THAT(message_of("\x89PNG\r\n\x1A\n\0\0"s), HasSubstr("PNG"));
    EXPECT_THAT(message_of("\x7F"
                           "ELF\x02\x01"s),
                HasSubstr("ELF"));
    EXPECT_THAT(message_of("%PDF-1.4\n"), HasSubstr("PDF"));
    EXPECT_THAT(message_of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s), HasSubstr(".doc"));
    EXPECT_THAT(message_of("PK\x03\x04\x14\0\0\0word/document.xml"s), HasSubstr(".docx"));
    EXPECT_THAT(message_of("PK\x03\x04\x14\0\0\0xl/workbook.xml"s), HasSubstr(".xlsx"));
    EXPECT_THAT(message_of("PK\x03\x04\x14\0\0\0other"s), HasSubstr("zip"));
    EXPECT_THAT(message_of("\n<!DOCTYPE html><html>"), HasSubstr("HTML"));
    EXPECT_THAT(message_of("abc\0\x01\x02"s), HasSubstr("binary"));
    EXPECT_THAT(message_of("{\\rtf1 x}"), HasSubstr("plain text"));
}

TEST(Malformed, DamagedUtf8IsToldWithItsPlaceAndNotReadAsGb18030) {
    std::string damaged = sample;
    damaged[damaged.find("产值")] = '\xFF';
    EXPECT_THAT(message_of(damaged), testing::AllOf(HasSubstr("damaged"), HasSubstr("line 3")));
    damaged = sample.substr(0, sample.size() - 2);
    EXPECT_THAT(message_of(damaged), HasSubstr("damaged"));
}

TEST(Malformed, BytesOfNoKnownEncodingAreTold) {
    std::string noise;
    for (int i = 0; i < 400; ++i) noise.push_back(static_cast<char>(0x80 + (i * 37) % 0x7F));
    EXPECT_THAT(message_of(noise), HasSubstr("neither UTF-8"));
}

TEST(Malformed, LargerThanTheLimitNamesTheLimit) {
    const auto read = read_breakdown(std::string(9u << 20, 'x'));
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::over_limit);
    EXPECT_EQ(read.error().details.at("limit").as_string(), "max_bytes");
    EXPECT_THAT(read.error().message, testing::AllOf(HasSubstr("8 MiB"), HasSubstr("9437184")));
}

TEST(Malformed, MoreTasksOrDoubtsThanTheLimitNameTheLimit) {
    std::string two = sample + "2、再提升。（责任单位：市工业局）\n";
    EXPECT_THAT(message_of(two, {.max_items = 1}), HasSubstr("max_items"));
    EXPECT_THAT(message_of(two, {.max_doubts = 1}), HasSubstr("max_doubts"));
}

TEST(Malformed, NoTasksSaysWhatWasLookedFor) {
    EXPECT_THAT(message_of("关于放假的通知\n一、放假三天。\n二、注意安全。\n"),
                testing::AllOf(HasSubstr("no tasks"), HasSubstr("责任单位")));
    EXPECT_THAT(message_of("各责任单位要高度重视，责任单位为市政府。"), HasSubstr("no tasks"));
}

TEST(Encoding, IsRecognised) {
    struct Case {
        std::string bytes;
        const char* encoding;
    };
    for (const auto& [bytes, encoding] : {
             Case{sample, "UTF-8"},
             Case{"\xEF\xBB\xBF" + sample, "UTF-8"},
             Case{gb_sample, "GB18030"},
             Case{"\xFF\xFE" + utf16(true), "UTF-16LE"},
             Case{"\xFE\xFF" + utf16(false), "UTF-16BE"},
             Case{utf16(true), "UTF-16LE"},
             Case{utf16(false), "UTF-16BE"},
         }) {
        const auto read = read_breakdown(bytes);
        ASSERT_TRUE(read) << encoding << ": " << read.error().message;
        EXPECT_EQ(read->document.encoding, encoding);
        ASSERT_EQ(read->items.size(), 1u);
        EXPECT_EQ(read->items[0].title, "提升产能");
        ASSERT_EQ(read->items[0].units.size(), 2u);
        EXPECT_EQ(read->items[0].units[1].name, "市发改委");
    }
}

// Quadratic work on any of these would take hours, so that the test's own time limit finds it.
TEST(Adversarial, MegabytesOfOneThingAreReadInLinearTime) {
    const auto many = [](std::string_view piece) {
        const std::size_t count = piece == "(" || piece == "百" ? 5u << 20 : 1u << 20;
        std::string out;
        while (out.size() < count) out += piece;
        return out;
    };
    for (const std::string_view piece : {"(",
                                         ")",
                                         "（责任单位：",
                                         "1、",
                                         "1、\n",
                                         "8%",
                                         "8个，",
                                         "百",
                                         "“",
                                         "a,\n",
                                         "市局、",
                                         "责任单位：",
                                         "（市局）",
                                         "【责任单位】",
                                         "十",
                                         "、",
                                         " ",
                                         "年",
                                         "月",
                                         "1.1.",
                                         "一、（责任单位：市局）\n",
                                         "(\n",
                                         "6月底",
                                         "和",
                                         "各县、"}) {
        const std::string tail = "\n1、任务。（责任单位：市工业局）\n";
        const auto before = read_breakdown(many(piece) + tail);
        const auto within = read_breakdown("1、" + many(piece) + "（责任单位：市工业局）\n");
        EXPECT_TRUE(before || !before.error().message.empty());
        EXPECT_TRUE(within || !within.error().message.empty());
    }
}

}  // namespace taizhang::interop
