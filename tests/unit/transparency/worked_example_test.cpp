// The worked example of docs/formats/transparency.md: everything in it comes from two seeds, and the page must show
// exactly what is computed here. Whoever changes a format finds the page in his way.
#include "src/transparency/proof_file.hpp"
#include "src/transparency/tile.hpp"
#include "src/transparency/witness.hpp"

#include "tests/unit/transparency/small_tree.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

namespace taizhang::tlog {

namespace {

using testing::HasSubstr;

const std::string example_origin = "ledger.example.gov/2014";

EventHeader header(Position position) {
    EventHeader header;
    header.position = position;
    header.stream = {"item/2014-cz-009"};
    header.stream_version = position + 1;
    header.type = 1;
    header.recorded = *Time::parse("2014-03-05T04:00:00Z") + std::chrono::minutes(position);
    header.effective = header.recorded;
    header.actor.account = {"wang"};
    header.command_id.bytes.fill(std::uint8_t(position));
    header.command = "item.report_progress";
    header.payload_digest = payload_digest(Salt{}, "payload " + std::to_string(position));
    return header;
}

class RememberingStore final : public WitnessStore {
  public:
    Result<std::optional<Checkpoint>> latest(const std::string&) const override { return last; }
    Status keep(const Checkpoint& next) override {
        last = next;
        return {};
    }
    std::optional<Checkpoint> last;
};

struct WorkedExample : testing::Test {
    SigningKey log = test_key(example_origin, 1);
    SigningKey audit = test_key("audit.example.gov", 2, KeyKind::cosignature_v1);
    std::vector<std::string> entries;
    std::vector<Digest> leaves;
    VirtualClock clock{*Time::parse("2014-03-05T05:00:00Z")};
    RememberingStore store;

    WorkedExample() {
        for (Position position = 0; position < 5; ++position) entries.push_back(header_entry(header(position)));
        leaves = leaves_of(entries);
    }

    std::string note(std::size_t size) const {
        const Leaves d = Leaves(leaves).first(size);
        return signed_with(Checkpoint{.origin = example_origin, .size = size, .root = mth(d)}.text(), log);
    }
    AddCheckpoint request(std::size_t from, std::size_t to) const {
        return {.old_size = from, .path = consistency(from, Leaves(leaves).first(to)), .checkpoint = note(to)};
    }
    /// What the witness answers to the checkpoint of three leaves and then to that of five.
    std::string cosignature() {
        Witness witness(test_key("audit.example.gov", 2, KeyKind::cosignature_v1), {{example_origin, {log.verifier()}}},
                        store, clock);
        EXPECT_EQ(witness.add_checkpoint(request(0, 3).text()).status, 200u);
        return witness.add_checkpoint(request(3, 5).text()).body;
    }
    ProofFile proof() {
        return {.extra = entries[2], .index = 2, .path = path(2, leaves), .checkpoint = note(5) + cosignature()};
    }

    /// The block of the page that follows the line "<!-- <name> -->".
    static std::string block(const std::string& name) {
        std::ifstream file(TAIZHANG_SOURCE_DIR "/docs/formats/transparency.md");
        std::stringstream text;
        text << file.rdbuf();
        const std::string page = text.str(), mark = "<!-- " + name + " -->\n```\n";
        const std::size_t begin = page.find(mark);
        if (begin == page.npos) return "the page has no block " + name;
        const std::size_t from = begin + mark.size();
        return page.substr(from, page.find("```\n", from) - from);
    }
};

}  // namespace

TEST_F(WorkedExample, ShowsTheKeys) {
    EXPECT_EQ(block("keys"),
              log.verifier().to_string() + "\n" + log.secret_text() + "\n" + audit.verifier().to_string() + "\n");
}

TEST_F(WorkedExample, ShowsTheLeavesAndRoots) {
    std::string lines;
    for (const Digest& leaf : leaves) lines += to_base64(leaf.view()) + "\n";
    for (const std::size_t size : {3u, 5u}) lines += to_base64(mth(Leaves(leaves).first(size)).view()) + "\n";
    EXPECT_EQ(block("leaves"), lines);
}

TEST_F(WorkedExample, ShowsTheWitnessesRequestAndAnswer) {
    EXPECT_EQ(block("request"), request(3, 5).text());
    EXPECT_EQ(block("answer"), cosignature());
}

TEST_F(WorkedExample, ShowsAProofFileThatHolds) {
    const std::string shown = block("proof");
    EXPECT_EQ(shown, proof().text());
    const auto parsed = ProofFile::parse(shown);
    ASSERT_TRUE(parsed) << parsed.error().message;
    const TrustPolicy policy{
        .origin = example_origin, .log_keys = {log.verifier()}, .witnesses = {audit.verifier()}, .quorum = 1};
    const auto opened = verify_proof(*parsed, leaf_hash(*parsed->extra), policy);
    ASSERT_TRUE(opened) << opened.error().message;
    EXPECT_TRUE(opened->official);
    EXPECT_EQ(opened->cosigners[0].at, clock.now());
}

TEST_F(WorkedExample, HoldsTheseValues) {
    EXPECT_EQ(log.verifier().to_string(),
              "ledger.example.gov/2014+325aaf0d+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c");
    EXPECT_EQ(audit.verifier().to_string(), "audit.example.gov+71474c69+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU");
    EXPECT_EQ(to_base64(leaves[2].view()), "32N98fWEGK6i2Ng4jXzLGCwokojn5JY6dXSFXNB0Xxw=");
    EXPECT_EQ(to_base64(mth(leaves).view()), "c7dIXW79BgO4gtFjBIKPBSTw2DYVlEmFbwAnYv6y5yk=");
    EXPECT_EQ(sha256({proof().text()}).to_string(), "232a8cdbe0bc4b04b1464d33f3239674482d8012ccac1ec7c676a09f707d2e76");
    EXPECT_EQ(TileName({.level = 0, .index = 0, .width = 5}).path(), "tile/0/000.p/5");
}

}  // namespace taizhang::tlog
