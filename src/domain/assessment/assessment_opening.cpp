// An assessment begins (S5.3): by which scheme, of whom; and what each has to reach (S5.1).
#include "src/domain/assessment/assessment_checks.hpp"
#include "src/domain/deciders.hpp"
#include "src/regime/scheme_choice.hpp"
#include "src/regime/units.hpp"

#include <taizhang/text.hpp>

#include <algorithm>
#include <set>

namespace taizhang {

namespace {

/// Its rules can be read, and it is in force.
Result<const RegimeState*> need_regime(const assessment::Opened& proposal, const Case& c) {
    TZ_TRY(const auto* regime, need_state<RegimeState>(c, proposal.regime, "/regime"));
    const auto name = "regime '" + proposal.regime.value + "' (" + regime->title + ")";
    if (regime->repealed)
        return refused("/regime: " + name + " is repealed" +
                       (regime->replaced_by ? "; name '" + regime->replaced_by->value + "', which replaced it"
                                            : std::string("; name one that is in force")))
            .with("path", "/regime");
    if (regime->rules) return regime;
    return refused("/regime: the text of " + name + " cannot be read by this program; amend it (regime.amend)")
        .with("path", "/regime");
}

Status check_group(const regime::Scheme& scheme, const std::string& group, const std::string& path) {
    std::string keys;
    for (const auto& one : scheme.groups) {
        if (one.key == group) return {};
        keys += (keys.empty() ? "" : ", ") + one.key;
    }
    return invalid(path + ": the scheme's groups are " + keys + ", got " + quote(group), path);
}

Status check_assessed(const regime::Scheme& scheme, const assessment::Opened& proposal, const Case& c) {
    if (proposal.units.empty()) return invalid("/units: expected the units that are assessed, got none", "/units");
    TZ_CHECK(check_count(proposal.units.size(), "/units"));
    std::set<UnitId> seen;
    for (std::size_t i = 0; i < proposal.units.size(); ++i) {
        const auto at = element_path("/units", i);
        const auto& one = proposal.units[i];
        TZ_TRY(const auto* unit, need_active_unit(c, one.unit, at + "/unit"));
        if (unit->kind == unit::Kind::collective)
            return invalid(at + "/unit: '" + one.unit.value + "' is a collective name; name each of its members",
                           at + "/unit");
        if (!seen.insert(one.unit).second)
            return invalid(at + "/unit: '" + one.unit.value + "' stands in the list twice; name it once", at + "/unit");
        TZ_CHECK(check_group(scheme, one.group, at + "/group"));
    }
    return {};
}

/// 一季度, 二季度 (S6.6): each is a time of its own, told by the title; the last of them is the year's end.
Status check_named_time(const regime::Scheme& scheme, const assessment::Opened& proposal) {
    std::string names;
    for (const auto& time : scheme.times) names += (names.empty() ? "" : ", ") + time.name;
    const auto* time = regime::time_of(scheme, proposal.occasion, proposal.title);
    if (!time)
        return refused("/title: " + scheme.title + " is held " + std::to_string(scheme.times.size()) +
                           " times a year, and the title says which; expected one of " + names + " in it, got " +
                           quote(proposal.title),
                       clause_of(scheme))
            .with("path", "/title");
    const bool last = std::ranges::none_of(scheme.times, [&](const auto& one) { return one.month > time->month; });
    const auto expected = last ? assessment::Occasion::year_end : assessment::Occasion::mid_year;
    if (proposal.occasion == expected) return {};
    return refused("/occasion: " + time->name + " is " + (last ? "the last of the year" : "not the last of the year") +
                       "; name " + (last ? "year_end" : "mid_year"),
                   clause_of(scheme))
        .with("path", "/occasion");
}

/// 半年, 年终: only where the scheme has such a time (S5.2, S9.7).
Status check_occasion(const regime::Scheme& scheme, const assessment::Opened& proposal) {
    if (regime::is_told_by_title(scheme)) return check_named_time(scheme, proposal);
    if (scheme.times.empty() || regime::time_of(scheme, proposal.occasion, proposal.title)) return {};
    return refused("/occasion: " + scheme.title + " is held once a year, in month " +
                       std::to_string(scheme.times.front().month) + "; name year_end",
                   clause_of(scheme))
        .with("path", "/occasion");
}

Status check_target(const AssessmentState& state, const regime::IndicatorRule& rule, const Quantity& value,
                    const UnitId& unit, const std::string& at) {
    TZ_TRY(const auto* assessed, need_assessed(state, unit, at + "/unit"));
    TZ_CHECK(check_measured(rule, *assessed, at + "/unit"));
    if (value.value < 0)
        return invalid(at + "/value: expected 0 or more, got " + value.value.to_string(), at + "/value");
    const auto converted = regime::in_unit(value, rule.unit.value_or("分"));
    if (converted) return {};
    auto error = converted.error();
    error.message = at + "/value: " + error.message;
    return std::move(error).with("path", json_text(at + "/value"));
}

Status check_targets(const AssessmentState& state, const regime::IndicatorRule& rule,
                     const assessment::TargetsSet& proposal) {
    if (proposal.targets.empty())
        return invalid("/targets: expected the target of each unit that has one, got none", "/targets");
    TZ_CHECK(check_count(proposal.targets.size(), "/targets"));
    std::set<UnitId> seen;
    for (std::size_t i = 0; i < proposal.targets.size(); ++i) {
        const auto at = element_path("/targets", i);
        const auto& [unit, value] = proposal.targets[i];
        if (!seen.insert(unit).second)
            return invalid(at + "/unit: '" + unit.value + "' stands in the list twice; name it once", at + "/unit");
        TZ_CHECK(check_target(state, rule, {value, proposal.unit_of_measure}, unit, at));
    }
    return {};
}

Status check_target_measure(const regime::IndicatorRule& rule, const std::string& unit) {
    TZ_CHECK(check_text(unit, "/unit_of_measure", max_key_characters));
    if (regime::in_unit({0, unit}, rule.unit.value_or("分"))) return {};
    return invalid("/unit_of_measure: " + rule.name + " is measured in " + rule.unit.value_or("分") + ", to which " +
                       quote(unit) + " does not convert",
                   "/unit_of_measure");
}

Result<Decimal> sum_of(const std::vector<assessment::UnitTarget>& targets) {
    Decimal sum;
    for (const auto& target : targets) {
        TZ_TRY(sum, add(sum, target.value));
    }
    return sum;
}

/// What the targets are to add up to, in their unit of measure: the regime's, or what the command says where the regime
/// leaves it open.
Result<std::optional<Decimal>> total_of(const regime::IndicatorRule& rule, const assessment::TargetsSet& proposal) {
    if (!rule.total) return proposal.total;
    TZ_TRY(const auto total, regime::in_unit(*rule.total, proposal.unit_of_measure));
    if (proposal.total && *proposal.total != total)
        return invalid("/total: the regime's total of " + rule.name + " is " + regime::to_text(*rule.total) + ", got " +
                           proposal.total->to_string() + proposal.unit_of_measure +
                           "; leave it out, or amend the regime before the assessment is opened",
                       "/total");
    return std::optional(total);
}

}  // namespace

Result<assessment::Opened> decide(const AssessmentState&, const assessment::Opened& proposal, const Case& c) {
    TZ_CHECK(open_ledger(c, proposal.ledger, "/ledger"));
    TZ_TRY(const auto* regime, need_regime(proposal, c));
    TZ_CHECK(check_text(proposal.title, "/title", max_title_characters));
    TZ_TRY(const auto* scheme, regime::choose_scheme(*regime->rules, proposal.title));
    TZ_CHECK(check_occasion(*scheme, proposal));
    TZ_CHECK(check_assessed(*scheme, proposal, c));
    auto opened = proposal;
    opened.scheme = regime->digest;
    return opened;
}

Result<assessment::TargetsSet> decide(const AssessmentState& state, const assessment::TargetsSet& proposal,
                                      const Case& c) {
    TZ_CHECK(check_not_concluded(state, c));
    TZ_TRY(const auto* scheme, scheme_of(state, c));
    TZ_TRY(const auto* rule, need_indicator(*scheme, proposal.indicator));
    if (rule->method == regime::Method::given)
        return invalid("/indicator: " + rule->name + " is given in points and has no target", "/indicator");
    const auto known = [&](const auto& set) { return set.event.indicator == proposal.indicator; };
    if (std::ranges::any_of(state.targets, known) && !check_text(c.context.reason, "/reason"))
        return invalid("/reason: the targets of " + rule->name + " were set before, so say why they change", "/reason");
    TZ_CHECK(check_target_measure(*rule, proposal.unit_of_measure));
    TZ_CHECK(check_targets(state, *rule, proposal));
    auto set = proposal;
    TZ_TRY(set.total, total_of(*rule, proposal));
    set.difference.reset();
    TZ_TRY(const auto sum, sum_of(set.targets));
    if (!set.total || sum == *set.total) return set;
    TZ_TRY(set.difference, subtract(sum, *set.total));
    return set;
}

}  // namespace taizhang
