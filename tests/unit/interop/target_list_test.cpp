// Indicators decomposed to units (S5.1), read from a sheet.
#include "tests/unit/interop/lists.hpp"

namespace taizhang::interop {

namespace {

using testing::ElementsAre;

const std::vector<UnitColumn> two_units = {{UnitId{"fgw"}, {"市发改委", "发改委"}}, {UnitId{"d1"}, {"一区"}}};

ReadTargetList read_targets(const Sheet& sheet) {
    auto read = read_target_list(workbook_of(sheet), two_units);
    EXPECT_TRUE(read) << read.error().message;
    return read ? std::move(*read) : ReadTargetList();
}

TEST(TargetList, AColumnIsAUnitByAnyOfItsNames) {
    const auto read = read_targets(sheet_of("任务分解", {{"指标", "计量单位", "一区", "总目标", "发改委", "差额"},
                                                         {"引资", "亿元", "8.50", "20", "11.5", "0"},
                                                         {"合计", "", "1", "", "", ""}}));
    ASSERT_EQ(read.lines.size(), 1u);
    const auto& line = read.lines[0];
    EXPECT_EQ(line.indicator, "引资");
    EXPECT_EQ(line.unit_of_measure, "亿元");
    EXPECT_EQ(line.total, decimal("20"));
    ASSERT_EQ(line.targets.size(), 2u);
    EXPECT_EQ(line.targets[0].unit, UnitId{"d1"});
    EXPECT_EQ(line.targets[0].value.to_string(), "8.50");
    EXPECT_EQ(line.targets[1].at, "任务分解!E2");
    EXPECT_TRUE(line.sound);
}

TEST(TargetList, OtherUnitsAreToldAndWhatIsNoNumberIsRefused) {
    auto sheet = sheet_of("任务分解", {{"指标", "计量单位", "市发改委", "二区"},
                                       {"引资", "亿元", "约3", "4"},
                                       {"税收", "万元", "5万元", "/"},
                                       {"", "", "3", ""}});
    const auto read = read_targets(sheet);
    EXPECT_THAT(codes(read.says), ElementsAre("任务分解!D1 not_assessed"));
    EXPECT_THAT(codes(read.lines[0].says), ElementsAre("任务分解!C2 not_a_number"));
    EXPECT_FALSE(read.lines[0].sound);
    EXPECT_TRUE(read.lines[1].sound);
    EXPECT_THAT(codes(read.lines[2].says), ElementsAre("任务分解!C4 no_name"));
}

TEST(TargetList, WithoutAUnitInTheRowTheHeadsIsTaken) {
    const auto noted = read_targets(
        sheet_of("任务分解", {{"单位：万元"}, {"指标", "总目标", "一区", "发改委"}, {"引资", "10", "4", "6万元"}}));
    ASSERT_EQ(noted.lines.size(), 1u);
    EXPECT_EQ(noted.lines[0].unit_of_measure, "万元");
    EXPECT_EQ(noted.lines[0].measured_at, "任务分解!A1");
    EXPECT_TRUE(noted.lines[0].measured_in_head);
    EXPECT_EQ(noted.lines[0].targets.size(), 2u);
    const auto titled =
        read_targets(sheet_of("任务分解", {{"指标", "总目标（万元）", "一区（万元）"}, {"引资", "10", "4"}}));
    EXPECT_EQ(titled.lines[0].unit_of_measure, "万元");
    EXPECT_EQ(titled.lines[0].measured_at, "任务分解!B1");
    const auto none = read_targets(sheet_of("任务分解", {{"指标", "总目标", "一区"}, {"引资", "10", "4"}}));
    EXPECT_EQ(none.lines[0].unit_of_measure, "");
    EXPECT_FALSE(none.lines[0].measured_in_head);
}

TEST(TargetList, UnitsThatContradictEachOtherAreRefused) {
    const auto columns = read_targets(sheet_of(
        "任务分解", {{"指标", "总目标（亿元）", "一区（万元）", "发改委"}, {"引资", "1", "4000", "6000"}, {"x", "1"}}));
    EXPECT_THAT(codes(columns.lines[0].says),
                ElementsAre("任务分解!C2 measure_differs", "任务分解!D2 measure_differs"));
    EXPECT_FALSE(columns.lines[0].sound);
    EXPECT_TRUE(columns.lines[1].sound) << "what has no figure says nothing of its unit";
    const auto row = read_targets(sheet_of(
        "任务分解", {{"单位：亩"}, {"指标", "总目标（万元）", "一区", "计量单位"}, {"引资", "1", "4", "亿元"}}));
    EXPECT_THAT(codes(row.lines[0].says), ElementsAre("任务分解!B3 measure_differs"));
    const auto own =
        read_targets(sheet_of("任务分解", {{"单位：亩"}, {"指标", "一区", "计量单位"}, {"引资", "4亿元", "亿元"}}));
    EXPECT_TRUE(own.lines[0].sound) << "the row's own unit goes before the note, and may stand to the right";
    EXPECT_EQ(own.lines[0].unit_of_measure, "亿元");
}

}  // namespace

}  // namespace taizhang::interop
