// The result (S5.4, S8.7, S9.7): computed by the scheme from what was filed, and computed again when that changes.
#include "src/domain/assessment/assessment_bars.hpp"
#include "src/domain/assessment/assessment_checks.hpp"
#include "src/domain/assessment/assessment_figures.hpp"
#include "src/domain/deciders.hpp"
#include "src/domain/supervision/supervision_checks.hpp"
#include "src/regime/scheme_choice.hpp"

#include <algorithm>

namespace taizhang {

namespace {

/// Not before the month that the scheme names, July's not in June (S5.2, S9.7).
Status check_time(const AssessmentState& state, const regime::Scheme& scheme, const Case& c) {
    const auto* time = regime::time_of(scheme, state.opened.occasion, state.opened.title);
    const auto* ledger = find_state<LedgerState>(c.context.directory, state.opened.ledger);
    if (!time || !ledger) return {};
    const Date first(ledger->year, time->month, 1);
    if (today(c) >= first) return {};
    return refused("the scheme holds it (" + (time->name.empty() ? scheme.title : time->name) + ") in month " +
                       std::to_string(time->month) + "; today is " + today(c).to_string() + ", conclude it from " +
                       first.to_string() + " on",
                   clause_of(scheme))
        .with("from", json_text(first.to_string()));
}

/// What is missing is a rule's refusal, with the list.
Error refusal_of(Error error, const regime::Scheme& scheme) {
    if (!error.details.contains("missing")) return error;
    error.code = ErrorCode::refused;
    error.details.erase("path");
    return std::move(error).with("clause", json_text(clause_of(scheme)));
}

Status check_scored(const scoring::Standing& computed, const regime::Scheme& scheme) {
    const auto has_score = [](const scoring::UnitStanding& unit) { return unit.score.has_value(); };
    if (std::ranges::any_of(computed.units, has_score)) return {};
    return refused(
        "no unit has a target or a figure, so there is nothing to conclude; set targets (assessment.set_targets) and "
        "file figures (assessment.file_score) first",
        clause_of(scheme));
}

/// What the record calls for and nobody decided on is told with the result, not applied by itself.
std::string remark_on(const assessment::AwardBarred& bar, const Case& c) {
    const auto* unit = find_state<UnitState>(c.context.directory, bar.unit);
    std::string events;
    for (const auto position : bar.evidence) events += (events.empty() ? "" : "、") + std::to_string(position);
    return "未作取消评优决定：" + (unit ? unit->name : bar.unit.value) + "，" + bar.grounds + "（事件" + events + "）";
}

/// Whoever concludes, and below it what the awards say of themselves.
std::optional<std::string> note_of(const std::optional<std::string>& note, const std::vector<std::string>& remarks) {
    auto text = note.value_or("");
    for (const auto& remark : remarks) text += (text.empty() ? "" : "\n") + remark;
    return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace

Result<assessment::Concluded> decide(const AssessmentState& state, const assessment::Concluded& proposal,
                                     const Case& c) {
    TZ_CHECK(check_not_concluded(state, c));
    TZ_CHECK(check_text(proposal.note, "/note"));
    TZ_TRY(const auto* scheme, scheme_of(state, c));
    TZ_CHECK(check_time(state, *scheme, c));
    const auto computed = scoring::evaluate(*scheme, figures_of(state, *scheme, c));
    if (!computed) return refusal_of(computed.error(), *scheme);
    TZ_CHECK(check_scored(*computed, *scheme));
    assessment::Concluded concluded;
    TZ_TRY(concluded.standings, as_recorded(*scheme, *computed));
    concluded.awards = awards_of(*scheme, *computed);
    auto remarks = remarks_on_awards(*scheme, *computed);
    for (const auto& bar : bars_called_for(state, *scheme, c.context.directory)) remarks.push_back(remark_on(bar, c));
    concluded.note = note_of(proposal.note, remarks);
    return concluded;
}

Status decide(const AssessmentState& state, const assessment::Reopened& proposal, const Case& c) {
    TZ_CHECK(check_concluded(state, c));
    if (proposal.because.empty())
        return invalid(
            "/because: expected the events that changed what was known, or the figure that was wrong, got "
            "none",
            "/because");
    return check_positions(proposal.because, "/because", c);
}

}  // namespace taizhang
