// The small readers: numbering, lists of units, deadlines.
#include <gmock/gmock.h>

#include "src/interop/deadline.hpp"
#include "src/interop/marks.hpp"
#include "src/interop/names.hpp"

namespace taizhang::interop {

namespace {

std::string names(std::string_view list) {
    const auto read = read_names(*from_utf8(list));
    std::string out;
    for (const auto& unit : read.units) {
        if (!out.empty()) out += " | ";
        out += to_utf8(unit.name) + (unit.collective ? "#" : "");
        if (unit.role == Field::lead) out += "*";
        if (unit.role == Field::supporting) out += "~";
    }
    return out + (read.open ? " …" : "");
}

std::string deadline(std::string_view words, std::optional<int> year = 2014) {
    const auto read = read_deadline(*from_utf8(words), year);
    const char* basis = read.basis == DeadlineBasis::stated     ? " stated"
                        : read.basis == DeadlineBasis::relative ? " relative"
                                                                : " inferred";
    return (read.date ? read.date->to_string() : "none") + basis + (read.doubt.empty() ? "" : " ?");
}

}  // namespace

TEST(Marks, AreReadInEveryShape) {
    struct Case {
        const char32_t* line;
        Level level;
        int value;
    };
    for (const auto& [line, level, value] : {
             Case{U"一、工业", Level::chinese, 1},
             Case{U"十二、工业", Level::chinese, 12},
             Case{U"（三）农业", Level::chinese_bracket, 3},
             Case{U"(三) 农业", Level::chinese_bracket, 3},
             Case{U"1、甲", Level::arabic, 1},
             Case{U"１２．甲", Level::arabic, 12},
             Case{U"3.甲", Level::arabic, 3},
             Case{U"3. 甲", Level::arabic, 3},
             Case{U"（4）甲", Level::arabic_bracket, 4},
             Case{U"4）甲", Level::arabic_bracket, 4},
             Case{U"②甲", Level::circled, 2},
             Case{U"㈡甲", Level::chinese_bracket, 2},
             Case{U"第一部分 甲", Level::part, 1},
             Case{U"第二章　甲", Level::part, 2},
             Case{U"一是加快建设", Level::spoken, 1},
             Case{U"2.3 加快建设", Level::dotted, 3},
         }) {
        const auto mark = read_mark(line);
        ASSERT_TRUE(mark) << to_utf8(line);
        EXPECT_EQ(mark->level, level) << to_utf8(line);
        EXPECT_EQ(mark->value, value) << to_utf8(line);
    }
}

TEST(Marks, FiguresAndWordsAtALinesBeginningAreNone) {
    for (const Text line : {Text(U"1.5亿元投资"), Text(U"2014年工作"), Text(U"第三条 办法"), Text(U"16%以上"),
                            Text(U"一批项目"), Text(U"（市中小企业局）"), Text(U"")}) {
        EXPECT_FALSE(read_mark(line)) << to_utf8(line);
    }
}

TEST(Names, SeparatorsOfAllKindsPartThem) {
    EXPECT_EQ(names("市甲局、乙局，丙办,丁委；戊局"), "市甲局 | 乙局 | 丙办 | 丁委 | 戊局");
    EXPECT_EQ(names("市发改委 市财政局　市水务局"), "市发改委 | 市财政局 | 市水务局");
}

TEST(Names, BracketsWithinANameStay) {
    EXPECT_EQ(names("市经信委（市中小企业局、市国资办）、市财政局"), "市经信委（市中小企业局、市国资办） | 市财政局");
}

TEST(Names, RolesAfterNamesAreTakenOff) {
    EXPECT_EQ(names("市发改委（牵头）、市财政局"), "市发改委* | 市财政局");
    EXPECT_EQ(names("市发改委牵头，市财政局、市水务局配合"), "市发改委* | 市财政局~ | 市水务局~");
}

TEST(Names, AnOpenListIsToldAndItsWordDropped) {
    EXPECT_EQ(names("市发改委、市财政局等"), "市发改委 | 市财政局 …");
    EXPECT_EQ(names("市公安局等部门"), "市公安局 …");
}

TEST(Names, CollectivesAreOneParty) {
    EXPECT_EQ(names("各区、开发区，各街办"), "各区# | 开发区 | 各街办#");
    EXPECT_EQ(names("各县、市、区政府"), "各县、市、区政府#");
    EXPECT_EQ(names("各县（市、区）人民政府、市直有关部门"), "各县（市、区）人民政府# | 市直有关部门#");
}

TEST(Names, AndPartsOnlyWholeNames) {
    EXPECT_EQ(names("市人力资源和社会保障局"), "市人力资源和社会保障局");
    EXPECT_EQ(names("市财政局和市审计局"), "市财政局 | 市审计局");
}

TEST(Deadline, IsReadAsPrinted) {
    EXPECT_EQ(deadline("2014年6月底"), "2014-06-30 stated");
    EXPECT_EQ(deadline("2014年9月15日前"), "2014-09-15 stated");
    EXPECT_EQ(deadline("2014-11-20"), "2014-11-20 stated");
    EXPECT_EQ(deadline("二〇一四年十月"), "2014-10-31 stated");
    EXPECT_EQ(deadline("2015年底前"), "2015-12-31 stated");
    EXPECT_EQ(deadline("2016年2月"), "2016-02-29 stated");
}

TEST(Deadline, WordsAreCountedFromTheDocumentsYear) {
    EXPECT_EQ(deadline("年底前"), "2014-12-31 relative");
    EXPECT_EQ(deadline("全年"), "2014-12-31 relative");
    EXPECT_EQ(deadline("上半年"), "2014-06-30 relative");
    EXPECT_EQ(deadline("三季度末"), "2014-09-30 relative");
    EXPECT_EQ(deadline("明年底"), "2015-12-31 relative");
}

TEST(Deadline, WhatIsNotCertainIsADoubt) {
    EXPECT_EQ(deadline("6月底前"), "2014-06-30 stated ?");
    EXPECT_EQ(deadline("6月开工，11月完工"), "2014-11-30 stated ?");
    EXPECT_EQ(deadline("长期坚持"), "2014-12-31 inferred ?");
    EXPECT_EQ(deadline(""), "2014-12-31 inferred ?");
    EXPECT_EQ(deadline("年底", std::nullopt), "none inferred ?");
}

}  // namespace taizhang::interop
