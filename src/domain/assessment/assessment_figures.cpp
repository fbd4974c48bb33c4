#include "src/domain/assessment/assessment_figures.hpp"

#include <taizhang/reflect/concepts.hpp>

#include <algorithm>
#include <charconv>

namespace taizhang {

namespace {

using scoring::Sources;

Sources sources_of(Position at, const std::vector<Position>& evidence) {
    Sources sources{std::to_string(at)};
    for (const auto position : evidence) sources.push_back(std::to_string(position));
    return sources;
}

Sources sources_of(const FiledScore& score) {
    Sources sources;
    for (const auto position : score.positions) sources.push_back(std::to_string(position));
    for (const auto position : score.evidence) sources.push_back(std::to_string(position));
    return sources;
}

/// Of the names that a unit has and had, the one under which the scheme knows it: it exempts by name.
std::string name_of(const regime::Scheme& scheme, const UnitId& unit, const Case& c) {
    const auto* state = find_state<UnitState>(c.context.directory, unit);
    if (!state) return unit.value;
    for (const auto& rule : scheme.indicators) {
        for (const auto& name : rule.exempt) {
            if (std::ranges::count(state->aliases, name) > 0) return name;
        }
    }
    return state->name;
}

void add_score(const regime::Scheme& scheme, const FiledScore& score, scoring::Figures& figures) {
    const auto* rule = scheme.find_indicator(score.indicator);
    const Quantity value{score.value, score.unit_of_measure};
    if (!rule || rule->bands.empty())
        figures.actuals.push_back({score.unit.value, score.indicator, value, sources_of(score)});
    else if (score.value > 0)  // a project that was corrected to 0 counts no more
        figures.projects.push_back(
            {score.unit.value, score.indicator, score.project.value_or(""), value, sources_of(score)});
}

void add_offence(const assessment::AwardBarred& bar, Position at, scoring::Figures& figures) {
    const auto what = reflect::enum_value<regime::Offence>(bar.rule);
    if (what) figures.offences.push_back({bar.unit.value, *what, sources_of(at, bar.evidence)});
}

std::vector<Position> positions_of(const std::vector<scoring::Step>& steps) {
    std::vector<Position> positions;
    for (const auto& step : steps) {
        for (const auto& source : step.sources) {
            Position position = 0;
            std::from_chars(source.data(), source.data() + source.size(), position);
            if (std::ranges::count(positions, position) == 0) positions.push_back(position);
        }
    }
    return positions;
}

std::string text_of(const std::vector<scoring::Step>& steps) {
    std::string text;
    for (const auto& step : steps) text += (text.empty() ? "" : "；") + step.text;
    return text;
}

std::optional<Decimal> value_of(const std::optional<Quantity>& quantity) {
    return quantity ? std::optional(quantity->value) : std::nullopt;
}

assessment::IndicatorScore as_recorded(const scoring::Line& line) {
    return {line.indicator, value_of(line.target),    value_of(line.actual), line.points.value_or(0),
            !line.assessed, positions_of(line.steps), text_of(line.steps)};
}

assessment::IndicatorScore total_of(const scoring::UnitStanding& unit) {
    auto steps = unit.steps;
    if (unit.shares) steps.push_back({"排名第" + std::to_string(unit.rank) + "，交流经验", {}});
    steps.insert(steps.end(), unit.statement.begin(), unit.statement.end());
    steps.insert(steps.end(), unit.barred.begin(), unit.barred.end());
    return {total_line,          std::nullopt,  unit.converted, unit.score.value_or(0), !unit.score.has_value(),
            positions_of(steps), text_of(steps)};
}

/// Not what the scheme asks no statement for.
std::vector<std::string> missed_by(const regime::Scheme& scheme, const scoring::UnitStanding& unit) {
    std::vector<std::string> missed;
    if (scheme.statement.missed_target) {
        for (const auto& line : unit.lines) {
            if (line.assessed && !line.met.value_or(true)) missed.push_back(line.indicator);
        }
    }
    // one statement for each target that was missed, and one more for the place
    if (unit.statement.size() > missed.size()) missed.emplace_back(total_line);
    return missed;
}

/// Plus and minus points, not beyond what the scheme allows of them together.
Result<Decimal> given_to(const regime::Scheme& scheme, const scoring::UnitStanding& unit) {
    Decimal sum;
    for (const auto& line : unit.bonuses) {
        TZ_TRY(sum, add(sum, line.points));
    }
    if (!scheme.bonus_most) return sum;
    TZ_TRY(const auto least, subtract(0, *scheme.bonus_most));
    return std::clamp(sum, least, *scheme.bonus_most);
}

const regime::AwardRule* find_award(const regime::Scheme& scheme, const std::string& key) {
    const auto found = std::ranges::find(scheme.awards, key, &regime::AwardRule::key);
    return found == scheme.awards.end() ? nullptr : &*found;
}

std::string picked_by(const regime::AwardRule* rule, const scoring::Winner& winner) {
    const auto value = winner.value.to_string();
    switch (rule ? rule->by : regime::By::score) {
        case regime::By::score:
            return "得分" + value;
        case regime::By::completion:
            return "完成率" + value + "%";
        case regime::By::actual:
            return "完成" + value;
        case regime::By::points:
            return "单项得分" + value;
        case regime::By::judged:
            break;
    }
    return "评定" + value;
}

}  // namespace

std::optional<Decimal> bonus_times(const regime::BonusRule& rule, Decimal points) {
    const auto times = divide(points, rule.each, 0);
    if (!times || *times < 1) return std::nullopt;
    const auto again = multiply(*times, rule.each);
    return again && *again == points ? std::optional(*times) : std::nullopt;
}

scoring::Figures figures_of(const AssessmentState& state, const regime::Scheme& scheme, const Case& c) {
    scoring::Figures figures;
    for (const auto& one : state.opened.units)
        figures.units.push_back({one.unit.value, name_of(scheme, one.unit, c), one.group});
    for (const auto& [set, at] : state.targets) {
        for (const auto& target : set.targets)
            figures.targets.push_back(
                {target.unit.value, set.indicator, {target.value, set.unit_of_measure}, sources_of(at, {})});
    }
    for (const auto& score : state.scores) add_score(scheme, score, figures);
    for (const auto& [given, at] : state.given) {
        const auto rule = std::ranges::find(scheme.bonuses, given.rule, &regime::BonusRule::key);
        const auto times = rule == scheme.bonuses.end() ? std::nullopt : bonus_times(*rule, given.points);
        if (times) figures.marks.push_back({given.unit.value, given.rule, *times, sources_of(at, given.evidence)});
    }
    for (const auto& [bar, at] : state.barred) add_offence(bar, at, figures);
    return figures;
}

Result<std::vector<assessment::Standing>> as_recorded(const regime::Scheme& scheme, const scoring::Standing& computed) {
    std::vector<assessment::Standing> standings;
    for (const auto& unit : computed.units) {
        assessment::Standing standing;
        standing.unit = UnitId{unit.unit};
        standing.group = unit.group;
        standing.total = unit.score.value_or(0);
        standing.rank = unit.rank;
        for (const auto& line : unit.lines) standing.scores.push_back(as_recorded(line));
        standing.scores.push_back(total_of(unit));
        TZ_TRY(standing.given, given_to(scheme, unit));
        for (const auto& step : unit.barred) standing.barred.push_back(step.text);
        standing.missed = missed_by(scheme, unit);
        standings.push_back(std::move(standing));
    }
    return standings;
}

std::vector<assessment::Award> awards_of(const regime::Scheme& scheme, const scoring::Standing& computed) {
    std::vector<assessment::Award> awards;
    for (const auto& result : computed.awards) {
        const auto* rule = find_award(scheme, result.award);
        const auto clause = rule && rule->clause ? "（" + *rule->clause + "）" : std::string();
        for (const auto& winner : result.winners) {
            const auto prize =
                winner.prize ? std::optional(Amount{winner.prize->value, winner.prize->unit}) : std::optional<Amount>();
            awards.push_back(
                {result.award, UnitId{winner.unit}, prize,
                 result.name + "第" + std::to_string(winner.rank) + "名，" + picked_by(rule, winner) + clause});
        }
    }
    return awards;
}

std::vector<std::string> remarks_on_awards(const regime::Scheme& scheme, const scoring::Standing& computed) {
    std::vector<std::string> remarks;
    for (const auto& result : computed.awards) {
        const auto* rule = find_award(scheme, result.award);
        if (rule && rule->by == regime::By::judged) continue;  // granted by judgement, after the result
        const auto name = result.name + (result.group ? "（" + *result.group + "）" : std::string()) + "：";
        for (const auto& step : result.passed_over) remarks.push_back(name + step.text);
        for (const auto& note : result.notes) remarks.push_back(name + note);
    }
    return remarks;
}

}  // namespace taizhang
