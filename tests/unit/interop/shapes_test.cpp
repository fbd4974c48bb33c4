// Shapes that other cities' documents have; each test is a small invented document.
#include <gmock/gmock.h>
#include <boost/json.hpp>

#include "src/interop/breakdown.hpp"

namespace taizhang::interop {

namespace {

Breakdown read_shape(std::string_view text) {
    auto breakdown = read_breakdown(text);
    EXPECT_TRUE(breakdown) << breakdown.error().message;
    return breakdown ? std::move(*breakdown) : Breakdown{};
}

std::string units(const Item& item) {
    std::string out;
    for (const auto& unit : item.units) {
        if (!out.empty()) out += " ";
        out += unit.name +
               (unit.role == UnitRole::lead         ? "*"
                : unit.role == UnitRole::supporting ? "~"
                                                    : "") +
               (unit.inferred ? "?" : "") + (unit.collective ? "#" : "");
    }
    return out + (item.open_list ? " …" : "");
}

std::vector<std::string> all_units(const Breakdown& breakdown) {
    std::vector<std::string> out;
    for (const auto& item : breakdown.items)
        out.push_back(std::to_string(item.no) + " " + item.title + ": " + units(item));
    return out;
}

using testing::ElementsAre;

}  // namespace

TEST(Shapes, BracketsOfEveryShapeHoldResponsibility) {
    for (const char* brackets : {"（）", "()", "【】", "〔〕", "[]", "［］"}) {
        const std::string b = brackets;
        const std::size_t half = b.size() / 2;
        const auto breakdown = read_shape("一、工业\n1、提升产能。加快建设。" + b.substr(0, half) +
                                          "责任单位：市甲局、乙局" + b.substr(half) + "\n");
        EXPECT_THAT(all_units(breakdown), ElementsAre("1 提升产能: 市甲局*? 乙局")) << b;
        EXPECT_EQ(breakdown.items.at(0).text, "提升产能。加快建设。") << b;
    }
}

TEST(Shapes, ResponsibilityOnLinesOfItsOwn) {
    const auto breakdown = read_shape(
        "一、工业\r\n1. "
        "提升产能\r\n加快建设。\r\n牵头领导：王某\r\n牵头单位：市甲局\r\n责任单位：市乙局、丙办\r\n配合单位：各区等\r\n"
        "完成时限：2014年6月底\r\n"
        "2. 扩大投资\r\n继续建设。\r\n责任单位：市乙局\r\n");
    EXPECT_THAT(all_units(breakdown), ElementsAre("1 提升产能: 市甲局* 市乙局 丙办 各区~# …", "2 扩大投资: 市乙局*?"));
    EXPECT_EQ(breakdown.items.at(0).lead_leader, "王某");
    EXPECT_EQ(breakdown.items.at(0).deadline, Date(2014, 6, 30));
    EXPECT_EQ(breakdown.items.at(0).deadline_basis, DeadlineBasis::stated);
    EXPECT_EQ(breakdown.items.at(0).text, "提升产能\n加快建设。");
    EXPECT_EQ(breakdown.items.at(0).source.line, 2u);
}

TEST(Shapes, TagsInBracketsWithTheirValuesAfterThem) {
    const auto breakdown = read_shape(
        "一、工业\n1、提升产能。\n【牵头单位】市甲局　【配合单位】市乙局、丙局\n【完成时限】2014年10月\n2、扩大投资。\n"
        "【牵头单位】\n市丁局\n");
    EXPECT_THAT(all_units(breakdown), ElementsAre("1 提升产能: 市甲局* 市乙局~ 丙局~", "2 扩大投资: 市丁局*"));
    EXPECT_EQ(breakdown.items.at(0).deadline, Date(2014, 10, 31));
}

TEST(Shapes, ResponsibilityUnderTheTitleAndBodyAfterIt) {
    const auto breakdown = read_shape(
        "一、工业\n1、提升产能\n（责任单位：市甲局）\n新建厂房3座。\n2、扩大投资\n（责任单位：市乙局）\n完成投资5亿元。"
        "\n3、稳定增长\n（责任单位：市丙局）\n产值增长8%。\n"
        "扫一扫在手机上查看\n");
    EXPECT_THAT(all_units(breakdown),
                ElementsAre("1 提升产能: 市甲局*?", "2 扩大投资: 市乙局*?", "3 稳定增长: 市丙局*?"));
    EXPECT_EQ(breakdown.items.at(2).text, "稳定增长\n产值增长8%。");
    for (const auto& item : breakdown.items) EXPECT_EQ(item.targets.size(), 1u) << item.no;
}

TEST(Shapes, EveryNumberingOfChaptersAndTasks) {
    struct Case {
        const char *chapter, *first, *second;
    };
    for (const auto& [chapter, first, second] :
         {Case{"一、", "1、", "2、"}, Case{"一、", "1.", "2."}, Case{"一、", "１．", "２．"},
          Case{"第一章　", "1、", "2、"}, Case{"第一部分 ", "一、", "二、"}, Case{"一、", "（一）", "（二）"},
          Case{"一、", "(一)", "(二)"}, Case{"一、", "①", "②"}, Case{"一、", "一是", "二是"},
          Case{"（一）", "（1）", "（2）"}, Case{"（一）", "1）", "2）"}}) {
        const auto breakdown =
            read_shape(std::string(chapter) + "工业发展\n" + first + "提升产能。（责任单位：市甲局）\n" + second +
                       "扩大投资。（责任单位：市乙局）\n");
        EXPECT_THAT(all_units(breakdown), ElementsAre("1 提升产能: 市甲局*?", "2 扩大投资: 市乙局*?"))
            << chapter << first;
        ASSERT_EQ(breakdown.chapters.size(), 1u) << chapter << first;
        EXPECT_EQ(breakdown.chapters[0].title, "工业发展");
        EXPECT_EQ(breakdown.items.at(1).chapter, 1);
    }
}

TEST(Shapes, TasksWithoutChaptersAndWithoutNumbers) {
    const auto flat =
        read_shape("某县2014年任务分解\n一、提升产能。（责任单位：县甲局）\n二、扩大投资。（责任单位：县乙局）\n");
    EXPECT_TRUE(flat.chapters.empty());
    EXPECT_EQ(flat.items.at(0).chapter, std::nullopt);
    const auto bare = read_shape(
        "一、工业\n提升产能。（责任单位：县甲局）\n扩大投资。（责任单位：县乙局）\n二、农业\n兴修水利。（责任单位：县丙"
        "局）\n");
    EXPECT_THAT(all_units(bare), ElementsAre("1 提升产能: 县甲局*?", "2 扩大投资: 县乙局*?", "3 兴修水利: 县丙局*?"));
    EXPECT_EQ(bare.items.at(2).chapter, 2);
}

TEST(Shapes, NumbersThatBeginAnewAreMadeUniqueWithADoubt) {
    const auto breakdown = read_shape(
        "一、工业\n1、甲事。（责任单位：市甲局）\n2、乙事。（责任单位：市甲局）\n二、农业\n1、丙事。（责任单位：市甲局"
        "）\n");
    EXPECT_EQ(breakdown.items.at(2).no, 3);
    const auto told = std::ranges::count_if(breakdown.doubts, [](const Doubt& d) {
        return d.at == "item 3" && d.what.find("number 1") != std::string::npos;
    });
    EXPECT_EQ(told, 1);
}

TEST(Shapes, SubPointsBelongToTheirTask) {
    const auto breakdown = read_shape(
        "一、工业\n（一）提升产能。\n1.新建厂房3座。\n2.改造设备50台。（责任单位：市甲局）\n（二）扩大投资。\n1."
        "完成投资5亿元。\n（责任单位：市乙局）\n");
    EXPECT_THAT(all_units(breakdown), ElementsAre("1 提升产能: 市甲局*?", "2 扩大投资: 市乙局*?"));
    EXPECT_EQ(breakdown.items.at(0).text, "提升产能。\n1.新建厂房3座。\n2.改造设备50台。");
    EXPECT_EQ(breakdown.items.at(0).targets.size(), 2u);
}

TEST(Shapes, LinesWrappedWithinSentencesAndBracketsAreJoined) {
    const auto breakdown = read_shape(
        "一、工业\n1、提升产能。加快推进工业园区基础设施建设，完成投资\n15亿元，新建标准厂房3座，切实提高园区的承载能力"
        "和配\n套水平。（责任单位：市甲局、市发\n展改革委，"
        "各区\n政府）\n2、扩大投资。（责任单位：市乙局\n市丙局）\n");
    EXPECT_THAT(all_units(breakdown),
                ElementsAre("1 提升产能: 市甲局*? 市发展改革委 各区政府#", "2 扩大投资: 市乙局*? 市丙局"));
    EXPECT_EQ(
        breakdown.items.at(0).text,
        "提升产能。加快推进工业园区基础设施建设，完成投资15亿元，新建标准厂房3座，切实提高园区的承载能力和配套水平。");
}

TEST(Shapes, TextWhoseLineEndsWereLostIsCutAtItsNumbering) {
    const auto breakdown = read_shape(
        "一、工业\n1、提升产能。（责任单位：市甲局）2、扩大投资。（责任单位：市乙局）二、农业 "
        "3、兴修水利。（责任单位：市丙局）\n");
    EXPECT_THAT(all_units(breakdown),
                ElementsAre("1 提升产能: 市甲局*?", "2 扩大投资: 市乙局*?", "3 兴修水利: 市丙局*?"));
    EXPECT_EQ(breakdown.chapters.size(), 2u);
}

TEST(Shapes, TheLettersOwnPointsAreNoChapters) {
    const auto breakdown = read_shape(
        "某市政府关于任务分解的通知\n一、加强领导。要高度重视。\n二、严格督查。\n2014年2月3日\n某市任务分解表\n一、工业"
        "\n1、提升产能。（责任单位：市甲局）\n二、保障措施\n1、加强宣传。\n");
    ASSERT_EQ(breakdown.chapters.size(), 1u);
    EXPECT_EQ(breakdown.chapters[0].title, "工业");
    EXPECT_EQ(breakdown.document.written_on, Date(2014, 2, 3));
    EXPECT_EQ(breakdown.items.size(), 1u);
}

TEST(Shapes, ATaskWithoutUnitsIsKeptWithADoubt) {
    const auto breakdown =
        read_shape("一、工业\n1、甲事。（责任单位：市甲局）\n2、乙事。\n3、丙事。（责任单位：市甲局）\n");
    ASSERT_EQ(breakdown.items.size(), 3u);
    EXPECT_TRUE(breakdown.items[1].units.empty());
    EXPECT_TRUE(std::ranges::any_of(
        breakdown.doubts, [](const Doubt& d) { return d.at == "item 2" && d.what.find("no responsible unit") == 0; }));
}

TEST(Shapes, ABracketThatIsNeverClosedIsReadWithADoubt) {
    const auto breakdown = read_shape("一、工业\n1、甲事。（责任单位：市甲局、乙局\n2、乙事。（责任单位：市甲局）\n");
    EXPECT_THAT(all_units(breakdown), ElementsAre("1 甲事: 市甲局*? 乙局", "2 乙事: 市甲局*?"));
    EXPECT_TRUE(std::ranges::any_of(breakdown.doubts,
                                    [](const Doubt& d) { return d.what.find("never closed") != std::string::npos; }));
}

TEST(Shapes, ALeaderPrintedForAChapterStandsForItsTasks) {
    const auto breakdown = read_shape(
        "一、工业（责任领导：张某）\n1、甲事。（责任单位：市甲局；责任人：李某）\n2、乙事。（责任单位：市甲局；责任领导"
        "：王某）\n二、农业\n3、任务：丙事。（责任单位：市甲局；责任人：赵某）\n");
    ASSERT_EQ(breakdown.items.size(), 3u);
    EXPECT_EQ(breakdown.chapters[0].title, "工业");
    EXPECT_EQ(breakdown.items[0].lead_leader, "张某");
    EXPECT_EQ(breakdown.items[1].lead_leader, "王某");
    EXPECT_EQ(breakdown.items[2].lead_leader, "赵某");
    EXPECT_EQ(breakdown.items[2].title, "丙事");
}

TEST(Contract, EveryMemberIsThereAndAbsentOnesAreNull) {
    const auto json = to_contract_json(read_shape("1、甲事。增长8%。（责任单位：市甲局）\n"));
    for (const char* name : {"title", "number", "issuer", "written_on", "published_on", "encoding"}) {
        EXPECT_TRUE(json.at("document").as_object().contains(name)) << name;
    }
    const auto& item = json.at("items").at(0).as_object();
    for (const char* name : {"no", "chapter", "title", "text", "lead_leader", "units", "open_list", "targets",
                             "deadline", "deadline_basis", "source"}) {
        EXPECT_TRUE(item.contains(name)) << name;
    }
    EXPECT_EQ(item.size(), 11u);
    EXPECT_TRUE(item.at("deadline").is_null());
    EXPECT_TRUE(item.at("source").at("cell").is_null());
    EXPECT_EQ(boost::json::serialize(item.at("targets")),
              R"([{"indicator":"增长","comparator":">=","value":"8","unit":"%","stretch":false,"at":[5,6]}])");
    EXPECT_EQ(boost::json::serialize(item.at("units")),
              R"([{"name":"市甲局","role":"lead","inferred":true,"collective":false}])");
}

TEST(Shapes, CitiesAndTheirCountiesAreOneParty) {
    for (const char* party : {"各市、县（市、区）人民政府", "各市、州、县人民政府", "各州（市）、县（区）政府",
                              "各县、市、区政府", "各镇、街道", "各乡镇、街道办事处"}) {
        const auto breakdown =
            read_shape("一、工业\n1、扩产。（牵头单位：省甲厅；责任单位：省乙厅，" + std::string(party) + "）\n");
        EXPECT_THAT(all_units(breakdown), ElementsAre("1 扩产: 省甲厅* 省乙厅 " + std::string(party) + "#")) << party;
    }
}

TEST(Shapes, DepartmentsOfALevelAreACollective) {
    for (const char* party :
         {"省级有关部门", "州级各部门", "市政府各部门", "区直有关单位", "省直各单位", "全县各乡镇"}) {
        const auto breakdown = read_shape("一、工业\n1、扩产。（责任单位：省甲厅、" + std::string(party) + "）\n");
        EXPECT_THAT(all_units(breakdown), ElementsAre("1 扩产: 省甲厅*? " + std::string(party) + "#")) << party;
    }
}

TEST(Shapes, TheDocumentsOwnRuleForTheLeadIsNoInference) {
    const auto breakdown = read_shape(
        "一、工业\n1、扩产。（省甲厅、省乙厅负责，列第一位的为牵头单位，下同）\n2、建厂。（省丙厅、省丁厅负责）\n");
    EXPECT_THAT(all_units(breakdown), ElementsAre("1 扩产: 省甲厅* 省乙厅", "2 建厂: 省丙厅* 省丁厅"));
}

TEST(Shapes, AParagraphThatNamesUnitsIsNeverLost) {
    const auto breakdown = read_shape(
        "一、工业\n（一）扩产。（责任单位：市甲局）\n（二）建厂。（责任单位：市乙局）\n"
        "二、农业。修渠。（责任单位：市丙局）\n"
        "三、民生\n全面减负。（责任单位：市丁局）\n（一）建校。（责任单位：市戊局）\n");
    EXPECT_THAT(all_units(breakdown), ElementsAre("1 扩产: 市甲局*?", "2 建厂: 市乙局*?", "3 农业: 市丙局*?",
                                                  "4 全面减负: 市丁局*?", "5 建校: 市戊局*?"));
}

TEST(Shapes, PointsThatEachNameTheirUnitsAreTasks) {
    const auto breakdown = read_shape(
        "一、工业\n（一）扩产。（责任单位：市甲局）\n（二）招商。\n1.引进企业。（责任单位：市乙局）\n"
        "2.服务企业。（责任单位：市丙局）\n（三）建厂。（责任单位：市丁局）\n（四）减负。（责任单位：市戊局）\n");
    EXPECT_THAT(all_units(breakdown), ElementsAre("1 扩产: 市甲局*?", "2 引进企业: 市乙局*?", "3 服务企业: 市丙局*?",
                                                  "4 建厂: 市丁局*?", "5 减负: 市戊局*?"));
}

TEST(Shapes, HeadingsWithinOneOuterHeadingAreTheChapters) {
    const auto breakdown = read_shape(
        "一、总体要求\n提高认识。\n二、任务分解\n1．工业\n（1）扩产。（市甲局牵头）\n2．农业\n（2）修渠。（市乙局牵头）"
        "\n"
        "三、工作要求\n（一）加强领导。\n");
    ASSERT_EQ(breakdown.chapters.size(), 2u);
    EXPECT_EQ(breakdown.chapters[0].title, "工业");
    EXPECT_EQ(breakdown.chapters[1].title, "农业");
    EXPECT_THAT(all_units(breakdown), ElementsAre("1 扩产: 市甲局*", "2 修渠: 市乙局*"));
}

TEST(Shapes, AChaptersLeaderMayStandOnTheNextLine) {
    const auto breakdown =
        read_shape("一、工业\n牵头领导：王某\n1.扩产。\n责任单位：市甲局\n2.建厂。\n责任单位：市乙局\n");
    ASSERT_EQ(breakdown.items.size(), 2u);
    EXPECT_EQ(breakdown.items[0].lead_leader, "王某");
    EXPECT_EQ(breakdown.items[1].lead_leader, "王某");
}

TEST(Shapes, LabelledTaskNumbersAreNumbers) {
    const auto breakdown = read_shape("一、工业\n任务1：扩产。\n责任单位：市甲局\n任务2：建厂。\n责任单位：市乙局\n");
    EXPECT_THAT(all_units(breakdown), ElementsAre("1 扩产: 市甲局*?", "2 建厂: 市乙局*?"));
}

TEST(Shapes, AnIndentedLineWrappedBeforeAFigureIsJoined) {
    const auto breakdown = read_shape(
        "    一、主要指标\n"
        "    1.地区生产总值增长9%左右，全社会固定资产投资增长\n"
        "20%以上，地方公共财政预算收入达到5.2亿元，增长12%以上，\n"
        "规模以上工业增加值增长10%以上，社会消费品零售总额增长\n"
        "13%以上。（责任单位：县甲局、县乙局）\n");
    ASSERT_EQ(breakdown.items.size(), 1u);
    EXPECT_EQ(breakdown.items[0].text.find('\n'), std::string::npos);
    EXPECT_EQ(breakdown.items[0].targets.size(), 6u);
}

}  // namespace taizhang::interop
