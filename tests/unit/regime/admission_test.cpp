// Enterprises held against the document on admission: every bound met and unmet, both procedures, every material.
#include "src/regime/eligible.hpp"
#include "tests/unit/regime/texts.hpp"

namespace taizhang::regime {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const Admission& rules() {
    static const auto read = shipped("S3.toml").admission;
    return read;
}

EnterpriseFacts facts(const std::string& industry, const std::string& measure, const std::string& number,
                      const std::string& unit = "万元") {
    EnterpriseFacts each;
    each.industry = industry;
    each.entity = "法人单位";
    if (!measure.empty()) each.figures[measure] = {*Decimal::parse(number), unit};
    return each;
}

std::vector<std::string> names(const std::vector<MissingMaterial>& missing) {
    std::vector<std::string> all;
    for (const auto& each : missing) all.push_back(each.name);
    return all;
}

bool is_open(const EnterpriseFacts& enterprise, const std::string& procedure, int year) {
    for (const auto& each : procedures_for(rules(), enterprise, year))
        if (each.key == procedure) return each.open;
    throw std::logic_error("no procedure " + procedure);
}

TEST(Admission, S3_1_BoundsByIndustry) {
    const std::vector<std::tuple<std::string, std::string, std::string, std::string>> bounds = {
        {"工业", "年主营业务收入", "1999.99", "2000"},
        {"批发业", "年主营业务收入", "1999.99", "2000"},
        {"零售业", "年主营业务收入", "499.99", "500"},
        {"住宿业", "年主营业务收入", "199.99", "200"},
        {"餐饮业", "年主营业务收入", "199.99", "200"},
        {"教育", "年营业收入", "999.99", "1000"},
        {"租赁和商务服务业", "年营业收入", "999", "1000"},
        {"文化、体育和娱乐业", "年营业收入", "499", "500"},
        {"居民服务、修理和其他服务业", "年营业收入", "499", "500"}};
    for (const auto& [industry, measure, below, at] : bounds) {
        EXPECT_FALSE(eligible(rules(), facts(industry, measure, below)).met) << industry;
        EXPECT_TRUE(eligible(rules(), facts(industry, measure, at)).met) << industry;
    }
    EXPECT_TRUE(eligible(rules(), facts("工业", "年主营业务收入", "0.2", "亿元")).met);
}

TEST(Admission, S3_1_FiftyEmployeesOfAnyService) {
    for (const auto* industry : {"教育", "卫生和社会工作", "文化、体育和娱乐业", "物业管理", "其他房地产业"}) {
        EXPECT_TRUE(eligible(rules(), facts(industry, "从业人员", "50", "人")).met) << industry;
        EXPECT_FALSE(eligible(rules(), facts(industry, "从业人员", "49", "人")).met) << industry;
    }
}

TEST(Admission, S3_1_ListsTheServiceIndustries) {
    EXPECT_EQ(rules().find_class("services")->industries.size(), 11u);
    EXPECT_THAT(rules().find_class("residents_services")->industries,
                ElementsAre("居民服务、修理和其他服务业", "文化、体育和娱乐业"));
    for (const auto* industry : {"交通运输、仓储和邮政业", "信息传输、软件和信息技术服务业", "科学研究和技术服务业",
                                 "水利、环境和公共设施管理业", "房地产中介服务", "自有房地产经营活动"})
        EXPECT_NE(rules().class_of(industry), nullptr) << industry;
}

TEST(Admission, S3_1_ConstructionAndEstateByQualificationAlone) {
    auto builder = facts("建筑业", "年主营业务收入", "99999");
    EXPECT_FALSE(eligible(rules(), builder).met);
    EXPECT_THAT(eligible(rules(), builder).reason, HasSubstr("没有建筑业企业资质证书（S3.1）"));
    builder.qualifications = {"建筑业企业资质证书"};
    EXPECT_TRUE(eligible(rules(), builder).met);
    auto developer = facts("房地产开发经营业", "", "");
    developer.qualifications = {"房地产开发企业资质证书"};
    EXPECT_TRUE(eligible(rules(), developer).met);
}

TEST(Admission, S3_1_EstablishmentsOnlyInTradeAndLodging) {
    auto shop = facts("零售业", "年主营业务收入", "600");
    shop.entity = "产业活动单位";
    EXPECT_TRUE(eligible(rules(), shop).met);
    auto works = facts("工业", "年主营业务收入", "6000");
    works.entity = "产业活动单位";
    const auto found = eligible(rules(), works);
    EXPECT_FALSE(found.met);
    EXPECT_EQ(found.reason, "规模以上工业应为法人单位，填报为产业活动单位（S3.1）");
}

TEST(Admission, S3_1_TellsTheReasonOfEachCriterion) {
    const auto found = eligible(rules(), facts("教育", "年营业收入", "999"));
    EXPECT_EQ(found.industry_class, "services");
    ASSERT_EQ(found.criteria.size(), 2u);
    EXPECT_EQ(found.criteria[0].reason, "从业人员未填报，应达到50人");
    EXPECT_EQ(found.criteria[1].reason, "年营业收入999万元，未达到1000万元");
    EXPECT_EQ(found.reason, "规模以上服务业：从业人员未填报，应达到50人；年营业收入999万元，未达到1000万元（S3.1）");
    EXPECT_EQ(eligible(rules(), facts("零售业", "年主营业务收入", "600")).criteria[0].reason,
              "年主营业务收入600万元，达到500万元");
    EXPECT_EQ(eligible(rules(), facts("农业", "", "")).reason, "农业不在入库行业之列");
    EXPECT_EQ(eligible(rules(), facts("农业", "", "")).industry_class, std::nullopt);
}

TEST(Admission, S3_2_MonthlyForWhoOpenedThisYear) {
    auto works = facts("工业", "年主营业务收入", "2000");
    works.situation = Situation::newly_opened;
    works.opened_in = 2017;
    EXPECT_TRUE(is_open(works, "monthly", 2017));
    EXPECT_TRUE(is_open(works, "yearly", 2017));
    EXPECT_FALSE(is_open(works, "monthly", 2018));
    EXPECT_EQ(procedures_for(rules(), works, 2018)[0].reason, "应为2018年新开业，填报的开业年份为2017年");
    works.situation = Situation::grown;
    EXPECT_FALSE(is_open(works, "monthly", 2017));
    EXPECT_TRUE(is_open(works, "yearly", 2017));
    works.situation = std::nullopt;
    EXPECT_FALSE(is_open(works, "yearly", 2017));
}

TEST(Admission, S3_2_ServicesMayExpectTheirYearInTheMonthlyProcedure) {
    auto school = facts("教育", "年营业收入", "300");
    school.expected["年营业收入"] = {1200, "万元"};
    school.situation = Situation::newly_opened;
    school.opened_in = 2017;
    EXPECT_TRUE(is_open(school, "monthly", 2017));
    EXPECT_FALSE(is_open(school, "yearly", 2017));
    EXPECT_THAT(procedures_for(rules(), school, 2017)[0].reason, HasSubstr("年营业收入预计1200万元，达到1000万元"));
    auto works = facts("工业", "年主营业务收入", "300");
    works.expected["年主营业务收入"] = {9000, "万元"};
    works.situation = Situation::newly_opened;
    works.opened_in = 2017;
    EXPECT_FALSE(is_open(works, "monthly", 2017)) << "industry has reached it when it files";
}

TEST(Admission, S3_2_BuildersThatAreNewlyCovered) {
    auto builder = facts("建筑业", "", "");
    builder.qualifications = {"建筑业企业资质证书"};
    builder.situation = Situation::newly_covered;
    EXPECT_TRUE(is_open(builder, "monthly", 2017));
    EXPECT_TRUE(is_open(builder, "yearly", 2017));
    auto shop = facts("零售业", "年主营业务收入", "600");
    shop.situation = Situation::newly_covered;
    EXPECT_FALSE(is_open(shop, "monthly", 2017));
}

TEST(Admission, S3_3_MaterialsOfIndustry) {
    auto works = facts("工业", "年主营业务收入", "2000");
    works.situation = Situation::newly_opened;
    EXPECT_THAT(names(missing_materials(rules(), works, "monthly", {})),
                ElementsAre("调查单位月度审核登记表", "单位证照", "建设项目批复或备案文件", "利润表",
                            "增值税纳税申报表", "增值税纳税申报表附列资料（表一）"));
    EXPECT_THAT(
        missing_materials(rules(), works, "monthly",
                          {"调查单位月度审核登记表", "工商执照", "税务登记证", "组织机构代码证", "建设项目备案文件",
                           "最近1个月利润表", "最近1个月增值税纳税申报表", "增值税纳税申报表附列资料（表一）"}),
        IsEmpty());
    works.situation = Situation::grown;
    EXPECT_THAT(
        names(missing_materials(rules(), works, "yearly", {"统一社会信用代码"})),
        ElementsAre("调查单位年度审核登记表（一）", "利润表", "增值税纳税申报表", "增值税纳税申报表附列资料（表一）"));
}

TEST(Admission, S3_3_TheQuartersStatementWhereThereIsNoneOfTheMonth) {
    const auto lacks = [](const std::string& industry, const std::string& held) {
        const auto missing = missing_materials(rules(), facts(industry, "", ""), "monthly", {held});
        return std::ranges::count(names(missing), "利润表") > 0;
    };
    for (const auto* industry : {"批发业", "零售业", "餐饮业", "教育"}) {
        EXPECT_FALSE(lacks(industry, "最近1个月利润表")) << industry;
        EXPECT_FALSE(lacks(industry, "最近1个季度利润表")) << industry;
        EXPECT_TRUE(lacks(industry, "去年利润表")) << industry;
    }
    EXPECT_TRUE(lacks("工业", "最近1个季度利润表")) << "industry has the month's alone";
}

TEST(Admission, S3_3_ThreeMonthsOfStocksOfEstablishments) {
    auto shop = facts("零售业", "", "");
    EXPECT_THAT(names(missing_materials(rules(), shop, "monthly", {})),
                testing::Not(testing::Contains("商品销售和库存（E204-3表）")));
    shop.entity = "产业活动单位";
    const std::string stocks = "商品销售和库存（E204-3表）";
    const auto missing = missing_materials(rules(), shop, "monthly", {stocks, stocks});
    ASSERT_EQ(missing.back().name, stocks);
    EXPECT_EQ(missing.back().reason, "缺少商品销售和库存（E204-3表），应有3份，现有2份（S3.3）");
    EXPECT_THAT(names(missing_materials(rules(), shop, "monthly", {stocks, stocks, stocks})),
                testing::Not(testing::Contains(stocks)));
    auto inn = facts("住宿业", "", "");
    inn.entity = "产业活动单位";
    EXPECT_EQ(names(missing_materials(rules(), inn, "monthly", {})).back(), "经营情况（S204-3表）");
}

TEST(Admission, S3_3_CertificatesOfBuildersAndDevelopers) {
    EXPECT_THAT(names(missing_materials(rules(), facts("建筑业", "", ""), "yearly", {"统一社会信用代码"})),
                ElementsAre("调查单位年度审核登记表（一）", "建筑业企业资质证书"));
    EXPECT_THAT(names(missing_materials(rules(), facts("房地产开发经营业", "", ""), "monthly", {"统一社会信用代码"})),
                ElementsAre("调查单位月度审核登记表", "房地产开发企业资质证书"));
    EXPECT_THAT(missing_materials(rules(), facts("建筑业", "", ""), "yearly", {"工商执照", "税务登记证"})[1].reason,
                HasSubstr("统一社会信用代码，或工商执照、税务登记证、组织机构代码证"));
}

TEST(Admission, S3_4_LevelsInOrder) {
    std::vector<std::string> levels;
    for (const auto& level : rules().levels) levels.push_back(level.name);
    EXPECT_THAT(levels, ElementsAre("区（开发区）、街道办事处、行业管理部门", "区统计局", "市统计局", "省统计局",
                                    "国家统计局"));
    EXPECT_EQ(rules().levels.front().role, LevelRole::collects);
    EXPECT_EQ(rules().levels.back().role, LevelRole::approves);
    EXPECT_EQ(rules().find_class("industry")->department, "市经信委");
    EXPECT_EQ(rules().find_class("retail")->department, "市商务局");
    EXPECT_EQ(rules().find_class("construction")->department, "市城建委");
    EXPECT_EQ(rules().find_class("services")->department, "市发改委");
}

TEST(Admission, S3_5_FirstAdmittedThenDataAndOwnFiguresOnly) {
    EXPECT_TRUE(rules().figures_need_admission);
    EXPECT_TRUE(rules().own_figures_only);
    EXPECT_FALSE(Admission{}.figures_need_admission);
}

TEST(Admission, S3_7_FourViolations) {
    std::vector<std::string> titles;
    for (const auto& each : rules().violations) titles.push_back(each.title);
    EXPECT_THAT(titles, ElementsAre("虚报", "瞒报", "迟报", "拒报"));
}

TEST(Admission, AnotherCountysClassNeedsFigureAndQualification) {
    const auto other = good(file("tests/unit/regime/city_of_projects.toml")).admission;
    auto farm = facts("渔业", "年产值", "0.03", "亿元");
    EXPECT_FALSE(eligible(other, farm).met);
    EXPECT_EQ(eligible(other, farm).reason, "渔业：没有养殖证");
    farm.qualifications = {"养殖证"};
    EXPECT_TRUE(eligible(other, farm).met);
    farm.figures["年产值"] = {*Decimal::parse("299.9"), "万元"};
    EXPECT_FALSE(eligible(other, farm).met);
}

}  // namespace

}  // namespace taizhang::regime
