#include "src/domain/admission/admission_checks.hpp"

#include "src/regime/units.hpp"

#include <taizhang/reflect/concepts.hpp>

#include <algorithm>
#include <set>

namespace taizhang {

namespace {

using regime::Situation;

Situation situation_of(admission::Situation situation) {
    switch (situation) {
        case admission::Situation::newly_opened:
            return Situation::newly_opened;
        case admission::Situation::newly_covered:
            return Situation::newly_covered;
        case admission::Situation::grown:
            break;
    }
    return Situation::grown;
}

std::map<std::string, Quantity> by_measure(const std::vector<admission::Measured>& figures) {
    std::map<std::string, Quantity> known;
    for (const auto& figure : figures) known[figure.key] = {figure.value, figure.unit};
    return known;
}

/// The procedure's case for such an enterprise; nullptr where the procedure does not take it.
const regime::ProcedureCase* case_of(const regime::Admission& rules, const admission::Filed& file) {
    const auto procedure = std::ranges::find(rules.procedures, file.procedure, &regime::Procedure::key);
    const auto* of = rules.class_of(file.industry);
    if (procedure == rules.procedures.end() || !of) return nullptr;
    const auto found = std::ranges::find_if(procedure->cases, [&](const regime::ProcedureCase& one) {
        return one.situation == situation_of(file.situation) && std::ranges::count(one.classes, of->key) > 0;
    });
    return found == procedure->cases.end() ? nullptr : &*found;
}

admission::Eligibility as_recorded(const regime::Eligibility& found) {
    admission::Eligibility recorded{found.met, found.industry_class.value_or(""), {}, found.clause};
    for (const auto& one : found.criteria) recorded.reasons.push_back(one.reason);
    if (recorded.reasons.empty()) recorded.reasons.push_back(found.reason);
    return recorded;
}

Error not_eligible(const regime::Eligibility& found) {
    const auto recorded = as_recorded(found);
    boost::json::array reasons;
    for (const auto& reason : recorded.reasons) reasons.emplace_back(json_text(reason));
    return refused("the enterprise cannot be admitted: " + found.reason, "S3.1")
        .with("reasons", std::move(reasons))
        .with("path", found.industry_class ? "/figures" : "/industry");
}

std::string procedure_keys(const regime::Admission& rules) {
    std::string text;
    for (const auto& one : rules.procedures) text += (text.empty() ? "'" : ", '") + one.key + "'";
    return text.empty() ? "none" : text;
}

Status check_procedure(const regime::Admission& rules, const admission::Filed& file, int year) {
    for (const auto& one : regime::procedures_for(rules, facts_of(file), year)) {
        if (one.key != file.procedure) continue;
        if (one.open) return {};
        return refused("/procedure: " + one.title + " is not open to it: " + one.reason, "S3.2")
            .with("path", "/procedure");
    }
    return invalid("/procedure: the regime's procedures are " + procedure_keys(rules) + ", got '" +
                       file.procedure.substr(0, max_key_characters) + "'",
                   "/procedure");
}

/// The office of another place bears the same name in its own: it looks at what lies in its place, or in a part of it.
bool is_of_another_place(const Directory& directory, const UnitState& unit, const UnitId& region) {
    const auto* parent = unit.parent ? find_state<UnitState>(directory, *unit.parent) : nullptr;
    if (!parent || !is_place(parent->kind)) return false;
    const auto place = unit_today(directory, *unit.parent);
    std::set<UnitId> seen;
    for (std::optional<UnitId> at = region; at;) {
        const auto today = unit_today(directory, *at);
        if (today == place) return false;
        if (!seen.insert(today).second) break;
        const auto* state = find_state<UnitState>(directory, today);
        at = state ? state->parent : std::nullopt;
    }
    return true;
}

}  // namespace

bool is_place(unit::Kind kind) {
    using enum unit::Kind;
    return kind == district || kind == zone || kind == town || kind == street;
}

Result<const regime::Admission*> admission_rules(const Case& c, const LedgerId& ledger) {
    TZ_TRY(const auto* state, need_state<LedgerState>(c, ledger, "/ledger"));
    return &rules_of(c, *state).admission;
}

regime::EnterpriseFacts facts_of(const admission::Filed& file) {
    regime::EnterpriseFacts facts;
    facts.industry = file.industry;
    facts.entity = file.entity;
    facts.figures = by_measure(file.figures);
    facts.expected = by_measure(file.expected);
    facts.qualifications = file.qualifications;
    facts.situation = situation_of(file.situation);
    if (file.opened_on) facts.opened_in = file.opened_on->year();
    return facts;
}

Result<admission::Eligibility> check_eligible(const regime::Admission& rules, const admission::Filed& file, int year) {
    const auto* of = case_of(rules, file);
    const auto found = regime::eligible(rules, facts_of(file), of && of->expected);
    if (!found.met) return not_eligible(found);
    TZ_CHECK(check_procedure(rules, file, year));
    return as_recorded(found);
}

std::vector<admission::Missing> missing_of(const regime::Admission& rules, const admission::Filed& file,
                                           const std::vector<admission::MaterialAttached>& materials) {
    std::vector<std::string> held;
    for (const auto& one : materials) held.push_back(one.material);
    std::vector<admission::Missing> missing;
    for (const auto& one : regime::missing_materials(rules, facts_of(file), file.procedure, held))
        missing.push_back({one.name, !one.in_principle, one.reason});
    return missing;
}

const regime::Level* next_level(const regime::Admission& rules, const std::vector<std::string>& passed) {
    const auto next = std::ranges::find_if(
        rules.levels, [&](const regime::Level& level) { return std::ranges::count(passed, level.name) == 0; });
    return next == rules.levels.end() ? nullptr : &*next;
}

std::optional<std::string> next_name(const regime::Admission& rules, const std::vector<std::string>& passed) {
    const auto* next = next_level(rules, passed);
    return next ? std::optional(next->name) : std::nullopt;
}

bool files(const Directory& directory, const admission::Filed& file, const UnitId& unit) {
    return acts_for(directory, unit, file.region) || (file.department && acts_for(directory, unit, *file.department));
}

bool reviews(const Directory& directory, const admission::Filed& file, const UnitId& unit, const regime::Level& level) {
    if (level.role == regime::LevelRole::collects) return files(directory, file, unit);
    const auto* state = find_state<UnitState>(directory, unit);
    if (!state) return false;
    const bool named = state->name == level.name || std::ranges::count(state->aliases, level.name) > 0;
    return named && !is_of_another_place(directory, *state, file.region);
}

bool reviews_any(const Case& c, const admission::Filed& file, const UnitId& unit) {
    const auto rules = admission_rules(c, file.ledger);
    return rules && std::ranges::any_of((*rules)->levels, [&](const regime::Level& level) {
               return reviews(c.context.directory, file, unit, level);
           });
}

bool is_own_admission(const UnitId& unit, const Aggregate& aggregate, const Event& proposal, const Context& context) {
    if (const auto* filed = std::get_if<admission::Filed>(&proposal)) return files(context.directory, *filed, unit);
    const auto* state = std::get_if<AdmissionState>(&aggregate.state);
    if (!state) return false;
    if (files(context.directory, state->file, unit)) return true;
    if (std::holds_alternative<admission::StatisticReported>(proposal))
        return acts_for(context.directory, unit, state->file.enterprise);
    const bool reviewed = std::holds_alternative<admission::Passed>(proposal) ||
                          std::holds_alternative<admission::Returned>(proposal) ||
                          std::holds_alternative<admission::Rejected>(proposal);
    return reviewed && reviews_any({aggregate.stream, context}, state->file, unit);
}

Status check_figures(const regime::Admission& rules, const std::vector<admission::Measured>& figures,
                     const std::string& path, bool named_by_rules) {
    TZ_CHECK(check_count(figures.size(), path));
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        const auto at = element_path(path, i);
        const auto& figure = figures[i];
        TZ_CHECK(check_text(figure.key, at + "/key", max_key_characters));
        TZ_CHECK(check_text(figure.unit, at + "/unit", max_key_characters));
        if (!seen.insert(figure.key).second)
            return invalid(at + "/key: '" + figure.key + "' stands in the list twice", at + "/key");
        const auto rule = std::ranges::find(rules.measures, figure.key, &regime::MeasureRule::name);
        if (rule == rules.measures.end()) {
            if (!named_by_rules) continue;
            return invalid(at + "/key: the regime asks for no figure '" + figure.key + "'", at + "/key");
        }
        if (figure.unit == rule->unit || conversion_factor(figure.unit, rule->unit)) continue;
        return invalid(at + "/unit: '" + figure.unit + "' does not convert to '" + rule->unit +
                           "', in which the regime measures '" + figure.key + "'",
                       at + "/unit");
    }
    return {};
}

std::string admission_name(const Case& c) {
    return "admission '" + std::string(c.stream.id()) + "'";
}

Status check_stage(const AdmissionState& state, AdmissionStage needed, std::string_view clause, const Case& c) {
    if (state.stage == needed) return {};
    const char* is = "";
    switch (state.stage) {
        case AdmissionStage::filed:
            is = " is under review";
            break;
        case AdmissionStage::returned:
            is = " was returned; mend it and file it again first (admission.refile)";
            break;
        case AdmissionStage::rejected:
            is = " was rejected; that is its end, another file may be opened (admission.file)";
            break;
        case AdmissionStage::admitted:
            is = " is through: the enterprise is admitted";
            break;
        case AdmissionStage::removed:
            is = " has ended: the enterprise was removed from the register";
            break;
    }
    return refused(admission_name(c) + is, clause).with("stage", reflect::enum_name(state.stage));
}

}  // namespace taizhang
