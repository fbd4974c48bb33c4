// A witness's memory on disk: whole, synced, one process at a time, and never taken for empty when it is damaged.
#include "tools/witness_store.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "tests/unit/log/temporary_directory.hpp"
#include "tests/unit/transparency/small_tree.hpp"

namespace taizhang {

namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using Missing = FileWitnessStore::Missing;

class WitnessState : public testing::Test {
  protected:
    test::TemporaryDirectory directory;
    const fs::path path = directory / "state";

    Result<std::unique_ptr<FileWitnessStore>> open(Missing missing = Missing::made) {
        return FileWitnessStore::open(path, missing);
    }
    static tlog::Checkpoint checkpoint(const std::string& origin, std::size_t size) {
        return {.origin = origin, .size = size, .root = tlog::mth(tlog::some_leaves(size))};
    }
    void write(const std::string& text) {
        std::ofstream(path, std::ios::binary) << text;
        fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
    }
};

TEST_F(WitnessState, OutlivesTheProcessForSeveralLogs) {
    {
        const auto store = open().value();
        EXPECT_FALSE(store->latest("a/1").value());
        ASSERT_TRUE(store->keep(checkpoint("a/1", 3)));
        ASSERT_TRUE(store->keep(checkpoint("b/2 with a space", 0)));
        ASSERT_TRUE(store->keep(checkpoint("a/1", 9)));
        EXPECT_EQ(store->latest("a/1").value(), checkpoint("a/1", 9));
    }
    const auto again = open(Missing::refused).value();
    EXPECT_EQ(again->latest("a/1").value(), checkpoint("a/1", 9));
    EXPECT_EQ(again->latest("b/2 with a space").value(), checkpoint("b/2 with a space", 0));
    EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(WitnessState, OneThatIsMissingIsNotTakenForEmpty) {
    const auto missing = open(Missing::refused);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::not_found);
    EXPECT_THAT(missing.error().message, HasSubstr("could cosign another history"));
    EXPECT_FALSE(fs::exists(path));
}

TEST_F(WitnessState, BelongsToOneProcess) {
    const auto first = open().value();
    const auto second = open();
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::busy);
}

TEST_F(WitnessState, DamageIsToldWithItsLine) {
    const std::string root = to_base64(tlog::empty_root().view()), good = "taizhang witness 1\n";
    const std::vector<std::pair<std::string, std::string>> damaged{
        {"", ":1:"},
        {"taizhang witness 2\n", ":1:"},
        {good + "3 " + root, ":2: the line has no end"},
        {good + "3 " + root + "\n", ":2: expected '<size> <root> <origin>'"},
        {good + "x " + root + " a\n", ":2:"},
        {good + "3 " + root.substr(1) + " a\n", ":2:"},
        {good + "3 " + root + " a\n4 " + root + " a\n", ":3: this log stands there twice"},
        {good + "\n", ":2:"}};
    for (const auto& [text, where] : damaged) {
        write(text);
        const auto store = open();
        ASSERT_FALSE(store) << text;
        EXPECT_EQ(store.error().code, ErrorCode::corrupt);
        EXPECT_THAT(store.error().message, HasSubstr(path.string() + where)) << text;
    }
    write(good + "3 " + root + " a\n");
    EXPECT_EQ(open().value()->latest("a").value()->size, 3u);
}

TEST_F(WitnessState, WhatCouldNotBeWrittenIsNotRemembered) {
    const auto store = open().value();
    ASSERT_TRUE(store->keep(checkpoint("a/1", 3)));
    fs::create_directory(path.string() + ".new");  // stands in the way of the next one
    std::ofstream(path.string() + ".new/x") << "x";
    EXPECT_EQ(store->keep(checkpoint("a/1", 9)).error().code, ErrorCode::not_writable);
    EXPECT_EQ(store->latest("a/1").value()->size, 3u);
    fs::remove_all(path.string() + ".new");
    EXPECT_TRUE(store->keep(checkpoint("a/1", 9)));
}

}  // namespace

}  // namespace taizhang
