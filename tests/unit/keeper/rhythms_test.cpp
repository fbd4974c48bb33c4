// 节奏 (S5.2, S6.5-S6.9, S8.3, S9.1): reminded of, missed, and kept by what was done, each once.
#include "tests/unit/keeper/desk.hpp"

#include <filesystem>
#include <fstream>

namespace taizhang::keeper {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* dispatch = R"([[rhythm]]
name = "月调度会"
kind = "dispatch"
every = "month"
day = 20
remind = [5, 2]
who = "办公室"
)";
constexpr const char* weekly = R"([[rhythm]]
name = "周通报"
kind = "circular"
every = "week"
day = 1
who = "办公室"
)";

class RhythmDues : public testing::Test {
  protected:
    Desk desk;

    static std::string text(const std::string& rules) {
        return "title = \"制度\"\nsystem = \"S6\"\ndocument = \"文件\"\n" + rules;
    }
    void begin(const std::string& rules) {
        desk.unit("zfb");
        desk.regime(text(rules));
        desk.ledger("2014", "s1");
    }
    void amend(const std::string& rules) { desk.put("regime/s1", regime::Amended{text(rules), {}}); }
    void issue(bulletin::Kind kind, Date dated, const std::string& title = "通报", const std::string& ledger = "2014") {
        desk.put("bulletin/" + std::to_string(desk.log.size()),
                 bulletin::Issued{.kind = kind, .title = title, .ledger = LedgerId{ledger}, .dated = dated});
    }
    void hold(review::Kind kind, Date on, const std::string& title = "调度会") {
        const auto stream = "review/" + std::to_string(desk.log.size());
        desk.put(stream, review::Scheduled{.kind = kind, .title = title, .ledger = LedgerId{"2014"}, .on = on});
        desk.put(stream, review::Held{on, "已开", {}});
    }
    void look(const std::string& title, Date on) {
        const auto stream = "inspection/" + std::to_string(desk.log.size());
        desk.put(stream, inspection::Scheduled{.title = title, .ledger = LedgerId{"2014"}, .on = on});
        desk.put(stream, inspection::Held{on, "已查"});
    }
    Lines until(const std::string& time) { return with(desk.until(time), "rhythm"); }
    /// Of the duties until then the first that keeps something.
    ledger::RhythmKept kept(const std::string& time) {
        for (const auto& duty : desk.until_duties(time)) {
            if (const auto* found = std::get_if<ledger::RhythmKept>(&duty.proposal)) return *found;
        }
        ADD_FAILURE() << "nothing was kept";
        return {};
    }
};

TEST_F(RhythmDues, S6_6_is_reminded_of_and_missed_when_its_day_has_ended) {
    begin(dispatch);
    EXPECT_THAT(until("2014-02-16"), ElementsAre("2014-01-15 09:00 ledger.remind_rhythm ledger/2014",
                                                 "2014-01-18 09:00 ledger.remind_rhythm ledger/2014",
                                                 "2014-01-21 00:00 ledger.miss_rhythm ledger/2014",
                                                 "2014-02-15 09:00 ledger.remind_rhythm ledger/2014"));
}

TEST_F(RhythmDues, says_which_and_how_many_days_are_left) {
    begin(dispatch);
    const auto duties = desk.until_duties("2014-01-21");
    ASSERT_THAT(duties, SizeIs(3));
    const auto& reminded = std::get<ledger::RhythmReminded>(duties[1].proposal);
    EXPECT_EQ(reminded.rhythm, "月调度会");
    EXPECT_EQ(reminded.occasion, "2014-01");
    EXPECT_EQ(reminded.due, Date(2014, 1, 20));
    EXPECT_EQ(reminded.days, 2);
    EXPECT_EQ(std::get<ledger::RhythmMissed>(duties[2].proposal).occasion, "2014-01");
    EXPECT_EQ(duties[2].at, china("2014-01-21"));
}

TEST_F(RhythmDues, what_is_kept_is_neither_reminded_of_nor_missed) {
    begin(dispatch);
    until("2014-01-16");
    desk.put("ledger/2014", ledger::RhythmKept{"月调度会", "2014-01", Date(2014, 1, 16), "已开", {}, false});
    EXPECT_THAT(until("2014-02-01"), IsEmpty());
}

TEST_F(RhythmDues, after_a_week_of_downtime_only_what_is_not_over_is_reminded_of) {
    begin(dispatch);
    EXPECT_THAT(with(desk.after("2014-01-22"), "rhythm"),
                ElementsAre("2014-01-21 00:00 ledger.miss_rhythm ledger/2014"));
}

TEST_F(RhythmDues, what_fell_due_before_the_ledger_was_opened_was_never_owed) {
    desk.at("2014-06-20 09:00");
    begin(std::string(dispatch) + weekly);
    EXPECT_THAT(until("2014-06-24"), ElementsAre("2014-06-21 00:00 ledger.miss_rhythm ledger/2014",
                                                 "2014-06-24 00:00 ledger.miss_rhythm ledger/2014"))
        << "the day itself is not over, the reminders are";
}

TEST_F(RhythmDues, what_the_rules_ask_for_later_is_not_owed_for_the_days_before) {
    begin(dispatch);
    desk.until("2014-03-02");
    amend(std::string(dispatch) + weekly);
    EXPECT_THAT(until("2014-03-11"), ElementsAre("2014-03-04 00:00 ledger.miss_rhythm ledger/2014",
                                                 "2014-03-11 00:00 ledger.miss_rhythm ledger/2014"));
}

TEST_F(RhythmDues, what_the_rules_asked_for_before_an_amendment_is_owed_though_nobody_was_awake) {
    begin(dispatch);
    desk.at("2014-01-25 09:00");
    amend(std::string(dispatch) + weekly);
    EXPECT_THAT(with(desk.after("2014-01-26"), "rhythm"),
                ElementsAre("2014-01-21 00:00 ledger.miss_rhythm ledger/2014"));
}

TEST_F(RhythmDues, a_day_that_an_amendment_moves_into_the_past_is_not_owed) {
    begin(dispatch);
    desk.at("2014-01-15 12:00");
    desk.until("2014-01-15 12:00");
    auto sooner = std::string(dispatch);
    sooner.replace(sooner.find("day = 20"), 8, "day = 10");
    amend(sooner);
    EXPECT_THAT(until("2014-02-11"), ElementsAre("2014-02-05 09:00 ledger.remind_rhythm ledger/2014",
                                                 "2014-02-08 09:00 ledger.remind_rhythm ledger/2014",
                                                 "2014-02-11 00:00 ledger.miss_rhythm ledger/2014"));
}

TEST_F(RhythmDues, working_days_that_become_known_move_the_day) {
    begin(
        "calendar = \"days\"\n[[rhythm]]\nname = \"月调度会\"\nkind = \"dispatch\"\nevery = \"month\"\nday = 20\n"
        "shift = \"after\"\nwho = \"办公室\"\n");
    desk.put("regime/days", regime::Adopted{"工作日",
                                            "calendar",
                                            "title = \"工作日\"\nsystem = \"calendar\"\ndocument = \"测试\"\n"
                                            "[[year]]\nyear = 2014\nholidays = [{ name = \"节\", from = 2014-01-20, "
                                            "until = 2014-01-22 }]\n",
                                            {}});
    EXPECT_THAT(until("2014-01-31"), ElementsAre("2014-01-24 00:00 ledger.miss_rhythm ledger/2014"));
}

TEST_F(RhythmDues, a_closed_ledger_owes_nothing) {
    begin(dispatch);
    desk.put("ledger/2014", ledger::Closed{"交账"});
    EXPECT_THAT(until("2014-03-01"), IsEmpty());
}

TEST_F(RhythmDues, a_year_of_weeks_is_missed_each_once) {
    begin(weekly);
    const auto duties = desk.until_duties("2015-02-01");
    std::set<std::string> seen;
    for (const auto& duty : duties) {
        const auto* missed = std::get_if<ledger::RhythmMissed>(&duty.proposal);
        if (missed) EXPECT_TRUE(seen.insert(missed->occasion).second) << missed->occasion;
    }
    EXPECT_THAT(seen, SizeIs(50)) << "52 Mondays, without the two before the ledger was opened";
}

TEST_F(RhythmDues, what_was_refused_does_not_hide_what_comes_after_it) {
    begin(weekly);
    Lines lines;
    while (const auto duty = desk.agenda.take(china("2014-03-01"))) lines.push_back(Desk::line(*duty));  // all refused
    EXPECT_THAT(with(lines, "rhythm"), SizeIs(6)) << "Mondays from 20 January to 24 February";
}

TEST_F(RhythmDues, a_duty_that_is_put_back_does_not_bring_back_those_that_were_refused) {
    begin(weekly);
    const auto first = desk.agenda.take(china("2014-02-05")), second = desk.agenda.take(china("2014-02-05"));
    ASSERT_TRUE(first && second);
    desk.agenda.put_back(*second);  // the engine was busy; the first was refused
    const auto again = desk.agenda.take(china("2014-02-05"));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->id, second->id);
}

// ---- kept by what was done -----------------------------------------------------------------------------------------

TEST_F(RhythmDues, S6_6_a_dispatch_that_was_held_keeps_it_without_being_entered_again) {
    begin(dispatch);
    desk.at("2014-01-16 15:00");
    hold(review::Kind::dispatch, Date(2014, 1, 16), "一月调度会");
    const auto duties = desk.until_duties("2014-02-01");
    ASSERT_THAT(with(Desk::lines(duties), "keep"), ElementsAre("2014-01-16 15:00 ledger.keep_rhythm ledger/2014"));
    EXPECT_THAT(with(Desk::lines(duties), "miss_rhythm"), IsEmpty());
    const auto found = std::ranges::find(duties, DutyKind::ledger_keep_rhythm, &Duty::kind);
    const auto& event = std::get<ledger::RhythmKept>(found->proposal);
    EXPECT_EQ(event.occasion, "2014-01");
    EXPECT_EQ(event.on, Date(2014, 1, 16));
    EXPECT_EQ(event.text, "召开“一月调度会”");
    ASSERT_THAT(event.by, SizeIs(1));
    EXPECT_EQ(event.by[0].category(), "review");
}

TEST_F(RhythmDues, S6_6_a_weekly_circular_keeps_the_week_and_another_changes_nothing) {
    begin(weekly);
    desk.at("2014-01-20 10:00");
    issue(bulletin::Kind::monthly, Date(2014, 1, 20));
    issue(bulletin::Kind::weekly, Date(2014, 1, 20), "第三周通报");
    EXPECT_EQ(kept("2014-01-20 11:00").text, "印发《第三周通报》");
    issue(bulletin::Kind::weekly, Date(2014, 1, 20));
    EXPECT_THAT(with(until("2014-01-26"), "keep"), IsEmpty());
}

TEST_F(RhythmDues, what_was_told_after_the_day_is_for_a_person_to_say) {
    begin(dispatch);
    desk.until("2014-01-22");
    hold(review::Kind::dispatch, Date(2014, 1, 19));
    hold(review::Kind::dispatch, Date(2014, 1, 22));
    EXPECT_THAT(with(until("2014-01-31"), "keep"), IsEmpty());
}

TEST_F(RhythmDues, a_deed_of_another_ledger_or_of_none_keeps_nothing) {
    begin(weekly);
    desk.ledger("other");
    desk.at("2014-01-20 10:00");
    issue(bulletin::Kind::weekly, Date(2014, 1, 20), "周通报", "other");
    EXPECT_THAT(with(until("2014-01-26"), "keep"), IsEmpty());
}

TEST_F(RhythmDues, where_several_ask_for_it_the_one_that_its_title_names_is_kept_and_else_none) {
    begin(R"([[rhythm]]
name = "季度专项督查"
kind = "inspection"
every = "quarter"
who = "甲"
[[rhythm]]
name = "月度跟踪督办"
kind = "inspection"
every = "month"
who = "乙"
)");
    desk.at("2014-01-16 15:00");
    look("项目检查", Date(2014, 1, 16));
    EXPECT_THAT(with(until("2014-01-20"), "keep"), IsEmpty()) << "whose it was is not sure";
    look("一月月度跟踪督办", Date(2014, 1, 20));
    EXPECT_EQ(kept("2014-01-21").rhythm, "月度跟踪督办");
    look("又一次月度跟踪督办", Date(2014, 1, 21));
    look("项目检查", Date(2014, 1, 21));
    EXPECT_THAT(with(until("2014-01-31"), "keep"), IsEmpty()) << "another of the month's is not the quarter's";
}

TEST_F(RhythmDues, S5_2_a_mid_year_assessment_that_was_concluded_keeps_july) {
    begin(R"([[rhythm]]
name = "半年考核"
kind = "assessment"
every = "year"
months = [7]
who = "考核组"
[[rhythm]]
name = "年终考核"
kind = "assessment"
every = "year"
months = [12]
who = "考核组"
)");
    desk.until("2014-07-10");
    desk.put("assessment/a", assessment::Opened{.ledger = LedgerId{"2014"},
                                                .regime = RegimeId{"s1"},
                                                .title = "半年",
                                                .occasion = assessment::Occasion::mid_year});
    desk.put("assessment/a", assessment::Concluded{});
    const auto event = kept("2014-07-11");
    EXPECT_EQ(event.rhythm, "半年考核");
    EXPECT_EQ(event.by, std::vector{StreamId{"assessment/a"}});
    EXPECT_THAT(until("2015-01-02"), ElementsAre("2015-01-01 00:00 ledger.miss_rhythm ledger/2014"));
}

// ---- a step of the ladder answers it (S1.7, S1.8)
// --------------------------------------------------------------------

constexpr const char* answered = R"([[step]]
name = "节奏落空通报"
on = "rhythm_missed"
rhythm = "月调度会"
times = 2
take = "criticism"
clause = "S6.6"
text = "{unit}未按期完成{rhythm}（{period}）"
)";

TEST_F(RhythmDues, S6_6_a_rhythm_missed_twice_is_answered_by_a_step_against_whoever_the_regime_names) {
    desk.unit("bgs", "办公室");
    begin(std::string(dispatch) + weekly + answered);
    std::vector<accountability::Proposed> proposed;
    for (const auto& duty : desk.until_duties("2014-03-01")) {
        if (const auto* one = std::get_if<accountability::Proposed>(&duty.proposal)) proposed.push_back(*one);
    }
    ASSERT_THAT(proposed, SizeIs(1)) << "of the weeks that were missed none counts";
    EXPECT_EQ(proposed[0].subject, StreamId{"unit/bgs"});
    EXPECT_EQ(proposed[0].grounds, "办公室未按期完成月调度会（2014-02）");
    ASSERT_THAT(proposed[0].evidence, SizeIs(2));
    for (const auto position : proposed[0].evidence)
        EXPECT_TRUE(std::holds_alternative<ledger::RhythmMissed>(desk.log[position].event));
}

TEST_F(RhythmDues, where_no_unit_bears_the_name_the_holder_stands_in_and_the_proposal_says_so) {
    begin(std::string(dispatch) + answered);
    for (const auto& duty : desk.until_duties("2014-03-01")) {
        const auto* one = std::get_if<accountability::Proposed>(&duty.proposal);
        if (!one) continue;
        EXPECT_EQ(one->subject, StreamId{"unit/zfb"});
        EXPECT_THAT(one->grounds, testing::HasSubstr("“办公室”未登记为单位"));
        return;
    }
    FAIL() << "nothing was proposed";
}

TEST_F(RhythmDues, a_step_with_a_term_is_not_taken_where_it_was_kept_meanwhile) {
    std::string later = answered;
    later.replace(later.find("times = 2"), 9, "after = \"5 days\"");
    begin(std::string(dispatch) + later);
    desk.until("2014-01-22");
    desk.put("ledger/2014", ledger::RhythmKept{.rhythm = "月调度会", .occasion = "2014-01", .on = Date(2014, 1, 22)});
    EXPECT_THAT(with(desk.until("2014-02-10"), "accountability"), IsEmpty());
    EXPECT_THAT(with(desk.until("2014-02-28"), "accountability"), SizeIs(1)) << "February's is not kept";
}

/// What the shipped texts bring a ledger whose people do nothing: each day once, and all of it.
TEST(ShippedRhythms, S5_2_S6_9_S8_3_S9_1_each_occurrence_of_the_year_falls_due_once) {
    for (const auto* name : {"S1.toml", "S3.toml", "S5.toml", "S6.toml", "S8.toml", "S9.toml"}) {
        std::ifstream file(std::filesystem::path(TAIZHANG_SOURCE_DIR) / "regimes" / name);
        const std::string text((std::istreambuf_iterator<char>(file)), {});
        Desk desk;
        desk.at("2013-12-20 09:00");
        desk.unit("zfb");
        desk.regime(text, "r", std::string(name).substr(0, 2));
        desk.ledger("2014", "r");
        std::map<std::string, std::size_t> missed;
        for (const auto& duty : desk.until_duties("2015-02-01")) {
            const auto* one = std::get_if<ledger::RhythmMissed>(&duty.proposal);
            if (one) ++missed[one->rhythm];
        }
        const auto rules = regime::read(text);
        ASSERT_TRUE(rules) << name;
        for (const auto& rule : rules->rhythms) {
            const auto all = regime::occurrences(rule, 2014, {});
            EXPECT_EQ(missed[rule.name], all.size()) << name << " " << rule.name;
        }
    }
}

}  // namespace
}  // namespace taizhang::keeper
