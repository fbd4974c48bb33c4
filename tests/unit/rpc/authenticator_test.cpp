// The credentials file, and how guessing is slowed down.
#include "rig.hpp"
#include "src/rpc/credential_file.hpp"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <fstream>

namespace taizhang::rpc::test {
namespace {

struct CredentialsTest : testing::Test {
    TemporaryFolder folder;
    std::filesystem::path path = folder.path / "credentials.jsonl";
    VirtualClock clock{start_of_2014};

    Result<std::unique_ptr<Authenticator>> open() {
        return Authenticator::open({.path = path, .cost = HashCost::least}, clock);
    }
};

TEST_F(CredentialsTest, AreKeptHashedInAFileForTheOwnerAlone) {
    ASSERT_TRUE((*open())->set_secret(AccountId{"lin"}, right_secret));
    struct stat info{};
    ASSERT_EQ(::stat(path.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0600u);
    std::ifstream in(path);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    EXPECT_EQ(text.find(right_secret), std::string::npos);
    EXPECT_NE(text.find("$argon2id$"), std::string::npos);
}

TEST_F(CredentialsTest, AreThereAfterARestartWithTheOthersUntouched) {
    ASSERT_TRUE((*open())->set_secret(AccountId{"lin"}, right_secret));
    ASSERT_TRUE((*open())->set_secret(AccountId{"boss"}, right_secret));
    const auto file = CredentialFile::open(path);
    ASSERT_TRUE(file);
    EXPECT_TRUE(file->find(AccountId{"lin"}));
    EXPECT_TRUE(file->find(AccountId{"boss"}));
    EXPECT_FALSE(file->find(AccountId{"ops"}));
}

TEST_F(CredentialsTest, AFileThatOthersMayReadIsRefusedWithTheWayToMendIt) {
    ASSERT_TRUE((*open())->set_secret(AccountId{"lin"}, right_secret));
    std::filesystem::permissions(path, std::filesystem::perms::group_read, std::filesystem::perm_options::add);
    const auto opened = open();
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().message.find("chmod 600"), std::string::npos);
}

TEST_F(CredentialsTest, ADamagedLineIsToldWithItsNumber) {
    ASSERT_TRUE((*open())->set_secret(AccountId{"lin"}, right_secret));
    std::ofstream(path, std::ios::app) << "{\"account\":\n";
    const auto opened = open();
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::corrupt);
    EXPECT_NE(opened.error().message.find("line 2"), std::string::npos);
    EXPECT_FALSE(CredentialFile::check(path, "{\"account\":\n"));  // as one that comes from a leader, in place of ours
    EXPECT_TRUE(CredentialFile::check(path, ""));
}

TEST(Throttling, WaitsDoubleUpToTheLongestAndAreForgotten) {
    Throttle throttle({}, 5);
    Time now = start_of_2014;
    for (int i = 0; i < 4; ++i) throttle.failed("a", now);
    EXPECT_FALSE(throttle.wait("a", now));
    for (const std::int64_t seconds : {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
        throttle.failed("a", now);
        EXPECT_EQ(throttle.wait("a", now), std::chrono::seconds(seconds));
        EXPECT_FALSE(throttle.wait("b", now));
        now = now + std::chrono::seconds(seconds);
        EXPECT_FALSE(throttle.wait("a", now));
    }
    throttle.failed("a", now + std::chrono::minutes(16));
    EXPECT_FALSE(throttle.wait("a", now + std::chrono::minutes(16)));
}

TEST(Throttling, RemembersABoundedNumberOfKeysAndForgetsTheOldest) {
    Throttle throttle({.max_keys = 2}, 1);
    throttle.failed("a", start_of_2014);
    throttle.failed("b", start_of_2014 + std::chrono::milliseconds(1));
    throttle.failed("c", start_of_2014 + std::chrono::milliseconds(2));
    const auto now = start_of_2014 + std::chrono::milliseconds(3);
    EXPECT_FALSE(throttle.wait("a", now));
    EXPECT_TRUE(throttle.wait("b", now));
    EXPECT_TRUE(throttle.wait("c", now));
}

}  // namespace
}  // namespace taizhang::rpc::test
