// Problems 存在问题 (open → escalated → resolved) and urging 催办.
#include "src/domain/items/item_checks.hpp"

#include <algorithm>

namespace taizhang {

namespace {

/// The problem of that name, not yet resolved.
Status check_unsolved(const ItemState& state, const std::string& id) {
    const auto found = std::ranges::find(state.problems, id, &Problem::id);
    if (found == state.problems.end())
        return invalid("/problem: the item has no problem '" + id.substr(0, max_key_characters) +
                           "'; raise it first (item.raise_problem)",
                       "/problem");
    if (found->stage == ProblemStage::resolved)
        return refused("/problem: '" + id + "' is resolved; raise a new one under another name")
            .with("path", "/problem");
    return {};
}

std::string list_of(const std::vector<regime::Escalation>& levels) {
    std::string text;
    for (const auto& level : levels) text += (text.empty() ? "" : " → ") + level.key + " (" + level.title + ")";
    return text;
}

/// Where the regime names levels, a problem goes up one after the other; it is raised at the first (S8.5).
Status check_level(const ItemState& state, const item::ProblemEscalated& proposal, const Case& c) {
    TZ_TRY(const auto year, year_of(state, c));
    const auto& levels = year.rules.projects.escalations;
    if (levels.empty()) return {};
    const auto problem = std::ranges::find(state.problems, proposal.problem, &Problem::id);
    const auto level_of = [&](const std::string& key) {
        return std::ranges::find(levels, key, &regime::Escalation::key);
    };
    const auto known = problem->to ? level_of(*problem->to) : levels.end();
    const auto now = known == levels.end() ? levels.begin() : known;
    const auto refuse = [](const std::string& text) { return refused("/to: " + text, "S8.5").with("path", "/to"); };
    if (level_of(proposal.to) == levels.end())
        return refuse("expected one of the regime's levels, " + list_of(levels) + ", got '" + proposal.to + "'");
    if (now + 1 == levels.end())
        return refuse("the problem lies with " + now->title + ", the last level; it is resolved there");
    if (level_of(proposal.to) == now + 1) return {};
    return refuse("the problem lies with " + now->title + "; the next level is '" + (now + 1)->key + "' (" +
                  list_of(levels) + ")");
}

}  // namespace

Status decide(const ItemState& state, const item::ProblemRaised& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    TZ_CHECK(check_text(proposal.problem, "/problem", max_key_characters));
    TZ_CHECK(check_text(proposal.text, "/text"));
    TZ_CHECK(check_count(state.problems.size() + 1, "/problem"));
    const bool known = std::any_of(state.problems.begin(), state.problems.end(),
                                   [&](const Problem& problem) { return problem.id == proposal.problem; });
    if (!known) return {};
    return refused("/problem: '" + proposal.problem + "' was raised already; choose another name")
        .with("path", "/problem");
}

Status decide(const ItemState& state, const item::ProblemEscalated& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    TZ_CHECK(check_text(proposal.to, "/to", max_name_characters));
    TZ_CHECK(check_unsolved(state, proposal.problem));
    return check_level(state, proposal, c);
}

Status decide(const ItemState& state, const item::ProblemResolved& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    TZ_CHECK(check_text(proposal.answer, "/answer"));
    return check_unsolved(state, proposal.problem);
}

Result<item::Urged> decide(const ItemState& state, const item::Urged& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    TZ_CHECK(check_text(proposal.text, "/text"));
    auto urged = proposal;
    const auto* lead = lead_of(state);
    if (!urged.unit) urged.unit = lead ? lead->unit : UnitId{};
    TZ_CHECK(check_concerned(state, *urged.unit, "/unit", c));
    return urged;
}

}  // namespace taizhang
