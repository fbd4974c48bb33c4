// 节奏: what comes round is kept, missed, reminded of; each occurrence once, on the ledger of its year.
#include "tests/unit/domain/year_city.hpp"

namespace taizhang {

namespace {

const char* const rhythms =
    "[[rhythm]]\nname = \"周通报\"\nkind = \"circular\"\nevery = \"week\"\nday = 1\nconcerns = \"last\"\n"
    "who = \"统计局\"\nclause = \"S6.6\"\n"
    "[[rhythm]]\nname = \"月调度会\"\nkind = \"dispatch\"\nevery = \"month\"\nday = 20\nremind = [5, 2]\n"
    "who = \"统计局\"\nclause = \"S6.6b\"\n"
    "[[rhythm]]\nname = \"上年名单\"\nkind = \"listing\"\nevery = \"year\"\nmonths = [2]\nconcerns = \"last\"\n"
    "who = \"统计局\"\nclause = \"S3.6\"\n"
    "[[rhythm]]\nname = \"次年申报\"\nkind = \"application\"\nevery = \"year\"\nmonths = [1, 2]\nspan = true\n"
    "concerns = \"next\"\nwho = \"统计局\"\nclause = \"S9.1\"\n";

class LedgerRhythms : public YearCity {
  protected:
    LedgerRhythms() { under_regime(rhythms); }

    static ledger::RhythmKept kept(const std::string& occasion, Date on, const std::string& name = "月调度会") {
        return {.rhythm = name, .occasion = occasion, .on = on, .text = "已开", .by = {}, .late = {}};
    }
    auto keep(const ledger::RhythmKept& event, const std::string& by = "holder") {
        return world.give(by, "ledger/2014", event);
    }
    auto miss(const std::string& occasion, Date due, const std::string& name = "月调度会") {
        return world.give("system", "ledger/2014", ledger::RhythmMissed{name, occasion, due});
    }
    auto remind(std::uint16_t days, Date due = Date(2014, 1, 20)) {
        return world.give("system", "ledger/2014", ledger::RhythmReminded{"月调度会", "2014-01", due, days});
    }
    static std::optional<bool> late(const Result<std::vector<Happening>>& result) {
        return std::get<ledger::RhythmKept>(result->front().event).late;
    }
    void issue(const std::string& id, const std::optional<LedgerId>& ledger) {
        bulletin::Issued issued{.kind = bulletin::Kind::monthly, .title = "通报", .ledger = ledger};
        issued.body = {{bulletin::BlockKind::paragraph, "正文", {}}};
        issued.signed_by = "统计局";
        issued.dated = Date(2014, 1, 10);
        world.set_up("bulletin/" + id, issued);
    }
};

TEST_F(LedgerRhythms, S6_6_IsKeptInTimeUntilItsDayEnds) {
    world.at("2014-01-20T23:50");
    const auto result = keep(kept("2014-01", Date(2014, 1, 20)));
    ASSERT_THAT(result, Accepted());
    EXPECT_EQ(late(result), false);
    ASSERT_EQ(ledger().rhythms.size(), 1u);
    EXPECT_TRUE(ledger().rhythms[0].kept);
}

TEST_F(LedgerRhythms, S6_6_TheDeciderSaysWhetherItWasLateNotWhoeverTellsIt) {
    world.at("2014-01-25T09:00");
    auto event = kept("2014-01", Date(2014, 1, 21));
    event.late = false;
    EXPECT_EQ(late(keep(event)), true);
}

TEST_F(LedgerRhythms, ToldAfterwardsOfADayInTimeItIsNotLate) {
    world.at("2014-01-25T09:00");
    EXPECT_EQ(late(keep(kept("2014-01", Date(2014, 1, 20)))), false);
}

TEST_F(LedgerRhythms, WhatWasMissedMayBeKeptAfterwardsAndIsKeptOnce) {
    world.at("2014-01-21T00:01");
    ASSERT_THAT(miss("2014-01", Date(2014, 1, 20)), Accepted());
    world.at("2014-01-23T09:00");
    EXPECT_EQ(late(keep(kept("2014-01", Date(2014, 1, 23)))), true);
    EXPECT_TRUE(ledger().rhythms[0].missed);
    EXPECT_THAT(keep(kept("2014-01", Date(2014, 1, 23))), refused_by("S6.6b"));
    EXPECT_THAT(miss("2014-01", Date(2014, 1, 20)), refused_by("S6.6b"));
}

TEST_F(LedgerRhythms, IsNotKeptBeforeItBeginsNorInTheFuture) {
    world.at("2014-02-15T09:00");
    EXPECT_THAT(keep(kept("2014-02", Date(2014, 1, 31))), refused_at("/on"));
    EXPECT_THAT(keep(kept("2014-02", Date(2014, 1, 31))), refused_by("S6.6b"));
    EXPECT_THAT(keep(kept("2014-02", Date(2014, 2, 16))), invalid_at("/on"));
    EXPECT_THAT(keep(kept("2014-02", Date(2014, 2, 1))), Accepted()) << "before its day, within its month";
}

TEST_F(LedgerRhythms, AnUnknownRhythmIsToldTheKnownOnes) {
    const auto result = keep(kept("2014-01", Date(2014, 1, 15), "月例会"));
    ASSERT_THAT(result, refused_at("/rhythm"));
    EXPECT_THAT(result.error().message, testing::HasSubstr("'月调度会'"));
    under_regime("");
    EXPECT_THAT(keep(kept("2014-01", Date(2014, 1, 15))), refused_at("/rhythm"));
}

TEST_F(LedgerRhythms, AnOccasionIsOneOfTheLedgersYear) {
    const auto result = keep(kept("2014-13", Date(2014, 1, 15)));
    ASSERT_THAT(result, refused_at("/occasion"));
    EXPECT_THAT(result.error().message, testing::HasSubstr("'2014-01' to '2014-12'"));
    EXPECT_THAT(keep(kept("2013-12", Date(2014, 1, 15))), refused_at("/occasion"));
    EXPECT_THAT(keep(kept("2013-12", Date(2014, 1, 15))).error().message, testing::HasSubstr("ledger of 2013"));
}

/// What lies in the year is this year's work, whichever year it is about.
TEST_F(LedgerRhythms, S3_6_TheListOfLastYearAndTheApplicationsForTheNextAreThisYears) {
    world.at("2014-02-20T09:00");
    EXPECT_THAT(keep(kept("2013", Date(2014, 2, 20), "上年名单")), Accepted());
    EXPECT_THAT(keep(kept("2014", Date(2014, 2, 20), "上年名单")), refused_at("/occasion"));
    EXPECT_THAT(keep(kept("2015", Date(2014, 1, 2), "次年申报")), Accepted()) << "anywhere in its stretch";
    // the week from 30 December is the first of 2014; its circular is due on 6 January
    EXPECT_THAT(keep(kept("2014-W01", Date(2014, 1, 6), "周通报")), Accepted());
    EXPECT_THAT(keep(kept("2014-W53", Date(2014, 1, 6), "周通报")), refused_at("/occasion"));
}

TEST_F(LedgerRhythms, WordsAreNeeded) {
    auto event = kept("2014-01", Date(2014, 1, 15));
    event.text = " ";
    EXPECT_THAT(keep(event), invalid_at("/text"));
}

TEST_F(LedgerRhythms, WhatItWasKeptByIsOfThisLedger) {
    issue("own", LedgerId{"2014"});
    open_next_year("2015");
    issue("other", LedgerId{"2015"});
    issue("free", std::nullopt);
    auto event = kept("2014-01", Date(2014, 1, 15));
    event.by = {StreamId{"bulletin/own"}, StreamId{"bulletin/other"}};
    EXPECT_THAT(keep(event), refused_at("/by/1"));
    event.by = {StreamId{"bulletin/free"}};
    EXPECT_THAT(keep(event), refused_at("/by/0"));
    event.by = {StreamId{"bulletin/none"}};
    EXPECT_THAT(keep(event), Fails(ErrorCode::not_found, "/by/0"));
    event.by = {StreamId{"unit/stats"}};
    EXPECT_THAT(keep(event), invalid_at("/by/0"));
    event.by = {StreamId{"bulletin/own"}, StreamId{"bulletin/own"}};
    EXPECT_THAT(keep(event), invalid_at("/by/1"));
    event.by = {StreamId{"bulletin/own"}, StreamId{"item/1"}};
    EXPECT_THAT(keep(event), Accepted());
}

TEST_F(LedgerRhythms, IsMissedOnlyWhenItsDayHasEndedAndOnItsDay) {
    world.at("2014-01-20T23:59");
    EXPECT_THAT(miss("2014-01", Date(2014, 1, 20)), refused_by("S6.6b"));
    world.at("2014-01-21T00:00");
    EXPECT_THAT(miss("2014-01", Date(2014, 1, 19)), refused_at("/due"));
    EXPECT_THAT(miss("2014-01", Date(2014, 1, 20)), Accepted());
    EXPECT_THAT(miss("2014-01", Date(2014, 1, 20)), refused_by("S6.6b")) << "once";
}

TEST_F(LedgerRhythms, IsRemindedOfOnceForEachNumberOfDaysAndNotWhenOver) {
    EXPECT_THAT(remind(4), refused_at("/days")) << "5 days are left";
    ASSERT_THAT(remind(5), Accepted());
    EXPECT_THAT(remind(5), refused_by("S6.6b"));
    world.at("2014-01-18T09:00");
    EXPECT_THAT(remind(2), Accepted());
    EXPECT_THAT(remind(3), refused_by("S6.6b")) << "fewer days were told already";
    EXPECT_THAT(remind(1, Date(2014, 1, 19)), refused_at("/due"));
    world.at("2014-01-21T09:00");
    EXPECT_THAT(remind(0), refused_by("S6.6b"));
}

TEST_F(LedgerRhythms, OfWhatIsKeptNobodyIsReminded) {
    ASSERT_THAT(keep(kept("2014-01", Date(2014, 1, 15))), Accepted());
    EXPECT_THAT(remind(5), refused_by("S6.6b"));
}

TEST_F(LedgerRhythms, ClosedLedgersAreLeftAsTheyAre) {
    close_ledger();
    EXPECT_THAT(keep(kept("2014-01", Date(2014, 1, 15))), refused_by("S1.5"));
}

TEST_F(LedgerRhythms, IsKeptByTheHolderAndSupervisionAndTimeByTheSystemAlone) {
    EXPECT_THAT(keep(kept("2014-01", Date(2014, 1, 15)), "fgw-clerk"), not_allowed());
    EXPECT_THAT(keep(kept("2014-01", Date(2014, 1, 15)), "other-holder"), not_allowed());
    EXPECT_THAT(keep(kept("2014-01", Date(2014, 1, 15)), "supervisor"), Accepted());
    world.at("2014-02-21T09:00");
    const ledger::RhythmMissed missed{"月调度会", "2014-02", Date(2014, 2, 20)};
    EXPECT_THAT(world.give("holder", "ledger/2014", missed), not_allowed());
}

}  // namespace

}  // namespace taizhang
