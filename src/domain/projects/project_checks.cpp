#include "src/domain/projects/project_checks.hpp"

#include "events/project_words.hpp"
#include "src/regime/units.hpp"

#include <algorithm>
#include <set>

namespace taizhang {

namespace {

using regime::ProjectField;

constexpr const char* unit_of_sums = "万元";

/// The item itself and those that it was carried over from, the latest first.
std::vector<const ItemState*> years_of(const ItemState& state, const Directory& directory) {
    std::vector<const ItemState*> years{&state};
    std::set<ItemId> seen;
    for (auto from = state.carried_from; from && seen.insert(*from).second;) {
        const auto* before = find_state<ItemState>(directory, *from);
        if (!before) break;
        years.push_back(before);
        from = before->carried_from;
    }
    return years;
}

/// What stood at the year's beginning, as it was told then or as the years before come to, and what was booked in it;
/// nothing where neither is known.
std::optional<Amount> done_until_end(const ItemState& state, const std::optional<Amount>& before) {
    const auto& facet = project_facet(state);
    if (facet.investments.empty()) return before;
    const auto unit = before ? before->unit : std::string(unit_of_sums);
    const auto booked = sum_booked(facet, unit);
    if (!booked || !before) return booked ? std::optional(*booked) : before;
    const auto sum = add(quantity(*before), quantity(*booked));
    return sum ? std::optional(Amount{sum->value, sum->unit}) : before;
}

/// 项目进展: a step, a month's report, a milestone or a procedure tells it.
bool tells_progress(const ItemState& state) {
    const auto reached = [](const Milestone& milestone) { return milestone.reached_on.has_value(); };
    return !state.steps_reached.empty() || !state.progress.empty() || !project_facet(state).procedures.empty() ||
           std::ranges::any_of(state.milestones, reached);
}

std::vector<ProjectField> filled_fields(const ItemState& state, const item::Profiled& profile) {
    const auto& facet = project_facet(state);
    const std::pair<ProjectField, bool> answers[] = {
        {ProjectField::name, !state.title.empty()},
        {ProjectField::owner, profile.owner.has_value()},
        {ProjectField::site, profile.site.has_value()},
        {ProjectField::region, profile.region.has_value()},
        {ProjectField::industry, profile.industry.has_value()},
        {ProjectField::content, profile.content.has_value()},
        {ProjectField::years, profile.start && profile.finish},
        {ProjectField::total_investment, profile.total_investment.has_value()},
        {ProjectField::invested, profile.done_before || !facet.investments.empty()},
        {ProjectField::year_investment, profile.year_investment.has_value()},
        {ProjectField::year_goal, profile.year_aim.has_value()},
        {ProjectField::funds, !profile.funds.empty()},
        {ProjectField::start, profile.start || profile.started_on},
        {ProjectField::finish, profile.finish || profile.finished_on},
        {ProjectField::progress, tells_progress(state)},
        {ProjectField::paired_leader, state.paired_leader.has_value()},
        {ProjectField::leader, state.responsible_leader.has_value()},
        {ProjectField::unit, lead_of(state) != nullptr},
        {ProjectField::section, state.section.has_value()},
        {ProjectField::person, state.responsible_person.has_value()},
        {ProjectField::liaison, state.liaison.has_value()},
        {ProjectField::matters, true},  // its open problems are the list, and none is an answer too
    };
    std::vector<ProjectField> filled;
    for (const auto& [field, answered] : answers) {
        if (answered) filled.push_back(field);
    }
    return filled;
}

std::vector<std::string> held_materials(const ProjectFacet& facet) {
    std::vector<std::string> held;
    for (const auto& one : facet.materials) held.push_back(one.material);
    return held;
}

/// The day on which a milestone of such a name was reached.
std::optional<Date> reached(const ItemState& state, bool (*is_node)(std::string_view)) {
    for (const auto& milestone : state.milestones) {
        if (milestone.reached_on && is_node(milestone.name)) return milestone.reached_on;
    }
    return std::nullopt;
}

/// Whether what a rhythm brings in that year is about the plan of `plan_year`. What comes round oftener than once a
/// year is about whatever is ripe: this year's plan or the next.
bool is_about(const regime::Rhythm& rhythm, int year, int plan_year) {
    if (rhythm.every != regime::Every::year) return year == plan_year || year + 1 == plan_year;
    switch (rhythm.concerns) {
        case regime::Concerns::last:
            return year == plan_year + 1;
        case regime::Concerns::next:
            return year == plan_year - 1;
        case regime::Concerns::current:
            break;
    }
    return year == plan_year;
}

std::vector<regime::Occurrence> seasons_of(const Season& season, const LedgerYear& year) {
    std::vector<regime::Occurrence> all;
    for (const auto& rhythm : year.rules.rhythms) {
        if (rhythm.kind != season.kind) continue;
        for (int each = season.plan_year - 1; each <= season.plan_year + 1; ++each) {
            if (!is_about(rhythm, each, season.plan_year)) continue;
            const auto days = regime::occurrences(rhythm, each, year.calendar);
            all.insert(all.end(), days.begin(), days.end());
        }
    }
    return all;
}

/// Of the regime's own clause where it is one of the systems' (S8.3), so that a refusal cites the rule that it comes
/// from.
std::string cited(const std::optional<std::string>& clause, const char* otherwise) {
    const bool of_a_system = clause && clause->size() >= 4 && clause->front() == 'S' && clause->at(2) == '.';
    return of_a_system ? *clause : otherwise;
}

std::string keys_of(const std::vector<regime::Phase>& phases) {
    std::string text;
    for (const auto& phase : phases) text += (text.empty() ? "" : ", ") + phase.key + " (" + phase.title + ")";
    return text;
}

}  // namespace

const regime::ProjectRules& project_rules(const LedgerYear& year) {
    return year.rules.projects;
}

Quantity quantity(const Amount& amount) {
    return {amount.value, amount.unit};
}

Result<Amount> sum_booked(const ProjectFacet& facet, const std::string& unit) {
    Quantity sum{0, unit};
    for (const auto& one : facet.investments) {
        TZ_TRY(sum, add(sum, quantity(one.amount)));
    }
    return Amount{sum.value, sum.unit};
}

item::Profiled profile_today(const ItemState& state, const Directory& directory) {
    const auto years = years_of(state, directory);
    item::Profiled profile;
    for (auto year = years.rbegin(); year != years.rend(); ++year) {
        // what was planned for an earlier year says nothing of this one
        profile.year_investment.reset();
        profile.year_aim.reset();
        take_over(profile, project_facet(**year).profile);
        if (!profile.started_on) profile.started_on = reached(**year, names_start);
        if (!profile.finished_on) profile.finished_on = reached(**year, names_finish);
        if (*year != &state) profile.done_before = done_until_end(**year, profile.done_before);
    }
    return profile;
}

Status check_money(const Amount& amount, const std::string& path, bool least_one) {
    if (!conversion_factor(amount.unit, "元"))
        return invalid(
            path + "/unit: expected money in 元, 万元 or 亿元, got '" + amount.unit.substr(0, max_key_characters) + "'",
            path + "/unit");
    if (amount.value < Decimal(0) || (least_one && amount.value == Decimal(0)))
        return invalid(path + "/value: expected " + (least_one ? "more than nothing" : "0 or more") + ", got " +
                           amount.value.to_string(),
                       path + "/value");
    return {};
}

Status check_money(const std::optional<Amount>& amount, const std::string& path, bool least_one) {
    return amount ? check_money(*amount, path, least_one) : Status();
}

Status check_happened(const std::optional<Date>& day, const std::string& path, const Case& c) {
    if (!day || *day <= china_date(c.context.now)) return {};
    return invalid(path + ": " + day->to_string() + " lies in the future; tell it when it is so", path);
}

Status check_plan_year(std::uint16_t plan_year, const LedgerYear& year) {
    if (plan_year == year.ledger.year || plan_year == year.ledger.year + 1) return {};
    return invalid("/year: expected " + std::to_string(year.ledger.year) + ", the ledger's year, or the next; got " +
                       std::to_string(plan_year),
                   "/year");
}

regime::PlanFacts plan_facts(const ItemState& state, const item::Profiled& profile, int plan_year, const Case& c) {
    regime::PlanFacts facts;
    facts.year = plan_year;
    facts.start = profile.started_on ? profile.started_on : profile.start;
    facts.finish = profile.finished_on ? profile.finished_on : profile.finish;
    for (const auto* held : years_of(state, c.context.directory)) {  // the latest year that tells of any
        if (held->project_kind != state.project_kind) break;
        if (held->steps_reached.empty()) continue;
        facts.stage = held->steps_reached.back();
        break;
    }
    if (profile.year_investment) facts.year_investment = quantity(*profile.year_investment);
    return facts;
}

Status check_phase(const std::vector<regime::Phase>& phases, const std::string& key, const std::string& path,
                   const regime::PlanFacts& facts, const char* clause) {
    const auto found = std::ranges::find(phases, key, &regime::Phase::key);
    if (found == phases.end())
        return refused(path + ": " +
                           (phases.empty() ? "the ledger's regime defines none; leave it out"
                                           : "expected one of " + keys_of(phases) + ", got '" +
                                                 key.substr(0, max_key_characters) + "'"),
                       clause)
            .with("path", json_text(path));
    const auto breaches = regime::breaches(*found, facts);
    if (breaches.empty()) return {};
    std::string reasons;
    boost::json::array failing;
    for (const auto& breach : breaches) {
        reasons += (reasons.empty() ? "" : "; ") + breach.reason;
        failing.emplace_back(breach.what);
    }
    return refused(path + ": the project is not '" + found->title + "' in " + std::to_string(facts.year) + ": " +
                       reasons + "; correct its profile, or choose another",
                   cited(found->clause, clause))
        .with("path", json_text(path))
        .with("breaches", std::move(failing));
}

Status check_season(const Season& season, const LedgerYear& year, const Case& c) {
    const auto open = seasons_of(season, year);
    const auto today = china_date(c.context.now);
    std::string days;
    for (const auto& each : open) {
        if (each.begins <= today && today <= each.due) return {};
        days += (days.empty() ? "" : ", ") + each.begins.to_string() + " to " + each.due.to_string();
    }
    if (open.empty()) return {};
    const bool adjusting = season.kind == regime::RhythmKind::adjustment;
    return refused(std::string(adjusting ? "the plan of " : "applications for the plan of ") +
                       std::to_string(season.plan_year) + (adjusting ? " is adjusted " : " are taken ") + days +
                       "; today is " + today.to_string(),
                   season.clause);
}

Status check_complete(const ItemState& state, const item::Profiled& profile, const std::vector<std::string>& phases,
                      const LedgerYear& year, const char* clause) {
    const auto& rules = project_rules(year);
    std::string names, first;
    boost::json::array missing;
    const auto lacks = [&](const std::string& name, const std::string& text, const auto& rule) {
        if (missing.empty()) first = cited(rule, clause);
        missing.emplace_back(name);
        names += (names.empty() ? "" : "; ") + text;
    };
    for (const auto& field : regime::missing_fields(rules, phases, filled_fields(state, profile)))
        lacks(field.title, field.title, field.clause);
    regime::Applicant applicant;
    applicant.phases = phases;
    for (const auto& one :
         regime::missing_materials(rules.materials, applicant, held_materials(project_facet(state)))) {
        if (!one.in_principle) lacks(one.name, one.reason, one.clause);
    }
    if (missing.empty()) return {};
    return refused("the application lacks " + std::to_string(missing.size()) + ": " + names +
                       "; fill in the profile (item.profile), attach materials (item.attach_material)",
                   first)
        .with("missing", std::move(missing));
}

bool goes_by(const UnitState& unit, std::string_view name) {
    return unit.name.find(name) != std::string::npos || std::ranges::find(unit.aliases, name) != unit.aliases.end();
}

}  // namespace taizhang
