// The transparency log over HTTP: names, statuses, headers, and what is never shown.
#include "src/server/http.hpp"
#include "src/transparency/tile.hpp"
#include "tests/unit/rpc/rig.hpp"
#include "tests/unit/transparency/naive_tree.hpp"

#include <gtest/gtest.h>

namespace taizhang {
namespace {

namespace http = boost::beast::http;
using rpc::test::Rig;

/// A server's answers over a signing rig, without sockets.
struct Http {
    explicit Http(bool public_entries = false)
        : rig(Rig::signing()), context({.public_entries = public_entries}, rig.services, *StaticFiles::load({})) {}

    HttpResponse get(std::string_view path, http::verb verb = http::verb::get) {
        HttpRequest request(verb, {path.data(), path.size()}, 11);
        return answer_http(context, request);
    }
    unsigned status(std::string_view path) { return get(path).result_int(); }

    Rig rig;
    ServerContext context;
};

std::string header_of(const HttpResponse& response, http::field field) {
    return std::string(response[field]);
}

std::string entry_at(const Http& http, Position position) {
    return header_entry(http.rig.log.read(position, {.count = 1})->at(0).header);
}

tlog::naive::NaiveTree tree_of(const Http& http, std::uint64_t size) {
    tlog::naive::NaiveTree tree(0);
    for (Position i = 0; i < size; ++i) tree.leaves.push_back(tlog::naive::leaf_of(entry_at(http, i)));
    return tree;
}

TEST(Checkpoint, IsTheOfficialNoteKeptForSeconds) {
    Http http;
    const auto official = http.rig.notary->make_official(4);
    http.rig.notary->sign(5);
    const auto answer = http.get("/checkpoint");
    EXPECT_EQ(answer.result_int(), 200u);
    EXPECT_EQ(answer.body(), official.note);
    EXPECT_EQ(header_of(answer, http::field::content_type), "text/plain; charset=utf-8");
    EXPECT_EQ(header_of(answer, http::field::cache_control), "public, max-age=2");
    EXPECT_EQ(http.get("/checkpoint?x=1").body(), official.note);
}

TEST(Checkpoint, OfAHeadHasTheLengthAndNoBody) {
    Http http;
    const auto official = http.rig.notary->make_official(4);
    const auto answer = http.get("/checkpoint", http::verb::head);
    EXPECT_EQ(answer.result_int(), 200u);
    EXPECT_TRUE(answer.body().empty());
    EXPECT_EQ(header_of(answer, http::field::content_length), std::to_string(official.note.size()));
    EXPECT_EQ(header_of(http.get("/tile/0/000.p/4", http::verb::head), http::field::content_length), "128");
    EXPECT_EQ(http.get("/checkpoint", http::verb::post).result_int(), 405u);
}

TEST(Checkpoint, IsMissingWhileNoneIsOfficialAndUnavailableWhenCorrupt) {
    Http http;
    EXPECT_EQ(http.status("/checkpoint"), 404u);
    http.rig.notary->sign(5);
    const auto missing = http.get("/checkpoint");
    EXPECT_EQ(missing.result_int(), 404u) << "signed alone is not official";
    EXPECT_EQ(header_of(missing, http::field::cache_control), "no-store");
    http.rig.notary->trouble = corrupt("the kept checkpoint has another root");
    EXPECT_EQ(http.status("/checkpoint"), 503u);
}

TEST(Checkpoint, AndTilesAreMissingWhereNoneAreSigned) {
    Rig rig;
    ServerContext context({}, rig.services, *StaticFiles::load({}));
    for (const auto* path : {"/checkpoint", "/tile/0/000.p/1"}) {
        EXPECT_EQ(answer_http(context, HttpRequest(http::verb::get, path, 11)).result_int(), 404u) << path;
    }
}

TEST(Tiles, AreTheHashesUnderTheCheckpoint) {
    Http http;
    http.rig.add_events(600);
    http.rig.notary->make_official(600);
    auto tree = tree_of(http, 600);
    const auto hashes = [&](std::uint64_t first, std::size_t count, std::uint64_t width) {
        std::string bytes;
        for (auto i = first; i < first + count; ++i) bytes += tree.mth(i * width, (i + 1) * width).view();
        return bytes;
    };
    const auto full = http.get("/tile/0/001");
    EXPECT_EQ(full.body(), hashes(256, 256, 1));
    EXPECT_EQ(header_of(full, http::field::content_type), "application/octet-stream");
    EXPECT_EQ(header_of(full, http::field::cache_control), "public, max-age=31536000, immutable");
    EXPECT_EQ(http.get("/tile/0/002.p/88").body(), hashes(512, 88, 1));
    EXPECT_EQ(http.get("/tile/1/000.p/2").body(), hashes(0, 2, 256));
    EXPECT_EQ(http.get("/tile/0/000.p/7").body(), hashes(0, 7, 1)) << "of an earlier checkpoint";
}

TEST(Tiles, BeyondTheNewestCheckpointAreNotShownAlthoughTheLogHasThem) {
    Http http;
    http.rig.add_events(600);
    EXPECT_EQ(http.status("/tile/0/000"), 404u) << "nothing is signed";
    http.rig.notary->make_official(300);
    EXPECT_EQ(http.status("/tile/0/000"), 200u);
    EXPECT_EQ(http.status("/tile/0/001.p/44"), 200u);
    EXPECT_EQ(http.status("/tile/0/001.p/45"), 404u);
    EXPECT_EQ(http.status("/tile/0/001"), 404u);
    EXPECT_EQ(http.status("/tile/1/000.p/1"), 200u);
    EXPECT_EQ(http.status("/tile/1/000.p/2"), 404u);
    EXPECT_EQ(http.status("/tile/2/000.p/1"), 404u);
    http.rig.notary->sign(301);
    EXPECT_EQ(http.status("/tile/0/001.p/45"), 200u) << "signed, on its way to the witnesses";
    const auto missing = http.get("/tile/0/001.p/46");
    EXPECT_EQ(missing.result_int(), 404u);
    EXPECT_EQ(header_of(missing, http::field::cache_control), "no-store") << "it may be there in a moment";
}

TEST(Tiles, HaveOneNameEach) {
    Http http;
    http.rig.add_events(600);
    http.rig.notary->make_official(600);
    ASSERT_EQ(http.status("/tile/0/000"), 200u);
    for (const auto* path : {"/tile/",
                             "/tile",
                             "/tile/0",
                             "/tile/0/",
                             "/tile/0/0",
                             "/tile/0/00",
                             "/tile/0/0000",
                             "/tile/00/000",
                             "/tile/0/000.p/0",
                             "/tile/0/000.p/256",
                             "/tile/0/000.p/01",
                             "/tile/0/000.p/",
                             "/tile/0/x000/000",
                             "/tile/-1/000",
                             "/tile/64/000",
                             "/tile/8/000.p/1",
                             "/tile/63/000.p/1",
                             "/tile/0/000/",
                             "/tile//0/000",
                             "//tile/0/000",
                             "/tile/0/%30%30%30",
                             "/tile/0/../0/000",
                             "/tile/0/..%2f..%2fetc/passwd",
                             "/tile/../checkpoint",
                             "/checkpoint/",
                             "/Checkpoint",
                             "/tile/0/x999/x999/x999/x999/x999/x999/999",
                             "/tile/0/x018/x446/x744/x073/x709/x551/615.p/255"}) {
        EXPECT_EQ(http.status(path), 404u) << path;
    }
}

TEST(Tiles, ThatTheLogCannotReadAreUnavailableAndNotMissing) {
    Http http;
    http.rig.notary->make_official(5);
    http.rig.notary->state_now.signed_size = 900;  // as after the log lost its end
    EXPECT_EQ(http.status("/tile/0/003.p/1"), 404u) << "never beyond what is durable";
    EXPECT_EQ(http.status("/tile/0/000.p/5"), 200u);
    http.rig.log.tree_trouble = corrupt("block 7 fails its checksum");
    const auto answer = http.get("/tile/0/000.p/5");
    EXPECT_EQ(answer.result_int(), 503u);
    EXPECT_EQ(header_of(answer, http::field::cache_control), "no-store");
}

TEST(Tiles, ThatDoNotLeadToTheHashAboveThemAreNotHandedOutForEver) {
    Http http(true);
    http.rig.add_events(300);
    http.rig.notary->make_official(300);
    http.rig.log.spoil_leaf(7);
    for (const auto* path : {"/tile/0/000", "/tile/entries/000", "/tile/entries/000.p/8"}) {
        const auto answer = http.get(path);
        EXPECT_EQ(answer.result_int(), 503u) << path;
        EXPECT_EQ(header_of(answer, http::field::cache_control), "no-store") << path;
    }
    EXPECT_EQ(http.status("/tile/1/000.p/1"), 200u);
    EXPECT_EQ(http.status("/tile/entries/000.p/7"), 200u);
}

TEST(Entries, AreNotPublicUnlessTheOperatorSaysSo) {
    Http http;
    http.rig.add_events(300);
    http.rig.notary->make_official(300);
    for (const auto* path : {"/tile/entries/000", "/tile/entries/001.p/44", "/tile/entries/999"}) {
        const auto answer = http.get(path);
        EXPECT_EQ(answer.result_int(), 403u) << path;
        EXPECT_NE(answer.body().find("log.record"), std::string::npos) << answer.body();
        EXPECT_NE(answer.body().find("bundle"), std::string::npos) << answer.body();
    }
    EXPECT_EQ(http.status("/tile/entries/0"), 404u);
}

TEST(Entries, ArePublishedBundleByBundle) {
    Http http(true);
    http.rig.add_events(400);
    http.rig.notary->make_official(300);
    const auto expected = [&](Position first, std::size_t width) {
        std::vector<std::string> entries;
        for (auto i = first; i < first + width; ++i) entries.push_back(entry_at(http, i));
        return entries;
    };
    http.rig.log.largest_page = 100;
    const auto full = http.get("/tile/entries/000");
    EXPECT_EQ(*tlog::parse_bundle(full.body(), 256), expected(0, 256));
    EXPECT_EQ(header_of(full, http::field::content_type), "application/octet-stream");
    EXPECT_EQ(*tlog::parse_bundle(http.get("/tile/entries/001.p/44").body(), 44), expected(256, 44));
    EXPECT_EQ(http.status("/tile/entries/001.p/45"), 404u);
    EXPECT_EQ(http.status("/tile/entries/001"), 404u);
}

}  // namespace
}  // namespace taizhang
