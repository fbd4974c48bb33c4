// search.find: hits as a page shows them, page by page or kind by kind, of rows that the reader may see, as they are
// now.
#include "rig.hpp"
#include "src/search/search.hpp"

#include <gtest/gtest.h>

namespace taizhang::rpc::test {
namespace {

class SearchMethods : public testing::Test {
  protected:
    Rig rig;
    FakeViews views{{"current_ledger", "units", "progress", "audit_trail"}};
    std::unique_ptr<search::Search> search;
    std::unique_ptr<Services> services;

    SearchMethods() {
        rig.add_events(10);
        put("current_ledger", "L/1",
            {{"ledger", "L"}, {"item", "1"}, {"title", "葛店电商基地"}, {"text", "建成配套设施"}});
        put("current_ledger", "M/2", {{"ledger", "M"}, {"item", "2"}, {"title", "民生"}, {"text", "葛店学校"}});
        put("units", "gd", {{"unit", "gd"}, {"name", "葛店开发区"}});
        put("progress", "L/2014-01/gd/1",
            {{"ledger", "L"}, {"item", "1"}, {"unit", "gd"}, {"period", "2014-01"}, {"progress", "葛店片区完成征地"}});
        views.apply_until(rig.log.end() - 1);
        search = *search::Search::open({rig.folder.path / "search", views, {"test.example/2014", 1}});
        EXPECT_TRUE(search->catch_up());
        services = std::make_unique<Services>(Parts{.engine = rig.engine,
                                                    .log = rig.log,
                                                    .views = views,
                                                    .clock = rig.clock,
                                                    .authenticator = *rig.authenticator,
                                                    .search = search.get()});
    }
    void put(std::string view, std::string key, json::object row) {
        views.change({std::move(view), std::move(key), 5, json::serialize(row)});
    }
    Client lin() {
        Client client(*services, "192.0.2.1");
        client.result("auth.token", {{"token", rig.authenticator->issue(AccountId{"lin"}).text}});
        return client;
    }
    static std::string keys(const json::object& answer) {
        std::string out;
        for (const auto& hit : answer.at("hits").as_array()) {
            out += (out.empty() ? "" : " ") + std::string(hit.at("kind").as_string());
            out += ":" + std::string(hit.at("key").as_string());
        }
        return out;
    }
};

TEST_F(SearchMethods, GiveHitsWithTheirPlacesMarked) {
    auto client = lin();
    const auto answer = client.result("search.find", {{"text", "电商 配套"}});
    EXPECT_EQ(answer.at("position"), rig.log.end() - 1);
    EXPECT_EQ(answer.at("lag"), 0);
    ASSERT_EQ(keys(answer), "item:L/1");
    const auto& hit = answer.at("hits").at(0);
    EXPECT_EQ(json::serialize(hit.at("title")),
              R"([{"text":"葛店","hit":false},{"text":"电商","hit":true},{"text":"基地","hit":false}])");
    EXPECT_EQ(json::serialize(hit.at("snippet")),
              R"([{"text":"建成","hit":false},{"text":"配套","hit":true},{"text":"设施","hit":false}])");
    EXPECT_EQ(hit.at("ledger"), "L");
    EXPECT_EQ(hit.at("item"), "1");
    const auto report = client.result("search.find", {{"text", "征地"}}).at("hits").at(0);
    EXPECT_EQ(report.at("title").at(0).at("text"), "葛店电商基地") << "a report is called after its item";
    EXPECT_EQ(report.at("period"), "2014-01");
}

TEST_F(SearchMethods, GoPageByPageOrKindByKind) {
    auto client = lin();
    const auto first = client.result("search.find", {{"text", "葛店"}, {"limit", 3}});
    const auto second =
        client.result("search.find", {{"text", "葛店"}, {"limit", 3}, {"cursor", first.at("next_cursor")}});
    EXPECT_EQ(first.at("hits").as_array().size(), 3);
    EXPECT_EQ(second.at("hits").as_array().size(), 1);
    EXPECT_FALSE(second.contains("next_cursor") && !second.at("next_cursor").is_null());
    const auto each = client.result("search.find", {{"text", "葛店"}, {"each", 1}});
    EXPECT_EQ(keys(each), "item:L/1 unit:gd report:L/2014-01/gd/1");
    EXPECT_EQ(json::serialize(each.at("more")), R"(["item"])");
    EXPECT_EQ(keys(client.result("search.find", {{"text", "葛店"}, {"kinds", {"unit"}}})), "unit:gd");
    EXPECT_EQ(keys(client.result("search.find", {{"text", "葛店"}, {"ledger", "M"}})), "item:M/2");
}

TEST_F(SearchMethods, ShowRowsAsTheyAreNow) {
    views.change({"units", "gd", 6, std::nullopt});
    put("current_ledger", "M/2", {{"ledger", "M"}, {"item", "2"}, {"title", "民生"}, {"text", "〔依法删除〕"}});
    auto client = lin();
    const auto answer = client.result("search.find", {{"text", "葛店"}, {"each", 5}});
    EXPECT_EQ(keys(answer), "item:L/1 report:L/2014-01/gd/1") << "the index may be behind; what is shown is not";
}

TEST_F(SearchMethods, RefuseWhatCannotBeLookedFor) {
    auto client = lin();
    EXPECT_EQ(client.code("search.find", {{"text", "，。"}}), -32602);
    EXPECT_EQ(client.code("search.find", {{"text", std::string(201, 'x')}}), 6);
    EXPECT_EQ(client.code("search.find", {{"text", "葛店"}, {"limit", 101}}), -32602);
    EXPECT_EQ(client.code("search.find", {{"text", "葛店"}, {"cursor", "x"}}), -32602);
    EXPECT_EQ(client.code("search.find", {{"text", "葛店"}, {"each", 2}, {"cursor", "0"}}), -32602);
    auto elsewhere = rig.logged_in("lin");
    EXPECT_EQ(elsewhere.code("search.find", {{"text", "葛店"}}), 2) << "no index is kept there";
    auto operations = Client(*services, "192.0.2.2");
    operations.result("auth.token", {{"token", rig.authenticator->issue(AccountId{"ops"}).text}});
    EXPECT_EQ(operations.code("search.find", {{"text", "葛店"}}), 5);
}

}  // namespace
}  // namespace taizhang::rpc::test
