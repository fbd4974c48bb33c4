#include "tools/commands/regime_city.hpp"
#include "src/regime/units.hpp"
#include "tools/commands/enum_words.hpp"

#include <taizhang/reflect/concepts.hpp>

#include <fmt/ranges.h>

namespace taizhang {

namespace {

using regime::to_text;

using enum_words::name;
using enum_words::names;

std::string after(std::string_view words, const std::optional<std::string>& clause) {
    return clause ? fmt::format("{} ({})", words, *clause) : std::string(words);
}

std::string threshold_line(const regime::Threshold& rule) {
    auto text = fmt::format("{}: {} investment from {}", rule.name, name(rule.basis), to_text(rule.at_least));
    if (!rule.sectors.empty()) text += fmt::format(", of {}", fmt::join(rule.sectors, ", "));
    if (!rule.phases.empty()) text += fmt::format(", in {}", fmt::join(rule.phases, ", "));
    if (!rule.demands.empty()) text += "; with " + names(rule.demands);
    return after(text, rule.clause);
}

std::string phase_line(const regime::Phase& phase) {
    auto text = fmt::format("{} {}:", phase.key, phase.title);
    if (!phase.start.empty()) text += " starts " + names(phase.start) + ";";
    if (!phase.finish.empty()) text += " finishes " + names(phase.finish) + ";";
    if (!phase.stages.empty()) text += fmt::format(" at {};", fmt::join(phase.stages, ", "));
    if (phase.invests) text += " with investment in the year;";
    text.pop_back();
    return after(text, phase.clause);
}

std::string material_line(const regime::Material& material) {
    auto text = material.name;
    std::vector<std::string> ways;
    for (const auto& documents : material.any_of) ways.push_back(fmt::format("{}", fmt::join(documents, " + ")));
    if (!ways.empty()) text += fmt::format(": {}", fmt::join(ways, " or "));
    if (material.copies > 1) text += fmt::format(", {} of them", material.copies);
    for (const auto* list : {&material.phases, &material.classes, &material.procedures, &material.entities})
        if (!list->empty()) text += fmt::format(", of {}", fmt::join(*list, ", "));
    if (!material.except.empty()) text += fmt::format(", but not where {}", fmt::join(material.except, ", "));
    return after(text + (material.in_principle ? ", in principle" : ""), material.clause);
}

void tell_followed(const regime::ProjectRules& projects, Summary& out) {
    for (const auto& ratio : projects.start_ratios)
        out.line("started", "{}: at least {}/{} ({})", ratio.name, ratio.at_least.numerator, ratio.at_least.denominator,
                 name(ratio.when));
    for (const auto& support : projects.supports)
        out.line("support", "{} {}{}", support.key, support.title, support.unit ? ", in " + *support.unit : "");
    for (const auto& level : projects.escalations)
        out.line("problems", "{} {}{}", level.key, level.title,
                 level.days ? fmt::format(", after {} days to the next", *level.days) : "");
    for (const auto& transfer : projects.transfers) out.line("transferred", "{} → {}", transfer.industry, transfer.to);
    if (!projects.procedures_team.empty())
        out.line("procedures", "one each of {}", fmt::join(projects.procedures_team, ", "));
}

std::string rhythm_line(const regime::Rhythm& rule) {
    auto text = fmt::format("{}: {} every {}", rule.name, name(rule.kind), name(rule.every));
    if (!rule.months.empty())
        text += fmt::format(", months {}{}", fmt::join(rule.months, ", "), rule.span ? " in one" : "");
    if (!rule.days.empty()) text += fmt::format(", day {}", fmt::join(rule.days, ", "));
    if (rule.following) text += " of the following month";
    if (rule.shift != regime::Shift::on) text += ", shifted " + name(rule.shift);
    return after(text + ", by " + rule.who, rule.clause);
}

std::string class_line(const regime::IndustryClass& rule) {
    std::vector<std::string> any;
    for (const auto& criterion : rule.any_of)
        any.push_back(fmt::format("{} from {}", criterion.measure, to_text(criterion.at_least)));
    auto text = fmt::format("{} {}: {}", rule.key, rule.title, fmt::join(any, " or "));
    if (rule.qualification) text += (any.empty() ? "with " : ", with ") + *rule.qualification;
    return after(text + fmt::format("; {}", fmt::join(rule.industries, ", ")), rule.clause);
}

std::string indicator_line(const regime::IndicatorRule& rule) {
    auto text = fmt::format("{} {}: weighs {}, {}", rule.key, rule.name, rule.weight.to_string(), name(rule.method));
    if (rule.most) text += fmt::format(" up to {} %", rule.most->to_string());
    if (rule.total) text += ", in all " + to_text(*rule.total);
    for (const auto& band : rule.bands)
        text += fmt::format(", {} counts {}", to_text(band.at_least), band.counts.to_string());
    if (!rule.providers.empty()) text += fmt::format(", from {}", fmt::join(rule.providers, ", "));
    if (!rule.exempt.empty()) text += fmt::format(", not of {}", fmt::join(rule.exempt, ", "));
    return after(text, rule.clause);
}

std::string award_line(const regime::AwardRule& award) {
    auto text = fmt::format(
        "{}: {}", award.name,
        award.least == award.most ? fmt::format("{}", award.most) : fmt::format("{} to {}", award.least, award.most));
    text += award.together ? " in all" : " of each group";
    text += ", by " + (award.criterion.empty() ? name(award.by) : award.criterion);
    if (award.indicator) text += " of " + *award.indicator;
    if (award.prize) text += ", " + to_text(*award.prize);
    return after(text, award.clause);
}

void tell_scheme(const regime::Scheme& scheme, Summary& out) {
    out.line("assessment", "{} {}: scale {}, {} digits, ties {}, a missing figure: {}, groups {}", scheme.key,
             scheme.title, scheme.scale ? scheme.scale->to_string() : "none", scheme.digits, name(scheme.ties),
             name(scheme.missing), scheme.groups.size());
    for (const auto& time : scheme.times) out.line("held", "{} in month {}", time.name, time.month);
    for (const auto& rule : scheme.indicators) out.line("indicator", "{}", indicator_line(rule));
    for (const auto& bonus : scheme.bonuses)
        out.line("bonus", "{} {}: {} each{}", bonus.key, bonus.name, bonus.each.to_string(),
                 bonus.most ? ", at most " + bonus.most->to_string() : "");
    for (const auto& award : scheme.awards) out.line("award", "{}", award_line(award));
    for (const auto& bar : scheme.bars) out.line("barred", "{} {} times", name(bar.on), bar.times);
}

}  // namespace

void tell_projects(const regime::ProjectRules& projects, Summary& out) {
    if (!projects.demands.empty()) out.line("every project", "has {}", names(projects.demands));
    for (const auto& rule : projects.thresholds) out.line("threshold", "{}", threshold_line(rule));
    for (const auto& phase : projects.tiers) out.line("tier", "{}", phase_line(phase));
    for (const auto& phase : projects.batches) out.line("batch", "{}", phase_line(phase));
    for (const auto& reserve : projects.reserves) out.line("reserve", "{} {}", reserve.key, reserve.title);
    for (const auto& field : projects.fields)
        out.line("field", "{} {}{}", name(field.field), field.title,
                 field.phases.empty() ? "" : fmt::format(", of {}", fmt::join(field.phases, ", ")));
    for (const auto& material : projects.materials) out.line("material", "{}", material_line(material));
    tell_followed(projects, out);
}

void tell_rhythms(const std::vector<regime::Rhythm>& rhythms, Summary& out) {
    for (const auto& rule : rhythms) {
        out.line("rhythm", "{}", rhythm_line(rule));
        if (rule.doubt) out.line("doubt", "{}", *rule.doubt);
    }
}

void tell_admission(const regime::Admission& admission, Summary& out) {
    for (const auto& rule : admission.classes) out.line("admitted", "{}", class_line(rule));
    for (const auto& procedure : admission.procedures)
        out.line("procedure", "{} {}: {} cases", procedure.key, procedure.title, procedure.cases.size());
    for (const auto& material : admission.materials) out.line("material", "{}", material_line(material));
    for (const auto& level : admission.levels) out.line("level", "{} {}", name(level.role), level.name);
    for (const auto& rule : admission.violations) out.line("violation", "{}: {}", rule.title, rule.leads_to);
}

void tell_assessments(const std::vector<regime::Scheme>& schemes, Summary& out) {
    for (const auto& scheme : schemes) tell_scheme(scheme, out);
}

}  // namespace taizhang
