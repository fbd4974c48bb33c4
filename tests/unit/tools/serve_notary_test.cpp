// [checkpoint] and [[witness]] in the configuration file, and the notary that a node runs with them.
#include <gmock/gmock.h>

#include <fstream>
#include <thread>

#include "tests/unit/log/temporary_directory.hpp"
#include "tests/unit/transparency/small_tree.hpp"
#include "tools/commands/serve.hpp"

namespace taizhang {

namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::string key_text(const std::string& name, char seed, tlog::KeyKind kind = tlog::KeyKind::cosignature_v1) {
    return tlog::test_key(name, seed, kind).verifier().to_string();
}

std::string witness(const std::string& key, const std::string& url = "http://127.0.0.1:7480") {
    return "[[witness]]\nkey = '" + key + "'\nurl = '" + url + "'\n";
}

class NotarySection : public testing::Test {
  protected:
    test::TemporaryDirectory directory;

    Result<ServeSettings> read(const std::string& text) {
        ServeFlags flags;
        flags.config = directory / "taizhang.toml";
        std::ofstream(flags.config, std::ios::binary) << text;
        return settle(flags);
    }
    NotarySettings settings(const std::string& text) { return read(text).value().notary; }
    void expect_wrong(const std::string& text, const std::string& line, const std::string& what) {
        const auto read_back = read(text);
        ASSERT_FALSE(read_back) << text;
        EXPECT_EQ(read_back.error().code, ErrorCode::invalid);
        EXPECT_THAT(read_back.error().message, HasSubstr("taizhang.toml:" + line + ": "));
        EXPECT_THAT(read_back.error().message, HasSubstr(what));
    }
};

TEST_F(NotarySection, IsRead) {
    const auto given = settings("[checkpoint]\nevery = '500ms'\nquorum = 1\n" + witness(key_text("a.example", 1)) +
                                witness(key_text("b.example", 2), "http://[::1]:7/b"));
    EXPECT_EQ(given.every, std::chrono::milliseconds(500));
    EXPECT_EQ(given.quorum, 1u);
    ASSERT_EQ(given.witnesses.size(), 2u);
    EXPECT_EQ(given.witnesses[1].key.to_string(), key_text("b.example", 2));
    EXPECT_EQ(given.witnesses[1].url, "http://[::1]:7/b");
}

TEST_F(NotarySection, WithoutAQuorumItIsMoreThanHalf) {
    std::string text;
    for (const std::size_t most : {0u, 1u, 2u, 2u, 3u}) {
        EXPECT_EQ(settings(text).quorum, most) << text;
        text += witness(key_text(std::to_string(text.size()) + ".example", char(text.size() % 100 + 1)));
    }
    EXPECT_EQ(settle({}).value().notary.quorum, 0u);
    EXPECT_EQ(settle({}).value().notary.every, std::chrono::seconds(1));
}

TEST_F(NotarySection, MistakesAreToldWithTheirLine) {
    const auto good = key_text("a.example", 1);
    expect_wrong("checkpoint = 1\n", "1", "expected a table [checkpoint]");
    expect_wrong("[checkpoint]\nevry = '1s'\n", "2", "unknown key 'evry' in [checkpoint]; known are every, quorum");
    for (const auto* every : {"1", "'1'", "'s'", "'0s'", "'99ms'", "'61m'", "'-1s'", "'1 s'", "'1h'", "''"}) {
        expect_wrong("[checkpoint]\nevery = " + std::string(every) + "\n", "2", "expected every such as");
    }
    expect_wrong("[checkpoint]\nquorum = -1\n", "2", "expected a number of witnesses");
    expect_wrong("[checkpoint]\nquorum = 1.0\n", "2", "expected a number of witnesses");
    expect_wrong("[checkpoint]\n\nquorum = 2\n" + witness(good), "3", "a quorum of 2 cannot be reached with 1");
    expect_wrong("[witness]\nkey = ''\n", "1", "double brackets");
    expect_wrong("[[witness]]\nkey = '" + good + "'\n", "1", "has no url");
    expect_wrong("[[witness]]\nurl = 'http://a'\n", "1", "has no key");
    expect_wrong("[[witness]]\nkey = 7\n", "2", "expected a string for key");
    expect_wrong(witness(good) + "port = 7\n", "4", "unknown key 'port' in [[witness]]; known are key, url");
    expect_wrong("[[witness]]\nkey = 'a.example+00000000+AA=='\nurl = 'http://a'\n", "2", "");
    expect_wrong(witness(key_text("a.example", 1, tlog::KeyKind::ed25519)), "2", "not a witness's key");
    expect_wrong(witness(good, "https://a.example"), "3", "only http:// is spoken");
    expect_wrong(witness(good) + witness(key_text("a.example", 2)), "5", "the same name or key");
    expect_wrong(witness(good) + witness(key_text("b.example", 1)), "5", "the same name or key");
}

class NodeWithNotary : public testing::Test {
  protected:
    test::TemporaryDirectory directory;
    const fs::path data = directory / "data";
    SystemClock clock;
    SystemRandom random;

    Result<CommandAnswer> record(Node& node) {
        return node.execute(
            {.stream = {"account/clerk"},
             .proposal = account::Opened{.name = "clerk", .roles = {Role::auditor}, .unit = {}, .person = {}},
             .id = make_command_id(random),
             .account = system_account,
             .expected_version = {},
             .reason = {},
             .effective_at = {},
             .correlation = {},
             .causation = {}});
    }
    Result<std::unique_ptr<Node>> open(std::chrono::milliseconds every = std::chrono::milliseconds(1)) {
        return Node::open({.data = data, .notary = NotarySettings{.every = every}}, clock, random);
    }
};

TEST_F(NodeWithNotary, MakesAKeyAndSignsTheEmptyLog) {
    const auto node = open().value();
    while (!node->notary()->state().signed_size) std::this_thread::yield();
    EXPECT_EQ(node->notary()->official().value().size, 0u);
    EXPECT_EQ(node->notary()->key().name, node->log().identity().origin);
    EXPECT_EQ(fs::status(data / "checkpoint.key").permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(NodeWithNotary, SignsWhatIsCommittedWhileItRuns) {
    const auto node = open().value();
    while (!node->notary()->state().signed_size) std::this_thread::yield();
    ASSERT_TRUE(record(*node));
    while (node->notary()->state().signed_size != node->log().end()) std::this_thread::yield();
}

TEST_F(NodeWithNotary, SignsWhatIsCommittedBeforeItEnds) {
    const auto node = open(std::chrono::hours(1)).value();
    while (!node->notary()->state().signed_size) std::this_thread::yield();
    const auto answer = record(*node);
    ASSERT_TRUE(answer) << answer.error().message;
    node->stop();
    EXPECT_GT(node->log().end(), 0u);
    EXPECT_EQ(node->log().checkpoints().latest().value()->size, node->log().end());
}

TEST_F(NodeWithNotary, ALostKeyIsNotReplaced) {
    open().value()->stop();
    fs::rename(data / "checkpoint.key", directory / "backup");
    const auto without = open();
    ASSERT_FALSE(without);
    EXPECT_EQ(without.error().code, ErrorCode::not_found);
    EXPECT_THAT(without.error().message, HasSubstr("put its backup there"));
    EXPECT_FALSE(fs::exists(data / "checkpoint.key"));
    fs::rename(directory / "backup", data / "checkpoint.key");
    EXPECT_TRUE(open());
}

TEST_F(NodeWithNotary, WithoutSettingsNothingIsSigned) {
    const auto node = Node::open({.data = data}, clock, random).value();
    EXPECT_EQ(node->notary(), nullptr);
    EXPECT_FALSE(fs::exists(data / "checkpoint.key"));
}

}  // namespace

}  // namespace taizhang
