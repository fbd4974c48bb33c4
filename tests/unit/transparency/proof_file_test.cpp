#include "src/transparency/proof_file.hpp"

#include "tests/unit/transparency/small_tree.hpp"

#include <gmock/gmock.h>

namespace taizhang::tlog {

namespace {

using testing::IsEmpty;

const std::string head = "c2sp.org/tlog-proof@v1\n";
const std::string hash = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";

struct ProofScene {
    std::vector<Digest> leaves = some_leaves(70);
    SigningKey log = test_key("ledger.example.gov/2014", 1);
    Checkpoint checkpoint{.origin = "ledger.example.gov/2014", .size = leaves.size(), .root = mth(leaves)};
    TrustPolicy policy{.origin = checkpoint.origin, .log_keys = {log.verifier()}};

    ProofFile proof(std::uint64_t index) const {
        return {.index = index, .path = path(index, leaves), .checkpoint = signed_with(checkpoint.text(), log)};
    }
};

}  // namespace

TEST(ProofFile, OfEveryLeafSurvivesItsTextAndHolds) {
    const ProofScene scene;
    for (std::size_t index = 0; index < scene.leaves.size(); ++index) {
        const auto proof = ProofFile::parse(scene.proof(index).text());
        ASSERT_TRUE(proof) << index;
        const auto opened = verify_proof(*proof, scene.leaves[index], scene.policy);
        ASSERT_TRUE(opened) << index;
        EXPECT_EQ(opened->checkpoint, scene.checkpoint);
    }
}

TEST(ProofFile, CarriesExtraBytesAsTheyAre) {
    const ProofScene scene;
    auto proof = scene.proof(3);
    proof.extra = std::string("\0entry\n\xff", 8);
    const auto parsed = ProofFile::parse(proof.text());
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->extra, proof.extra);
    EXPECT_EQ(parsed->text(), proof.text());
    proof.extra = "";
    EXPECT_EQ(proof.text(), scene.proof(3).text());
    EXPECT_FALSE(ProofFile::parse(scene.proof(3).text())->extra);
}

TEST(ProofFile, OfTheOnlyLeafHasNoHashes) {
    const auto parsed = ProofFile::parse(head + "index 0\n\nnote");
    ASSERT_TRUE(parsed);
    EXPECT_THAT(parsed->path, IsEmpty());
    EXPECT_EQ(parsed->checkpoint, "note");
}

TEST(ProofFile, RefusesWhatIsMalformed) {
    std::string many;
    for (int i = 0; i < 65; ++i) many += hash;
    const std::vector<std::string> wrong = {
        "",
        head,
        "c2sp.org/tlog-proof@v2\nindex 0\n\nnote",
        "index 0\n\nnote",
        head + "index 0\n",
        head + "index 0\n" + hash,
        head + "index 0\n\n",  // no end of the hashes, no checkpoint
        head + "index 00\n\nnote",
        head + "index 01\n\nnote",
        head + "index -1\n\nnote",
        head + "index +1\n\nnote",
        head + "index  1\n\nnote",
        head + "index 1 \n\nnote",
        head + "index \n\nnote",
        head + "index\n\nnote",
        head + "index 18446744073709551616\n\nnote",
        head + "Index 1\n\nnote",  //
        head + "extra \nindex 1\n\nnote",
        head + "extra AA\nindex 1\n\nnote",
        head + "extra AB==\nindex 1\n\nnote",
        head + "extra AA==\nextra AA==\nindex 1\n\nnote",
        head + "index 1\nextra AA==\n\nnote",
        head + "extra AA==\n\nindex 1\n\nnote",  //
        head + "index 1\nAAAA\n\nnote",
        head + "index 1\n" + hash + "x\n\nnote",
        head + "index 1\n" + many + "\nnote",
        head + "index 1\r\n\nnote",
        head + "index 1\n\nno\xffte",  //
    };
    for (const auto& text : wrong) {
        const auto parsed = ProofFile::parse(text);
        ASSERT_FALSE(parsed) << text;
        EXPECT_EQ(parsed.error().code, ErrorCode::invalid) << text;
    }
    EXPECT_TRUE(ProofFile::parse(head + "index 1\n" + many.substr(hash.size()) + "\nnote"));
}

TEST(ProofFile, IsBounded) {
    const std::string start = head + "index 1\n\n";
    EXPECT_TRUE(ProofFile::parse(start + std::string(max_proof_bytes - start.size(), 'x')));
    EXPECT_EQ(ProofFile::parse(start + std::string(max_proof_bytes - start.size() + 1, 'x')).error().code,
              ErrorCode::over_limit);
    // the largest entry has room beside a whole path
    ProofFile largest{.extra = std::string(65'535, 'x'), .path = std::vector<Digest>(64), .checkpoint = "note"};
    EXPECT_TRUE(ProofFile::parse(largest.text() + std::string(32 << 10, 'x')));
}

TEST(VerifyProof, RejectsAnotherLeafIndexOrPath) {
    const ProofScene scene;
    const auto good = scene.proof(41);
    EXPECT_EQ(verify_proof(good, scene.leaves[42], scene.policy).error().code, ErrorCode::corrupt);
    for (const std::uint64_t index : {0u, 40u, 42u, 69u, 70u, 105u}) {
        auto moved = good;
        moved.index = index;
        EXPECT_FALSE(verify_proof(moved, scene.leaves[41], scene.policy)) << index;
    }
    for (std::size_t i = 0; i < good.path.size(); ++i) {
        auto changed = good;
        changed.path[i].bytes[31] ^= 1;
        EXPECT_FALSE(verify_proof(changed, scene.leaves[41], scene.policy)) << i;
    }
    auto shorter = good, longer = good;
    shorter.path.pop_back();
    longer.path.push_back(good.path.back());
    EXPECT_FALSE(verify_proof(shorter, scene.leaves[41], scene.policy));
    EXPECT_FALSE(verify_proof(longer, scene.leaves[41], scene.policy));
}

TEST(VerifyProof, RejectsACheckpointOfAnotherKeyOrOrigin) {
    const ProofScene scene;
    auto forged = scene.proof(41);
    forged.checkpoint = signed_with(scene.checkpoint.text(), test_key("ledger.example.gov/2014", 9));
    EXPECT_EQ(verify_proof(forged, scene.leaves[41], scene.policy).error().code, ErrorCode::corrupt);
    auto policy = scene.policy;
    policy.origin = "ledger.example.gov/2015";
    EXPECT_FALSE(verify_proof(scene.proof(41), scene.leaves[41], policy));
}

}  // namespace taizhang::tlog
