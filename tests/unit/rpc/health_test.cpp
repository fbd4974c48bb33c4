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

/// One view that is being built, one that stopped, and what operators may do about them.
class ProjectionMethods : public testing::Test {
  protected:
    Rig rig;
    ProjectionMethods() {
        rig.views.more_states = {
            {.name = "calendar",
             .version = 2,
             .applied = 7,
             .stopped_because = {},
             .building = ViewBuilding{.next = 1, .beside = true, .seconds = 5, .events_per_second = 2.5, .left = 3.2}},
            {.name = "units",
             .version = 1,
             .applied = 2,
             .stopped_because = "event 3 tastes bad",
             .lag = 4,
             .poison = PoisonEvent{3, "unit.registered", "unit/u"},
             .stopped_seconds = 60}};
    }
};

TEST_F(ProjectionMethods, ListTellsWhatIsBuiltAndWhatStopped) {
    auto client = rig.logged_in("audit");
    const auto views = client.result("projections.list").at("views").as_array();
    const auto& building = views.at(0).as_object();
    EXPECT_EQ(building.at("state"), "building");
    EXPECT_EQ(building.at("building").at("applied"), 1);
    EXPECT_EQ(building.at("building").at("events_per_second"), 2);
    EXPECT_EQ(building.at("building").at("eta_s"), 4);
    EXPECT_EQ(building.at("building").at("beside"), true);
    EXPECT_LT(building.at("building").at("percent").to_number<double>(), 100);
    EXPECT_FALSE(building.contains("stopped"));
    const auto& stopped = views.at(1).as_object();
    EXPECT_EQ(stopped.at("state"), "stopped");
    EXPECT_EQ(stopped.at("lag"), 4);
    EXPECT_EQ(stopped.at("stopped").at("position"), 3);
    EXPECT_EQ(stopped.at("stopped").at("event"), "unit.registered");
    EXPECT_EQ(stopped.at("stopped").at("because"), "event 3 tastes bad");
    EXPECT_EQ(views.at(2).at("state"), "live");
    EXPECT_EQ(health(rig.services).body.at("views").at(1).at("poison").at("position"), 3);
}

TEST_F(ProjectionMethods, OnlyOperationsActsAndNobodyBuildsTheRowsOfOneStream) {
    auto clerk = rig.logged_in("lin"), auditor = rig.logged_in("audit"), operations = rig.logged_in("ops");
    EXPECT_EQ(clerk.code("projections.list"), 5);
    EXPECT_EQ(auditor.code("projections.rebuild"), 5);
    EXPECT_EQ(auditor.code("projections.retry", {{"view", "units"}}), 5);
    EXPECT_EQ(operations.code("projections.rebuild", {{"stream", "item/1"}}), -32602);
    EXPECT_EQ(rig.views.rebuilt.size(), 0u);
    operations.result("projections.rebuild", {{"views", json::array{"units"}}});
    EXPECT_EQ(rig.views.rebuilt, std::vector<std::string>{"units"});
    operations.result("projections.retry", {{"view", "units"}});
    EXPECT_EQ(rig.views.retried, "units");
}

}  // namespace
}  // namespace taizhang::rpc::test
