// The scoring scheme of an assessment: how figures become points and ranks. read_awards.cpp reads what follows.
#include "src/regime/table.hpp"
#include "src/regime/units.hpp"

#include <taizhang/text.hpp>

#include <algorithm>

namespace taizhang::regime {

namespace {

const Decimal most_points = 10'000;

std::vector<std::string> group_keys(const Scheme& scheme) {
    std::vector<std::string> keys;
    for (const auto& group : scheme.groups) keys.push_back(group.key);
    return keys;
}

GroupRule read_group(Table& table, const Scheme& scheme) {
    GroupRule group;
    table.need({"key", "title"});
    table.key("key", group.key);
    table.text("title", group.title, 64);
    if (std::ranges::count(scheme.groups, group.key, &GroupRule::key) > 0) table.fault("key", "the key stands twice");
    return group;
}

Band read_band(Table& table) {
    Band band;
    table.need({"at_least", "counts"});
    if (table.quantity("at_least", band.at_least) && !conversion_factor(band.at_least.unit, "元"))
        table.fault("at_least", "expected an investment in 元, 万元 or 亿元, got " + quote(to_text(band.at_least)));
    table.decimal("counts", band.counts, 0, 1000);
    return band;
}

/// More investment never counts for less.
void check_bands(Table& table, const std::vector<Band>& bands) {
    for (std::size_t i = 1; i < bands.size(); ++i) {
        const auto order = compare(bands[i - 1].at_least, bands[i].at_least);
        if (order && *order >= 0)
            table.fault("band", "the bounds must grow: " + to_text(bands[i].at_least) + " stands after " +
                                    to_text(bands[i - 1].at_least));
        if (bands[i].counts < bands[i - 1].counts)
            table.fault("band", "contradicts: " + to_text(bands[i].at_least) + " counts for " +
                                    bands[i].counts.to_string() + ", less than " + to_text(bands[i - 1].at_least));
    }
}

/// Keys that only some methods have, and those that these need.
void check_method(Table& table, const IndicatorRule& rule) {
    const std::pair<const char*, Method> owned[] = {
        {"most", Method::proportional}, {"deduct", Method::deduct}, {"grades", Method::grades}};
    for (const auto& [key, method] : owned) {
        if (table.has(key) && rule.method != method)
            table.fault(key, "only method = \"" + std::string(reflect::enum_name(method)) + "\" has it; leave it out");
    }
    if (rule.method == Method::deduct) table.need({"deduct"});
    if (rule.method == Method::grades) table.need({"grades"});
    if (rule.method == Method::given) {
        for (const auto* key : {"unit", "better", "total", "band"}) {
            if (table.has(key)) table.fault(key, "a given figure is points already; leave it out");
        }
    } else {
        table.need({"unit"});
    }
}

void check_figures(Table& table, const IndicatorRule& rule) {
    if (rule.unit && !is_known_unit(*rule.unit))
        table.fault("unit", "is no unit of measure that is known: " + quote(*rule.unit) +
                                "; expected one such as 亿元, 万元, 个, 人, 家, %, 亩, 公里");
    if (rule.total && rule.unit && rule.total->unit != *rule.unit && !conversion_factor(rule.total->unit, *rule.unit))
        table.fault("total",
                    "the indicator is measured in " + quote(*rule.unit) + ", got " + quote(to_text(*rule.total)));
    if (!rule.bands.empty() && rule.better == Better::lower)
        table.fault("better", "contradicts band: of projects counted by their investment, more is better");
    check_bands(table, rule.bands);
}

IndicatorRule read_indicator(Table& table, const Scheme& scheme) {
    IndicatorRule rule;
    table.need({"key", "name", "weight"});
    table.key("key", rule.key);
    table.text("name", rule.name);
    table.text("unit", rule.unit);
    table.decimal("weight", rule.weight, 0, most_points);
    const bool known = !table.has("method") || table.choice("method", rule.method);
    table.choice("better", rule.better);
    table.decimal("most", rule.most, 0, most_points);
    table.decimal("deduct", rule.deduct, 0, most_points);
    read_grades(table, "grades", rule.grades, 0, 1000);
    table.tables("band", [&](Table& inner) { rule.bands.push_back(read_band(inner)); });
    table.quantity("total", rule.total);
    if (table.texts("groups", rule.groups)) table.refer("groups", rule.groups, group_keys(scheme), "group");
    table.texts("providers", rule.providers);
    table.texts("exempt", rule.exempt);
    table.text("clause", rule.clause, 64);
    table.text("doubt", rule.doubt, max_long_text);
    if (known) check_method(table, rule);
    check_figures(table, rule);
    if (!rule.key.empty() && scheme.find_indicator(rule.key)) table.fault("key", "the key stands twice");
    return rule;
}

BonusRule read_bonus(Table& table, const Scheme& scheme) {
    BonusRule bonus;
    table.need({"key", "name", "each"});
    table.key("key", bonus.key);
    table.text("name", bonus.name);
    if (table.decimal("each", bonus.each, -10'000, most_points) && bonus.each == 0)
        table.fault("each", "expected points, below 0 for a deduction, got 0");
    table.decimal("most", bonus.most, 0, most_points);
    table.text("clause", bonus.clause, 64);
    if (std::ranges::count(scheme.bonuses, bonus.key, &BonusRule::key) > 0) table.fault("key", "the key stands twice");
    return bonus;
}

AssessmentTime read_time(Table& table) {
    AssessmentTime time;
    table.need({"month", "name"});
    table.number("month", time.month, 1, 12);
    table.text("name", time.name, 64);
    return time;
}

/// true, or false for the points as they are.
void read_scale(Table& table, Scheme& scheme) {
    Decimal scale;
    if (!table.has("scale")) return;
    if (table.decimal("scale", scale, 0, most_points))
        scheme.scale = scale == 0 ? std::optional<Decimal>() : std::optional(scale);
}

void check_weights(Table& table, const Scheme& scheme) {
    Decimal sum;
    for (const auto& indicator : scheme.indicators) {
        const auto more = add(sum, indicator.weight);
        if (more) sum = *more;
    }
    if (!scheme.indicators.empty() && sum == 0)
        table.fault("indicator", "the weights add up to 0; nobody would have a score");
}

/// 绩效考核, 评优评先, 干部选拔任用 (S1.9, S5.6), however a document words it; or the words of the events.
std::optional<assessment::Use> use_of(std::string_view text) {
    using Words = std::vector<std::string_view>;
    static const std::vector<std::pair<assessment::Use, Words>> all{
        {assessment::Use::appointment, {"appointment", "任用", "任免", "选拔", "提拔"}},
        {assessment::Use::award, {"award", "评优", "评先", "优秀", "先进", "模范", "表彰", "奖励"}},
        {assessment::Use::performance, {"performance", "绩效", "实绩", "考核", "考评", "专项目标"}}};
    for (const auto& [use, words] : all) {
        const auto stands = [&](std::string_view word) { return text.find(word) != std::string_view::npos; };
        if (std::ranges::any_of(words, stands)) return use;
    }
    return std::nullopt;
}

void read_uses(Table& table, Scheme& scheme) {
    if (!table.texts("applied_to", scheme.applied_to)) return;
    for (const auto& text : scheme.applied_to) {
        const auto use = use_of(text);
        if (!use) {
            table.fault("applied_to",
                        "expected what results are put to: performance 绩效考核, award 评优评先 or "
                        "appointment 干部选拔任用, got " +
                            quote(text));
        } else if (std::ranges::count(scheme.uses, *use) == 0) {
            scheme.uses.push_back(*use);
        }
    }
}

void read_head(Table& table, Scheme& scheme) {
    table.need({"key", "title", "group", "indicator"});
    table.key("key", scheme.key);
    table.text("title", scheme.title);
    read_scale(table, scheme);
    table.number("digits", scheme.digits, 0, 6);
    table.choice("missing", scheme.missing);
    table.choice("without", scheme.without);
    table.choice("ties", scheme.ties);
    table.decimal("bonus_most", scheme.bonus_most, 0, most_points);
    read_uses(table, scheme);
    table.text("clause", scheme.clause, 64);
    if (scheme.without == Without::rescale && !scheme.scale && table.has("without"))
        table.fault("without", "contradicts scale = 0: only scores on a scale are rescaled");
}

Scheme read_scheme(Table& table) {
    Scheme scheme;
    read_head(table, scheme);
    table.tables("time", [&](Table& inner) { scheme.times.push_back(read_time(inner)); });
    table.tables("group", [&](Table& inner) { scheme.groups.push_back(read_group(inner, scheme)); });
    table.tables("indicator", [&](Table& inner) { scheme.indicators.push_back(read_indicator(inner, scheme)); });
    check_weights(table, scheme);
    table.tables("bonus", [&](Table& inner) { scheme.bonuses.push_back(read_bonus(inner, scheme)); });
    std::vector<std::string> indicators;
    for (const auto& each : scheme.indicators) indicators.push_back(each.key);
    if (table.texts("tie_by", scheme.tie_by)) table.refer("tie_by", scheme.tie_by, indicators, "indicator");
    read_conversion(table, scheme);
    read_awards(table, scheme);
    return scheme;
}

}  // namespace

void read_grades(Table& table, std::string_view key, std::vector<Grade>& grades, Decimal least, Decimal most) {
    table.tables(key, [&](Table& inner) {
        Grade grade;
        inner.need({"at_least", "value"});
        inner.decimal("at_least", grade.at_least, 0, most_points);
        inner.decimal("value", grade.value, least, most);
        if (!grades.empty() && !(grade.at_least < grades.back().at_least))
            inner.fault("at_least", "grades stand from the highest bound to the lowest, got " +
                                        grade.at_least.to_string() + " after " + grades.back().at_least.to_string());
        else if (!grades.empty() && grade.value > grades.back().value)
            inner.fault("value", "contradicts: a lower grade brings " + grade.value.to_string() +
                                     ", more than the grade above it");
        grades.push_back(grade);
    });
    if (table.has(key) && grades.empty()) table.fault(key, "expected at least one grade");
}

void read_assessments(Table& root, std::vector<Scheme>& schemes) {
    root.tables("assessment", [&](Table& table) {
        auto scheme = read_scheme(table);
        if (!scheme.key.empty() && std::ranges::count(schemes, scheme.key, &Scheme::key) > 0)
            table.fault("key", "the key stands twice");
        schemes.push_back(std::move(scheme));
    });
}

}  // namespace taizhang::regime
