// The keeper bit by bit, with an engine that answers later on the same thread.
#include "src/keeper/keeper.hpp"
#include "tests/unit/keeper/city.hpp"

namespace taizhang::keeper {
namespace {

class SteppedKeeper : public testing::Test {
  protected:
    City city;
    std::unique_ptr<SteppedEngine> engine;
    std::optional<Keeper> keeper;

    void SetUp() override {
        city.unit("fgw");
        city.unit("jxw");
        city.ledger();
        city.item("1", {"fgw"}, Date(2014, 6, 30));
        city.item("2", {"jxw"}, Date(2014, 6, 30));
        city.settle();
        city.engine->stop();
        city.clock.set(china("2014-02-01"));
        engine = Engine::stepped({}, *city.log, city.clock, city.random);
        keeper.emplace(*city.log, *engine, city.clock);
    }
};

TEST_F(SteppedKeeper, gives_waits_without_blocking_and_hears) {
    ASSERT_TRUE(keeper->step().value()) << "gives what is due";
    EXPECT_FALSE(keeper->step().value()) << "nothing is answered yet";
    EXPECT_THAT(city.told(), testing::IsEmpty());
    ASSERT_TRUE(engine->step());
    EXPECT_TRUE(keeper->step().value()) << "hears";
    EXPECT_EQ(keeper->status().acted, 2U);
    EXPECT_FALSE(keeper->step().value()) << "nothing more is due";
    EXPECT_THAT(city.told(), testing::SizeIs(2));
}

TEST_F(SteppedKeeper, gives_again_after_a_restart_what_was_on_its_way) {
    ASSERT_TRUE(keeper->step().value());
    keeper.emplace(*city.log, *engine, city.clock);
    ASSERT_TRUE(keeper->step().value());
    ASSERT_TRUE(engine->step());
    ASSERT_TRUE(keeper->step().value());
    EXPECT_THAT(city.told(), testing::SizeIs(2)) << "each once";
}

TEST_F(SteppedKeeper, stops_when_the_log_is_not_written) {
    city.log->fail_next_append(SimulatedFault::before_persisting);
    ASSERT_TRUE(keeper->step().value());
    ASSERT_TRUE(engine->step());
    const auto heard = keeper->step();
    ASSERT_FALSE(heard);
    EXPECT_EQ(heard.error().code, ErrorCode::not_writable);
    EXPECT_THAT(keeper->status().stopped_because, testing::Not(testing::IsEmpty()));
}

}  // namespace
}  // namespace taizhang::keeper
