// Every number on assessments that stands in the documents, as read from the shipped files.
#include "src/regime/units.hpp"
#include "tests/unit/regime/texts.hpp"

namespace taizhang::regime {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Scheme scheme(const std::string& name) {
    return shipped(name).assessments.at(0);
}

const AwardRule& award(const Scheme& scheme, const std::string& key) {
    for (const auto& each : scheme.awards)
        if (each.key == key) return each;
    throw std::logic_error("no award " + key);
}

TEST(Schemes, S5_1_TotalsOfTheYear) {
    const auto year = scheme("S5.toml");
    const std::vector<std::pair<std::string, std::string>> totals = {
        {"investment", "22亿元"}, {"new_starts", "20个"}, {"large_new_starts", "6个"}, {"reserves", "30个"},
        {"completions", "10个"},  {"enclave", "5.8亿元"}, {"tax", "36870万元"},        {"funds", "16.2亿元"}};
    for (const auto& [key, total] : totals) EXPECT_EQ(to_text(*year.find_indicator(key)->total), total) << key;
    EXPECT_EQ(year.find_indicator("foreign_capital")->total, std::nullopt);
}

TEST(Schemes, S5_2_JulyAndDecember) {
    const auto year = scheme("S5.toml");
    ASSERT_EQ(year.times.size(), 2u);
    EXPECT_EQ(year.times[0].month, 7);
    EXPECT_EQ(year.times[1].month, 12);
}

TEST(Schemes, S5_3_ProvidersAndWhoIsExempt) {
    const auto year = scheme("S5.toml");
    EXPECT_THAT(year.find_indicator("investment")->providers, ElementsAre("区统计局"));
    EXPECT_THAT(year.find_indicator("new_starts")->providers, ElementsAre("区发改局"));
    EXPECT_THAT(year.find_indicator("enclave")->providers, ElementsAre("区发改局"));
    EXPECT_THAT(year.find_indicator("tax")->providers, ElementsAre("区财政局"));
    EXPECT_THAT(year.find_indicator("domestic_capital")->providers, ElementsAre("区商务局"));
    EXPECT_THAT(year.find_indicator("funds")->exempt, ElementsAre("区发改局", "区财政局"));
    EXPECT_THAT(year.find_indicator("enclave")->exempt, IsEmpty());
}

TEST(Schemes, S5_4_FiveComprehensiveAwardsAndTwoToThreeSingleOnes) {
    const auto year = scheme("S5.toml");
    const auto& best = award(year, "comprehensive");
    EXPECT_EQ(best.by, By::score);
    EXPECT_EQ(best.most, 5);
    EXPECT_FALSE(best.together);
    EXPECT_EQ(year.groups.size(), 2u);
    EXPECT_EQ(to_text(*best.prize), "5万元");
    for (const auto& each : year.awards) {
        if (each.key == "comprehensive") continue;
        EXPECT_EQ(each.least, 2) << each.key;
        EXPECT_EQ(each.most, 3) << each.key;
        EXPECT_EQ(to_text(*each.prize), "2万元") << each.key;
        EXPECT_TRUE(each.indicator) << each.key;
    }
    EXPECT_EQ(award(year, "investment").by, By::completion);
    EXPECT_EQ(award(year, "new_starts_scale").criterion, "投资规模较大");
    EXPECT_EQ(award(year, "foreign_capital_growth").criterion, "增长幅度");
    EXPECT_THAT(award(year, "funds").groups, ElementsAre("departments"));
    EXPECT_THAT(*award(year, "tax").doubt, testing::HasSubstr("23名"));
    EXPECT_THAT(*best.doubt, testing::HasSubstr("附件5"));
}

TEST(Schemes, S5_5_FourStepsOfInvestmentWeighMore) {
    const auto bands = scheme("S5.toml").find_indicator("new_starts")->bands;
    std::vector<std::string> bounds;
    for (const auto& band : bands) bounds.push_back(to_text(band.at_least));
    EXPECT_THAT(bounds, ElementsAre("1亿元", "5亿元", "10亿元", "20亿元"));
    for (std::size_t i = 1; i < bands.size(); ++i) EXPECT_GT(bands[i].counts, bands[i - 1].counts);
    EXPECT_GT(bands[0].counts, 1);
}

TEST(Schemes, S5_6_BarsAndStatements) {
    const auto year = scheme("S5.toml");
    std::vector<Offence> bars;
    for (const auto& bar : year.bars) bars.push_back(bar.on);
    EXPECT_THAT(bars, ElementsAre(Offence::report_late, Offence::report_false, Offence::report_omitted,
                                  Offence::obstruction, Offence::improper_gain, Offence::dereliction));
    EXPECT_TRUE(year.statement.missed_target);
    EXPECT_TRUE(year.statement.measures);
}

TEST(Schemes, S6_6_TopShareAndBottomMakeStatements) {
    const auto quarter = scheme("S6.toml");
    EXPECT_GT(quarter.statement.bottom, 0);
    EXPECT_GT(quarter.statement.top_share, 0);
    EXPECT_EQ(quarter.times.size(), 4u);
}

TEST(Schemes, S8_7_YearEndAndExplanationToTheLeaders) {
    const auto year = scheme("S8.toml");
    EXPECT_EQ(year.times.back().month, 12);
    EXPECT_EQ(year.statement.to, "区委、区政府主要领导");
    EXPECT_THAT(year.applied_to, ElementsAre("领导班子实绩考核", "区领导年终述职考评", "表彰奖励"));
    EXPECT_THAT(year.uses, ElementsAre(assessment::Use::performance, assessment::Use::award))
        << "the document does not speak of appointments";
}

TEST(Schemes, S9_7_InPercentJulyAndDecemberTurnedIntoPoints) {
    const auto year = scheme("S9.toml");
    EXPECT_EQ(year.scale, 100);
    ASSERT_EQ(year.times.size(), 2u);
    EXPECT_EQ(year.times[0].month, 7);
    EXPECT_EQ(year.times[1].month, 12);
    ASSERT_EQ(year.indicators.size(), 4u);
    EXPECT_EQ(year.indicators[3].method, Method::given);
    ASSERT_TRUE(year.conversion);
    EXPECT_LT(year.conversion->least, 0);
    EXPECT_GT(year.conversion->most, 0);
}

TEST(Schemes, WeightsOfEachShippedSchemeAddUpToAHundred) {
    for (const auto* name : {"S5.toml", "S6.toml", "S8.toml", "S9.toml"}) {
        Decimal sum;
        for (const auto& indicator : scheme(name).indicators) sum = *add(sum, indicator.weight);
        EXPECT_EQ(sum, 100) << name;
    }
}

TEST(Schemes, AnotherCountysScheme) {
    const auto other = good(file("tests/unit/regime/city_of_projects.toml")).assessments.at(0);
    EXPECT_EQ(other.scale, std::nullopt);
    EXPECT_EQ(other.digits, 1);
    EXPECT_EQ(other.ties, Ties::dense);
    EXPECT_THAT(other.tie_by, ElementsAre("output"));
    EXPECT_EQ(other.bonus_most, Decimal(3));
    EXPECT_EQ(other.find_indicator("accidents")->better, Better::lower);
    EXPECT_EQ(other.find_indicator("accidents")->deduct, *Decimal::parse("0.5"));
    EXPECT_EQ(other.conversion->grades.size(), 3u);
    EXPECT_EQ(other.statement.bottom, 1);
}

TEST(Schemes, FilesThatSayNothingOfTheseHaveNone) {
    const auto none = good(regime_with(""));
    EXPECT_TRUE(none.assessments.empty());
    EXPECT_TRUE(none.rhythms.empty());
    EXPECT_TRUE(none.projects.thresholds.empty());
    EXPECT_TRUE(none.admission.classes.empty());
}

}  // namespace

}  // namespace taizhang::regime
