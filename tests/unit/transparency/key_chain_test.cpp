#include "src/transparency/key_chain.hpp"

#include <gtest/gtest.h>

namespace taizhang::tlog {
namespace {

VerifierKey key(char seed) {
    return SigningKey::from_seed("ledger.example.gov/2014", KeyKind::ed25519, std::string(32, seed))->verifier();
}

using Keys = std::vector<VerifierKey>;

TEST(KeyChain, AnAdoptedKeyIsInForceAboveItsEventAndARetiredOneBelowIt) {
    KeyChain chain({key('a')});
    chain.add({.position = 4, .key = key('b'), .what = KeyChange::adopted});
    chain.add({.position = 9, .key = key('a'), .what = KeyChange::retired});
    EXPECT_EQ(chain.in_force(4), Keys{key('a')});
    EXPECT_EQ(chain.in_force(5), (Keys{key('a'), key('b')}));
    EXPECT_EQ(chain.in_force(9), (Keys{key('a'), key('b')}));
    EXPECT_EQ(chain.in_force(10), Keys{key('b')});
}

TEST(KeyChain, AFirstKeyThatIsAdoptedSignsBeforeItAsWell) {
    KeyChain chain({key('a')});
    chain.add({.position = 4, .key = key('a'), .what = KeyChange::adopted});
    EXPECT_EQ(chain.in_force(4), Keys{key('a')}) << "a server that stopped before it signed again would not start";
    EXPECT_EQ(chain.in_force(5), Keys{key('a')});
}

}  // namespace
}  // namespace taizhang::tlog
