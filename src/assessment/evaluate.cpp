#include "src/assessment/evaluate.hpp"

#include "src/assessment/parts.hpp"
#include "src/regime/units.hpp"

#include <taizhang/text.hpp>

#include <algorithm>
#include <set>

namespace taizhang::scoring {

namespace {

using regime::Scheme;
using regime::to_text;

template <class Rule>
bool has_key(const std::vector<Rule>& rules, std::string_view key) {
    return std::ranges::find(rules, key, &Rule::key) != rules.end();
}

class Checker {
  public:
    Checker(const Scheme& scheme, const Figures& figures) : scheme_(scheme) {
        for (const auto& unit : figures.units) units_.insert(unit.id);
    }

    Status units(const Figures& figures) const {
        if (units_.size() != figures.units.size()) return invalid("a unit stands twice; name each once", "units");
        for (const auto& unit : figures.units) {
            if (!has_key(scheme_.groups, unit.group))
                return invalid("the unit " + quote(unit.name) + " is in the group " + quote(unit.group) +
                                   ", which the scheme does not have",
                               "units");
        }
        return {};
    }

    Status unit(const std::string& id, const char* path) const {
        if (units_.contains(id)) return {};
        return invalid("a figure of a unit that is not assessed: " + quote(id), path);
    }

    /// `once`: one figure for a unit and an indicator.
    template <class List>
    Status indicators(const List& list, const char* path, bool once) const {
        std::set<std::pair<std::string, std::string>> seen;
        for (const auto& each : list) {
            TZ_CHECK(unit(each.unit, path));
            const auto* rule = scheme_.find_indicator(each.indicator);
            if (!rule) return invalid("the scheme has no indicator " + quote(each.indicator), path);
            if (once && !seen.emplace(each.unit, each.indicator).second)
                return invalid(
                    quote(each.unit) + " has two figures for " + quote(each.indicator) + "; choose the one that holds",
                    path);
        }
        return {};
    }

    template <class List, class Rules, class Member>
    Status keys(const List& list, const Rules& rules, Member member, const char* path) const {
        for (const auto& each : list) {
            TZ_CHECK(unit(each.unit, path));
            if (!has_key(rules, each.*member)) return invalid("the scheme has no " + quote(each.*member), path);
        }
        return {};
    }

  private:
    const Scheme& scheme_;
    std::set<std::string> units_;
};

/// A figure of projects is counted, not filed.
Status check_projects(const Scheme& scheme, const Figures& figures) {
    for (const auto& actual : figures.actuals) {
        if (!scheme.find_indicator(actual.indicator)->bands.empty())
            return invalid(quote(actual.indicator) + " is counted from projects; file those", "actuals");
    }
    for (const auto& project : figures.projects) {
        if (scheme.find_indicator(project.indicator)->bands.empty())
            return invalid(quote(project.indicator) + " does not count projects; file an actual", "projects");
        if (!conversion_factor(project.investment.unit, "元"))
            return invalid("expected an investment in 元, 万元 or 亿元, got " + to_text(project.investment),
                           "projects");
    }
    return {};
}

Error missing_figures(const std::vector<std::string>& missing) {
    boost::json::array list;
    for (const auto& each : missing) list.emplace_back(each);
    return invalid(std::to_string(missing.size()) + " figures are not filed, the first is " + missing.front() +
                       "; file them, or let the regime say missing = \"zero\"",
                   "actuals")
        .with("missing", std::move(list));
}

std::string difference_words(const std::string& name, const Quantity& total, Decimal sum) {
    const auto lacking = subtract(total.value, sum);
    auto text = name + "：各单位目标合计" + sum.to_string() + total.unit + "，";
    if (!lacking) return text + "与总目标" + to_text(total) + "不符";
    const bool less = *lacking > 0;
    const auto by = less ? *lacking : *subtract(sum, total.value);
    return text + "比总目标" + to_text(total) + (less ? "少" : "多") + by.to_string() + total.unit;
}

}  // namespace

Status check_figures(const Scheme& scheme, const Figures& figures) {
    const Checker checker(scheme, figures);
    TZ_CHECK(checker.units(figures));
    TZ_CHECK(checker.indicators(figures.targets, "targets", true));
    TZ_CHECK(checker.indicators(figures.actuals, "actuals", true));
    TZ_CHECK(checker.indicators(figures.projects, "projects", false));
    TZ_CHECK(checker.keys(figures.marks, scheme.bonuses, &Mark::bonus, "marks"));
    TZ_CHECK(checker.keys(figures.judgements, scheme.awards, &Judgement::award, "judgements"));
    for (const auto& offence : figures.offences) TZ_CHECK(checker.unit(offence.unit, "offences"));
    return check_projects(scheme, figures);
}

Result<std::vector<Difference>> check_targets(const Scheme& scheme, const std::vector<Target>& targets) {
    std::vector<Difference> differences;
    for (const auto& rule : scheme.indicators) {
        if (!rule.total) continue;
        Decimal sum;
        for (const auto& target : targets) {
            if (target.indicator != rule.key) continue;
            TZ_TRY(const auto value, regime::in_unit(target.value, rule.total->unit));
            TZ_TRY(sum, add(sum, value));
        }
        if (sum == rule.total->value) continue;
        differences.push_back(
            {rule.key, *rule.total, {sum, rule.total->unit}, difference_words(rule.name, *rule.total, sum)});
    }
    return differences;
}

Result<Standing> evaluate(const Scheme& scheme, const Figures& figures) {
    TZ_CHECK(check_figures(scheme, figures));
    Standing standing;
    std::vector<std::string> missing;
    for (const auto& unit : figures.units) {
        UnitStanding line;
        line.unit = unit.id;
        line.name = unit.name;
        line.group = unit.group;
        TZ_TRY(line.lines, score_lines(scheme, figures, unit, missing));
        TZ_CHECK(total_up(scheme, figures, line));
        standing.units.push_back(std::move(line));
    }
    if (!missing.empty()) return missing_figures(missing);
    rank(scheme, standing.units);
    follow_up(scheme, figures, standing.units);
    standing.awards = give_awards(scheme, figures, standing.units);
    TZ_TRY(standing.differences, check_targets(scheme, figures.targets));
    return standing;
}

}  // namespace taizhang::scoring
