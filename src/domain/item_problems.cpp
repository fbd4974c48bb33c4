// Problems 存在问题 (open → escalated → resolved) and urging 催办.
#include "src/domain/item_checks.hpp"

namespace taizhang {

namespace {

/// The problem of that name, not yet resolved.
Status check_unsolved(const ItemState& state, const std::string& id) {
    const auto found = std::find_if(state.problems.begin(), state.problems.end(),
                                    [&](const Problem& problem) { return problem.id == id; });
    if (found == state.problems.end())
        return invalid("/problem: the item has no problem '" + id.substr(0, max_key_characters) +
                           "'; raise it first (item.raise_problem)",
                       "/problem");
    if (found->stage == ProblemStage::resolved)
        return refused("/problem: '" + id + "' is resolved; raise a new one under another name")
            .with("path", "/problem");
    return {};
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
    return check_unsolved(state, proposal.problem);
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
