// Monthly progress and its corrections: by the unit itself, once a month, explained where it is behind.
#include "events/report_id.hpp"
#include "events/schedule.hpp"
#include "src/domain/items/item_checks.hpp"

#include <set>

namespace taizhang {

namespace {

Status check_texts(const item::ProgressReported& proposal) {
    TZ_CHECK(check_text(proposal.progress, "/progress"));
    TZ_CHECK(check_text(proposal.achievements, "/achievements"));
    TZ_CHECK(check_text(proposal.problems, "/problems"));
    TZ_CHECK(check_text(proposal.measures, "/measures"));
    TZ_CHECK(check_text(proposal.next_measures, "/next_measures"));
    TZ_CHECK(check_text(proposal.reasons, "/reasons"));
    return check_text(proposal.corrections, "/corrections");
}

Status check_texts(const item::ProgressCorrected& proposal) {
    TZ_CHECK(check_text(proposal.progress, "/progress"));
    TZ_CHECK(check_text(proposal.problems, "/problems"));
    TZ_CHECK(check_text(proposal.measures, "/measures"));
    TZ_CHECK(check_text(proposal.achievements, "/achievements"));
    TZ_CHECK(check_text(proposal.next_measures, "/next_measures"));
    TZ_CHECK(check_text(proposal.reasons, "/reasons"));
    return check_text(proposal.corrections, "/corrections");
}

/// The figure's unit of measure must be that of a target of the same indicator, or convert to it exactly (rule 7).
Status check_actual(const ItemState& state, const Actual& actual, const std::string& path) {
    std::string wanted;
    for (const auto& target : state.targets) {
        if (target.indicator != actual.indicator) continue;
        if (conversion_factor(actual.unit, target.unit)) return {};
        wanted = target.unit;
    }
    if (wanted.empty())
        return invalid(path + "/indicator: the item has no target '" + actual.indicator +
                           "'; name one that it has, or have it set first (item.set_target)",
                       path + "/indicator");
    return invalid(path + "/unit: '" + actual.unit + "' does not convert to '" + wanted + "', the target's unit",
                   path + "/unit");
}

Status check_actuals(const ItemState& state, const std::vector<Actual>& actuals) {
    TZ_CHECK(check_count(actuals.size(), "/actuals"));
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < actuals.size(); ++i) {
        const auto at = element_path("/actuals", i);
        if (!seen.insert(actuals[i].indicator).second)
            return invalid(at + "/indicator: '" + actuals[i].indicator + "' stands in the list twice",
                           at + "/indicator");
        TZ_CHECK(check_actual(state, actuals[i], at));
    }
    return {};
}

/// The report of the latest month before `period`, by the unit or by one that it follows.
const ReportedProgress* report_before(const ItemState& state, const UnitId& unit, Period period, const Case& c) {
    const ReportedProgress* latest = nullptr;
    for (const auto& one : state.progress) {
        const bool own = one.unit == unit || acts_for(c.context.directory, unit, one.unit);
        if (own && one.period < period && (!latest || one.period > latest->period)) latest = &one;
    }
    return latest;
}

/// 欠进度: the reasons and the corrections must both be stated (S7.3).
Status check_explained(Decimal percent, Period period, bool reasons, bool corrections) {
    if (!behind_schedule(percent, period) || (reasons && corrections)) return {};
    const std::string path = reasons ? "/corrections" : "/reasons";
    return refused(path + ": " + percent.to_string() + "% is behind the schedule of " +
                       scheduled_percent(period).to_string() + "% for " + period.to_string() +
                       "; state the reasons and the corrections, or the report is incomplete",
                   "S7.3")
        .with("path", json_text(path));
}

Status check_not_falling(const ItemState& state, const item::ProgressReported& proposal, const UnitId& unit,
                         const Case& c) {
    const auto* before = report_before(state, unit, proposal.period, c);
    if (!before || proposal.percent >= before->percent || proposal.reasons) return {};
    return refused("/reasons: " + proposal.percent.to_string() + "% is less than the " + before->percent.to_string() +
                       "% reported for " + before->period.to_string() + "; state the reasons",
                   "S7.3")
        .with("path", "/reasons");
}

Status check_first(const ItemState& state, const item::ProgressReported& proposal, const UnitId& unit, const Case& c) {
    const auto* known = progress_today(c.context.directory, state, unit, proposal.period);
    if (!known) return {};
    return Error{ErrorCode::conflict, "'" + unit.value + "' has reported " + proposal.period.to_string() +
                                          " already; to change it, correct it with a reason "
                                          "(item.correct_progress, corrects " +
                                          std::to_string(known->positions.front()) + ")"}
        .with("path", "/period")
        .with("corrects", known->positions.front());
}

/// Of what the ledger reports by now, or of a report that began under other rules.
Status check_own_rhythm(const ItemState& state, Period period, const UnitId& unit, const LedgerState& ledger,
                        const Case& c) {
    const auto* begun = find_state<ReportState>(c.context.directory, report_id(state.ledger, period, unit));
    return begun ? Status() : check_rhythm(period, year_of(c, ledger));
}

bool same(const Actual& a, const Actual& b) {
    return a.indicator == b.indicator && a.value == b.value && a.unit == b.unit;
}

template <class T, class Known>
bool corrects(const std::optional<T>& given, const Known& known) {
    return given && given != known;
}

bool changes(const ReportedProgress& known, const item::ProgressCorrected& proposal) {
    const bool figures = std::ranges::any_of(proposal.actuals, [&](const Actual& actual) {
        return std::ranges::none_of(known.actuals, [&](const Actual& one) { return same(one, actual); });
    });
    return figures || corrects(proposal.percent, known.percent) || corrects(proposal.progress, known.progress) ||
           corrects(proposal.problems, known.problems) || corrects(proposal.measures, known.measures) ||
           corrects(proposal.achievements, known.achievements) ||
           corrects(proposal.next_measures, known.next_measures) || corrects(proposal.reasons, known.reasons) ||
           corrects(proposal.corrections, known.corrections);
}

Result<const ReportedProgress*> need_report(const ItemState& state, Position position, const UnitId& unit,
                                            const Case& c) {
    const auto* known = find_progress(state, position);
    if (!known)
        return invalid("/corrects: position " + std::to_string(position) +
                           " is no progress report of this item; give the position of the report, or of a correction "
                           "of it",
                       "/corrects");
    if (known->unit != unit && !acts_for(c.context.directory, unit, known->unit))
        return refused("/corrects: that report is '" + known->unit.value + "'s; a unit corrects its own figures alone")
            .with("path", "/corrects");
    return known;
}

}  // namespace

Result<item::ProgressReported> decide(const ItemState& state, const item::ProgressReported& proposal, const Case& c) {
    TZ_CHECK(check_worked_on(state, c));
    TZ_TRY(const auto unit, own_unit(c, proposal.unit));
    TZ_CHECK(check_concerned(state, unit, "/unit", c));
    TZ_CHECK(check_undertaken(state, unit, c));
    TZ_TRY(const auto* ledger, open_ledger(c, state.ledger, "/ledger"));
    TZ_CHECK(check_period(proposal.period, *ledger, c.context.now));
    TZ_CHECK(check_own_rhythm(state, proposal.period, unit, *ledger, c));
    TZ_CHECK(check_percent(proposal.percent, "/percent"));
    TZ_CHECK(check_texts(proposal));
    TZ_CHECK(check_first(state, proposal, unit, c));
    TZ_CHECK(check_explained(proposal.percent, proposal.period, proposal.reasons.has_value(),
                             proposal.corrections.has_value()));
    TZ_CHECK(check_not_falling(state, proposal, unit, c));
    TZ_CHECK(check_actuals(state, proposal.actuals));
    auto reported = proposal;
    reported.unit = unit;
    return reported;
}

Status decide(const ItemState& state, const item::ProgressCorrected& proposal, const Case& c) {
    TZ_CHECK(check_worked_on(state, c));
    TZ_TRY(const auto unit, own_unit(c, std::nullopt));
    TZ_TRY(const auto* known, need_report(state, proposal.corrects, unit, c));
    TZ_CHECK(check_texts(proposal));
    if (proposal.percent) TZ_CHECK(check_percent(*proposal.percent, "/percent"));
    TZ_CHECK(check_actuals(state, proposal.actuals));
    if (!changes(*known, proposal))
        return refused(
            "nothing would change: the report says this already; give the value that should have stood "
            "there");
    return check_explained(proposal.percent.value_or(known->percent), known->period, known->reasons || proposal.reasons,
                           known->corrections || proposal.corrections);
}

}  // namespace taizhang
