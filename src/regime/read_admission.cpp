// Who may be admitted, by which procedure, with which materials, past which levels.
#include "src/regime/table.hpp"
#include "src/regime/units.hpp"

#include <taizhang/text.hpp>

#include <algorithm>

namespace taizhang::regime {

namespace {

template <class Range, class Member>
std::vector<std::string> names_of(const Range& range, Member member) {
    std::vector<std::string> names;
    for (const auto& each : range) names.push_back(each.*member);
    return names;
}

MeasureRule read_measure(Table& table) {
    MeasureRule measure;
    table.need({"name", "unit"});
    table.text("name", measure.name, 64);
    if (table.text("unit", measure.unit) && !is_known_unit(measure.unit))
        table.fault("unit", "is no unit of measure that is known: " + quote(measure.unit) +
                                "; expected one such as 亿元, 万元, 个, 人, 家, %, 亩, 公里");
    return measure;
}

Criterion read_criterion(Table& table, const Admission& admission) {
    Criterion criterion;
    table.need({"measure", "at_least"});
    if (table.text("measure", criterion.measure, 64))
        table.refer("measure", {criterion.measure}, names_of(admission.measures, &MeasureRule::name), "measure");
    const auto found = std::ranges::find(admission.measures, criterion.measure, &MeasureRule::name);
    if (table.quantity("at_least", criterion.at_least) && found != admission.measures.end() &&
        criterion.at_least.unit != found->unit && !conversion_factor(criterion.at_least.unit, found->unit))
        table.fault("at_least", quote(criterion.measure) + " is measured in " + quote(found->unit) + ", got " +
                                    quote(to_text(criterion.at_least)));
    return criterion;
}

void check_industries(Table& table, const IndustryClass& rule, const Admission& admission) {
    for (const auto& industry : rule.industries) {
        if (const auto* other = admission.class_of(industry))
            table.fault("industries", quote(industry) + " is in the class " + quote(other->key) +
                                          " already; an industry is in one class");
    }
    if (table.has("industries") && rule.industries.empty()) table.fault("industries", "expected at least one industry");
    if (rule.any_of.empty() && !rule.qualification)
        table.fault("any_of", "a class asks for a figure or a qualification; without either everybody would enter");
}

IndustryClass read_class(Table& table, const Admission& admission) {
    IndustryClass rule;
    table.need({"key", "title", "industries"});
    table.key("key", rule.key);
    table.text("title", rule.title);
    table.texts("industries", rule.industries);
    table.texts("entities", rule.entities);
    table.tables("any_of", [&](Table& inner) { rule.any_of.push_back(read_criterion(inner, admission)); });
    table.text("qualification", rule.qualification);
    table.text("department", rule.department);
    table.text("clause", rule.clause, 64);
    check_industries(table, rule, admission);
    if (!rule.key.empty() && admission.find_class(rule.key)) table.fault("key", "the key stands twice");
    return rule;
}

/// One case decides for a class and a situation.
void check_case_once(Table& table, const ProcedureCase& rule, const Procedure& procedure) {
    for (const auto& other : procedure.cases) {
        if (other.situation != rule.situation) continue;
        for (const auto& name : rule.classes) {
            if (std::ranges::count(other.classes, name) > 0)
                table.fault("classes", quote(name) + " has this situation in an earlier case of the procedure already");
        }
    }
}

ProcedureCase read_case(Table& table, const Admission& admission, const Procedure& procedure) {
    ProcedureCase rule;
    table.need({"situation", "classes"});
    const bool known = table.choice("situation", rule.situation);
    if (table.texts("classes", rule.classes))
        table.refer("classes", rule.classes, names_of(admission.classes, &IndustryClass::key), "class");
    table.flag("expected", rule.expected);
    table.text("clause", rule.clause, 64);
    if (known) check_case_once(table, rule, procedure);
    return rule;
}

Procedure read_procedure(Table& table, const Admission& admission) {
    Procedure procedure;
    table.need({"key", "title", "case"});
    table.key("key", procedure.key);
    table.text("title", procedure.title, 64);
    table.tables("case", [&](Table& inner) { procedure.cases.push_back(read_case(inner, admission, procedure)); });
    table.text("clause", procedure.clause, 64);
    if (std::ranges::count(admission.procedures, procedure.key, &Procedure::key) > 0)
        table.fault("key", "the key stands twice");
    return procedure;
}

std::vector<std::string> situations() {
    std::vector<std::string> names;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Situation>>(
        [&](auto each) { names.emplace_back(each.name); });
    return names;
}

void read_admission_material(Table& table, Admission& admission) {
    auto material = read_material(table);
    if (table.texts("classes", material.classes))
        table.refer("classes", material.classes, names_of(admission.classes, &IndustryClass::key), "class");
    if (table.texts("procedures", material.procedures))
        table.refer("procedures", material.procedures, names_of(admission.procedures, &Procedure::key), "procedure");
    table.texts("entities", material.entities);
    table.words("except", material.except, situations());
    admission.materials.push_back(std::move(material));
}

Level read_level(Table& table) {
    Level level;
    table.need({"name", "role"});
    table.text("name", level.name);
    table.choice("role", level.role);
    table.text("clause", level.clause, 64);
    return level;
}

void check_levels(Table& table, const std::vector<Level>& levels) {
    for (std::size_t i = 0; i < levels.size(); ++i) {
        if (levels[i].role == LevelRole::collects && i > 0)
            table.fault("level", "whoever collects stands first, got " + quote(levels[i].name) + " as number " +
                                     std::to_string(i + 1));
        if (levels[i].role == LevelRole::approves && i + 1 < levels.size())
            table.fault("level", "whoever approves stands last, got " + quote(levels[i].name) + " before others");
    }
    if (!levels.empty() && levels.back().role != LevelRole::approves)
        table.fault("level", "the last level approves, got " + quote(levels.back().name) + " without that role");
}

ViolationRule read_violation(Table& table) {
    ViolationRule rule;
    table.need({"kind", "title", "leads_to"});
    table.choice("kind", rule.kind);
    table.text("title", rule.title, 64);
    table.text("leads_to", rule.leads_to);
    table.text("clause", rule.clause, 64);
    return rule;
}

}  // namespace

void read_admission(Table& root, Admission& admission) {
    root.table("admission", [&](Table& table) {
        table.flag("figures_need_admission", admission.figures_need_admission);
        table.flag("own_figures_only", admission.own_figures_only);
        table.texts("list_feeds", admission.list_feeds);
        table.tables("measure", [&](Table& inner) { admission.measures.push_back(read_measure(inner)); });
        table.tables("class", [&](Table& inner) { admission.classes.push_back(read_class(inner, admission)); });
        table.tables("procedure",
                     [&](Table& inner) { admission.procedures.push_back(read_procedure(inner, admission)); });
        table.tables("material", [&](Table& inner) { read_admission_material(inner, admission); });
        table.tables("level", [&](Table& inner) { admission.levels.push_back(read_level(inner)); });
        check_levels(table, admission.levels);
        table.tables("violation", [&](Table& inner) {
            auto rule = read_violation(inner);
            if (std::ranges::count(admission.violations, rule.kind, &ViolationRule::kind) > 0 && inner.has("kind"))
                inner.fault("kind", "stands twice");
            admission.violations.push_back(std::move(rule));
        });
    });
}

}  // namespace taizhang::regime
