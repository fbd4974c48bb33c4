// What /healthz and system.health tell.
#include "src/rpc/health.hpp"

#include "rig.hpp"

#include <gtest/gtest.h>

namespace taizhang::rpc::test {
namespace {

TEST(Health, TellsTheFreeBytesOfTheDiskWhereItsPathIsGiven) {
    Rig rig;
    Services services({rig.engine, rig.log, rig.views, rig.clock, *rig.authenticator, {}, rig.folder.path});
    const auto body = health(services).body;
    EXPECT_GT(body.at("disk").at("free_bytes").to_number<std::uint64_t>(), 0u);
    EXPECT_GE(body.at("disk").at("total_bytes").to_number<std::uint64_t>(),
              body.at("disk").at("free_bytes").to_number<std::uint64_t>());
    EXPECT_EQ(body.at("status"), "ok");
    EXPECT_TRUE(body.at("checkpoint").is_null());
}

TEST(Health, TellsNoDiskWhereItIsNotKnown) {
    Rig rig;
    EXPECT_TRUE(health(rig.services).body.at("disk").is_null());
    Services services({rig.engine, rig.log, rig.views, rig.clock, *rig.authenticator, {}, rig.folder.path / "none"});
    EXPECT_TRUE(health(services).body.at("disk").is_null());
    EXPECT_TRUE(health(services).writable);
}

}  // namespace
}  // namespace taizhang::rpc::test
