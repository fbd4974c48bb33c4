// Keys on disk: made once, for their owner alone, and never replaced.
#include "src/notary/key_file.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>

#include <taizhang/durable_file.hpp>
#include "tests/unit/log/temporary_directory.hpp"

namespace taizhang::notary {

namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using tlog::KeyKind;

class KeyFile : public testing::Test {
  protected:
    test::TemporaryDirectory directory;
    const fs::path path = directory / "checkpoint.key";

    Result<tlog::SigningKey> load(KeyKind kind = KeyKind::ed25519) { return load_or_make_key(path, "a/log", kind); }
    std::string bytes() const {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    void write(const std::string& text) {
        std::ofstream(path, std::ios::binary) << text;
        fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
    }
    void expect(ErrorCode code, const std::string& why) {
        const auto key = load();
        ASSERT_FALSE(key);
        EXPECT_EQ(key.error().code, code);
        EXPECT_THAT(key.error().message, HasSubstr(path.string()));
        EXPECT_THAT(key.error().message, HasSubstr(why));
    }
};

TEST_F(KeyFile, IsMadeOnceForItsOwnerAlone) {
    ::umask(0);
    const auto made = load();
    ::umask(022);
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_EQ(made->verifier().name, "a/log");
    EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(bytes(), made->secret_text() + "\n");
    EXPECT_EQ(load()->verifier(), made->verifier());
    EXPECT_EQ(load_key(path, KeyKind::ed25519)->verifier(), made->verifier());
    EXPECT_EQ(std::distance(fs::directory_iterator(directory.path()), {}), 1);  // nothing is left beside it
}

TEST_F(KeyFile, TwoAreNeverTheSame) {
    const auto first = load();
    fs::remove(path);
    EXPECT_NE(load()->verifier().public_key, first->verifier().public_key);
}

TEST_F(KeyFile, IsRefusedWhenOthersMayReadIt) {
    ASSERT_TRUE(load());
    for (const auto others : {fs::perms::group_read, fs::perms::others_read, fs::perms::others_write}) {
        fs::permissions(path, fs::perms::owner_read | others);
        expect(ErrorCode::forbidden, "chmod 600");
    }
    fs::permissions(path, fs::perms::owner_read);
    EXPECT_TRUE(load());
}

TEST_F(KeyFile, OfAnotherNameOrKindIsRefusedAndKept) {
    ASSERT_TRUE(load_or_make_key(path, "another/log", KeyKind::ed25519));
    const auto before = bytes();
    expect(ErrorCode::invalid, "expected the key of 'a/log', got that of 'another/log'");
    const auto kind = load(KeyKind::cosignature_v1);
    ASSERT_FALSE(kind);
    EXPECT_THAT(kind.error().message, HasSubstr("expected a witness's key, got a log's signing key"));
    EXPECT_EQ(bytes(), before);
}

TEST_F(KeyFile, GarbageIsRefusedAndKeptAndNotRepeated) {
    const auto good = tlog::SigningKey::from_seed("a/log", KeyKind::ed25519, std::string(32, 's'))->secret_text();
    for (const auto& text : {std::string(), std::string("\n"), good, good + "\n\n", std::string(5'000, 'x') + "\n"}) {
        write(text);
        expect(ErrorCode::invalid, "");
        EXPECT_EQ(bytes(), text);
        EXPECT_THAT(load().error().message, testing::Not(HasSubstr(good.substr(good.size() - 20))));
    }
    write(good + "\n");
    EXPECT_TRUE(load());
}

TEST_F(KeyFile, WhatIsNoFileIsRefused) {
    fs::create_directory(path);
    fs::permissions(path, fs::perms::owner_all);
    expect(ErrorCode::invalid, "is something else");
    fs::remove(path);
    ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
    expect(ErrorCode::invalid, "is something else");
}

TEST_F(KeyFile, MissingIsToldAndNotMadeByLoading) {
    EXPECT_EQ(load_key(path, KeyKind::ed25519).error().code, ErrorCode::not_found);
    EXPECT_FALSE(fs::exists(path));
}

TEST_F(KeyFile, OneThatCannotBeMadeIsTold) {
    const auto key = load_or_make_key(directory / "none/checkpoint.key", "a/log", KeyKind::ed25519);
    ASSERT_FALSE(key);
    EXPECT_EQ(key.error().code, ErrorCode::not_writable);
    EXPECT_EQ(load_or_make_key(path, "not a name", KeyKind::ed25519).error().code, ErrorCode::invalid);
    EXPECT_FALSE(fs::exists(path));
}

TEST_F(KeyFile, WhatACrashLeftBesideItIsNoObstacle) {
    std::ofstream(path.string() + ".new") << "half a k";
    ASSERT_TRUE(load());
    EXPECT_FALSE(fs::exists(path.string() + ".new"));
}

TEST_F(KeyFile, MakingNeverReplacesAndReplacingAlwaysDoes) {
    ASSERT_TRUE(make_file(path, "one"));
    EXPECT_EQ(make_file(path, "two").error().code, ErrorCode::conflict);
    EXPECT_EQ(bytes(), "one");
    ASSERT_TRUE(replace_file(path, "three"));
    EXPECT_EQ(bytes(), "three");
    EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(read_private_file(path, 5).value(), "three");
    EXPECT_EQ(read_private_file(path, 4).error().code, ErrorCode::invalid);
}

}  // namespace

}  // namespace taizhang::notary
