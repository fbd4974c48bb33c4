// Investment is booked by month and never counted twice; procedures and materials (S9.2, S9.7).
#include "tests/unit/domain/projects_city.hpp"

#include "src/domain/projects/project_checks.hpp"

namespace taizhang {

namespace {

class ProjectInvestments : public ProjectCity {
  protected:
    ProjectInvestments() { world.at("2017-05-08T09:00"); }

    static item::InvestmentBooked booking(std::string_view period, std::string_view value,
                                          const std::string& unit = "万元") {
        return {.period = month(period), .amount = amount(value, unit)};
    }
};

TEST_F(ProjectInvestments, S9_7_AMonthIsBookedOnceAndTheRefusalNamesTheFirstPosition) {
    const auto first = world.end();
    ASSERT_THAT(lead(booking("2017-03", "500")), Accepted());
    const auto again = lead(booking("2017-03", "600"));
    ASSERT_THAT(again, refused_by("S9.7"));
    EXPECT_EQ(again.error().details.at("position").as_uint64(), first);
    auto corrected = booking("2017-03", "600");
    corrected.corrects = first;
    ASSERT_THAT(lead(corrected), Accepted());
    EXPECT_THAT(lead(corrected), Fails(ErrorCode::refused, ""));  // nothing would change
    ASSERT_EQ(facet().investments.size(), 1u);
    EXPECT_EQ(facet().investments[0].amount.value, number("600"));
    EXPECT_EQ(facet().investments[0].positions.size(), 2u);
    corrected.period = month("2017-04");
    EXPECT_THAT(lead(corrected), refused_at("/corrects"));
    corrected.corrects = Position(0);
    EXPECT_THAT(lead(corrected), invalid_at("/corrects"));
}

TEST_F(ProjectInvestments, S9_7_EachUnitBooksItsOwnAndSumsAreExact) {
    ASSERT_THAT(lead(booking("2017-03", "0.1", "亿元")), Accepted());
    ASSERT_THAT(world.give("d1-clerk", "item/p1", booking("2017-03", "200.05")), Accepted());
    ASSERT_THAT(lead(booking("2017-04", "10000.01", "元")), Accepted());
    const auto sum = sum_booked(facet(), "万元");
    ASSERT_TRUE(sum);
    EXPECT_EQ(sum->value, number("1201.050001"));
    auto other = booking("2017-04", "1");
    other.unit = UnitId{"d1"};
    EXPECT_THAT(lead(other), refused_at("/unit"));
    EXPECT_THAT(world.give("czj-clerk", "item/p1", booking("2017-03", "1")), not_allowed());
    EXPECT_THAT(held(booking("2017-03", "1")), not_allowed());
}

TEST_F(ProjectInvestments, S9_7_NeitherMonthsToComeNorThoseBeforeTheYear) {
    EXPECT_THAT(lead(booking("2017-06", "1")), invalid_at("/period"));
    EXPECT_THAT(lead(booking("2016-12", "1")), refused_by("S9.7"));
    EXPECT_THAT(lead(booking("2017-04-1", "1")), invalid_at("/period"));
    EXPECT_THAT(lead(booking("2017-04", "-1")), invalid_at("/amount/value"));
    EXPECT_THAT(lead(booking("2017-04", "1", "亩")), invalid_at("/amount/unit"));
    EXPECT_THAT(lead(booking("2017-05", "0")), Accepted());  // the month has begun
}

TEST_F(ProjectInvestments, NoProjectCostsMoreThanCanBeAddedUpExactly) {
    auto slip = profile();
    slip.total_investment = amount("20000000000", "亿元");
    const auto refused = lead(slip);
    EXPECT_THAT(refused, invalid_at("/total_investment"));
    EXPECT_THAT(refused.error().message, testing::HasSubstr("got 20000000000亿元"));
    slip.total_investment = amount("100000", "亿元");
    slip.year_investment = amount("10000000000000.01", "元");
    EXPECT_THAT(lead(slip), invalid_at("/year_investment"));
    slip.year_investment = {};
    slip.done_before = amount("999999999999999999", "元");
    EXPECT_THAT(lead(slip), invalid_at("/done_before"));
    slip.done_before = {};
    slip.funds = {{"省级", amount("1000000001", "万元")}};
    EXPECT_THAT(lead(slip), invalid_at("/funds/0/amount"));
    slip.funds = {};
    EXPECT_THAT(lead(slip), Accepted());
    EXPECT_THAT(lead(booking("2017-03", "100000.01", "亿元")), invalid_at("/amount"));
    EXPECT_THAT(lead(booking("2017-03", "1234567.89", "元")), Accepted());
}

TEST_F(ProjectInvestments, WhatCannotBeAddedToTheOtherSumsIsRefused) {
    auto known = profile();
    known.total_investment = amount("100000", "亿元");
    known.done_before = amount("50000", "亿元");
    ASSERT_THAT(lead(known), Accepted());
    EXPECT_THAT(lead(booking("2017-03", "0.123456789", "元")), invalid_at("/amount"));
    ASSERT_THAT(lead(booking("2017-03", "0.12", "元")), Accepted());
    ASSERT_THAT(lead(booking("2017-04", "90000", "亿元")), Accepted());
    item::Profiled finer;
    finer.done_before = amount("1.123456789", "元");
    EXPECT_THAT(lead(finer), invalid_at("/done_before"));
}

TEST_F(ProjectInvestments, S9_7_ThePassedOnMonthOfAMergedUnitIsNotBookedAgain) {
    const auto first = world.end();
    ASSERT_THAT(world.give("d1-clerk", "item/p1", booking("2017-03", "200")), Accepted());
    world.set_up("unit/d1", unit::Merged{UnitId{"d2"}});
    world.account("d2-clerk", {Role::unit_clerk}, "d2");
    auto again = booking("2017-03", "300");
    EXPECT_THAT(world.give("d2-clerk", "item/p1", again), refused_by("S9.7"));
    again.corrects = first;
    ASSERT_THAT(world.give("d2-clerk", "item/p1", again), Accepted());
    ASSERT_EQ(facet().investments.size(), 1u);
    EXPECT_EQ(facet().investments[0].unit.value, "d1");
}

TEST_F(ProjectInvestments, WhatWasBookedIsDoneBeforeInTheNextYear) {
    auto known = profile();
    known.done_before = amount("0.5", "亿元");
    ASSERT_THAT(lead(known), Accepted());
    ASSERT_THAT(lead(booking("2017-03", "1000")), Accepted());
    open_next_year("2018", 2018);
    world.set_up("ledger/2018", ledger::Amended{.regime = RegimeId{"projects"}});
    ASSERT_THAT(held(item::CarriedOver{.to = LedgerId{"2018"}, .as = ItemId{"p1-2018"}}), Accepted());
    const auto carried = profile_today(item("item/p1-2018"), world);
    EXPECT_EQ(carried.owner, "光电公司");
    EXPECT_FALSE(carried.year_investment);
    ASSERT_TRUE(carried.done_before);
    EXPECT_EQ(carried.done_before->value, number("0.6"));
    item::Profiled otherwise;
    otherwise.done_before = amount("7000", "万元");
    EXPECT_THAT(lead(otherwise, "p1-2018"), refused_at("/done_before"));
    // nothing is booked in 2018: what was done by then is still done in 2019
    world.at("2019-01-05T09:00");
    open_next_year("2019", 2019);
    world.set_up("ledger/2019", ledger::Amended{.regime = RegimeId{"projects"}});
    ASSERT_THAT(held(item::CarriedOver{.to = LedgerId{"2019"}, .as = ItemId{"p1-2019"}}, "p1-2018"), Accepted());
    const auto later = profile_today(item("item/p1-2019"), world).done_before;
    ASSERT_TRUE(later);
    EXPECT_EQ(later->value, number("0.6"));
}

TEST_F(ProjectInvestments, S9_2_OnlyTheRegimesMaterialsAndProceduresOnce) {
    EXPECT_THAT(lead(item::MaterialAttached{"借条", document("借条")}), refused_by("S9.2"));
    EXPECT_THAT(lead(item::MaterialAttached{"策划书", document("策划书")}), Accepted());
    EXPECT_THAT(lead(item::MaterialAttached{"策划书", document("策划书")}), Fails(ErrorCode::refused, ""));
    const item::ProcedureCompleted done{"用地预审", Date(2017, 5, 2), {}};
    ASSERT_THAT(lead(done), Accepted());
    EXPECT_THAT(lead(done), refused_at("/procedure"));
    EXPECT_THAT(lead(item::ProcedureCompleted{"环评", Date(2017, 5, 9), {}}), invalid_at("/completed_on"));
}

}  // namespace

}  // namespace taizhang
