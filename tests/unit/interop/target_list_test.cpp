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

}  // namespace

}  // namespace taizhang::interop
