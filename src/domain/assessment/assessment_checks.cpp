#include "src/domain/assessment/assessment_checks.hpp"

#include "src/regime/scheme_choice.hpp"
#include "src/regime/units.hpp"

#include <taizhang/text.hpp>

#include <algorithm>
#include <set>

namespace taizhang {

namespace {

std::string assessment_name(const Case& c) {
    return "assessment '" + std::string(c.stream.id()) + "'";
}

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

bool holds_ledger(const AssessmentState& state, const UnitId& unit, const Case& c) {
    const auto* ledger = find_state<LedgerState>(c.context.directory, state.opened.ledger);
    return ledger && acts_for(c.context.directory, unit, ledger->holder);
}

}  // namespace

Result<const regime::Scheme*> scheme_of(const AssessmentState& state, const Case& c) {
    const auto& opened = state.opened;
    TZ_TRY(const auto* regime, need_state<RegimeState>(c, opened.regime, "/regime"));
    const auto* rules = opened.scheme ? rules_with(*regime, *opened.scheme) : nullptr;
    if (rules) return regime::choose_scheme(*rules, opened.title);
    return refused("the text of regime '" + opened.regime.value + "' under which " + assessment_name(c) +
                   " was opened cannot be read by this program; go on with the version that opened it, or open a new "
                   "assessment under the text of now");
}

std::string_view clause_of(const regime::Scheme& scheme) {
    return scheme.clause ? std::string_view(*scheme.clause) : std::string_view("S5.4");
}

Result<const regime::IndicatorRule*> need_indicator(const regime::Scheme& scheme, const std::string& key) {
    if (const auto* rule = scheme.find_indicator(key)) return rule;
    std::vector<std::string> keys;
    for (const auto& one : scheme.indicators) keys.push_back(one.key);
    return invalid("/indicator: the scheme's indicators are " + listed(keys) + ", got " + quote(key), "/indicator");
}

Result<const assessment::Assessed*> need_assessed(const AssessmentState& state, const UnitId& unit,
                                                  const std::string& path) {
    if (const auto* assessed = find_assessed(state, unit)) return assessed;
    std::vector<std::string> ids;
    for (const auto& one : state.opened.units) ids.push_back(one.unit.value);
    return invalid(path + ": '" + unit.value + "' is not assessed here; assessed are " + listed(ids), path);
}

Status check_measured(const regime::IndicatorRule& rule, const assessment::Assessed& assessed,
                      const std::string& path) {
    if (rule.groups.empty() || std::ranges::count(rule.groups, assessed.group) > 0) return {};
    return invalid(path + ": '" + assessed.unit.value + "' is in the group '" + assessed.group + "', and " + rule.name +
                       " is an indicator of " + listed(rule.groups),
                   path);
}

bool bears_name(const Directory& directory, const UnitId& unit, const std::vector<std::string>& names) {
    const auto* state = find_state<UnitState>(directory, unit);
    return state && std::ranges::any_of(names, [&](const std::string& name) {
               return name == state->name || std::ranges::count(state->aliases, name) > 0;
           });
}

Status check_provider(const AssessmentState& state, const regime::IndicatorRule& rule, const Case& c) {
    const auto& unit = c.context.actor.unit;
    if (!unit) return {};  // the system's
    const auto& directory = c.context.directory;
    const auto clause = rule.clause ? *rule.clause : std::string("S5.3");
    if (rule.providers.empty()) {
        if (holds_ledger(state, *unit, c)) return {};
        return refused("/indicator: the regime names nobody who gives the figures of " + rule.name +
                           ", so the ledger's holder does; got an account of '" + unit->value + "'",
                       clause)
            .with("path", "/indicator");
    }
    const auto provides = [&](const UnitId& one) { return bears_name(directory, one, rule.providers); };
    const auto followed = [&](const assessment::Assessed& one) {
        return provides(one.unit) && acts_for(directory, *unit, one.unit);
    };
    if (provides(*unit) || std::ranges::any_of(state.opened.units, followed)) return {};
    return refused("/indicator: the figures of " + rule.name + " are given by " + listed(rule.providers) +
                       ", whom the regime names; got an account of '" + unit->value + "'",
                   clause)
        .with("path", "/indicator");
}

Status check_not_concluded(const AssessmentState& state, const Case& c) {
    if (!state.concluded) return {};
    return refused(assessment_name(c) +
                       " is concluded and its result stands; reopen it first with the reason (assessment.reopen)",
                   "S5.4")
        .with("stage", "concluded");
}

Status check_concluded(const AssessmentState& state, const Case& c) {
    if (state.concluded) return {};
    return refused(assessment_name(c) + " has no result yet; conclude it first (assessment.conclude)", "S5.4")
        .with("stage", "open");
}

Status check_positions(const std::vector<Position>& positions, const std::string& path, const Case& c) {
    TZ_CHECK(check_count(positions.size(), path));
    std::set<Position> seen;
    for (std::size_t i = 0; i < positions.size(); ++i) {
        const auto at = element_path(path, i);
        const auto text = std::to_string(positions[i]);
        if (positions[i] >= c.context.end)
            return invalid(at + ": there is no event " + text + ", the log ends before " +
                               std::to_string(c.context.end) + "; name events that stand in it",
                           at);
        if (!seen.insert(positions[i]).second) return invalid(at + ": event " + text + " is named twice", at);
    }
    return {};
}

Status check_measure(const regime::IndicatorRule& rule, const Quantity& figure, const std::string& path) {
    const auto unit = rule.bands.empty() ? rule.unit.value_or("分") : std::string("元");
    TZ_CHECK(check_text(figure.unit, path, max_key_characters));
    const auto converted = regime::in_unit(figure, unit);
    if (converted) return {};
    auto error = converted.error();
    error.message = path + ": " + rule.name + " is measured in " + unit + ": " + error.message;
    return std::move(error).with("path", json_text(path));
}

bool is_own_assessment(const UnitId& unit, const Event& proposal, const Context& context) {
    if (const auto* statement = std::get_if<assessment::StatementFiled>(&proposal))
        return acts_for(context.directory, unit, statement->unit);
    return std::holds_alternative<assessment::ScoreFiled>(proposal) ||
           std::holds_alternative<assessment::ScoreCorrected>(proposal);
}

}  // namespace taizhang
