#include "src/interop/targets.hpp"

#include <gmock/gmock.h>

namespace taizhang::interop {

namespace {

/// "indicator comparator value unit[!]" for each target, joined by "; ": ! is 力争.
std::string read_targets(std::string_view sentence) {
    const auto found = find_targets(*from_utf8(sentence));
    std::string out;
    for (const auto& t : found.targets) {
        if (!out.empty()) out += "; ";
        out += t.indicator + " " + t.comparator.to_string() + " " + t.value + " " + t.unit + (t.stretch ? "!" : "");
    }
    return out;
}

std::size_t doubts(std::string_view sentence) {
    return find_targets(*from_utf8(sentence)).doubts.size();
}

struct Case {
    const char* sentence;
    const char* targets;
};

}  // namespace

TEST(Targets, ReadTheComparatorNextToTheFigure) {
    for (const auto& [sentence, targets] : {
             Case{"工业增加值增长8%以上。", "工业增加值增长 >= 8 %"},
             Case{"工业增加值增长不低于8%。", "工业增加值增长 >= 8 %"},
             Case{"旅游收入达到12亿元。", "旅游收入 >= 12 亿元"},
             Case{"旅游收入突破12亿元。", "旅游收入 > 12 亿元"},
             Case{"森林覆盖率超过45%。", "森林覆盖率 > 45 %"},
             Case{"森林覆盖率高于45%。", "森林覆盖率 > 45 %"},
             Case{"失业率控制在4%以内。", "失业率 <= 4 %"},
             Case{"物价涨幅不超过3%。", "物价涨幅 <= 3 %"},
             Case{"物价涨幅低于3%。", "物价涨幅 < 3 %"},
             Case{"贫困发生率降至2%以下。", "贫困发生率 <= 2 %"},
             Case{"财政收入增长9%左右。", "财政收入增长 ~ 9 %"},
             Case{"惠及群众约3000户。", "惠及群众 ~ 3000 户"},
             Case{"培育龙头企业至少5家。", "培育龙头企业 >= 5 家"},
             Case{"合格率稳定在98%以上。", "合格率 >= 98 %"},
         }) {
        EXPECT_EQ(read_targets(sentence), targets) << sentence;
    }
}

TEST(Targets, ReadFiguresInAllTheirForms) {
    for (const auto& [sentence, targets] : {
             Case{"产值增长１６％。", "产值增长 >= 16 ％"},
             Case{"比重提高1.5个百分点。", "比重提高 >= 1.5 个百分点"},
             Case{"完成工业投资1,050亿元。", "工业投资 >= 1050 亿元"},
             Case{"完成工业投资1 050亿元。", "工业投资 >= 1050 亿元"},
             Case{"经济总量达到1.5万亿元。", "经济总量 >= 1.5 万亿元"},
             Case{"建成绿道 30 公里。", "建成绿道 >= 30 公里"},
             Case{"PM2.5浓度降到35微克/立方米。", "PM2.5浓度 <= 35 微克/立方米"},
             Case{"新增城镇就业1.2万人。", "新增城镇就业 >= 1.2 万人"},
             Case{"实现主营业务与副业之比达到1.8：1。", "主营业务与副业之比 >= 1.8 :1"},
         }) {
        EXPECT_EQ(read_targets(sentence), targets) << sentence;
    }
}

TEST(Targets, StriveOnlyWhereTheSentenceSaysSo) {
    EXPECT_EQ(read_targets("力争产值增长8%，利润达3亿元。"), "产值增长 >= 8 %!; 利润 >= 3 亿元!");
    EXPECT_EQ(read_targets("力争获得批复，确保产值增长8%。"), "产值增长 >= 8 %");
    EXPECT_EQ(read_targets("力争获得批复。产值增长8%。"), "产值增长 >= 8 %");
    EXPECT_EQ(read_targets("争取上级资金2亿元。"), "上级资金 >= 2 亿元");
}

TEST(Targets, TakeTheWordsAfterTheFigureWhenTheClauseHasOnlyAVerb) {
    EXPECT_EQ(read_targets("新建3座污水处理厂。"), "新建污水处理厂 >= 3 座");
    EXPECT_EQ(read_targets("筹集2亿元专项资金，支持发展。"), "筹集专项资金 >= 2 亿元");
    EXPECT_EQ(read_targets("全县60%以上的农户入社。"), "全县农户入社 >= 60 %");
    EXPECT_EQ(read_targets("确保500人脱贫、3个村出列。"), "脱贫 >= 500 人; 村出列 >= 3 个");
}

TEST(Targets, AFigureThatSaysWhichProjectsCountIsNoTarget) {
    EXPECT_EQ(read_targets("引进投资5000万元以上项目20个。"), "引进投资5000万元以上项目 >= 20 个");
    EXPECT_EQ(doubts("引进投资5000万元以上项目20个。"), 0u);
    EXPECT_EQ(read_targets("引进投资5000万元以上的项目。"), "");
    EXPECT_EQ(doubts("引进投资5000万元以上的项目。"), 1u);
    EXPECT_EQ(read_targets("推进总投资30亿元的产业园建设。"), "");
    EXPECT_EQ(doubts("推进总投资30亿元的产业园建设。"), 1u);
}

TEST(Targets, NamesDatesAndSlogansWithDigitsAreNeitherTargetsNorDoubts) {
    for (const char* sentence : {"实现2020年规划。", "推进G45高速和318国道改造。", "打造“2019项目年”活动。",
                                 "建设5G网络。", "开展第3次普查。", "推进电厂三期。", "实施“三个两百”工程。",
                                 "召开2018—2020年规划会。", "落实《2017年方案》。", "推行“3+5”模式。"}) {
        EXPECT_EQ(read_targets(sentence), "") << sentence;
        EXPECT_EQ(doubts(sentence), 0u) << sentence;
    }
}

TEST(Targets, WhatOnlyAClerkCanDecideIsADoubt) {
    for (const char* sentence : {"2-3家企业座谈。", "产值翻一番。", "能耗下降百分之三。", "建设七个园区。",
                                 "引进投资百亿元的项目。", "每乡建成一所幼儿园。", "综合排名进入全省前5位。",
                                 "上年完成投资20亿元。", "开通12345专席。", "三分之二的村达标。"}) {
        EXPECT_EQ(read_targets(sentence), "") << sentence;
        EXPECT_EQ(doubts(sentence), 1u) << sentence;
    }
}

TEST(Targets, OfARangeTheNearerBoundIsToBeReached) {
    EXPECT_EQ(read_targets("新增企业2-3家。"), "新增企业 >= 2 家");
    EXPECT_EQ(read_targets("新增企业2至3家。"), "新增企业 >= 2 家");
    EXPECT_EQ(read_targets("生产总值增长6%—6.5%，力争更好。"), "生产总值增长 >= 6 %");
    EXPECT_EQ(read_targets("生产总值增长６％至６.５％左右。"), "生产总值增长 >= 6 ％");
    EXPECT_EQ(read_targets("物价涨幅控制在3%-4%以内。"), "物价涨幅 <= 4 %");
    EXPECT_EQ(doubts("生产总值增长6%—6.5%。"), 1u);
}

TEST(Targets, AFigureWithoutItsOwnWordsMeasuresWhatStandsBeforeIt) {
    EXPECT_EQ(read_targets("生产总值增长10%，达到120亿元。"), "生产总值增长 >= 10 %; 生产总值 >= 120 亿元");
    EXPECT_EQ(read_targets("外资增长１０％，突破５亿美元。"), "外资增长 >= 10 ％; 外资 > 5 亿美元");
    EXPECT_EQ(read_targets("城镇化率提高1.5个百分点，达到46%。"), "城镇化率提高 >= 1.5 个百分点; 城镇化率 >= 46 %");
    EXPECT_EQ(read_targets("工业产值350亿元，增长18%。"), "工业产值 >= 350 亿元; 工业产值增长 >= 18 %");
    EXPECT_EQ(read_targets("工业产值350亿元。增长18%。"), "工业产值 >= 350 亿元; 增长 >= 18 %");
}

TEST(Targets, QuotedNamesKeepTheirQuotationMarks) {
    EXPECT_EQ(read_targets("培育“小巨人”企业2家、“链主”企业3家。"), "培育“小巨人”企业 >= 2 家; “链主”企业 >= 3 家");
}

TEST(Targets, TheYearsPlannedInvestmentIsATargetButNotAProjectsWhole) {
    EXPECT_EQ(read_targets("建设大桥，总投资20亿元，年度计划投资3亿元。"), "年度计划投资 >= 3 亿元");
}

TEST(Targets, WordsThatOnlyBeginLikeAVerbStayWhole) {
    EXPECT_EQ(read_targets("到位资金30亿元以上。"), "到位资金 >= 30 亿元");
    EXPECT_EQ(read_targets("新增并网装机20万千瓦。"), "新增并网装机 >= 20 万千瓦");
    EXPECT_EQ(read_targets("任务完成率95%以上，完成率100%。"), "任务完成率 >= 95 %; 完成率 >= 100 %");
}

TEST(Targets, MoneyThatOnlyNamesAClassOfProjectsIsNoTarget) {
    EXPECT_EQ(read_targets("引进过50亿元项目2个、过10亿元项目8个。"), "引进过50亿元项目 >= 2 个; 过10亿元项目 >= 8 个");
}

TEST(Targets, ShiftedReadingsAreTargetsWithADoubt) {
    EXPECT_EQ(read_targets("硬化公路60公里。"), "硬化公路 >= 60 公里");
    EXPECT_EQ(doubts("硬化公路60公里。"), 1u);
    EXPECT_EQ(read_targets("新增商户50余家。"), "新增商户 > 50 家");
    EXPECT_EQ(doubts("新增商户50余家。"), 1u);
    EXPECT_EQ(read_targets("新增就业3万。"), "新增就业 >= 3 万");
    EXPECT_EQ(doubts("新增就业3万。"), 1u);
}

TEST(Targets, OffsetsPointExactlyAtThePrintedDigits) {
    const std::u32string text = U"１、推进改革。完成投资1,050亿元，产值增长１６.５％，𠮷祥路建成8公里。";
    const auto found = find_targets(text);
    std::vector<std::string> printed;
    for (const auto& t : found.targets) printed.push_back(to_utf8(Text(text).substr(t.at[0], t.at[1] - t.at[0])));
    EXPECT_THAT(printed, testing::ElementsAre("1,050", "１６.５", "8"));
}

TEST(Targets, DatesInSentencesAreDoubtsNotDeadlines) {
    EXPECT_EQ(doubts("6月底前建成水厂。"), 1u);
    EXPECT_EQ(doubts("力争三年实现全覆盖。"), 1u);
    EXPECT_EQ(doubts("2019年建成水厂。"), 0u);
}

}  // namespace taizhang::interop
