// Projects held against the shipped regimes and against another county's: every number of the documents, met and unmet.
#include "src/regime/project_check.hpp"
#include "tests/unit/regime/texts.hpp"

namespace taizhang::regime {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Quantity money(const std::string& number, const std::string& unit) {
    return {*Decimal::parse(number), unit};
}

std::vector<std::string> what(const std::vector<Breach>& breaches) {
    std::vector<std::string> names;
    for (const auto& breach : breaches) names.push_back(breach.what);
    return names;
}

const Phase& phase(const ProjectRules& rules, const std::string& key) {
    const auto* found = rules.find_phase(key);
    if (!found) throw std::logic_error("no phase " + key);
    return *found;
}

TEST(Projects, S5_1_ThresholdsOfStartsReservesAndCompletions) {
    const auto rules = shipped("S5.toml").projects;
    const auto name = [&](const char* phase, const char* number, const char* unit) {
        return qualify(rules, {"工业", money(number, unit), {}, {phase}}).name.value_or("");
    };
    EXPECT_EQ(name("new_start", "4999.99", "万元"), "");
    EXPECT_EQ(name("new_start", "5000", "万元"), "新开工项目");
    EXPECT_EQ(name("new_start", "9999.99", "万元"), "新开工项目");
    EXPECT_EQ(name("new_start", "1", "亿元"), "亿元以上新开工项目");
    EXPECT_EQ(name("reserve", "9999", "万元"), "");
    EXPECT_EQ(name("reserve", "1", "亿元"), "亿元以上储备项目");
    EXPECT_EQ(name("complete", "0.5", "亿元"), "竣工项目");
}

TEST(Projects, S5_7_LeavesTheLibraryWhenCompleted) {
    EXPECT_EQ(shipped("S5.toml").projects.library.leaves, Leaving::completed);
}

TEST(Projects, S5_8_TenMillionThisYearHasATeamAndParallelApproval) {
    const auto rules = shipped("S5.toml").projects;
    const auto found = qualify(rules, {"工业", money("3", "亿元"), money("1000", "万元"), {}});
    EXPECT_EQ(found.name, "重点推进项目");
    EXPECT_EQ(found.clause, "S5.8");
    EXPECT_THAT(found.demands, ElementsAre(Demand::person, Demand::task_force, Demand::parallel_approval));
    const auto small = qualify(rules, {"工业", money("3", "亿元"), money("999.99", "万元"), {}});
    EXPECT_EQ(small.name, std::nullopt);
    EXPECT_THAT(small.reason, HasSubstr("工业当年投资999.99万元，未达到1000万元的标准（S5.8）"));
    EXPECT_THAT(small.demands, ElementsAre(Demand::person));
    EXPECT_THAT(qualify(rules, "工业", money("3", "亿元")).reason, HasSubstr("当年投资未填报"));
}

TEST(Projects, S6_1_HundredMillionIsTransferredToDepartmentAndDistrict) {
    const auto rules = shipped("S6.toml").projects;
    const auto found = qualify(rules, "科技", money("10000", "万元"));
    EXPECT_EQ(found.name, "亿元以上招商引资项目");
    EXPECT_THAT(found.demands, testing::Contains(Demand::transfer));
    EXPECT_EQ(qualify(rules, "科技", money("9999", "万元")).name, std::nullopt);
    EXPECT_THAT(transfers_to(rules, "工业", "江岸区"), ElementsAre("市经济和信息化委", "江岸区"));
    EXPECT_THAT(transfers_to(rules, "服务业", "江岸区"), ElementsAre("市发展改革委", "江岸区"));
    EXPECT_THAT(transfers_to(rules, "基础设施", "江岸区"), ElementsAre("市城乡建设委", "江岸区"));
    EXPECT_THAT(transfers_to(rules, "科技", ""), ElementsAre("市科技局"));
    EXPECT_THAT(transfers_to(rules, "金融", "江岸区"), ElementsAre("市金融工作局", "江岸区"));
    EXPECT_THAT(rules.library.grouped_by, ElementsAre("region", "industry", "investment"));
}

TEST(Projects, S6_2_FourTiersAndTheNodesOfAPlan) {
    const auto rules = shipped("S6.toml").projects;
    EXPECT_THAT(rules.nodes, ElementsAre("前期工作", "开工", "竣工"));
    ASSERT_EQ(rules.tiers.size(), 4u);
    EXPECT_EQ(rules.tiers[0].title, "续建项目");
    EXPECT_EQ(rules.tiers[3].title, "策划项目");
    const auto tiers = [&](std::optional<Date> start, std::optional<Date> finish, const char* stage) {
        return fitting(rules.tiers, {2018, start, finish, stage, {}});
    };
    EXPECT_THAT(tiers(Date(2017, 12, 31), Date(2019, 1, 1), "开工"), ElementsAre("continuing"));
    EXPECT_THAT(tiers(Date(2018, 1, 1), {}, "前期工作"), ElementsAre("new_start"));
    EXPECT_THAT(tiers(Date(2018, 12, 31), {}, "签约"), ElementsAre("new_start"));
    EXPECT_THAT(tiers(Date(2019, 1, 1), {}, "前期工作"), ElementsAre("preliminary"));
    EXPECT_THAT(tiers({}, {}, "签约"), ElementsAre("planned"));
    EXPECT_THAT(tiers({}, {}, "竣工"), IsEmpty());
}

TEST(Projects, S6_3_S6_4_S6_8_EveryProjectHasACommitmentAChartAndAnOfficer) {
    EXPECT_THAT(shipped("S6.toml").projects.demands, ElementsAre(Demand::unit, Demand::person, Demand::commitment,
                                                                 Demand::wall_chart, Demand::service_officer));
}

TEST(Projects, S6_7_TwoThirdsOfEarlierAndOneThirdOfThisYear) {
    const auto rules = shipped("S6.toml").projects;
    ASSERT_EQ(rules.start_ratios.size(), 2u);
    const auto& earlier = rules.start_ratios[0];
    const auto& this_year = rules.start_ratios[1];
    EXPECT_EQ(earlier.when, Signed::earlier);
    EXPECT_EQ(this_year.when, Signed::this_year);
    EXPECT_EQ(start_ratio(earlier, {2, 3}).met, true);
    EXPECT_EQ(start_ratio(earlier, {6, 10}).met, false);
    EXPECT_EQ(start_ratio(earlier, {6, 10}).needed, 7u);
    EXPECT_EQ(start_ratio(earlier, {7, 10}).met, true);
    EXPECT_THAT(start_ratio(earlier, {6, 10}).reason, HasSubstr("还差1个（S6.7）"));
    EXPECT_EQ(start_ratio(this_year, {1, 3}).met, true);
    EXPECT_EQ(start_ratio(this_year, {1, 4}).needed, 2u);
    EXPECT_EQ(start_ratio(this_year, {0, 0}).met, std::nullopt);
    // Where a binary fraction would be off by one project.
    const std::uint64_t many = 3'000'000'000'000'000'003;
    EXPECT_EQ(start_ratio(earlier, {0, many}).needed, 2'000'000'000'000'000'002u);
    EXPECT_EQ(start_ratio(this_year, {1'000'000'000'000'000'000, many}).met, false);
    EXPECT_EQ(start_ratio(this_year, {1'000'000'000'000'000'001, many}).met, true);
}

TEST(Projects, S6_8_KindsOfSupport) {
    std::vector<std::string> keys;
    for (const auto& support : shipped("S6.toml").projects.supports) keys.push_back(support.key);
    EXPECT_THAT(keys, ElementsAre("land", "environment", "utilities", "funds", "labour", "technology"));
}

TEST(Projects, S8_1_ThresholdsBySectorWithTheReason) {
    const auto rules = shipped("S8.toml").projects;
    const std::vector<std::tuple<std::string, std::string, std::string>> bounds = {
        {"工业", "9999.999999999", "10000"},    {"能源", "9999.999999999", "10000"},
        {"基础设施", "4999.999999999", "5000"}, {"商贸流通", "4999.999999999", "5000"},
        {"农牧林水", "2999.999999999", "3000"}, {"社会事业", "2999.999999999", "3000"}};
    for (const auto& [sector, below, at] : bounds) {
        EXPECT_EQ(qualify(rules, sector, money(below, "万元")).name, std::nullopt) << sector;
        const auto found = qualify(rules, sector, money(at, "万元"));
        EXPECT_EQ(found.name, "重大项目") << sector;
        EXPECT_EQ(found.clause, "S8.1");
    }
    EXPECT_EQ(qualify(rules, "工业", money("2", "亿元")).reason, "工业总投资2亿元，达到1亿元的标准（S8.1）");
    EXPECT_EQ(qualify(rules, "商贸流通", money("0.4", "亿元")).reason,
              "商贸流通总投资0.4亿元，未达到5000万元的标准（S8.1）");
    EXPECT_THAT(qualify(rules, "航天", money("2", "亿元")).reason, HasSubstr("没有适用的标准，有标准的为工业、能源"));
    EXPECT_THAT(qualify(rules, "工业", money("2", "亿美元")).reason, HasSubstr("计量单位不同"));
}

TEST(Projects, S8_2_APairedLeaderAndATeamOfFiveDepartments) {
    const auto rules = shipped("S8.toml").projects;
    EXPECT_THAT(rules.demands, testing::IsSupersetOf({Demand::paired_leader, Demand::unit, Demand::procedures_team}));
    EXPECT_THAT(rules.procedures_team, ElementsAre("规划", "国土", "环保", "发改", "经信"));
}

TEST(Projects, S8_3_FieldsOfTheList) {
    const auto rules = shipped("S8.toml").projects;
    const auto missing = missing_fields(rules, {}, {ProjectField::name, ProjectField::industry});
    ASSERT_EQ(missing.size(), 10u);
    EXPECT_EQ(missing.front().title, "建设任务");
    EXPECT_EQ(missing.back().title, "需要区领导推动的事项");
}

TEST(Projects, S8_4_APlanAWorklistAndALedgerAreTheBaseline) {
    const auto rules = shipped("S8.toml").projects;
    EXPECT_THAT(rules.demands, testing::Contains(Demand::plan));
    EXPECT_EQ(missing_materials(rules.materials, {}, {"工作清单"}).size(), 2u);
    EXPECT_THAT(missing_materials(rules.materials, {}, {"工作清单", "台账", "项目具体推进方案"}), IsEmpty());
}

TEST(Projects, S8_5_ProblemsGoFromTheGroupToTheOfficeToTheLeadingGroup) {
    const auto levels = shipped("S8.toml").projects.escalations;
    ASSERT_EQ(levels.size(), 3u);
    EXPECT_EQ(levels[0].key, "group");
    EXPECT_EQ(levels[1].key, "office");
    EXPECT_EQ(levels[2].key, "leading_group");
    EXPECT_EQ(escalates_after(levels[0], Date(2017, 1, 31)), Date(2017, 3, 2));
    EXPECT_EQ(escalates_after(levels[1], Date(2017, 1, 31)), Date(2017, 2, 7));
    EXPECT_EQ(escalates_after(levels[2], Date(2017, 1, 31)), std::nullopt);
}

TEST(Projects, S9_1_HundredMillionInWhateverSector) {
    const auto rules = shipped("S9.toml").projects;
    EXPECT_EQ(qualify(rules, "社会事业", money("1.00", "亿元")).name, "重点建设项目");
    EXPECT_EQ(qualify(rules, "社会事业", money("0.99", "亿元")).name, std::nullopt);
}

TEST(Projects, S9_2_FourBatchesByTheirDefinitions) {
    const auto rules = shipped("S9.toml").projects;
    const auto some = money("500", "万元");
    const auto batches = [&](std::optional<Date> start, std::optional<Date> finish, std::optional<Quantity> invests) {
        return fitting(rules.batches, {2017, start, finish, {}, invests});
    };
    EXPECT_THAT(batches(Date(2017, 6, 1), Date(2018, 6, 1), some), ElementsAre("promote_start"));
    EXPECT_THAT(batches(Date(2016, 6, 1), Date(2018, 6, 1), some), ElementsAre("speed_up"));
    EXPECT_THAT(batches(Date(2016, 6, 1), Date(2017, 12, 31), some), ElementsAre("complete"));
    EXPECT_THAT(batches({}, {}, {}), ElementsAre("reserve"));
    EXPECT_THAT(batches(Date(2018, 1, 1), {}, {}), ElementsAre("reserve"));
}

TEST(Projects, S9_2_SaysWhichPartOfADefinitionDoesNotHold) {
    const auto rules = shipped("S9.toml").projects;
    const auto late = breaches(phase(rules, "promote_start"), {2017, Date(2018, 3, 1), {}, {}, {}});
    EXPECT_THAT(what(late), ElementsAre("start", "year_investment"));
    EXPECT_EQ(late[0].reason, "开工应在2017年度之内，填报为2018-03-01（年度之后）");
    EXPECT_EQ(late[1].reason, "当年应形成投资，计划投资未填报");
    const auto none = breaches(phase(rules, "promote_start"), {2017, Date(2017, 3, 1), {}, {}, money("0", "万元")});
    EXPECT_THAT(what(none), ElementsAre("year_investment"));
    const auto early = breaches(phase(rules, "speed_up"), {2017, Date(2016, 3, 1), Date(2017, 9, 1), {}, {}});
    EXPECT_THAT(what(early), ElementsAre("finish"));
    EXPECT_THAT(early[0].reason, HasSubstr("年度之后或尚未确定"));
}

TEST(Projects, S9_2_FieldsAndMaterialsOfAnApplication) {
    const auto rules = shipped("S9.toml").projects;
    EXPECT_EQ(missing_fields(rules, {"promote_start"}, {}).size(), 10u);
    const auto titles = [&](const char* batch) {
        std::vector<std::string> all;
        for (const auto& field : missing_fields(rules, {batch}, {})) all.push_back(field.title);
        return all;
    };
    EXPECT_THAT(titles("complete"), testing::Contains("当年计划达到形象进度"));
    EXPECT_THAT(titles("reserve"), testing::Contains("项目推进工作进度"));
    EXPECT_THAT(titles("reserve"), testing::Not(testing::Contains("当年计划达到形象进度")));
    Applicant applicant;
    applicant.phases = {"speed_up"};
    const auto missing = missing_materials(rules.materials, applicant, {"项目可行性研究报告", "项目筹建办组建文件"});
    ASSERT_EQ(missing.size(), 2u);
    EXPECT_EQ(missing[0].reason, "缺少列入年度重点建设项目的报告（S9.2）");
    EXPECT_TRUE(missing[1].in_principle);
    EXPECT_EQ(missing[1].reason, "原则上应提供项目批准文件，或年度固定资产投资计划批复文件（S9.2）");
}

TEST(Projects, S9_3_LeaderSectionPersonAndLiaison) {
    EXPECT_THAT(shipped("S9.toml").projects.demands,
                ElementsAre(Demand::leader, Demand::unit, Demand::section, Demand::person, Demand::liaison));
}

TEST(Projects, S9_5_EachReserveClassHasItsDocument) {
    const auto rules = shipped("S9.toml").projects;
    const std::vector<std::pair<std::string, std::string>> each = {
        {"concept", "项目策划书"}, {"outline", "项目建议书"}, {"detailed", "项目可研报告"}};
    ASSERT_EQ(rules.reserves.size(), 3u);
    for (std::size_t i = 0; i < each.size(); ++i) {
        EXPECT_EQ(rules.reserves[i].key, each[i].first);
        Applicant applicant;
        applicant.phases = {each[i].first};
        const auto missing = missing_materials(rules.materials, applicant, {});
        ASSERT_EQ(missing.size(), 1u);
        EXPECT_EQ(missing[0].name, each[i].second);
        EXPECT_THAT(missing_materials(rules.materials, applicant, {each[i].second}), IsEmpty());
    }
    EXPECT_EQ(rules.library.reserve_leaves, Leaving::decided);
    EXPECT_TRUE(rules.library.replace_cancelled);
}

TEST(Projects, S9_6_ProblemsGoFromTheUnitToTheOfficeToTheLeadingGroup) {
    std::vector<std::string> keys;
    for (const auto& level : shipped("S9.toml").projects.escalations) keys.push_back(level.key);
    EXPECT_THAT(keys, ElementsAre("unit", "office", "leading_group"));
    const auto rules = shipped("S9.toml");
    const auto referred = std::ranges::find(rules.steps, Trigger::serious_finding, &Step::on);
    ASSERT_NE(referred, rules.steps.end());
    EXPECT_EQ(referred->take, accountability::Measure::inquiry);
    EXPECT_EQ(referred->mode, Mode::proposed);
}

TEST(Projects, AnotherCountysThresholdsAndBatches) {
    const auto rules = good(file("tests/unit/regime/city_of_projects.toml")).projects;
    const auto high = qualify(rules, "文旅", money("3500", "万元"));
    EXPECT_EQ(high.name, "县级重大");
    EXPECT_EQ(high.reason, "文旅总投资3500万元，达到0.35亿元的标准（办法第四条）");
    EXPECT_THAT(high.demands, ElementsAre(Demand::liaison, Demand::paired_leader));
    EXPECT_EQ(qualify(rules, "文旅", money("3499.9", "万元")).name, "县级重点");
    EXPECT_EQ(qualify(rules, "农业", money("1", "亿元")).name, "县级重点");
    EXPECT_EQ(qualify(rules, {"工业", money("1", "亿元"), money("1200.5", "万元"), {"restart"}}).name, "在建大项目");
    EXPECT_EQ(start_ratio(rules.start_ratios.at(0), {16, 20}).lacking, 1u);
    EXPECT_EQ(start_ratio(rules.start_ratios.at(0), {18, 21}).met, true);
    EXPECT_THAT(what(breaches(phase(rules, "seed"), {2020, Date(2020, 1, 1), {}, "立项", {}})),
                ElementsAre("start", "stage"));
}

}  // namespace

}  // namespace taizhang::regime
