#include "src/domain/assessment/assessment_bars.hpp"

#include "events/report_id.hpp"
#include "src/regime/scheme_choice.hpp"

#include <taizhang/reflect/concepts.hpp>

#include <algorithm>

namespace taizhang {

namespace {

using regime::Offence;

std::string_view words_of(Offence offence) {
    if (offence == Offence::report_late) return "迟报";
    return offence == Offence::report_false ? "虚报" : "漏报";
}

const std::vector<Position>& positions_of(const ReportState& report, Offence offence) {
    if (offence == Offence::report_late) return report.late_at;
    return offence == Offence::report_false ? report.false_at : report.missed_at;
}

std::string month_text(Period period) {
    const auto* half = period.half == 1 ? "上半月" : period.half == 2 ? "下半月" : "";
    return std::to_string(period.month()) + "月" + half;
}

/// The unit's reports of the year that the ledger asked for, in order.
std::vector<const ReportState*> reports_of(const AssessmentState& state, const UnitId& unit,
                                           const Directory& directory) {
    std::vector<const ReportState*> reports;
    const auto& ledger = state.opened.ledger;
    const auto* opened = find_state<LedgerState>(directory, ledger);
    if (!opened) return reports;
    const auto first = Period{std::chrono::year{opened->year} / std::chrono::January};
    for (int month = 0; month < 12; ++month) {
        for (const std::uint8_t half : {0, 1, 2}) {  // whichever way the rules counted
            const Period period{first.value + std::chrono::months(month), half};
            const auto* report = find_state<ReportState>(directory, report_id(ledger, period, unit));
            if (report) reports.push_back(report);
        }
    }
    return reports;
}

/// A report counts once, however many events say it: it fell late, and was handed in late.
std::optional<assessment::AwardBarred> bar_for(const UnitId& unit, const regime::BarRule& rule,
                                               const std::vector<const ReportState*>& reports) {
    assessment::AwardBarred bar{unit, std::string(reflect::enum_name(rule.on)), {}, {}};
    std::size_t times = 0;
    std::string months;
    for (const auto* report : reports) {
        const auto& positions = positions_of(*report, rule.on);
        if (positions.empty()) continue;
        ++times;
        months += (months.empty() ? "" : "、") + month_text(report->period);
        bar.evidence.insert(bar.evidence.end(), positions.begin(), positions.end());
    }
    if (times < rule.times) return std::nullopt;
    std::ranges::sort(bar.evidence);
    bar.grounds = months + std::string(words_of(rule.on)) + "，共" + std::to_string(times) + "次";
    return bar;
}

}  // namespace

bool is_of_reports(Offence offence) {
    return offence == Offence::report_late || offence == Offence::report_false || offence == Offence::report_omitted;
}

std::vector<assessment::AwardBarred> bars_called_for(const AssessmentState& state, const regime::Scheme& scheme,
                                                     const Directory& directory) {
    std::vector<assessment::AwardBarred> bars;
    const auto of_reports = [](const regime::BarRule& rule) { return is_of_reports(rule.on); };
    if (std::ranges::none_of(scheme.bars, of_reports)) return bars;
    for (const auto& one : state.opened.units) {
        const auto reports = reports_of(state, one.unit, directory);
        for (const auto& rule : scheme.bars) {
            const auto name = reflect::enum_name(rule.on);
            const bool decided = std::ranges::any_of(state.barred, [&](const auto& placed) {
                return placed.event.unit == one.unit && placed.event.rule == name;
            });
            if (decided || !is_of_reports(rule.on)) continue;
            if (auto bar = bar_for(one.unit, rule, reports)) bars.push_back(std::move(*bar));
        }
    }
    return bars;
}

Result<std::vector<assessment::AwardBarred>> bars_called_for(const AssessmentId& id, const Directory& directory) {
    const auto* state = find_state<AssessmentState>(directory, id);
    if (!state)
        return not_found("/assessment: there is no assessment '" + id.value +
                         "'; the view assessments lists those that there are")
            .with("path", "/assessment");
    if (state->concluded) return std::vector<assessment::AwardBarred>();
    const auto* regime = find_state<RegimeState>(directory, state->opened.regime);
    const auto* rules = regime && state->opened.scheme ? rules_with(*regime, *state->opened.scheme) : nullptr;
    if (!rules)
        return refused("/assessment: the text under which '" + id.value + "' was opened cannot be read by this program")
            .with("path", "/assessment");
    TZ_TRY(const auto* scheme, regime::choose_scheme(*rules, state->opened.title));
    return bars_called_for(*state, *scheme, directory);
}

}  // namespace taizhang
