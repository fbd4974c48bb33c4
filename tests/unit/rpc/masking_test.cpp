// Telephone numbers are masked, and nothing else: digits of ids, codes, amounts, dates and hashes stay.
#include "events/catalogue.hpp"
#include "src/rpc/scope.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <random>

namespace taizhang::rpc {
namespace {

std::string masked(std::string json) {
    const auto before = json;
    const bool any = mask_telephones(json, exact_members());
    EXPECT_EQ(any, json != before);
    EXPECT_EQ(holds_telephone(before, exact_members()), any);
    EXPECT_EQ(json.size(), before.size());
    EXPECT_FALSE(mask_telephones(json, exact_members())) << "what is masked is no number any more: " << json;
    return json;
}

std::string in_text(const std::string& text) {
    const auto whole = masked(R"({"title":")" + text + R"("})");
    return whole.substr(10, whole.size() - 12);
}

TEST(Masking, HidesTheMiddleOfANumberWhereverATextHasIt) {
    const std::pair<const char*, const char*> cases[] = {
        {"13800138000", "138****8000"},
        {"联系人张三，13800138000。", "联系人张三，138****8000。"},
        {"张三13800138000李四19912345678", "张三138****8000李四199****5678"},
        {"电话:138-0013-8000", "电话:138-****-8000"},
        {"138 0013 8000", "138 **** 8000"},
        {"+8613800138000", "+86138****8000"},
        {"+86 138 0013 8000", "+86 138 **** 8000"},
        {"+86-13800138000", "+86-138****8000"},
        {"0311-87654321", "0311-8****321"},
        {"(0311)8765432", "(0311)****432"},
        {"010-66012345转", "010-6****345转"},
        {"031187654321", "03118****321"},
        {"0311-87654321-802", "0311-8****321-802"},
        {"13800138000/0311-87654321、15912345678", "138****8000/0311-8****321、159****5678"},
        {"手机/13800138000", "手机/138****8000"},
        {"Call Tel.13800138000.", "Call Tel.138****8000."},
        {R"(\n13800138000\n)", R"(\n138****8000\n)"},
        {R"(他说\"13800138000\")", R"(他说\"138****8000\")"}};
    for (const auto& [text, expected] : cases) EXPECT_EQ(in_text(text), expected);
    EXPECT_EQ(masked(R"([{"name":"联系电话","value":"13800138000"},{"cells":["","13800138000"]}])"),
              R"([{"name":"联系电话","value":"138****8000"},{"cells":["","138****8000"]}])");
    EXPECT_EQ(masked(R"({"before":null,"after":"13800138000","reason":"13900139000"})"),
              R"({"before":null,"after":"138****8000","reason":"139****9000"})");
}

TEST(Masking, LeavesWhatIsNoTelephoneNumber) {
    constexpr std::string_view cases =
        "1380013800 138001380001 23800138000 12800138000 X13800138000 13800138000X "
        "2014-13800138000 13800138000-1 item/13800138000 13800138000.5 0.13800138000 _13800138000 "
        "20140102 2014-01-02 2014-01-02T03:04:05.678Z 0311 87654321 0311-12345678 "
        "138-0013-800 138-0013~8000 91420704MA4KXYZ123 130102198001011234 914207041380013800 "
        "03118765-4321-4abc-8def-031187654321 "
        "a.13800138000 00000000013800138000 ";
    for (std::size_t at = 0, end = 0; (end = cases.find(' ', at)) != std::string_view::npos; at = end + 1) {
        std::string text(cases.substr(at, end - at));
        std::ranges::replace(text, '~', ' ');
        EXPECT_EQ(in_text(text), text);
        const auto among_words = "编号 " + text + " 号";
        if (text != "a.13800138000") EXPECT_EQ(in_text(among_words), among_words) << "nor as a part of a text";
    }
    for (const std::string json : {R"({"position":13800138000})", R"([13800138000,{"a":-13900139000}])",
                                   R"({"item":"13800138000","ledger":"031187654321","stream":"item/13800138000"})",
                                   R"({"value":"13800138000","unit":"元"})", R"({"units":[{"unit":"13800138000"}]})",
                                   R"({"answerable":["13800138000","13900139000"]})"})
        EXPECT_EQ(masked(json), json);
}

/// Ids, amounts, dates, hashes and codes of every shape that the system makes, in the members that hold them.
TEST(Masking, ChangesNoByteOfIdsAmountsAndDates) {
    std::mt19937_64 random(7);
    const auto digits = [&](std::size_t count) {
        std::string text;
        while (text.size() < count) text += char('0' + random() % 10);
        return text;
    };
    const std::string alphabet = "0123456789012345678901234567890123456789abXY._-";
    for (int round = 0; round < 20'000; ++round) {
        std::string id;
        for (auto left = 1 + random() % 24; left > 0; --left) id += alphabet[random() % alphabet.size()];
        std::string hash;
        while (hash.size() < 64) hash += "0123456789abcdef"[random() % 16];
        const auto text = R"({"sequence":")" + digits(20) + R"(","stream":"item/)" + id + R"(","item":")" + id +
                          R"(","unit":")" + digits(11) + R"(","digest":")" + hash + R"(","total":")" +
                          digits(1 + random() % 14) + R"(","value":")" + digits(11) + "." + digits(2) +
                          R"(","title":"编号 )" + digits(18) + " 金额 " + digits(6) + R"( 万元","position":)" +
                          digits(11) + R"(,"deadline":"2014-)" + digits(2) + "-" + digits(2) + R"("})";
        ASSERT_EQ(masked(text), text);
    }
}

/// An event whose text has a number differs in that number only, and can be read again.
TEST(Masking, LeavesEventsReadable) {
    item::Entered entered;
    entered.ledger = LedgerId{"13800138000"}, entered.number = "13800138000", entered.title = "致电13800138000";
    entered.targets = {{"投资", {}, *Decimal::parse("13800138000"), "元", false, {}}};
    entered.fields = {{"联系电话", "13800138000"}};
    const auto& info = *find_event_by_name("item.entered");
    const auto text = masked(boost::json::serialize(event_to_json(entered)));
    const auto again = event_from_json(info, boost::json::parse(text));
    ASSERT_TRUE(again) << again.error().message;
    auto expected = entered;
    expected.title = "致电138****8000";
    expected.fields[0].value = "138****8000";
    EXPECT_EQ(event_to_json(*again), event_to_json(expected));
}

}  // namespace
}  // namespace taizhang::rpc
