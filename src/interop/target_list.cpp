#include "src/interop/target_list.hpp"

#include <taizhang/text.hpp>

#include <algorithm>

#include "src/interop/form_cells.hpp"
#include "src/interop/printed_figure.hpp"

namespace taizhang::interop {

namespace {

constexpr std::string_view unit_key = "unit/";

class TargetLineReader {
  public:
    explicit TargetLineReader(const ListSheet& sheet) : sheet_(sheet) {}

    TargetLine read(const ListLine& line) {
        line_ = {};
        line_.at = line.at;
        columns_.reset();
        for (const auto& [key, cell] : line.cells) {
            if (key == "indicator" || key == "unit_of_measure") take_text(key, cell);
        }
        for (const auto& [key, cell] : line.cells) {
            if (key == "total" || key.starts_with(unit_key)) take_figure(key, cell);
        }
        if (line_.indicator.empty())
            bar(line.at, "no_name", "expected the indicator's name, got none; name it, or delete the row");
        if (line_.unit_of_measure.empty() && columns_) {
            line_.unit_of_measure = columns_->unit;
            line_.measured_at = columns_->at;
            line_.measured_in_head = !columns_->unit.empty();
        }
        return std::move(line_);
    }

  private:
    struct Measure {
        std::string unit, at;
        bool of_title = false;  ///< and not of the note above the head
    };

    void bar(const std::string& at, std::string code, std::string what) {
        line_.says.push_back({at, std::move(code), std::move(what), ""});
        line_.sound = false;
    }

    /// What the cell says; nothing where it says nothing or a formula failed.
    std::optional<std::string> text_of(const ListCell& cell) {
        auto text = trimmed(printed(cell.value));
        if (std::holds_alternative<CellFault>(cell.value))
            bar(cell.at, "fault", "expected a value, got the failed formula " + quote(text) + "; put the value there");
        else if (!is_filler(text) && text != "/")
            return text;
        return std::nullopt;
    }

    void take_text(const std::string& key, const ListCell& cell) {
        const auto text = text_of(cell);
        if (!text) return;
        (key == "indicator" ? line_.indicator : line_.unit_of_measure) = *text;
        if (key == "unit_of_measure") line_.measured_at = cell.at;
    }

    void take_figure(const std::string& key, const ListCell& cell) {
        const auto text = text_of(cell);
        if (!text) return;
        if (cell.shared)
            return bar(cell.at, "merged", quote(*text) + " is merged over several rows; write each row's own");
        const auto printed_in = measure_of(key);
        if (!fits(printed_in, cell.at)) return;
        const auto& measure = line_.unit_of_measure.empty() ? printed_in.unit : line_.unit_of_measure;
        const auto number = std::holds_alternative<CellDate>(cell.value) ? std::nullopt : read_figure(*text);
        const bool bare = number && (number->unit.empty() || number->unit == measure);
        if (!bare)
            return bar(cell.at, "not_a_number",
                       "expected a number" + (measure.empty() ? "" : " in " + measure) + ", got " + quote(*text) +
                           "; correct it, or leave the cell empty");
        if (key == "total")
            line_.total = number->value;
        else
            line_.targets.push_back({UnitId{key.substr(unit_key.size())}, number->value, cell.at});
    }

    Measure measure_of(const std::string& key) const {
        const auto* column = sheet_.find(key);
        if (!column || !column->measure) return {};
        const bool of_title = column->noted_at.empty();
        return {*column->measure, of_title ? column->at : column->noted_at, of_title};
    }

    /// The row's own unit goes before the note; against a title, or from column to column, nothing is guessed.
    bool fits(const Measure& column, const std::string& at) {
        const auto& own = line_.unit_of_measure;
        if (!own.empty()) {
            if (!column.of_title || column.unit == own) return true;
            bar(at, "measure_differs",
                "the row is in " + own + ", the column's title says " + column.unit + "; write one of them");
            return false;
        }
        if (!columns_) columns_ = column;
        if (columns_->unit == column.unit) return true;
        const auto shown = [](const Measure& one) { return one.unit.empty() ? "no unit" : one.unit; };
        bar(at, "measure_differs",
            "the columns of the row are in " + shown(*columns_) + " and in " + shown(column) +
                "; write the row's unit of measure into a column 计量单位, and all of its figures in that");
        return false;
    }

    const ListSheet& sheet_;
    TargetLine line_;
    std::optional<Measure> columns_;  ///< of the row's figures
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
    for (auto& sheet : list.sheets) {
        for (auto& said : sheet.says) {
            if (said.code == "unknown_column") said.code = "not_assessed";
            read.says.push_back(std::move(said));
        }
        TargetLineReader reader(sheet);
        for (const auto& line : sheet.lines) read.lines.push_back(reader.read(line));
    }
    return read;
}

}  // namespace taizhang::interop
