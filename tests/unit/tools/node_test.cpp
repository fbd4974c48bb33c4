// Whose eyes a data directory is for, and what opening one changes.
#include <gmock/gmock.h>

#include <fstream>

#include "tests/unit/log/temporary_directory.hpp"
#include "tools/node.hpp"

namespace taizhang {

namespace {

namespace fs = std::filesystem;

constexpr auto open_to_all = fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec |
                             fs::perms::others_read | fs::perms::others_exec;

class DataDirectory : public testing::Test {
  protected:
    Result<std::unique_ptr<Node>> open(const fs::path& data) { return Node::open({.data = data}, clock_, random_); }
    static fs::perms permissions(const fs::path& path) { return fs::status(path).permissions(); }

    test::TemporaryDirectory directory_;
    SystemClock clock_;
    SystemRandom random_;
};

TEST_F(DataDirectory, WhatIsMadeIsForItsOwnerAlone) {
    const fs::path data = directory_ / "data";
    ASSERT_TRUE(open(data.string() + "/"));
    EXPECT_EQ(permissions(data), fs::perms::owner_all);
    EXPECT_EQ(permissions(data / "log"), fs::perms::owner_all);
    EXPECT_EQ(permissions(data / "views"), fs::perms::owner_all);
}

TEST_F(DataDirectory, OneThatWasThereKeepsItsPermissionsAndTheLedgerInItIsClosedToOthers) {
    const fs::path data = directory_ / "data";
    fs::create_directory(data);
    fs::permissions(data, open_to_all);
    ASSERT_TRUE(open(data));
    EXPECT_EQ(permissions(data), open_to_all);
    EXPECT_EQ(permissions(data / "log"), fs::perms::owner_all);
    EXPECT_EQ(permissions(data / "views"), fs::perms::owner_all);
}

TEST_F(DataDirectory, ViewsThatWereDeletedAreMadeAnewForTheOwnerAlone) {
    const fs::path data = directory_ / "data";
    ASSERT_TRUE(open(data));
    fs::remove_all(data / "views");
    ASSERT_TRUE(Node::open({.data = data, .create = false}, clock_, random_));
    EXPECT_EQ(permissions(data / "views"), fs::perms::owner_all);
}

TEST_F(DataDirectory, OneThatCannotBeMadeIsTold) {
    const fs::path file = directory_ / "file";
    std::ofstream(file) << "x";
    const auto node = open(file / "data");
    ASSERT_FALSE(node);
    EXPECT_EQ(node.error().code, ErrorCode::not_writable);
    EXPECT_THAT(node.error().message, testing::HasSubstr((file / "data").string()));
}

}  // namespace

}  // namespace taizhang
