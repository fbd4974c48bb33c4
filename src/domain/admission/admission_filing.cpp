// An enterprise's file for its admission (S3.1–S3.3): who it is, whether it is eligible and by which procedure, and the
// materials that are still to come.
#include "src/domain/admission/admission_checks.hpp"
#include "src/domain/deciders.hpp"
#include "src/domain/supervision/supervision_checks.hpp"

#include <algorithm>
#include <set>

namespace taizhang {

namespace {

Error wrong_unit(const std::string& path, const std::string& what) {
    return refused(path + ": " + what, "S3.4").with("path", json_text(path));
}

Status check_units(const admission::Filed& file, const Case& c) {
    TZ_TRY(const auto* enterprise, need_active_unit(c, file.enterprise, "/enterprise"));
    if (enterprise->kind != unit::Kind::enterprise)
        return wrong_unit("/enterprise", "'" + file.enterprise.value + "' (" + enterprise->name + ") is a " +
                                             reflect::enum_name(enterprise->kind) + ", not an enterprise");
    TZ_TRY(const auto* region, need_active_unit(c, file.region, "/region"));
    const auto kind = region->kind;
    if (!is_place(kind))
        return wrong_unit("/region", "an enterprise belongs to a district, zone, town or street, and '" +
                                         file.region.value + "' (" + region->name + ") is a " +
                                         reflect::enum_name(kind));
    if (!file.department) return {};
    TZ_TRY(const auto* department, need_active_unit(c, *file.department, "/department"));
    if (department->kind != unit::Kind::collective) return {};
    return wrong_unit("/department", "'" + file.department->value + "' is a collective name; name one department");
}

Status check_facts(const regime::Admission& rules, const admission::Filed& file, const Case& c) {
    TZ_CHECK(check_text(file.industry, "/industry", max_name_characters));
    TZ_CHECK(check_length(file.entity, "/entity", max_name_characters));
    if (file.opened_on) TZ_CHECK(check_happened(*file.opened_on, "/opened_on", c));
    TZ_CHECK(check_count(file.qualifications.size(), "/qualifications"));
    for (std::size_t i = 0; i < file.qualifications.size(); ++i)
        TZ_CHECK(check_text(file.qualifications[i], element_path("/qualifications", i), max_name_characters));
    TZ_CHECK(check_figures(rules, file.figures, "/figures", true));
    return check_figures(rules, file.expected, "/expected", true);
}

/// Which documents are asked of this enterprise at all.
std::set<std::string> asked_documents(const regime::Admission& rules, const admission::Filed& file) {
    std::set<std::string> names;
    for (const auto& one : regime::missing_materials(rules, facts_of(file), file.procedure, {})) {
        for (const auto& documents : one.any_of) names.insert(documents.begin(), documents.end());
    }
    return names;
}

Status check_material(const regime::Admission& rules, const AdmissionState& state,
                      const admission::MaterialAttached& proposal) {
    const auto asked = asked_documents(rules, state.file);
    if (asked.contains(proposal.material)) return {};
    std::string names;
    for (const auto& name : asked) names += (names.empty() ? "'" : ", '") + name + "'";
    return invalid("/material: '" + proposal.material.substr(0, max_key_characters) +
                       "' is not asked of this enterprise; the regime asks for " + (names.empty() ? "nothing" : names),
                   "/material");
}

/// One enterprise stands in the register once: a file beside another would count its figures twice (S3.5).
Status check_only_file(const admission::Filed& proposal, const Case& c) {
    for (const auto& id : c.context.directory.admissions_of(proposal.enterprise)) {
        const auto* other = find_state<AdmissionState>(c.context.directory, id);
        if (!other || other->stage == AdmissionStage::rejected || other->stage == AdmissionStage::removed) continue;
        return refused("/enterprise: file '" + id.value + "' of '" + proposal.enterprise.value + "' is " +
                           std::string(reflect::enum_name(other->stage)) +
                           " still; go on with that one (a new one may follow when it is rejected or removed)",
                       "S3.5")
            .with("path", "/enterprise")
            .with("admission", json_text(id.value));
    }
    return {};
}

/// While it waits to be filed again, or at a level.
Status check_open(const AdmissionState& state, const Case& c) {
    if (state.stage == AdmissionStage::returned) return {};
    return check_stage(state, AdmissionStage::filed, "S3.4", c);
}

}  // namespace

Result<admission::Filed> decide(const AdmissionState&, const admission::Filed& proposal, const Case& c) {
    TZ_TRY(const auto* ledger, open_ledger(c, proposal.ledger, "/ledger"));
    const auto& rules = rules_of(c, *ledger).admission;
    if (rules.classes.empty())
        return refused("/ledger: the ledger's regime has no rules of admission; name one that has them", "S3.1")
            .with("path", "/ledger");
    TZ_CHECK(check_units(proposal, c));
    TZ_CHECK(check_text(proposal.name, "/name", max_name_characters));
    TZ_CHECK(check_text(proposal.code, "/code", max_number_characters));
    TZ_CHECK(check_facts(rules, proposal, c));
    auto file = proposal;
    TZ_TRY(file.eligibility, check_eligible(rules, file, ledger->year));
    TZ_CHECK(check_only_file(proposal, c));
    file.missing = missing_of(rules, file, {});
    file.next = next_name(rules, {});
    return file;
}

Result<admission::Refiled> decide(const AdmissionState& state, const admission::Refiled& proposal, const Case& c) {
    TZ_CHECK(check_stage(state, AdmissionStage::returned, "S3.4", c));
    TZ_TRY(const auto* ledger, need_state<LedgerState>(c, state.file.ledger, "/ledger"));
    const auto& rules = rules_of(c, *ledger).admission;
    const auto file = as_refiled(state.file, proposal);
    TZ_CHECK(check_facts(rules, file, c));
    auto refiled = proposal;
    TZ_TRY(refiled.eligibility, check_eligible(rules, file, ledger->year));
    refiled.missing = missing_of(rules, file, state.materials);
    refiled.next = next_name(rules, {});
    return refiled;
}

Result<admission::MaterialAttached> decide(const AdmissionState& state, const admission::MaterialAttached& proposal,
                                           const Case& c) {
    TZ_CHECK(check_open(state, c));
    TZ_TRY(const auto* rules, admission_rules(c, state.file.ledger));
    TZ_CHECK(check_material(*rules, state, proposal));
    TZ_CHECK(check_document(proposal.document, "/document"));
    if (proposal.period && proposal.period->first_day() > today(c))
        return invalid("/period: " + proposal.period->to_string() + " has not begun; there is no statement of it",
                       "/period");
    auto materials = state.materials;
    attach(materials, proposal);
    auto attached = proposal;
    attached.missing = missing_of(*rules, state.file, materials);
    return attached;
}

}  // namespace taizhang
