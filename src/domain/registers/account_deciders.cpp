#include "src/domain/checks.hpp"
#include "src/domain/deciders.hpp"

#include <taizhang/reflect/concepts.hpp>

namespace taizhang {

namespace {

/// 三权分立: each of these stands alone, apart from one another and from all work on ledgers (domain.md, rule 4).
bool stands_alone(Role role) {
    return role == Role::auditor || role == Role::account_admin || role == Role::operations;
}

bool speaks_for_unit(Role role) {
    return role == Role::unit_clerk || role == Role::unit_leader || role == Role::ledger_holder;
}

Status check_separation(const std::vector<Role>& roles, const std::string& path) {
    if (roles.size() < 2) return {};
    const auto alone = std::find_if(roles.begin(), roles.end(), stands_alone);
    if (alone == roles.end()) return {};
    return refused(path + ": account administration, operation and audit are separate powers, so " +
                   reflect::enum_name(*alone) + " goes with no other role; open another account")
        .with("path", json_text(path));
}

Status check_role(Role role, const std::optional<UnitId>& unit, const std::string& path) {
    if (role == Role::system)
        return refused(path + ": the role system belongs to the system itself and is given to nobody")
            .with("path", json_text(path));
    if (speaks_for_unit(role) && !unit)
        return invalid("/unit: " + std::string(reflect::enum_name(role)) + " acts for a unit; name the account's unit",
                       "/unit");
    return {};
}

Status check_open(const AccountState& state, const Case& c) {
    if (!state.closed) return {};
    return refused("account '" + std::string(c.stream.id()) + "' is closed; open another one");
}

/// Nobody changes his own roles, an administrator included.
Status check_not_own(const Case& c) {
    if (c.stream != StreamId::of(c.context.actor.account)) return {};
    return refused("nobody changes his own roles; ask another account administrator");
}

bool has(const AccountState& state, Role role) {
    return std::find(state.roles.begin(), state.roles.end(), role) != state.roles.end();
}

Status check_roles(const account::Opened& proposal) {
    if (proposal.roles.empty()) return invalid("/roles: name at least one role", "/roles");
    for (std::size_t i = 0; i < proposal.roles.size(); ++i) {
        const auto at = element_path("/roles", i);
        if (std::count(proposal.roles.begin(), proposal.roles.end(), proposal.roles[i]) > 1)
            return invalid(at + ": the role " + reflect::enum_name(proposal.roles[i]) + " stands in the list twice",
                           at);
        TZ_CHECK(check_role(proposal.roles[i], proposal.unit, at));
    }
    return check_separation(proposal.roles, "/roles");
}

}  // namespace

Status decide(const AccountState&, const account::Opened& proposal, const Case& c) {
    if (c.stream.id() == "system") return refused("'system' names the system itself; choose another id");
    TZ_CHECK(check_text(proposal.name, "/name", max_name_characters));
    TZ_CHECK(check_roles(proposal));
    if (proposal.unit) TZ_CHECK(need_active_unit(c, *proposal.unit, "/unit"));
    if (proposal.person) TZ_CHECK(need_state<PersonState>(c, *proposal.person, "/person"));
    return {};
}

Status decide(const AccountState& state, const account::RoleGranted& proposal, const Case& c) {
    TZ_CHECK(check_open(state, c));
    TZ_CHECK(check_not_own(c));
    TZ_CHECK(check_role(proposal.role, state.unit, "/role"));
    if (has(state, proposal.role))
        return refused("the account has the role " + std::string(reflect::enum_name(proposal.role)) + " already");
    auto roles = state.roles;
    roles.push_back(proposal.role);
    return check_separation(roles, "/role");
}

Status decide(const AccountState& state, const account::RoleRevoked& proposal, const Case& c) {
    TZ_CHECK(check_open(state, c));
    TZ_CHECK(check_not_own(c));
    if (has(state, proposal.role)) return {};
    return refused("the account does not have the role " + std::string(reflect::enum_name(proposal.role)) +
                   "; there is nothing to revoke");
}

Status decide(const AccountState& state, const account::CredentialChanged& proposal, const Case& c) {
    TZ_CHECK(check_open(state, c));
    if (proposal.kind == "secret") return {};
    return invalid("/kind: expected 'secret', got '" + proposal.kind.substr(0, max_key_characters) + "'", "/kind");
}

Status decide(const AccountState& state, const account::SessionsRevoked&, const Case& c) {
    return check_open(state, c);
}

Status decide(const AccountState& state, const account::Closed& proposal, const Case& c) {
    TZ_CHECK(check_open(state, c));
    if (!proposal.successor) return {};
    if (*proposal.successor == c.id<AccountId>())
        return invalid("/successor: an account cannot succeed itself", "/successor");
    TZ_TRY(const auto* successor, need_state<AccountState>(c, *proposal.successor, "/successor"));
    if (successor->closed)
        return invalid("/successor: account '" + proposal.successor->value + "' is closed itself", "/successor");
    return {};
}

}  // namespace taizhang
