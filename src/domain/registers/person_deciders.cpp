#include "src/domain/checks.hpp"
#include "src/domain/deciders.hpp"

namespace taizhang {

namespace {

bool holds(const PersonState& state, const UnitId& unit, const std::string& post) {
    return std::find(state.posts.begin(), state.posts.end(), HeldPost{unit, post}) != state.posts.end();
}

}  // namespace

Status decide(const PersonState&, const person::Enrolled& proposal, const Case& c) {
    TZ_CHECK(check_text(proposal.name, "/name", max_name_characters));
    TZ_CHECK(check_text(proposal.post, "/post", max_name_characters));
    if (proposal.post && !proposal.unit)
        return invalid("/unit: a post belongs to a unit; name the unit too, or leave the post out", "/unit");
    if (proposal.unit) TZ_CHECK(need_active_unit(c, *proposal.unit, "/unit"));
    return {};
}

Status decide(const PersonState& state, const person::Appointed& proposal, const Case& c) {
    TZ_CHECK(check_text(proposal.post, "/post", max_name_characters));
    TZ_TRY(const auto* unit, need_active_unit(c, proposal.unit, "/unit"));
    if (holds(state, proposal.unit, proposal.post))
        return refused(state.name + " holds the post of " + proposal.post + " at " + unit->name + " already");
    return {};
}

Status decide(const PersonState& state, const person::Relieved& proposal, const Case&) {
    if (holds(state, proposal.unit, proposal.post)) return {};
    return refused(state.name + " does not hold the post of " + proposal.post + " at '" + proposal.unit.value +
                   "'; name a post that is held");
}

}  // namespace taizhang
