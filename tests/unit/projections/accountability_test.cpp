#include "projections/accountability/accountability_history.hpp"

#include "projections/items/report_status.hpp"
#include "tests/unit/projections/feed.hpp"

#include <gmock/gmock.h>

namespace taizhang {
namespace {

using namespace test;
using rows::AccountabilityRow;
using testing::ElementsAre;

/// "subject kind text", in the order of the keys.
std::vector<std::string> history(const Feed& feed) {
    std::vector<std::string> lines;
    for (const auto& [key, text] : project<AccountabilityHistoryView>(feed).rows) {
        if (hidden(key)) continue;
        const auto row = *reflect::from_json<AccountabilityRow>(*reflect::parse_json(text));
        EXPECT_TRUE(key.starts_with(row.subject.value + "/0000000000000000"));
        lines.push_back(row.subject.value + " " + reflect::enum_name(row.kind) + " " + row.text);
    }
    return lines;
}

TEST(AccountabilityHistory, UrgingStandsWithTheLeadAndTheNamedPeople) {
    Feed feed;
    enter_item(feed);
    feed.add("item/1", item::PeopleAssigned{.responsible_leader = NamedPerson{PersonId{"jia"}, "甲"},
                                            .responsible_person = NamedPerson{{}, "not enrolled"}});
    feed.add("item/1", item::Urged{"hurry", {}});
    EXPECT_THAT(history(feed), ElementsAre("person/jia urged hurry", "unit/fgw urged hurry"));
}

TEST(AccountabilityHistory, WhatConcernsAnotherUnitStandsWithThatUnitAlone) {
    Feed feed;
    enter_item(feed);
    feed.add("item/1", item::PeopleAssigned{.responsible_leader = NamedPerson{PersonId{"jia"}, "甲"}});
    feed.add("item/1", item::Urged{"hurry", UnitId{"sjw"}});
    EXPECT_THAT(history(feed), ElementsAre("unit/sjw urged hurry"));
}

TEST(AccountabilityHistory, S7_3_BehindScheduleIsToldWithItsReasonsAndCorrectionsWithTheReportingUnit) {
    Feed feed;
    enter_item(feed);
    auto behind = reported("sjw", "2014-06", "20");
    behind.reasons = "rain";
    const auto position = feed.add("item/1", behind).header.position;
    feed.add("item/1", reported("fgw", "2014-06", "50"));
    item::ProgressCorrected correction;
    correction.corrects = position;
    correction.percent = decimal("50");
    const auto first = feed.add("item/1", correction, "misread").header.position;
    correction.corrects = first;
    correction.percent = decimal("51");
    feed.add("item/1", correction, "misread");
    EXPECT_THAT(history(feed), ElementsAre("unit/sjw behind_schedule rain", "unit/sjw progress_corrected 50%",
                                           "unit/sjw progress_corrected 51%"));
}

TEST(AccountabilityHistory, TransferShowsBothAndEarlierRowsStay) {
    Feed feed;
    enter_item(feed);
    feed.add("item/1", item::Urged{"one", {}});
    feed.add("item/1", item::Transferred{UnitId{"fgw"}, UnitId{"gxj"}, {}}, "why");
    feed.add("item/1", item::Urged{"two", {}});
    EXPECT_THAT(history(feed), ElementsAre("unit/fgw urged one", "unit/fgw transferred_away gxj",
                                           "unit/gxj transferred_in fgw", "unit/gxj urged two"));
}

TEST(AccountabilityHistory, ExtensionsRejectionsAndReopeningsStandWithTheLead) {
    Feed feed;
    enter_item(feed);
    feed.add("item/1", item::ExtensionRequested{Date(2014, 9, 1)}, "why");
    feed.add("item/1", item::ExtensionRefused{"no"});
    feed.add("item/1", item::ExtensionGranted{Date(2014, 9, 2)});
    feed.add("item/1", item::CompletionRejected{"not done"});
    feed.add("item/1", item::Reopened{}, "why");
    EXPECT_THAT(history(feed), ElementsAre("unit/fgw extension_requested 2014-09-01", "unit/fgw extension_refused no",
                                           "unit/fgw extension_granted 2014-09-02",
                                           "unit/fgw completion_rejected not done", "unit/fgw reopened "));
}

TEST(AccountabilityHistory, MergingShowsBothUnits) {
    Feed feed;
    feed.add("unit/a", unit::Registered{.name = "a"});
    feed.add("unit/a", unit::Merged{UnitId{"b"}}, "reform");
    EXPECT_THAT(history(feed), ElementsAre("unit/a merged_into b", "unit/b took_over a"));
}

report::Submitted submitted(bool late) {
    report::Submitted e;
    e.ledger = LedgerId{"2014"};
    e.unit = UnitId{"fgw"};
    e.period = period("2014-03");
    e.items = {ItemId{"1"}};
    e.summary = "all";
    e.due = Date(2014, 4, 5);
    e.late = late;
    return e;
}

TEST(AccountabilityHistory, S1_4_LateAndReturnedReportsStandWithTheUnit) {
    Feed feed;
    feed.add("report/r", submitted(true));
    feed.add("report/r", report::Returned{"mend"});
    feed.add("report/r", submitted(true));  // sent in again: not late twice
    EXPECT_THAT(history(feed), ElementsAre("unit/fgw report_late all", "unit/fgw report_returned mend"));
}

TEST(ReportStatus, S1_4_FollowsAReportFromSubmissionToAcceptance) {
    Feed feed;
    const auto row = [&] {
        return get_row<rows::ReportRow>(project<ReportStatusView>(feed), "2014/2014-03/fgw").value();
    };
    feed.add("report/r", submitted(true));
    EXPECT_EQ(row().state, rows::ReportState::submitted);
    EXPECT_TRUE(row().late);
    EXPECT_EQ(row().due->to_string(), "2014-04-05");
    feed.add("report/r", report::Returned{"mend"});
    EXPECT_EQ(row().state, rows::ReportState::returned);
    EXPECT_EQ(row().reason, "mend");
    feed.add("report/r", submitted(true));
    EXPECT_EQ(row().resubmissions, 1u);
    EXPECT_LT(row().submitted_at, *row().resubmitted_at);
    feed.add("report/r", report::Accepted{});
    EXPECT_EQ(row().state, rows::ReportState::accepted);
    EXPECT_TRUE(row().late);  // accepted all the same, and late for ever
    EXPECT_TRUE(row().accepted_at);
}

}  // namespace
}  // namespace taizhang
