// What a regime says of projects: thresholds, tiers and batches, what an application must hold, who follows a project.
#include "src/regime/table.hpp"
#include "src/regime/units.hpp"

#include <taizhang/text.hpp>

#include <algorithm>
#include <charconv>
#include <numeric>

namespace taizhang::regime {

namespace {

std::vector<std::string> keys_of(const ProjectRules& projects, bool with_reserves) {
    std::vector<std::string> keys;
    for (const auto& each : projects.tiers) keys.push_back(each.key);
    for (const auto& each : projects.batches) keys.push_back(each.key);
    for (const auto& each : projects.reserves)
        if (with_reserves) keys.push_back(each.key);
    return keys;
}

void read_phases(Table& table, std::vector<std::string>& phases, const std::vector<std::string>& known) {
    if (table.texts("phases", phases)) table.refer("phases", phases, known, "tier, batch or reserve class");
}

Threshold read_threshold(Table& table, const std::vector<std::string>& phases) {
    Threshold threshold;
    table.need({"name", "at_least"});
    table.text("name", threshold.name);
    table.texts("sectors", threshold.sectors);
    read_phases(table, threshold.phases, phases);
    table.choice("basis", threshold.basis);
    if (table.quantity("at_least", threshold.at_least) && !conversion_factor(threshold.at_least.unit, "元"))
        table.fault("at_least",
                    "expected an investment in 元, 万元 or 亿元, got " + quote(to_text(threshold.at_least)));
    table.choices("demands", threshold.demands);
    table.text("clause", threshold.clause, 64);
    return threshold;
}

/// A project that has finished before the year cannot start in it.
void check_order(Table& table, const Phase& phase) {
    const auto only = [](const std::vector<When>& at, When when) { return at == std::vector{when}; };
    const bool starts_later = !phase.start.empty() && std::ranges::count(phase.start, When::before) == 0;
    if (only(phase.finish, When::before) && starts_later)
        table.fault("finish", "contradicts start: what does not start before the plan's year cannot finish before it");
    if (only(phase.start, When::after) && only(phase.finish, When::within))
        table.fault("finish", "contradicts start: what starts after the plan's year cannot finish within it");
}

Phase read_phase(Table& table, const std::vector<std::string>& steps) {
    Phase phase;
    table.need({"key", "title", "definition"});
    table.key("key", phase.key);
    table.text("title", phase.title, 64);
    table.text("definition", phase.definition, max_long_text);
    table.choices("start", phase.start);
    table.choices("finish", phase.finish);
    if (table.texts("stages", phase.stages)) table.refer("stages", phase.stages, steps, "step of a project_kind");
    table.flag("invests", phase.invests);
    table.text("clause", phase.clause, 64);
    check_order(table, phase);
    return phase;
}

void read_phase_list(Table& table, const char* name, std::vector<Phase>& phases, const ProjectRules& projects,
                     const std::vector<std::string>& steps) {
    table.tables(name, [&](Table& inner) {
        auto phase = read_phase(inner, steps);
        if (!phase.key.empty() && projects.find_phase(phase.key))
            inner.fault("key", "the key stands twice; tiers, batches and reserve classes each have their own");
        phases.push_back(std::move(phase));
    });
}

ReserveClass read_reserve(Table& table, const ProjectRules& projects) {
    ReserveClass reserve;
    table.need({"key", "title"});
    table.key("key", reserve.key);
    table.text("title", reserve.title, 64);
    table.text("clause", reserve.clause, 64);
    const auto keys = keys_of(projects, true);
    if (!reserve.key.empty() && std::ranges::find(keys, reserve.key) != keys.end())
        table.fault("key", "the key stands twice; tiers, batches and reserve classes each have their own");
    return reserve;
}

/// Two rules for one field must not both hold of one project.
void check_field_once(Table& table, const FieldRule& rule, const std::vector<FieldRule>& before) {
    for (const auto& other : before) {
        if (other.field != rule.field) continue;
        const bool meet =
            other.phases.empty() || rule.phases.empty() || std::ranges::any_of(rule.phases, [&](const auto& phase) {
                return std::ranges::count(other.phases, phase) > 0;
            });
        if (meet) table.fault("field", "is asked for twice of the same projects; part the two rules by their phases");
    }
}

FieldRule read_field(Table& table, const ProjectRules& projects) {
    FieldRule rule;
    table.need({"field", "title"});
    const bool known = table.choice("field", rule.field);
    table.text("title", rule.title, 64);
    table.texts("also", rule.also);
    read_phases(table, rule.phases, keys_of(projects, true));
    table.text("clause", rule.clause, 64);
    if (known) check_field_once(table, rule, projects.fields);
    return rule;
}

Support read_support(Table& table) {
    Support support;
    table.need({"key", "title"});
    table.key("key", support.key);
    table.text("title", support.title, 64);
    if (table.text("unit", support.unit) && !is_known_unit(*support.unit))
        table.fault("unit", "is no unit of measure that is known: " + quote(*support.unit));
    table.text("clause", support.clause, 64);
    return support;
}

Escalation read_escalation(Table& table) {
    Escalation level;
    table.need({"key", "title"});
    table.key("key", level.key);
    table.text("title", level.title, 64);
    table.number("days", level.days, 0, 366);
    table.text("clause", level.clause, 64);
    return level;
}

void check_last_level(Table& table, const std::vector<Escalation>& levels) {
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const bool last = i + 1 == levels.size();
        if (last && levels[i].days)
            table.fault("escalation",
                        "the last level, " + quote(levels[i].key) + ", has nobody above it; leave its days out");
        if (!last && !levels[i].days)
            table.fault("escalation",
                        "the level " + quote(levels[i].key) + " needs days, after which the next takes over");
    }
}

/// "2/3", more than nothing and at most all.
void read_fraction(Table& table, Fraction& out) {
    std::string written;
    if (!table.text("at_least", written)) return;
    const auto wrong = [&] {
        table.fault("at_least", "expected a share such as \"2/3\", more than 0 and at most 1, got " + quote(written));
    };
    const auto* end = written.data() + written.size();
    Fraction read;
    const auto upper = std::from_chars(written.data(), end, read.numerator);
    if (upper.ec != std::errc() || upper.ptr == end || *upper.ptr != '/') return wrong();
    const auto lower = std::from_chars(upper.ptr + 1, end, read.denominator);
    if (lower.ec != std::errc() || lower.ptr != end) return wrong();
    if (read.numerator == 0 || read.numerator > read.denominator || read.denominator > 10'000) return wrong();
    out = read;
}

StartRatio read_ratio(Table& table) {
    StartRatio ratio;
    table.need({"name", "signed", "at_least"});
    table.text("name", ratio.name);
    table.choice("signed", ratio.when);
    read_fraction(table, ratio.at_least);
    table.text("clause", ratio.clause, 64);
    return ratio;
}

Transfer read_transfer(Table& table) {
    Transfer transfer;
    table.need({"industry", "to"});
    table.text("industry", transfer.industry, 64);
    table.text("to", transfer.to);
    table.text("clause", transfer.clause, 64);
    return transfer;
}

void read_library(Table& table, Library& library) {
    static const std::vector<std::string> groupings = {"region", "industry", "investment", "tier", "batch"};
    table.choice("leaves", library.leaves);
    table.choice("reserve_leaves", library.reserve_leaves);
    table.flag("replace_cancelled", library.replace_cancelled);
    table.words("grouped_by", library.grouped_by, groupings);
}

void read_follow_up(Table& table, ProjectRules& projects) {
    table.texts("nodes", projects.nodes);
    table.texts("procedures_team", projects.procedures_team);
    table.flag("transfer_to_site", projects.transfer_to_site);
    table.tables("support", [&](Table& inner) {
        auto support = read_support(inner);
        if (!support.key.empty() && std::ranges::count(projects.supports, support.key, &Support::key) > 0)
            inner.fault("key", "the key stands twice");
        projects.supports.push_back(std::move(support));
    });
    table.tables("escalation", [&](Table& inner) { projects.escalations.push_back(read_escalation(inner)); });
    check_last_level(table, projects.escalations);
    table.tables("start_ratio", [&](Table& inner) { projects.start_ratios.push_back(read_ratio(inner)); });
    table.tables("transfer", [&](Table& inner) { projects.transfers.push_back(read_transfer(inner)); });
    table.table("library", [&](Table& inner) { read_library(inner, projects.library); });
}

}  // namespace

Material read_material(Table& table) {
    Material material;
    table.need({"name"});
    table.text("name", material.name);
    table.alternatives("any_of", material.any_of);
    table.number("copies", material.copies, 1, 36);
    table.flag("in_principle", material.in_principle);
    table.text("clause", material.clause, 64);
    return material;
}

void read_projects(Table& root, ProjectRules& projects, const std::vector<std::string>& steps) {
    root.table("projects", [&](Table& table) {
        table.choices("demands", projects.demands);
        read_phase_list(table, "tier", projects.tiers, projects, steps);
        read_phase_list(table, "batch", projects.batches, projects, steps);
        table.tables("reserve", [&](Table& inner) { projects.reserves.push_back(read_reserve(inner, projects)); });
        const auto phases = keys_of(projects, false);
        table.tables("threshold", [&](Table& inner) { projects.thresholds.push_back(read_threshold(inner, phases)); });
        table.tables("field", [&](Table& inner) { projects.fields.push_back(read_field(inner, projects)); });
        table.tables("material", [&](Table& inner) {
            projects.materials.push_back(read_material(inner));
            read_phases(inner, projects.materials.back().phases, keys_of(projects, true));
        });
        read_follow_up(table, projects);
    });
}

}  // namespace taizhang::regime
