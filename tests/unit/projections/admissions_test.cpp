// Admissions (S3): `admissions`, `admission_statistics`, `new_enterprises`, and their trail.
#include "projections/admission/admissions.hpp"
#include "projections/admission/admission_statistics.hpp"
#include "projections/admission/new_enterprises.hpp"
#include "projections/audit/audit_trail.hpp"
#include "tests/unit/projections/feed.hpp"

#include <gmock/gmock.h>

namespace taizhang {
namespace {

using namespace test;
using rows::AdmissionRow;
using rows::AdmissionState;
using rows::AdmissionStatisticRow;
using rows::NewEnterprisesRow;
using rows::ReviewOutcome;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

admission::Filed filed(const std::string& enterprise = "shop", const std::string& region = "d1") {
    admission::Filed e;
    e.ledger = LedgerId{"2014"};
    e.enterprise = UnitId{enterprise};
    e.name = "某商贸公司";
    e.code = "91420700MA0000001X";
    e.industry = "零售业";
    e.entity = "法人单位";
    e.procedure = "monthly";
    e.region = UnitId{region};
    e.figures = {{"年收入", decimal("600"), "万元"}, {"从业人员", decimal("12"), "人"}};
    e.eligibility = admission::Eligibility{true, "retail", {"年收入600万元，达到500万元"}, "S3.1"};
    e.missing = {{"登记表", true, "缺少登记表"}, {"情况说明", false, "原则上应提供情况说明"}};
    e.next = "属地";
    return e;
}

admission::Passed passed(const std::string& level, const std::optional<std::string>& next) {
    return {level, {}, {}, next};
}

/// Filed on 3 March at nine, and complete.
void file(Feed& feed, const std::string& stream = "admission/a", const admission::Filed& event = filed()) {
    feed.at("2014-03-03T01:00:00Z").as("d1-clerk", "d1").add(stream, event);
    feed.add(stream, admission::MaterialAttached{.material = "登记表",
                                                 .document = {.title = "审核登记表"},
                                                 .missing = {{"情况说明", false, "原则上应提供情况说明"}}});
}

void admit(Feed& feed, const std::string& stream, Date on) {
    feed.as("stats", "stats").add(stream, passed("属地", std::nullopt));
    const Period month{on.value.year() / on.value.month()};
    feed.add(stream, admission::Admitted{.admitted_on = on, .from = month});
}

AdmissionRow row_of(const Feed& feed) {
    return test::row_of<AdmissionsView, AdmissionRow>(feed, "a");
}

TEST(Admissions, S3_3_WhatIsMissingIsListed) {
    Feed feed;
    feed.add("admission/a", filed());
    auto row = row_of(feed);
    EXPECT_THAT(row.missing, SizeIs(2));
    EXPECT_FALSE(row.complete);
    EXPECT_EQ(row.admission_class, "retail");
    EXPECT_THAT(row.reasons, ElementsAre("年收入600万元，达到500万元"));
    Feed complete;
    file(complete);
    row = row_of(complete);
    EXPECT_THAT(row.missing, SizeIs(1));
    EXPECT_TRUE(row.complete) << "what is asked for in principle does not bar";
    EXPECT_EQ(row.materials.at(0).title, "审核登记表");
}

TEST(Admissions, S3_3_TheSameStatementOfTheSameMonthIsReplaced) {
    Feed feed;
    file(feed);
    for (const auto* month : {"2014-01", "2014-02", "2014-02"})
        feed.add("admission/a", admission::MaterialAttached{
                                    .material = "经营情况", .document = {.title = month}, .period = period(month)});
    EXPECT_THAT(row_of(feed).materials, SizeIs(3));
}

TEST(Admissions, S3_4_LevelsWithWhoWhenAndHowLong) {
    Feed feed;
    file(feed);
    EXPECT_EQ(row_of(feed).level, "属地");
    feed.at("2014-03-05T17:00:00Z");  // the 6th in China
    feed.as("d1-clerk", "d1").add("admission/a", passed("属地", "市统计局"));
    const auto since = feed.told().back().header.recorded;
    auto row = row_of(feed);
    EXPECT_EQ(row.state, AdmissionState::filed);
    EXPECT_EQ(row.level, "市统计局");
    EXPECT_EQ(row.at_level_since, since);
    feed.at("2014-03-10T01:00:00Z").as("stats", "stats");
    feed.add("admission/a", passed("市统计局", std::nullopt));
    row = row_of(feed);
    EXPECT_EQ(row.state, AdmissionState::passed);
    EXPECT_FALSE(row.level);
    EXPECT_FALSE(row.at_level_since);
    ASSERT_THAT(row.steps, SizeIs(2));
    EXPECT_EQ(row.steps[0].days, 3u);
    EXPECT_EQ(row.steps[1].days, 4u);
    EXPECT_EQ(row.steps[0].unit, UnitId{"d1"});
    EXPECT_EQ(row.steps[1].by, "name of stats");
    EXPECT_EQ(row.passed, 2u);
}

TEST(Admissions, S3_4_ReturnedAndFiledAgain) {
    Feed feed;
    file(feed);
    feed.add("admission/a", passed("属地", "市统计局"));
    feed.as("stats", "stats").add("admission/a", admission::Returned{"市统计局", "利润表不清"});
    auto row = row_of(feed);
    EXPECT_EQ(row.state, AdmissionState::returned);
    EXPECT_EQ(row.findings, "利润表不清");
    EXPECT_FALSE(row.level);
    admission::Refiled again;
    again.figures = {{"年收入", decimal("650"), "万元"}};
    again.eligibility = admission::Eligibility{true, "retail", {"年收入650万元，达到500万元"}, "S3.1"};
    again.next = "属地";
    feed.as("d1-clerk", "d1").add("admission/a", again);
    row = row_of(feed);
    EXPECT_EQ(row.state, AdmissionState::filed);
    EXPECT_EQ(row.level, "属地");
    EXPECT_EQ(row.passed, 0u);
    EXPECT_EQ(row.returns, 1u);
    EXPECT_FALSE(row.findings);
    EXPECT_THAT(row.missing, IsEmpty());
    ASSERT_THAT(row.figures, SizeIs(2));
    EXPECT_EQ(row.figures[0].value, decimal("650"));
    EXPECT_EQ(row.steps.at(1).outcome, ReviewOutcome::returned);
}

TEST(Admissions, S3_4_RejectedWithFindingsOrAdmittedAndRemoved) {
    Feed feed;
    file(feed);
    feed.add("admission/a", admission::Rejected{"属地", "已迁出"});
    EXPECT_EQ(row_of(feed).state, AdmissionState::rejected);
    EXPECT_EQ(row_of(feed).findings, "已迁出");
    Feed other;
    file(other);
    admit(other, "admission/a", Date(2014, 3, 20));
    auto row = row_of(other);
    EXPECT_EQ(row.state, AdmissionState::admitted);
    EXPECT_EQ(row.from, period("2014-03"));
    other.add("admission/a", admission::Removed{Date(2014, 9, 1), "停业"}, "停业");
    row = row_of(other);
    EXPECT_EQ(row.state, AdmissionState::removed);
    EXPECT_EQ(row.removed_on, Date(2014, 9, 1));
    EXPECT_EQ(row.admitted_on, Date(2014, 3, 20));
}

TEST(AdmissionStatistics, S3_5_FiguresByMonthAsFirstReportedAndAsCorrected) {
    Feed feed;
    file(feed);
    admit(feed, "admission/a", Date(2014, 3, 20));
    feed.as("shop", "shop");
    admission::StatisticReported report{.period = period("2014-03")};
    report.figures = {{"销售额", decimal("52"), "万元"}, {"库存", decimal("8"), "万元"}};
    report.due = Date(2014, 4, 8);
    report.late = true;
    const auto first = feed.add("admission/a", report).header.position;
    admission::StatisticReported correction{.period = period("2014-03")};
    correction.figures = {{"销售额", decimal("55"), "万元"}};
    correction.corrects = first;
    correction.late = true;
    feed.add("admission/a", correction, "漏了一笔");
    feed.add("admission/a",
             admission::MisreportingFound{admission::Misreporting::false_figures, period("2014-03"), "虚增", {first}});
    feed.add("admission/a",
             admission::MisreportingFound{admission::Misreporting::refused, period("2014-04"), "拒报", {}});
    EXPECT_THAT(keys_of<AdmissionStatisticsView>(feed), ElementsAre("2014/2014-03/a"));
    const auto row = test::row_of<AdmissionStatisticsView, AdmissionStatisticRow>(feed, "2014/2014-03/a");
    ASSERT_THAT(row.figures, SizeIs(2));
    EXPECT_EQ(row.figures[0].value, decimal("55"));
    EXPECT_EQ(row.figures[1].value, decimal("8"));
    EXPECT_EQ(row.first[0].value, decimal("52"));
    EXPECT_EQ(row.enterprise, UnitId{"shop"});
    EXPECT_EQ(row.region, UnitId{"d1"});
    EXPECT_TRUE(row.late);
    EXPECT_EQ(row.position, first);
    ASSERT_THAT(row.corrections, SizeIs(1));
    EXPECT_EQ(row.corrections[0].corrects, first);
    EXPECT_EQ(row.corrections[0].reason, "漏了一笔");
    EXPECT_THAT(row.misreported, ElementsAre(admission::Misreporting::false_figures));
    EXPECT_THAT(row_of(feed).misreported, SizeIs(2));
    EXPECT_EQ(row_of(feed).last_reported, period("2014-03"));
}

TEST(NewEnterprises, S3_6_ByPlaceAndYearOfAdmission) {
    Feed feed;
    file(feed);
    file(feed, "admission/b", filed("hotel"));
    file(feed, "admission/c", filed("works", "d2"));
    file(feed, "admission/d", filed("inn"));
    file(feed, "admission/e", filed("open"));
    admit(feed, "admission/a", Date(2014, 3, 20));
    admit(feed, "admission/b", Date(2014, 12, 31));
    admit(feed, "admission/c", Date(2014, 5, 2));
    admit(feed, "admission/d", Date(2015, 1, 1));
    feed.add("admission/b", admission::Removed{Date(2015, 1, 9), "停业"}, "停业");
    EXPECT_THAT(keys_of<NewEnterprisesView>(feed), ElementsAre("2014/d1", "2014/d2", "2015/d1"));
    const auto row = test::row_of<NewEnterprisesView, NewEnterprisesRow>(feed, "2014/d1");
    EXPECT_EQ(row.year, 2014);
    EXPECT_EQ(row.admitted, 2u);
    EXPECT_EQ(row.removed, 1u);
    ASSERT_THAT(row.enterprises, SizeIs(2));
    EXPECT_EQ(row.enterprises[0].enterprise, UnitId{"shop"});
    EXPECT_EQ(row.enterprises[0].admission_class, "retail");
    EXPECT_FALSE(row.enterprises[0].removed_on);
    EXPECT_EQ(row.enterprises[1].removed_on, Date(2015, 1, 9));
}

TEST(AdmissionTrail, FiguresAreHeldAgainstWhatWasReportedBefore) {
    Feed feed;
    file(feed);
    admit(feed, "admission/a", Date(2014, 3, 20));
    admission::StatisticReported report{.period = period("2014-03")};
    report.figures = {{"销售额", decimal("52"), "万元"}};
    const auto first = feed.add("admission/a", report).header.position;
    report.figures = {{"销售额", decimal("55"), "万元"}};
    report.corrects = first;
    feed.add("admission/a", report, "漏了一笔");
    const auto row = test::row_of<AuditTrailView, rows::TrailRow>(feed, "admission/a/0000000006");
    ASSERT_THAT(row.changes, SizeIs(1));
    EXPECT_EQ(row.changes[0].field, "statistic.2014-03.销售额");
    EXPECT_EQ(row.changes[0].before.at("value"), "52");
    EXPECT_EQ(row.changes[0].after.at("value"), "55");
    EXPECT_EQ(row.corrects, first);
    EXPECT_EQ(row.period, period("2014-03"));
}

TEST(AdmissionTrail, LevelsAndFindingsAreTold) {
    Feed feed;
    file(feed);
    feed.add("admission/a", passed("属地", "市统计局"));
    feed.add("admission/a", admission::Returned{"市统计局", "利润表不清"});
    const auto pass = test::row_of<AuditTrailView, rows::TrailRow>(feed, "admission/a/0000000003");
    ASSERT_THAT(pass.changes, SizeIs(2));
    EXPECT_EQ(pass.changes[0].field, "passed");
    EXPECT_EQ(pass.changes[1].before, "属地");
    EXPECT_EQ(pass.changes[1].after, "市统计局");
    const auto back = test::row_of<AuditTrailView, rows::TrailRow>(feed, "admission/a/0000000004");
    EXPECT_EQ(back.summary, "利润表不清");
}

}  // namespace
}  // namespace taizhang
