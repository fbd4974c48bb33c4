// The days that come round, as the documents name them, and that two years one after the other are all days.
#include "tests/unit/regime/texts.hpp"

#include <set>

namespace taizhang::regime {

namespace {

using testing::Each;
using testing::ElementsAre;

const Rhythm& rhythm(const Rules& rules, const std::string& name) {
    for (const auto& each : rules.rhythms)
        if (each.name == name) return each;
    throw std::logic_error("no rhythm " + name);
}

std::vector<std::string> days(const Rhythm& rule, int year, const Calendar& calendar = {}) {
    std::vector<std::string> all;
    for (const auto& each : occurrences(rule, year, calendar)) all.push_back(each.due.to_string());
    return all;
}

std::vector<std::string> labels(const Rhythm& rule, int year) {
    std::vector<std::string> all;
    for (const auto& each : occurrences(rule, year, {})) all.push_back(each.label);
    return all;
}

TEST(Rhythms, S3_6_TheListOfLastYearByTheEndOfFebruary) {
    const auto rules = shipped("S3.toml");
    const auto& list = rhythm(rules, "上年度新增企业名单");
    EXPECT_THAT(days(list, 2018), ElementsAre("2018-02-28"));
    EXPECT_THAT(days(list, 2020), ElementsAre("2020-02-29"));
    EXPECT_THAT(labels(list, 2018), ElementsAre("2017"));
    EXPECT_EQ(list.who, "市统计局");
    EXPECT_EQ(list.to, "市政府");
}

TEST(Rhythms, S3_8_InspectionsBySupervision) {
    EXPECT_EQ(rhythm(shipped("S3.toml"), "入库工作督查").who, "市政府督查室");
}

TEST(Rhythms, S5_2_SixCampaignsOfTheYear) {
    const auto rules = shipped("S5.toml");
    EXPECT_THAT(days(rhythm(rules, "下达目标和动员"), 2019), ElementsAre("2019-02-28"));
    const auto opening = occurrences(rhythm(rules, "首季开门红"), 2019, {});
    ASSERT_EQ(opening.size(), 1u);
    EXPECT_EQ(opening[0].begins, Date(2019, 3, 1));
    EXPECT_EQ(opening[0].due, Date(2019, 4, 30));
    EXPECT_THAT(*rhythm(rules, "首季开门红").doubt, testing::HasSubstr("34月份"));
    EXPECT_THAT(days(rhythm(rules, "集中解决项目建设问题"), 2019), ElementsAre("2019-05-31"));
    EXPECT_THAT(days(rhythm(rules, "半年节点任务过半考核"), 2019), ElementsAre("2019-07-31"));
    EXPECT_THAT(days(rhythm(rules, "项目拉练观摩"), 2019), ElementsAre("2019-09-30"));
    EXPECT_THAT(days(rhythm(rules, "年末考核表奖"), 2019), ElementsAre("2019-12-31"));
}

TEST(Rhythms, S5_7_DispatchedTwiceAMonth) {
    const auto rules = shipped("S5.toml");
    EXPECT_EQ(days(rhythm(rules, "项目半月调度"), 2019).size(), 24u);
    EXPECT_EQ(labels(rhythm(rules, "项目半月调度"), 2019)[3], "2019-02-H2");
}

TEST(Rhythms, S6_5_StartsOnThe7thFromMarchAndPlansByThe28thBefore) {
    const auto rules = shipped("S6.toml");
    const auto starts = occurrences(rhythm(rules, "开工日"), 2018, {});
    const auto plans = occurrences(rhythm(rules, "集中开工活动方案"), 2018, {});
    ASSERT_EQ(starts.size(), 10u);
    EXPECT_EQ(starts.front().due, Date(2018, 3, 7));
    EXPECT_EQ(starts.back().due, Date(2018, 12, 7));
    ASSERT_EQ(plans.size(), 10u);
    for (std::size_t i = 0; i < starts.size(); ++i) {
        EXPECT_EQ(plans[i].due.day(), 28u);
        EXPECT_EQ(plans[i].label, starts[i].label) << "each plan is of the next start day";
        EXPECT_LT(plans[i].due, starts[i].due);
    }
}

TEST(Rhythms, S6_6_WeeklyMonthlyAndQuarterly) {
    const auto rules = shipped("S6.toml");
    const auto weeks = occurrences(rhythm(rules, "周通报"), 2018, {});
    EXPECT_EQ(weeks.size(), 53u);
    EXPECT_EQ(weeks.front().due, Date(2018, 1, 1));
    EXPECT_EQ(weeks.front().label, "2017-W52") << "of the week before";
    EXPECT_EQ(weeks[1].label, "2018-W01");
    EXPECT_EQ(days(rhythm(rules, "月调度会"), 2018).size(), 12u);
    EXPECT_THAT(days(rhythm(rules, "季讲评会"), 2018),
                ElementsAre("2018-03-31", "2018-06-30", "2018-09-30", "2018-12-31"));
    EXPECT_THAT(rhythm(rules, "月调度会").produces, ElementsAre("红黄牌预警"));
}

TEST(Rhythms, S6_9_TheProposalsOwnYear) {
    std::vector<std::string> each;
    for (const auto& rule : shipped("S6.toml").rhythms)
        if (rule.every == Every::year) each.push_back(days(rule, 2018).at(0).substr(5, 2));
    EXPECT_THAT(each, ElementsAre("06", "07", "08", "09", "10", "11", "12"));
}

TEST(Rhythms, S8_3_MatchingInAprilAndOctoberAndTheListByNovember) {
    const auto rules = shipped("S8.toml");
    EXPECT_THAT(days(rhythm(rules, "银企对接"), 2017), ElementsAre("2017-04-30", "2017-10-31"));
    EXPECT_THAT(labels(rhythm(rules, "银企对接"), 2017), ElementsAre("2017-04", "2017-10"));
    EXPECT_THAT(days(rhythm(rules, "次年项目名单"), 2017), ElementsAre("2017-10-31"));
    EXPECT_THAT(labels(rhythm(rules, "次年项目名单"), 2017), ElementsAre("2018"));
    EXPECT_EQ(days(rhythm(rules, "报送次年包联项目"), 2017).size(), 12u);
}

TEST(Rhythms, S8_6_WrittenReportsByThe15thAndThe30th) {
    const auto rules = shipped("S8.toml");
    const auto all = days(rhythm(rules, "书面进度报告"), 2017);
    ASSERT_EQ(all.size(), 24u);
    EXPECT_EQ(all[0], "2017-01-15");
    EXPECT_EQ(all[1], "2017-01-30");
    EXPECT_EQ(all[3], "2017-02-28");
    EXPECT_THAT(rhythm(rules, "书面进度报告").produces,
                ElementsAre("项目进度", "手续办理情况", "存在问题及推动措施", "对策建议"));
}

TEST(Rhythms, S8_7_BriefCircularInspectionAppraisalAndAssessment) {
    const auto rules = shipped("S8.toml");
    EXPECT_EQ(rhythm(rules, "月度简报").kind, RhythmKind::brief);
    EXPECT_EQ(days(rhythm(rules, "月度通报"), 2017).size(), 12u);
    EXPECT_EQ(days(rhythm(rules, "季度督查"), 2017).size(), 4u);
    EXPECT_THAT(days(rhythm(rules, "项目巡检和观摩点评"), 2017), ElementsAre("2017-07-31"));
    EXPECT_THAT(days(rhythm(rules, "年终考核"), 2017), ElementsAre("2017-12-31"));
}

TEST(Rhythms, S9_1_ApplicationsFromAugustPlanInJanuaryAdjustedMarchToJune) {
    const auto rules = shipped("S9.toml");
    const auto applied = occurrences(rhythm(rules, "集中申报次年项目"), 2017, {});
    ASSERT_EQ(applied.size(), 1u);
    EXPECT_EQ(applied[0].begins, Date(2017, 8, 1));
    EXPECT_EQ(applied[0].label, "2018");
    EXPECT_THAT(days(rhythm(rules, "下达年度计划"), 2018), ElementsAre("2018-01-31"));
    const auto adjusted = occurrences(rhythm(rules, "计划调整"), 2018, {});
    ASSERT_EQ(adjusted.size(), 1u);
    EXPECT_EQ(adjusted[0].begins, Date(2018, 3, 1));
    EXPECT_EQ(adjusted[0].due, Date(2018, 6, 30));
}

TEST(Rhythms, S9_4_MonthlyReportByThe28thOfTheSameMonth) {
    const auto rules = shipped("S9.toml");
    const auto all = occurrences(rhythm(rules, "项目月报"), 2018, {});
    ASSERT_EQ(all.size(), 12u);
    EXPECT_EQ(all[1].due, Date(2018, 2, 28));
    EXPECT_EQ(all[1].label, "2018-02");
    const auto reporting = shipped("S9.toml").reporting;
    EXPECT_EQ(reporting.due_day, 28);
    EXPECT_FALSE(reporting.following_month);
    EXPECT_EQ(reporting.to, "区重点办");
}

TEST(Rhythms, S9_7_JulyAndDecemberMonthlyChecksQuarterlyCirculars) {
    const auto rules = shipped("S9.toml");
    EXPECT_EQ(days(rhythm(rules, "月抽查"), 2018).size(), 12u);
    EXPECT_THAT(*rhythm(rules, "月抽查").doubt, testing::HasSubstr("季抽查"));
    EXPECT_EQ(days(rhythm(rules, "季通报"), 2018).size(), 4u);
    EXPECT_THAT(days(rhythm(rules, "中期现场观摩考核"), 2018), ElementsAre("2018-07-31"));
    EXPECT_THAT(days(rhythm(rules, "年终考核"), 2018), ElementsAre("2018-12-31"));
}

TEST(Rhythms, ADayThatIsNoWorkingDayMoves) {
    const auto rules = good(file("tests/unit/regime/city_of_projects.toml"));
    const auto& rule = rules.rhythms.at(0);
    // 2020-10-10 is a Saturday that is worked; the holidays are those of that autumn.
    const Calendar calendar({2020}, {Date(2020, 10, 8)}, {Date(2020, 10, 10)});
    EXPECT_THAT(days(rule, 2020), ElementsAre("2020-01-10", "2020-04-10", "2020-07-10", "2020-10-09"));
    EXPECT_THAT(days(rule, 2020, calendar), ElementsAre("2020-01-10", "2020-04-10", "2020-07-10", "2020-10-10"));
    EXPECT_THAT(labels(rule, 2020), ElementsAre("2019-Q4", "2020-Q1", "2020-Q2", "2020-Q3"));
}

/// Of each kind of rule and each year: in order, in that year, and none twice over ten years.
TEST(Rhythms, YearsOneAfterTheOtherAreAllDaysOnce) {
    for (const auto* name : {"S3.toml", "S5.toml", "S6.toml", "S8.toml", "S9.toml"}) {
        for (const auto& rule : shipped(name).rhythms) {
            std::set<std::string> seen, labelled;
            std::size_t count = 0;
            for (int year = 2015; year < 2025; ++year) {
                const auto all = occurrences(rule, year, {});
                ASSERT_FALSE(all.empty()) << rule.name;
                EXPECT_TRUE(std::ranges::is_sorted(all, {}, &Occurrence::due)) << rule.name;
                for (const auto& each : all) {
                    EXPECT_EQ(each.due.year(), year) << rule.name;
                    EXPECT_LE(each.begins, each.due) << rule.name;
                    seen.insert(each.due.to_string());
                    labelled.insert(each.label);
                    ++count;
                }
            }
            EXPECT_EQ(seen.size(), count) << rule.name;
            EXPECT_EQ(labelled.size(), count) << rule.name << ": an occasion is known by its label";
        }
    }
}

TEST(Rhythms, WeeksOfAllYearsFollowEachOther) {
    const auto weekly = rhythm(shipped("S6.toml"), "周通报");
    std::optional<Date> before;
    for (int year = 2010; year < 2030; ++year) {
        for (const auto& each : occurrences(weekly, year, {})) {
            if (before) EXPECT_EQ((each.due.days() - before->days()).count(), 7);
            before = each.due;
        }
    }
}

}  // namespace

}  // namespace taizhang::regime
