// Libraries of projects: the reserve and its classes (S9.5), the plan of the year (S5.7), what was signed (S6.1); in
// when ripe, out when started, completed or cancelled.
#include "src/domain/projects/project_checks.hpp"
#include "src/regime/project_check.hpp"

#include <taizhang/reflect/concepts.hpp>
#include <taizhang/reflect/diff.hpp>

#include <algorithm>

namespace taizhang {

namespace {

using item::Leaving;
using item::Library;

std::string classes(const std::vector<regime::ReserveClass>& reserves) {
    std::string text;
    for (const auto& one : reserves) text += (text.empty() ? "" : ", ") + one.key + " (" + one.title + ")";
    return text;
}

bool is_of_class(const regime::Material& material, const std::string& reserve) {
    return std::ranges::find(material.phases, reserve) != material.phases.end();
}

/// Whether one of the ways to satisfy it is there, counting the document that comes along.
bool is_held(const regime::Material& material, const ProjectFacet& facet, const std::string& title) {
    const auto held = [&](const std::string& name) {
        return title.find(name) != std::string::npos ||
               std::ranges::find(facet.materials, name, &item::MaterialAttached::material) != facet.materials.end();
    };
    if (material.any_of.empty()) return held(material.name);
    return held(material.name) || std::ranges::any_of(material.any_of, [&](const auto& documents) {
               return std::ranges::all_of(documents, held);
           });
}

/// 概念策划 comes with its 策划书, 初包装 with its 项目建议书, 精包装 with its 可研报告.
Status check_class_document(const item::ReserveClassSet& proposal, const regime::ReserveClass& reserve,
                            const ProjectFacet& facet, const regime::ProjectRules& rules) {
    std::string lacking;
    for (const auto& material : rules.materials) {
        if (!is_of_class(material, reserve.key) || material.in_principle) continue;
        if (!is_held(material, facet, proposal.document.title))
            lacking += (lacking.empty() ? "" : ", ") + material.name;
    }
    if (lacking.empty()) return {};
    return refused("/document: a project of class '" + reserve.title + "' comes with " + lacking + ", got '" +
                       proposal.document.title + "'; name that document, or choose another class",
                   "S9.5")
        .with("path", "/document");
}

Status check_ripe_for_reserve(const ItemState& state, const item::Profiled& profile, const LedgerYear& year) {
    if (!project_rules(year).reserves.empty() && !project_facet(state).reserve)
        return refused(
            "a project enters the reserve with its class and document; set them first "
            "(item.set_reserve_class)",
            "S9.5");
    if (!profile.started_on) return {};
    return refused(
        "the project was started on " + profile.started_on->to_string() + "; what is under construction is no reserve",
        "S9.5");
}

/// 成熟一个、入库一个: of the regime's size, or admitted by a document all the same.
Status check_ripe_for_plan(const ItemState& state, const item::LibraryEntered& proposal, const item::Profiled& profile,
                           const LedgerYear& year, const Case& c) {
    const auto& facet = project_facet(state);
    const auto applied = [&](const YearPlan& plan) { return plan.applied && plan.year >= year.ledger.year; };
    const auto& rhythms = year.rules.rhythms;
    const bool must_apply =
        std::ranges::find(rhythms, regime::RhythmKind::application, &regime::Rhythm::kind) != rhythms.end();
    if (must_apply && std::ranges::none_of(facet.plans, applied))
        return refused(item_name(c) +
                           " was not applied for; apply first (item.apply_plan), or add it when the plan is "
                           "adjusted (item.adjust_plan)",
                       "S9.1");
    if (profile.finished_on)
        return refused(
            "the project was completed on " + profile.finished_on->to_string() + "; what is built enters no plan",
            "S5.7");
    if (project_rules(year).thresholds.empty() || proposal.document) return {};
    if (profile.qualifies.empty())
        return refused("the total investment says whether a project enters the plan; profile it first (item.profile)",
                       "S9.1");
    const auto& qualifies = profile.qualifies.front();
    if (qualifies.met) return {};
    return refused("the project does not enter the plan: " + qualifies.reason +
                       "; where it is admitted all the same, name the document (/document)",
                   "S9.1")
        .with("reason", json_text(qualifies.reason));
}

/// 替补: another item, which comes in place of one that was cancelled and named none.
Status check_replaces(const ItemId& replaced, Library library, const std::string& path, const Case& c) {
    TZ_TRY(const auto* item, need_state<ItemState>(c, replaced, path));
    if (replaced != c.id<ItemId>() && !stands_in(project_facet(*item), library)) return {};
    return refused(path + ": '" + replaced.value +
                       "' is the project itself or stands in the library still; name one "
                       "that was cancelled",
                   "S9.5")
        .with("path", json_text(path));
}

Status check_replacement(const item::LibraryLeft& proposal, const regime::Library& rules, const Case& c) {
    const bool cancelled = proposal.because == Leaving::cancelled;
    if (proposal.replaced_by && proposal.none_yet.value_or(false))
        return invalid("/none_yet: a replacement is named; leave one of the two out", "/none_yet");
    if (!cancelled && (proposal.replaced_by || proposal.none_yet))
        return invalid("/replaced_by: only a cancelled project is replaced; leave it out", "/replaced_by");
    if (proposal.replaced_by) {
        if (*proposal.replaced_by == c.id<ItemId>())
            return invalid("/replaced_by: a project does not replace itself; name another", "/replaced_by");
        TZ_TRY(const auto* item, need_state<ItemState>(c, *proposal.replaced_by, "/replaced_by"));
        if (has_ended(*item))
            return refused("/replaced_by: item '" + proposal.replaced_by->value +
                               "' has ended itself; name one that goes on",
                           "S9.5")
                .with("path", "/replaced_by");
        return {};
    }
    const bool owed = cancelled && rules.replace_cancelled && proposal.library == Library::reserve;
    if (!owed || proposal.none_yet.value_or(false)) return {};
    return refused(
               "/replaced_by: for a cancelled project of the reserve another is found; name it, or say that there "
               "is none yet (/none_yet)",
               "S9.5")
        .with("path", "/replaced_by");
}

Status not_so(const char* what) {
    return refused("/because: " + std::string(what), "S5.7").with("path", "/because");
}

/// What is said of why it leaves is so.
Status check_because(const ItemState& state, const item::LibraryLeft& proposal, const item::Profiled& profile) {
    const bool built =
        profile.finished_on || state.stage == ItemStage::verified || state.stage == ItemStage::closed_out;
    if (proposal.because == Leaving::started && !profile.started_on)
        return not_so("the project was not started as far as is known; profile the day first (item.profile)");
    if (proposal.because == Leaving::completed && !built)
        return not_so("the project is not completed as far as is known; profile the day first (item.profile)");
    if (proposal.because == Leaving::decided && proposal.library != Library::reserve)
        return not_so("a project leaves the reserve alone because its carrying out was decided");
    if (proposal.because == Leaving::started && proposal.library == Library::plan)
        return not_so("a project that was started stays in the plan until it is completed");
    return {};
}

}  // namespace

Status decide(const ItemState& state, const item::ReserveClassSet& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    TZ_TRY(const auto year, year_of(state, c));
    TZ_CHECK(check_document(proposal.document, "/document"));
    const auto& rules = project_rules(year);
    const auto found = std::ranges::find(rules.reserves, proposal.reserve_class, &regime::ReserveClass::key);
    if (found == rules.reserves.end())
        return refused("/reserve_class: " + (rules.reserves.empty()
                                                 ? "the ledger's regime has no classes of reserve; leave it"
                                                 : "expected one of " + classes(rules.reserves) + ", got '" +
                                                       proposal.reserve_class.substr(0, max_key_characters) + "'"),
                       "S9.5")
            .with("path", "/reserve_class");
    const auto& facet = project_facet(state);
    TZ_CHECK(check_class_document(proposal, *found, facet, rules));
    if (facet.reserve && reflect::diff(*facet.reserve, proposal).empty())
        return refused("nothing would change: the reserve class of " + item_name(c) + " is this already");
    return {};
}

Status decide(const ItemState& state, const item::LibraryEntered& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    TZ_CHECK(check_text(proposal.document, "/document", max_title_characters));
    TZ_TRY(const auto year, year_of(state, c));
    if (stands_in(project_facet(state), proposal.library))
        return refused(item_name(c) + " stands in that library already").with("path", "/library");
    if (proposal.replaces) TZ_CHECK(check_replaces(*proposal.replaces, proposal.library, "/replaces", c));
    const auto profile = profile_today(state, c.context.directory);
    switch (proposal.library) {
        case Library::signed_projects:
            if (profile.signed_on) return {};
            return refused("what was not signed is no signed project; profile the day of it first (item.profile)",
                           "S6.1");
        case Library::plan:
            return check_ripe_for_plan(state, proposal, profile, year, c);
        case Library::reserve:
            return check_ripe_for_reserve(state, profile, year);
    }
    return {};
}

/// Also of what was closed out: completed projects leave then.
Status decide(const ItemState& state, const item::LibraryLeft& proposal, const Case& c) {
    TZ_CHECK(check_ledger_open(state, c));
    TZ_TRY(const auto year, year_of(state, c));
    if (!stands_in(project_facet(state), proposal.library))
        return refused(item_name(c) + " does not stand in that library").with("path", "/library");
    TZ_CHECK(check_because(state, proposal, profile_today(state, c.context.directory)));
    return check_replacement(proposal, project_rules(year).library, c);
}

}  // namespace taizhang
