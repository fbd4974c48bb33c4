// The running keeper, with the real engine on a log in memory: what it records, once, also after a crash.
#include "src/keeper/keeper.hpp"
#include "src/log/simulated_log.hpp"
#include "tests/unit/keeper/city.hpp"

namespace taizhang::keeper {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class TheKeeper : public testing::Test {
  protected:
    City city;

    void SetUp() override {
        city.unit("fgw");
        city.unit("jxw");
        city.ledger();
        city.item("1", {"fgw"}, Date(2014, 6, 30));
        city.item("2", {"jxw"}, Date(2014, 6, 30));
    }
    /// The system's commands since, as they stand in the log.
    Lines told() { return city.told(); }
};

TEST_F(TheKeeper, S1_4_after_a_week_of_downtime_records_each_once_with_the_moment_it_fell_due) {
    city.clock.set(china("2014-02-07"));
    Keeper keeper(*city.log, *city.engine, city.clock);
    ASSERT_TRUE(keeper.catch_up());
    EXPECT_THAT(told(), ElementsAre("2014-02-01 00:00 report.fall_due report/2014.2014-01.fgw",
                                    "2014-02-01 00:00 report.fall_due report/2014.2014-01.jxw",
                                    "2014-02-06 00:00 report.come_late report/2014.2014-01.fgw",
                                    "2014-02-06 00:00 report.come_late report/2014.2014-01.jxw"));
    ASSERT_TRUE(keeper.catch_up());
    EXPECT_THAT(told(), SizeIs(4));
    EXPECT_EQ(keeper.status().acted, 4U);
    EXPECT_EQ(keeper.status().refused, 0U) << keeper.status().last_refusal;
    EXPECT_EQ(keeper.status().applied, city.log->end());
    EXPECT_EQ(keeper.status().next, china("2014-02-16"));
}

TEST_F(TheKeeper, a_restart_between_two_catch_ups_changes_nothing) {
    for (const auto* day : {"2014-02-01", "2014-02-02 12:00", "2014-02-06", "2014-03-05", "2014-07-02"}) {
        city.clock.set(china(day));
        Keeper keeper(*city.log, *city.engine, city.clock);
        ASSERT_TRUE(keeper.catch_up()) << day;
        EXPECT_EQ(keeper.status().refused, 0U) << keeper.status().last_refusal;
    }
    EXPECT_THAT(with(told(), "fall_due"), SizeIs(12));
    EXPECT_THAT(with(told(), "come_late"), SizeIs(10));
    EXPECT_THAT(with(told(), "item.fall_overdue"), SizeIs(2));
    const auto all = told();
    EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), all.size()) << "each once";
}

TEST_F(TheKeeper, a_crash_before_the_answer_has_one_effect) {
    city.clock.set(china("2014-02-01"));
    city.log->fail_next_append(SimulatedFault::after_persisting);
    {
        Keeper keeper(*city.log, *city.engine, city.clock);
        const auto done = keeper.catch_up();
        ASSERT_FALSE(done);
        EXPECT_EQ(done.error().code, ErrorCode::not_writable);
        EXPECT_THAT(keeper.status().stopped_because, testing::Not(IsEmpty()));
    }
    city.restart();
    Keeper keeper(*city.log, *city.engine, city.clock);
    ASSERT_TRUE(keeper.catch_up());
    EXPECT_THAT(with(told(), "fall_due"), SizeIs(2));
}

TEST_F(TheKeeper, a_clock_that_was_set_back_brings_nothing_twice_and_nothing_early) {
    city.clock.set(china("2014-02-06"));
    Keeper keeper(*city.log, *city.engine, city.clock);
    ASSERT_TRUE(keeper.catch_up());
    const auto before = told();
    city.clock.set(china("2014-01-20"));
    ASSERT_TRUE(keeper.catch_up());
    EXPECT_EQ(told(), before);
    EXPECT_EQ(keeper.status().refused, 0U);
}

TEST_F(TheKeeper, the_thread_acts_when_it_is_woken_and_stops_cleanly) {
    Keeper keeper(*city.log, *city.engine, city.clock);
    keeper.start();
    city.clock.set(china("2014-02-01"));
    keeper.wake();
    city.await([&] { return keeper.status().acted == 2; });
    city.give("unit/new", unit::Registered{.name = "新单位", .kind = unit::Kind::department});
    keeper.wake();
    city.await([&] { return keeper.status().applied == city.log->end(); });
    city.clock.set(china("2014-02-06"));
    keeper.wake();
    city.await([&] { return keeper.status().acted == 4; });
    keeper.stop();
    keeper.stop();
    EXPECT_THAT(told(), SizeIs(4));
}

TEST_F(TheKeeper, the_thread_stops_acting_when_the_log_cannot_be_written_and_says_so) {
    Keeper keeper(*city.log, *city.engine, city.clock);
    city.log->fail_next_append(SimulatedFault::before_persisting);
    city.clock.set(china("2014-02-01"));
    keeper.start();
    city.await([&] { return !keeper.status().stopped_because.empty(); });
    keeper.wake();
    keeper.stop();
    EXPECT_EQ(keeper.status().acted, 0U);
}

TEST_F(TheKeeper, S1_7_what_is_behind_is_proposed_with_its_cause) {
    city.adopt(R"(title = "制度"
system = "S1"
document = "文件"
[[step]]
name = "order"
on = "item_overdue"
take = "rectification"
deadline = "15 days"
clause = "S1.7"
text = "{unit}的{item}逾期"
[[step]]
name = "urge"
on = "report_late"
take = "urging"
mode = "automatic"
text = "{unit}迟报"
)");
    city.give("ledger/2014", ledger::Amended{.regime = RegimeId{"s1"}});
    city.clock.set(china("2014-07-02"));
    Keeper keeper(*city.log, *city.engine, city.clock);
    ASSERT_TRUE(keeper.catch_up());
    EXPECT_EQ(keeper.status().refused, 0U) << keeper.status().last_refusal;
    EXPECT_THAT(with(told(), "accountability.propose accountability/order"), SizeIs(2));
    EXPECT_THAT(with(told(), "accountability.propose accountability/urge"), SizeIs(10));
    EXPECT_THAT(with(told(), "accountability.confirm accountability/urge"), SizeIs(10));
    for (const auto& record : city.records()) {
        if (record.header.command == "accountability.propose") EXPECT_TRUE(record.header.causation);
    }
}

/// A year that nobody attended to, all of it at once. TAIZHANG_KEEPER_ITEMS sets how many items there are.
TEST(ACitysYear, falls_due_in_order_each_once) {
    constexpr unsigned small = 100;
    const auto* given = std::getenv("TAIZHANG_KEEPER_ITEMS");
    const auto items = given ? unsigned(std::stoul(given)) : small;
    const auto units = std::max(1U, items / 25);
    City city;
    city.adopt(R"(title = "制度"
system = "S1"
document = "文件"
[acknowledgement]
within = "3 working days"
[[step]]
name = "urge"
on = "report_missed"
take = "urging"
mode = "automatic"
text = "{unit}漏报"
)");
    for (unsigned i = 0; i < units; ++i) city.unit("u" + std::to_string(i));
    city.ledger("s1");
    for (unsigned i = 0; i < items; ++i) {
        const auto lead = "u" + std::to_string(i % units), other = "u" + std::to_string((i + 1) % units);
        city.item(std::to_string(i), units > 1 ? std::vector<std::string>{lead, other} : std::vector{lead},
                  Date(2014, 1 + i % 12, 28));
    }
    city.settle();
    city.clock.set(china("2015-02-01"));
    Keeper keeper(*city.log, *city.engine, city.clock);
    const auto begun = std::chrono::steady_clock::now();
    ASSERT_TRUE(keeper.catch_up());
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    const auto status = keeper.status();
    std::cout << units << " units, " << items << " items: " << status.acted << " duties in " << took.count() << " s\n";
    EXPECT_EQ(status.refused, 0U) << status.last_refusal;
    EXPECT_EQ(city.count("report.fell_due"), units * 12);
    EXPECT_EQ(city.count("report.missed"), units * 12);
    EXPECT_EQ(city.count("accountability.confirmed"), units * 12);
    EXPECT_EQ(city.count("item.fell_overdue"), items);
    EXPECT_EQ(city.count("item.acknowledgement_overdue"), items * std::min(units, 2U));
    const auto told = city.told();
    const auto duties = with(told, "fall_due");
    EXPECT_TRUE(std::ranges::is_sorted(duties, {}, [](const std::string& line) { return line.substr(0, 16); }));
}

}  // namespace
}  // namespace taizhang::keeper
