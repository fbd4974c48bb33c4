// Level by level (S3.4): passed, returned with findings, rejected; admitted after the last; removed.
#include "src/domain/admission/admission_checks.hpp"
#include "src/domain/deciders.hpp"
#include "src/domain/supervision/supervision_checks.hpp"

#include "events/schedule.hpp"

#include <algorithm>

namespace taizhang {

namespace {

constexpr std::string_view review_clause = "S3.4";

std::string order_of(const regime::Admission& rules) {
    std::string text;
    for (const auto& level : rules.levels) text += (text.empty() ? "" : " → ") + level.name;
    return text;
}

/// The level is the one whose turn it is.
Result<const regime::Level*> need_turn(const regime::Admission& rules, const AdmissionState& state,
                                       const std::string& level) {
    if (std::ranges::find(rules.levels, level, &regime::Level::name) == rules.levels.end())
        return invalid(
            "/level: expected one of " + order_of(rules) + ", got '" + level.substr(0, max_key_characters) + "'",
            "/level");
    const auto* next = next_level(rules, state.passed);
    if (next && next->name == level) return next;
    const bool passed = std::ranges::count(state.passed, level) > 0;
    return refused("/level: '" + level + "' " + (passed ? "has passed it already" : "is not next") +
                       (next ? "; next is '" + next->name + "'" : "; every level has") + " (" + order_of(rules) + ")",
                   review_clause)
        .with("path", "/level")
        .with("next", json_text(next ? next->name : ""));
}

bool holds_ledger(const admission::Filed& file, const UnitId& unit, const Case& c) {
    const auto* ledger = find_state<LedgerState>(c.context.directory, file.ledger);
    return ledger && acts_for(c.context.directory, unit, ledger->holder);
}

/// By this account, or by another account of the same person.
bool filed_it(const AdmissionState& state, const Actor& actor) {
    return std::ranges::any_of(state.filed_by, [&](const Actor& filer) {
        return filer.account == actor.account || (filer.person && filer.person == actor.person);
    });
}

/// The level's own office; the ledger's holder for those that have no accounts here, as told by them. Who collects
/// cannot be spoken for, and nobody looks at what he filed himself.
Status check_reviewer(const AdmissionState& state, const regime::Level& level, const Case& c) {
    const auto& unit = c.context.actor.unit;
    if (!unit) return {};  // the system's
    const bool collects = level.role == regime::LevelRole::collects;
    const bool told = !collects && holds_ledger(state.file, *unit, c);
    if (!told && !reviews(c.context.directory, state.file, *unit, level))
        return refused("/level: '" + level.name + "' is not for '" + unit->value +
                           "' to speak for: whoever collects is the enterprise's place or department, the other "
                           "levels are the offices of that name, or the ledger's holder",
                       review_clause)
            .with("path", "/level");
    if (collects || !filed_it(state, c.context.actor)) return {};
    return refused("whoever filed it does not look at it; leave it to another person's account", review_clause);
}

Result<const regime::Level*> need_review(const AdmissionState& state, const std::string& level, const Case& c) {
    TZ_CHECK(check_stage(state, AdmissionStage::filed, review_clause, c));
    TZ_TRY(const auto* rules, admission_rules(c, state.file.ledger));
    TZ_TRY(const auto* next, need_turn(*rules, state, level));
    TZ_CHECK(check_reviewer(state, *next, c));
    return next;
}

/// Looked at anew: the regime may ask for more than when it was filed.
Status check_complete(const regime::Admission& rules, const AdmissionState& state) {
    boost::json::array missing;
    std::string reasons;
    for (const auto& one : missing_of(rules, state.file, state.materials)) {
        if (!one.required) continue;
        missing.emplace_back(json_text(one.material));
        reasons += (reasons.empty() ? "" : "；") + one.reason;
    }
    if (missing.empty()) return {};
    return refused("materials are missing, so it cannot pass: " + reasons +
                       "; attach them first (admission.attach_material)",
                   "S3.3")
        .with("missing", std::move(missing));
}

}  // namespace

Result<admission::Passed> decide(const AdmissionState& state, const admission::Passed& proposal, const Case& c) {
    TZ_CHECK(need_review(state, proposal.level, c));
    TZ_CHECK(check_text(proposal.note, "/note"));
    if (proposal.decided_on) TZ_CHECK(check_happened(*proposal.decided_on, "/decided_on", c));
    TZ_TRY(const auto* rules, admission_rules(c, state.file.ledger));
    TZ_CHECK(check_complete(*rules, state));
    auto levels = state.passed;
    levels.push_back(proposal.level);
    auto passed = proposal;
    passed.next = next_name(*rules, levels);
    return passed;
}

Status decide(const AdmissionState& state, const admission::Returned& proposal, const Case& c) {
    TZ_CHECK(need_review(state, proposal.level, c));
    return check_text(proposal.findings, "/findings");
}

Status decide(const AdmissionState& state, const admission::Rejected& proposal, const Case& c) {
    TZ_CHECK(need_review(state, proposal.level, c));
    return check_text(proposal.findings, "/findings");
}

Status decide(const AdmissionState& state, const admission::Admitted& proposal, const Case& c) {
    TZ_CHECK(check_stage(state, AdmissionStage::filed, review_clause, c));
    TZ_TRY(const auto* rules, admission_rules(c, state.file.ledger));
    if (const auto* next = next_level(*rules, state.passed))
        return refused(admission_name(c) + " was not passed by every level; next is '" + next->name + "' (" +
                           order_of(*rules) + ")",
                       review_clause)
            .with("next", json_text(next->name));
    TZ_CHECK(check_happened(proposal.admitted_on, "/admitted_on", c));
    TZ_CHECK(check_text(proposal.document, "/document", max_title_characters));
    if (proposal.from.is_half())
        return invalid("/from: statistics are of months; give " + Period{proposal.from.value, 0}.to_string(), "/from");
    if (proposal.from.last_day() >= proposal.admitted_on) return {};
    return refused("/from: figures follow admission; it was admitted on " + proposal.admitted_on.to_string() +
                       ", so give that month or a later one, not " + proposal.from.to_string(),
                   "S3.5")
        .with("path", "/from");
}

Status decide(const AdmissionState& state, const admission::Removed& proposal, const Case& c) {
    TZ_CHECK(check_stage(state, AdmissionStage::admitted, "S3.5", c));
    TZ_CHECK(check_text(proposal.findings, "/findings"));
    TZ_CHECK(check_happened(proposal.removed_on, "/removed_on", c));
    if (proposal.removed_on >= state.admitted->admitted_on) return {};
    return invalid("/removed_on: it was admitted on " + state.admitted->admitted_on.to_string() +
                       " and cannot have been removed before, on " + proposal.removed_on.to_string(),
                   "/removed_on");
}

}  // namespace taizhang
