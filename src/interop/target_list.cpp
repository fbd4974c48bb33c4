#include "src/interop/target_list.hpp"

#include <taizhang/text.hpp>

#include <algorithm>

#include "src/interop/form_cells.hpp"
#include "src/interop/printed_figure.hpp"

namespace taizhang::interop {

namespace {

constexpr std::string_view unit_key = "unit/";

class LineReader {
  public:
    TargetLine read(const ListLine& line) {
        line_ = {};
        line_.at = line.at;
        for (const auto& [key, cell] : line.cells) take(key, cell);
        if (line_.indicator.empty())
            bar(line.at, "no_name", "expected the indicator's name, got none; name it, or delete the row");
        return std::move(line_);
    }

  private:
    void bar(const std::string& at, std::string code, std::string what) {
        line_.says.push_back({at, std::move(code), std::move(what), ""});
        line_.sound = false;
    }

    void take(const std::string& key, const ListCell& cell) {
        const bool figure = key == "total" || key.starts_with(unit_key);
        if (!figure && key != "indicator" && key != "unit_of_measure") return;
        const auto text = trimmed(printed(cell.value));
        if (std::holds_alternative<CellFault>(cell.value))
            return bar(cell.at, "fault",
                       "expected a value, got the failed formula " + quote(text) + "; put the value there");
        if (is_filler(text) || text == "/") return;
        if (key == "indicator")
            line_.indicator = text;
        else if (key == "unit_of_measure")
            line_.unit_of_measure = text;
        else
            take_figure(key, cell, text);
    }

    void take_figure(const std::string& key, const ListCell& cell, const std::string& text) {
        if (cell.shared)
            return bar(cell.at, "merged", quote(text) + " is merged over several rows; write each row's own");
        const auto number = std::holds_alternative<CellDate>(cell.value) ? std::nullopt : read_figure(text);
        const bool bare = number && (number->unit.empty() || number->unit == line_.unit_of_measure);
        if (!bare)
            return bar(cell.at, "not_a_number",
                       "expected a number" + (line_.unit_of_measure.empty() ? "" : " in " + line_.unit_of_measure) +
                           ", got " + quote(text) + "; correct it, or leave the cell empty");
        if (key == "total")
            line_.total = number->value;
        else
            line_.targets.push_back({UnitId{key.substr(unit_key.size())}, number->value, cell.at});
    }

    TargetLine line_;
};

}  // namespace

std::vector<ListColumn> target_columns() {
    return {{"sequence", {"序号"}},
            {"indicator", {"指标", "指标名称", "考核指标", "指标任务"}, true},
            {"unit_of_measure", {"计量单位", "单位"}},
            {"total", {"总目标", "全市目标", "全区目标", "全年目标", "年度目标", "目标总量", "总任务"}},
            {"sum", {"合计", "分解合计"}},
            {"difference", {"差额"}}};
}

Result<ReadTargetList> read_target_list(const Workbook& workbook, std::span<const UnitColumn> units) {
    auto columns = target_columns();
    for (const auto& unit : units) columns.push_back({std::string(unit_key) + unit.unit.value, unit.names});
    TZ_TRY(auto list, read_list(workbook, columns));
    ReadTargetList read{{}, std::move(list.says)};
    LineReader reader;
    for (auto& sheet : list.sheets) {
        for (auto& said : sheet.says) {
            if (said.code == "unknown_column") said.code = "not_assessed";
            read.says.push_back(std::move(said));
        }
        for (const auto& line : sheet.lines) read.lines.push_back(reader.read(line));
    }
    return read;
}

}  // namespace taizhang::interop
