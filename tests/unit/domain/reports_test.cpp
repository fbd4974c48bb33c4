#include "tests/unit/domain/year_city.hpp"

namespace taizhang {

namespace {

/// Two items of fgw; it is 3 April, and March is to be reported.
class Submission : public YearCity {
  protected:
    Submission() {
        world.at("2014-01-20T10:00");
        acknowledge();
        world.set_up("item/2", entered());
        acknowledge("fgw-clerk", "item/2");
        world.at("2014-04-03T10:00");
    }
    Result<std::vector<Happening>> submit(const report::Submitted& event, const std::string& reason = {},
                                          const std::string& by = "fgw-clerk") {
        return world.give(by, report_stream("fgw", event.period.to_string()), event, reason);
    }
    void owed(std::vector<ItemId> items) {
        ASSERT_THAT(world.give("system", report_stream("fgw"), fell_due("fgw", std::move(items))), Accepted());
    }
    void send_back() {
        ASSERT_THAT(world.give("holder", report_stream("fgw"), report::Returned{"不实"}, "退回"), Accepted());
    }
    const ReportedProgress& told(const std::string& stream = "item/1") {
        return *find_progress(item(stream), UnitId{"fgw"}, month("2014-03"));
    }
};

TEST_F(Submission, S1_4_OneSubmissionReportsAllItemsAndIsKeptOnce) {
    auto first = entry("1", "30");
    first.problems = "用地";
    first.actuals = {{"固定资产投资", number("200"), "亿元"}};
    const auto result = submit(submission({first, entry("2", "25")}));
    ASSERT_THAT(result, Accepted());
    ASSERT_EQ(result->size(), 3u);
    EXPECT_EQ((*result)[1].stream.value, "item/1");
    EXPECT_EQ((*result)[2].stream.value, "item/2");
    const auto& submitted = std::get<report::Submitted>(result->front().event);
    EXPECT_THAT(submitted.items, testing::ElementsAre(ItemId{"1"}, ItemId{"2"}));
    EXPECT_THAT(submitted.entries, testing::IsEmpty()) << "the items' own events hold what was said";
    EXPECT_EQ(told().percent, number("30"));
    EXPECT_EQ(told().problems, "用地");
    EXPECT_EQ(told().actuals[0].value, number("200"));
    EXPECT_EQ(told("item/2").percent, number("25"));
}

TEST_F(Submission, S1_4_ADistrictOfALargeCityReportsSixHundredItemsAtOnce) {
    world.at("2014-01-20T10:00");
    std::vector<report::Entry> entries;
    for (int i = 1; i <= 600; ++i) {
        const auto id = std::to_string(i);
        entries.push_back(entry(id, "30"));
        if (i <= 2) continue;
        world.set_up("item/" + id, entered());
        acknowledge("fgw-clerk", "item/" + id);
    }
    world.at("2014-04-03T10:00");
    auto too_many = entries;
    too_many.resize(2'001, entry("1", "30"));
    EXPECT_EQ(submit(submission(too_many)).error().code, ErrorCode::over_limit);

    ASSERT_THAT(submit(submission(entries)), Accepted());
    EXPECT_EQ(told("item/600").percent, number("30"));
}

TEST_F(Submission, S1_4_WhatWasReportedBeforeNeedNotBeSaidAgain) {
    ASSERT_THAT(world.give("fgw-clerk", "item/1", progress("2014-03", "30")), Accepted());
    auto event = submission({entry("2", "25")});
    event.items = {ItemId{"1"}};
    const auto result = submit(event);
    ASSERT_THAT(result, Accepted());
    EXPECT_EQ(result->size(), 2u);
    EXPECT_THAT(report("fgw").items, testing::ElementsAre(ItemId{"1"}, ItemId{"2"}));
}

TEST_F(Submission, S1_4_AnEntryThatSaysTheSameBringsNothingAndOneThatDiffersCorrectsThat) {
    const auto first = world.end();
    ASSERT_THAT(world.give("fgw-clerk", "item/1", progress("2014-03", "30")), Accepted());
    ASSERT_THAT(world.give("fgw-clerk", "item/2", progress("2014-03", "40")), Accepted());
    auto changed = entry("1", "30");
    changed.problems = "用地";
    const auto event = submission({changed, entry("2", "40")});
    const auto without = submit(event);
    ASSERT_THAT(without, invalid_at("/reason"));
    EXPECT_THAT(without.error().message, testing::HasSubstr("/entries/0"));
    const auto result = submit(event, "补报问题");
    ASSERT_THAT(result, Accepted());
    ASSERT_EQ(result->size(), 2u);
    const auto& corrected = std::get<item::ProgressCorrected>((*result)[1].event);
    EXPECT_EQ(corrected.corrects, first);
    EXPECT_EQ(corrected.problems, "用地");
    EXPECT_FALSE(corrected.percent);
    EXPECT_FALSE(corrected.progress);
    EXPECT_EQ(told().positions.front(), first);
}

TEST_F(Submission, S1_4_AfterAReturnWhatIsMendedIsACorrection) {
    ASSERT_THAT(submit(submission({entry("1", "30"), entry("2", "40")})), Accepted());
    EXPECT_THAT(submit(submission({entry("1", "35"), entry("2", "40")}), "更正"), refused_by("S1.4"));
    send_back();
    ASSERT_THAT(submit(submission({entry("1", "35"), entry("2", "40")}), "更正"), Accepted());
    EXPECT_EQ(told().percent, number("35"));
    EXPECT_EQ(told().positions.size(), 2u);
    EXPECT_EQ(told("item/2").positions.size(), 1u);
}

TEST_F(Submission, S1_4_AllItemsThatTheUnitOwesAreCovered) {
    owed({ItemId{"1"}, ItemId{"2"}});
    const auto result = submit(submission({entry("1", "30")}));
    ASSERT_THAT(result, refused_by("S1.4"));
    EXPECT_THAT(taizhang::told(result.error(), "missing"), testing::ElementsAre("2"));
    EXPECT_EQ(find_progress(item(), UnitId{"fgw"}, month("2014-03")), nullptr) << "all of it happens, or nothing";
    EXPECT_THAT(submit(submission({entry("1", "30"), entry("2", "30")})), Accepted());
}

TEST_F(Submission, S1_4_WhatEndedRestsOrPassedOnSinceNeedNotBeCovered) {
    for (const auto* id : {"3", "4", "5"}) world.set_up("item/" + std::string(id), entered());
    owed({ItemId{"1"}, ItemId{"3"}, ItemId{"4"}, ItemId{"5"}});
    world.set_up("item/3", item::Cancelled{});
    suspend("item/4");
    world.set_up("item/5", item::Transferred{UnitId{"fgw"}, UnitId{"czj"}, {}});
    EXPECT_THAT(submit(submission({entry("1", "30")})), Accepted());
}

TEST_F(Submission, S1_4_ARefusedEntryRefusesTheWholeAndTellsItsPlace) {
    EXPECT_THAT(submit(submission({entry("1", "30"), entry("2", "101")})), invalid_at("/entries/1/percent"));
    EXPECT_EQ(find_progress(item(), UnitId{"fgw"}, month("2014-03")), nullptr);
    EXPECT_THAT(submit(submission({entry("1", "30"), entry("1", "31")})), invalid_at("/entries/1/item"));
    EXPECT_THAT(submit(submission({entry("9", "30")})), Fails(ErrorCode::not_found, "/entries/0/item"));
    auto foreign = entered();
    foreign.units = {party("czj")};
    world.set_up("item/3", foreign);
    EXPECT_THAT(submit(submission({entry("3", "30")})), not_allowed());
    EXPECT_THAT(submit(submission({})), refused_by("S1.4"));
}

TEST_F(Submission, S7_3_AnEntryBehindScheduleExplainsItself) {
    auto behind = entry("1", "20");
    EXPECT_THAT(submit(submission({behind, entry("2", "30")})), refused_by("S7.3"));
    behind.reasons = "征地慢";
    EXPECT_THAT(submit(submission({behind, entry("2", "30")})), refused_at("/entries/0/corrections"));
    behind.corrections = "四月赶上";
    EXPECT_THAT(submit(submission({behind, entry("2", "30")})), Accepted());
}

TEST_F(Submission, S7_3_MendedReasonsAloneAreACorrectionToo) {
    auto behind = entry("1", "20");
    behind.reasons = "征地慢";
    behind.corrections = "四月赶上";
    ASSERT_THAT(submit(submission({behind})), Accepted());
    send_back();
    behind.reasons = "征地补偿未谈成";
    ASSERT_THAT(submit(submission({behind}), "理由补充"), Accepted());
    EXPECT_EQ(told().reasons, "征地补偿未谈成");
    EXPECT_EQ(told().positions.size(), 2u);
}

TEST_F(Submission, S7_3_TheFieldsThatTheRegimeAsksForAreFilled) {
    under_regime("[reporting]\ndue_day = 5\nfields = [\"percent\", \"progress\", \"problems\", \"actuals\"]\n");
    auto one = entry("1", "30");
    EXPECT_THAT(submit(submission({one})), refused_at("/entries/0/problems"));
    one.problems = "无";
    EXPECT_THAT(submit(submission({one})), refused_at("/entries/0/actuals"));
    one.actuals = {{"固定资产投资", number("200"), "亿元"}};
    EXPECT_THAT(submit(submission({one})), Accepted());
    ASSERT_THAT(world.give("fgw-clerk", "item/2", progress("2014-02", "30")), Accepted());
    auto listed = submission({}, "2014-02");
    listed.items = {ItemId{"2"}};
    EXPECT_THAT(submit(listed), refused_at("/items/0/problems")) << "also where it was reported on its own before";
}

TEST_F(Submission, S1_4_DueByTheRegimesDayMovedOverHolidays) {
    with_working_days();
    under_regime("calendar = \"days\"\n[reporting]\ndue_day = 5\nshift = \"after\"\n");
    world.now = *Time::parse("2014-04-08T15:59:59.999Z");
    const auto result = submit(submission({entry("1", "30")}));
    ASSERT_THAT(result, Accepted());
    EXPECT_EQ(std::get<report::Submitted>(result->front().event).due, Date(2014, 4, 8));
    EXPECT_EQ(std::get<report::Submitted>(result->front().event).late, false);
    world.at("2014-05-05T23:59");
    const auto april = submit(submission({entry("1", "40")}, "2014-04"));
    EXPECT_EQ(std::get<report::Submitted>(april->front().event).due, Date(2014, 5, 5));
}

TEST_F(Submission, S1_4_WhatFellDueUnderTheOldRulesStaysDueThen) {
    owed({ItemId{"1"}});
    under_regime("[reporting]\ndue_day = 20\n");
    world.at("2014-04-06T00:00");
    const auto result = submit(submission({entry("1", "30")}));
    ASSERT_THAT(result, Accepted());
    EXPECT_EQ(std::get<report::Submitted>(result->front().event).due, Date(2014, 4, 5));
    EXPECT_EQ(std::get<report::Submitted>(result->front().event).late, true);
}

TEST_F(Submission, NothingIsJudgedThatWasNotSubmitted) {
    owed({ItemId{"1"}});
    EXPECT_THAT(world.give("holder", report_stream("fgw"), report::Accepted{}), refused_by("S1.4"));
    EXPECT_THAT(world.give("holder", report_stream("fgw"), report::Returned{"不实"}, "退回"), refused_by("S1.4"));
}

TEST_F(Submission, AReportIsFoundFalseBySupervisionOnceForEachItem) {
    owed({ItemId{"1"}, ItemId{"2"}});
    const auto find = [&](std::vector<ItemId> items, const char* by = "supervisor") {
        return world.give(by, report_stream("fgw"), report::FoundFalse{"虚报", std::move(items)});
    };
    EXPECT_THAT(find({}), Fails(ErrorCode::refused, ""));
    ASSERT_THAT(submit(submission({entry("1", "30"), entry("2", "40")})), Accepted());
    EXPECT_THAT(find({ItemId{"1"}}, "holder"), not_allowed());
    EXPECT_THAT(find({ItemId{"9"}}), invalid_at("/items/0"));
    ASSERT_THAT(find({ItemId{"1"}}), Accepted());
    EXPECT_TRUE(report("fgw").found_false);
    EXPECT_THAT(find({ItemId{"1"}}), Fails(ErrorCode::refused, ""));
    EXPECT_THAT(find({ItemId{"1"}, ItemId{"2"}}), Accepted());
    EXPECT_THAT(find({}), Fails(ErrorCode::refused, ""));
}

class Consolidation : public Submission {
  protected:
    Result<std::vector<Happening>> consolidate(const std::string& by = "holder", std::string_view period = "2014-03") {
        return world.give(by, "ledger/2014", ledger::Consolidated{month(period), "汇总", {}, {}});
    }
    static const ledger::Consolidated& of(const Result<std::vector<Happening>>& result) {
        return std::get<ledger::Consolidated>(result->front().event);
    }
    void accept(const std::string& unit = "fgw") {
        ASSERT_THAT(world.give("holder", report_stream(unit), report::Accepted{}), Accepted());
    }
};

TEST_F(Consolidation, S1_4_TheHolderPutsTogetherWhoseReportWasAcceptedAndWhoOwesOne) {
    auto districts = entered();
    districts.units = {party("fgw"), party("districts")};
    world.set_up("item/3", districts);
    ASSERT_THAT(submit(submission({entry("1", "30"), entry("2", "40")})), Accepted());
    const auto before = consolidate();
    ASSERT_THAT(before, Accepted());
    EXPECT_THAT(of(before).reported, testing::IsEmpty()) << "submitted is not accepted";
    EXPECT_THAT(consolidate(), refused_by("S1.4"));
    accept();
    const auto after = consolidate();
    ASSERT_THAT(after, Accepted());
    EXPECT_THAT(of(after).reported, testing::ElementsAre(UnitId{"fgw"}));
    EXPECT_THAT(of(after).missing, testing::ElementsAre(UnitId{"jxw"}, UnitId{"d1"}, UnitId{"d2"}, UnitId{"d3"}));
    EXPECT_EQ(ledger().consolidated.size(), 1u);
    EXPECT_THAT(consolidate("fgw-leader"), not_allowed());
}

TEST_F(Consolidation, S1_4_NotBeforeTheMonthIsOverAndOnlyOfTheLedgersYear) {
    EXPECT_THAT(consolidate("holder", "2014-04"), refused_by("S1.4"));
    EXPECT_THAT(consolidate("holder", "2014-05"), invalid_at("/period"));
    EXPECT_THAT(consolidate("holder", "2013-12"), invalid_at("/period"));
    world.at("2014-05-01T00:00");
    EXPECT_THAT(consolidate("holder", "2014-04"), Accepted());
}

TEST_F(Consolidation, S1_4_WhatEndedOwesNothingUnlessItsMonthWasTold) {
    ASSERT_THAT(submit(submission({entry("1", "30")})), Accepted());
    accept();
    world.set_up("item/1", item::Cancelled{});
    world.set_up("item/2", item::Cancelled{});
    const auto result = consolidate();
    ASSERT_THAT(result, Accepted());
    EXPECT_THAT(of(result).reported, testing::ElementsAre(UnitId{"fgw"}));
    EXPECT_THAT(of(result).missing, testing::IsEmpty());
}

}  // namespace

}  // namespace taizhang
