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

TEST(Health, TellsHowFarCheckpointsHaveCome) {
    auto rig = Rig::signing();
    const auto told = [&] { return health(rig.services).body.at("checkpoint").as_object(); };
    EXPECT_EQ(json::serialize(told()), R"({"size":null,"age_s":null,"official_size":null,"problem":null})");
    rig.notary->make_official(3);
    rig.notary->sign(5);
    rig.clock.set(start_of_2014 + std::chrono::milliseconds(7'900));
    EXPECT_EQ(json::serialize(told()), R"({"size":5,"age_s":7,"official_size":3,"problem":null})");
    rig.clock.set(start_of_2014 - std::chrono::seconds(60));
    EXPECT_EQ(told().at("age_s"), 0) << "the clock was set back";
    rig.notary->state_now.witnesses[1].last_problem = "409: knows 7";
    EXPECT_EQ(told().at("problem"), "office: 409: knows 7");
    rig.notary->state_now.stopped_because = "the root is another";
    EXPECT_EQ(told().at("problem"), "the root is another; office: 409: knows 7");
}

TEST(Metrics, CountCheckpointsAndWitnessesThatDoNotCosign) {
    auto rig = Rig::signing();
    EXPECT_EQ(open_metrics(rig.services).find("checkpoint_age_seconds"), std::string::npos) << "none is official";
    rig.notary->make_official(3);
    rig.notary->sign(5);
    rig.notary->state_now.witnesses[1].name = "of\"fice";
    rig.notary->state_now.witnesses[1].last_problem = "no answer";
    rig.clock.set(start_of_2014 + std::chrono::seconds(8));
    const auto page = open_metrics(rig.services);
    for (const auto* line :
         {"taizhang_checkpoint_size 5\n", "taizhang_checkpoint_official_size 3\n",
          "taizhang_checkpoint_age_seconds 8\n", "taizhang_checkpoint_stopped 0\n",
          "taizhang_witness_problem{witness=\"audit\"} 0\n", "taizhang_witness_problem{witness=\"of\\\"fice\"} 1\n",
          "taizhang_requests_total{family=\"log\"} 0\n"}) {
        EXPECT_NE(page.find(line), std::string::npos) << line << page;
    }
    Rig without;
    EXPECT_EQ(open_metrics(without.services).find("checkpoint"), std::string::npos);
}

}  // namespace
}  // namespace taizhang::rpc::test
