// What comes round, in the calendar: a row for each occurrence of the ledger's year.
#include "projections/calendar/calendar.hpp"
#include "tests/unit/projections/feed.hpp"

#include <gmock/gmock.h>

namespace taizhang {
namespace {

using namespace test;
using rows::DueRow;
using rows::DueState;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* dispatch =
    "[[rhythm]]\nname = \"月调度会\"\nkind = \"dispatch\"\nevery = \"quarter\"\nday = 20\nwho = \"办公室\"\n"
    "to = \"常务会议\"\nproduces = [\"红黄牌\"]\nclause = \"S6.6\"\n";
constexpr const char* list =
    "[[rhythm]]\nname = \"名单\"\nkind = \"listing\"\nevery = \"year\"\nmonths = [2]\nconcerns = \"last\"\n"
    "who = \"统计局\"\n";

std::string key(const std::string& due, const std::string& part) {
    return due + "/rhythm/2014/" + part;
}

class CalendarRhythms : public testing::Test {
  protected:
    Feed feed;

    void begin(const std::string& rules) {
        adopt(feed, rules);
        open_under_regime(feed);
    }
    DueRow row(const std::string& due, const std::string& part) const {
        return row_of<CalendarView, DueRow>(feed, key(due, part));
    }
    std::vector<std::string> keys() const { return keys_of<CalendarView>(feed); }
    static ledger::RhythmKept kept(Date on, bool late) {
        return {"月调度会", "2014-Q1", on, "已开", {StreamId{"review/v1"}}, late};
    }
};

TEST_F(CalendarRhythms, S6_6_EachOccurrenceOfTheYearIsThereWithWhatTheRegimeAsks) {
    begin(std::string(dispatch) + list);
    EXPECT_THAT(keys(), ElementsAre(key("2014-02-28", "名单/2013"), key("2014-03-20", "月调度会/2014-Q1"),
                                    key("2014-06-20", "月调度会/2014-Q2"), key("2014-09-20", "月调度会/2014-Q3"),
                                    key("2014-12-20", "月调度会/2014-Q4")));
    const auto first = row("2014-03-20", "月调度会/2014-Q1");
    EXPECT_EQ(first.state, DueState::open);
    EXPECT_EQ(first.title, "月调度会");
    EXPECT_EQ(first.ledger->value, "2014");
    EXPECT_EQ(first.stream.value, "ledger/2014");
    ASSERT_TRUE(first.rhythm);
    EXPECT_EQ(first.rhythm->occasion, "2014-Q1");
    EXPECT_EQ(first.rhythm->begins, Date(2014, 1, 1));
    EXPECT_EQ(first.rhythm->who, "办公室");
    EXPECT_EQ(first.rhythm->to, "常务会议");
    EXPECT_THAT(first.rhythm->produces, ElementsAre("红黄牌"));
    EXPECT_EQ(first.rhythm->clause, "S6.6");
}

TEST_F(CalendarRhythms, KeptItIsDoneAndSaysWhenAndByWhat) {
    begin(dispatch);
    feed.add("ledger/2014", kept(Date(2014, 3, 18), false));
    const auto done = row("2014-03-20", "月调度会/2014-Q1");
    EXPECT_EQ(done.state, DueState::done);
    EXPECT_FALSE(done.was_late);
    EXPECT_TRUE(done.done_at);
    EXPECT_EQ(done.rhythm->done_on, Date(2014, 3, 18));
    EXPECT_EQ(done.rhythm->text, "已开");
    EXPECT_THAT(done.rhythm->by, ElementsAre(StreamId{"review/v1"}));
    EXPECT_EQ(row("2014-06-20", "月调度会/2014-Q2").state, DueState::open);
}

TEST_F(CalendarRhythms, KeptLateStaysLateAndSoDoesWhatWasMissedFirst) {
    begin(dispatch);
    feed.add("ledger/2014", kept(Date(2014, 3, 22), true));
    EXPECT_TRUE(row("2014-03-20", "月调度会/2014-Q1").was_late);
    feed.add("ledger/2014", ledger::RhythmMissed{"月调度会", "2014-Q2", Date(2014, 6, 20)});
    EXPECT_EQ(row("2014-06-20", "月调度会/2014-Q2").state, DueState::missed);
    auto afterwards = kept(Date(2014, 6, 25), false);
    afterwards.occasion = "2014-Q2";
    feed.add("ledger/2014", afterwards);
    EXPECT_EQ(row("2014-06-20", "月调度会/2014-Q2").state, DueState::done);
    EXPECT_TRUE(row("2014-06-20", "月调度会/2014-Q2").was_late);
}

TEST_F(CalendarRhythms, RemindersAreCounted) {
    begin(dispatch);
    feed.add("ledger/2014", ledger::RhythmReminded{"月调度会", "2014-Q1", Date(2014, 3, 20), 5});
    EXPECT_THAT(row("2014-03-20", "月调度会/2014-Q1").reminded, ElementsAre(5));
}

TEST_F(CalendarRhythms, WhatFellDueBeforeTheLedgerWasOpenedWasNeverAsked) {
    feed.at("2014-05-05T01:00:00Z");
    begin(std::string(dispatch) + list);
    EXPECT_THAT(keys(), SizeIs(3));
    EXPECT_THAT(keys().front(), HasSubstr("2014-06-20"));
}

TEST_F(CalendarRhythms, ButWhoeverTellsOfItAllTheSameIsHeard) {
    feed.at("2014-05-05T01:00:00Z");
    begin(dispatch);
    feed.add("ledger/2014", kept(Date(2014, 3, 18), false));
    EXPECT_EQ(row("2014-03-20", "月调度会/2014-Q1").state, DueState::done);
}

TEST_F(CalendarRhythms, AnAmendmentMovesWhatIsOpenAndLeavesWhatIsSettled) {
    begin(dispatch);
    feed.add("ledger/2014", kept(Date(2014, 1, 14), false));
    auto later = std::string(dispatch);
    later.replace(later.find("day = 20"), 8, "day = 25");
    amend(feed, later + list);
    EXPECT_THAT(keys(), ElementsAre(key("2014-02-28", "名单/2013"), key("2014-03-20", "月调度会/2014-Q1"),
                                    key("2014-06-25", "月调度会/2014-Q2"), key("2014-09-25", "月调度会/2014-Q3"),
                                    key("2014-12-25", "月调度会/2014-Q4")));
    EXPECT_EQ(row("2014-06-25", "月调度会/2014-Q2").moved_from, Date(2014, 6, 20));
    EXPECT_EQ(row("2014-03-20", "月调度会/2014-Q1").state, DueState::done);
    amend(feed, list);
    EXPECT_THAT(keys(), ElementsAre(key("2014-02-28", "名单/2013"), key("2014-03-20", "月调度会/2014-Q1")));
}

TEST_F(CalendarRhythms, ADayThatAnAmendmentPutsIntoThePastIsNotAsked) {
    begin(dispatch);
    feed.at("2014-03-15T01:00:00Z");
    auto sooner = std::string(dispatch);
    sooner.replace(sooner.find("day = 20"), 8, "day = 10");
    amend(feed, sooner);
    EXPECT_THAT(keys(), SizeIs(3));
    EXPECT_THAT(keys().front(), HasSubstr("2014-06-10"));
}

TEST_F(CalendarRhythms, OfAClosedLedgerNothingIsDueAnyMore) {
    begin(dispatch);
    feed.add("ledger/2014", kept(Date(2014, 1, 14), false));
    feed.add("ledger/2014", ledger::Closed{"交账"});
    EXPECT_EQ(row("2014-03-20", "月调度会/2014-Q1").state, DueState::done);
    EXPECT_EQ(row("2014-06-20", "月调度会/2014-Q2").state, DueState::dropped);
}

TEST_F(CalendarRhythms, AnotherRegimeChangesNothingAndALedgerThatComesUnderOneHasItsDays) {
    feed.add("ledger/2014", ledger::Opened{.title = "重点工作", .year = 2014, .holder = UnitId{"gov"}});
    adopt(feed, dispatch);
    EXPECT_THAT(keys(), IsEmpty());
    feed.add("ledger/2014", ledger::Amended{.regime = RegimeId{"r"}}, "why");
    EXPECT_THAT(keys(), SizeIs(4));
}

}  // namespace
}  // namespace taizhang
