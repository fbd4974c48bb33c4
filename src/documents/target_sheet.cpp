#include "src/documents/target_sheet.hpp"

#include "projections/registers/units.hpp"
#include "src/interop/form_head.hpp"
#include "src/interop/xlsx_layout.hpp"
#include "src/regime/units.hpp"

#include <taizhang/text.hpp>

#include <algorithm>
#include <set>

namespace taizhang::documents {

namespace json = boost::json;

namespace {

using interop::CellValue;
using rows::AssessedIndicator;
using rows::AssessmentRow;

constexpr std::size_t most_columns_of_a4 = 12;

CellValue number(const std::optional<Decimal>& value) {
    return value ? CellValue(interop::CellNumber{*value}) : CellValue();
}

std::string measure_of(const AssessedIndicator& indicator) {
    return indicator.targets_in.empty() ? indicator.unit_of_measure : indicator.targets_in;
}

const assessment::UnitTarget* target_of(const AssessedIndicator& indicator, const UnitId& unit) {
    const auto found = std::ranges::find(indicator.targets, unit, &assessment::UnitTarget::unit);
    return found == indicator.targets.end() ? nullptr : &*found;
}

std::vector<CellValue> line_of(const AssessedIndicator& indicator, const std::vector<assessment::Assessed>& units,
                               int sequence) {
    std::vector<CellValue> cells{interop::CellNumber{Decimal(sequence)}, indicator.name, measure_of(indicator),
                                 number(indicator.total)};
    for (const auto& assessed : units) {
        const auto* target = target_of(indicator, assessed.unit);
        cells.push_back(target ? number(target->value) : CellValue());
    }
    cells.push_back(number(indicator.sum));
    cells.push_back(number(indicator.difference));
    return cells;
}

Result<AssessmentRow> assessment_row(const Reading& reading, const AssessmentId& id) {
    TZ_TRY(auto row, reading.row<AssessmentRow>("assessments", id.value));
    if (row) return std::move(*row);
    return Error{ErrorCode::not_found,
                 "/assessment: there is no assessment '" + id.value + "' at that moment; check the id"}
        .with("path", "/assessment");
}

/// One row of the file held against the assessment.
class Planner {
  public:
    Planner(const AssessmentRow& row, const std::string& file) : row_(row), file_(file) {}

    CheckedImport plan(const interop::ReadTargetList& list) {
        checked_.says = list.says;
        for (const auto& line : list.lines) take(line);
        return std::move(checked_);
    }

  private:
    void say(std::string code, std::string what, std::string read_as = {}) {
        line_.says.push_back({line_.at, std::move(code), std::move(what), std::move(read_as)});
    }

    void take(const interop::TargetLine& line) {
        line_ = {line.at, line.indicator, LineFate::refuse, line.says};
        const auto* indicator = line.indicator.empty() ? nullptr : find(line.indicator);
        if (!line.indicator.empty() && !indicator)
            say("no_indicator",
                "the scheme has no indicator " + quote(line.indicator) + " with targets; it has " + names());
        const bool fresh = indicator && seen_.insert(indicator->indicator).second;
        if (indicator && !fresh)
            say("doubled", quote(line.indicator) + " stands in the file twice; keep one of the rows");
        const bool closed = row_.state == rows::AssessmentState::concluded;
        if (closed) say("closed", "the assessment is concluded; reopen it first (assessment.reopen)");
        if (line.sound && fresh && !closed) set(line, *indicator);
        checked_.lines.push_back(std::move(line_));
    }

    const AssessedIndicator* find(const std::string& name) const {
        const auto wanted = interop::same_title(name);
        const auto found = std::ranges::find_if(row_.indicators, [&](const AssessedIndicator& one) {
            return !one.judged && (one.indicator == name || interop::same_title(one.name) == wanted);
        });
        return found == row_.indicators.end() ? nullptr : &*found;
    }

    std::string names() const {
        std::string names;
        for (const auto& one : row_.indicators) {
            if (!one.judged) names += (names.empty() ? "" : ", ") + one.name;
        }
        return names;
    }

    void set(const interop::TargetLine& line, const AssessedIndicator& indicator) {
        const auto measure = measure_told(line, indicator);
        if (!measure_fits(line, indicator, measure)) return;
        const auto total = line.total ? line.total : known_total(indicator, measure);
        tell_difference(line, total, measure);
        if (line.targets.empty() || same(line, indicator, measure, total)) {
            line_.fate = LineFate::same;
            return;
        }
        line_.fate = indicator.targets.empty() ? LineFate::enter : LineFate::change;
        json::array targets;
        for (const auto& target : line.targets)
            targets.push_back(json::object{{"unit", target.unit.value}, {"value", target.value.to_string()}});
        json::object params{{"assessment", row_.assessment.value},
                            {"indicator", indicator.indicator},
                            {"unit_of_measure", measure},
                            {"targets", std::move(targets)}};
        if (total) params["total"] = total->to_string();
        LineCommands(checked_, line_, "import of " + file_)
            .add("assessment.set_targets", std::move(params), row_.version);
    }

    /// The sheet's, told unless the row itself has it; without any the indicator's.
    std::string measure_told(const interop::TargetLine& line, const AssessedIndicator& indicator) {
        if (line.unit_of_measure.empty()) {
            const auto own = measure_of(indicator);
            say("measure_taken", "the file prints no unit of measure; the indicator's is taken", own);
            return own;
        }
        if (line.measured_in_head)
            line_.says.push_back({line.measured_at, "measure_taken",
                                  "the row prints no unit of measure; that of the head is taken",
                                  line.unit_of_measure});
        return line.unit_of_measure;
    }

    /// Of what the scheme measures the indicator in, and of a total that stays (known_total).
    bool measure_fits(const interop::TargetLine& line, const AssessedIndicator& indicator, const std::string& measure) {
        const auto& wanted = indicator.unit_of_measure;
        if (!wanted.empty() && measure != wanted && !conversion_factor(measure, wanted) &&
            !conversion_factor(wanted, measure)) {
            line_.says.push_back({line.measured_at.empty() ? line.at : line.measured_at, "measure_differs",
                                  indicator.name + " is measured in " + wanted + ", to which " + quote(measure) +
                                      " does not convert; correct it",
                                  ""});
            return false;
        }
        if (line.total || !indicator.total || known_total(indicator, measure)) return true;
        say("measure_differs", "the total that is known, " + indicator.total->to_string() + measure_of(indicator) +
                                   ", cannot be told in " + quote(measure) + "; write the total into the row");
        return false;
    }

    /// In the measure in which the targets come.
    static std::optional<Decimal> known_total(const AssessedIndicator& indicator, const std::string& measure) {
        if (!indicator.total) return std::nullopt;
        const auto total = regime::in_unit({*indicator.total, measure_of(indicator)}, measure);
        return total ? std::optional(*total) : std::nullopt;
    }

    /// 分解之和 beside the total (S5.1): told, and recorded with the targets.
    void tell_difference(const interop::TargetLine& line, const std::optional<Decimal>& total,
                         const std::string& measure) {
        Decimal sum;
        for (const auto& target : line.targets) {
            const auto next = add(sum, target.value);
            if (!next) return;
            sum = *next;
        }
        if (!total || line.targets.empty() || sum == *total) return;
        const auto difference = subtract(sum, *total);
        say("differs",
            "the units' targets add up to " + sum.to_string() + measure + ", the total is " + total->to_string() +
                measure + " (S5.1)",
            difference ? difference->to_string() + measure : "");
    }

    static bool same(const interop::TargetLine& line, const AssessedIndicator& indicator, const std::string& measure,
                     const std::optional<Decimal>& total) {
        if (indicator.targets.size() != line.targets.size() || measure != measure_of(indicator) ||
            total != indicator.total)
            return false;
        return std::ranges::all_of(line.targets, [&](const interop::ReadTarget& read) {
            const auto* known = target_of(indicator, read.unit);
            return known && known->value == read.value;
        });
    }

    const AssessmentRow& row_;
    const std::string& file_;
    CheckedImport checked_;
    CheckedLine line_;
    std::set<std::string> seen_;
};

}  // namespace

interop::FormTable target_table(const AssessmentRow& row, const std::map<UnitId, std::string>& units) {
    interop::FormTable table;
    table.form = "任务分解";
    table.title = row.title + "指标任务分解表";
    const auto column = [&](const std::string& title, interop::CellKind kind) {
        table.head.push_back({0, table.columns.size(), 1, 1, title});
        table.columns.push_back({title, 12, kind});
    };
    column("序号", interop::CellKind::sequence);
    column("指标", interop::CellKind::text);
    column("计量单位", interop::CellKind::text);
    column("总目标", interop::CellKind::number);
    for (const auto& assessed : row.units) {
        const auto name = units.find(assessed.unit);
        column(name == units.end() ? assessed.unit.value : name->second, interop::CellKind::number);
    }
    column("合计", interop::CellKind::number);
    column("差额", interop::CellKind::number);
    for (const auto& indicator : row.indicators) {
        if (!indicator.judged)
            table.rows.push_back(line_of(indicator, row.units, static_cast<int>(table.rows.size()) + 1));
    }
    interop::fit_widths(table);
    table.large_paper = table.columns.size() > most_columns_of_a4;
    return table;
}

Result<interop::FormTable> target_table(const Reading& reading, const AssessmentId& assessment) {
    TZ_TRY(const auto row, assessment_row(reading, assessment));
    TZ_TRY(const auto units, reading.unit_names());
    auto table = target_table(row, units);
    table.note = "截至记录 " + (reading.as_of() ? std::to_string(*reading.as_of()) : "0");
    return table;
}

Result<CheckedImport> check_targets(const Reading& reading, const TargetImport& request) {
    TZ_TRY(const auto row, assessment_row(reading, request.assessment));
    TZ_TRY(const auto workbook, read_import(request.bytes, request.limits));
    TZ_TRY(const auto known, reading.rows<rows::UnitRow>("units", {}));
    std::vector<interop::UnitColumn> units;
    for (const auto& assessed : row.units) {
        interop::UnitColumn column{assessed.unit, {}};
        const auto unit = std::ranges::find(known, assessed.unit, &rows::UnitRow::unit);
        if (unit != known.end()) {
            column.names = {unit->name};
            column.names.insert(column.names.end(), unit->aliases.begin(), unit->aliases.end());
            column.names.insert(column.names.end(), unit->former_names.begin(), unit->former_names.end());
        }
        column.names.push_back(assessed.unit.value);
        units.push_back(std::move(column));
    }
    TZ_TRY(const auto list, interop::read_target_list(workbook, units));
    return plan_targets(list, row, request.file);
}

CheckedImport plan_targets(const interop::ReadTargetList& list, const AssessmentRow& row, const std::string& file) {
    return Planner(row, file).plan(list);
}

}  // namespace taizhang::documents
