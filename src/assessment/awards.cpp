// Who is barred, who owes a statement, who is given an award.
#include "src/assessment/parts.hpp"
#include "src/regime/units.hpp"

#include <algorithm>

namespace taizhang::scoring {

namespace {

using regime::AwardRule;
using regime::By;
using regime::Scheme;

std::string_view words(regime::Offence what) {
    switch (what) {
        case regime::Offence::report_late:
            return "延误上报";
        case regime::Offence::report_false:
            return "虚报数据";
        case regime::Offence::report_omitted:
            return "漏报数据";
        case regime::Offence::obstruction:
            return "故意刁难";
        case regime::Offence::improper_gain:
            return "谋取不当利益";
        case regime::Offence::dereliction:
            break;
    }
    return "失职造成严重后果";
}

std::string in_brackets(const std::optional<std::string>& clause) {
    return clause ? "（" + *clause + "）" : std::string();
}

void bar(const Scheme& scheme, const Figures& figures, UnitStanding& unit) {
    for (const auto& rule : scheme.bars) {
        Sources sources;
        std::size_t times = 0;
        for (const auto& offence : figures.offences) {
            if (offence.unit != unit.unit || offence.what != rule.on) continue;
            ++times;
            sources.insert(sources.end(), offence.sources.begin(), offence.sources.end());
        }
        if (times >= rule.times)
            unit.barred.push_back(
                {std::string(words(rule.on)) + std::to_string(times) + "次，不得评先" + in_brackets(rule.clause),
                 std::move(sources)});
    }
}

Sources sources_of(const std::vector<Step>& steps) {
    Sources all;
    for (const auto& step : steps) all.insert(all.end(), step.sources.begin(), step.sources.end());
    return all;
}

void owe_for_targets(const regime::StatementRule& rule, UnitStanding& unit) {
    for (const auto& line : unit.lines) {
        if (!line.assessed || line.met.value_or(true)) continue;
        unit.statement.push_back({line.name + "完成" + (line.completion ? line.completion->to_string() : "0") +
                                      "%，未完成目标，应向" + rule.to + "表态发言" +
                                      (rule.measures ? "并提出整改措施" : "") + in_brackets(rule.clause),
                                  sources_of(line.steps)});
    }
}

/// From the bottom of its group; equal scores stand equally low.
std::size_t place_from_below(const std::vector<UnitStanding>& units, const UnitStanding& unit) {
    return 1 + static_cast<std::size_t>(std::ranges::count_if(units, [&](const UnitStanding& other) {
               return other.group == unit.group && other.score && other.rank > unit.rank;
           }));
}

struct Candidate {
    const UnitStanding* unit;
    Decimal value;
    Sources sources;
};

std::optional<Candidate> judged(const Figures& figures, const AwardRule& award, const UnitStanding& unit) {
    for (const auto& judgement : figures.judgements) {
        if (judgement.unit == unit.unit && judgement.award == award.key)
            return Candidate{&unit, judgement.value, judgement.sources};
    }
    return std::nullopt;
}

std::optional<Candidate> candidate(const Figures& figures, const AwardRule& award, const UnitStanding& unit) {
    const auto* line = award.indicator ? unit.find_line(*award.indicator) : nullptr;
    if (award.met_only && !(line && line->met.value_or(false))) return std::nullopt;
    if (award.by == By::judged) return judged(figures, award, unit);
    if (award.by == By::score) return unit.score ? std::optional(Candidate{&unit, *unit.score, {}}) : std::nullopt;
    if (!line) return std::nullopt;
    if (award.by == By::actual)
        return line->actual ? std::optional(Candidate{&unit, line->actual->value, sources_of(line->steps)})
                            : std::nullopt;
    const auto& value = award.by == By::points ? line->points : line->exact;
    return value && line->assessed ? std::optional(Candidate{&unit, *value, sources_of(line->steps)}) : std::nullopt;
}

/// Within one group's pick by score the ranking's own order holds, with its tie-breakers.
bool goes_by_rank(const AwardRule& award) {
    return award.by == By::score && !award.together;
}

/// The best first.
bool is_before(const AwardRule& award, const Candidate& a, const Candidate& b) {
    if (a.value != b.value) return a.value > b.value;
    if (goes_by_rank(award) && a.unit->rank != b.unit->rank) return a.unit->rank < b.unit->rank;
    return a.unit->unit < b.unit->unit;
}

bool is_equal(const AwardRule& award, const Candidate& a, const Candidate& b) {
    return a.value == b.value && (!goes_by_rank(award) || a.unit->rank == b.unit->rank);
}

void take_winners(const AwardRule& award, const std::vector<Candidate>& candidates, AwardResult& result) {
    std::uint32_t place = 0, rank = 0;
    const Candidate* before = nullptr;
    for (const auto& each : candidates) {
        const auto& unit = *each.unit;
        const auto next = before && is_equal(award, *before, each) ? rank : place + 1;
        if (next > award.most) break;
        if (!unit.barred.empty()) {
            result.passed_over.push_back({unit.name + "：" + unit.barred.front().text, sources_of(unit.barred)});
            continue;
        }
        ++place;
        rank = next;
        before = &each;
        result.winners.push_back({unit.unit, unit.name, rank, each.value, award.prize, each.sources});
    }
    if (result.winners.size() < award.least)
        result.notes.push_back("应评选" + std::to_string(award.least) + "名以上，只有" +
                               std::to_string(result.winners.size()) + "名");
    if (result.winners.size() > award.most)
        result.notes.push_back("末位并列，共" + std::to_string(result.winners.size()) + "名，超过" +
                               std::to_string(award.most) + "名，由评定单位取舍");
}

AwardResult give(const AwardRule& award, const Figures& figures, const std::vector<UnitStanding>& units,
                 const std::optional<std::string>& group) {
    AwardResult result;
    result.award = award.key;
    result.name = award.name;
    result.group = group;
    std::vector<Candidate> candidates;
    for (const auto& unit : units) {
        if (group ? unit.group != *group : !(award.groups.empty() || names(award.groups, unit.group))) continue;
        if (auto found = candidate(figures, award, unit)) candidates.push_back(std::move(*found));
    }
    std::ranges::sort(candidates, [&](const auto& a, const auto& b) { return is_before(award, a, b); });
    take_winners(award, candidates, result);
    return result;
}

}  // namespace

void follow_up(const Scheme& scheme, const Figures& figures, std::vector<UnitStanding>& units) {
    const auto& rule = scheme.statement;
    for (auto& unit : units) {
        bar(scheme, figures, unit);
        if (rule.missed_target) owe_for_targets(rule, unit);
        if (!unit.score) continue;
        const auto below = place_from_below(units, unit);
        if (below <= rule.bottom)
            unit.statement.push_back({"排名第" + std::to_string(unit.rank) + "，为本组倒数第" + std::to_string(below) +
                                          "，应向" + rule.to + "表态发言" + (rule.measures ? "并提出整改措施" : "") +
                                          in_brackets(rule.clause),
                                      {}});
        unit.shares = unit.rank <= rule.top_share;
    }
}

std::vector<AwardResult> give_awards(const Scheme& scheme, const Figures& figures,
                                     const std::vector<UnitStanding>& units) {
    std::vector<AwardResult> results;
    for (const auto& award : scheme.awards) {
        if (award.together) {
            results.push_back(give(award, figures, units, std::nullopt));
            continue;
        }
        for (const auto& group : scheme.groups) {
            if (award.groups.empty() || names(award.groups, group.key))
                results.push_back(give(award, figures, units, group.key));
        }
    }
    return results;
}

}  // namespace taizhang::scoring
