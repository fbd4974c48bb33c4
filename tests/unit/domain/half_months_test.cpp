// Reports by half months (S8.6): what the deciders take, and when they call it late.
#include "tests/unit/domain/year_city.hpp"

#include "events/report_id.hpp"

namespace taizhang {

namespace {

class HalfMonths : public YearCity {
  protected:
    HalfMonths() {
        world.at("2014-01-20T10:00");
        acknowledge();
        by_halves("due_days = [15, 30]\n");
        world.at("2014-03-12T10:00");
    }
    void by_halves(const std::string& reporting) {
        const auto text = "title = \"包联\"\nsystem = \"S8\"\ndocument = \"测试\"\n[reporting]\n" + reporting;
        world.set_up("regime/halves", regime::Adopted{"包联", "S8", text, sha256({text})});
        world.set_up("ledger/2014", ledger::Amended{.regime = RegimeId{"halves"}});
    }
    Result<std::vector<Happening>> report(const std::string& period, const std::string& percent = "30") {
        return world.give("fgw-clerk", "item/1", progress(period, percent));
    }
    Result<std::vector<Happening>> submit(const std::string& period) {
        report::Submitted event{.ledger = LedgerId{"2014"}, .period = month(period)};
        event.entries = {entry("1", "30")};
        return world.give("fgw-clerk", report_stream("fgw", period), event);
    }
    Result<std::vector<Happening>> fall_due(const std::string& period, Date due) {
        report::FellDue event{.ledger = LedgerId{"2014"}, .unit = UnitId{"fgw"}, .period = month(period)};
        event.due = due;
        event.items = {ItemId{"1"}};
        return world.give("system", report_stream("fgw", period), event);
    }
};

TEST_F(HalfMonths, S8_6_ReportsAreOfHalves) {
    EXPECT_THAT(submit("2014-03"), refused_by("S8.6"));
    EXPECT_THAT(report("2014-03"), refused_by("S8.6"));
    EXPECT_THAT(submit("2014-03-2"), invalid_at("/period"));
    EXPECT_THAT(submit("2014-03-1"), Accepted());
    world.at("2014-03-16T00:00");
    EXPECT_THAT(submit("2014-03-2"), Accepted());
    EXPECT_THAT(submit("2014-03-2"), refused_by("S1.4"));
}

TEST_F(HalfMonths, S8_6_EachHalfHasItsDay) {
    world.at("2014-03-15T23:59");
    const auto in_time = submit("2014-03-1");
    ASSERT_THAT(in_time, Accepted());
    const auto& first = std::get<report::Submitted>(in_time->front().event);
    EXPECT_EQ(first.due, Date(2014, 3, 15));
    EXPECT_EQ(first.late, false);
    world.at("2014-03-31T00:00");
    const auto late = submit("2014-03-2");
    ASSERT_THAT(late, Accepted());
    const auto& second = std::get<report::Submitted>(late->front().event);
    EXPECT_EQ(second.due, Date(2014, 3, 30));
    EXPECT_EQ(second.late, true);
}

TEST_F(HalfMonths, S7_3_HalfAMonthIsHalfAMonthBehind) {
    EXPECT_THAT(report("2014-03-1", "20.82"), refused_by("S7.3"));
    EXPECT_THAT(report("2014-03-1", "20.83"), Accepted());
}

TEST_F(HalfMonths, S8_6_FallsDueOnceItsHalfHasBegun) {
    EXPECT_THAT(fall_due("2014-03", Date(2014, 4, 5)), refused_by("S8.6"));
    EXPECT_THAT(fall_due("2014-03-1", Date(2014, 3, 30)), refused_at("/due"));
    EXPECT_THAT(fall_due("2014-03-2", Date(2014, 3, 30)), refused_by("S1.4"));
    EXPECT_THAT(fall_due("2014-03-1", Date(2014, 3, 15)), Accepted());
}

TEST_F(HalfMonths, S8_6_WhatBeganUnderOtherRulesIsMendedUnderThem) {
    const auto text = "title = \"按月\"\nsystem = \"S1\"\ndocument = \"测试\"\n";
    world.set_up("regime/months", regime::Adopted{"按月", "S1", text, sha256({text})});
    world.set_up("ledger/2014", ledger::Amended{.regime = RegimeId{"months"}});
    EXPECT_THAT(submit("2014-03-1"), refused_by("S1.4"));
    ASSERT_THAT(submit("2014-02"), Accepted());
    ASSERT_THAT(world.give("holder", report_stream("fgw", "2014-02"), report::Returned{"不实"}, "退回"), Accepted());
    world.set_up("ledger/2014", ledger::Amended{.regime = RegimeId{"halves"}});
    EXPECT_THAT(submit("2014-02"), Accepted());
    EXPECT_THAT(submit("2014-01"), refused_by("S8.6"));
}

TEST_F(HalfMonths, S8_6_WhatFellDueOfAMonthIsNotOwedAgainByItsHalves) {
    ASSERT_THAT(fall_due("2014-02-1", Date(2014, 2, 15)), Accepted());
    const auto text = "title = \"按月\"\nsystem = \"S1\"\ndocument = \"测试\"\n";
    world.set_up("regime/months", regime::Adopted{"按月", "S1", text, sha256({text})});
    world.set_up("ledger/2014", ledger::Amended{.regime = RegimeId{"months"}});
    EXPECT_THAT(fall_due("2014-02", Date(2014, 3, 5)), refused_at("/period"));
    ASSERT_THAT(fall_due("2014-01", Date(2014, 2, 5)), Accepted());
    world.set_up("ledger/2014", ledger::Amended{.regime = RegimeId{"halves"}});
    EXPECT_THAT(fall_due("2014-01-2", Date(2014, 1, 30)), refused_at("/period"));
    EXPECT_THAT(fall_due("2014-02-2", Date(2014, 2, 28)), Accepted());
}

TEST_F(HalfMonths, S8_6_AHalfIsConsolidatedWhenItIsOver) {
    ASSERT_THAT(submit("2014-03-1"), Accepted());
    const auto consolidate = [&](const char* period) {
        return world.give("holder", "ledger/2014", ledger::Consolidated{.period = month(period)});
    };
    EXPECT_THAT(consolidate("2014-03-1"), refused_at("/period"));
    world.at("2014-03-16T00:00");
    EXPECT_THAT(consolidate("2014-03-1"), Accepted());
    world.at("2014-04-01T00:00");
    EXPECT_THAT(consolidate("2014-03"), refused_by("S8.6"));
}

}  // namespace

}  // namespace taizhang
