#include "tests/unit/domain/year_city.hpp"

namespace taizhang {

namespace {

class ReportTime : public YearCity {
  protected:
    ReportTime() { world.at("2014-04-01T00:00"); }
    Result<std::vector<Happening>> give(const Event& event, const std::string& unit = "fgw",
                                        std::string_view period = "2014-03") {
        return world.give("system", report_stream(unit, period), event);
    }
    void fall_due() { ASSERT_THAT(give(fell_due("fgw", {ItemId{"1"}})), Accepted()); }
    void submit() {
        acknowledge();
        const auto event = submission({entry("1", "30")});
        ASSERT_THAT(world.give("fgw-clerk", report_stream("fgw"), event), Accepted());
    }
    static constexpr auto due = [] { return Date(2014, 4, 5); };
};

TEST_F(ReportTime, S1_4_AReportFallsDueOnceWhenItsMonthIsOver) {
    world.now = *Time::parse("2014-03-31T15:59:59.999Z");
    EXPECT_THAT(give(fell_due("fgw", {ItemId{"1"}})), refused_by("S1.4"));
    world.at("2014-04-01T00:00");
    const auto result = give(fell_due("fgw", {ItemId{"1"}}));
    ASSERT_THAT(result, Accepted());
    EXPECT_EQ(std::get<report::FellDue>(result->front().event).fields, 2u) << "percent and progress of one item";
    EXPECT_EQ(report("fgw").stage, ReportStage::due);
    EXPECT_THAT(give(fell_due("fgw", {ItemId{"1"}})), refused_by("S1.4"));
    EXPECT_THAT(world.give("supervisor", report_stream("jxw"), fell_due("jxw", {ItemId{"1"}})), not_allowed());
}

TEST_F(ReportTime, S1_4_ItFallsDueOnTheRulesDayForTheUnitsOwnItems) {
    EXPECT_THAT(give(fell_due("fgw", {ItemId{"1"}}, "2014-03", Date(2014, 4, 6))), refused_at("/due"));
    EXPECT_THAT(give(fell_due("fgw", {})), refused_by("S1.4"));
    EXPECT_THAT(give(fell_due("fgw", {ItemId{"1"}, ItemId{"1"}})), invalid_at("/items/1"));
    EXPECT_THAT(give(fell_due("fgw", {ItemId{"9"}})), Fails(ErrorCode::not_found, "/items/0"));
    EXPECT_THAT(give(fell_due("czj", {ItemId{"1"}}), "czj"), refused_at("/items/0"));
    EXPECT_THAT(give(fell_due("fgw", {ItemId{"1"}}), "jxw"), invalid_at("/stream"));
    EXPECT_THAT(give(fell_due("fgw", {ItemId{"1"}}, "2013-12", Date(2014, 1, 5)), "fgw", "2013-12"),
                refused_by("S1.4"));
    under_regime("[reporting]\ndue_day = 8\nfields = [\"percent\", \"progress\", \"problems\"]\n");
    EXPECT_THAT(give(fell_due("fgw", {ItemId{"1"}})), refused_at("/due"));
    const auto result = give(fell_due("fgw", {ItemId{"1"}}, "2014-03", Date(2014, 4, 8)));
    ASSERT_THAT(result, Accepted());
    EXPECT_EQ(std::get<report::FellDue>(result->front().event).fields, 3u);
}

TEST_F(ReportTime, S1_4_WhereADayOfTheSameMonthIsSetItFallsDueWithinTheMonth) {
    under_regime("[reporting]\ndue_day = 28\nmonth = \"same\"\n");
    world.at("2014-04-18T00:00");
    EXPECT_THAT(give(fell_due("fgw", {ItemId{"1"}}, "2014-04", Date(2014, 4, 28)), "fgw", "2014-04"), Accepted());
    EXPECT_THAT(give(fell_due("fgw", {ItemId{"1"}}, "2014-06", Date(2014, 6, 28)), "fgw", "2014-06"),
                refused_by("S1.4"));
}

TEST_F(ReportTime, S1_4_LateOnceTheDueDayHasEndedAndOnlyWhileNothingIsIn) {
    EXPECT_THAT(give(report::CameLate{due()}), Fails(ErrorCode::not_found, ""));
    fall_due();
    world.now = *Time::parse("2014-04-05T15:59:59.999Z");
    EXPECT_THAT(give(report::CameLate{due()}), refused_by("S1.4"));
    world.now = *Time::parse("2014-04-05T16:00:00Z");
    EXPECT_THAT(give(report::CameLate{Date(2014, 4, 4)}), refused_at("/due"));
    ASSERT_THAT(give(report::CameLate{due()}), Accepted());
    EXPECT_THAT(give(report::CameLate{due()}), refused_by("S1.4"));
    submit();
    EXPECT_TRUE(report("fgw").late);
    EXPECT_THAT(give(report::Missed{due()}), refused_by("S1.4"));
}

TEST_F(ReportTime, S1_4_MissedWhenTheDaysOfGraceAreOver) {
    under_regime("[reporting]\ndue_day = 5\ngrace_days = 3\n");
    fall_due();
    world.now = *Time::parse("2014-04-08T15:59:59.999Z");
    EXPECT_THAT(give(report::Missed{due()}), refused_by("S1.4"));
    world.at("2014-04-09T00:00");
    ASSERT_THAT(give(report::Missed{due()}), Accepted());
    EXPECT_THAT(give(report::Missed{due()}), refused_by("S1.4"));
    submit();
    EXPECT_EQ(report("fgw").stage, ReportStage::submitted) << "it may still be handed in";
}

TEST_F(ReportTime, S1_4_ARemindersDaysAreTrueAndEachIsGivenOnce) {
    fall_due();
    world.at("2014-04-02T09:00");
    EXPECT_THAT(give(report::Reminded{due(), 2}), refused_at("/days"));
    ASSERT_THAT(give(report::Reminded{due(), 3}), Accepted());
    EXPECT_THAT(give(report::Reminded{due(), 3}), refused_by("S1.4"));
    world.at("2014-04-05T09:00");
    EXPECT_THAT(give(report::Reminded{due(), 0}), Accepted());
    world.at("2014-04-06T09:00");
    EXPECT_THAT(give(report::Reminded{due(), 1}), refused_at("/days"));
}

TEST_F(ReportTime, S1_4_WhatIsInIsNeitherRemindedOfNorLate) {
    fall_due();
    submit();
    EXPECT_THAT(give(report::Reminded{due(), 3}), refused_by("S1.4"));
    world.at("2014-04-20T09:00");
    EXPECT_THAT(give(report::CameLate{due()}), refused_by("S1.4"));
}

TEST_F(ReportTime, S1_5_InAClosedLedgerNothingFallsDue) {
    fall_due();
    close_ledger();
    world.at("2014-04-20T09:00");
    EXPECT_THAT(give(report::CameLate{due()}), refused_by("S1.5"));
    EXPECT_THAT(give(fell_due("jxw", {ItemId{"1"}}), "jxw"), refused_by("S1.5"));
}

class ItemTime : public YearCity {
  protected:
    Result<std::vector<Happening>> give(const Event& event) { return world.give("system", "item/1", event); }
    const item::FellOverdue overdue{Date(2014, 12, 31)};
};

TEST_F(ItemTime, S1_7_AnItemFallsOverdueOnceForEachDeadline) {
    world.now = *Time::parse("2014-12-31T15:59:59.999Z");
    EXPECT_THAT(give(overdue), Fails(ErrorCode::refused, ""));
    world.at("2015-01-01T00:00");
    EXPECT_THAT(give(item::FellOverdue{Date(2014, 12, 30)}), refused_at("/due"));
    ASSERT_THAT(give(overdue), Accepted());
    EXPECT_THAT(give(overdue), Fails(ErrorCode::refused, ""));
    world.set_up("item/1", item::ExtensionRequested{Date(2015, 2, 28)});
    ASSERT_THAT(world.give("supervisor", "item/1", item::ExtensionGranted{Date(2015, 2, 28)}, "同意"), Accepted());
    EXPECT_THAT(give(overdue), refused_at("/due"));
    world.at("2015-03-01T00:00");
    EXPECT_THAT(give(item::FellOverdue{Date(2015, 2, 28)}), Accepted());
    EXPECT_THAT(world.give("supervisor", "item/1", overdue), not_allowed());
}

TEST_F(ItemTime, NothingFallsDueOfWhatIsClaimedSuspendedOrADraft) {
    acknowledge();
    world.at("2015-01-01T00:00");
    ASSERT_THAT(world.give("fgw-clerk", "item/1", item::CompletionClaimed{"好"}), Accepted());
    EXPECT_THAT(give(overdue), Fails(ErrorCode::refused, ""));
    ASSERT_THAT(world.give("supervisor", "item/1", item::CompletionRejected{"不实"}, "不实"), Accepted());
    suspend();
    EXPECT_THAT(give(overdue), Fails(ErrorCode::refused, ""));
    ASSERT_THAT(world.give("holder", "item/1", item::Resumed{}, "复工"), Accepted());
    EXPECT_THAT(give(overdue), Accepted());
    under_regime("[fixings]\nactivation = true\n");
    auto event = entered();
    world.set_up("item/2", event);
    EXPECT_THAT(world.give("system", "item/2", overdue), refused_by("S1.3"));
}

TEST_F(ItemTime, AMilestoneIsMissedOnceAndMayStillBeReached) {
    ASSERT_THAT(world.give("fgw-clerk", "item/1", item::MilestonePlanned{"开工", "开工", Date(2014, 6, 30)}),
                Accepted());
    const item::MilestoneMissed missed{"开工", Date(2014, 6, 30)};
    EXPECT_THAT(give(missed), Fails(ErrorCode::refused, ""));
    world.at("2014-07-01T00:00");
    EXPECT_THAT(give(item::MilestoneMissed{"竣工", Date(2014, 6, 30)}), invalid_at("/milestone"));
    EXPECT_THAT(give(item::MilestoneMissed{"开工", Date(2014, 6, 29)}), refused_at("/due"));
    ASSERT_THAT(give(missed), Accepted());
    EXPECT_THAT(give(missed), Fails(ErrorCode::refused, ""));
    const item::MilestoneReached reached{"开工", Date(2014, 6, 30)};
    ASSERT_THAT(world.give("fgw-clerk", "item/1", reached), Accepted());
    EXPECT_TRUE(item().milestones[0].missed) << "that it was missed stays";
    EXPECT_THAT(give(missed), Fails(ErrorCode::refused, ""));
}

TEST_F(ItemTime, AfterItsTermEndedAUnitReportsWithoutHavingAcknowledged) {
    const item::AcknowledgementOverdue missed{UnitId{"fgw"}, Date(2014, 1, 20)};
    world.at("2014-02-10T10:00");
    EXPECT_THAT(give(missed), Fails(ErrorCode::refused, "")) << "no regime, no term";
    under_regime("[acknowledgement]\nwithin = \"3 working days\"\n");
    EXPECT_THAT(give(item::AcknowledgementOverdue{UnitId{"fgw"}, Date(2014, 1, 19)}), refused_at("/due"));
    EXPECT_THAT(give(item::AcknowledgementOverdue{UnitId{"czj"}, Date(2014, 1, 20)}), refused_by("S1.2"));
    EXPECT_THAT(world.give("fgw-clerk", "item/1", progress("2014-01", "10")), Fails(ErrorCode::refused, ""));
    ASSERT_THAT(give(missed), Accepted());
    EXPECT_THAT(give(missed), Fails(ErrorCode::refused, ""));
    EXPECT_THAT(world.give("fgw-clerk", "item/1", progress("2014-01", "10")), Accepted());
    EXPECT_THAT(world.give("fgw-clerk", "item/1", item::Acknowledged{}), Accepted()) << "late is better than never";
    EXPECT_THAT(world.give("jxw-clerk", "item/1", progress("2014-01", "10")), Fails(ErrorCode::refused, ""));
}

TEST_F(ItemTime, NoAcknowledgementIsOverdueThatWasGivenOrHasTime) {
    under_regime("[acknowledgement]\nwithin = \"5 days\"\n");
    const item::AcknowledgementOverdue missed{UnitId{"fgw"}, Date(2014, 1, 20)};
    world.now = *Time::parse("2014-01-20T15:59:59.999Z");
    EXPECT_THAT(give(missed), Fails(ErrorCode::refused, ""));
    acknowledge();
    world.at("2014-01-21T00:00");
    EXPECT_THAT(give(missed), Fails(ErrorCode::refused, ""));
    EXPECT_THAT(give(item::AcknowledgementOverdue{UnitId{"jxw"}, Date(2014, 1, 20)}), Accepted());
}

class ItemReminders : public ItemTime {
  protected:
    static item::Reminded of(item::ReminderOf what, Date due, std::uint16_t days, const char* unit = nullptr) {
        item::Reminded reminded{.of = what, .due = due, .days = days};
        if (unit) reminded.unit = UnitId{unit};
        return reminded;
    }
};

TEST_F(ItemReminders, OfADeadlineGoToTheLeadOnceWhileItIsAhead) {
    const auto week = of(item::ReminderOf::deadline, Date(2014, 12, 31), 7);
    EXPECT_THAT(give(week), refused_at("/days")) << "many more days are left";
    world.at("2014-12-24T09:00");
    EXPECT_THAT(give(of(item::ReminderOf::deadline, Date(2014, 12, 30), 7)), refused_at("/due"));
    const auto result = give(week);
    ASSERT_THAT(result, Accepted());
    EXPECT_EQ(std::get<item::Reminded>(result->front().event).unit, UnitId{"fgw"});
    EXPECT_THAT(give(week), Fails(ErrorCode::refused, ""));
    world.at("2014-12-30T09:00");
    EXPECT_THAT(give(of(item::ReminderOf::deadline, Date(2014, 12, 31), 1)), Accepted());
    world.at("2015-01-01T09:00");
    EXPECT_THAT(give(of(item::ReminderOf::deadline, Date(2014, 12, 31), 1)), Fails(ErrorCode::refused, ""));
}

TEST_F(ItemReminders, OfAMilestoneEndWhenItIsReached) {
    const auto plan = item::MilestonePlanned{"开工", "开工", Date(2014, 1, 20)};
    ASSERT_THAT(world.give("fgw-clerk", "item/1", plan), Accepted());
    auto reminder = of(item::ReminderOf::milestone, Date(2014, 1, 20), 7);
    EXPECT_THAT(give(reminder), invalid_at("/milestone"));
    reminder.milestone = "开工";
    EXPECT_THAT(give(reminder), Accepted());
    ASSERT_THAT(world.give("fgw-clerk", "item/1", item::MilestoneReached{"开工", Date(2014, 1, 15)}), Accepted());
    reminder.days = 6;
    EXPECT_THAT(give(reminder), Fails(ErrorCode::refused, ""));
}

TEST_F(ItemReminders, S7_2_OfAPlanGoToWhoHasNotFiledIt) {
    under_regime("[plans]\nmonth = 1\nday = 31\n");
    const item::PlanFiled plan{
        .goals = "目标", .responsibility = "责任", .schedule = "时限", .standards = "标准", .measures = "措施"};
    ASSERT_THAT(world.give("fgw-clerk", "item/1", plan), Accepted());
    EXPECT_THAT(give(of(item::ReminderOf::plan, Date(2014, 1, 31), 16, "fgw")), refused_by("S7.2"));
    EXPECT_THAT(give(of(item::ReminderOf::plan, Date(2014, 1, 30), 16, "jxw")), refused_at("/due"));
    EXPECT_THAT(give(of(item::ReminderOf::plan, Date(2014, 1, 31), 16, "czj")), refused_by("S1.2"));
    EXPECT_THAT(give(of(item::ReminderOf::plan, Date(2014, 1, 31), 16, "jxw")), Accepted());
}

TEST_F(ItemReminders, OfAnAcknowledgementGoToWhoOwesIt) {
    under_regime("[acknowledgement]\nwithin = \"5 days\"\n");
    acknowledge();
    EXPECT_THAT(give(of(item::ReminderOf::acknowledgement, Date(2014, 1, 20), 5, "fgw")),
                Fails(ErrorCode::refused, ""));
    EXPECT_THAT(give(of(item::ReminderOf::acknowledgement, Date(2014, 1, 18), 5, "jxw")), refused_at("/due"));
    EXPECT_THAT(give(of(item::ReminderOf::acknowledgement, Date(2014, 1, 20), 5, "jxw")), Accepted());
}

class CheckTime : public YearCity {
  protected:
    CheckTime() {
        under_regime("[checking]\ndue_day = 15\n");
        world.at("2014-04-16T00:00");
    }
    Result<std::vector<Happening>> overdue(int quarter = 1, Date due = Date(2014, 4, 15)) {
        return world.give("system", "ledger/2014", ledger::CheckOverdue{static_cast<std::uint8_t>(quarter), due});
    }
    Result<std::vector<Happening>> check() {
        return world.give("supervisor", "ledger/2014", ledger::Checked{1, "总体正常"});
    }
};

TEST_F(CheckTime, S1_5_AQuartersCheckIsOverdueOnceAfterTheDayAndMayStillBeHeld) {
    world.now = *Time::parse("2014-04-15T15:59:59.999Z");
    EXPECT_THAT(overdue(), refused_by("S1.5"));
    world.at("2014-04-16T00:00");
    EXPECT_THAT(overdue(1, Date(2014, 4, 14)), refused_at("/due"));
    EXPECT_THAT(overdue(5), invalid_at("/quarter"));
    EXPECT_THAT(overdue(2, Date(2014, 7, 15)), refused_by("S1.5"));
    ASSERT_THAT(overdue(), Accepted());
    EXPECT_THAT(overdue(), refused_by("S1.5"));
    EXPECT_THAT(check(), Accepted());
}

TEST_F(CheckTime, S1_5_WhatWasCheckedIsNotOverdueNorWhatNoRegimeDemands) {
    ASSERT_THAT(check(), Accepted());
    EXPECT_THAT(overdue(), refused_by("S1.5"));
    under_regime("");
    EXPECT_THAT(overdue(2, Date(2014, 7, 15)), refused_by("S1.5"));
}

TEST_F(CheckTime, ALedgerRunsUnderRulesNotUnderACalendar) {
    with_working_days();
    const ledger::Amended amended{.regime = RegimeId{"days"}};
    EXPECT_THAT(world.give("holder", "ledger/2014", amended, "换"), refused_at("/regime"));
}

}  // namespace

}  // namespace taizhang
