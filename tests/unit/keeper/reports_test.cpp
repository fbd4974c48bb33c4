// Monthly reports (S1.4): they fall due, are reminded of, come late and are missed, each once and in order.
#include "tests/unit/keeper/desk.hpp"

namespace taizhang::keeper {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class Reports : public testing::Test {
  protected:
    Reports() {
        desk.unit("fgw");
        desk.unit("jxw");
        desk.ledger();
        desk.item("1", {"fgw"});
    }
    Desk desk;
};

TEST_F(Reports, S1_4_a_month_falls_due_with_its_end_and_is_late_after_the_fifth) {
    EXPECT_THAT(desk.until("2014-02-20"), ElementsAre("2014-02-01 00:00 report.fall_due report/2014.2014-01.fgw",
                                                      "2014-02-02 09:00 report.remind report/2014.2014-01.fgw",
                                                      "2014-02-04 09:00 report.remind report/2014.2014-01.fgw",
                                                      "2014-02-06 00:00 report.come_late report/2014.2014-01.fgw",
                                                      "2014-02-16 00:00 report.miss report/2014.2014-01.fgw"));
}

TEST_F(Reports, S1_4_what_falls_due_names_the_day_and_the_items) {
    desk.item("2", {"jxw", "fgw"});
    const auto duties = desk.until_duties("2014-02-01");
    ASSERT_THAT(duties, SizeIs(2));
    const auto& of_fgw = std::get<report::FellDue>(duties[0].proposal);
    EXPECT_EQ(of_fgw.unit, UnitId{"fgw"});
    EXPECT_EQ(of_fgw.due, Date(2014, 2, 5));
    EXPECT_EQ(of_fgw.period, month(1));
    EXPECT_THAT(of_fgw.items, ElementsAre(ItemId{"1"}, ItemId{"2"}));
    EXPECT_EQ(of_fgw.fields, 4U) << "percent and progress, of two items";
    EXPECT_THAT(std::get<report::FellDue>(duties[1].proposal).items, ElementsAre(ItemId{"2"}));
}

TEST_F(Reports, who_has_reported_is_left_alone) {
    desk.until("2014-02-02 10:00");
    desk.submit("fgw", month(1));
    EXPECT_THAT(desk.until("2014-02-28"), IsEmpty());
}

TEST_F(Reports, a_report_that_comes_late_is_not_missed) {
    desk.until("2014-02-07");
    desk.submit("fgw", month(1));
    EXPECT_THAT(desk.until("2014-02-28"), IsEmpty());
}

TEST_F(Reports, after_a_week_of_downtime_each_is_recorded_once_in_the_order_of_its_moment) {
    desk.item("2", {"jxw"});
    EXPECT_THAT(desk.after("2014-02-07"), ElementsAre("2014-02-01 00:00 report.fall_due report/2014.2014-01.fgw",
                                                      "2014-02-01 00:00 report.fall_due report/2014.2014-01.jxw",
                                                      "2014-02-06 00:00 report.come_late report/2014.2014-01.fgw",
                                                      "2014-02-06 00:00 report.come_late report/2014.2014-01.jxw"));
    EXPECT_THAT(desk.after("2014-02-07"), IsEmpty());
}

TEST_F(Reports, a_reminder_that_is_late_tells_the_days_that_are_left_and_stands_for_those_before) {
    const auto lines = desk.after("2014-02-05 08:00");
    EXPECT_THAT(with(lines, "remind"), SizeIs(1)) << "of two that were due";
    const auto& reminded = std::get<report::Reminded>(desk.log.back().event);
    EXPECT_EQ(reminded.days, 0);
    EXPECT_EQ(reminded.due, Date(2014, 2, 5));
}

TEST_F(Reports, a_year_of_downtime_brings_every_month_once) {
    const auto lines = desk.after("2015-03-01");
    EXPECT_THAT(with(lines, "fall_due"), SizeIs(12));
    EXPECT_THAT(with(lines, "come_late"), SizeIs(12));
    EXPECT_THAT(with(lines, "miss"), SizeIs(12));
    EXPECT_THAT(with(lines, "remind"), IsEmpty()) << "nobody is reminded of what is over";
    EXPECT_TRUE(std::ranges::is_sorted(lines));
}

TEST_F(Reports, a_month_before_the_item_is_not_asked_for) {
    desk.until("2014-04-10");
    desk.item("late", {"jxw"});
    EXPECT_THAT(with(desk.until("2014-04-30"), "jxw"), IsEmpty());
    EXPECT_THAT(with(desk.until("2014-05-01"), "jxw"),
                ElementsAre("2014-05-01 00:00 report.fall_due report/2014.2014-04.jxw"));
}

TEST_F(Reports, an_item_that_is_suspended_or_ended_asks_for_none) {
    desk.put("item/1", item::Suspended{});
    EXPECT_THAT(desk.until("2014-03-10"), IsEmpty());
    desk.put("item/1", item::Resumed{});
    EXPECT_THAT(with(desk.until("2014-04-01"), "fall_due"),
                ElementsAre("2014-04-01 00:00 report.fall_due report/2014.2014-03.fgw"));
    desk.put("item/1", item::Cancelled{});
    EXPECT_THAT(with(desk.until("2014-06-01"), "fall_due"), IsEmpty());
}

TEST_F(Reports, the_month_in_which_completion_was_claimed_is_reported_and_no_later_one) {
    desk.until("2014-03-10");
    desk.put("item/1", item::CompletionClaimed{}, "fgw");
    EXPECT_THAT(with(desk.until("2014-07-01"), "fall_due"),
                ElementsAre("2014-04-01 00:00 report.fall_due report/2014.2014-03.fgw"));
}

TEST_F(Reports, a_draft_asks_for_none_until_it_is_activated) {
    item::Entered draft{.ledger = LedgerId{"2014"}, .title = "草案", .draft = true};
    draft.units = {{UnitId{"jxw"}, "jxw", PartyRole::lead, false, false, {}}};
    desk.put("item/draft", draft);
    EXPECT_THAT(with(desk.until("2014-03-02"), "jxw"), IsEmpty());
    desk.put("item/draft", item::Activated{});
    EXPECT_THAT(with(desk.until("2014-04-01"), "jxw"),
                ElementsAre("2014-04-01 00:00 report.fall_due report/2014.2014-03.jxw"));
}

TEST_F(Reports, S1_5_a_closed_ledger_owes_nothing) {
    desk.until("2014-02-03");
    desk.put("ledger/2014", ledger::Closed{"完"});
    EXPECT_THAT(desk.until("2015-03-01"), IsEmpty());
}

TEST_F(Reports, S7_5_each_member_of_a_collective_reports_for_itself) {
    item::Entered entered{.ledger = LedgerId{"2014"}, .title = "各区"};
    entered.units = {{UnitId{"gq"}, "各区", PartyRole::lead, false, true, {UnitId{"east"}, UnitId{"west"}}}};
    desk.unit("east");
    desk.unit("west");
    desk.put("unit/gq", unit::Registered{.name = "各区", .kind = unit::Kind::collective});
    desk.put("item/gq", entered);
    EXPECT_THAT(desk.until("2014-02-01"), ElementsAre("2014-02-01 00:00 report.fall_due report/2014.2014-01.east",
                                                      "2014-02-01 00:00 report.fall_due report/2014.2014-01.fgw",
                                                      "2014-02-01 00:00 report.fall_due report/2014.2014-01.west"));
}

TEST_F(Reports, a_unit_that_joins_an_item_does_not_owe_the_months_before) {
    desk.until("2014-03-10");
    desk.put("item/1", item::UnitsAssigned{{{UnitId{"fgw"}, "fgw", PartyRole::lead, false, false, {}},
                                            {UnitId{"jxw"}, "jxw", PartyRole::responsible, false, false, {}}}});
    EXPECT_THAT(with(desk.until("2014-04-01"), "jxw"),
                ElementsAre("2014-04-01 00:00 report.fall_due report/2014.2014-03.jxw"));
    EXPECT_FALSE(desk.refolded().take(desk.now)) << "nor after a restart";
}

// ---- organisation changes ------------------------------------------------------------------------------------------

TEST_F(Reports, what_a_merged_unit_still_owed_in_time_passes_to_its_successor) {
    desk.until("2014-02-03");
    desk.put("unit/fgw", unit::Merged{UnitId{"jxw"}});
    EXPECT_THAT(desk.until("2014-02-20"), ElementsAre("2014-02-03 00:00 report.fall_due report/2014.2014-01.jxw",
                                                      "2014-02-04 09:00 report.remind report/2014.2014-01.jxw",
                                                      "2014-02-06 00:00 report.come_late report/2014.2014-01.jxw",
                                                      "2014-02-16 00:00 report.miss report/2014.2014-01.jxw"));
    EXPECT_THAT(with(desk.until("2014-03-01"), "fall_due"),
                ElementsAre("2014-03-01 00:00 report.fall_due report/2014.2014-02.jxw"));
}

TEST_F(Reports, the_lateness_of_a_merged_unit_stays_its_own) {
    desk.until("2014-02-07");
    desk.put("unit/fgw", unit::Merged{UnitId{"jxw"}});
    EXPECT_THAT(desk.until("2014-02-28"), IsEmpty());
}

TEST_F(Reports, a_unit_dissolved_without_a_successor_owes_nothing) {
    desk.put("unit/fgw", unit::Dissolved{});
    EXPECT_THAT(desk.until("2014-06-01"), IsEmpty());
}

// ---- regimes -------------------------------------------------------------------------------------------------------

constexpr const char* with_holidays = R"(title = "日历"
system = "calendar"
document = "通知"
[[year]]
year = 2014
holidays = [{ name = "国庆节", from = 2014-10-01, until = 2014-10-07, worked = [2014-10-11] }]
)";

std::string reporting(const std::string& lines) {
    return "title = \"制度\"\nsystem = \"S1\"\ndocument = \"文件\"\ncalendar = \"days\"\n[reporting]\n" + lines;
}

class UnderARegime : public testing::Test {
  protected:
    void begin(const std::string& lines) {
        desk.at("2014-08-20 09:00");
        desk.regime(with_holidays, "days", "calendar");
        desk.regime(reporting(lines));
        desk.unit("fgw");
        desk.ledger("2014", "s1");
        desk.item("1", {"fgw"});
    }
    Desk desk;
};

TEST_F(UnderARegime, S1_4_a_due_day_within_the_holidays_moves_after_them) {
    begin("due_day = 5\nshift = \"after\"\nremind = []\n");
    desk.until("2014-09-30");
    EXPECT_THAT(desk.until("2014-10-20"), ElementsAre("2014-10-01 00:00 report.fall_due report/2014.2014-09.fgw",
                                                      "2014-10-09 00:00 report.come_late report/2014.2014-09.fgw",
                                                      "2014-10-19 00:00 report.miss report/2014.2014-09.fgw"));
}

TEST_F(UnderARegime, a_due_day_may_move_before_the_holidays) {
    begin("due_day = 5\nshift = \"before\"\nremind = []\n");
    desk.until("2014-09-29");
    EXPECT_THAT(with(desk.until("2014-10-20"), "come_late"),
                ElementsAre("2014-10-01 00:00 report.come_late report/2014.2014-09.fgw"));
}

TEST_F(UnderARegime, a_report_of_the_month_itself_falls_due_ten_days_before) {
    begin("due_day = 28\nmonth = \"same\"\nremind = [2]\n");
    EXPECT_THAT(desk.until("2014-09-30"), ElementsAre("2014-09-18 00:00 report.fall_due report/2014.2014-09.fgw",
                                                      "2014-09-26 09:00 report.remind report/2014.2014-09.fgw",
                                                      "2014-09-29 00:00 report.come_late report/2014.2014-09.fgw"));
}

TEST_F(UnderARegime, an_amended_regime_holds_from_its_amendment_on) {
    begin("due_day = 10\nremind = []\n");
    desk.until("2014-09-02");
    desk.put("regime/s1", regime::Amended{reporting("due_day = 20\ngrace_days = 3\nremind = []\n"), {}});
    const auto lines = desk.until("2014-11-01");
    EXPECT_THAT(with(lines, "2014-08"), ElementsAre("2014-09-11 00:00 report.come_late report/2014.2014-08.fgw",
                                                    "2014-09-14 00:00 report.miss report/2014.2014-08.fgw"))
        << "August's day was set when it fell due";
    EXPECT_THAT(with(lines, "2014-09.fgw"), ElementsAre("2014-10-01 00:00 report.fall_due report/2014.2014-09.fgw",
                                                        "2014-10-21 00:00 report.come_late report/2014.2014-09.fgw",
                                                        "2014-10-24 00:00 report.miss report/2014.2014-09.fgw"));
}

TEST_F(UnderARegime, several_ledgers_each_go_by_their_own) {
    begin("due_day = 10\nremind = []\n");
    desk.ledger("plain");
    desk.item("p", {"fgw"}, std::nullopt, "plain");
    const auto lines = with(desk.until("2014-09-12"), "come_late");
    EXPECT_THAT(lines, ElementsAre("2014-09-06 00:00 report.come_late report/plain.2014-08.fgw",
                                   "2014-09-11 00:00 report.come_late report/2014.2014-08.fgw"));
}

// ---- once, whatever happens ----------------------------------------------------------------------------------------

TEST_F(Reports, a_clock_that_goes_back_brings_nothing_a_second_time) {
    desk.until("2014-02-07");
    EXPECT_FALSE(desk.agenda.take(china("2014-02-01")));
    EXPECT_FALSE(desk.agenda.take(china("2014-02-07")));
}

TEST_F(Reports, what_was_refused_comes_back_only_when_its_stream_has_changed) {
    const auto taken = desk.agenda.take(china("2014-02-01"));
    ASSERT_TRUE(taken);
    EXPECT_FALSE(desk.agenda.take(china("2014-02-01"))) << "it is given once";
    desk.now = china("2014-02-01");
    desk.item("2", {"jxw"});
    EXPECT_FALSE(desk.agenda.take(china("2014-02-01"))) << "another stream changes nothing";
    desk.agenda.put_back(*taken);
    const auto again = desk.agenda.take(china("2014-02-01"));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->id, taken->id);
}

TEST_F(Reports, a_restart_in_the_middle_offers_the_same_duties_under_the_same_ids) {
    desk.item("2", {"jxw"});
    desk.now = china("2014-02-07");
    const auto first = desk.agenda.take(desk.now);
    ASSERT_TRUE(first);
    desk.record(*first);
    auto fresh = desk.refolded();
    for (;;) {
        const auto kept = desk.agenda.take(desk.now);
        const auto refolded = fresh.take(desk.now);
        ASSERT_EQ(kept.has_value(), refolded.has_value());
        if (!kept) break;
        EXPECT_EQ(Desk::line(*kept), Desk::line(*refolded));
        EXPECT_EQ(kept->id, refolded->id);
        EXPECT_NE(kept->id, first->id);
        EXPECT_EQ(kept->id.bytes[6] >> 4, 8) << "a UUID of version 8";
    }
}

}  // namespace
}  // namespace taizhang::keeper
