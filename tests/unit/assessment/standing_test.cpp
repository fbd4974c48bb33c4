// Scores, ranks and ties, awards, bars, statements: by the shipped schemes and by another county's.
#include "tests/unit/assessment/schemes.hpp"

namespace taizhang::scoring {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Units u1, u2 … of the group "g" (or another), each with these actuals of a target of 100.
Figures figures_of(const std::vector<std::string>& actuals, const std::string& indicator = "i",
                   const std::string& group = "g", const std::string& measure = "个") {
    Figures figures;
    for (std::size_t i = 0; i < actuals.size(); ++i) {
        const auto id = "u" + std::to_string(i + 1);
        figures.units.push_back({id, "单位" + std::to_string(i + 1), group});
        add_pair(figures, id, indicator, "100", actuals[i], measure);
    }
    return figures;
}

const std::string one = indicator("i", "weight = 100\nunit = \"个\"");

TEST(Standing, TiesAreShared) {
    EXPECT_THAT(ranking(good(scheme_with(one), figures_of({"90", "95", "90", "80"}))),
                ElementsAre("1 u2", "2 u1", "2 u3", "4 u4"));
    EXPECT_THAT(ranking(good(scheme_with(one), figures_of({"90", "90", "80"}))), ElementsAre("1 u1", "1 u2", "3 u3"));
}

TEST(Standing, TiesAreDense) {
    EXPECT_THAT(ranking(good(scheme_with("ties = \"dense\"\n" + one), figures_of({"90", "95", "90", "80"}))),
                ElementsAre("1 u2", "2 u1", "2 u3", "3 u4"));
}

TEST(Standing, TiesArePartedByTheIndicatorsNamed) {
    const auto scheme = scheme_with("tie_by = [\"j\"]\n" + indicator("i", "weight = 50\nunit = \"个\"") +
                                    indicator("j", "weight = 50\nunit = \"个\""));
    auto figures = figures_of({"80", "60", "70"});
    add_pair(figures, "u1", "j", "100", "60", "个");
    add_pair(figures, "u2", "j", "100", "80", "个");
    add_pair(figures, "u3", "j", "100", "70", "个");
    EXPECT_THAT(ranking(good(scheme, figures)), ElementsAre("1 u2", "2 u3", "3 u1"));
}

TEST(Standing, EachGroupIsRankedByItself) {
    const auto scheme = shipped("S5.toml");
    Figures figures;
    for (const auto& [id, group, actual] : std::vector<std::tuple<std::string, std::string, std::string>>{
             {"d1", "departments", "90"}, {"t1", "towns", "50"}, {"d2", "departments", "95"}, {"t2", "towns", "60"}}) {
        figures.units.push_back({id, id, group});
        add_pair(figures, id, "tax", "100", actual, "万元");
    }
    EXPECT_THAT(ranking(good(scheme, figures)), ElementsAre("1 t2", "2 t1", "1 d2", "2 d1"));
}

TEST(Standing, WhatAUnitIsNotAssessedOn) {
    auto figures = figures_of({"80"});
    const auto both = indicator("i", "weight = 40\nunit = \"个\"") + indicator("j", "weight = 60\nunit = \"个\"");
    EXPECT_EQ(score_of(good(scheme_with("without = \"rescale\"\n" + both), figures), "u1"), "80.00");
    EXPECT_EQ(score_of(good(scheme_with("without = \"zero\"\n" + both), figures), "u1"), "32.00");
    EXPECT_EQ(score_of(good(scheme_with("without = \"full\"\n" + both), figures), "u1"), "92.00");
}

TEST(Standing, OnAScaleOrAsThePointsAre) {
    const auto twenty = indicator("i", "weight = 20\nunit = \"个\"");
    EXPECT_EQ(score_of(good(scheme_with(twenty), figures_of({"80"})), "u1"), "80.00");
    EXPECT_EQ(score_of(good(scheme_with("scale = 1000\n" + twenty), figures_of({"80"})), "u1"), "800.00");
    EXPECT_EQ(score_of(good(scheme_with("scale = 0\n" + twenty), figures_of({"80"})), "u1"), "16.00");
}

TEST(Standing, PlusAndMinusPointsWithAndWithoutBounds) {
    const std::string plus = "[[assessment.bonus]]\nkey = \"plus\"\nname = \"试点\"\neach = 2\nmost = 3\n";
    const std::string minus = "[[assessment.bonus]]\nkey = \"minus\"\nname = \"迟报\"\neach = -0.5\n";
    auto figures = figures_of({"80", "80"});
    figures.marks = {{"u1", "plus", 1, {"11"}}, {"u1", "plus", 1, {"12"}}, {"u2", "minus", 30, {"13"}}};
    const auto standing = good(scheme_with(one + plus + minus), figures);
    EXPECT_EQ(score_of(standing, "u1"), "83.00") << "4, at most 3";
    EXPECT_EQ(score_of(standing, "u2"), "65.00") << "without a bound";
    EXPECT_THAT(standing.find("u1")->bonuses.at(0).sources, ElementsAre("11", "12"));
    EXPECT_THAT(dump(standing), HasSubstr("试点：2次×2，最多3＝3.00 [11] [12]"));
    const auto bounded = good(scheme_with("bonus_most = 2.5\n" + one + plus + minus), figures);
    EXPECT_EQ(score_of(bounded, "u1"), "82.50");
    EXPECT_EQ(score_of(bounded, "u2"), "77.50");
}

TEST(Standing, S9_7_TheScoreBecomesPlusOrMinusPoints) {
    const auto scheme = shipped("S9.toml");
    auto figures = figures_of({"95", "71", "40"}, "investment", "units", "亿元");
    for (const auto& [unit, points] :
         std::vector<std::pair<std::string, std::string>>{{"u1", "19"}, {"u2", "14.2"}, {"u3", "8"}})
        figures.actuals.push_back({unit, "visible", quantity(points, "分"), {}});
    const auto standing = good(scheme, figures);
    EXPECT_EQ(score_of(standing, "u1"), "95.00");
    EXPECT_EQ(standing.find("u1")->converted->to_string(), "1.50");
    EXPECT_EQ(standing.find("u2")->converted->to_string(), "-0.90");
    EXPECT_EQ(*standing.find("u3")->converted, -2) << "-4 is beyond the bound";
    EXPECT_THAT(dump(standing), HasSubstr("折合加减分＝（95.00－80）×0.1＝1.50"));
    EXPECT_THAT(dump(standing), HasSubstr("＝（40.00－80）×0.1＝-4.00，限于-2至2，取-2"));
}

TEST(Standing, ConversionByGrades) {
    const auto scheme = scheme_with(
        one + "[assessment.conversion]\ngrades = [{ at_least = 90, value = 2 }, { at_least = 60, value = 0.5 }]\n");
    const auto standing = good(scheme, figures_of({"90", "89.99", "60", "59.99"}));
    std::vector<std::string> converted;
    for (const auto& unit : standing.units) converted.push_back(unit.converted->to_string());
    EXPECT_THAT(converted, ElementsAre("2", "0.5", "0.5", "0"));
}

TEST(Standing, S5_4_FiveOfEachGroupGetTheComprehensiveAward) {
    const auto scheme = shipped("S5.toml");
    auto figures = figures_of({"70", "71", "72", "73", "74", "75", "76"}, "tax", "towns", "万元");
    figures.units.push_back({"d", "区商务局", "departments"});
    add_pair(figures, "d", "tax", "100", "10", "万元");
    const auto standing = good(scheme, figures);
    EXPECT_THAT(winners(standing, "comprehensive", "towns"), ElementsAre("1 u7", "2 u6", "3 u5", "4 u4", "5 u3"));
    EXPECT_THAT(winners(standing, "comprehensive", "departments"), ElementsAre("1 d"));
    for (const auto& award : standing.awards) {
        if (award.award != "comprehensive" || award.group != "departments") continue;
        EXPECT_THAT(award.notes, ElementsAre("应评选5名以上，只有1名"));
        EXPECT_EQ(award.winners[0].prize->value, 5);
    }
    EXPECT_THAT(winners(standing, "tax"), ElementsAre("1 u7", "2 u6", "3 u5")) << "among both groups together";
}

TEST(Standing, S5_6_WhoReportedLateIsBarredAndTheNextMovesUp) {
    const auto scheme = shipped("S5.toml");
    auto figures = figures_of({"99", "98", "97", "96", "95", "94"}, "tax", "towns", "万元");
    figures.offences = {{"u2", regime::Offence::report_late, {"501"}}};
    const auto standing = good(scheme, figures);
    EXPECT_EQ(standing.find("u2")->rank, 2u) << "its rank stays";
    EXPECT_THAT(standing.find("u2")->barred.at(0).text, HasSubstr("延误上报1次，不得评先（S5.6）"));
    EXPECT_THAT(standing.find("u2")->barred.at(0).sources, ElementsAre("501"));
    EXPECT_THAT(winners(standing, "comprehensive", "towns"), ElementsAre("1 u1", "2 u3", "3 u4", "4 u5", "5 u6"));
    for (const auto& award : standing.awards) {
        if (award.award == "comprehensive" && award.group == "towns")
            EXPECT_THAT(award.passed_over.at(0).text, HasSubstr("单位2：延误上报"));
    }
}

TEST(Standing, ABarMayNeedSeveralOffences) {
    const auto scheme = scheme_with(one +
                                    "[[assessment.award]]\nkey = \"w\"\nname = \"n\"\nmost = 1\n[[assessment.bar]]\n"
                                    "on = \"report_late\"\ntimes = 2\n");
    auto figures = figures_of({"99", "98"});
    figures.offences = {{"u1", regime::Offence::report_late, {"1"}}};
    EXPECT_THAT(winners(good(scheme, figures), "w"), ElementsAre("1 u1"));
    figures.offences.push_back({"u1", regime::Offence::report_false, {"2"}});
    EXPECT_THAT(winners(good(scheme, figures), "w"), ElementsAre("1 u1")) << "another offence";
    figures.offences.push_back({"u1", regime::Offence::report_late, {"3"}});
    EXPECT_THAT(winners(good(scheme, figures), "w"), ElementsAre("1 u2"));
}

TEST(Standing, ATieAtTheLastPlaceIsLeftToPeople) {
    const auto scheme = scheme_with(one + "[[assessment.award]]\nkey = \"w\"\nname = \"n\"\nmost = 2\n");
    const auto standing = good(scheme, figures_of({"90", "80", "80", "70"}));
    EXPECT_THAT(winners(standing, "w"), ElementsAre("1 u1", "2 u2", "2 u3"));
    EXPECT_THAT(standing.awards.at(0).notes, ElementsAre(HasSubstr("末位并列，共3名，超过2名")));
}

TEST(Standing, SingleAwardsByActualPointsJuryAndTargetsMet) {
    const std::string awards =
        "[[assessment.award]]\nkey = \"most\"\nname = \"n\"\nindicator = \"i\"\nby = \"actual\"\nmost = 1\n"
        "[[assessment.award]]\nkey = \"points\"\nname = \"n\"\nindicator = \"i\"\nby = \"points\"\nmost = 1\n"
        "[[assessment.award]]\nkey = \"met\"\nname = \"n\"\nindicator = \"i\"\nmet_only = true\nleast = 1\nmost = 3\n"
        "[[assessment.award]]\nkey = \"jury\"\nname = \"n\"\nindicator = \"i\"\nby = \"judged\"\n"
        "criterion = \"科技含量高\"\nmost = 1\n";
    auto figures = figures_of({"90", "120"});
    figures.units.push_back({"u3", "单位3", "g"});
    figures.actuals.push_back({"u3", "i", quantity("500", "个"), {}});  // without a target
    figures.judgements = {{"u1", "jury", 7, {"31"}}, {"u2", "jury", 6, {"32"}}};
    const auto standing = good(scheme_with(one + awards), figures);
    EXPECT_THAT(winners(standing, "most"), ElementsAre("1 u3"));
    EXPECT_THAT(winners(standing, "points"), ElementsAre("1 u2"));
    EXPECT_THAT(winners(standing, "met"), ElementsAre("1 u2"));
    EXPECT_THAT(winners(standing, "jury"), ElementsAre("1 u1"));
    EXPECT_THAT(standing.awards.at(3).winners.at(0).sources, ElementsAre("31"));
}

TEST(Standing, CompletionsThatOnlyRoundToTheSameArePicked) {
    const auto scheme = scheme_with(
        one + "[[assessment.award]]\nkey = \"w\"\nname = \"n\"\nindicator = \"i\"\nby = \"completion\"\nmost = 1\n");
    const auto standing = good(scheme, figures_of({"99.996", "99.997"}));
    EXPECT_EQ(score_of(standing, "u1"), score_of(standing, "u2"));
    EXPECT_THAT(winners(standing, "w"), ElementsAre("1 u2"));
}

TEST(Standing, S5_6_WhoMissesATargetOwesAStatement) {
    const auto standing = good(shipped("S5.toml"), figures_of({"100", "99.99"}, "tax", "towns", "万元"));
    EXPECT_THAT(standing.find("u1")->statement, IsEmpty());
    ASSERT_EQ(standing.find("u2")->statement.size(), 1u);
    EXPECT_EQ(standing.find("u2")->statement[0].text,
              "协税护税完成99.99%，未完成目标，应向区“2019项目年”领导小组表态发言并提出整改措施（S5.6）");
    EXPECT_THAT(standing.find("u2")->statement[0].sources, ElementsAre("t:u2", "a:u2"));
}

TEST(Standing, S6_6_TopSharesAndBottomMakesAStatement) {
    const auto standing =
        good(shipped("S6.toml"), figures_of({"99", "98", "97", "96", "40", "30", "20"}, "starts", "districts"));
    std::vector<std::string> shares, states;
    for (const auto& unit : standing.units) {
        if (unit.shares) shares.push_back(unit.unit);
        if (!unit.statement.empty()) states.push_back(unit.unit);
    }
    EXPECT_THAT(shares, ElementsAre("u1", "u2", "u3"));
    EXPECT_THAT(states, ElementsAre("u5", "u6", "u7"));
    EXPECT_THAT(standing.find("u7")->statement[0].text, HasSubstr("排名第7，为本组倒数第1，应向季度讲评会表态发言"));
}

TEST(Standing, S5_1_TargetsThatDoNotAddUpAreTold) {
    const auto scheme = shipped("S5.toml");
    Figures figures{.units = {{"u1", "甲镇", "towns"}, {"u2", "乙镇", "towns"}}};
    add_pair(figures, "u1", "investment", "12", "1", "亿元");
    add_pair(figures, "u2", "investment", "90000", "1", "万元");
    const auto differences = good(scheme, figures).differences;
    ASSERT_FALSE(differences.empty());
    EXPECT_EQ(differences[0].words, "固定资产投资：各单位目标合计21亿元，比总目标22亿元少1亿元");
    figures.targets[1].value.value = 100000;
    EXPECT_THAT(good(scheme, figures).differences,
                testing::Each(testing::Field(&Difference::indicator, testing::Ne("investment"))));
    figures.targets[1].value.value = 110000;
    EXPECT_THAT(good(scheme, figures).differences.at(0).words, HasSubstr("多1亿元"));
}

TEST(Standing, FiguresOfWhatIsNotThereAreRefused) {
    const auto scheme = scheme_with(one + "[[assessment.bonus]]\nkey = \"b\"\nname = \"n\"\neach = 1\n");
    const auto refusal = [&](auto change) {
        auto figures = figures_of({"90"});
        change(figures);
        const auto result = evaluate(scheme, figures);
        return result ? std::string() : result.error().message;
    };
    EXPECT_THAT(refusal([](Figures& f) { f.units[0].group = "h"; }), HasSubstr("in the group 'h'"));
    EXPECT_THAT(refusal([](Figures& f) { f.units.push_back(f.units[0]); }), HasSubstr("stands twice"));
    EXPECT_THAT(refusal([](Figures& f) { f.targets[0].unit = "x"; }), HasSubstr("not assessed: 'x'"));
    EXPECT_THAT(refusal([](Figures& f) { f.actuals[0].indicator = "j"; }), HasSubstr("no indicator 'j'"));
    EXPECT_THAT(refusal([](Figures& f) { f.actuals.push_back(f.actuals[0]); }), HasSubstr("two figures"));
    EXPECT_THAT(refusal([](Figures& f) { f.marks = {{"u1", "c", 1, {}}}; }), HasSubstr("no 'c'"));
    EXPECT_THAT(refusal([](Figures& f) { f.judgements = {{"u1", "w", 1, {}}}; }), HasSubstr("no 'w'"));
    EXPECT_THAT(refusal([](Figures& f) { f.offences = {{"x", {}, {}}}; }), HasSubstr("'x'"));
    EXPECT_THAT(refusal([](Figures& f) { f.projects = {{"u1", "i", "p", quantity("1", "亿元"), {}}}; }),
                HasSubstr("does not count projects"));
    EXPECT_EQ(refusal([](Figures&) {}), "");
}

TEST(Standing, AnotherCountysScheme) {
    const auto scheme = scheme_of(file("tests/unit/regime/city_of_projects.toml"));
    Figures figures{.units = {{"a", "甲乡", "towns"}, {"b", "乙乡", "towns"}, {"c", "丙乡", "towns"}}};
    for (const auto& [unit, output, accidents] : std::vector<std::tuple<std::string, std::string, std::string>>{
             {"a", "130", "5"}, {"b", "100", "4"}, {"c", "50", "8"}}) {
        add_pair(figures, unit, "output", "100", output, "万元");
        add_pair(figures, unit, "accidents", "4", accidents, "件");
    }
    figures.marks = {{"b", "pilot", 2, {}}};
    const auto standing = good(scheme, figures);
    EXPECT_EQ(score_of(standing, "a"), "102.0") << "72.0 at 120 %, 40 - 20 points × 0.5";
    EXPECT_EQ(score_of(standing, "b"), "102.0") << "60 + 40 + 3, at most 2";
    EXPECT_EQ(score_of(standing, "c"), "45.0") << "30 + 40 - 50 × 0.5";
    EXPECT_THAT(ranking(standing), ElementsAre("1 a", "2 b", "3 c")) << "by the output's points";
    EXPECT_EQ(*standing.find("c")->converted, -1);
    EXPECT_EQ(standing.find("c")->statement.size(), 1u);
}

}  // namespace

}  // namespace taizhang::scoring
