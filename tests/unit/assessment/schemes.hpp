// Schemes and figures for tests: the shipped ones, and texts of one's own.
#pragma once

#include "src/assessment/evaluate.hpp"
#include "tests/unit/regime/texts.hpp"

namespace taizhang::scoring {

using regime::file;

inline regime::Scheme scheme_of(const std::string& text) {
    auto rules = regime::read(text);
    if (!rules) throw std::logic_error(rules.error().message);
    return rules->assessments.at(0);
}

inline regime::Scheme shipped(const std::string& name) {
    return scheme_of(file("regimes/" + name));
}

/// One group "g", and what else a test says of it.
inline regime::Scheme scheme_with(const std::string& rest) {
    return scheme_of(
        "title = \"t\"\nsystem = \"S5\"\ndocument = \"d\"\n[[assessment]]\nkey = \"a\"\ntitle = \"t\"\n"
        "group = [{ key = \"g\", title = \"t\" }]\n" +
        rest);
}

inline std::string indicator(const std::string& key, const std::string& rest) {
    return "[[assessment.indicator]]\nkey = \"" + key + "\"\nname = \"" + key + "\"\n" + rest + "\n";
}

inline Decimal number(const std::string& text) {
    return *Decimal::parse(text);
}

inline Quantity quantity(const std::string& value, const std::string& unit) {
    return {number(value), unit};
}

/// A unit's target and actual for an indicator, in the same unit of measure; its sources are "t:unit" and "a:unit".
inline void add_pair(Figures& figures, const std::string& unit, const std::string& indicator, const std::string& target,
                     const std::string& actual, const std::string& measure) {
    figures.targets.push_back({unit, indicator, quantity(target, measure), {"t:" + unit}});
    figures.actuals.push_back({unit, indicator, quantity(actual, measure), {"a:" + unit}});
}

inline Standing good(const regime::Scheme& scheme, const Figures& figures) {
    auto standing = evaluate(scheme, figures);
    if (!standing) throw std::logic_error(standing.error().message);
    return *standing;
}

inline std::string score_of(const Standing& standing, const std::string& unit) {
    const auto* found = standing.find(unit);
    return found && found->score ? found->score->to_string() : "none";
}

inline std::vector<std::string> ranking(const Standing& standing) {
    std::vector<std::string> all;
    for (const auto& unit : standing.units) all.push_back(std::to_string(unit.rank) + " " + unit.unit);
    return all;
}

inline std::vector<std::string> winners(const Standing& standing, const std::string& award,
                                        const std::optional<std::string>& group = {}) {
    std::vector<std::string> all;
    for (const auto& result : standing.awards) {
        if (result.award != award || (group && result.group != group)) continue;
        for (const auto& winner : result.winners) all.push_back(std::to_string(winner.rank) + " " + winner.unit);
    }
    return all;
}

/// Everything, to compare two standings byte for byte.
std::string dump(const Standing& standing);

}  // namespace taizhang::scoring
