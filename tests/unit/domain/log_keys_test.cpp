#include "tests/unit/domain/city.hpp"

#include "src/transparency/note.hpp"

namespace taizhang {

namespace {

std::string key_of(char seed, tlog::KeyKind kind = tlog::KeyKind::ed25519) {
    return tlog::SigningKey::from_seed("ledger.example.gov/2014", kind, std::string(32, seed))->verifier().to_string();
}

class LogKeys : public City {
  protected:
    const std::string first = key_of('a'), second = key_of('b'), third = key_of('c');

    auto adopt(const std::string& key, const std::string& by = "operator", const std::string& stream = "log/keys") {
        return world.give(by, stream, log::KeyAdopted{key}, "年度换钥");
    }
    auto retire(const std::string& key, const std::string& by = "operator", const std::string& stream = "log/keys") {
        return world.give(by, stream, log::KeyRetired{key}, "年度换钥");
    }
    const LogState& keys() { return world.state<LogState>("log/keys"); }
};

TEST_F(LogKeys, TheNextKeyIsAdoptedAndThenTheFirstRetired) {
    const auto adopted_at = world.end();
    ASSERT_THAT(adopt(second), Accepted());
    const auto retired_at = world.end();
    ASSERT_THAT(retire(first), Accepted());
    ASSERT_EQ(keys().adopted.size(), 1u);
    EXPECT_EQ(keys().adopted[0].key, second);
    EXPECT_EQ(keys().adopted[0].adopted, adopted_at);
    EXPECT_FALSE(keys().adopted[0].retired);
    EXPECT_EQ(keys().retired_first, std::vector{first});
    ASSERT_THAT(adopt(third), Accepted());
    ASSERT_THAT(retire(second), Accepted());
    EXPECT_EQ(keys().adopted[0].retired, retired_at + 2);
}

TEST_F(LogKeys, OnlyOperationsAdoptAndRetire) {
    for (const auto* by : {"supervisor", "admin", "auditor", "holder", "fgw-leader"}) {
        EXPECT_THAT(adopt(second, by), not_allowed()) << by;
        EXPECT_THAT(retire(second, by), not_allowed()) << by;
    }
    EXPECT_THAT(world.give("operator", "log/keys", log::KeyAdopted{second}), invalid_at("/reason"));
}

TEST_F(LogKeys, AKeyIsAVerifierKeyThatSignsCheckpoints) {
    EXPECT_THAT(adopt("nonsense"), invalid_at("/key"));
    EXPECT_THAT(adopt(""), invalid_at("/key"));
    EXPECT_THAT(adopt(second.substr(0, second.size() - 4)), invalid_at("/key"));
    EXPECT_THAT(adopt(key_of('b', tlog::KeyKind::cosignature_v1)), invalid_at("/key"));
    EXPECT_THAT(adopt(second), Accepted());
    EXPECT_THAT(retire("nonsense"), invalid_at("/key"));
}

TEST_F(LogKeys, TheyStandInOneStream) {
    EXPECT_THAT(adopt(second, "operator", "log/other"), invalid_at("/stream"));
    ASSERT_THAT(adopt(second), Accepted());
    EXPECT_THAT(retire(first, "operator", "log/other"), invalid_at("/stream"));
}

TEST_F(LogKeys, NoKeyIsAdoptedTwiceOrComesBack) {
    ASSERT_THAT(adopt(second), Accepted());
    EXPECT_THAT(adopt(second), refused_at("/key"));
    ASSERT_THAT(retire(first), Accepted());
    EXPECT_THAT(adopt(first), refused_at("/key"));
    EXPECT_THAT(retire(first), refused_at("/key"));
    ASSERT_THAT(adopt(third), Accepted());
    ASSERT_THAT(retire(second), Accepted());
    EXPECT_THAT(adopt(second), refused_at("/key"));
    EXPECT_THAT(retire(second), refused_at("/key"));
}

TEST_F(LogKeys, TheLastAdoptedOneIsNotRetired) {
    EXPECT_THAT(retire(first), refused_at("/key"));
    ASSERT_THAT(adopt(second), Accepted());
    EXPECT_THAT(retire(second), refused_at("/key"));
    ASSERT_THAT(adopt(third), Accepted());
    ASSERT_THAT(retire(second), Accepted());
    EXPECT_THAT(retire(third), refused_at("/key"));
}

TEST_F(LogKeys, OnlyTheKeyThatTheLogBeganWithIsRetiredWithoutHavingBeenAdopted) {
    ASSERT_THAT(adopt(second), Accepted());
    ASSERT_THAT(retire(first), Accepted());
    const auto other = retire(third);
    EXPECT_THAT(other, refused_at("/key"));
    EXPECT_THAT(other.error().message, testing::HasSubstr("never adopted"));
    EXPECT_EQ(keys().retired_first, std::vector{first});
    ASSERT_THAT(adopt(third), Accepted()) << "what was refused leaves nothing behind";
}

TEST_F(LogKeys, AKeyOfTheNameThatARestoredLogHadBeforeIsNoOtherOne) {
    const auto foreign = tlog::SigningKey::from_seed("old.example/log", tlog::KeyKind::ed25519, std::string(32, 'o'));
    ASSERT_THAT(adopt(foreign->verifier().to_string()), Accepted());
    EXPECT_THAT(retire(first), refused_at("/key"));
}

}  // namespace

}  // namespace taizhang
