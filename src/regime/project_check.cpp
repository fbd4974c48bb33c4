#include "src/regime/project_check.hpp"

#include "src/regime/units.hpp"

#include <algorithm>

namespace taizhang::regime {

namespace {

bool has(const std::vector<std::string>& list, std::string_view name) {
    return std::ranges::find(list, name) != list.end();
}

bool share_one(const std::vector<std::string>& asked, const std::vector<std::string>& of) {
    return asked.empty() || std::ranges::any_of(of, [&](const auto& name) { return has(asked, name); });
}

std::string clause_in_brackets(const std::optional<std::string>& clause) {
    return clause ? "（" + *clause + "）" : std::string();
}

std::string_view basis_words(Basis basis) {
    return basis == Basis::total ? "总投资" : "当年投资";
}

struct Weighed {
    bool concerns = false;  ///< the threshold is for such projects
    bool reached = false;
    std::string reason;
};

Weighed weigh(const Threshold& threshold, const Candidate& candidate) {
    if (!threshold.sectors.empty() && !has(threshold.sectors, candidate.sector)) return {};
    if (!share_one(threshold.phases, candidate.phases)) return {};
    const auto what = candidate.sector + std::string(basis_words(threshold.basis));
    if (threshold.basis == Basis::year && !candidate.year) return {true, false, what + "未填报"};
    const auto& came = threshold.basis == Basis::total ? candidate.total : *candidate.year;
    const auto order = compare(came, threshold.at_least);
    const auto standard = to_text(threshold.at_least) + "的标准" + clause_in_brackets(threshold.clause);
    if (!order) return {true, false, what + to_text(came) + "，不能与" + standard + "相比：计量单位不同"};
    const bool reached = *order >= 0;
    return {true, reached, what + to_text(came) + (reached ? "，达到" : "，未达到") + standard};
}

void add_demands(std::vector<Demand>& to, const std::vector<Demand>& more) {
    for (const auto demand : more) {
        if (std::ranges::find(to, demand) == to.end()) to.push_back(demand);
    }
}

bool is_higher(const Threshold& a, const Threshold& b) {
    const auto order = compare(a.at_least, b.at_least);
    return order && *order > 0;
}

std::string nothing_fits(const ProjectRules& rules, const Candidate& candidate) {
    std::string known;
    for (const auto& threshold : rules.thresholds)
        for (const auto& sector : threshold.sectors)
            if (known.find(sector) == std::string::npos) known += (known.empty() ? "" : "、") + sector;
    return candidate.sector + "没有适用的标准" + (known.empty() ? "" : "，有标准的为" + known);
}

std::string_view words(When at) {
    switch (at) {
        case When::before:
            return "年度之前";
        case When::within:
            return "年度之内";
        case When::after:
            return "年度之后";
        case When::unknown:
            break;
    }
    return "尚未确定";
}

void check_day(std::string_view what, std::string_view name, const std::vector<When>& allowed, std::optional<Date> day,
               int year, std::vector<Breach>& out) {
    const auto at = when(day, year);
    if (allowed.empty() || std::ranges::find(allowed, at) != allowed.end()) return;
    std::string expected;
    for (const auto each : allowed) expected += (expected.empty() ? "" : "或") + std::string(words(each));
    const auto came = day ? day->to_string() + "（" + std::string(words(at)) + "）" : std::string(words(at));
    out.push_back(
        {std::string(what), std::string(name) + "应在" + std::to_string(year) + expected + "，填报为" + came});
}

}  // namespace

const Phase* ProjectRules::find_phase(std::string_view key) const {
    for (const auto* list : {&tiers, &batches}) {
        const auto found = std::ranges::find(*list, key, &Phase::key);
        if (found != list->end()) return &*found;
    }
    return nullptr;
}

Qualification qualify(const ProjectRules& rules, const Candidate& candidate) {
    Qualification found;
    found.demands = rules.demands;
    const Threshold* highest = nullptr;
    std::string missed;
    for (const auto& threshold : rules.thresholds) {
        const auto weighed = weigh(threshold, candidate);
        if (!weighed.concerns) continue;
        if (!weighed.reached) {
            missed += (missed.empty() ? "" : "；") + weighed.reason;
            continue;
        }
        add_demands(found.demands, threshold.demands);
        if (highest && !is_higher(threshold, *highest)) continue;
        highest = &threshold;
        found.reason = weighed.reason;
    }
    if (highest) {
        found.name = highest->name;
        found.clause = highest->clause;
    } else {
        found.reason = missed.empty() ? nothing_fits(rules, candidate) : missed;
    }
    return found;
}

Qualification qualify(const ProjectRules& rules, const std::string& sector, const Quantity& total) {
    return qualify(rules, Candidate{sector, total, {}, {}});
}

When when(std::optional<Date> day, int year) {
    if (!day) return When::unknown;
    if (day->year() < year) return When::before;
    return day->year() == year ? When::within : When::after;
}

std::vector<Breach> breaches(const Phase& phase, const PlanFacts& facts) {
    std::vector<Breach> out;
    check_day("start", "开工", phase.start, facts.start, facts.year, out);
    check_day("finish", "竣工", phase.finish, facts.finish, facts.year, out);
    if (!phase.stages.empty() && !(facts.stage && has(phase.stages, *facts.stage))) {
        std::string expected;
        for (const auto& stage : phase.stages) expected += (expected.empty() ? "" : "或") + stage;
        out.push_back({"stage", "所处阶段应为" + expected + "，填报为" + facts.stage.value_or("空")});
    }
    if (phase.invests && !(facts.year_investment && facts.year_investment->value > 0))
        out.push_back({"year_investment",
                       "当年应形成投资，计划投资" +
                           (facts.year_investment ? "为" + to_text(*facts.year_investment) : std::string("未填报"))});
    return out;
}

std::vector<std::string> fitting(const std::vector<Phase>& phases, const PlanFacts& facts) {
    std::vector<std::string> keys;
    for (const auto& phase : phases) {
        if (breaches(phase, facts).empty()) keys.push_back(phase.key);
    }
    return keys;
}

std::vector<FieldRule> missing_fields(const ProjectRules& rules, const std::vector<std::string>& phases,
                                      const std::vector<ProjectField>& filled) {
    std::vector<FieldRule> missing;
    for (const auto& rule : rules.fields) {
        if (share_one(rule.phases, phases) && std::ranges::find(filled, rule.field) == filled.end())
            missing.push_back(rule);
    }
    return missing;
}

StartResult start_ratio(const StartRatio& rule, StartCount count) {
    StartResult result;
    const auto share = std::to_string(rule.at_least.numerator) + "/" + std::to_string(rule.at_least.denominator);
    if (count.total == 0) {
        result.reason = rule.name + "：没有项目，不计开工率";
        return result;
    }
    using Wide = unsigned __int128;
    const auto whole = Wide(count.total) * rule.at_least.numerator;
    result.needed = std::uint64_t((whole + rule.at_least.denominator - 1) / rule.at_least.denominator);
    result.met = count.started >= result.needed;
    result.lacking = *result.met ? 0 : result.needed - count.started;
    result.reason = rule.name + "：" + std::to_string(count.total) + "个中开工" + std::to_string(count.started) +
                    "个，" + share + "为" + std::to_string(result.needed) + "个，" +
                    (*result.met ? "达到" : "还差" + std::to_string(result.lacking) + "个") +
                    clause_in_brackets(rule.clause);
    return result;
}

std::vector<std::string> transfers_to(const ProjectRules& rules, std::string_view industry, std::string_view district) {
    std::vector<std::string> to;
    for (const auto& transfer : rules.transfers) {
        if (transfer.industry == industry) to.push_back(transfer.to);
    }
    if (rules.transfer_to_site && !district.empty()) to.emplace_back(district);
    return to;
}

std::optional<Date> escalates_after(const Escalation& level, Date raised) {
    if (!level.days) return std::nullopt;
    return Date(raised.days() + std::chrono::days(*level.days));
}

}  // namespace taizhang::regime
