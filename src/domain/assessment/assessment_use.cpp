// What follows from a result: awards by judgement (S5.4), statements of those who missed (S5.6, S6.6, S8.7), and to
// what it is put (S1.9, S5.6, S9.7).
#include "src/domain/assessment/assessment_checks.hpp"
#include "src/domain/assessment/assessment_figures.hpp"
#include "src/domain/deciders.hpp"

#include <taizhang/reflect/concepts.hpp>
#include <taizhang/text.hpp>

#include <algorithm>
#include <set>

namespace taizhang {

namespace {

Result<const regime::AwardRule*> need_judged(const regime::Scheme& scheme, const std::string& key) {
    std::string keys;
    for (const auto& rule : scheme.awards) {
        const bool judged = rule.by == regime::By::judged;
        if (rule.key == key && judged) return &rule;
        if (rule.key == key)
            return refused("/award/award: " + rule.name +
                               " is computed by the scheme when it is concluded, and not "
                               "granted by judgement",
                           rule.clause ? *rule.clause : std::string(clause_of(scheme)))
                .with("path", "/award/award");
        if (judged) keys += (keys.empty() ? "" : ", ") + rule.key;
    }
    return invalid("/award/award: awards by judgement are " + (keys.empty() ? "none" : keys) + ", got " + quote(key),
                   "/award/award");
}

/// A group that the award is for, and the target reached where the scheme asks that.
Status check_candidate(const regime::AwardRule& rule, const regime::Scheme& scheme, const AssessmentState& state,
                       const assessment::Assessed& assessed, const Case& c) {
    const char* path = "/award/unit";
    if (!rule.groups.empty() && std::ranges::count(rule.groups, assessed.group) == 0)
        return invalid(std::string(path) + ": '" + assessed.unit.value + "' is in the group '" + assessed.group +
                           "', which " + rule.name + " is not for",
                       path);
    const auto* standing = find_standing(state, assessed.unit);
    if (standing && !standing->barred.empty())
        return refused(std::string(path) + ": '" + assessed.unit.value + "' gets no award: " + standing->barred.front(),
                       "S5.6")
            .with("path", path);
    if (!rule.met_only || !rule.indicator) return {};
    TZ_TRY(const auto computed, scoring::evaluate(scheme, figures_of(state, scheme, c)));
    const auto* unit = computed.find(assessed.unit.value);
    const auto* line = unit ? unit->find_line(*rule.indicator) : nullptr;
    if (line && line->met.value_or(false)) return {};
    return refused(std::string(path) + ": " + rule.name + " is for those who reached the target, and '" +
                       assessed.unit.value + "' did not",
                   rule.clause ? *rule.clause : std::string(clause_of(scheme)))
        .with("path", path);
}

/// No more than the scheme has places; of an award that is given in each group, in this one.
Status check_places(const regime::AwardRule& rule, const AssessmentState& state, const assessment::Assessed& assessed) {
    std::size_t taken = 0;
    for (const auto& award : state.granted) {
        if (award.award != rule.key) continue;
        if (award.unit == assessed.unit)
            return refused("/award/unit: '" + assessed.unit.value + "' has " + rule.name + " already", "S5.4")
                .with("path", "/award/unit");
        const auto* other = find_assessed(state, award.unit);
        taken += rule.together || (other && other->group == assessed.group) ? 1 : 0;
    }
    if (taken < rule.most) return {};
    return refused(
               "/award/award: " + rule.name + " goes to " + std::to_string(rule.most) + " at most, and as many have it",
               rule.clause ? *rule.clause : std::string("S5.4"))
        .with("path", "/award/award");
}

bool concerns(const AssessmentState& state, const UnitId& unit, const Case& c) {
    return std::ranges::any_of(state.opened.units, [&](const assessment::Assessed& one) {
        return one.unit == unit || unit_today(c.context.directory, one.unit) == unit;
    });
}

/// One of the units that were assessed, or somebody of one.
Status check_subject(const AssessmentState& state, const StreamId& subject, const Case& c) {
    const char* path = "/subject";
    const std::string id(subject.id());
    if (subject.category() == UnitIdTag::category) {
        TZ_CHECK(need_assessed(state, UnitId{id}, path));
        return {};
    }
    if (subject.category() != PersonIdTag::category)
        return invalid(std::string(path) + ": expected unit/… or person/…, got " + quote(subject.value), path);
    TZ_TRY(const auto* person, need_state<PersonState>(c, PersonId{id}, path));
    const bool posted =
        std::ranges::any_of(person->posts, [&](const HeldPost& post) { return concerns(state, post.unit, c); });
    if (posted || (person->unit && concerns(state, *person->unit, c))) return {};
    return invalid(std::string(path) + ": '" + id + "' (" + person->name + ") is of no unit that was assessed", path);
}

/// 折合加减分 (S9.7): what the scheme converts the unit's total into, where it does.
std::optional<Decimal> converted(const AssessmentState& state, const assessment::ResultApplied& proposal) {
    if (proposal.use != assessment::Use::performance || proposal.subject.category() != UnitIdTag::category)
        return std::nullopt;
    const auto* standing = find_standing(state, UnitId{std::string(proposal.subject.id())});
    return standing && !standing->scores.empty() ? standing->scores.back().value : std::nullopt;
}

/// 结果运用 (S1.9, S5.6): to what the scheme says, where it says anything.
Status check_use(const regime::Scheme& scheme, assessment::Use use) {
    if (scheme.uses.empty() || std::ranges::count(scheme.uses, use) > 0) return {};
    std::string words;
    for (const auto one : scheme.uses) words += (words.empty() ? "" : ", ") + std::string(reflect::enum_name(one));
    return refused("/use: " + scheme.title + " puts its results to " + words + ", got " +
                       std::string(reflect::enum_name(use)),
                   clause_of(scheme))
        .with("path", "/use");
}

std::string text_of(const std::optional<Decimal>& points) {
    return points ? points->to_string() : "none";
}

}  // namespace

Result<assessment::AwardGranted> decide(const AssessmentState& state, const assessment::AwardGranted& proposal,
                                        const Case& c) {
    TZ_CHECK(check_concluded(state, c));
    TZ_TRY(const auto* scheme, scheme_of(state, c));
    TZ_TRY(const auto* rule, need_judged(*scheme, proposal.award.award));
    TZ_TRY(const auto* assessed, need_assessed(state, proposal.award.unit, "/award/unit"));
    TZ_CHECK(check_candidate(*rule, *scheme, state, *assessed, c));
    TZ_CHECK(check_places(*rule, state, *assessed));
    TZ_CHECK(check_text(proposal.award.grounds, "/award/grounds"));
    TZ_CHECK(check_positions(proposal.evidence, "/evidence", c));
    auto granted = proposal;
    granted.award.prize.reset();
    if (rule->prize) granted.award.prize = Amount{rule->prize->value, rule->prize->unit};
    return granted;
}

Result<assessment::ResultApplied> decide(const AssessmentState& state, const assessment::ResultApplied& proposal,
                                         const Case& c) {
    TZ_CHECK(check_concluded(state, c));
    TZ_TRY(const auto* scheme, scheme_of(state, c));
    TZ_CHECK(check_use(*scheme, proposal.use));
    TZ_CHECK(check_subject(state, proposal.subject, c));
    TZ_CHECK(check_text(proposal.text, "/text"));
    const bool before = std::ranges::any_of(state.applied, [&](const assessment::ResultApplied& one) {
        return one.use == proposal.use && one.subject == proposal.subject;
    });
    if (before)
        return refused("/subject: the result was put to this use for '" + proposal.subject.value + "' already", "S5.6")
            .with("path", "/subject");
    const auto points = converted(state, proposal);
    if (proposal.points && proposal.points != points)
        return refused("/points: the scheme makes of this result " + text_of(points) + ", got " +
                           text_of(proposal.points) + "; leave it out",
                       "S9.7")
            .with("path", "/points");
    auto applied = proposal;
    applied.points = points;
    return applied;
}

Status decide(const AssessmentState& state, const assessment::StatementFiled& proposal, const Case& c) {
    TZ_CHECK(check_concluded(state, c));
    TZ_TRY(const auto* scheme, scheme_of(state, c));
    TZ_CHECK(need_assessed(state, proposal.unit, "/unit"));
    const auto clause = scheme->statement.clause.value_or("S5.6");
    const auto* standing = find_standing(state, proposal.unit);
    if (!standing || standing->missed.empty())
        return refused("/unit: '" + proposal.unit.value + "' owes no statement by this result", clause)
            .with("path", "/unit");
    TZ_CHECK(check_count(proposal.indicators.size(), "/indicators"));
    for (std::size_t i = 0; i < proposal.indicators.size(); ++i) {
        const auto at = element_path("/indicators", i);
        const auto& key = proposal.indicators[i];
        if (key == total_line || std::ranges::count(standing->missed, key) == 0)
            return invalid(at + ": '" + proposal.unit.value + "' did not miss the target of " + quote(key), at);
    }
    TZ_CHECK(check_text(proposal.text, "/text"));
    if (scheme->statement.measures) return check_text(proposal.measures, "/measures");
    return check_length(proposal.measures, "/measures");
}

}  // namespace taizhang
