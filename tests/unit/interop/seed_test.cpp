// A careful clerk's reading of the real breakdown of 2014. The document is not in the repository: the test looks for it
// in $TAIZHANG_SEEDS and beside the checkout, and is skipped where it is not.
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "src/interop/breakdown.hpp"
#include "src/interop/chars.hpp"

namespace taizhang::interop {

namespace {

std::optional<std::string> seed() {
    const char* told = std::getenv("TAIZHANG_SEEDS");
    const std::filesystem::path folder = told ? told : TAIZHANG_SOURCE_DIR "/../shared/seeds";
    std::ifstream file(folder / "003_c1271cb4d1a17d51.txt", std::ios::binary);
    if (!file) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), {});
}

class Seed : public testing::Test {
  protected:
    void SetUp() override {
        const auto bytes = seed();
        if (!bytes)
            GTEST_SKIP() << "003_c1271cb4d1a17d51.txt was not found; set TAIZHANG_SEEDS to the folder that holds it";
        auto read = read_breakdown(*bytes);
        ASSERT_TRUE(read) << read.error().message;
        breakdown_ = std::move(*read);
    }
    const Item& item(int no) const { return breakdown_.items.at(static_cast<std::size_t>(no - 1)); }
    std::size_t doubts_about(const std::string& at, const std::string& what) const {
        std::size_t count = 0;
        for (const auto& doubt : breakdown_.doubts)
            count += doubt.at.starts_with(at) && doubt.what.find(what) != std::string::npos;
        return count;
    }
    Breakdown breakdown_;
};

}  // namespace

TEST_F(Seed, HeadIsReadFromThePageAndTheLetter) {
    const auto& document = breakdown_.document;
    EXPECT_THAT(*document.title,
                testing::AllOf(testing::StartsWith("市人民政府办公室关于印发"), testing::EndsWith("的通知")));
    EXPECT_EQ(document.number, "鄂州政办发〔2014〕4号");
    EXPECT_EQ(document.issuer, "鄂州市政府");
    EXPECT_EQ(document.written_on, Date(2014, 1, 13));
    EXPECT_EQ(document.published_on, Date(2014, 1, 28));
    EXPECT_EQ(document.encoding, "UTF-8");
    EXPECT_EQ(doubts_about("document", "issuer"), 1u);
}

TEST_F(Seed, NineChaptersAndThirtyFourTasksInOrder) {
    ASSERT_EQ(breakdown_.chapters.size(), 9u);
    ASSERT_EQ(breakdown_.items.size(), 34u);
    for (int c = 0; c < 9; ++c) EXPECT_EQ(breakdown_.chapters[static_cast<std::size_t>(c)].no, c + 1);
    EXPECT_EQ(breakdown_.chapters[8].title, "加快政府自身建设");
    const int first_of_chapter[] = {1, 6, 9, 12, 15, 20, 23, 26, 30, 35};
    for (int c = 1; c <= 9; ++c) {
        for (int no = first_of_chapter[c - 1]; no < first_of_chapter[c]; ++no) {
            EXPECT_EQ(item(no).no, no);
            EXPECT_EQ(item(no).chapter, c) << no;
        }
    }
}

TEST_F(Seed, TitlesAreTheFirstSentence) {
    EXPECT_EQ(item(1).title, "全面激发市场活力");
    EXPECT_EQ(item(9).title, "培育发展新兴产业,加快形成新集群");
    EXPECT_EQ(item(12).title, "围绕市场主体,扶优培“强”");
    EXPECT_EQ(item(19).title, "大力建设“美丽乡村”");
    EXPECT_EQ(item(34).title, "着力加强廉政建设");
}

TEST_F(Seed, TextsHoldNeitherResponsibilityNorThePagesOwnWords) {
    for (const auto& item : breakdown_.items) {
        EXPECT_TRUE(item.text.starts_with(item.title)) << item.no;
        EXPECT_TRUE(item.text.ends_with("。")) << item.no;
        EXPECT_EQ(item.text.find("责任单位"), std::string::npos) << item.no;
        EXPECT_EQ(item.text.find("扫一扫"), std::string::npos) << item.no;
        EXPECT_EQ(item.text.find('\n'), std::string::npos) << item.no;
    }
}

TEST_F(Seed, UnitsAreAsManyAsPrintedAndTheFirstIsTheInferredLead) {
    const std::vector<std::size_t> counts{6, 7, 8, 8, 5, 5, 9, 3, 5, 5, 11, 5,  3, 8, 5, 4, 2,
                                          5, 6, 7, 5, 8, 8, 6, 9, 3, 6, 6,  10, 7, 4, 6, 3, 1};
    ASSERT_EQ(breakdown_.items.size(), counts.size());
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const auto& units = breakdown_.items[i].units;
        ASSERT_EQ(units.size(), counts[i]) << i + 1;
        EXPECT_EQ(units[0].role, UnitRole::lead);
        EXPECT_TRUE(units[0].inferred);
        EXPECT_TRUE(units[0].name.starts_with("市")) << units[0].name;
        for (std::size_t k = 1; k < units.size(); ++k) {
            EXPECT_EQ(units[k].role, UnitRole::responsible);
            EXPECT_FALSE(units[k].inferred);
        }
        EXPECT_EQ(doubts_about("item " + std::to_string(i + 1), "lead inferred") > 0, true) << i + 1;
        EXPECT_FALSE(breakdown_.items[i].open_list);
    }
    EXPECT_EQ(item(1).units[1].name, "法制办");
    EXPECT_EQ(item(1).units[5].name, "人行");
    EXPECT_EQ(item(21).units[4].name, "各街办");
    EXPECT_EQ(item(28).units[5].name, "梁子湖区政府");
}

TEST_F(Seed, CollectivesAreExactlyThose) {
    std::vector<std::string> found;
    for (const auto& item : breakdown_.items) {
        for (const auto& unit : item.units) {
            if (unit.collective) found.push_back(std::to_string(item.no) + unit.name);
        }
    }
    EXPECT_THAT(found, testing::ElementsAre("6各区", "7各区", "8各区", "9各区", "11各区", "11各街办", "13各区",
                                            "14各区", "15各区政府", "17各区政府", "18各区", "21各街办", "23各区",
                                            "23各街办", "24各区", "25各区"));
}

TEST_F(Seed, TargetsAreExactlyTheSixteenOfTheSentences) {
    std::vector<std::string> found;
    for (const auto& item : breakdown_.items) {
        const std::u32string text = *from_utf8(item.text);
        for (const auto& t : item.targets) {
            found.push_back(std::to_string(item.no) + " " + t.indicator + " " + t.comparator.to_string() + t.value +
                            t.unit + (t.stretch ? "!" : ""));
            EXPECT_EQ(to_utf8(Text(text).substr(t.at.at(0), t.at.at(1) - t.at.at(0))), t.value) << item.no;
        }
    }
    EXPECT_THAT(found, testing::ElementsAre("9 高新技术产业增加值增长 >=16%!", "9 占全市GDP比重 >=14.5%!",
                                            "11 葛店电商基地配套基础设施建设 >=3平方公里", "11 新增限上企业 >=40家!",
                                            "11 全市旅游总收入 >50亿元!", "12 新增上市公司 >=1家!",
                                            "12 新增规模以上企业 >=50家!", "15 筹集生态农业发展资金 >=1亿元",
                                            "16 新增农民专业合作社 >=50家!", "16 全市农户进入合作服务体系 >=70%!",
                                            "16 农产品加工企业入驻 >=50%!", "17 农产品加工业产值 >=240亿元!",
                                            "17 与农业总产值比重 >=1.8:1!", "20 基础设施投资 >=80亿元",
                                            "26 新增就业 >=1.8万人", "27 新建保障性住房 >=6300套"));
}

TEST_F(Seed, DeadlinesAreInferredFromTheYearAndSaidSo) {
    for (const auto& item : breakdown_.items) {
        EXPECT_EQ(item.deadline, Date(2014, 12, 31));
        EXPECT_EQ(item.deadline_basis, DeadlineBasis::inferred);
    }
    EXPECT_EQ(doubts_about("item", "no deadline is printed"), 34u);
}

TEST_F(Seed, WhatAClerkWouldAskIsADoubt) {
    EXPECT_EQ(doubts_about("item 6,", "七个新区"), 2u);
    EXPECT_GE(doubts_about("item 13,", "亿"), 1u);
    EXPECT_EQ(doubts_about("item 17,", "ratio"), 1u);
    EXPECT_EQ(doubts_about("item 18,", "四条"), 1u);
    EXPECT_EQ(doubts_about("item 19,", "三年"), 1u);
    EXPECT_EQ(doubts_about("item 28,", "一所中心幼儿园"), 1u);
    EXPECT_EQ(doubts_about("item 14,", ""), 0u);  // 三个两百 and 三期 are names
    EXPECT_EQ(doubts_about("item 34,", ""), 0u);  // 八项规定 and 六条意见 too
}

}  // namespace taizhang::interop
