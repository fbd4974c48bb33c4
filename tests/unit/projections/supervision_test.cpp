// Supervision: `supervision_board`, `accountability`, `rectifications`, `inspections`, `reviews`, `bulletins`.
#include "projections/accountability/accountability.hpp"
#include "projections/supervision/bulletins.hpp"
#include "projections/supervision/inspections.hpp"
#include "projections/supervision/rectifications.hpp"
#include "projections/supervision/reviews.hpp"
#include "projections/supervision/supervision_board.hpp"
#include "tests/unit/projections/feed.hpp"

#include <gmock/gmock.h>

namespace taizhang {
namespace {

using namespace test;
using accountability::Measure;
using rows::BoardRow;
using rows::BoardState;
using rows::MeasureState;
using testing::ElementsAre;

accountability::Proposed proposed(Measure measure, std::string subject) {
    accountability::Proposed e;
    e.measure = measure;
    e.subject = {subject};
    e.grounds = "twice behind";
    e.ledger = LedgerId{"2014"};
    e.items = {ItemId{"1"}};
    e.evidence = {1};
    e.clause = "S1.7";
    e.rule = "黄牌";
    return e;
}

rectification::Ordered ordered(std::string unit) {
    rectification::Ordered e;
    e.unit = UnitId{unit};
    e.item = ItemId{"1"};
    e.demand = "mend";
    e.deadline = Date(2014, 5, 1);
    return e;
}

BoardRow board_row(const Feed& feed, const std::string& key) {
    return row_of<SupervisionBoardView, BoardRow>(feed, key);
}

rows::MeasureRow measure_row(const Feed& feed) {
    return row_of<AccountabilityView, rows::MeasureRow>(feed, "m");
}

rows::RectificationRow order_row(const Feed& feed) {
    return row_of<RectificationsView, rows::RectificationRow>(feed, "o");
}

TEST(SupervisionBoard, S1_7_AProposalWaitsAndTheCardItBecomesStandsUntilItIsLifted) {
    Feed feed;
    enter_item(feed);
    feed.add("accountability/m", proposed(Measure::yellow_card, "unit/fgw"));
    EXPECT_FALSE(board_row(feed, "proposal/m").closed);
    feed.add("accountability/m", accountability::Confirmed{"agreed", {}});
    feed.add("accountability/m", accountability::CardIssued{accountability::Colour::yellow, Date(2015, 1, 13)});
    EXPECT_EQ(board_row(feed, "proposal/m").state, BoardState::confirmed);
    EXPECT_TRUE(board_row(feed, "proposal/m").closed);
    EXPECT_EQ(board_row(feed, "card/m").state, BoardState::standing);
    EXPECT_FALSE(board_row(feed, "card/m").closed);
    EXPECT_EQ(board_row(feed, "card/m").due->to_string(), "2015-01-13");
    feed.add("accountability/m", accountability::CardLifted{"caught up"});
    EXPECT_EQ(board_row(feed, "card/m").state, BoardState::lifted);
    EXPECT_TRUE(board_row(feed, "card/m").closed);
    EXPECT_EQ(board_row(feed, "card/m").decision, "caught up");
    EXPECT_EQ(measure_row(feed).state, MeasureState::lifted);
    EXPECT_EQ(measure_row(feed).steps.size(), 4u);
    EXPECT_EQ(measure_row(feed).steps.at(2).what, "card_issued");
}

TEST(SupervisionBoard, S1_7_ADismissedProposalLeadsToNothing) {
    Feed feed;
    feed.add("accountability/m", proposed(Measure::criticism, "unit/fgw"));
    feed.add("accountability/m", accountability::Dismissed{"floods"});
    EXPECT_EQ(board_row(feed, "proposal/m").decision, "floods");
    EXPECT_THAT(keys_of<SupervisionBoardView>(feed), ElementsAre("proposal/m"));
    EXPECT_EQ(measure_row(feed).state, MeasureState::dismissed);
}

TEST(SupervisionBoard, Rule_10_AnInquiryGoesFromProposalToApprovalReferralAndOutcome) {
    Feed feed;
    feed.add("person/jia", person::Enrolled{"甲", UnitId{"fgw"}, "主任"});
    feed.add("accountability/m", proposed(Measure::inquiry, "person/jia"));
    EXPECT_EQ(board_row(feed, "proposal/m").person->value, "jia");
    EXPECT_EQ(board_row(feed, "proposal/m").unit->value, "fgw");
    feed.add("accountability/m", accountability::Approved{"常务会议", {}});
    EXPECT_EQ(board_row(feed, "inquiry/m").state, BoardState::agreed);
    feed.add("accountability/m", accountability::Referred{"监察局", "case"});
    EXPECT_EQ(board_row(feed, "inquiry/m").state, BoardState::referred);
    EXPECT_FALSE(board_row(feed, "inquiry/m").closed);
    feed.add("person/jia", person::Appointed{UnitId{"sjw"}, "局长"});
    feed.add("accountability/m", accountability::OutcomeRecorded{"warned", "No. 3"});
    EXPECT_EQ(board_row(feed, "inquiry/m").state, BoardState::concluded);
    const auto row = measure_row(feed);
    EXPECT_EQ(row.state, MeasureState::concluded);
    EXPECT_EQ(row.post, "主任");  // of the day of the proposal
    EXPECT_EQ(row.unit->value, "fgw");
    EXPECT_EQ(row.authority, "常务会议");
    EXPECT_EQ(row.outcome, "warned");
}

TEST(SupervisionBoard, Rule_10_AReconsiderationThatRevokesClosesTheMeasure) {
    Feed feed;
    feed.add("accountability/m", proposed(Measure::red_card, "unit/fgw"));
    feed.add("accountability/m", accountability::Confirmed{});
    feed.add("accountability/m", accountability::CardIssued{accountability::Colour::red, {}});
    feed.add("accountability/m", accountability::ReconsiderationRequested{"not ours", Date(2014, 3, 1)});
    EXPECT_EQ(board_row(feed, "reconsideration/m").state, BoardState::open);
    EXPECT_EQ(board_row(feed, "reconsideration/m").due->to_string(), "2014-03-01");
    feed.add("accountability/m", accountability::ReconsiderationOverdue{Date(2014, 3, 1)});
    EXPECT_TRUE(board_row(feed, "reconsideration/m").overdue);
    feed.add("accountability/m",
             accountability::ReconsiderationDecided{accountability::Ruling::revoked, "right they are"});
    EXPECT_EQ(board_row(feed, "reconsideration/m").state, BoardState::revoked);
    EXPECT_EQ(board_row(feed, "card/m").state, BoardState::revoked);
    const auto row = measure_row(feed);
    EXPECT_EQ(row.state, MeasureState::revoked);
    EXPECT_TRUE(row.reconsideration->overdue);
    EXPECT_EQ(row.reconsideration->findings, "right they are");
}

TEST(SupervisionBoard, S1_7_AnOrderFollowsItsFindingUntilItIsAccepted) {
    Feed feed;
    enter_item(feed);
    feed.add("inspection/i", inspection::Scheduled{.kind = inspection::Kind::spot,
                                                   .title = "抽查",
                                                   .ledger = LedgerId{"2014"},
                                                   .on = Date(2014, 4, 1),
                                                   .units = {UnitId{"fgw"}}});
    feed.add("inspection/i",
             inspection::FindingRecorded{"f1", UnitId{"fgw"}, ItemId{"1"}, "no fence", inspection::Severity::serious});
    EXPECT_EQ(board_row(feed, "finding/i.f1").severity, "serious");
    auto order = ordered("fgw");
    order.inspection = InspectionId{"i"};
    order.finding = "f1";
    feed.add("rectification/o", order);
    EXPECT_EQ(board_row(feed, "finding/i.f1").state, BoardState::ordered);
    EXPECT_EQ(board_row(feed, "rectification/o").ledger->value, "2014");
    EXPECT_EQ(board_row(feed, "rectification/o").title, "工业");
    feed.add("rectification/o", rectification::FellOverdue{Date(2014, 5, 1)});
    EXPECT_TRUE(board_row(feed, "rectification/o").overdue);
    feed.add("rectification/o", rectification::Reported{"mended"});
    EXPECT_EQ(board_row(feed, "rectification/o").state, BoardState::reported);
    feed.add("rectification/o", rectification::Accepted{"seen"});
    EXPECT_TRUE(board_row(feed, "rectification/o").closed);
    EXPECT_TRUE(board_row(feed, "finding/i.f1").closed);
    feed.add("inspection/i", inspection::Held{Date(2014, 4, 1), "walked"});
    EXPECT_EQ(board_row(feed, "inspection/i").state, BoardState::held);
    const auto row = row_of<InspectionsView, rows::InspectionRow>(feed, "i");
    EXPECT_EQ(row.findings.at(0).rectification->value, "o");
    EXPECT_EQ(row.summary, "walked");
}

TEST(SupervisionBoard, WhatIsOpenPassesToTheSuccessorAndWhatIsClosedStays) {
    Feed feed;
    enter_item(feed);
    feed.add("rectification/o", ordered("fgw"));
    feed.add("rectification/p", ordered("fgw"));
    feed.add("rectification/p", rectification::Accepted{"seen"});
    feed.add("unit/fgw", unit::Merged{UnitId{"new"}}, "reform");
    EXPECT_EQ(board_row(feed, "rectification/o").answers->value, "new");
    EXPECT_EQ(board_row(feed, "rectification/o").unit->value, "fgw");
    EXPECT_EQ(board_row(feed, "rectification/p").answers->value, "fgw");
    EXPECT_EQ(order_row(feed).answers.value, "new");
}

TEST(SupervisionBoard, WhatTimeBroughtToAnItemIsShownUntilItIsMadeGoodOrTheItemEnds) {
    Feed feed;
    enter_item(feed);
    feed.add("item/1", item::FellOverdue{Date(2014, 6, 30)});
    feed.add("item/1", item::MilestonePlanned{"m1", "start", Date(2014, 3, 1)});
    feed.add("item/1", item::MilestoneMissed{"m1", Date(2014, 3, 1)});
    feed.add("item/1", item::PlanMissed{UnitId{"fgw"}, Date(2014, 1, 31)});
    feed.add("item/1", item::AcknowledgementOverdue{UnitId{"sjw"}, Date(2014, 1, 16)});
    feed.add("item/1", item::Listed{"hurry", {}});
    for (const auto* key : {"overdue/1", "milestone/1.m1", "plan/1.fgw", "acknowledgement/1.sjw", "listing/1"})
        EXPECT_FALSE(board_row(feed, key).closed) << key;
    feed.as("clerk", "fgw").add("item/1", item::PlanFiled{{}, "g", "r", "s", "st", "m", {}, {}});
    EXPECT_TRUE(board_row(feed, "plan/1.fgw").closed);
    feed.add("item/1", item::CompletionClaimed{"done"});
    EXPECT_TRUE(board_row(feed, "overdue/1").closed);
    feed.add("item/1", item::CompletionRejected{"not done"});
    EXPECT_FALSE(board_row(feed, "overdue/1").closed);
    feed.add("item/1", item::Cancelled{}, "why");
    for (const auto* key : {"overdue/1", "milestone/1.m1", "acknowledgement/1.sjw", "listing/1"})
        EXPECT_TRUE(board_row(feed, key).closed) << key;
}

TEST(SupervisionBoard, Rule_9_AnItemTheOfficeDoubtsIsOnTheBoardUntilItIsGreen) {
    Feed feed;
    enter_item(feed);
    feed.add("item/1", item::ConfidenceAssessed{item::Confidence::red, "seen", {}});
    EXPECT_EQ(board_row(feed, "confidence/1").confidence, item::Confidence::red);
    feed.add("item/1", item::ConfidenceAssessed{item::Confidence::green, "seen again", {}});
    EXPECT_TRUE(board_row(feed, "confidence/1").closed);
    EXPECT_EQ(board_row(feed, "confidence/1").confidence, item::Confidence::green);
}

TEST(Rectifications, S1_7_ReportsRejectionsAndDeadlinesAreKept) {
    Feed feed;
    enter_item(feed);
    feed.add("rectification/o", ordered("fgw"));
    feed.add("rectification/o", rectification::Reminded{Date(2014, 5, 1), 7});
    feed.add("rectification/o", rectification::Reported{"half", false});
    EXPECT_EQ(order_row(feed).state, rows::RectificationState::open);
    feed.add("rectification/o", rectification::FellOverdue{Date(2014, 5, 1)});
    EXPECT_TRUE(order_row(feed).overdue);
    feed.add("rectification/o", rectification::Reported{"all"});
    feed.add("rectification/o", rectification::Rejected{"not all", Date(2014, 6, 1)});
    auto row = order_row(feed);
    EXPECT_EQ(row.ledger->value, "2014");
    EXPECT_EQ(row.state, rows::RectificationState::open);
    EXPECT_FALSE(row.overdue);
    EXPECT_EQ(row.times_overdue, 1u);
    EXPECT_EQ(row.deadline.to_string(), "2014-06-01");
    EXPECT_EQ(row.first_deadline.to_string(), "2014-05-01");
    EXPECT_TRUE(row.reminded.empty());
    feed.add("rectification/o", rectification::Extended{Date(2014, 7, 1)}, "rain");
    feed.add("rectification/o", rectification::Withdrawn{"moot"});
    row = order_row(feed);
    EXPECT_EQ(row.extensions.at(0).reason, "rain");
    EXPECT_EQ(row.state, rows::RectificationState::withdrawn);
    EXPECT_EQ(row.findings, "moot");
}

TEST(Reviews, S4_2_ATourMovesIsHeldAndEndsInMinutes) {
    Feed feed;
    feed.add("review/v", review::Scheduled{.kind = review::Kind::tour,
                                           .title = "拉练",
                                           .on = Date(2014, 3, 20),
                                           .host = UnitId{"gz"},
                                           .organiser = UnitId{"zdb"},
                                           .objects = {{ItemId{"1"}, {}, {}}}});
    feed.add("review/v", review::Rescheduled{Date(2014, 3, 25), UnitId{"sz"}, {}}, "rain");
    feed.add("review/v", review::Rescheduled{Date(2014, 3, 26), {}, {}}, "rain");
    feed.add("review/v", review::RemarkMade{"r1", named({}, "市长"), "faster", ItemId{"1"}, {}});
    feed.add("review/v", review::Held{Date(2014, 3, 26), "went well", {named({}, "市长")}});
    feed.add("review/v", review::MinutesIssued{BulletinId{"b"}});
    const auto row = row_of<ReviewsView, rows::ReviewRow>(feed, "v");
    EXPECT_EQ(row.on.to_string(), "2014-03-26");
    EXPECT_EQ(row.first_on->to_string(), "2014-03-20");
    EXPECT_EQ(row.host->value, "sz");
    EXPECT_EQ(row.objects.size(), 1u);
    EXPECT_EQ(row.state, rows::ReviewState::held);
    EXPECT_EQ(row.remarks.at(0).text, "faster");
    EXPECT_EQ(row.minutes->value, "b");
}

TEST(Bulletins, Rule_8_ABulletinKeepsItsPositionItsBodyAndWhyItWasWithdrawn) {
    Feed feed;
    bulletin::Issued issued;
    issued.kind = bulletin::Kind::monthly;
    issued.title = "3月通报";
    issued.stands_on = 41;
    issued.body = {{bulletin::BlockKind::table, "表", {{{"a", "b"}}}}};
    feed.add("bulletin/b", issued);
    feed.add("bulletin/b", bulletin::Published{"内网"});
    feed.add("bulletin/b", bulletin::Published{"网站"});
    EXPECT_EQ((row_of<BulletinsView, rows::BulletinRow>(feed, "b").published.size()), 2u);
    feed.add("bulletin/b", bulletin::Withdrawn{BulletinId{"c"}}, "misprint");
    const auto row = row_of<BulletinsView, rows::BulletinRow>(feed, "b");
    EXPECT_EQ(row.state, rows::BulletinState::withdrawn);
    EXPECT_EQ(row.withdrawn_why, "misprint");
    EXPECT_EQ(row.stands_on, 41u);
    EXPECT_EQ(row.body.at(0).rows.at(0).cells.at(1), "b");
    EXPECT_EQ(row.replaced_by->value, "c");
}

}  // namespace
}  // namespace taizhang
