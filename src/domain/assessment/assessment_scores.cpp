// What an assessment is computed from: figures by those who provide them (S5.3), plus and minus points, what bars from
// awards (S5.6).
#include "src/domain/assessment/assessment_bars.hpp"
#include "src/domain/assessment/assessment_checks.hpp"
#include "src/domain/assessment/assessment_figures.hpp"
#include "src/domain/deciders.hpp"
#include "src/regime/units.hpp"

#include <taizhang/reflect/concepts.hpp>
#include <taizhang/text.hpp>

#include <algorithm>

namespace taizhang {

namespace {

using regime::IndicatorRule;

/// Its provider, which the document does not assess on it (S5.3).
Status check_not_exempt(const IndicatorRule& rule, const UnitId& unit, const Case& c) {
    if (!bears_name(c.context.directory, unit, rule.exempt)) return {};
    return refused("/unit: '" + unit.value + "' is not assessed on " + rule.name + "; it needs no figure",
                   rule.clause ? *rule.clause : std::string("S5.3"))
        .with("path", "/unit");
}

/// Points within the weight, where a jury gives them; an investment, where projects are counted.
Status check_value(const IndicatorRule& rule, const Quantity& figure, bool corrected) {
    TZ_CHECK(check_measure(rule, figure, "/unit_of_measure"));
    const auto value = figure.value;
    if (rule.method == regime::Method::given && (value < 0 || value > rule.weight))
        return invalid("/value: expected 0 to " + rule.weight.to_string() + " points, got " + value.to_string(),
                       "/value");
    if (rule.bands.empty() || value > 0 || (corrected && value == 0)) return {};
    return invalid("/value: of " + rule.name +
                       " each project is filed by itself, with its investment; expected more "
                       "than 0" +
                       (corrected ? ", or 0 where it does not count after all" : "") + ", got " + value.to_string(),
                   "/value");
}

/// One figure for a unit and an indicator; one for each project, where projects are counted.
Status check_first(const AssessmentState& state, const IndicatorRule& rule, const assessment::ScoreFiled& proposal) {
    const bool counted = !rule.bands.empty();
    const auto found = std::ranges::find_if(state.scores, [&](const FiledScore& known) {
        return known.indicator == proposal.indicator && known.unit == proposal.unit &&
               (!counted || known.project == proposal.note);
    });
    if (found == state.scores.end()) return {};
    const auto at = std::to_string(found->positions.back());
    return refused((counted ? "/note: the project '" + *proposal.note + "' of '" : "/unit: " + rule.name + " of '") +
                       proposal.unit.value + "' was filed with event " + at +
                       "; a figure is changed by a correction of that event (assessment.correct_score)",
                   "S5.3")
        .with("path", counted ? "/note" : "/unit")
        .with("filed", found->positions.front());
}

const regime::BonusRule* find_bonus(const regime::Scheme& scheme, const std::string& key) {
    const auto found = std::ranges::find(scheme.bonuses, key, &regime::BonusRule::key);
    return found == scheme.bonuses.end() ? nullptr : &*found;
}

template <class List, class Name>
std::string keys_of(const List& list, Name name) {
    std::string text;
    for (const auto& one : list) text += (text.empty() ? "" : ", ") + std::string(name(one));
    return text.empty() ? "none" : text;
}

/// So often what the rule gives for each time.
Status check_times(const regime::BonusRule& rule, Decimal points) {
    const auto times = bonus_times(rule, points);
    if (times) return {};
    return invalid("/points: " + rule.name + " gives " + rule.each.to_string() +
                       " for each time; expected that, or so often that, got " + points.to_string(),
                   "/points");
}

/// What the record calls for, confirmed.
Result<assessment::AwardBarred> bar_of_record(const AssessmentState& state, const regime::Scheme& scheme,
                                              const regime::BarRule& rule, const UnitId& unit, const Case& c) {
    const std::string name(reflect::enum_name(rule.on));
    for (auto& bar : bars_called_for(state, scheme, c.context.directory)) {
        if (bar.unit == unit && bar.rule == name) return std::move(bar);
    }
    return refused("/rule: the record holds no " + std::to_string(rule.times) + " times " + name + " of '" +
                       unit.value + "' in ledger '" + state.opened.ledger.value +
                       "' that were not decided on; give the grounds and the events yourself",
                   "S5.6")
        .with("path", "/rule");
}

}  // namespace

Status decide(const AssessmentState& state, const assessment::ScoreFiled& proposal, const Case& c) {
    TZ_CHECK(check_not_concluded(state, c));
    TZ_TRY(const auto* scheme, scheme_of(state, c));
    TZ_TRY(const auto* rule, need_indicator(*scheme, proposal.indicator));
    TZ_CHECK(check_provider(state, *rule, c));
    TZ_TRY(const auto* assessed, need_assessed(state, proposal.unit, "/unit"));
    TZ_CHECK(check_measured(*rule, *assessed, "/unit"));
    TZ_CHECK(check_not_exempt(*rule, proposal.unit, c));
    if (!rule->bands.empty() && !proposal.note)
        return invalid("/note: of " + rule->name + " each project is filed by itself; expected its name here", "/note");
    TZ_CHECK(check_text(proposal.note, "/note", rule->bands.empty() ? max_text_characters : max_title_characters));
    TZ_CHECK(check_value(*rule, {proposal.value, proposal.unit_of_measure}, false));
    TZ_CHECK(check_first(state, *rule, proposal));
    return check_positions(proposal.evidence, "/evidence", c);
}

Status decide(const AssessmentState& state, const assessment::ScoreCorrected& proposal, const Case& c) {
    TZ_CHECK(check_not_concluded(state, c));
    const auto* score = find_score(state, proposal.corrects);
    if (!score)
        return invalid("/corrects: event " + std::to_string(proposal.corrects) +
                           " is no figure of this assessment; name the position of its filing, or of its correction",
                       "/corrects");
    TZ_TRY(const auto* scheme, scheme_of(state, c));
    TZ_TRY(const auto* rule, need_indicator(*scheme, score->indicator));
    TZ_CHECK(check_provider(state, *rule, c));
    TZ_CHECK(check_value(*rule, {proposal.value, score->unit_of_measure}, true));
    return check_positions(proposal.evidence, "/evidence", c);
}

Status decide(const AssessmentState& state, const assessment::PointsGiven& proposal, const Case& c) {
    TZ_CHECK(check_not_concluded(state, c));
    TZ_TRY(const auto* scheme, scheme_of(state, c));
    TZ_CHECK(need_assessed(state, proposal.unit, "/unit"));
    const auto* rule = find_bonus(*scheme, proposal.rule);
    if (!rule)
        return invalid("/rule: the scheme's rules of plus and minus points are " +
                           keys_of(scheme->bonuses, [](const auto& one) { return one.key; }) + ", got " +
                           quote(proposal.rule),
                       "/rule");
    TZ_CHECK(check_times(*rule, proposal.points));
    TZ_CHECK(check_text(proposal.grounds, "/grounds"));
    return check_positions(proposal.evidence, "/evidence", c);
}

/// Where neither grounds nor events are given: as the record has it (assessment_bars.hpp).
Result<assessment::AwardBarred> decide(const AssessmentState& state, const assessment::AwardBarred& proposal,
                                       const Case& c) {
    TZ_CHECK(check_not_concluded(state, c));
    TZ_TRY(const auto* scheme, scheme_of(state, c));
    TZ_CHECK(need_assessed(state, proposal.unit, "/unit"));
    const auto name = [](const regime::BarRule& rule) { return std::string(reflect::enum_name(rule.on)); };
    const auto rule = std::ranges::find(scheme->bars, proposal.rule, name);
    if (rule == scheme->bars.end())
        return refused(
                   "/rule: what bars from awards is " + keys_of(scheme->bars, name) + ", got " + quote(proposal.rule),
                   "S5.6")
            .with("path", "/rule");
    if (proposal.grounds.empty() && proposal.evidence.empty() && is_of_reports(rule->on))
        return bar_of_record(state, *scheme, *rule, proposal.unit, c);
    TZ_CHECK(check_text(proposal.grounds, "/grounds"));
    TZ_CHECK(check_positions(proposal.evidence, "/evidence", c));
    return proposal;
}

}  // namespace taizhang
