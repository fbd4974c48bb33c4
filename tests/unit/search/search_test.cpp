// Words cut from Chinese text, found again in whatever the views show, and gone from the disk when the law wants it.
#include "src/search/search.hpp"
#include "src/search/sqlite.hpp"
#include "tests/unit/views/harness.hpp"

#include <gmock/gmock.h>
#include <fstream>

namespace taizhang::search {
namespace {

using namespace taizhang::test;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

std::vector<std::string> tokens(std::string_view text, TokensOf of) {
    std::vector<std::string> out;
    cut(text, of, [&](const Token& token) {
        EXPECT_LT(token.from, token.until);
        out.push_back(token.folded);
        return true;
    });
    return out;
}

/// The text with 【】 around what was looked for.
std::string marked(std::string_view asked, std::string_view text, std::size_t characters = 100) {
    std::string out;
    for (const auto& piece : snippet(words_of(asked), text, characters))
        out += piece.hit ? "【" + piece.text + "】" : piece.text;
    return out;
}

TEST(Tokens, ChineseIsCutIntoPairsAndItsLastCharacter) {
    EXPECT_THAT(tokens("重点项目，ＧＤＰ增长8.5%", TokensOf::text),
                ElementsAre("重点", "点项", "项目", "目", "gdp", "增长", "长", "8", "5"));
    EXPECT_THAT(tokens("重点项目", TokensOf::query), ElementsAre("重点", "点项", "项目"));
    EXPECT_THAT(tokens("第3季度", TokensOf::query), ElementsAre("第", "3", "季度"));
    EXPECT_THAT(tokens("目", TokensOf::query), ElementsAre("目"));
    EXPECT_THAT(tokens("\xE9\x87 A\xFF"
                       "b 𠮷野家",
                       TokensOf::text),
                ElementsAre("a", "b", "𠮷野", "野家", "家"));
    EXPECT_THAT(tokens("，。 —", TokensOf::query), IsEmpty());
}

TEST(Tokens, PlacesAreMarkedInTheTextAsItStands) {
    EXPECT_EQ(marked("葛店", "推进葛店电商基地，葛店开发区"), "推进【葛店】电商基地，【葛店】开发区");
    EXPECT_EQ(marked("店电 gdp", "葛店电商：ＧＤＰ"), "葛【店电】商：【ＧＤＰ】");
    EXPECT_EQ(marked("人", "人人有责"), "【人人】有责");
    EXPECT_EQ(marked("季度3", "第2季度3月"), "第2【季度3】月");
    EXPECT_EQ(marked("没有", "什么都不是"), "什么都不是");
    EXPECT_EQ(marked("靶", "一二三四五六七八靶十", 8), "…七八【靶】十");
    EXPECT_EQ(marked("一", "一二三四\n五六七八九十", 6), "【一】二三四 五…");
    EXPECT_THAT(words_of("　 重点\t GDP　"), ElementsAre(ElementsAre("重点"), ElementsAre("gdp")));
}

TEST(Documents, WordsAreTakenAtAnyDepthAndNothingElse) {
    const auto row = boost::json::parse(
        R"({"bulletin":"b-1","title":"通报","number":"1号","body":[{"kind":"paragraph","text":"第一","rows":[["表","格"]]}],
            "digest":"不是词","ledger":"L"})");
    const auto document = document_of(*source_of("bulletins"), row.as_object());
    ASSERT_TRUE(document);
    EXPECT_EQ(document->title, "通报");
    EXPECT_EQ(document->body, "1号\n第一\n表\n格");
    EXPECT_EQ(document->ledger, "L");
    EXPECT_FALSE(document_of(*source_of("audit_trail"), boost::json::parse(R"({"type":"item.urged"})").as_object()));
    EXPECT_EQ(source_of("accounts"), nullptr);
}

class Indexed : public testing::Test {
  protected:
    Directory directory;
    std::filesystem::path folder = std::filesystem::path(directory.views()).parent_path() / "search";

    std::unique_ptr<Index> open(std::uint64_t epoch = 1) {
        auto index = Index::open(folder, {"test.example/log", epoch});
        EXPECT_TRUE(index) << index.error().message;
        return std::move(*index);
    }
    static Changes of(std::string view, Position position, std::vector<KeyedDocument> documents) {
        return {std::move(view), Mark{1, position, std::nullopt}, std::move(documents)};
    }
    static Document item(std::string title, std::string body, std::string ledger = "L") {
        return {Kind::item, std::move(title), std::move(body), std::move(ledger)};
    }
    static std::vector<std::string> keys(const Index& index, Query query) {
        const auto found = index.find(query);
        EXPECT_TRUE(found) << found.error().message;
        std::vector<std::string> out;
        for (const auto& one : *found) out.push_back(one.key);
        return out;
    }
    static std::vector<std::string> keys(const Index& index, std::string_view text) {
        return keys(index, Query{.words = words_of(text)});
    }
};

TEST_F(Indexed, FindsPartsOfWordsAllOfThemBestFirst) {
    const auto index = open();
    ASSERT_TRUE(index->apply(of("current_ledger", 7,
                                {{"a", item("葛店电商基地", "配套设施3平方公里")},
                                 {"b", item("民生保障", "葛店开发区，电商用地")},
                                 {"c", item("城市品质", "GDP增长8.5%", "M")}})));
    EXPECT_THAT(keys(*index, "葛店"), ElementsAre("a", "b"));
    EXPECT_THAT(keys(*index, "店电商基"), ElementsAre("a"));
    EXPECT_THAT(keys(*index, "葛店 用地"), ElementsAre("b"));
    EXPECT_THAT(keys(*index, "葛"), ElementsAre("a", "b"));
    EXPECT_THAT(keys(*index, "区"), ElementsAre("b"));
    EXPECT_THAT(keys(*index, "店葛"), IsEmpty());
    EXPECT_THAT(keys(*index, "gd"), ElementsAre("c"));
    EXPECT_THAT(keys(*index, "8.5"), ElementsAre("c"));
    EXPECT_THAT(keys(*index, R"(葛店" OR "c)"), IsEmpty()) << "what is typed is no language";
    EXPECT_THAT(keys(*index, {.words = words_of("葛店"), .skip = 1, .limit = 5}), ElementsAre("b"));
    EXPECT_THAT(keys(*index, {.words = words_of("GDP"), .ledger = "L"}), IsEmpty());
    EXPECT_THAT(keys(*index, {.words = words_of("葛店"), .kinds = {Kind::unit, Kind::bulletin}}), IsEmpty());
    EXPECT_THAT(keys(*index, {.words = words_of("葛店"), .kinds = {Kind::change, Kind::item}}), ElementsAre("a", "b"));
}

TEST_F(Indexed, KeepsWordsAndPositionTogetherAndBeginsAnewWhereItCannot) {
    {
        const auto index = open();
        ASSERT_TRUE(index->apply(of("units", 3, {{"fgw", item("发改委", "")}, {"old", item("旧名", "")}})));
        ASSERT_TRUE(index->apply(of("units", 5, {{"fgw", item("发展改革委", "")}, {"old", std::nullopt}})));
        EXPECT_EQ(index->documents(), 1);
    }
    {
        const auto index = open();
        EXPECT_EQ(index->marks().at("units").position, 5);
        EXPECT_THAT(keys(*index, "改革"), ElementsAre("fgw"));
        EXPECT_THAT(keys(*index, "发改"), IsEmpty());
        EXPECT_THAT(keys(*index, "旧名"), IsEmpty());
        ASSERT_TRUE(index->forget("units"));
        EXPECT_EQ(index->documents(), 0);
        EXPECT_EQ(index->marks().at("units").position, std::nullopt);
        ASSERT_TRUE(index->apply(of("units", 6, {{"fgw", item("发改委", "")}})));
    }
    EXPECT_THAT(open(2)->marks(), IsEmpty()) << "another log's words";
    EXPECT_THAT(open(1)->marks(), IsEmpty());
    ASSERT_TRUE(open()->apply(of("units", 6, {{"fgw", item("发改委", "")}})));
    std::ofstream(folder / "words.sqlite", std::ios::binary) << std::string(8192, 'x');
    EXPECT_THAT(open()->marks(), IsEmpty()) << "damaged";
}

/// Whether any file of the folder holds these bytes.
bool on_disk(const std::filesystem::path& folder, std::string_view bytes) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        std::ifstream in(entry.path(), std::ios::binary);
        const std::string all{std::istreambuf_iterator<char>(in), {}};
        if (all.find(bytes) != all.npos) return true;
    }
    return false;
}

class Searching : public Indexed {
  protected:
    MemoryLog log;
    Feed feed;

    Searching() {
        feed.add("ledger/L", ledger::Opened{.title = "重点工作", .year = 2014, .holder = UnitId{"fgw"}});
        feed.add("unit/fgw", unit::Registered{.name = "发改委"});
        enter("item/1", "葛店电商基地");
        enter("item/2", "张三身份证110101196001013577");
        log.take(feed);
    }
    void enter(const std::string& stream, std::string text) {
        auto item = entered();
        item.ledger = {"L"};
        item.number = stream.substr(5);
        item.title = "事项" + item.number;
        item.text = std::move(text);
        feed.add(stream, item);
    }
    std::unique_ptr<Search> follow(Views& views) {
        auto search = Search::open({folder, views, {log.identity().origin, log.identity().epoch}});
        EXPECT_TRUE(search) << search.error().message;
        return std::move(*search);
    }
    static std::vector<std::string> found(const Search& search, std::string_view text) {
        const auto all = search.find({.words = words_of(text)});
        EXPECT_TRUE(all) << all.error().message;
        std::vector<std::string> out;
        for (const auto& one : *all) out.push_back(one.view + " " + one.key);
        return out;
    }
};

TEST_F(Searching, FollowsTheViewsAndSaysHowFar) {
    const auto views = open_views(directory, log);
    ASSERT_TRUE(catch_up(*views, log));
    {
        const auto search = follow(*views);
        EXPECT_EQ(search->state().position, std::nullopt);
        ASSERT_TRUE(search->catch_up());
        EXPECT_EQ(search->state().position, log.end() - 1);
        EXPECT_THAT(found(*search, "电商"), ElementsAre("current_ledger L/1"));
        EXPECT_THAT(found(*search, "发改"), ElementsAre("units fgw"));
    }
    feed.add("item/1", item::Urged{"请加快", {}}, "序时滞后");
    enter("item/3", "电商物流园");
    log.take(feed);
    ASSERT_TRUE(catch_up(*views, log));
    const auto search = follow(*views);
    EXPECT_LT(search->state().position, log.end() - 1) << "as it was kept";
    ASSERT_TRUE(search->catch_up());
    EXPECT_EQ(search->state().position, log.end() - 1);
    EXPECT_THAT(found(*search, "电商"), UnorderedElementsAre("current_ledger L/1", "current_ledger L/3"));
    EXPECT_THAT(found(*search, "滞后"), ElementsAre("audit_trail item/1/0000000002"));
}

TEST_F(Searching, AThreadFollowsByItself) {
    const auto views = open_views(directory, log);
    const auto search = follow(*views);
    search->start();
    ASSERT_TRUE(catch_up(*views, log));
    while (search->state().position != log.end() - 1) std::this_thread::yield();
    EXPECT_THAT(found(*search, "电商"), ElementsAre("current_ledger L/1"));
    search->stop();
}

TEST_F(Searching, TextsRemovedByLawLeaveTheIndexAndItsFiles) {
    const std::string secret = "110101196001013577";
    const auto views = open_views(directory, log);
    ASSERT_TRUE(catch_up(*views, log));
    const auto search = follow(*views);
    ASSERT_TRUE(search->catch_up());
    ASSERT_THAT(found(*search, secret), ElementsAre("current_ledger L/2"));
    ASSERT_TRUE(on_disk(folder, secret));

    const Position target = 3;
    auto left = feed.told()[target].event;
    std::get<item::Entered>(left).text = std::string(redaction::removed_text);
    feed.add("redaction/3", redaction::Requested{"第四十七条", {"/text"}}, "申请");
    const redaction::Execution execution{.requested_by = AccountId{"supervisor"},
                                         .requester_name = "督查员",
                                         .rule = "第四十七条",
                                         .members = {"/text"},
                                         .stream = feed.told()[target].header.stream,
                                         .stream_version = feed.told()[target].header.stream_version,
                                         .schema = info_of(left).schema,
                                         .substitute = to_base64(encode_event(left))};
    const auto by = feed.add("redaction/3", redaction::Approved{execution}, "同意").header.position;
    log.redact(target, encode_event(left), by, feed);
    ASSERT_TRUE(catch_up(*views, log));
    ASSERT_TRUE(search->catch_up());
    EXPECT_THAT(found(*search, secret), IsEmpty());
    EXPECT_THAT(found(*search, "张三"), IsEmpty());
    EXPECT_THAT(found(*search, "依法删除"), testing::Contains("current_ledger L/2"));
    EXPECT_FALSE(on_disk(folder, secret));
    EXPECT_FALSE(on_disk(folder, "张三"));
}

}  // namespace
}  // namespace taizhang::search
