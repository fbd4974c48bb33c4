// What follows from an assessment: conversion, awards, who is barred from them, statements.
#include "src/regime/table.hpp"
#include "src/regime/units.hpp"

#include <taizhang/text.hpp>

#include <algorithm>

namespace taizhang::regime {

namespace {

/// An award by an indicator's figure needs one; the comprehensive one has none.
void check_award(Table& table, const AwardRule& award) {
    const bool of_indicator = award.by == By::completion || award.by == By::actual || award.by == By::points;
    if (of_indicator && !award.indicator)
        table.fault("indicator",
                    "is missing: an award by " + std::string(reflect::enum_name(award.by)) + " is of one indicator");
    if (award.by == By::score && award.indicator)
        table.fault("by", "a single award is by completion, actual, points or judged; the score is of all indicators");
    if (award.by == By::judged)
        table.need({"criterion"});
    else if (table.has("criterion"))
        table.fault("criterion", "only by = \"judged\" has one; leave it out");
    if (award.met_only && !award.indicator)
        table.fault("met_only", "only an award of one indicator has a target; leave it out");
    if (award.least > award.most)
        table.fault("least", "contradicts most: at least " + std::to_string(award.least) + " of at most " +
                                 std::to_string(award.most));
}

AwardRule read_award(Table& table, const Scheme& scheme) {
    AwardRule award;
    std::vector<std::string> indicators, groups;
    for (const auto& each : scheme.indicators) indicators.push_back(each.key);
    for (const auto& each : scheme.groups) groups.push_back(each.key);
    table.need({"key", "name", "most"});
    table.key("key", award.key);
    table.text("name", award.name);
    if (table.text("indicator", award.indicator, 64))
        table.refer("indicator", {*award.indicator}, indicators, "indicator");
    if (table.texts("groups", award.groups)) table.refer("groups", award.groups, groups, "group");
    table.flag("together", award.together);
    award.by = award.indicator ? By::completion : By::score;
    table.choice("by", award.by);
    table.text("criterion", award.criterion);
    table.number("most", award.most, 1, 100);
    award.least = award.most;
    table.number("least", award.least, 1, 100);
    table.flag("met_only", award.met_only);
    if (table.quantity("prize", award.prize) && !conversion_factor(award.prize->unit, "元"))
        table.fault("prize", "expected money in 元, 万元 or 亿元, got " + quote(to_text(*award.prize)));
    table.text("clause", award.clause, 64);
    table.text("doubt", award.doubt, max_long_text);
    check_award(table, award);
    return award;
}

void read_bar(Table& table, Scheme& scheme) {
    BarRule bar;
    table.need({"on"});
    const bool known = table.choice("on", bar.on);
    table.number("times", bar.times, 1, 100);
    table.text("clause", bar.clause, 64);
    if (known && std::ranges::count(scheme.bars, bar.on, &BarRule::on) > 0) table.fault("on", "stands twice");
    scheme.bars.push_back(std::move(bar));
}

void read_statement(Table& table, StatementRule& statement) {
    table.need({"to"});
    table.flag("missed_target", statement.missed_target);
    table.number("bottom", statement.bottom, 1, 100);
    table.number("top_share", statement.top_share, 1, 100);
    table.text("to", statement.to);
    table.flag("measures", statement.measures);
    table.text("clause", statement.clause, 64);
    if (!statement.missed_target && statement.bottom == 0)
        table.fault("to", "nobody owes a statement; say missed_target = true or bottom, or leave the table out");
}

}  // namespace

void read_conversion(Table& table, Scheme& scheme) {
    table.table("conversion", [&](Table& inner) {
        Conversion conversion;
        inner.decimal("base", conversion.base, 0, 10'000);
        inner.decimal("factor", conversion.factor, 0, 1000);
        inner.decimal("least", conversion.least, -10'000, 10'000);
        inner.decimal("most", conversion.most, -10'000, 10'000);
        read_grades(inner, "grades", conversion.grades, -10'000, 10'000);
        inner.text("clause", conversion.clause, 64);
        if (inner.has("base") == inner.has("grades"))
            inner.fault("base", "expected either base with factor, least and most, or grades");
        if (inner.has("base") && !inner.has("grades")) inner.need({"factor", "least", "most"});
        for (const auto* key : {"factor", "least", "most"}) {
            if (inner.has("grades") && !inner.has("base") && inner.has(key))
                inner.fault(key, "grades have none; leave it out");
        }
        if (conversion.least > conversion.most)
            inner.fault("least", "contradicts most: " + conversion.least.to_string() + " is above " +
                                     conversion.most.to_string());
        scheme.conversion = std::move(conversion);
    });
}

void read_awards(Table& table, Scheme& scheme) {
    table.tables("award", [&](Table& inner) {
        auto award = read_award(inner, scheme);
        if (!award.key.empty() && std::ranges::count(scheme.awards, award.key, &AwardRule::key) > 0)
            inner.fault("key", "the key stands twice");
        scheme.awards.push_back(std::move(award));
    });
    table.tables("bar", [&](Table& inner) { read_bar(inner, scheme); });
    table.table("statement", [&](Table& inner) { read_statement(inner, scheme.statement); });
}

}  // namespace taizhang::regime
