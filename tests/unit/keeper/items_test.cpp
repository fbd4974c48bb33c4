// What falls due within items, ledgers, orders and measures.
#include "tests/unit/keeper/desk.hpp"

namespace taizhang::keeper {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* quiet_reports =
    "title = \"制度\"\nsystem = \"S1\"\ndocument = \"文件\"\n[reporting]\nremind = []\n";

class Items : public testing::Test {
  protected:
    Items() {
        desk.unit("fgw");
        desk.unit("jxw");
    }
    void under(const std::string& more) {
        desk.regime(quiet_reports + more);
        desk.ledger("2014", "s1");
    }
    Lines items_until(const std::string& time) { return with(desk.until(time), " item/"); }
    Desk desk;
};

TEST_F(Items, S1_6_a_deadline_is_reminded_of_and_falls_overdue_the_day_after) {
    desk.ledger();
    desk.item("1", {"fgw"}, Date(2014, 6, 30));
    EXPECT_THAT(items_until("2014-12-31"),
                ElementsAre("2014-06-23 09:00 item.remind item/1", "2014-06-29 09:00 item.remind item/1",
                            "2014-07-01 00:00 item.fall_overdue item/1"));
}

TEST_F(Items, an_extension_moves_the_deadline_and_another_day_may_fall_overdue) {
    desk.ledger();
    desk.item("1", {"fgw"}, Date(2014, 6, 30));
    items_until("2014-07-02");
    desk.put("item/1", item::ExtensionGranted{Date(2014, 7, 31)});
    EXPECT_THAT(items_until("2014-12-31"),
                ElementsAre("2014-07-24 09:00 item.remind item/1", "2014-07-30 09:00 item.remind item/1",
                            "2014-08-01 00:00 item.fall_overdue item/1"));
}

TEST_F(Items, once_completion_is_claimed_nothing_is_overdue_until_it_is_rejected) {
    desk.ledger();
    desk.item("1", {"fgw"}, Date(2014, 6, 30));
    items_until("2014-06-29 10:00");
    desk.put("item/1", item::CompletionClaimed{"完成"}, "fgw");
    EXPECT_THAT(items_until("2014-07-10 08:00"), IsEmpty());
    desk.put("item/1", item::CompletionRejected{"未完成"});
    EXPECT_THAT(items_until("2014-12-31"), ElementsAre("2014-07-10 08:00 item.fall_overdue item/1"))
        << "effective when it was open again, not before";
}

TEST_F(Items, S1_6_milestones_are_reminded_of_and_missed_unless_reached) {
    desk.ledger();
    desk.item("1", {"fgw"});
    desk.put("item/1", item::MilestonePlanned{"start", "开工", Date(2014, 3, 10)});
    desk.put("item/1", item::MilestonePlanned{"end", "竣工", Date(2014, 5, 10)});
    items_until("2014-03-09 10:00");
    desk.put("item/1", item::MilestoneReached{"start", Date(2014, 3, 9)});
    EXPECT_THAT(items_until("2014-12-31"),
                ElementsAre("2014-05-03 09:00 item.remind item/1", "2014-05-09 09:00 item.remind item/1",
                            "2014-05-11 00:00 item.miss_milestone item/1"));
}

TEST_F(Items, suspended_nothing_falls_due_and_resumed_it_does) {
    desk.ledger();
    desk.item("1", {"fgw"}, Date(2014, 6, 30));
    desk.put("item/1", item::Suspended{});
    EXPECT_THAT(items_until("2014-09-01 12:00"), IsEmpty());
    desk.put("item/1", item::Resumed{});
    EXPECT_THAT(items_until("2014-12-31"), ElementsAre("2014-09-01 12:00 item.fall_overdue item/1"));
}

TEST_F(Items, S1_5_a_closed_ledger_lets_nothing_fall_due) {
    desk.ledger();
    desk.item("1", {"fgw"}, Date(2014, 6, 30));
    desk.put("ledger/2014", ledger::Closed{"完"});
    EXPECT_THAT(desk.until("2015-12-31"), IsEmpty());
}

TEST_F(Items, the_term_to_acknowledge_counts_working_days_for_each_unit) {
    under("[acknowledgement]\nwithin = \"3 working days\"\n[deadlines]\nremind = [1]\n");
    desk.at("2014-01-16 09:00");  // a Thursday
    desk.item("1", {"fgw", "jxw"});
    desk.put("item/1", item::Acknowledged{UnitId{"jxw"}}, "jxw");
    EXPECT_THAT(items_until("2014-02-28"), ElementsAre("2014-01-20 09:00 item.remind item/1",
                                                       "2014-01-22 00:00 item.miss_acknowledgement item/1"));
}

TEST_F(Items, a_unit_that_joins_later_has_its_own_term) {
    under("[acknowledgement]\nwithin = \"5 days\"\n[deadlines]\nremind = []\n");
    desk.item("1", {"fgw"});
    desk.put("item/1", item::Acknowledged{UnitId{"fgw"}}, "fgw");
    desk.at("2014-03-03 09:00");
    desk.put("item/1", item::UnitsAssigned{{{UnitId{"fgw"}, "fgw", PartyRole::lead, false, false, {}},
                                            {UnitId{"jxw"}, "jxw", PartyRole::supporting, false, false, {}}}});
    const auto duties = desk.until_duties("2014-03-20");
    const auto found = std::ranges::find(duties, DutyKind::item_miss_acknowledgement, &Duty::kind);
    ASSERT_NE(found, duties.end());
    EXPECT_EQ(china_text(found->at), "2014-03-09 00:00");
    EXPECT_EQ(std::get<item::AcknowledgementOverdue>(found->proposal).unit, UnitId{"jxw"});
}

TEST_F(Items, the_successor_of_a_unit_that_acknowledged_need_not_do_so_again) {
    under("[acknowledgement]\nwithin = \"30 days\"\n[deadlines]\nremind = []\n");
    desk.item("1", {"fgw"});
    desk.item("2", {"fgw"});
    desk.put("item/1", item::Acknowledged{UnitId{"fgw"}}, "fgw");
    desk.put("unit/fgw", unit::Merged{UnitId{"jxw"}});
    const auto duties = desk.until_duties("2014-02-28");
    const auto missed = with(Desk::lines(duties), "miss_acknowledgement");
    EXPECT_THAT(missed, ElementsAre("2014-02-15 00:00 item.miss_acknowledgement item/2"));
    const auto found = std::ranges::find(duties, DutyKind::item_miss_acknowledgement, &Duty::kind);
    EXPECT_EQ(std::get<item::AcknowledgementOverdue>(found->proposal).unit, UnitId{"jxw"}) << "open matters pass on";
}

TEST_F(Items, who_took_over_the_matters_of_one_that_acknowledged_and_is_no_party_any_more_need_not_do_so_again) {
    under("[acknowledgement]\nwithin = \"30 days\"\n[deadlines]\nremind = []\n");
    desk.item("1", {"fgw"});
    desk.put("item/1", item::Acknowledged{UnitId{"fgw"}}, "fgw");
    desk.put("unit/fgw", unit::Merged{UnitId{"jxw"}});
    desk.put("item/1", item::UnitsAssigned{{{UnitId{"jxw"}, "jxw", PartyRole::lead, false, false, {}}}});
    EXPECT_THAT(with(Desk::lines(desk.until_duties("2014-03-31")), "miss_acknowledgement"), testing::IsEmpty());
}

TEST_F(Items, S7_2_a_plan_is_reminded_of_and_missed_by_each_responsible_unit_that_files_none) {
    under("[plans]\nmonth = 1\nday = 31\nremind = [3]\n");
    item::Entered entered{.ledger = LedgerId{"2014"}, .title = "任务"};
    entered.units = {{UnitId{"fgw"}, "fgw", PartyRole::lead, false, false, {}},
                     {UnitId{"jxw"}, "jxw", PartyRole::responsible, false, false, {}},
                     {UnitId{"helper"}, "helper", PartyRole::supporting, false, false, {}}};
    desk.unit("helper");
    desk.put("item/1", entered);
    desk.put("item/1", item::PlanFiled{.unit = UnitId{"jxw"}}, "jxw");
    EXPECT_THAT(items_until("2014-03-31"),
                ElementsAre("2014-01-28 09:00 item.remind item/1", "2014-02-01 00:00 item.miss_plan item/1"));
}

TEST_F(Items, S7_2_an_item_entered_after_the_day_owes_no_plan) {
    under("[plans]\nmonth = 1\nday = 31\n");
    desk.at("2014-02-10 09:00");
    desk.item("1", {"fgw"});
    EXPECT_THAT(items_until("2014-12-31"), IsEmpty());
}

TEST_F(Items, S1_5_a_quarter_that_nobody_checked_is_recorded_once) {
    under("[checking]\ndue_day = 15\n");
    desk.until("2014-04-10");
    desk.put("ledger/2014", ledger::Checked{1, "已查"});
    EXPECT_THAT(
        with(desk.until("2015-02-28"), "ledger"),
        ElementsAre("2014-07-16 00:00 ledger.miss_check ledger/2014", "2014-10-16 00:00 ledger.miss_check ledger/2014",
                    "2015-01-16 00:00 ledger.miss_check ledger/2014"));
}

TEST_F(Items, a_ledger_opened_in_summer_is_not_asked_for_the_spring) {
    desk.at("2014-08-01 09:00");
    under("[checking]\ndue_day = 15\n");
    EXPECT_THAT(with(desk.until("2014-12-31"), "miss_check"),
                ElementsAre("2014-10-16 00:00 ledger.miss_check ledger/2014"));
}

// ---- orders and measures -------------------------------------------------------------------------------------------

rectification::Ordered order(const std::string& item, Date deadline) {
    return {.unit = UnitId{"fgw"}, .item = ItemId{item}, .demand = "整改", .deadline = deadline};
}

TEST_F(Items, S1_7_an_order_is_reminded_of_and_falls_overdue_once_for_each_deadline) {
    desk.ledger();
    desk.item("1", {"fgw"});
    desk.put("rectification/r", order("1", Date(2014, 3, 10)));
    EXPECT_THAT(with(desk.until("2014-03-12"), "rectification"),
                ElementsAre("2014-03-03 09:00 rectification.remind rectification/r",
                            "2014-03-09 09:00 rectification.remind rectification/r",
                            "2014-03-11 00:00 rectification.fall_overdue rectification/r"));
    desk.put("rectification/r", rectification::Reported{"已整改", true}, "fgw");
    EXPECT_THAT(with(desk.until("2014-03-20"), "rectification"), IsEmpty());
    desk.put("rectification/r", rectification::Rejected{"不到位", Date(2014, 4, 1)});
    EXPECT_THAT(with(desk.until("2014-04-30"), "fall_overdue"),
                ElementsAre("2014-04-02 00:00 rectification.fall_overdue rectification/r"));
}

TEST_F(Items, an_order_given_at_short_notice_is_not_reminded_of_before_it_was_given) {
    desk.ledger();
    desk.at("2014-03-08 12:00");
    desk.put("rectification/r",
             rectification::Ordered{
                 .unit = UnitId{"fgw"}, .ledger = LedgerId{"2014"}, .demand = "整改", .deadline = Date(2014, 3, 10)});
    EXPECT_THAT(with(desk.until("2014-03-10"), "rectification"),
                ElementsAre("2014-03-09 09:00 rectification.remind rectification/r"));
    desk.put("rectification/r", rectification::Reported{"已整改", true}, "fgw");
    desk.at("2014-03-20 10:00");
    desk.put("rectification/r", rectification::Rejected{"不到位", std::nullopt});
    EXPECT_THAT(with(desk.until("2014-04-30"), "rectification"),
                ElementsAre("2014-03-20 10:00 rectification.fall_overdue rectification/r"))
        << "overdue when it was rejected, not while it waited to be judged";
}

TEST_F(Items, an_order_about_an_item_that_is_suspended_waits_with_it) {
    desk.ledger();
    desk.item("1", {"fgw"});
    desk.put("rectification/r", order("1", Date(2014, 3, 10)));
    desk.put("item/1", item::Suspended{});
    EXPECT_THAT(with(desk.until("2014-04-30"), "rectification"), IsEmpty());
    desk.put("item/1", item::Resumed{});
    EXPECT_THAT(with(desk.until("2014-05-01"), "rectification"), SizeIs(1));
}

TEST_F(Items, a_reconsideration_that_nobody_decides_is_overdue_once) {
    desk.put("accountability/a", accountability::Proposed{.subject = StreamId{"unit/fgw"}, .grounds = "逾期"});
    desk.put("accountability/a", accountability::ReconsiderationRequested{"申诉", Date(2014, 3, 1)});
    EXPECT_THAT(desk.until("2014-12-31"),
                ElementsAre("2014-03-02 00:00 accountability.miss_reconsideration accountability/a"));
}

TEST_F(Items, a_reconsideration_decided_in_time_is_not) {
    desk.put("accountability/a", accountability::Proposed{.subject = StreamId{"unit/fgw"}, .grounds = "逾期"});
    desk.put("accountability/a", accountability::ReconsiderationRequested{"申诉", Date(2014, 3, 1)});
    desk.put("accountability/a", accountability::ReconsiderationDecided{accountability::Ruling::upheld, "维持"});
    EXPECT_THAT(desk.until("2014-12-31"), IsEmpty());
}

}  // namespace
}  // namespace taizhang::keeper
