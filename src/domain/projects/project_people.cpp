// Who stands by a project: letters of responsibility (S6.3), the procedures team (S8.2), the officer who helps it
// through (S6.8).
#include "src/domain/projects/project_checks.hpp"

#include <taizhang/reflect/diff.hpp>

#include <algorithm>
#include <set>

namespace taizhang {

namespace {

Status check_members(const item::ProceduresTeamFormed& proposal, const Case& c) {
    if (proposal.members.empty())
        return refused("/members: a procedures team has members; name one of each department", "S8.2")
            .with("path", "/members");
    TZ_CHECK(check_count(proposal.members.size(), "/members"));
    std::set<UnitId> seen;
    for (std::size_t i = 0; i < proposal.members.size(); ++i) {
        const auto at = element_path("/members", i);
        const auto& member = proposal.members[i];
        TZ_CHECK(need_active_unit(c, member.department, at + "/department"));
        TZ_CHECK(check_person(member.person, at + "/person", {member.department}, c));
        if (!seen.insert(member.department).second)
            return refused(at + "/department: '" + member.department.value +
                               "' sends one person to the team; name one of them",
                           "S8.2")
                .with("path", json_text(at + "/department"));
    }
    return {};
}

/// One of each department that the regime names; others may join.
Status check_departments(const item::ProceduresTeamFormed& proposal, const std::vector<std::string>& named,
                         const Case& c) {
    std::string lacking;
    boost::json::array missing;
    for (const auto& name : named) {
        const bool there = std::ranges::any_of(proposal.members, [&](const item::TeamMember& member) {
            const auto* unit = find_state<UnitState>(c.context.directory, member.department);
            return unit && goes_by(*unit, name);
        });
        if (there) continue;
        missing.emplace_back(name);
        lacking += (lacking.empty() ? "" : ", ") + name;
    }
    if (missing.empty()) return {};
    return refused("/members: the team has one of each department that the regime names; nobody is of " + lacking,
                   "S8.2")
        .with("path", "/members")
        .with("missing", std::move(missing));
}

}  // namespace

Status decide(const ItemState& state, const item::CommitmentSigned& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    TZ_CHECK(check_concerned(state, proposal.unit, "/unit", c));
    TZ_CHECK(check_person(proposal.by, "/by", {proposal.unit}, c));
    TZ_CHECK(check_happened(proposal.signed_on, "/signed_on", c));
    TZ_CHECK(check_text(proposal.text, "/text"));
    if (proposal.document) TZ_CHECK(check_document(*proposal.document, "/document"));
    const auto& signed_before = project_facet(state).commitments;
    if (std::ranges::find(signed_before, proposal.unit, &item::CommitmentSigned::unit) == signed_before.end())
        return {};
    return refused("/unit: '" + proposal.unit.value + "' has signed its letter of responsibility for " + item_name(c) +
                       " already",
                   "S6.3")
        .with("path", "/unit");
}

Status decide(const ItemState& state, const item::ProceduresTeamFormed& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    TZ_TRY(const auto year, year_of(state, c));
    TZ_CHECK(check_members(proposal, c));
    TZ_CHECK(check_departments(proposal, project_rules(year).procedures_team, c));
    if (reflect::diff(item::ProceduresTeamFormed{project_facet(state).procedures_team}, proposal).empty())
        return refused("nothing would change: " + item_name(c) + " has this procedures team already");
    return {};
}

Status decide(const ItemState& state, const item::ServiceOfficerAssigned& proposal, const Case& c) {
    TZ_CHECK(check_plannable(state, c));
    TZ_CHECK(need_active_unit(c, proposal.unit, "/unit"));
    TZ_CHECK(check_person(proposal.officer, "/officer", {proposal.unit}, c));
    const auto& known = project_facet(state).service_officer;
    if (known && reflect::diff(*known, proposal).empty())
        return refused("nothing would change: '" + proposal.officer.name + "' helps " + item_name(c) +
                       " through already");
    return {};
}

}  // namespace taizhang
