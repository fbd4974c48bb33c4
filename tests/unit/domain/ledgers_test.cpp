#include "events/report_id.hpp"
#include "tests/unit/domain/city.hpp"

namespace taizhang {

namespace {

class Ledgers : public City {
  protected:
    static ledger::Opened opened() { return {.title = "台账", .year = 2015, .holder = UnitId{"stats"}}; }
    Result<std::vector<Happening>> open(const ledger::Opened& event) {
        return world.give("supervisor", "ledger/x" + std::to_string(++opened_), event);
    }

  private:
    int opened_ = 0;
};

TEST_F(Ledgers, S1_3_AYearlyLedgerOfAKnownHolderPerhapsUnderAnother) {
    auto event = opened();
    EXPECT_THAT(open(event), Accepted());
    event.parent = LedgerId{"2014"};
    EXPECT_THAT(open(event), Accepted());
    event.parent = LedgerId{"1999"};
    EXPECT_THAT(open(event), Fails(ErrorCode::not_found, "/parent"));
    event = opened();
    event.holder = UnitId{"nobody"};
    EXPECT_THAT(open(event), Fails(ErrorCode::not_found, "/holder"));
}

TEST_F(Ledgers, YearAndDueDayHaveBounds) {
    for (const auto& [year, good] : {std::pair{1999, false}, {2000, true}, {2100, true}, {2101, false}}) {
        auto event = opened();
        event.year = static_cast<std::uint16_t>(year);
        EXPECT_EQ(open(event).has_value(), good) << year;
    }
    for (const auto& [day, good] : {std::pair{0, false}, {1, true}, {28, true}, {29, false}}) {
        auto event = opened();
        event.report_due_day = static_cast<std::uint8_t>(day);
        EXPECT_EQ(open(event).has_value(), good) << day;
    }
}

TEST_F(Ledgers, ChaptersStandOnce) {
    auto event = opened();
    event.chapters = {{"一", "经济"}, {"一", "民生"}};
    EXPECT_THAT(open(event), invalid_at("/chapters/1/no"));
}

TEST_F(Ledgers, AmendingNeedsAReasonAndAChange) {
    const auto amend = [&](const ledger::Amended& event, const std::string& reason) {
        return world.give("holder", "ledger/2014", event, reason);
    };
    EXPECT_THAT(amend({.report_due_day = 8}, ""), invalid_at("/reason"));
    EXPECT_THAT(amend({.report_due_day = 5}, "调整"), Fails(ErrorCode::refused, ""));
    EXPECT_THAT(amend({}, "调整"), Fails(ErrorCode::refused, ""));
    EXPECT_THAT(amend({.report_due_day = 29}, "调整"), invalid_at("/report_due_day"));
    ASSERT_THAT(amend({.report_due_day = 8}, "调整"), Accepted());
    EXPECT_EQ(world.state<LedgerState>("ledger/2014").report_due_day, 8);
}

TEST_F(Ledgers, S1_5_EachQuarterIsCheckedOnceAndNotBeforeItBegins) {
    const auto check = [&](int quarter) {
        return world.give("supervisor", "ledger/2014", ledger::Checked{static_cast<std::uint8_t>(quarter), "总体正常"});
    };
    EXPECT_THAT(check(0), invalid_at("/quarter"));
    EXPECT_THAT(check(5), invalid_at("/quarter"));
    EXPECT_THAT(check(1), Accepted());
    EXPECT_THAT(check(1), refused_by("S1.5"));
    EXPECT_THAT(check(2), invalid_at("/quarter"));
    world.at("2014-04-01T00:00");
    EXPECT_THAT(check(2), Accepted());
    EXPECT_THAT(world.give("holder", "ledger/2014", ledger::Checked{2, "总体正常"}), not_allowed());
}

TEST_F(Ledgers, S1_5_AClosedLedgerRests) {
    world.set_up("item/1", item::Cancelled{});
    ASSERT_THAT(world.give("holder", "ledger/2014", ledger::Closed{"交账"}), Accepted());
    EXPECT_THAT(world.give("holder", "ledger/2014", ledger::Closed{"交账"}), refused_by("S1.5"));
    EXPECT_THAT(world.give("holder", "ledger/2014", ledger::Amended{.title = "新"}, "调整"), refused_by("S1.5"));
    EXPECT_THAT(world.give("fgw-clerk", "item/1", item::Acknowledged{}), refused_by("S1.5"));
}

class Reports : public City {
  protected:
    Reports() {
        world.at("2014-04-03T10:00");
        acknowledge();
        world.set_up("item/2", entered());
        acknowledge("fgw-clerk", "item/2");
    }
    void reported(const std::string& stream) {
        ASSERT_THAT(world.give("fgw-clerk", stream, progress("2014-03", "30")), Accepted());
    }
    static report::Submitted march(std::vector<ItemId> items) {
        report::Submitted event;
        event.ledger = LedgerId{"2014"};
        event.period = month("2014-03");
        event.items = std::move(items);
        event.summary = "三月";
        return event;
    }
    Result<std::vector<Happening>> submit(const report::Submitted& event,
                                          const std::string& stream = "report/2014.2014-03.fgw") {
        return world.give("fgw-clerk", stream, event);
    }
    const ReportState& report() { return world.state<ReportState>("report/2014.2014-03.fgw"); }
};

TEST_F(Reports, S1_4_EveryListedItemNeedsItsProgressOfThatMonth) {
    reported("item/1");
    const auto result = submit(march({ItemId{"1"}, ItemId{"2"}}));
    ASSERT_THAT(result, refused_by("S1.4"));
    EXPECT_THAT(result, refused_at("/items/1"));
    EXPECT_THAT(result.error().message, testing::HasSubstr("'2'"));
    reported("item/2");
    EXPECT_THAT(submit(march({ItemId{"1"}, ItemId{"2"}})), Accepted());
}

TEST_F(Reports, S1_4_AnotherMonthsProgressDoesNotCount) {
    ASSERT_THAT(world.give("fgw-clerk", "item/1", progress("2014-02", "30")), Accepted());
    EXPECT_THAT(submit(march({ItemId{"1"}})), refused_by("S1.4"));
}

TEST_F(Reports, S1_4_AReportCoversAtLeastOneItem) {
    EXPECT_THAT(submit(march({})), refused_by("S1.4"));
}

TEST_F(Reports, S1_4_InTimeUntilTheEndOfTheFifthInChina) {
    reported("item/1");
    world.now = *Time::parse("2014-04-05T15:59:59.999Z");
    const auto result = submit(march({ItemId{"1"}}));
    ASSERT_THAT(result, Accepted());
    const auto& submitted = std::get<report::Submitted>(result->front().event);
    EXPECT_EQ(submitted.due, Date(2014, 4, 5));
    EXPECT_EQ(submitted.late, false);
    EXPECT_EQ(submitted.unit, UnitId{"fgw"});
}

TEST_F(Reports, S1_4_LateFromTheFirstMomentOfTheSixthWhateverTheClientSays) {
    reported("item/1");
    world.now = *Time::parse("2014-04-05T16:00:00Z");
    auto event = march({ItemId{"1"}});
    event.due = Date(2014, 4, 30);
    event.late = false;
    const auto earlier = world.now - std::chrono::hours(48);
    const auto result = world.give("fgw-clerk", "report/2014.2014-03.fgw", event, {}, earlier);
    ASSERT_THAT(result, Accepted());
    EXPECT_EQ(std::get<report::Submitted>(result->front().event).due, Date(2014, 4, 5));
    EXPECT_EQ(std::get<report::Submitted>(result->front().event).late, true);
    EXPECT_TRUE(report().late);
}

TEST_F(Reports, S1_4_SubmittedAgainOnlyAfterAReturnAndLatenessStays) {
    reported("item/1");
    ASSERT_THAT(submit(march({ItemId{"1"}})), Accepted());
    EXPECT_THAT(submit(march({ItemId{"1"}})), refused_by("S1.4"));
    EXPECT_THAT(world.give("holder", "report/2014.2014-03.fgw", report::Returned{"缺数据"}), invalid_at("/reason"));
    ASSERT_THAT(world.give("holder", "report/2014.2014-03.fgw", report::Returned{"缺数据"}, "不完整"), Accepted());
    world.at("2014-04-20T10:00");
    const auto again = submit(march({ItemId{"1"}}));
    ASSERT_THAT(again, Accepted());
    EXPECT_EQ(std::get<report::Submitted>(again->front().event).late, false);
    ASSERT_THAT(world.give("supervisor", "report/2014.2014-03.fgw", report::Accepted{}), Accepted());
    EXPECT_EQ(report().stage, ReportStage::accepted);
    EXPECT_THAT(submit(march({ItemId{"1"}})), refused_by("S1.4"));
    EXPECT_THAT(world.give("holder", "report/2014.2014-03.fgw", report::Returned{"缺数据"}, "不完整"),
                refused_by("S1.4"));
}

TEST_F(Reports, TheReportsIdIsGivenByLedgerMonthAndUnit) {
    reported("item/1");
    EXPECT_THAT(submit(march({ItemId{"1"}}), "report/mine"), invalid_at("/stream"));
    auto event = march({ItemId{"1"}});
    event.unit = UnitId{"jxw"};
    EXPECT_THAT(submit(event, "report/2014.2014-03.jxw"), not_allowed());
}

TEST_F(Reports, OnlyTheHolderOrSupervisionJudges) {
    reported("item/1");
    ASSERT_THAT(submit(march({ItemId{"1"}})), Accepted());
    for (const auto* other : {"fgw-clerk", "fgw-leader", "other-holder", "auditor"})
        EXPECT_THAT(world.give(other, "report/2014.2014-03.fgw", report::Accepted{}), not_allowed()) << other;
    EXPECT_THAT(world.give("holder", "report/2014.2014-03.fgw", report::Accepted{}), Accepted());
}

}  // namespace

}  // namespace taizhang
