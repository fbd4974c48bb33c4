// Which kept checkpoint a data directory's commands print and prove under, and that a changed history is found out.
#include "tools/commands/kept_checkpoint.hpp"

#include "src/notary/key_file.hpp"
#include "tests/unit/rpc/fake_notary.cpp"
#include "tests/unit/rpc/fakes.cpp"

#include <gtest/gtest.h>

#include <random>

namespace taizhang {
namespace {

namespace fs = std::filesystem;
using rpc::test::FakeNotary;
using rpc::test::MemoryLog;

struct Kept {
    Kept() {
        for (int i = 0; i < 10; ++i)
            log.add({"item/2014-" + std::to_string(i)}, item::Urged{"please", {}}, clock.now());
    }
    VirtualClock clock{*Time::parse("2014-01-02T08:00:00+08:00")};
    MemoryLog log;
    FakeNotary notary{log, clock};
};

struct Folder {
    Folder() : path(fs::temp_directory_path() / ("taizhang-kept-" + std::to_string(std::random_device()()))) {
        fs::create_directories(path);
    }
    ~Folder() { fs::remove_all(path); }
    fs::path path;
};

TEST(KeptCheckpoint, TheNewestWithItsQuorumIsOfficialAndNewerOnesWithoutArePassedOver) {
    Kept kept;
    kept.notary.make_official(4);
    kept.notary.sign(6);
    kept.notary.sign(9);
    auto policy = kept.notary.policy();
    EXPECT_EQ(newest_official(kept.log, policy)->kept.size, 4u);
    policy.quorum = 0;
    EXPECT_EQ(newest_official(kept.log, policy)->kept.size, 9u);
    policy.quorum = 2;
    EXPECT_EQ(newest_official(kept.log, policy).error().code, ErrorCode::not_found);
    EXPECT_EQ(kept_of_size(kept.log, policy, 6)->kept.size, 6u) << "asked for by its size, it need not be official";
    const auto none = kept_of_size(kept.log, policy, 8);
    EXPECT_NE(none.error().message.find("nearest below is of 6"), std::string::npos) << none.error().message;
}

TEST(KeptCheckpoint, IsNotGivenOutWhenTheLogNoLongerLeadsToItsRoot) {
    Kept kept;
    kept.notary.make_official(8);
    const auto policy = kept.notary.policy();
    ASSERT_TRUE(newest_official(kept.log, policy));
    kept.log.spoil_leaf(3);
    EXPECT_EQ(newest_official(kept.log, policy).error().code, ErrorCode::corrupt);
    EXPECT_EQ(kept_of_size(kept.log, policy, 8).error().code, ErrorCode::corrupt);
}

TEST(KeptCheckpoint, OfMoreRecordsThanTheLogHoldsOrOfAnotherSizeIsCorrupt) {
    Kept kept;
    auto lost = kept.notary.sign(10);
    lost.size = 7;
    ASSERT_TRUE(kept.log.checkpoints().advance({}, lost));
    EXPECT_EQ(kept_of_size(kept.log, kept.notary.policy(), 7).error().code, ErrorCode::corrupt);
    MemoryLog shorter;
    const auto whole = kept.notary.sign(10);
    ASSERT_TRUE(shorter.checkpoints().advance({}, whole));
    EXPECT_EQ(kept_of_size(shorter, kept.notary.policy(), 10).error().code, ErrorCode::corrupt);
}

TEST(Trust, IsOfTheNamedKeysOrOfTheDirectorysOwn) {
    const Folder folder;
    const Kept kept;
    EXPECT_EQ(trust_of({}, folder.path, kept.log).error().code, ErrorCode::not_found);
    const auto own = notary::load_or_make_key(folder.path / "checkpoint.key", "x.example", tlog::KeyKind::ed25519);
    ASSERT_TRUE(own);
    EXPECT_EQ(trust_of({}, folder.path, kept.log)->log_keys, (std::vector<tlog::VerifierKey>{own->verifier()}));
    const auto named = kept.notary.key().to_string();
    EXPECT_EQ(trust_of({.keys = {named}, .witnesses = {}}, folder.path, kept.log)->log_keys,
              (std::vector<tlog::VerifierKey>{kept.notary.key()}));
    const auto bad = trust_of({.keys = {"no key"}, .witnesses = {}}, folder.path, kept.log);
    EXPECT_TRUE(bad.error().message.starts_with("--key: ")) << bad.error().message;
    EXPECT_EQ(trust_of({.keys = {named}, .witnesses = {}, .quorum = 1}, folder.path, kept.log).error().code,
              ErrorCode::invalid);
}

}  // namespace
}  // namespace taizhang
