// From figures to points: each method, each bound, each rounding, and the words of each step.
#include "tests/unit/assessment/schemes.hpp"

namespace taizhang::scoring {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// The one line of the one unit "u".
Line line_of(const std::string& rule, const std::string& target, const std::string& actual,
             const std::string& measure = "个", const std::string& head = "") {
    Figures figures{.units = {{"u", "甲镇", "g"}}};
    add_pair(figures, "u", "i", target, actual, measure);
    return good(scheme_with(head + indicator("i", rule)), figures).units.at(0).lines.at(0);
}

std::string points(const std::string& rule, const std::string& target, const std::string& actual,
                   const std::string& measure = "个", const std::string& head = "") {
    return line_of(rule, target, actual, measure, head).points->to_string();
}

std::vector<std::string> texts(const std::vector<Step>& steps) {
    std::vector<std::string> all;
    for (const auto& step : steps) all.push_back(step.text);
    return all;
}

TEST(Points, ProportionalWithItsStepsAndSources) {
    const auto line = line_of("weight = 40\nunit = \"亿元\"", "2", "1.8", "亿元");
    EXPECT_EQ(line.points->to_string(), "36.00");
    EXPECT_EQ(line.completion->to_string(), "90.00");
    EXPECT_EQ(line.met, false);
    EXPECT_THAT(texts(line.steps), ElementsAre("目标2亿元", "完成1.8亿元", "得分＝权重40×完成1.8÷目标2＝36.00"));
    EXPECT_THAT(line.steps[0].sources, ElementsAre("t:u"));
    EXPECT_THAT(line.steps[1].sources, ElementsAre("a:u"));
}

TEST(Points, AreRoundedHalfUpToTheSchemesDigits) {
    const std::string rule = "weight = 1\nunit = \"个\"";
    EXPECT_EQ(points(rule, "3", "1"), "0.33");
    EXPECT_EQ(points(rule, "3", "2"), "0.67");
    EXPECT_EQ(points(rule, "8", "1", "个", "digits = 2\n"), "0.13") << "0.125 is rounded up";
    EXPECT_EQ(points(rule, "8", "1", "个", "digits = 3\n"), "0.125");
    EXPECT_EQ(points(rule, "2", "1", "个", "digits = 0\n"), "1");
}

TEST(Points, UnitsOfMeasureAreConverted) {
    Figures figures{.units = {{"u", "甲镇", "g"}}};
    figures.targets.push_back({"u", "i", quantity("1.5", "亿元"), {}});
    figures.actuals.push_back({"u", "i", quantity("7500", "万元"), {}});
    const auto scheme = scheme_with(indicator("i", "weight = 10\nunit = \"亿元\""));
    EXPECT_EQ(good(scheme, figures).units[0].lines[0].points->to_string(), "5.00");
    figures.actuals[0].value.unit = "万美元";
    EXPECT_EQ(evaluate(scheme, figures).error().code, ErrorCode::invalid);
}

TEST(Points, MoreThanTheTargetCountsUpToTheBoundOrWithoutOne) {
    EXPECT_EQ(points("weight = 10\nunit = \"个\"", "2", "5"), "25.00");
    EXPECT_EQ(points("weight = 10\nunit = \"个\"\nmost = 120", "2", "5"), "12.00");
    EXPECT_EQ(points("weight = 10\nunit = \"个\"\nmost = 120", "50", "59"), "11.80");
    EXPECT_EQ(points("weight = 10\nunit = \"个\"\nmost = 100", "2", "2"), "10.00");
    EXPECT_THAT(line_of("weight = 10\nunit = \"个\"\nmost = 120", "2", "5").steps.back().text, HasSubstr("最高120%"));
}

TEST(Points, LessThanNothingIsNothing) {
    EXPECT_EQ(points("weight = 10\nunit = \"亿元\"", "2", "-1", "亿元"), "0.00");
}

TEST(Points, AllOrNothingAtTheTargetItself) {
    const std::string rule = "weight = 10\nunit = \"亿元\"\nmethod = \"all_or_nothing\"";
    EXPECT_EQ(points(rule, "3", "3", "亿元"), "10.00");
    EXPECT_EQ(points(rule, "3", "2.999999999", "亿元"), "0.00");
    EXPECT_EQ(line_of(rule, "3", "2.999999999", "亿元").completion->to_string(), "100.00") << "rounded, and not met";
    EXPECT_EQ(line_of(rule, "3", "2.999999999", "亿元").met, false);
}

TEST(Points, DeductedForEachPointShortAndNotBelowNothing) {
    const std::string rule = "weight = 10\nunit = \"个\"\nmethod = \"deduct\"\ndeduct = 0.5";
    EXPECT_EQ(points(rule, "100", "95"), "7.50");
    EXPECT_EQ(points(rule, "100", "130"), "10.00");
    EXPECT_EQ(points(rule, "100", "10"), "0.00");
    EXPECT_THAT(line_of(rule, "100", "95").steps.back().text, HasSubstr("差5.00个百分点×0.5＝7.50"));
}

TEST(Points, GradesByTheirInclusiveBounds) {
    const std::string rule =
        "weight = 20\nunit = \"个\"\nmethod = \"grades\"\n"
        "grades = [{ at_least = 100, value = 100 }, { at_least = 80, value = 60 }, { at_least = 33.4, value = 10 }]";
    EXPECT_EQ(points(rule, "10", "11"), "20.00");
    EXPECT_EQ(points(rule, "10", "10"), "20.00");
    EXPECT_EQ(points(rule, "10", "9"), "12.00");
    EXPECT_EQ(points(rule, "10", "8"), "12.00");
    EXPECT_EQ(points(rule, "3", "1"), "0.00") << "33.33 is below 33.4";
}

TEST(Points, LowerIsBetter) {
    const std::string rule = "weight = 10\nunit = \"件\"\nbetter = \"lower\"\nmost = 150";
    EXPECT_EQ(points(rule, "4", "5", "件"), "8.00");
    EXPECT_EQ(points(rule, "4", "4", "件"), "10.00");
    EXPECT_EQ(points(rule, "4", "0", "件"), "15.00");
    EXPECT_EQ(points(rule, "0", "0", "件"), "15.00");
    EXPECT_EQ(points(rule, "0", "1", "件"), "0.00");
    EXPECT_EQ(line_of(rule, "4", "5", "件").met, false);
    EXPECT_EQ(line_of(rule, "4", "3", "件").met, true);
}

TEST(Points, AJurysPointsStandBetweenNothingAndTheWeight) {
    const auto scheme = scheme_with(indicator("i", "weight = 20\nmethod = \"given\""));
    Figures figures{.units = {{"u", "甲镇", "g"}}};
    figures.actuals.push_back({"u", "i", quantity("17.25", "分"), {"9"}});
    EXPECT_EQ(good(scheme, figures).units[0].lines[0].points->to_string(), "17.25");
    EXPECT_EQ(score_of(good(scheme, figures), "u"), "86.25");
    for (const auto* wrong : {"20.01", "-1"}) {
        figures.actuals[0].value.value = number(wrong);
        EXPECT_THAT(evaluate(scheme, figures).error().message, HasSubstr("expected 0 to 20 points"));
    }
}

TEST(Points, S5_5_ProjectsCountForMoreTheLargerTheyAre) {
    const auto scheme = shipped("S5.toml");
    Figures figures{.units = {{"u", "甲镇", "towns"}}};
    figures.targets.push_back({"u", "new_starts", quantity("8", "个"), {}});
    const std::vector<std::pair<std::string, std::string>> projects = {
        {"9999.99", "万元"}, {"1", "亿元"}, {"4.99", "亿元"}, {"5", "亿元"}, {"100000", "万元"}, {"20", "亿元"}};
    for (std::size_t i = 0; i < projects.size(); ++i)
        figures.projects.push_back({"u",
                                    "new_starts",
                                    "项目" + std::to_string(i),
                                    quantity(projects[i].first, projects[i].second),
                                    {std::to_string(100 + i)}});
    const auto standing = good(scheme, figures);
    const auto* line = standing.units[0].find_line("new_starts");
    EXPECT_EQ(line->actual->value, number("9.9")) << "1 + 1.2 + 1.2 + 1.5 + 2 + 3";
    EXPECT_THAT(texts(line->steps),
                testing::IsSupersetOf({"项目0投资9999.99万元，计1个", "项目3投资5亿元，达到5亿元，计1.5个",
                                       "项目4投资100000万元，达到10亿元，计2个"}));
    EXPECT_THAT(line->steps[6].sources, ElementsAre("105"));
    EXPECT_EQ(line->points->to_string(), "24.75") << "20 × 9.9 / 8";
}

TEST(Points, S5_3_WhoIsExemptIsNotAssessed) {
    const auto scheme = shipped("S5.toml");
    Figures figures{.units = {{"f", "区财政局", "departments"}, {"c", "区商务局", "departments"}}};
    for (const auto* unit : {"f", "c"}) {
        add_pair(figures, unit, "funds", "1", "0.5", "亿元");
        add_pair(figures, unit, "tax", "100", "90", "万元");
    }
    const auto standing = good(scheme, figures);
    const auto* exempt = standing.find("f")->find_line("funds");
    EXPECT_FALSE(exempt->assessed);
    EXPECT_EQ(exempt->steps[0].text, "区财政局不参加此项考核（S5.3）");
    EXPECT_TRUE(standing.find("c")->find_line("funds")->assessed);
    EXPECT_EQ(score_of(standing, "f"), "90.00") << "over the weight of tax alone";
    EXPECT_EQ(score_of(standing, "c"), "76.67") << "(9 + 2.5) × 100 / 15";
}

TEST(Points, AFigureThatWasNotFiled) {
    Figures figures{.units = {{"u", "甲镇", "g"}}};
    figures.targets.push_back({"u", "i", quantity("2", "个"), {}});
    const auto refused = evaluate(scheme_with(indicator("i", "weight = 10\nunit = \"个\"")), figures);
    ASSERT_FALSE(refused);
    const auto error = refused.error();
    EXPECT_EQ(error.code, ErrorCode::invalid);
    EXPECT_EQ(error.details.at("missing").as_array().at(0).as_string(), "甲镇：i");
    const auto zero = good(scheme_with("missing = \"zero\"\n" + indicator("i", "weight = 10\nunit = \"个\"")), figures);
    EXPECT_EQ(score_of(zero, "u"), "0.00");
    EXPECT_EQ(zero.units[0].lines[0].steps.back().text, "没有填报完成数，得0分");
}

TEST(Points, WithoutATargetAFigureIsKeptAndNotScored) {
    Figures figures{.units = {{"u", "甲镇", "g"}}};
    figures.actuals.push_back({"u", "i", quantity("3", "个"), {}});
    const auto scheme = scheme_with(indicator("i", "weight = 10\nunit = \"个\""));
    const auto standing = good(scheme, figures);
    EXPECT_FALSE(standing.units[0].lines[0].assessed);
    EXPECT_EQ(standing.units[0].lines[0].actual->value, 3);
    EXPECT_EQ(standing.units[0].score, std::nullopt);
    EXPECT_EQ(standing.units[0].rank, 0u);
    figures.targets.push_back({"u", "i", quantity("0", "个"), {}});
    EXPECT_FALSE(good(scheme, figures).units[0].lines[0].assessed) << "nor of a target of 0";
}

TEST(Points, NumbersThatOutgrowADecimalAreAnErrorAndNoOverflow) {
    Figures figures{.units = {{"u", "甲镇", "g"}}};
    add_pair(figures, "u", "i", "0.000000001", "999999999999999999", "个");
    EXPECT_EQ(evaluate(scheme_with(indicator("i", "weight = 10\nunit = \"个\"")), figures).error().code,
              ErrorCode::over_limit);
}

}  // namespace

}  // namespace taizhang::scoring
