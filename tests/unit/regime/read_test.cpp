// What a good text is read into: of the city's own regimes, of other cities', and of one that says nothing.
#include "tests/unit/regime/texts.hpp"

namespace taizhang::regime {

namespace {

using accountability::Measure;
using testing::ElementsAre;
using testing::HasSubstr;

const Step& step(const Rules& rules, const std::string& name) {
    for (const auto& step : rules.steps)
        if (step.name == name) return step;
    throw std::logic_error("no step " + name);
}

/// The text from its first table or list of tables on, without comments and blank lines.
std::vector<std::string> body(const std::string& text) {
    std::vector<std::string> lines;
    std::stringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
        if (line.empty() || line[0] == '#' || (lines.empty() && line[0] != '[')) continue;
        lines.push_back(line);
    }
    return lines;
}

TEST(Read, S1_1_AllFiveFixingsBeforeAnItemIsActive) {
    const auto rules = shipped("S1.toml");
    EXPECT_THAT(rules.required_fixings,
                ElementsAre(Fixing::goal, Fixing::tasks, Fixing::deadline, Fixing::responsibility, Fixing::rewards));
    EXPECT_TRUE(rules.activation);
}

TEST(Read, S1_4_ReportsOnThe5thToTheStatisticsBureau) {
    const auto rules = shipped("S1.toml");
    EXPECT_EQ(rules.reporting.due_day, 5);
    EXPECT_TRUE(rules.reporting.following_month);
    EXPECT_EQ(rules.reporting.to, "市统计局");
    EXPECT_EQ(rules.calendar_regime, "working-days");
}

TEST(Read, S1_6_FourKindsOfInspections) {
    using inspection::Kind;
    EXPECT_THAT(shipped("S1.toml").inspection_kinds,
                ElementsAre(Kind::routine, Kind::spot, Kind::daily, Kind::special));
}

TEST(Read, S1_7_TheLadderFromBehindToAccountability) {
    const auto rules = shipped("S1.toml");
    const auto& behind = step(rules, "落后限期整改");
    EXPECT_EQ(behind.on, Trigger::behind);
    EXPECT_EQ(behind.take, Measure::rectification);
    EXPECT_EQ(behind.deadline.days, 15);
    EXPECT_EQ(behind.mode, Mode::proposed);
    EXPECT_TRUE(behind.per_item);
    std::vector<Measure> then;
    for (const auto& step : rules.steps)
        if (step.on == Trigger::rectification_overdue) then.push_back(step.take);
    EXPECT_THAT(then, ElementsAre(Measure::criticism, Measure::inquiry));
}

TEST(Read, S4_1_StepsOfEachKindOfProject) {
    const auto rules = shipped("S4.toml");
    ASSERT_EQ(rules.project_kinds.size(), 3u);
    ASSERT_NE(rules.find_kind("重点招商项目"), nullptr);
    EXPECT_THAT(rules.find_kind("重点招商项目")->steps, ElementsAre("跟踪", "对接", "洽谈", "签约", "落地"));
    EXPECT_EQ(rules.find_kind("重点招商项目")->consolidated_by, "市招商局");
    EXPECT_EQ(rules.find_kind("用地拆迁项目")->steps.size(), 6u);
    EXPECT_EQ(rules.find_kind("没有"), nullptr);
}

TEST(Read, S4_2_ToursEachMonthByTheKeyProjectOffice) {
    const auto rules = shipped("S4.toml");
    EXPECT_EQ(rules.tours.every_months, 1);
    EXPECT_EQ(rules.tours.organiser, "市重点项目办");
}

TEST(Read, S4_5_StandingsEachHalfYearAndSummons) {
    const auto rules = shipped("S4.toml");
    ASSERT_EQ(rules.bulletins.size(), 1u);
    EXPECT_EQ(rules.bulletins[0].kind, bulletin::Kind::standings);
    EXPECT_EQ(step(rules, "明显滞后约谈").take, Measure::summons);
    EXPECT_EQ(step(rules, "明显滞后约谈").against, Against::person);
    EXPECT_EQ(step(rules, "明显滞后通报批评").take, Measure::criticism);
}

TEST(Read, S7_3_ReportsCarryProgressAchievementsProblemsAndNextMeasures) {
    EXPECT_THAT(shipped("S7.toml").reporting.fields,
                testing::IsSupersetOf({"progress", "achievements", "problems", "next_measures"}));
    EXPECT_EQ(shipped("S7.toml").reporting.due_day, std::nullopt);
}

TEST(Read, OneLedgersRegimeHoldsWhatTheFourSay) {
    const auto whole = body(file("regimes/key-work.toml"));
    for (const auto* name : {"S1.toml", "S2.toml", "S4.toml", "S7.toml"}) {
        auto text = file(std::string("regimes/") + name);
        text.resize(std::min(text.size(), text.find("\n[[rhythm]]")));  // S1's four, which stand at its end (S1.8)
        for (const auto& line : body(text)) {
            if (line.starts_with("fields = ")) continue;  // S7 asks for more than S1
            EXPECT_THAT(whole, testing::Contains(line)) << name;
        }
    }
    const auto rules = shipped("key-work.toml");
    EXPECT_EQ(rules.system, "S1 S2 S4 S7");
    EXPECT_EQ(rules.forms.size(), shipped("S2.toml").forms.size());
    EXPECT_EQ(rules.steps.size(),
              shipped("S1.toml").steps.size() + shipped("S4.toml").steps.size() + shipped("S7.toml").steps.size());
    EXPECT_EQ(rules.reporting.fields, shipped("S7.toml").reporting.fields);
    EXPECT_EQ(rules.reporting.due_day, 5);
}

TEST(Read, AnotherCitysCards) {
    const auto rules = good(file("tests/unit/regime/city_of_cards.toml"));
    EXPECT_EQ(rules.reporting.due_day, 28);
    EXPECT_FALSE(rules.reporting.following_month);
    EXPECT_EQ(rules.reporting.shift, Shift::before);
    EXPECT_THAT(rules.reporting.remind, ElementsAre(5, 2));
    EXPECT_TRUE(rules.schedule.relative);
    EXPECT_EQ(rules.schedule.yellow, *Decimal::parse("12.5"));
    EXPECT_EQ(rules.schedule.green, 5);
    EXPECT_EQ(rules.cards.red_months, 24);
    EXPECT_EQ(rules.reconsideration_days, 15);
    const auto& late = step(rules, "迟报黄牌");
    EXPECT_EQ(late.on, Trigger::report_late);
    EXPECT_EQ(late.times, 2);
    EXPECT_TRUE(late.consecutive);
    EXPECT_FALSE(late.per_item);
    EXPECT_EQ(late.mode, Mode::automatic);
    const auto& red = step(rules, "黄牌转红牌");
    EXPECT_EQ(red.on, Trigger::yellow_card);
    EXPECT_EQ(red.within_months, 12);
    EXPECT_EQ(red.take, Measure::red_card);
    const auto& summons = step(rules, "红牌约谈");
    EXPECT_EQ(summons.on, Trigger::red_card);
    EXPECT_EQ(summons.against, Against::leader);
    EXPECT_EQ(summons.after.days, 3);
    EXPECT_TRUE(summons.after.working);
    EXPECT_EQ(rules.bulletins.at(0).due_day, 31);
}

TEST(Read, AnotherCountysRulesAndForm) {
    const auto rules = good(file("tests/unit/regime/city_of_quarters.toml"));
    EXPECT_EQ(rules.system, "S1 S7");
    EXPECT_EQ(rules.reporting.grace_days, 0);
    EXPECT_TRUE(rules.reporting.remind.empty());
    EXPECT_EQ(rules.acknowledgement->days, 5);
    EXPECT_FALSE(rules.acknowledgement->working);
    EXPECT_THAT(rules.remind_deadline, ElementsAre(30, 10, 1));
    EXPECT_EQ(rules.plans.month, 3);
    EXPECT_FALSE(step(rules, "连续落后表态").per_item);
    EXPECT_EQ(step(rules, "连续落后表态").lamp, "red");
    EXPECT_EQ(step(rules, "连续落后表态").deadline.days, 10);
    EXPECT_EQ(step(rules, "整改不合格问责").against, Against::person);
    const auto columns = leaves(rules.forms.at(0));
    EXPECT_TRUE(columns.at(1)->required);
    EXPECT_EQ(columns.at(4)->name, "说明");
    EXPECT_EQ(columns.at(4)->width, 30.5);
}

TEST(Read, WhatATextDoesNotSayIsTheDefault) {
    const auto rules = good(regime_with(""));
    const auto& none = no_rules();
    EXPECT_EQ(rules.title, "制度");
    EXPECT_EQ(rules.activation, none.activation);
    EXPECT_EQ(rules.reporting.grace_days, none.reporting.grace_days);
    EXPECT_EQ(rules.reporting.due_day, std::nullopt);
    EXPECT_TRUE(rules.steps.empty());
    EXPECT_EQ(rules.reconsideration_days, 30);
    EXPECT_EQ(rules.acknowledgement, std::nullopt);
}

TEST(Read, TellsTheFirstFaultAndListsAll) {
    const auto result = read(regime_with("[checking]\ndue_day = 0\n[cards]\nred_months = \"a\"\n"), "x.toml");
    ASSERT_FALSE(result);
    const auto error = result.error();
    EXPECT_EQ(error.code, ErrorCode::invalid);
    EXPECT_THAT(error.message, HasSubstr("x.toml:5: checking.due_day: expected a whole number from 1 to 31, got 0"));
    EXPECT_THAT(error.message, HasSubstr("1 more"));
    EXPECT_EQ(error.details.at("line"), 5);
    EXPECT_EQ(error.details.at("path"), "checking.due_day");
    EXPECT_EQ(error.details.at("faults").as_array().size(), 2u);
}

}  // namespace

}  // namespace taizhang::regime
