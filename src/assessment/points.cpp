// From a figure to the points of an indicator.
#include "src/assessment/parts.hpp"
#include "src/regime/units.hpp"

#include <algorithm>

namespace taizhang::scoring {

namespace {

using regime::IndicatorRule;
using regime::Method;
using regime::to_text;

const Decimal hundred = 100;

template <class List>
auto find(const List& list, const std::string& unit, const std::string& indicator) {
    return std::ranges::find_if(list,
                                [&](const auto& each) { return each.unit == unit && each.indicator == indicator; });
}

void not_assessed(Line& line, std::string why, Sources sources = {}) {
    line.assessed = false;
    line.steps.insert(line.steps.begin(), {std::move(why), std::move(sources)});
}

/// For how many a project counts: what the highest band that it reaches says, or one.
Decimal counts(const IndicatorRule& rule, const Project& project, std::string& reached) {
    Decimal count = 1;
    for (const auto& band : rule.bands) {
        const auto order = regime::compare(project.investment, band.at_least);
        if (!order || *order < 0) continue;
        count = band.counts;
        reached = to_text(band.at_least);
    }
    return count;
}

/// The projects as a figure, with a step for each.
Status count_projects(const IndicatorRule& rule, const Figures& figures, const Unit& unit, Line& line) {
    Decimal sum;
    for (const auto& project : figures.projects) {
        if (project.unit != unit.id || project.indicator != rule.key) continue;
        std::string reached;
        const auto count = counts(rule, project, reached);
        line.steps.push_back({project.name + "投资" + to_text(project.investment) +
                                  (reached.empty() ? "，计" : "，达到" + reached + "，计") + count.to_string() + "个",
                              project.sources});
        TZ_TRY(sum, add(sum, count));
    }
    line.actual = Quantity{sum, rule.unit.value_or("个")};
    return {};
}

Status take_actual(const IndicatorRule& rule, const Figures& figures, const Unit& unit, Line& line) {
    if (!rule.bands.empty()) return count_projects(rule, figures, unit, line);
    const auto found = find(figures.actuals, unit.id, rule.key);
    if (found == figures.actuals.end()) return {};
    TZ_TRY(const auto value, regime::in_unit(found->value, rule.unit.value_or("分")));
    line.actual = Quantity{value, rule.unit.value_or("分")};
    line.steps.push_back({"完成" + to_text(found->value), found->sources});
    return {};
}

Status take_target(const IndicatorRule& rule, const Figures& figures, const Unit& unit, Line& line) {
    const auto found = find(figures.targets, unit.id, rule.key);
    if (found == figures.targets.end()) return {};
    TZ_TRY(const auto value, regime::in_unit(found->value, rule.unit.value_or("分")));
    line.target = Quantity{value, rule.unit.value_or("分")};
    line.steps.push_back({"目标" + to_text(found->value), found->sources});
    return {};
}

/// Completion as a fraction above and below the line, which is never 0.
struct Share {
    Decimal above, below;
};

/// Of a better lower figure of 0 there is no quotient: it is as good as can be. So is a target of 0 that is kept.
Share share_of(const IndicatorRule& rule, Decimal target, Decimal actual) {
    if (rule.better == regime::Better::higher) return {std::max(actual, Decimal(0)), target};
    if (actual > 0) return {target, actual};
    return {rule.most.value_or(hundred), hundred};
}

/// share ≥ percent, exactly.
Result<bool> reaches(const Share& share, Decimal percent) {
    TZ_TRY(const auto left, multiply(share.above, hundred));
    TZ_TRY(const auto right, multiply(share.below, percent));
    return left >= right;
}

struct Scored {
    Decimal points;
    std::string text;
};

Result<Scored> proportional(const IndicatorRule& rule, const Share& share, int digits) {
    if (rule.most) {
        TZ_TRY(const auto beyond, reaches(share, *rule.most));
        if (beyond) {
            TZ_TRY(const auto whole, multiply(rule.weight, *rule.most));
            TZ_TRY(const auto points, divide(whole, hundred, digits));
            return Scored{points, "权重" + rule.weight.to_string() + "×最高" + rule.most->to_string() + "%"};
        }
    }
    TZ_TRY(const auto whole, multiply(rule.weight, share.above));
    TZ_TRY(const auto points, divide(whole, share.below, digits));
    const auto figures = rule.better == regime::Better::higher
                             ? "×完成" + share.above.to_string() + "÷目标" + share.below.to_string()
                             : "×目标" + share.above.to_string() + "÷完成" + share.below.to_string();
    return Scored{points, "权重" + rule.weight.to_string() + figures};
}

Result<Scored> deduct(const IndicatorRule& rule, const Share& share, int digits) {
    TZ_TRY(const auto reached, reaches(share, hundred));
    if (reached) return Scored{rule.weight, "权重" + rule.weight.to_string()};
    TZ_TRY(const auto lacking, subtract(share.below, share.above));
    TZ_TRY(const auto percent, multiply(lacking, hundred));
    TZ_TRY(const auto whole, multiply(percent, rule.deduct));
    TZ_TRY(const auto off, divide(whole, share.below, digits));
    TZ_TRY(const auto left, subtract(rule.weight, off));
    const auto shown = divide(percent, share.below, digits);
    const auto text = "权重" + rule.weight.to_string() + "－差" + (shown ? shown->to_string() : "") + "个百分点×" +
                      rule.deduct.to_string();
    if (left < 0) return Scored{0, text + "，不低于0"};
    return Scored{left, text};
}

Result<Scored> graded(const IndicatorRule& rule, const Share& share, int digits) {
    for (const auto& grade : rule.grades) {
        TZ_TRY(const auto reached, reaches(share, grade.at_least));
        if (!reached) continue;
        TZ_TRY(const auto whole, multiply(rule.weight, grade.value));
        TZ_TRY(const auto points, divide(whole, hundred, digits));
        return Scored{points, "完成率达到" + grade.at_least.to_string() + "%，权重" + rule.weight.to_string() + "×" +
                                  grade.value.to_string() + "%"};
    }
    return Scored{0, "完成率未达到最低一档"};
}

Result<Scored> score(const IndicatorRule& rule, const Share& share, int digits) {
    switch (rule.method) {
        case Method::proportional:
            return proportional(rule, share, digits);
        case Method::deduct:
            return deduct(rule, share, digits);
        case Method::grades:
            return graded(rule, share, digits);
        case Method::all_or_nothing:
        case Method::given:
            break;
    }
    TZ_TRY(const auto reached, reaches(share, hundred));
    return Scored{reached ? rule.weight : Decimal(0), reached ? "达到目标，得权重" : "未达到目标"};
}

Status set_points(Line& line, Scored scored, int digits) {
    TZ_TRY(const auto points, rounded(scored.points, digits));
    line.points = points;
    line.steps.push_back({"得分＝" + scored.text + "＝" + points.to_string(), {}});
    return {};
}

/// The jury's points, which cannot be more than the weight.
Status score_given(const IndicatorRule& rule, Line& line, int digits) {
    const auto value = line.actual->value;
    if (value < 0 || value > rule.weight)
        return invalid("expected 0 to " + rule.weight.to_string() + " points for " + rule.name + ", got " +
                       value.to_string());
    return set_points(line, {value, "评定" + value.to_string()}, digits);
}

Status score_share(const IndicatorRule& rule, Line& line, int digits) {
    const auto share = share_of(rule, line.target->value, line.actual->value);
    TZ_TRY(const auto percent, multiply(share.above, hundred));
    TZ_TRY(line.exact, divide(percent, share.below, Decimal::max_scale));
    TZ_TRY(line.completion, divide(percent, share.below, digits));
    TZ_TRY(line.met, reaches(share, hundred));
    TZ_TRY(auto scored, score(rule, share, digits));
    return set_points(line, std::move(scored), digits);
}

/// Why a unit is not assessed on an indicator; nothing where it is.
std::optional<std::string> excused(const IndicatorRule& rule, const Unit& unit) {
    if (names(rule.exempt, unit.name))
        return unit.name + "不参加此项考核" + (rule.clause ? "（" + *rule.clause + "）" : "");
    return std::nullopt;
}

Result<Line> score_line(const regime::Scheme& scheme, const IndicatorRule& rule, const Figures& figures,
                        const Unit& unit, std::vector<std::string>& missing) {
    Line line;
    line.indicator = rule.key;
    line.name = rule.name;
    line.weight = rule.weight;
    TZ_CHECK(take_target(rule, figures, unit, line));
    TZ_CHECK(take_actual(rule, figures, unit, line));
    const bool given = rule.method == Method::given;
    if (auto why = excused(rule, unit)) {
        not_assessed(line, std::move(*why));
    } else if (!given && !line.target) {
        not_assessed(line, "没有下达目标，不计分");
    } else if (!given && rule.better == regime::Better::higher && line.target->value <= 0) {
        not_assessed(line, "目标为" + to_text(*line.target) + "，不计分");
    } else if (!line.actual && scheme.missing == regime::MissingFigure::refuse) {
        missing.push_back(unit.name + "：" + rule.name);
    } else if (!line.actual) {
        line.points = 0;
        line.met = false;
        line.completion = 0;
        line.exact = 0;
        line.steps.push_back({"没有填报完成数，得0分", {}});
    } else {
        TZ_CHECK(given ? score_given(rule, line, scheme.digits) : score_share(rule, line, scheme.digits));
    }
    return line;
}

}  // namespace

bool names(const std::vector<std::string>& list, std::string_view name) {
    return std::ranges::find(list, name) != list.end();
}

Result<Decimal> rounded(Decimal value, int digits) {
    return divide(value, 1, digits);
}

Result<std::vector<Line>> score_lines(const regime::Scheme& scheme, const Figures& figures, const Unit& unit,
                                      std::vector<std::string>& missing) {
    std::vector<Line> lines;
    for (const auto& rule : scheme.indicators) {
        if (!rule.groups.empty() && !names(rule.groups, unit.group)) continue;
        TZ_TRY(auto line, score_line(scheme, rule, figures, unit, missing));
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace taizhang::scoring
