// The ladder (S1.7): what follows when something happened that a step of the regime answers.
#include "tests/unit/keeper/desk.hpp"

namespace taizhang::keeper {
namespace {

using accountability::Measure;
using accountability::Proposed;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class TheLadder : public testing::Test {
  protected:
    void under(const std::string& steps) {
        desk.unit("fgw", "发改委");
        desk.unit("jxw", "经信委");
        desk.regime("title = \"制度\"\nsystem = \"S1\"\ndocument = \"文件\"\n[reporting]\nremind = []\n" + steps);
        desk.ledger("2014", "s1");
        desk.item("1", {"fgw"}, Date(2014, 12, 31));
        desk.item("2", {"fgw"}, Date(2014, 12, 31));
    }
    /// The measures that are proposed until then.
    std::vector<Proposed> proposed_until(const std::string& time) {
        std::vector<Proposed> found;
        for (const auto& duty : desk.until_duties(time)) {
            if (const auto* proposed = std::get_if<Proposed>(&duty.proposal)) found.push_back(*proposed);
        }
        return found;
    }
    Desk desk;
};

std::string step(const std::string& lines) {
    return "[[step]]\nname = \"限期整改\"\ntext = \"{unit}：{item}{period}应为{scheduled}%，实际{percent}%\"\n" + lines;
}

TEST_F(TheLadder, S1_7_behind_schedule_an_order_to_rectify_is_proposed) {
    under(step("on = \"behind\"\ntake = \"rectification\"\ndeadline = \"15 days\"\nclause = \"S1.7\"\n"));
    desk.at("2014-04-03 10:00");
    desk.progress("1", "fgw", month(3), 20);
    const auto position = desk.log.size() - 1;
    const auto duties = desk.until_duties("2014-04-03 10:00");
    const auto found = std::ranges::find(duties, DutyKind::ladder_step, &Duty::kind);
    ASSERT_NE(found, duties.end());
    const auto& proposed = std::get<Proposed>(found->proposal);
    EXPECT_EQ(proposed.measure, Measure::rectification);
    EXPECT_EQ(proposed.subject, StreamId{"unit/fgw"});
    EXPECT_EQ(proposed.grounds, "发改委：事项12014年3月应为25.00%，实际20%");
    EXPECT_THAT(proposed.items, ElementsAre(ItemId{"1"}));
    EXPECT_THAT(proposed.evidence, ElementsAre(position));
    EXPECT_EQ(proposed.clause, "S1.7");
    EXPECT_EQ(proposed.rule, "限期整改");
    EXPECT_EQ(proposed.deadline, Date(2014, 4, 18));
    EXPECT_EQ(proposed.ledger, LedgerId{"2014"});
    EXPECT_EQ(found->causation, position);
    EXPECT_TRUE(check_id(found->stream.id())) << "a Chinese name gives an id all the same: " << found->stream.value;
    EXPECT_THAT(std::string(found->stream.id()), testing::EndsWith("-" + std::to_string(position)));
}

TEST_F(TheLadder, on_schedule_nothing_follows) {
    under(step("on = \"behind\"\ntake = \"urging\"\n"));
    desk.at("2014-04-03 10:00");
    desk.progress("1", "fgw", month(3), 25);
    EXPECT_THAT(proposed_until("2014-04-30"), IsEmpty());
}

TEST_F(TheLadder, a_red_step_waits_for_red_and_the_bounds_are_inclusive) {
    under("[schedule]\nyellow = 10\n" + step("on = \"behind\"\nlamp = \"red\"\ntake = \"criticism\"\n"));
    desk.at("2014-04-03 10:00");
    desk.progress("1", "fgw", month(3), 15);  // ten points behind: yellow still
    EXPECT_THAT(proposed_until("2014-04-04"), IsEmpty());
    desk.progress("2", "fgw", month(3), 14);
    EXPECT_THAT(proposed_until("2014-04-05"), SizeIs(1));
}

TEST_F(TheLadder, bounds_may_be_shares_of_the_schedule) {
    under("[schedule]\nbounds = \"share\"\ngreen = 4\nyellow = 20\n" +
          step("on = \"behind\"\nlamp = \"red\"\ntake = \"criticism\"\n"));
    desk.at("2014-07-03 10:00");
    desk.progress("1", "fgw", month(6), 40);  // of 50, a fifth behind
    desk.progress("2", "fgw", month(6), 39);
    EXPECT_THAT(proposed_until("2014-07-04"), SizeIs(1));
}

TEST_F(TheLadder, a_correction_that_shows_it_behind_counts_and_one_that_was_behind_before_does_not) {
    under(step("on = \"behind\"\ntake = \"urging\"\n"));
    desk.at("2014-04-03 10:00");
    desk.progress("1", "fgw", month(3), 30);
    const auto first = desk.log.size() - 1;
    desk.put("item/1", item::ProgressCorrected{.corrects = first, .percent = Decimal(20)}, "fgw");
    desk.put("item/1", item::ProgressCorrected{.corrects = first, .percent = Decimal(19)}, "fgw");
    EXPECT_THAT(proposed_until("2014-04-04"), SizeIs(1));
}

TEST_F(TheLadder, a_step_with_a_term_is_taken_only_if_it_still_stands_then) {
    under(step("on = \"behind\"\ntake = \"urging\"\nafter = \"15 days\"\n"));
    desk.at("2014-04-03 10:00");
    desk.progress("1", "fgw", month(3), 20);
    const auto first = desk.log.size() - 1;
    desk.progress("2", "fgw", month(3), 20);
    EXPECT_THAT(proposed_until("2014-04-18 12:00"), IsEmpty());
    desk.put("item/1", item::ProgressCorrected{.corrects = first, .percent = Decimal(25)}, "fgw");
    desk.at("2014-04-19 00:00");
    const auto proposed = proposed_until("2014-04-30");
    ASSERT_THAT(proposed, SizeIs(1));
    EXPECT_THAT(proposed[0].items, ElementsAre(ItemId{"2"}));
}

TEST_F(TheLadder, what_did_not_stand_at_its_time_is_not_taken_after_a_restart_either) {
    under(step("on = \"item_overdue\"\ntake = \"criticism\"\nafter = \"10 days\"\n"));
    desk.until("2015-01-01");
    desk.put("item/1", item::ExtensionGranted{Date(2015, 3, 1)});
    const auto proposed = proposed_until("2015-01-20");
    ASSERT_THAT(proposed, SizeIs(1));
    EXPECT_THAT(proposed[0].items, ElementsAre(ItemId{"2"}));
    // later it stands as before, but its day has passed
    desk.put("item/1", item::ExtensionGranted{Date(2014, 12, 31)});
    EXPECT_FALSE(desk.refolded().take(desk.now));
}

TEST_F(TheLadder, a_step_that_was_looked_at_while_completion_was_claimed_comes_back_when_the_claim_is_rejected) {
    under(step("on = \"item_overdue\"\ntake = \"criticism\"\nafter = \"10 days\"\n"));
    desk.until("2015-01-01");
    desk.at("2015-02-01 10:00");
    desk.put("item/2", item::Acknowledged{UnitId{"fgw"}}, "fgw");  // its day has come, and it stood
    desk.put("item/1", item::CompletionClaimed{}, "fgw");
    const auto look = [&] {
        std::set<ItemId> items;
        while (const auto duty = desk.agenda.take(desk.now)) {
            if (const auto* proposed = std::get_if<accountability::Proposed>(&duty->proposal))
                items.insert(proposed->items.begin(), proposed->items.end());
        }
        return items;
    };
    EXPECT_FALSE(look().contains(ItemId{"1"}));
    desk.put("item/1", item::CompletionRejected{}, "zfb");
    EXPECT_TRUE(look().contains(ItemId{"1"})) << "as an agenda that is folded only now says";
}

TEST_F(TheLadder, S1_7_an_order_not_followed_in_time_brings_criticism_of_the_unit_and_inquiry_against_its_leader) {
    under(R"([[step]]
name = "criticism"
on = "rectification_overdue"
take = "criticism"
text = "{unit}逾期未整改"
[[step]]
name = "inquiry"
on = "rectification_overdue"
take = "inquiry"
against = "leader"
text = "{unit}逾期未整改"
)");
    desk.put("person/zhang", person::Enrolled{"张三", UnitId{"fgw"}, "主任"});
    desk.put("person/li", person::Enrolled{"李四", UnitId{"jxw"}, "科长"});
    desk.put("item/1", item::PeopleAssigned{.responsible_leader = NamedPerson{PersonId{"zhang"}, "张三", "主任"}});
    desk.put("rectification/r",
             rectification::Ordered{
                 .unit = UnitId{"fgw"}, .item = ItemId{"1"}, .demand = "整改", .deadline = Date(2014, 3, 10)});
    desk.until("2014-03-10");
    // the post passes on before the order falls overdue: who holds it now answers (rule 12)
    desk.put("person/zhang", person::Relieved{UnitId{"fgw"}, "主任"});
    desk.put("person/li", person::Appointed{UnitId{"fgw"}, "主任"});
    const auto duties = desk.until_duties("2014-03-12");
    const auto proposals = with(Desk::lines(duties), "propose");
    ASSERT_THAT(proposals, SizeIs(2));
    std::map<Measure, Proposed> by_measure;
    for (const auto& duty : duties) {
        if (const auto* one = std::get_if<Proposed>(&duty.proposal)) by_measure[one->measure] = *one;
    }
    EXPECT_EQ(by_measure[Measure::criticism].subject, StreamId{"unit/fgw"});
    EXPECT_EQ(by_measure[Measure::criticism].rectification, RectificationId{"r"});
    EXPECT_EQ(by_measure[Measure::inquiry].subject, StreamId{"person/li"});
}

TEST_F(TheLadder, where_nobody_is_enrolled_the_unit_stands_in_and_the_proposal_says_so) {
    under(step("on = \"item_overdue\"\ntake = \"summons\"\nagainst = \"leader\"\n"));
    const auto proposed = proposed_until("2015-01-02");
    ASSERT_THAT(proposed, SizeIs(2));
    EXPECT_EQ(proposed[0].subject, StreamId{"unit/fgw"});
    EXPECT_THAT(proposed[0].grounds, HasSubstr("尚未登记"));
}

TEST_F(TheLadder, months_in_a_row_are_counted_and_a_month_that_was_good_breaks_the_row) {
    under(step("on = \"behind\"\ntimes = 2\nconsecutive = true\ntake = \"yellow_card\"\n"));
    desk.at("2014-02-03 10:00");
    desk.progress("1", "fgw", month(1), 1);
    desk.progress("1", "fgw", month(2), 50);
    desk.progress("1", "fgw", month(3), 1);
    desk.progress("2", "fgw", month(3), 1);
    EXPECT_THAT(proposed_until("2014-04-30"), IsEmpty()) << "each item for itself";
    desk.progress("1", "fgw", month(4), 2);
    const auto proposed = proposed_until("2014-05-30");
    ASSERT_THAT(proposed, SizeIs(1));
    EXPECT_THAT(proposed[0].evidence, SizeIs(2));
    desk.progress("1", "fgw", month(5), 3);
    EXPECT_THAT(proposed_until("2014-06-30"), IsEmpty()) << "what was counted is used up";
}

TEST_F(TheLadder, rule_2_a_month_that_was_mistyped_and_corrected_is_not_counted) {
    under(step("on = \"behind\"\ntimes = 2\nconsecutive = true\ntake = \"yellow_card\"\n"));
    desk.at("2014-02-03 10:00");
    desk.progress("1", "fgw", month(1), 1);
    const auto mistyped = desk.log.size() - 1;
    desk.put("item/1", item::ProgressCorrected{.corrects = mistyped, .percent = Decimal(10)}, "fgw");
    desk.progress("1", "fgw", month(2), 10);
    EXPECT_THAT(proposed_until("2014-03-30"), IsEmpty()) << "January was on schedule after all";
    desk.progress("1", "fgw", month(3), 11);
    EXPECT_THAT(proposed_until("2014-04-30"), SizeIs(1));
}

TEST_F(TheLadder, S7_4_a_person_answers_for_his_own_unit_alone) {
    under(step("on = \"behind\"\ntake = \"inquiry\"\nagainst = \"leader\"\n"));
    desk.item("3", {"fgw", "jxw"}, Date(2014, 12, 31));
    desk.put("person/zhang", person::Enrolled{"张三", UnitId{"fgw"}, "主任"});
    desk.put("person/li", person::Enrolled{"李四", UnitId{"jxw"}, "主任"});
    desk.put("item/3", item::PeopleAssigned{.responsible_leader = NamedPerson{PersonId{"zhang"}, "张三", {}}});
    desk.at("2014-04-03 10:00");
    desk.progress("3", "jxw", month(3), 1);
    auto proposed = proposed_until("2014-04-04");
    ASSERT_THAT(proposed, SizeIs(1));
    EXPECT_EQ(proposed[0].subject, StreamId{"unit/jxw"}) << "the leader of the item serves the lead unit";
    EXPECT_THAT(proposed[0].grounds, HasSubstr("尚未登记"));

    // given out in parts, each part has a leader of its own (S1.3)
    desk.put("item/3", item::Decomposed{{{"p", "部分", UnitId{"jxw"}, NamedPerson{PersonId{"li"}, "李四", {}},
                                          NamedPerson{PersonId{"li"}, "李四", {}}, Date(2014, 12, 31)}}});
    desk.at("2014-05-03 10:00");
    desk.progress("3", "jxw", month(4), 1);
    desk.progress("3", "fgw", month(4), 1);
    proposed = proposed_until("2014-05-04");
    ASSERT_THAT(proposed, SizeIs(2));
    EXPECT_EQ(proposed[0].subject, StreamId{"person/li"});
    EXPECT_EQ(proposed[1].subject, StreamId{"person/zhang"});
}

TEST_F(TheLadder, late_reports_are_counted_for_the_unit_within_the_months_that_the_regime_says) {
    under(step("on = \"report_late\"\ntimes = 3\nwithin_months = 3\ntake = \"yellow_card\"\n"));
    desk.until("2014-02-28");
    desk.submit("fgw", month(2));  // January and March came late, February did not
    EXPECT_THAT(proposed_until("2014-05-10"), IsEmpty()) << "January lies outside of three months";
    EXPECT_THAT(proposed_until("2014-06-10"), SizeIs(1)) << "March, April, May";
}

TEST_F(TheLadder, S6_6_cards_that_stand_bring_the_next_one_and_lapsed_or_lifted_ones_do_not) {
    under("[cards]\nyellow_months = 3\n" + step("on = \"yellow_card\"\ntimes = 2\ntake = \"red_card\"\n"));
    const auto card = [&](const std::string& id) {
        desk.put("accountability/" + id, Proposed{.measure = Measure::yellow_card,
                                                  .subject = StreamId{"unit/fgw"},
                                                  .grounds = "落后",
                                                  .ledger = LedgerId{"2014"}});
        desk.put("accountability/" + id, accountability::CardIssued{});
    };
    card("a");
    desk.at("2014-05-01 09:00");
    card("b");
    EXPECT_THAT(proposed_until("2014-05-02"), IsEmpty()) << "the first has lapsed";
    desk.put("accountability/b", accountability::CardLifted{"已改"});
    card("c");
    EXPECT_THAT(proposed_until("2014-05-03"), IsEmpty()) << "the second was lifted";
    card("d");
    const auto proposed = proposed_until("2014-05-04");
    ASSERT_THAT(proposed, SizeIs(1));
    EXPECT_EQ(proposed[0].measure, Measure::red_card);
    EXPECT_EQ(proposed[0].subject, StreamId{"unit/fgw"});
}

TEST_F(TheLadder, a_step_that_is_taken_by_itself_is_proposed_and_confirmed) {
    under(step("on = \"report_late\"\ntake = \"urging\"\nmode = \"automatic\"\n"));
    const auto lines = desk.until("2014-02-06");
    const auto measure = with(lines, "accountability");
    ASSERT_THAT(measure, SizeIs(2));
    EXPECT_THAT(measure[0], HasSubstr("2014-02-06 00:00 accountability.propose"));
    EXPECT_THAT(measure[1], HasSubstr("2014-02-06 00:00 accountability.confirm"));
    EXPECT_THAT(with(desk.until("2014-02-14"), "accountability"), IsEmpty()) << "once";
}

TEST_F(TheLadder, rule_6_a_step_against_a_person_is_never_confirmed_by_itself) {
    regime::Step step;
    step.mode = regime::Mode::automatic;
    EXPECT_TRUE(is_automatic(step));
    step.against = regime::Against::leader;
    EXPECT_FALSE(is_automatic(step));
    step.against = regime::Against::unit;
    step.take = Measure::inquiry;
    EXPECT_FALSE(is_automatic(step));
}

TEST_F(TheLadder, an_amended_ladder_judges_from_its_amendment_on) {
    under(step("on = \"behind\"\ntake = \"urging\"\nafter = \"5 days\"\n"));
    desk.at("2014-04-03 10:00");
    desk.progress("1", "fgw", month(3), 20);
    desk.put("regime/s1",
             regime::Amended{"title = \"制度\"\nsystem = \"S1\"\ndocument = \"文件\"\n[reporting]\nremind = []\n" +
                                 step("on = \"behind\"\ntake = \"criticism\"\n"),
                             {}});
    const auto before = proposed_until("2014-04-30");
    ASSERT_THAT(before, SizeIs(1)) << "what was behind before is answered by the rules of then";
    EXPECT_EQ(before[0].measure, Measure::urging);
    desk.progress("1", "fgw", month(4), 20);
    const auto after = proposed_until("2014-05-30");
    ASSERT_THAT(after, SizeIs(1));
    EXPECT_EQ(after[0].measure, Measure::criticism);
}

TEST_F(TheLadder, cards_that_call_for_each_other_end) {
    under(R"([[step]]
name = "red"
on = "yellow_card"
take = "red_card"
mode = "automatic"
text = "红牌"
[[step]]
name = "yellow"
on = "red_card"
take = "yellow_card"
mode = "automatic"
text = "黄牌"
)");
    desk.put("accountability/a", Proposed{.measure = Measure::yellow_card,
                                          .subject = StreamId{"unit/fgw"},
                                          .grounds = "落后",
                                          .ledger = LedgerId{"2014"}});
    desk.put("accountability/a", accountability::CardIssued{});
    std::size_t proposals = 0;
    for (int turn = 0; turn < 20; ++turn) {
        const auto duties = desk.until_duties(china_text(desk.now));
        for (const auto& duty : duties) {
            if (duty.kind == DutyKind::ladder_step) ++proposals;
            if (duty.kind != DutyKind::ladder_confirm) continue;
            const auto& state = std::get<AccountabilityState>(desk.agenda.book().get(duty.stream).state);
            const bool red = state.measure == Measure::red_card;
            desk.put(duty.stream.value, accountability::CardIssued{.colour = red ? accountability::Colour::red
                                                                                 : accountability::Colour::yellow});
        }
    }
    EXPECT_EQ(proposals, 2U) << "a red one, and the yellow one that follows from it";
}

TEST_F(TheLadder, a_serious_finding_is_answered_once) {
    under(step("on = \"serious_finding\"\ntake = \"rectification\"\ndeadline = \"7 days\"\n"));
    desk.put("inspection/i", inspection::Scheduled{.title = "督查", .ledger = LedgerId{"2014"}});
    desk.put("inspection/i",
             inspection::FindingRecorded{"a", UnitId{"fgw"}, ItemId{"1"}, "问题", inspection::Severity::problem});
    EXPECT_THAT(proposed_until("2014-01-16"), IsEmpty());
    desk.put("inspection/i",
             inspection::FindingRecorded{"b", UnitId{"jxw"}, std::nullopt, "严重", inspection::Severity::serious});
    const auto proposed = proposed_until("2014-01-17");
    ASSERT_THAT(proposed, SizeIs(1));
    EXPECT_EQ(proposed[0].subject, StreamId{"unit/jxw"});
    EXPECT_FALSE(desk.refolded().take(china("2014-01-17")));
}

TEST_F(TheLadder, S7_5_where_a_collective_leads_each_member_is_concerned) {
    under(step("on = \"item_overdue\"\ntake = \"criticism\"\n"));
    item::Entered entered{.ledger = LedgerId{"2014"}, .title = "各区"};
    entered.units = {{UnitId{"gq"}, "各区", PartyRole::lead, false, true, {UnitId{"fgw"}, UnitId{"jxw"}}}};
    entered.deadline = Date(2014, 6, 30);
    desk.put("item/gq", entered);
    const auto proposed = proposed_until("2014-07-02");
    ASSERT_THAT(proposed, SizeIs(2));
    EXPECT_EQ(proposed[0].subject == StreamId{"unit/fgw"}, proposed[1].subject == StreamId{"unit/jxw"});
    EXPECT_NE(proposed[0].subject, proposed[1].subject);
}

}  // namespace
}  // namespace taizhang::keeper
