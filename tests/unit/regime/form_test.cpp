// The five forms are laid out as the document prints them (S2).
#include "tests/unit/regime/texts.hpp"

namespace taizhang::regime {

namespace {

using testing::ElementsAre;

class Forms : public testing::Test {
  protected:
    const Rules rules = shipped("S2.toml");
    const Form& form(const std::string& id) { return *rules.find_form(id); }

    std::vector<std::string> titles(const std::string& id) {
        std::vector<std::string> found;
        for (const auto* leaf : leaves(form(id))) found.push_back(leaf->title);
        return found;
    }
    /// "title @row,column rows×columns"
    std::vector<std::string> cells(const Form& form) {
        std::vector<std::string> found;
        for (const auto& cell : head_cells(form))
            found.push_back(cell.title + " @" + std::to_string(cell.row) + "," + std::to_string(cell.column) + " " +
                            std::to_string(cell.rows) + "x" + std::to_string(cell.columns));
        return found;
    }
};

TEST_F(Forms, S2_1_FiveWithTheirTitles) {
    std::vector<std::string> found;
    for (const auto& form : rules.forms) found.push_back(form.id + " " + form.title);
    EXPECT_THAT(found,
                ElementsAre("表一 {year}年“四上”在库龙头企业培育情况一览表(表一)",
                            "表二 {year}年度“四上”企业预入库一览表（表二）", "表三 {year}年招商引资项目一览表（表三）",
                            "表四 {year}年市政重点工程推进情况一览表（表四）",
                            "表五 全市突出环保督察问题整改任务一览表（表五）"));
    EXPECT_EQ(rules.find_form("表六"), nullptr);
}

TEST_F(Forms, S2_1_ColumnsInThePrintedOrder) {
    EXPECT_THAT(titles("表一"), ElementsAre("序号", "企业名称", "责任部门", "责任领导", "责任人", "备注"));
    EXPECT_THAT(titles("表二"), ElementsAre("序号", "单位名称", "所属区乡镇街", "责任单位", "责任领导", "责任人",
                                            "要求入库时间", "备注"));
    EXPECT_THAT(titles("表四"), ElementsAre("序号", "项目名称", "{year}年计划完成投资", "建设进度", "存在问题",
                                            "责任单位", "工作措施", "时间节点", "进展情况"));
    EXPECT_THAT(titles("表五"),
                ElementsAre("序号", "存在问题", "整改要求", "整改进展情况", "责任单位", "完成时限", "备注"));
    for (const auto* id : {"表一", "表二", "表四", "表五"}) EXPECT_EQ(head_rows(form(id)), 1u) << id;
}

TEST_F(Forms, S2_1_TheThirdHasThreeRowsOfHeads) {
    EXPECT_EQ(head_rows(form("表三")), 3u);
    EXPECT_EQ(leaves(form("表三")).size(), 22u);
    const auto found = cells(form("表三"));
    EXPECT_EQ(found.size(), 7u + 9u + 15u);
    EXPECT_THAT(std::vector(found.begin(), found.begin() + 11),
                ElementsAre("序号 @0,0 3x1", "单位名称 @0,1 3x1", "全年目标任务 @0,2 1x6", "一季度完成情况 @0,8 1x6",
                            "二季度任务 @0,14 1x6", "责任领导 @0,20 3x1", "责任人 @0,21 3x1",
                            "省外资金（亿元） @1,2 2x1", "亿元以上新签约项目（个） @1,3 1x3",
                            "亿元以上新开工项目（个） @1,6 1x2", "省外资金（亿元） @1,8 2x1"));
    EXPECT_THAT(std::vector(found.end() - 5, found.end()),
                ElementsAre("目标 @2,15 1x1", "其中50亿以上 @2,16 1x1", "其中10亿以上 @2,17 1x1", "目标 @2,18 1x1",
                            "其中5亿以上 @2,19 1x1"));
}

TEST_F(Forms, S2_1_TheHeadCoversEveryCellOnce) {
    for (const auto& form : rules.forms) {
        std::map<std::pair<std::size_t, std::size_t>, int> covered;
        for (const auto& cell : head_cells(form)) {
            for (std::size_t r = 0; r < cell.rows; ++r)
                for (std::size_t c = 0; c < cell.columns; ++c) ++covered[{cell.row + r, cell.column + c}];
        }
        EXPECT_EQ(covered.size(), head_rows(form) * leaves(form).size()) << form.id;
        for (const auto& [at, times] : covered) EXPECT_EQ(times, 1) << form.id << " " << at.first << "," << at.second;
    }
}

TEST_F(Forms, S2_1_TargetsAndCompletionsByQuarter) {
    const auto columns = leaves(form("表三"));
    EXPECT_EQ(columns[2]->source, ColumnSource::target);
    EXPECT_EQ(columns[2]->indicator, "省外资金");
    EXPECT_EQ(columns[2]->unit, "亿元");
    EXPECT_EQ(columns[8]->source, ColumnSource::actual);
    EXPECT_EQ(columns[8]->indicator, "省外资金");
    EXPECT_EQ(columns[8]->quarter, 1);
    EXPECT_EQ(columns[14]->source, ColumnSource::target);
    EXPECT_EQ(columns[14]->indicator, "二季度省外资金");
    EXPECT_EQ(columns[15]->unit, "个");
}

TEST(Form, WithoutColumnsHasNoHead) {
    EXPECT_EQ(head_rows({}), 0u);
    EXPECT_TRUE(head_cells({}).empty());
    EXPECT_TRUE(leaves({}).empty());
}

}  // namespace

}  // namespace taizhang::regime
