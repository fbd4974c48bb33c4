#include "src/regime/eligible.hpp"

#include "src/regime/units.hpp"

#include <taizhang/reflect/concepts.hpp>

#include <algorithm>

namespace taizhang::regime {

namespace {

std::string in_brackets(const std::optional<std::string>& clause) {
    return clause ? "（" + *clause + "）" : std::string();
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : "、") + name;
    return text;
}

const Quantity* find(const std::map<std::string, Quantity>& figures, const std::string& measure) {
    const auto found = figures.find(measure);
    return found == figures.end() ? nullptr : &found->second;
}

bool reaches(const Quantity* figure, const Quantity& least) {
    if (!figure) return false;
    const auto order = compare(*figure, least);
    return order && *order >= 0;
}

CriterionResult judge(const Criterion& criterion, const EnterpriseFacts& facts, bool expected) {
    const auto* figure = find(facts.figures, criterion.measure);
    const auto* hoped = expected ? find(facts.expected, criterion.measure) : nullptr;
    const auto least = to_text(criterion.at_least);
    if (reaches(figure, criterion.at_least))
        return {criterion.measure, true, criterion.measure + to_text(*figure) + "，达到" + least};
    if (reaches(hoped, criterion.at_least))
        return {criterion.measure, true, criterion.measure + "预计" + to_text(*hoped) + "，达到" + least};
    if (!figure) return {criterion.measure, false, criterion.measure + "未填报，应达到" + least};
    return {criterion.measure, false, criterion.measure + to_text(*figure) + "，未达到" + least};
}

CriterionResult judge_qualification(const std::string& needed, const EnterpriseFacts& facts) {
    const bool met = std::ranges::count(facts.qualifications, needed) > 0;
    return {needed, met, (met ? "具有" : "没有") + needed};
}

/// Any of the figures, and the qualification besides.
bool all_met(const IndustryClass& rule, const std::vector<CriterionResult>& criteria) {
    const auto figures = std::ptrdiff_t(rule.any_of.size());
    const auto begin = criteria.begin();
    const bool figure = figures == 0 || std::any_of(begin, begin + figures, [](const auto& each) { return each.met; });
    return figure && std::all_of(begin + figures, criteria.end(), [](const auto& each) { return each.met; });
}

std::string summary(const IndustryClass& rule, const Eligibility& found) {
    std::string text;
    for (const auto& each : found.criteria) {
        if (each.met == found.met) text += (text.empty() ? "" : "；") + each.reason;
    }
    return rule.title + "：" + text + in_brackets(rule.clause);
}

bool fits_case(const ProcedureCase& rule, const std::string& industry_class, const EnterpriseFacts& facts) {
    return std::ranges::count(rule.classes, industry_class) > 0 && facts.situation == rule.situation;
}

ProcedureResult judge_case(const Admission& rules, const Procedure& procedure, const ProcedureCase& rule,
                           const EnterpriseFacts& facts, int year) {
    ProcedureResult result{procedure.key, procedure.title, false, {}};
    if (rule.situation == Situation::newly_opened && facts.opened_in != year) {
        result.reason = facts.opened_in ? "应为" + std::to_string(year) + "年新开业，填报的开业年份为" +
                                              std::to_string(*facts.opened_in) + "年"
                                        : std::string("未填报开业年份");
        return result;
    }
    const auto found = eligible(rules, facts, rule.expected);
    result.open = found.met;
    result.reason = found.reason;
    return result;
}

}  // namespace

const IndustryClass* Admission::find_class(std::string_view key) const {
    const auto found = std::ranges::find(classes, key, &IndustryClass::key);
    return found == classes.end() ? nullptr : &*found;
}

const IndustryClass* Admission::class_of(std::string_view industry) const {
    const auto found = std::ranges::find_if(classes, [&](const IndustryClass& each) {
        return std::ranges::find(each.industries, industry) != each.industries.end();
    });
    return found == classes.end() ? nullptr : &*found;
}

Eligibility eligible(const Admission& rules, const EnterpriseFacts& facts, bool expected) {
    Eligibility found;
    const auto* rule = rules.class_of(facts.industry);
    if (!rule) {
        found.reason = facts.industry + "不在入库行业之列";
        return found;
    }
    found.industry_class = rule->key;
    found.clause = rule->clause;
    if (!rule->entities.empty() && std::ranges::count(rule->entities, facts.entity) == 0) {
        found.reason = rule->title + "应为" + joined(rule->entities) + "，填报为" +
                       (facts.entity.empty() ? "空" : facts.entity) + in_brackets(rule->clause);
        return found;
    }
    for (const auto& criterion : rule->any_of) found.criteria.push_back(judge(criterion, facts, expected));
    if (rule->qualification) found.criteria.push_back(judge_qualification(*rule->qualification, facts));
    found.met = all_met(*rule, found.criteria);
    found.reason = summary(*rule, found);
    return found;
}

std::vector<ProcedureResult> procedures_for(const Admission& rules, const EnterpriseFacts& facts, int year) {
    const auto* rule = rules.class_of(facts.industry);
    std::vector<ProcedureResult> results;
    for (const auto& procedure : rules.procedures) {
        const auto fits = [&](const auto& each) { return rule && fits_case(each, rule->key, facts); };
        const auto found = std::ranges::find_if(procedure.cases, fits);
        if (found == procedure.cases.end())
            results.push_back({procedure.key, procedure.title, false, procedure.title + "不受理这类企业的这种情形"});
        else
            results.push_back(judge_case(rules, procedure, *found, facts, year));
    }
    return results;
}

std::vector<MissingMaterial> missing_materials(const Admission& rules, const EnterpriseFacts& facts,
                                               const std::string& procedure, const std::vector<std::string>& held) {
    const auto* rule = rules.class_of(facts.industry);
    Applicant applicant{{}, rule ? rule->key : std::string(), procedure, facts.entity, {}};
    if (facts.situation) applicant.situations.emplace_back(reflect::enum_name(*facts.situation));
    return missing_materials(rules.materials, applicant, held);
}

}  // namespace taizhang::regime
