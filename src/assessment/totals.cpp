// From points to a score, and from scores to ranks.
#include "src/assessment/parts.hpp"

#include <algorithm>

namespace taizhang::scoring {

namespace {

using regime::Scheme;
using regime::Without;

/// Not beyond `most` on either side of 0.
Result<Decimal> capped(Decimal value, const std::optional<Decimal>& most) {
    if (!most) return value;
    TZ_TRY(const auto least, subtract(0, *most));
    return std::clamp(value, least, *most);
}

Status add_bonuses(const Scheme& scheme, const Figures& figures, UnitStanding& unit, Decimal& sum) {
    for (const auto& rule : scheme.bonuses) {
        BonusLine line{rule.key, rule.name, 0, 0, {}};
        for (const auto& mark : figures.marks) {
            if (mark.unit != unit.unit || mark.bonus != rule.key) continue;
            TZ_TRY(line.times, add(line.times, mark.times));
            line.sources.insert(line.sources.end(), mark.sources.begin(), mark.sources.end());
        }
        if (line.times == 0) continue;
        TZ_TRY(const auto whole, multiply(line.times, rule.each));
        TZ_TRY(const auto bounded, capped(whole, rule.most));
        TZ_TRY(line.points, rounded(bounded, scheme.digits));
        TZ_TRY(sum, add(sum, line.points));
        unit.steps.push_back({rule.name + "：" + line.times.to_string() + "次×" + rule.each.to_string() +
                                  (bounded == whole ? "" : "，最多" + rule.most->to_string()) + "＝" +
                                  line.points.to_string(),
                              line.sources});
        unit.bonuses.push_back(std::move(line));
    }
    TZ_TRY(const auto bounded, capped(sum, scheme.bonus_most));
    if (bounded != sum)
        unit.steps.push_back({"加减分合计" + sum.to_string() + "，最多" + scheme.bonus_most->to_string(), {}});
    sum = bounded;
    return {};
}

/// Weights of all that the unit's group is assessed on.
Result<Decimal> weights_of(const UnitStanding& unit, bool assessed_only) {
    Decimal sum;
    for (const auto& line : unit.lines) {
        if (assessed_only && !line.assessed) continue;
        TZ_TRY(sum, add(sum, line.weight));
    }
    return sum;
}

/// Points, and for `full` the weights of what it is not assessed on.
Result<Decimal> on_scale(const Scheme& scheme, UnitStanding& unit, Decimal all) {
    auto points = unit.points;
    if (scheme.without == Without::full) {
        TZ_TRY(const auto others, subtract(all, unit.weights));
        TZ_TRY(points, add(points, others));
    }
    if (!scheme.scale) return points;
    const auto base = scheme.without == Without::rescale ? unit.weights : all;
    TZ_TRY(const auto whole, multiply(points, *scheme.scale));
    TZ_TRY(const auto score, divide(whole, base, scheme.digits));
    unit.steps.push_back({"折算＝" + points.to_string() + "×" + scheme.scale->to_string() + "÷权重合计" +
                              base.to_string() + "＝" + score.to_string(),
                          {}});
    return score;
}

Result<Decimal> by_grades(const std::vector<regime::Grade>& grades, Decimal score) {
    for (const auto& grade : grades) {
        if (score >= grade.at_least) return grade.value;
    }
    return Decimal(0);
}

Status convert(const Scheme& scheme, UnitStanding& unit) {
    const auto& rule = *scheme.conversion;
    if (!rule.base) {
        TZ_TRY(unit.converted, by_grades(rule.grades, *unit.score));
        unit.steps.push_back({"得分" + unit.score->to_string() + "，折合加减分" + unit.converted->to_string(), {}});
        return {};
    }
    TZ_TRY(const auto beyond, subtract(*unit.score, *rule.base));
    TZ_TRY(const auto whole, multiply(beyond, rule.factor));
    TZ_TRY(const auto value, rounded(whole, scheme.digits));
    unit.converted = std::clamp(value, rule.least, rule.most);
    const auto bounded = *unit.converted == value ? std::string()
                                                  : "，限于" + rule.least.to_string() + "至" + rule.most.to_string() +
                                                        "，取" + unit.converted->to_string();
    unit.steps.push_back({"折合加减分＝（" + unit.score->to_string() + "－" + rule.base->to_string() + "）×" +
                              rule.factor.to_string() + "＝" + value.to_string() + bounded,
                          {}});
    return {};
}

/// What parts two units, the greater first: score, then the points of the tie-breakers.
std::strong_ordering against(const Scheme& scheme, const UnitStanding& a, const UnitStanding& b) {
    if (a.score.has_value() != b.score.has_value())
        return a.score ? std::strong_ordering::less : std::strong_ordering::greater;
    if (!a.score) return std::strong_ordering::equal;
    if (const auto order = *b.score <=> *a.score; order != 0) return order;
    for (const auto& key : scheme.tie_by) {
        const auto points = [&](const UnitStanding& unit) {
            const auto* line = unit.find_line(key);
            return line ? line->points.value_or(0) : Decimal(0);
        };
        if (const auto order = points(b) <=> points(a); order != 0) return order;
    }
    return std::strong_ordering::equal;
}

std::size_t group_number(const Scheme& scheme, const UnitStanding& unit) {
    const auto found = std::ranges::find(scheme.groups, unit.group, &regime::GroupRule::key);
    return static_cast<std::size_t>(found - scheme.groups.begin());
}

}  // namespace

const Line* UnitStanding::find_line(std::string_view indicator) const {
    const auto found = std::ranges::find(lines, indicator, &Line::indicator);
    return found == lines.end() ? nullptr : &*found;
}

const UnitStanding* Standing::find(std::string_view unit) const {
    const auto found = std::ranges::find(units, unit, &UnitStanding::unit);
    return found == units.end() ? nullptr : &*found;
}

Status total_up(const Scheme& scheme, const Figures& figures, UnitStanding& unit) {
    for (const auto& line : unit.lines) {
        if (!line.assessed) continue;
        TZ_TRY(unit.points, add(unit.points, line.points.value_or(0)));
    }
    TZ_TRY(unit.weights, weights_of(unit, true));
    TZ_TRY(const auto all, weights_of(unit, false));
    if (unit.weights == 0) {
        unit.steps.push_back({"没有计分的指标，不排名", {}});
        return {};
    }
    unit.steps.push_back({"各项得分合计" + unit.points.to_string(), {}});
    TZ_TRY(const auto base, on_scale(scheme, unit, all));
    Decimal bonuses;
    TZ_CHECK(add_bonuses(scheme, figures, unit, bonuses));
    TZ_TRY(const auto score, add(base, bonuses));
    TZ_TRY(unit.score, rounded(score, scheme.digits));
    unit.steps.push_back({"总分" + unit.score->to_string(), {}});
    if (scheme.conversion) TZ_CHECK(convert(scheme, unit));
    return {};
}

void rank(const Scheme& scheme, std::vector<UnitStanding>& units) {
    std::ranges::sort(units, [&](const UnitStanding& a, const UnitStanding& b) {
        if (const auto order = group_number(scheme, a) <=> group_number(scheme, b); order != 0) return order < 0;
        if (const auto order = against(scheme, a, b); order != 0) return order < 0;
        return a.unit < b.unit;
    });
    for (std::size_t i = 0, place = 0; i < units.size(); ++i, ++place) {
        if (i == 0 || units[i].group != units[i - 1].group) place = 0;
        if (!units[i].score) continue;
        const bool tied = place > 0 && against(scheme, units[i - 1], units[i]) == 0;
        const auto next =
            scheme.ties == regime::Ties::shared ? std::uint32_t(place + 1) : (place > 0 ? units[i - 1].rank : 0) + 1;
        units[i].rank = tied ? units[i - 1].rank : next;
    }
}

}  // namespace taizhang::scoring
