// Commands about the log's keys held against the log: its name, and what was signed.
#include "fake_notary.hpp"

#include "src/rpc/key_guard.hpp"

#include <gmock/gmock.h>

namespace taizhang::rpc::test {
namespace {

using testing::HasSubstr;

std::string key_of(const std::string& name, char seed) {
    return tlog::SigningKey::from_seed(name, tlog::KeyKind::ed25519, std::string(32, seed))->verifier().to_string();
}

class KeyGuard : public testing::Test {
  protected:
    MemoryLog log;
    VirtualClock clock{*Time::parse("2014-03-01T09:00:00+08:00")};
    FakeNotary notary{log, clock};
    const std::string origin = log.identity().origin;

    void expect_refused(const Event& proposal, const std::string& said) {
        const auto checked = check_key_command(log, proposal);
        ASSERT_FALSE(checked) << said;
        EXPECT_EQ(checked.error().code, ErrorCode::refused);
        EXPECT_THAT(checked.error().message, HasSubstr(said));
        EXPECT_THAT(checked.error().message, HasSubstr("/key"));
    }
};

TEST_F(KeyGuard, AKeyIsAdoptedUnderTheLogsOwnNameAlone) {
    EXPECT_TRUE(check_key_command(log, log::KeyAdopted{key_of(origin, 'a')}));
    expect_refused(log::KeyAdopted{key_of("other.example/2014", 'a')}, "but this log is '" + origin + "'");
}

TEST_F(KeyGuard, AKeyThatWasNeverAdoptedAndSignedNothingIsNotRetired) {
    const auto stray = key_of(origin, 's');
    expect_refused(log::KeyRetired{stray}, "signed nothing");
    log.add({"person/a"}, person::Enrolled{"甲", {}, {}}, clock.now());
    notary.sign(1);
    expect_refused(log::KeyRetired{stray}, "signed nothing");
    EXPECT_TRUE(check_key_command(log, log::KeyRetired{notary.key().to_string()})) << "the one that the log began with";
    log.add({"log/keys"}, log::KeyAdopted{stray}, clock.now());
    EXPECT_TRUE(check_key_command(log, log::KeyRetired{stray}));
}

TEST_F(KeyGuard, OtherCommandsAndNonsensePassToWhoeverDecides) {
    EXPECT_TRUE(check_key_command(log, person::Enrolled{"甲", {}, {}}));
    EXPECT_TRUE(check_key_command(log, log::KeyAdopted{"nonsense"}));
    EXPECT_TRUE(check_key_command(log, log::KeyRetired{"nonsense"}));
}

}  // namespace
}  // namespace taizhang::rpc::test
